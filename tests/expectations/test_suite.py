"""Suites of scenario tests: by pytest in anybody's folder, by the shell, and what each says of what does not pass."""

from __future__ import annotations

import contextlib
import io
import json
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from model import ScenarioError, ensemble, load_scenario
from model.expectations.suite import bundled_suites, files_of, run_suite
from model.knowledge.case import Case
from model.scenario.files import bundled_scenarios
from model.shell.app import main
from tests.support.cases import UKRAINE

HEAD = 'title = "Mine"\ncase = "ukraine"\nmonths = 6\n'
GOOD = '[[expect]]\nsays = "Trust stays on its scale."\nvariable = { trust = { below = 0.99 } }\n'
BAD = '[[expect]]\nsays = "Peace is certain."\nformed = { settlement = { above = 0.9 } }\n'
KNOWN = f'{BAD}differs = "Nobody can know."\n'


def write(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.scenario.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def pytest_in(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-rxX", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def pytest_here(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest in a folder without starting another Python, which takes seconds."""
    out = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = pytest.main(["-p", "no:cacheprovider", "-p", "no:xdist", *arguments])
    return int(code), out.getvalue()


# ------------------------------------------------------------------------------------------------- pytest


@pytest.mark.slow
def test_pytest_runs_each_expectation_from_any_folder(tmp_path: Path) -> None:
    write(tmp_path, GOOD + BAD + KNOWN)
    write(tmp_path, "[[expect]]\nsays = 'S.'\noutcome = 'settlment'\n", "broken")
    write(tmp_path, "", "silent")
    code, text = pytest_in(tmp_path, "-v")
    assert code == 1
    assert "3 failed, 1 passed, 1 xfailed" in text
    assert "mine.scenario.toml::1. Trust stays on its scale. PASSED" in text
    assert "mine.scenario.toml::2. Peace is certain. FAILED" in text
    assert "does not hold: Peace is certain." in text
    assert "formed settlement, month 6: expected above 0.9, found 0.0" in text
    assert "rules that drove the central run:" in text
    assert "Nobody can know." in text
    assert "broken.scenario.toml: expect: no. 1: outcome: must be 'settlement'" in text
    assert "the scenario expects nothing: add an [[expect]]" in text
    assert "Traceback" not in text


@pytest.mark.slow
def test_pytest_takes_another_case_and_so_many_draws(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    other = tmp_path / "other"
    shutil.copytree(UKRAINE, other, ignore=shutil.ignore_patterns("scenarios", "suites"))
    text = (other / "case.toml").read_text(encoding="utf-8").replace('id = "ukraine"', 'id = "elsewhere"', 1)
    (other / "case.toml").write_text(text, encoding="utf-8")
    assert pytest_here(tmp_path, "--draws", "64")[0] == 0
    code, said = pytest_here(tmp_path, "--case", "other")
    assert code == 1
    assert "the scenario is for 'ukraine', not for 'elsewhere'" in said
    code, said = pytest_here(tmp_path, "--case", "ukrain")
    assert code == 4
    assert "there is no bundled case and no folder named 'ukrain'; did you mean 'ukraine'?" in said
    assert "draws: a whole number from 1 to 10,000 is needed" in pytest_here(tmp_path, "--draws", "0")[1]


# ------------------------------------------------------------------------------------------------- the shell


def check(*arguments: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["check", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_the_shell_tells_what_pytest_tells(tmp_path: Path) -> None:
    write(tmp_path, GOOD + BAD + KNOWN)
    code, text = check(tmp_path)
    assert code == 1
    assert "3 expectations in 1 scenarios: 1 hold, 1 are known to differ, 1 fail" in text
    assert "known to differ: Nobody can know." in text
    assert "formed settlement, month 6: expected above 0.9, found 0.0" in text
    assert "Trust stays on its scale." not in check(tmp_path, "--quiet")[1]
    assert check(write(tmp_path, GOOD + KNOWN, "fine"))[0] == 0


def test_the_shell_writes_for_machines(tmp_path: Path) -> None:
    write(tmp_path, GOOD + BAD + KNOWN)
    write(tmp_path, "months = 0", "broken")
    xml = tmp_path / "report.xml"
    code, text = check(tmp_path, "--json", "--junit", xml)
    told = json.loads(text)
    assert code == 1
    assert told["counts"] == {"holds": 1, "differs": 1, "unsure": 0, "fails": 1, "unusable": 1}
    assert [one["verdict"] for one in told["files"][1]["expectations"]] == ["holds", "fails", "differs"]
    root = ET.parse(xml).getroot()
    suites = {suite.attrib["name"]: suite for suite in root}
    assert suites["broken.scenario.toml"].attrib["errors"] == "1"
    mine = suites["Mine"]
    assert {key: mine.attrib[key] for key in ("tests", "failures", "skipped", "errors")} == {
        "tests": "3",
        "failures": "1",
        "skipped": "1",
        "errors": "0",
    }
    assert [case.attrib["name"] for case in mine] == [
        "Trust stays on its scale.",
        "Peace is certain.",
        "Peace is certain.",
    ]
    assert "expected above 0.9" in (mine[1][0].text or "")


def test_a_report_can_be_read_whatever_characters_stand_in_the_sentences(tmp_path: Path) -> None:
    bell = KNOWN.replace("Peace is", r"Peace\u0007 is").replace("Nobody", r"Nobody\u001b[0m\uffff")
    write(tmp_path, bell + BAD.replace("Peace", r"\u0001Peace"))
    xml = tmp_path / "report.xml"
    check(tmp_path, "--draws", "8", "--junit", xml)
    known, bad = ET.parse(xml).getroot()[0]
    assert known.attrib["name"] == r"Peace\x07 is certain."
    assert known[0].text == r"Nobody\x1b[0m\uffff can know."
    assert bad.attrib["name"] == r"\x01Peace is certain."


def test_the_shares_that_are_told_are_those_of_the_seed_that_was_asked_for(tmp_path: Path, case: Case) -> None:
    file = write(tmp_path, f"[levers]\nbattlefield_shift = -0.5\n{BAD}")
    told = {seed: check(file, "--draws", "32", "--seed", str(seed))[1] for seed in (0, 7)}
    for seed, text in told.items():
        shares = ensemble(case, load_scenario(file), draws=32, seed=seed).shares
        assert f"settlement {shares['settlement']:.3f}, frozen-conflict {shares['frozen-conflict']:.3f}" in text
    assert told[0] != told[7]
    (verdict,) = json.loads(check(file, "--draws", "32", "--seed", "7", "--json")[1])["files"][0]["expectations"]
    assert (verdict["draws"], verdict["seed"]) == (32, 7)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere", "there is no such file or folder"),
        (".", "there is no scenario file in it: their names end in .scenario.toml"),
    ],
)
def test_nothing_to_run_is_told(path: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, text = check(path)
    assert code == 2
    assert said in text


def test_a_report_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    code, text = check(tmp_path, "--junit", tmp_path / "no" / "report.xml")
    assert code == 2
    assert "cannot be written" in text


# ------------------------------------------------------------------------------------------------- in Python


def test_files_are_found_once(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    assert files_of([tmp_path, path]) == [path]
    with pytest.raises(ScenarioError, match="no such file or folder"):
        files_of([path, tmp_path / "nowhere"])


def test_the_suites_of_a_case_are_all_scenario_files_of_its_folder(case: Case) -> None:
    """That they pass is told by pytest itself, which collects them."""
    found = bundled_suites(case)
    assert set(bundled_scenarios(case).values()) <= set(found)
    assert len(found) == len(list(UKRAINE.rglob("*.scenario.toml")))


def test_progress_is_told(case: Case, tmp_path: Path) -> None:
    paths = [write(tmp_path, GOOD, name) for name in "ab"]
    told: list[str] = []
    assert [one.held for one in run_suite(paths, case, step=told.append)] == [True, True]
    assert told == [path.name for path in paths]
