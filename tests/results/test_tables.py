"""Tables for spreadsheets: CSV in the style that they read, workbooks, and no text that becomes a formula."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from model import Case, compare, ensemble, load_case, simulate
from model.analysis import comparison_tables
from model.analysis.sweeps.saving import check_target
from model.explain import deal_tables, result_tables
from model.knowledge import TargetError, cases, rebuild
from model.shell.app import main
from model.store import csv_text, shown_text, workbook

TABLE = pd.DataFrame({"name": ["ä;b", "=1+1"], "value": [-0.5, 1234.25], "whole": [1, 2], "mixed": [None, 0.25]})


def read_european(text: str) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(text.removeprefix("\ufeff")), sep=";", decimal=",")


def sheets(content: bytes) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every sheet."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {name: [tuple(cell.value for cell in row) for row in book[name].rows] for name in book.sheetnames}


def test_a_european_csv_has_semicolons_decimal_commas_and_the_mark_of_its_encoding() -> None:
    assert csv_text(TABLE, "european") == ('\ufeffname;value;whole;mixed\n"ä;b";-0,5;1;\n\'=1+1;1234,25;2;0,25\n')
    back = read_european(csv_text(TABLE, "european"))
    assert back[["value", "mixed"]].equals(TABLE[["value", "mixed"]])


def test_a_plain_csv_is_what_programs_read() -> None:
    assert csv_text(TABLE) == "name,value,whole,mixed\nä;b,-0.5,1,\n'=1+1,1234.25,2,0.25\n"


@pytest.mark.parametrize("style", ["plain", "european"])
def test_numbers_in_a_column_with_words_keep_their_decimal_sign(style: str) -> None:
    table = pd.DataFrame({"value": pd.Series(["yes", 0.5, True, 3, None, np.nan], dtype=object)})
    half = "0,5" if style == "european" else "0.5"
    assert csv_text(table, style).splitlines()[1:4] == ["yes", half, "True"]


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1", "\n=1", "\uff1d1", "-", "="])
def test_a_text_that_a_spreadsheet_would_take_for_a_formula_is_shown_as_it_is(text: str) -> None:
    assert shown_text(text) == f"'{text}"
    cells = pd.read_csv(io.StringIO(csv_text(pd.DataFrame({text: [text]}))), quotechar='"')
    assert str(cells.iloc[0, 0]).startswith("'")
    assert str(cells.columns[0]).startswith("'")


def test_a_bare_carriage_return_begins_no_row_of_its_own() -> None:
    assert csv_text(pd.DataFrame({"a": ["x\r=1"]})) == 'a\n"x\n=1"\n'


@pytest.mark.parametrize("text", ["", "a=b", "trust", "-0.5", "+3", "-1e-3", "-0,5", "  x", "{}"])
def test_other_texts_and_numbers_stay_as_they_are(text: str) -> None:
    assert shown_text(text) == text


@given(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20))
def test_no_cell_of_a_workbook_is_a_formula_whatever_its_text(text: str) -> None:
    content = workbook({"x": pd.DataFrame({"head": [text]})})
    (cell,) = openpyxl.load_workbook(io.BytesIO(content))["x"][2]
    assert cell.data_type != "f"
    told = "".join(c if c in "\t\n\r" or ord(c) >= 32 else "\ufffd" for c in text)
    assert (cell.value or "").replace("_x000D_", "\r").replace("\r\n", "\n") == told.replace(
        "\r\n", "\n"
    ) or "\r" in text


def test_a_workbook_has_numbers_as_numbers_and_nothing_where_nothing_is() -> None:
    found = sheets(workbook({"t": TABLE}, '{"what": "x"}'))
    assert found["t"] == [("name", "value", "whole", "mixed"), ("ä;b", -0.5, 1, None), ("=1+1", 1234.25, 2, 0.25)]
    assert found["made by"][1] == ("made_by", '{"what": "x"}')


def test_a_table_that_is_too_long_for_a_sheet_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(TargetError, match="'long' has 1,048,576 rows, and a sheet has 1,048,575 at most"):
        workbook({"long": pd.DataFrame({"a": np.zeros(1_048_576)})})
    with pytest.raises(TargetError, match="a workbook has room for 349,525 points, not for 400,000"):
        check_target(tmp_path / "grid.xlsx", 400_000)


def test_without_openpyxl_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.packages.find_spec", lambda name: None)
    with pytest.raises(TargetError, match="a workbook needs openpyxl: uv run --extra xlsx"):
        workbook({"t": TABLE})


# --------------------------------------------------------------------------------------------- results as tables


@pytest.mark.parametrize("name", cases())
def test_the_tables_of_a_result_hold_its_figures(name: str) -> None:
    case = load_case(name)
    run, variants = simulate(case, "default"), ensemble(case, "default", 8)
    found = sheets(workbook(result_tables(run, variants)))
    assert list(found) == ["answer", "shares", "paths", "reasons", "deal", "objectives"]
    answer = dict(row[:2] for row in found["answer"][1:])
    assert answer["leads"] == run.outcome
    assert answer["pull of settlement"] == pytest.approx(run.pull["settlement"], rel=1e-14)  # a sheet has 16 digits
    head, *rows = found["shares"]
    shares = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert shares["settlement"]["mean_pull"] == pytest.approx(variants.mean_pull["settlement"], rel=1e-14)
    assert shares["the war goes on"]["mean_pull"] == pytest.approx(variants.goes_on, rel=1e-14)
    assert shares["settlement"]["leads"] == variants.shares["settlement"]
    assert shares["the war goes on"]["formed"] == variants.unformed[0]
    assert shares["the war goes on"]["formed_in"] == 8 - sum(variants.formed_in.values())
    assert len(found["paths"]) == 1 + run.paths.size + run.scenario.months + 1
    head, *rows = found["paths"]
    last = {row[1]: dict(zip(head, row, strict=True)) for row in rows if row[0] == run.scenario.months}
    assert last["goes_on"]["mean"] == pytest.approx(variants.goes_on, rel=1e-9)
    assert last["goes_on"]["value"] == pytest.approx(run.goes_on, abs=1e-12)
    for name, share in variants.mean_pull.items():
        assert last[name]["mean"] == pytest.approx(share, rel=1e-6)
    assert len(found["deal"]) == 1 + 2 * len(case.issues)


def test_the_deal_of_a_month_is_that_of_the_month(case: Case) -> None:
    run = simulate(case, "default")
    assert set(deal_tables(run, 3)["deal"]["month"]) == set(deal_tables(run, 3)["objectives"]["month"]) == {3}


def test_the_tables_of_a_comparison_hold_its_figures(case: Case) -> None:
    found = compare(case, ["default", "entrenched"], 16)
    tables = comparison_tables(found)
    assert list(tables) == ["scenarios", "shares", "settings", "reasons"]
    assert len(tables["shares"]) == 2 * len(found.figures)
    own = tables["shares"][tables["shares"].scenario == found.names[1]]
    assert own["share"].tolist() == [figure.shares[1] for figure in found.figures]
    assert own["difference"].tolist() == [
        figure.differences[1].value for figure in found.figures if figure.differences[1]
    ]
    assert list(tables["reasons"]["says"]) == [reason.says for reason in found.reasons]
    assert list(sheets(workbook(tables))) == list(tables)


@pytest.mark.parametrize(
    "words",
    [
        ("run", "default", "--draws", "2"),
        ("compare", "default", "entrenched", "--draws", "2"),
        ("history", "--draws", "1"),
        ("diff", "ukraine", "korea", "--points", "8", "--draws", "2"),
    ],
    ids=lambda words: words[0],
)
def test_every_command_with_csv_writes_the_same_figures_in_either_style(words: tuple[str, ...], tmp_path: Path) -> None:
    plain, european = tmp_path / "plain.csv", tmp_path / "european.csv"
    for file, more in ((plain, ()), (european, ("--csv-style", "european"))):
        result = CliRunner().invoke(main, [*words, "--csv", str(file), *more])
        assert result.exit_code == 0, result.output
    text = european.read_text("utf-8")
    assert text.startswith("\ufeff")
    pd.testing.assert_frame_equal(read_european(text), pd.read_csv(plain), check_exact=True)


def test_a_hostile_label_is_no_formula_in_any_file(case: Case, tmp_path: Path) -> None:
    """What a case of a stranger says comes into the deal and the reasons."""
    says = '=HYPERLINK("http://host","x")'
    objectives = tuple(one.model_copy(update={"says": says}) for one in case.objectives)

    run = simulate(rebuild(case, objectives=objectives), "default")
    tables = deal_tables(run)
    assert f"'{says[:6]}" in csv_text(tables["objectives"])
    assert not [line for line in csv_text(tables["objectives"], "european").splitlines() if ";=" in line]
    book = openpyxl.load_workbook(io.BytesIO(workbook(tables)))
    assert {cell.data_type for row in book["objectives"].rows for cell in row} <= {"s", "n", "b"}
