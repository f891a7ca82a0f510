"""The map and the sensitivity: the pages say what the sweeps and indices say, and draw nothing that is not settled."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
import xarray as xr
from streamlit.runtime.scriptrunner_utils.exceptions import StopException
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import ensemble, load_scenario, simulate
from model.analysis.sensitivity.factors import beliefs
from model.analysis.sensitivity.measures import morris, sobol, tornado
from model.view import results as shared
from model.view.caching import SharedCache
from model.view.components import outcome_map
from model.view.pages.sensitivity import drawing as barred
from model.view.pages.sensitivity import page as matters
from model.view.pages.sensitivity import tables as bars
from model.view.pages.tipping_map import page as where
from tests.support.page import ROOT

APP = str(ROOT / "app.py")
AXES = ("trust", "external_pressure")


@pytest.fixture(scope="module")
def today(case):
    return load_scenario("default", case)


@pytest.fixture(scope="module")
def the_map(case, today):
    return where.map_of(case, today, *AXES)


def page(name):
    at = AppTest.from_file(APP, default_timeout=60).run()
    at._page_hash = calc_hash(name)
    at.run()
    assert not at.exception
    return at


def shown(at):
    kinds = (at.markdown, at.caption, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


# ------------------------------------------------------------------------------------------------------------ map


def test_a_cell_is_what_an_ensemble_of_its_point_comes_to(case, today, the_map):
    run = simulate(case, today)
    told = outcome_map.outcome_map_payload(run, the_map, movable=True)
    column, row = 14, 6
    cell = told["cells"][column * len(told["y"]["values"]) + row]
    point = {"trust": told["x"]["values"][column], "external_pressure": told["y"]["values"][row]}
    assert point == {"trust": 0.7, "external_pressure": 0.3}
    variants = ensemble(case, today.but(levers=point), where.DRAWS)
    lead = max(variants.shares, key=variants.shares.__getitem__)
    assert list(variants.shares)[cell["outcome"]] == lead
    assert f"leads in {variants.shares[lead]:.0%} of the variants" in cell["text"]
    assert f"has formed in {variants.formed[lead]:.0%}" in cell["text"]


def test_cells_stand_where_their_values_are_and_are_shaded_by_their_word(case, today, the_map):
    told = outcome_map.outcome_map_payload(simulate(case, today), the_map, movable=True)
    assert len(told["cells"]) == len(told["x"]["values"]) * len(told["y"]["values"]) == the_map.leading.size
    words = the_map.robustness.values
    assert {cell["word"] for cell in told["cells"]} == {outcome_map.WORDS.index(word) for word in np.unique(words)}
    assert told["cells"][5 * len(told["y"]["values"]) + 3]["word"] == outcome_map.WORDS.index(words[5, 3])
    assert told["x"]["now"] == pytest.approx(0.2)


def test_moving_the_levers_that_are_axes_makes_no_other_map_and_any_other_does(case, today, the_map):
    levers = {"trust": 0.9, "external_pressure": 0.1}
    assert where.map_of(case, today.but(levers=levers, title="other"), *AXES) is the_map
    assert where.map_of(case, today.but(levers={**levers, "battlefield_shift": 0.5}), *AXES) is not the_map
    assert where.map_of(case, today.but(months=6), *AXES) is not the_map


def test_a_map_that_is_stopped_half_way_is_not_kept(case, today):
    scenario = today.but(months=7)

    def stop(done, of):
        raise StopException

    with pytest.raises(StopException):
        where.map_of(case, scenario, *AXES, progress=stop)
    assert np.isfinite(where.map_of(case, scenario, *AXES).share).all()


def test_kept_maps_do_not_pile_up(case, today, monkeypatch):
    monkeypatch.setattr(where, "MAPS_CACHE", SharedCache(2))
    monkeypatch.setattr(where, "STEP", 0.5)
    for months in (8, 9, 10):
        where.map_of(case, today.but(months=months), *AXES)
    assert len(where.MAPS_CACHE) == 2


def test_the_points_of_an_axis_are_those_of_its_slider():
    assert where.points(-1.0, 1.0)[:3] == [-1.0, -0.95, -0.9]
    assert where.points(0.0, 1.0)[-2:] == [0.95, 1.0]


def test_the_page_shows_the_map_and_offers_other_axes(case):
    at = page("where")
    assert at.title[0].value == "Where does it tip?"
    across, up = at.selectbox(key=where.ACROSS), at.selectbox(key=where.UP)
    assert (across.value, up.value) == AXES
    assert "Choose a point to put both there." in shown(at)
    assert across.value not in up.options
    across.set_value("guarantees").run()
    assert not at.exception
    at.selectbox(key=where.UP).set_value("trust").run()
    at.selectbox(key=where.ACROSS).set_value("trust").run()
    assert not at.exception
    assert at.selectbox(key=where.UP).value != "trust"


# ------------------------------------------------------------------------------------------------------ what matters


def test_bars_say_what_simulate_says_at_both_ends(case, today):
    run, table = simulate(case, today), tornado(case, today)
    text = barred.html(bars.tornado(run, table))
    first = table.iloc[0]
    for end in ("low", "high"):
        levers = {first.factor: float(first[end])}
        assert f"<b>{simulate(case, today.but(levers=levers)).pull[run.outcome]:.2f}</b>" in text
    assert sum(text.count(f"class='bar {way}'") for way in ("up", "down", "bend")) == len(table)


def test_a_bar_spans_what_the_pull_is_now_also_where_the_effect_bends(case, today):
    table = tornado(case, today, ["battlefield_shift"], over="scale")
    now, ends = table.attrs["pull"]["frozen-conflict"], table[["frozen-conflict low", "frozen-conflict high"]]
    assert ends.to_numpy().max() < now - 0.1, "a moving front freezes nothing, whichever way"
    assert "class='bar bend' style='left:0.0%;width:100.0%'" in barred.html(bars.tornado(simulate(case, today), table))


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
    text = barred.html(bars.sobol(run, indices("it is negative, which no share is")))
    assert text.count("class='bar ") == 2
    assert text.count("not settled: it is negative") == 2
    assert "0.30" not in text
    assert barred.html(bars.sobol(run, indices(""))).count("class='bar ") == 2, (
        "the first settles below nothing: told, not drawn"
    )
    assert "Next to nothing (under 0.005, also with others) goes back to trust." in barred.html(
        bars.sobol(run, indices(""))
    )


def test_every_belief_has_a_name_in_words(case, today):
    run = simulate(case, today)
    for name in beliefs(case):
        told, source = bars.belief(run, name)
        assert re.match(r"(How hard this pushes|How strong this tie is|How dear it is|Where it starts): \S", told), name
        assert source or name.startswith("start "), name


def test_a_pull_that_hardly_varies_is_told_so():
    for deviation, said in ((0.001, True), (0.1, False)):
        found = xr.Dataset({"deviation": ("output", [deviation])}, coords={"output": ["settlement"]})
        assert ("next to nothing" in bars.hardly(found, "settlement")) is said


def test_the_page_works_an_analysis_out_when_asked_and_keeps_it(case, today, monkeypatch):
    monkeypatch.setattr(matters, "POINTS", 64)
    monkeypatch.setattr(matters, "TRAJECTORIES", 10)
    shared.ANALYSES_CACHE.clear()
    at = page("matters")
    assert "One at a time" in [head.value for head in at.header]
    assert not shared.ANALYSES_CACHE
    at.button(key="ask sobol").click().run()
    assert not at.exception
    at.button(key="ask morris").click().run()
    assert not at.exception
    run, text = simulate(case, today), shown(at)
    assert barred.html(bars.sobol(run, sobol(case, today, n=64, second_order=False))) in text
    assert barred.html(bars.morris(run, morris(case, today, "beliefs", n=10), matters.BELIEFS)) in text
    assert len(shared.ANALYSES_CACHE) == 2
    at.segmented_control(key="over").set_value("scale").run()
    assert not at.exception
    assert at.button(key="ask sobol")


def test_without_salib_the_page_says_what_to_install(case, monkeypatch):
    def missing(*args, **kwargs):
        raise ImportError("sensitivity analysis needs SALib: uv run --extra sensitivity")

    monkeypatch.setattr(matters, "sobol", missing)
    shared.ANALYSES_CACHE.clear()
    at = page("matters")
    at.button(key="ask sobol").click().run()
    assert not at.exception
    assert "--extra sensitivity" in at.error[0].value
