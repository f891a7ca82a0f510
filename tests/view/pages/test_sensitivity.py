"""What matters most: bars say what the analyses say, and draw nothing that is not settled."""

from __future__ import annotations

import html
import re
import sys
from typing import Any

import pytest
import xarray as xr
from streamlit.testing.v1 import AppTest

from model import load_scenario, simulate, without_each_happening
from model.analysis.sensitivity.factors import beliefs
from model.analysis.sensitivity.measures import morris, sobol, tornado
from model.explain import surprise_in_words
from model.knowledge import PULL_CLASSES
from model.view.analyses import ANALYSES_CACHE
from model.view.pages.sensitivity import page as matters
from model.view.pages.sensitivity import surprises
from model.view.pages.sensitivity.html import table_html
from model.view.pages.sensitivity.tables import (
    belief_in_words,
    morris_table,
    sobol_table,
    surprises_table,
    tornado_table,
    variation_in_words,
)
from tests.support.page import on_page, page, shown


@pytest.fixture(scope="module")
def today(case):
    return load_scenario("default", case)


def test_bars_say_what_simulate_says_at_both_ends(case, today):
    run, table = simulate(case, today), tornado(case, today)
    text = table_html(tornado_table(run, table))
    first = table.iloc[0]
    for end in ("low", "high"):
        levers = {first.factor: float(first[end])}
        assert f"<b>{simulate(case, today.but(levers=levers)).pull[run.outcome]:.2f}</b>" in text
    assert sum(text.count(f"class='bar {way}'") for way in ("up", "down", "bend")) == len(table)


def test_a_bar_spans_what_the_pull_is_now_also_where_the_effect_bends(case, today):
    table = tornado(case, today, ["battlefield_shift"], over="scale")
    now, ends = table.attrs["pull"]["frozen-conflict"], table[["frozen-conflict low", "frozen-conflict high"]]
    assert ends.to_numpy().max() < now - 0.1, "a moving front freezes nothing, whichever way"
    assert "class='bar bend' style='left:0.0%;width:100.0%'" in table_html(tornado_table(simulate(case, today), table))


def test_a_scenario_that_sets_everything_leaves_nothing_to_vary(case, today, monkeypatch):
    def nothing(*args, **kwargs):
        raise ValueError("nothing to vary")

    monkeypatch.setattr(matters, "tornado", nothing)
    assert "nothing is left to vary" in page("matters").info[0].value


def indices(mark):
    """Return Sobol indices of two factors, the first of them marked or not."""
    found: dict[str, Any] = {}
    for kind in ("first", "total"):
        found |= {
            kind: (("output", "factor"), [[-0.3, 0.6]]),
            f"{kind}_conf": (("output", "factor"), [[0.2, 0.05]]),
            f"{kind}_mark": (("output", "factor"), [[mark, ""]]),
        }
    return xr.Dataset(found, coords={"output": ["frozen-conflict"], "factor": ["trust", "strikes"]})


def test_an_index_that_is_not_settled_is_told_so_and_gets_no_bar(case, today):
    run = simulate(case, today)
    assert run.outcome == "frozen-conflict"
    text = table_html(sobol_table(run, indices("it is negative, which no share is")))
    assert text.count("class='bar ") == 2
    assert text.count("not settled: it is negative") == 2
    assert "0.30" not in text
    assert table_html(sobol_table(run, indices(""))).count("class='bar ") == 2, (
        "the first settles below nothing: told, not drawn"
    )
    assert "Next to nothing (under 0.005, also with others) is due to trust." in table_html(
        sobol_table(run, indices(""))
    )


def test_every_belief_has_a_name_in_words(case, today):
    run = simulate(case, today)
    for name in beliefs(case):
        told, source = belief_in_words(run, name)
        asks = r"(How hard this pushes|How strong this tie is|How much it matters|Where it starts)"
        assert re.match(rf"{asks}: \S", told), name
        assert source or name.startswith("start "), name


def test_a_pull_that_hardly_varies_is_told_so():
    for deviation, said in ((0.001, True), (0.1, False)):
        found = xr.Dataset({"deviation": ("output", [deviation])}, coords={"output": ["settlement"]})
        assert ("next to nothing" in variation_in_words(found, "settlement")) is said


