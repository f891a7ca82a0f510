"""Suites of scenario tests: by pytest in anybody's folder, by the shell, and what each says of what does not pass."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from model import ScenarioError, ensemble, load_scenario
from model.expectations.finding import bundled_suites, files_of, misnamed
from model.expectations.suite import run_suite
from model.knowledge.case import Case
from model.knowledge.new_case import begin_case
from model.scenario.files import bundled_scenarios, load_with_case
from model.shell.app import main
from tests.support.cases import UKRAINE

HEAD = 'title = "Mine"\ncase = "ukraine"\nmonths = 6\n'
GOOD = '[[expect]]\nsays = "Trust stays on its scale."\nvariable = { trust = { below = 0.99 } }\n'
BAD = '[[expect]]\nsays = "Peace is certain."\nformed = { settlement = { above = 0.9 } }\n'
KNOWN = f'{BAD}differs = "Nobody can know."\n'


def write(folder: Path, text: str, name: str = "mine") -> Path:
    path = folder / f"{name}.scenario.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + text, encoding="utf-8")
    return path


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
    assert "part of variants where settlement has formed, month 6: expected above 0.9, found 0.0" in text
    assert "Trust stays on its scale." not in check(tmp_path, "--quiet")[1]
    assert check(write(tmp_path, GOOD + KNOWN, "fine"))[0] == 0


def test_the_shell_writes_for_machines(tmp_path: Path) -> None:
    write(tmp_path, GOOD + BAD + KNOWN)
    write(tmp_path, "months = 0", "broken")
    xml = tmp_path / "report.xml"
    code, text = check(tmp_path, "--json", "--junit", xml)
    told = json.loads(text)
    assert code == 1
    assert told["counts"] == {"holds": 1, "differs": 1, "unsure": 0, "fails": 1, "stale": 0, "unusable": 1}
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
    ids = [one["id"] for one in told["files"][1]["expectations"]]
    assert len(set(ids)) == 3
    assert [case.attrib["name"] for case in mine] == [
        "Trust stays on its scale.",
        f"Peace is certain. ({ids[1]})",
        f"Peace is certain. ({ids[2]})",
    ]
    assert mine[1].attrib["classname"] == str(tmp_path / "mine.scenario.toml")
    assert mine[1][0].attrib["message"].endswith(": part of variants where settlement has formed, month 6")
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
        shares = ensemble(case, load_scenario(file), draws=32, seed=seed).mean_pull
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


def test_what_is_said_to_differ_and_holds_has_a_head_of_its_own(tmp_path: Path) -> None:
    code, text = check(write(tmp_path, f'{GOOD}differs = "Nobody can know."\n'))
    assert code == 1
    assert "  stale    +0.7" in text
    assert "take 'differs' out: Nobody can know." in text
    assert "1 are said to differ and hold" in text


def test_lines_of_what_does_not_hold_are_no_wider_than_others(tmp_path: Path) -> None:
    text = check(write(tmp_path, BAD), "--draws", "8")[1]
    assert max(len(line) for line in text.splitlines()[1:]) <= 110


# ------------------------------------------------------------------------------------------------- several cases


@pytest.fixture(scope="module")
def war(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "my-war"
    begin_case(folder, "A war", "First", "Second")
    return folder


def test_a_case_is_looked_up_from_the_file_and_not_from_where_somebody_is(
    war: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(war.parent / "tests", GOOD)
    file.write_text(file.read_text("utf-8").replace('case = "ukraine"', 'case = "../my-war"'), "utf-8")
    for folder in (tmp_path, war, war.parent, file.parent):
        monkeypatch.chdir(folder)
        assert check(file, "--draws", "8")[0] == 0
        assert check(file, "--draws", "8", "--case", war)[0] == 0
    home, scenario = load_with_case(file)
    assert (home.id, scenario.case) == ("my-war", "my-war")


def test_a_case_that_is_there_from_where_somebody_is_and_not_from_the_file_is_told(
    war: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(war.parent / "tests" / "deep", GOOD)
    file.write_text(file.read_text("utf-8").replace('case = "ukraine"', 'case = "my-war"'), "utf-8")
    monkeypatch.chdir(war.parent)
    code, text = check(file)
    assert code == 1
    assert "seen from the file, no folder of a case named 'my-war'; did you mean '../../my-war'?" in text


def test_files_of_several_cases_are_run_together(war: Path, tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "other").write_text(HEAD.replace("ukraine", "korea") + GOOD, "utf-8")
    code, text = check(tmp_path, war, "--draws", "8")
    assert code == 0
    assert "not run" not in text
    assert "4 expectations in 4 scenarios: 4 hold" in text


# ------------------------------------------------------------------------------------------------- which files


def test_a_scenario_file_is_one_in_letters_of_any_size(tmp_path: Path) -> None:
    file = write(tmp_path, GOOD).rename(tmp_path / "x.Scenario.TOML")
    assert files_of([tmp_path]) == [file]
    assert load_scenario(str(file)).title == "Mine"


def test_a_scenario_test_of_another_name_is_told_and_is_run_where_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    other = write(tmp_path, GOOD).rename(tmp_path / "x.toml")
    code, text = check(tmp_path)
    assert code == 2
    assert f"their names end in .scenario.toml; '{other}' holds a scenario test: rename it, or name it" in text
    write(tmp_path, GOOD)
    code, text = check(tmp_path)
    assert code == 0
    assert f"not run: {other} holds a scenario test, but its name does not end in .scenario.toml" in text
    code, text = check(tmp_path, other)
    assert "not run" not in text
    assert "2 expectations in 2 scenarios: 2 hold" in text


def test_hidden_folders_and_virtual_environments_are_not_looked_into(tmp_path: Path) -> None:
    for name in (".hidden", "environment"):
        (tmp_path / name).mkdir()
        write(tmp_path / name, GOOD)
    (tmp_path / "environment" / "pyvenv.cfg").write_text("", "utf-8")
    file = write(tmp_path, GOOD)
    assert files_of([tmp_path]) == [file]
    assert list(misnamed([tmp_path])) == []


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
