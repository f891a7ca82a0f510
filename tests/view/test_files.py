"""Files of the page: what is taken along says what made it, in the style that is chosen, and is opened again."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from model import Case, Scenario, ensemble, load_case, load_scenario, simulate, sweep
from model.analysis import sweep_csv
from model.explain import deal_tables
from model.store import CSV_STYLES, csv_text, workbook
from model.view.controls import downloads, opening, tables
from model.view.session import Draft
from tests.support.page import page, unfold

SEED = 11
MADE = Scenario(
    title="=Mine",
    months=4,
    levers={"trust": 0.4},
    theories=("commitment",),
    happenings="none",
    front="holds",
    event=[{"month": 2, "change": {"trust": 0.1}}],  # type: ignore[call-arg]
)


def json_file(case: Case) -> str:
    return downloads.result_json(case, MADE, "http://link", SEED)


def paths_file(case: Case) -> str:
    return downloads.paths_csv(case, MADE, SEED, "european")


def map_file(case: Case) -> str:
    return sweep_csv(sweep(case, MADE, {"trust": [0, 1], "strikes": [0, 1]}, 2, SEED), "european")


def deal_file(case: Case) -> bytes:
    run = simulate(case, MADE)
    return workbook(deal_tables(run, 2), run.made_by.but(what="deal", seed=SEED).to_text())


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("mine.json", json_file),
        ("paths.csv", paths_file),
        ("mine.xlsx", lambda case: downloads.result_workbook(case, MADE, SEED)),
        ("map.csv", map_file),
        ("deal.xlsx", deal_file),
    ],
)
def test_what_is_taken_along_is_opened_again_with_its_seed(
    case: Case, name: str, make: Callable[[Case], str | bytes]
) -> None:
    content = make(case)
    raw = content.encode() if isinstance(content, str) else content
    scenario, seed, changes, _ = opening.read_file(case, raw, name)
    assert (scenario, seed, changes) == (MADE, SEED, "")
    assert simulate(case, scenario) == simulate(case, MADE)
    assert ensemble(case, scenario, 4, seed) == ensemble(case, MADE, 4, SEED)


def test_a_result_of_another_war_opens_that_war() -> None:
    korea = load_case("korea")
    raw = json.dumps({"made_by": simulate(korea, "default").made_by.to_dict()}).encode()
    found = opening.read_file(load_case(), raw, "x.json")
    assert found.home == "korea"
    made = load_scenario("default", korea)
    assert found.scenario.supposed == made.supposed


def test_a_result_that_was_made_before_anything_could_happen_is_opened_as_it_was_made(case: Case) -> None:
    """Its file does not say; the page would let happenings come about, and the figures would be others."""
    made = MADE.but(happenings=None, front=None)
    raw = json.dumps({"made_by": ensemble(case, made, 4, SEED).made_by.to_dict()}).encode()
    found = opening.read_file(case, raw, "x.json").scenario
    assert (found.happenings, found.front) == ("none", "holds")
    assert Draft.of(found).scenario.supposed == made.supposed
    held = (ensemble(case, one, 4, SEED).pulls_by_month.tobytes() for one in (Draft.of(found).scenario, made))
    assert len(set(held)) == 1


def test_a_result_of_a_folder_opens_in_that_folder_also_where_another_with_its_id_is_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that extends a case has its id; what tells them apart is what they hold."""
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "case.toml").write_text('extends = "ukraine"\n', encoding="utf-8")
    doubted = '[[rule]]\nid = "gains-embolden"\nconfidence = "low"\n'
    (folder / "rules.toml").write_text(doubted, encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["app.py", str(folder)])
    mine, bundled = load_case(folder), load_case()
    for made, opened, home in ((mine, bundled, "mine"), (bundled, mine, "ukraine")):
        name = "ukraine" if home == "mine" else "mine"
        monkeypatch.setattr(opening, "open_case_name", lambda name=name: name)
        raw = json.dumps({"made_by": simulate(made, "default").made_by.to_dict()}).encode()
        found = opening.read_file(opened, raw, "x.json")
        assert (found.home, found.changes) == (home, "")


def test_a_text_that_a_reload_would_lose_is_refused_when_the_file_is_opened(case: Case) -> None:
    content = f'title = "x"\nsays = "{"word " * 1100}"\n'.encode()
    with pytest.raises(ValueError, match=r"x\.toml: says: 5,500 characters; the page keeps 5,000"):
        opening.read_file(case, content, "x.toml")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.json", b"{}", "x.json: this is no result of Ripeness"),
        ("x.xlsx", b"no", "x.xlsx: the file cannot be read"),
        ("x.csv", b"a,b\n1,2", "x.csv: this is no result of Ripeness"),
        ("x.toml", b"title = ", "x.toml: "),
    ],
)
def test_a_file_that_is_neither_is_told_with_its_name(case: Case, name: str, content: bytes, said: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011
        opening.read_file(case, content, name)
    assert said in str(error.value)


def test_a_result_made_otherwise_says_so(case: Case) -> None:
    raw = json.dumps({"made_by": simulate(case, "default").made_by.but(model="0.1").to_dict()}).encode()
    assert "made with version 0.1 of the model" in opening.read_file(case, raw, "x.json").changes


def test_a_seed_that_the_page_has_no_room_for_is_left_out(case: Case) -> None:
    raw = json.dumps({"made_by": ensemble(case, "default", 1, 2**63).made_by.to_dict()}).encode()
    assert opening.read_file(case, raw, "x.json").seed == 0


def test_paths_in_either_style_have_the_same_figures(case: Case) -> None:
    plain, european = (downloads.paths_csv(case, MADE, SEED, style) for style in ("plain", "european"))
    read = pd.read_csv(io.StringIO(european.removeprefix("\ufeff")), sep=";", decimal=",")
    pd.testing.assert_frame_equal(read, pd.read_csv(io.StringIO(plain)))


def buttons(at: Any) -> dict[str, Any]:
    return {button.proto.label: button.proto for button in at.get("download_button")}


def test_the_style_is_chosen_once_for_all_tables() -> None:
    at = unfold(page(""), "more", "take")
    assert "All tables (workbook)" in buttons(at)
    at.selectbox(key=tables.STYLE_WIDGET).set_value("european").run()
    assert at.session_state[tables.STYLE] == "european"
    assert not at.exception
    at.run()
    assert at.selectbox(key=tables.STYLE_WIDGET).value == "european"


def test_the_deal_is_offered_as_csv_and_workbook(monkeypatch: pytest.MonkeyPatch) -> None:
    found = buttons(page("table"))
    assert {"The deal as CSV", "The objectives as CSV", "Deal and objectives (workbook)"} <= set(found)
    monkeypatch.setattr("model.packages.find_spec", lambda name: None)
    assert buttons(page("table"))["Deal and objectives (workbook)"].disabled
    assert set(tables.STYLE_NAMES) == set(CSV_STYLES)
    assert csv_text(pd.DataFrame({"a": [1]})) == "a\n1\n"
