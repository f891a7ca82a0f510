"""`python -m model rates`: the reference classes, and the same counted anew from a file that is published."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.shell import main
from tests.history.test_following import CONFLICTS, FILE


def run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["rates", *arguments])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "small.csv"
    path.write_text(FILE, "utf-8")
    return str(path)


def test_without_a_file_the_classes_are_listed_and_the_cases_is_marked():
    told = run("--case", "korea")
    assert told.startswith("Korean armistice talks, 1951-53: Of wars like this one")
    (chosen,) = [line for line in told.splitlines() if line.startswith("*")]
    assert "three years or more" in chosen
    assert "29     10     7% (1-37%)" in told
    assert max(map(len, told.splitlines())) <= 110
    rows = json.loads(run("--case", "karabakh", "--json"))["classes"]
    assert not any(row["chosen"] for row in rows)
    assert "No class holds a war like this one" in run("--case", "karabakh")


def test_with_a_file_each_class_is_counted_anew_beside_what_is_bundled(file: str):
    told = run(file)
    assert told.startswith("small.csv: 22 years of war, 2000 to 2007.")
    first = told.split("\n\n")[1].splitlines()
    assert first[0] == "Wars between states: 5 years of war, 2 pairs of warring sides (few)"
    assert first[2].split() == ["counted", "here", "20%", "40%", "0%", "0%", "20%", "20%", "0%"]
    assert first[4].split() == ["bundled,", "of", "29", "7%", "17%", "10%", "14%", "41%", "10%"]
    assert "left out: 2 since the two years after are not in the file, 1 since the file does not tell what came" in told


def test_rows_for_machines_hold_counts_shares_and_intervals(file: str, tmp_path: Path):
    rows = json.loads(run(file, "--kind", "between-states", "--least-years", "3", "--json"))["rows"]
    assert {row["ending"]: row["count"] for row in rows if row["count"]} == {"ceasefire": 1}
    assert all(row["years"] == row["dyads"] == 1 and row["bundled"] is None for row in rows)
    out = tmp_path / "out.csv"
    run(file, "--csv", str(out))
    written = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert len(written) == 4 * 7
    assert written[0]["id"] == "between-states"
    assert float(written[0]["share"]) == pytest.approx(0.2)


def test_options_ask_for_other_wars(file: str):
    told = run(file, "--kind", "between-states", "--kind", "internationalised", "--from", "2000", "--to", "2001")
    assert "Wars between states, or within a state, with other states' soldiers, 1,000 dead a year or more" in told
    assert "4 years of war, 3 pairs of warring sides (few)" in " ".join(told.split())
    assert told.count("counted here") == 1
    assert run(file, "--least-deaths", "25").count("dead a year or more: ") == 3
    assert "calendar year 2 to 3 of the fighting" in run(file, "--least-years", "2", "--most-years", "3")


def test_a_file_of_conflicts_tells_how_many_wars_fell_below_a_thousand_dead(tmp_path: Path):
    path = tmp_path / "acd.csv"
    path.write_text(CONFLICTS, "utf-8")
    told = " ".join(run(str(path)).split())
    assert "first year of so many dead: 50% of 2 in 2 conflicts; bundled: 83% of 30; 1 left out as too late." in told
    assert "third year or later: none is in the file; bundled: 32% of 114; 0 left out as too late." in told


def test_a_workbook_and_a_file_with_semicolons_are_read_alike(file: str, tmp_path: Path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in csv.reader(FILE.splitlines()):
        book.active.append([int(cell) if cell.isdigit() else cell or None for cell in row])
    book.save(tmp_path / "small.xlsx")
    (tmp_path / "other.csv").write_text(FILE.replace(",", ";").replace('"Y; X"', '"Y, X"'), "utf-8-sig")
    rows = json.loads(run(file, "--json"))["rows"]
    assert json.loads(run(str(tmp_path / "small.xlsx"), "--json"))["rows"] == rows
    assert json.loads(run(str(tmp_path / "other.csv"), "--json"))["rows"] == rows


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.csv"], "nowhere.csv: the file cannot be read: No such file or directory"),
        (["--kind", "between-states"], "--kind: this asks what to count: name the FILE to count in"),
        (["--from", "1990"], "--from: this asks what to count"),
        (["FILE", "--least-years", "3", "--most-years", "2"], "--most-years: 2 is less than 3"),
        (["FILE", "--from", "2005", "--to", "2001"], "--to: 2001 comes before 2005"),
        (["--case", "koera"], "did you mean 'korea'?"),
    ],
)
def test_what_cannot_be_counted_is_refused_with_the_reason(file: str, arguments: list[str], said: str):
    assert said in run(*[file if word == "FILE" else word for word in arguments], code=2)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty.csv: there is nothing in it: the first line has to name the columns"),
        ("long.csv", b"a,b\n1,2,3\n", "long.csv: line 2: more cells than the 2 columns of the first line"),
        ("no.xlsx", b"PK nothing", "no.xlsx: this is no workbook that can be read"),
        ("other.csv", b"dyad_id,year\n1,2000\n", "other.csv: line 1: there is no column 'type_of_conflict'"),
        ("nul.csv", b"\xff\xfe\x00", "nul.csv: "),
        ("cell.csv", FILE.replace("20,2001", "20,now", 1).encode(), "cell.csv: line 7: year: 'now' is none of 1800 to"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path, name: str, content: bytes, said: str):
    (tmp_path / name).write_bytes(content)
    told = run(str(tmp_path / name), code=2)
    assert said in told
    assert "Traceback" not in told


def test_letters_of_windows_are_read(tmp_path: Path):
    path = tmp_path / "old.csv"
    path.write_bytes(FILE.replace(",X,", ",C\u00f4te d'Ivoire,").encode("cp1252"))
    assert "22 years of war" in run(str(path))
