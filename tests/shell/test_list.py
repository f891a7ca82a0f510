"""`python -m model list`: whatever can be named in a file or a command is listed, for people and for machines."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from model import load_case
from model.knowledge import LISTED, Case, cases, settable, variables_by_id
from model.scenario import bundled_scenarios
from model.shell import main
from model.shell.commands.list_lists import LISTS
from model.shell.output import WIDTH


def listed(*arguments: str) -> str:
    result = CliRunner().invoke(main, ["list", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("case_id", ["ukraine", "korea"])
def test_every_list_is_shown_to_people_and_given_to_machines(name: str, case_id: str) -> None:
    rows = json.loads(listed(name, "--case", case_id, "--json"))[name]
    assert rows
    lines = listed(name, "--case", case_id).splitlines()
    assert lines[0].split()[0] == LISTS[name].shown[0]
    assert max(map(len, lines)) <= WIDTH
    firsts = [line.split()[0] for line in lines[1:] if not line.startswith(" ")]
    assert firsts == [str(row[LISTS[name].shown[0]]) for row in rows]


def test_lists_hold_what_files_and_commands_may_name(case: Case) -> None:
    found = json.loads(listed("--json"))
    ids = {
        name: [row["id"] for row in rows] for name, rows in found.items() if isinstance(rows, list) and "id" in rows[0]
    }
    assert ids["cases"] == list(cases())
    assert ids["scenarios"] == list(bundled_scenarios(case))
    assert set(ids["levers"]) == {"battlefield_shift", "external_pressure", "trust"}
    assert set(ids["levers"]) | set(ids["assumptions"]) == set(settable(case))
    assert ids["variables"] == list(variables_by_id(case))
    assert sorted(ids["variables"]) == sorted(ids["states"] + ids["assumptions"] + ids["gauges"])
    assert ids["rules"] == list(case.rule_of)
    assert ids["theories"] == list(case.theory_of)
    assert ids["kinds"] == list(case.edge_kind_of)
    assert set(found) == {"case", *LISTS}


def test_a_variable_is_listed_with_the_start_that_it_has_in_the_case() -> None:
    by_id = {row["id"]: row for row in json.loads(listed("variables", "--json", "--case", "korea"))["variables"]}
    for start in load_case("korea").starts:
        assert by_id[start.id]["start"] == start.start
    assert by_id["trust"]["lever"] is True


def test_without_a_name_it_tells_which_lists_there_are() -> None:
    lines = listed().splitlines()
    assert [line.split()[0] for line in lines[1:]] == list(LISTS)


def test_several_lists_have_a_heading_each() -> None:
    lines = listed("levers", "theories").splitlines()
    assert f"levers: {LISTS['levers'].says}" in lines
    assert lines[lines.index(f"theories: {LISTS['theories'].says}") - 1] == ""


def test_a_list_is_written_as_csv_with_all_columns(tmp_path: Path) -> None:
    file = tmp_path / "rules.csv"
    listed("rules", "--csv", str(file))
    with file.open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert [row["id"] for row in rows] == list(load_case().rule_of)
    assert {"says", "for", "if", "then", "claims", "confidence"} <= rows[0].keys()


def test_a_file_of_several_lists_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["list", "--csv", str(tmp_path / "x.csv")])
    assert (result.exit_code, result.stderr) == (2, "--csv: a file holds one list: name one\n")


def test_a_case_without_such_things_says_so(tmp_path: Path) -> None:
    CliRunner().invoke(main, ["new", str(tmp_path / "war")])
    empty = [name for name in LISTS if not list(LISTS[name].rows(load_case(tmp_path / "war")))]
    for name in empty:
        assert listed(name, "--case", str(tmp_path / "war")) == "War has none.\n"


def test_an_unknown_list_is_told_with_those_that_there_are() -> None:
    result = CliRunner().invoke(main, ["list", "lever"])
    assert result.exit_code == 2
    assert "'levers'" in result.stderr


@pytest.mark.parametrize("names", sorted(set(LISTED.values())))
def test_a_list_that_a_fault_points_to_is_there(names: str) -> None:
    assert set(names.split()) <= LISTS.keys()
    assert listed(*names.split())
