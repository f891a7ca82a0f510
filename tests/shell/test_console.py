"""Consoles with few characters: every command gives all of its output there, plainly where a character is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from model.history import load_history
from model.knowledge import begin_case, plainly
from model.shell import main
from model.shell.app import COMMANDS
from tests.house.floorplan import MODULES

#: A line for each command, in a folder with a case whose names are in Cyrillic and Arabic letters.
LINES = {
    "check": "check війна --draws 8",
    "compare": "compare default first-talks --case війна --draws 8",
    "diff": "diff війна війна --points 4 --draws 4",
    "graph": "graph --case війна --dot",
    "history": "history --draws 1",
    "lint": "lint війна",
    "list": "list actors scenarios --case війна",
    "new": "new нова --first Україна --second حماس",
    "rates": "rates --case війна",
    "reach": "reach default --case війна --months 3 --move trust --share 0.1",
    "regions": "regions default --case війна --leads --situations 200 --months 3",
    "run": "run default --case війна --draws 8",
    "schema": "schema схеми",
    "sweep": "sweep default --case війна --axis trust=0:1:2 --draws 4",
    "worth": "worth default --case війна --draws 200 --months 3",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    begin_case(Path("війна"), "Переговори \N{NOT EQUAL TO} мир", "Україна", "إيران")
    return tmp_path


def shell(line: str, encoding: str) -> Result:
    """Run a line on a console that has the characters of an encoding."""
    shutil.rmtree("нова", ignore_errors=True)  # `new` makes it
    return CliRunner(charset=encoding).invoke(main, line.split(), catch_exceptions=False)


def kept(text: str, encoding: str) -> str:
    """Return a text as a console should show it: what it has as it is, all else plainly."""

    def has(letter: str) -> bool:
        try:
            letter.encode(encoding)
        except UnicodeEncodeError:
            return False
        return True

    return "".join(letter if has(letter) else plainly(letter) for letter in text)


@pytest.fixture
def few_wars(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `history` look at some of the wars: all of them take seconds."""
    coded = load_history()
    some = replace(coded, episodes=coded.episodes[::6])
    monkeypatch.setattr("model.shell.commands.history.load_history", lambda: some)


@pytest.mark.usefixtures("few_wars")
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(str(command.name), marks=[pytest.mark.slow] if command.name == "regions" else [])
        for command in COMMANDS
        if command.name != "dashboard"  # it prints nothing, and hands over to Streamlit
    ],
)
def test_every_command_gives_all_of_its_output_whatever_the_console_can_write(name: str, folder: Path) -> None:
    plain, some = (shell(LINES[name], encoding) for encoding in ("ascii", "cp1252"))
    assert plain.stdout_bytes.decode("ascii") == plainly(some.stdout_bytes.decode("cp1252"))
    assert plain.stdout
    assert plain.exit_code == some.exit_code
    assert plain.exit_code in (0, 1)  # 1: something does not hold, or `lint` has found something
    if name in ("list", "new", "run"):  # these name somebody
        assert "Ukraina" in plain.stdout


def test_the_minus_signs_of_history_are_hyphens_there(few_wars: None) -> None:
    assert "-1." in shell("history --draws 1", "cp1252").stdout_bytes.decode("cp1252")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
@pytest.mark.parametrize("line", ["run нема", "нема", "run default --draws нема", "lint нема", "new війна"])
def test_what_is_the_matter_is_told_in_full_there_too(line: str, encoding: str, folder: Path) -> None:
    whole, found = shell(line, "utf-8"), shell(line, encoding)
    assert found.stderr_bytes.decode(encoding) == kept(whole.stderr, encoding)
    assert found.exit_code == whole.exit_code == 2


def test_files_are_in_utf_8_wherever_they_are_written(folder: Path) -> None:
    for name, line, told in (
        ("page.html", "run default --case війна --draws 8 --html", "Переговори"),
        ("list.csv", "list actors --case війна --csv", "Україна"),
        ("report.xml", "check війна --draws 8 --junit", "війна"),
    ):
        shell(f"{line} {name}", "cp1252")
        text = Path(name).read_text("utf-8")
        assert told in text, name


def test_what_a_terminal_would_obey_is_written_out(folder: Path) -> None:
    Path("red.scenario.toml").write_text('title = "Red \\u001b[31mand\\rback"\nmonths = 1\n', "utf-8")
    found = shell("run red.scenario.toml --draws 0", "utf-8")
    assert found.stdout.startswith(r"Red \x1b[31mand\rback")
    assert r"unknown\x1b[1m" in shell("run unknown\x1b[1m", "utf-8").stderr


@pytest.mark.slow
def test_a_pipe_gets_it_in_the_encoding_that_was_asked_for(folder: Path) -> None:
    path = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONPATH": path}
    command = [sys.executable, "-m", "model", "list", "actors", "--case", "війна"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    assert "Ukraina" in done.stdout.decode("ascii")


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("model.shell.commands.")])
def test_a_command_prints_by_the_one_way_that_looks_after_characters(name: str) -> None:
    text = MODULES[name].read_text("utf-8")
    assert "click.echo" not in text, "print with `say`, `print_lines` or `print_json` of model/shell/output.py"
    assert not any(line.lstrip().startswith("print(") for line in text.splitlines())
