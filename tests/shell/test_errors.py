"""Input that cannot be used: what is the matter is printed on stderr as it stands, nothing else is, exit code 2."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from model.knowledge import Fault, ScenarioError
from model.shell import main
from model.shell.app import COMMANDS, CommandGroup
from model.shell.errors import refused

DEFAULT = "there is no bundled scenario 'defautl'; did you mean 'default'?; a file's name ends in .toml"
NO_CASE = "there is no bundled case and no folder named 'atlantis'; known: ukraine, bosnia, karabakh, korea"
NO_FOLDER = "cannot be written: No such file or directory"


def shell(line: str) -> Result:
    return CliRunner().invoke(main, line.split())


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of our own to work in, with a file that is no TOML and an empty folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.scenario.toml").write_text("title = \n", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("run defautl", DEFAULT),
        ("sweep defautl --axis trust=0", DEFAULT),
        ("compare defautl minsk", DEFAULT),
        ("compare minsk defautl", DEFAULT),
        ("reach defautl", DEFAULT),
        ("regions defautl", DEFAULT),
        ("worth defautl", DEFAULT),
        ("run default --case atlantis", NO_CASE),
        ("sweep default --axis trust=0 --case atlantis", NO_CASE),
        ("compare default minsk --case atlantis", NO_CASE),
        ("check --case atlantis", NO_CASE),
        ("reach default --case atlantis", NO_CASE),
        ("regions default --case atlantis", NO_CASE),
        ("worth default --case atlantis", NO_CASE),
        ("lint atlantis", NO_CASE),
        (
            "run broken.scenario.toml",
            "broken.scenario.toml: this is not valid TOML: Invalid value (at line 1, column 9)",
        ),
        ("check missing.scenario.toml", "missing.scenario.toml: there is no such file or folder"),
        ("check empty", "empty: there is no scenario file in it: their names end in .scenario.toml"),
        ("new broken.scenario.toml", "broken.scenario.toml: there is something already; name a new or empty folder"),
        ("reach default --move trst", "movable: unknown lever or assumption 'trst'; did you mean 'trust'?"),
        ("regions default --over trst", "movable: unknown lever or assumption 'trst'; did you mean 'trust'?"),
        ("reach default --by 99", "goal: month: a month from 1 to the horizon, 12, is needed, not 99"),
        ("run default --draws 0 --csv no/such/paths.csv", f"no/such/paths.csv: {NO_FOLDER}"),
        (
            "run default --draws 0 --html briefing.html",
            "--html: a briefing tells shares of the pull over variants: --draws has to be 1 or more",
        ),
        ("schema broken.scenario.toml/x", "broken.scenario.toml/x: cannot be written: Not a directory"),
    ],
)
def test_a_command_prints_what_is_the_matter_and_nothing_else(line: str, message: str) -> None:
    result = shell(line)
    assert (result.stdout, result.stderr, result.exit_code) == ("", f"{message}\n", 2)


def test_what_has_been_found_is_printed_even_if_the_file_cannot_be_written(folder: Path) -> None:
    (folder / "one.scenario.toml").write_text(
        'title = "One"\nmonths = 1\n[[expect]]\nsays = "It is one of the three."\n'
        "pull = { settlement = { below = 0.99 } }\n",
        encoding="utf-8",
    )
    result = shell("check one.scenario.toml --draws 4 --junit no/such/report.xml")
    assert result.stderr == f"no/such/report.xml: {NO_FOLDER}\n"
    assert result.stdout.startswith("One (one.scenario.toml)\n")
    assert result.exit_code == 2


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("rnu", "No such command 'rnu'"),
        ("run", "Missing argument 'SCENARIO'"),
        ("run default --draws -1", "-1 is not in the range"),
        ("run default --seed x", "'x' is not a valid integer"),
        ("run default --csv empty", "File 'empty' is a directory"),
        ("compare default", "two to four can be compared, not 1"),
        ("compare a b c d e", "two to four can be compared, not 5"),
        ("compare default minsk --outcome peace", "'peace' is not one of"),
        ("diff ukraine ukraine --points 0", "0 is not in the range"),
        ("history --draws 0", "0 is not in the range"),
        ("reach default --share 0", "0.0 is not in the range"),
        ("reach default --cost trust", "NAME=NUMBER is needed, not 'trust'"),
        ("regions default --situations 1", "1 is not in the range"),
        ("worth default --draws 1", "1 is not in the range"),
        ("schema", "Missing argument 'FOLDER'"),
        *((f"{command.name} --bogus", "No such option") for command in COMMANDS),
    ],
)
def test_what_click_refuses_is_told_with_the_usage(line: str, message: str) -> None:
    result = shell(line)
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: ")
    assert message in result.stderr
    assert result.stdout == ""


def test_a_new_command_need_not_look_after_bad_input() -> None:
    @click.command()
    def toy() -> None:
        raise ScenarioError([Fault("a.toml", "levers", "no"), Fault("a.toml", "event", "no")])

    result = CliRunner().invoke(CommandGroup("toys", commands=[toy]), ["toy"])
    assert (result.stdout, result.stderr) == ("", "a.toml: levers: no\na.toml: event: no\n")
    assert result.exit_code == 2


def test_what_is_not_named_is_no_refusal() -> None:
    with pytest.raises(KeyError), refused(ValueError, ImportError):
        raise KeyError("a mistake of ours keeps its traceback")