@pytest.mark.slow
def test_the_page_works_an_analysis_out_when_asked_and_keeps_it(case, monkeypatch):
    today = on_page("default", case)
    monkeypatch.setattr(matters, "POINTS", 64)
    monkeypatch.setattr(matters, "TRAJECTORIES", 10)
    ANALYSES_CACHE.clear()
    at = page("matters")
    assert "One at a time" in [head.value for head in at.header]
    assert not ANALYSES_CACHE
    at.button(key="ask sobol").click().run()
    assert not at.exception
    at.button(key="ask morris").click().run()
    assert not at.exception
    run, text = simulate(case, today), shown(at)
    assert table_html(sobol_table(run, sobol(case, today, n=64, second_order=False))) in text
    assert table_html(morris_table(run, morris(case, today, "beliefs", n=10), matters.BELIEFS)) in text
    assert len(ANALYSES_CACHE) == 2
    at.segmented_control(key="over").set_value("scale").run()
    assert not at.exception
    assert at.button(key="ask sobol")


def test_without_salib_the_page_says_what_to_install(case, monkeypatch):
    def missing(*args, **kwargs):
        raise ImportError("sensitivity analysis needs SALib: uv run --extra sensitivity")

    monkeypatch.setattr(matters, "sobol", missing)
    ANALYSES_CACHE.clear()
    at = page("matters")
    at.button(key="ask sobol").click().run()
    assert not at.exception
    assert "--extra sensitivity" in at.error[0].value


@pytest.mark.parametrize(
    ("address", "buttons", "module", "name"),
    [("matters", ["ask sobol", "ask morris"], "SALib", "SALib"), ("takes", ["ask regions"], "sklearn", "scikit-learn")],
)
def test_a_button_says_beforehand_what_it_needs_and_cannot_be_pressed(monkeypatch, address, buttons, module, name):
    ANALYSES_CACHE.clear()
    there = page(address)
    assert not any(there.button(key=key).disabled for key in buttons)
    monkeypatch.setitem(sys.modules, module, None)
    at = page(address)
    assert all(at.button(key=key).disabled for key in buttons)
    said = [caption.value for caption in at.caption if "not installed" in caption.value]
    assert len(said) == len(buttons)
    assert all(f"This needs {name}, which is not installed" in text and "pip install" in text for text in said)


@pytest.fixture
def lucky(case, today, monkeypatch):
    """Let happenings come about in what the page shows, of few draws."""
    monkeypatch.setattr(surprises, "DRAWS", 24)
    return today.but(happenings=("guns-fall-silent", "leader-leaves"))


def surprises_page(scenario):
    from model import load_case
    from model.view.pages.sensitivity.surprises import show_surprises

    show_surprises(load_case(), scenario)


def test_what_each_surprise_is_worth_is_made_on_request_and_told_in_sentences(case, lucky):
    ANALYSES_CACHE.clear()
    at = AppTest.from_function(surprises_page, args=(lucky,)).run()
    assert not ANALYSES_CACHE
    at.button(key="ask surprises").click().run()
    assert not at.exception
    found, text = without_each_happening(case, lucky, 24), shown(at)
    assert table_html(surprises_table(case, found)) in text
    for row in found.to_dict("records"):
        assert html.escape(surprise_in_words(row)) in text
    assert "2,202 ceasefires in 109 civil wars" in text
    assert [row.label for row in surprises_table(case, found).rows] == found["says"].tolist()
    assert not any("at its highest" in caption.value for caption in at.caption), "no rate depends on anything here"


def test_the_page_says_which_of_its_parts_ask_about_a_single_run():
    at = page("matters")
    parts = [header.value for header in at.header if header.value != "What matters most?"]
    said = next(caption.value for caption in at.caption if "a single run" in caption.value)
    assert parts[-1] == "Surprises"
    assert len(parts) == 4
    assert said.startswith("The first three parts")


def test_where_nothing_may_happen_the_page_says_so(case, today):
    at = AppTest.from_function(surprises_page, args=(today.but(happenings="none"),)).run()
    assert "In this scenario nothing may happen" in at.info[0].value
    assert not at.button


def test_a_surprise_that_moves_nothing_is_told_so():
    row = {f"{name}{end}": 0.0002 for name in PULL_CLASSES for end in ("", "_low", "_high")}
    assert surprise_in_words(row) == (
        "Without surprises of this kind no share of the pull would differ by a tenth of a point."
    )
    row |= {"settlement": 0.03, "settlement_low": 0.01, "settlement_high": 0.05}
    row |= {"goes_on": -0.03, "goes_on_low": -0.05, "goes_on_high": 0.002}
    assert surprise_in_words(row) == (
        "Without surprises of this kind a settlement would have 3.0 points less (1.0 to 5.0) and the war going on "
        "3.0 points more (0.2 less to 5.0) of the pull."
    )
