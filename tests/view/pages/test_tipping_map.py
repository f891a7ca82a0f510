"""The map of where it tips: a cell says what an ensemble of its point says."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from model import ensemble, load_scenario, simulate
from model.knowledge.naming import PULL_CLASSES
from model.uncertainty.headlines import headline
from model.view.caching import SharedCache
from model.view.components import outcome_map
from model.view.pages.tipping_map import page as where
from tests.support.page import page, shown

AXES = ("trust", "external_pressure")


@pytest.fixture(scope="module")
def today(case):
    return load_scenario("default", case)


@pytest.fixture(scope="module")
def the_map(case, today):
    return where.map_of(case, today, *AXES)


def test_a_cell_is_what_an_ensemble_of_its_point_comes_to(case, today, the_map):
    run = simulate(case, today)
    told = outcome_map.outcome_map_payload(run, the_map, movable=True)
    column, row = 14, 6
    cell = told["cells"][column * len(told["y"]["values"]) + row]
    point = {"trust": told["x"]["values"][column], "external_pressure": told["y"]["values"][row]}
    assert point == {"trust": 0.7, "external_pressure": 0.3}
    variants = ensemble(case, today.but(levers=point), where.DRAWS)
    told_there = headline(variants)
    assert PULL_CLASSES[cell["largest"]] == told_there.name
    for share in told_there.shares:
        assert f" {share:.0%}" in cell["text"]
    assert f"{told_there.word}, largest in {told_there.count} of {where.DRAWS} variants" in cell["text"]
    assert cell["half"] is (told_there.share >= 0.5)


def test_the_map_has_a_mark_for_the_war_going_on_that_needs_no_colour():
    classes = outcome_map.map_classes()
    assert [one["letter"] for one in classes] == ["S", "F", "E", "W"]
    assert [one["dotted"] for one in classes] == [False, False, False, True]
    assert "class=dotted" in outcome_map.outcome_map_legend()


def test_the_table_of_the_map_has_four_shares_a_point_that_sum_to_one(the_map):
    table = where.map_table(the_map)
    assert len(table) == the_map.largest.size
    assert table[list(PULL_CLASSES)].sum(axis=1).to_numpy() == pytest.approx(np.ones(len(table)))
    row = table[(table["trust"] == 0.7) & (table["external_pressure"] == 0.3)].iloc[0]
    assert row[row["largest"]] == max(row[name] for name in PULL_CLASSES)


def test_cells_stand_where_their_values_are_and_are_shaded_by_their_word(case, today, the_map):
    told = outcome_map.outcome_map_payload(simulate(case, today), the_map, movable=True)
    assert len(told["cells"]) == len(told["x"]["values"]) * len(told["y"]["values"]) == the_map.largest.size
    words = the_map.sturdiness.values
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
    assert where.axis_points(-1.0, 1.0)[:3] == [-1.0, -0.95, -0.9]
    assert where.axis_points(0.0, 1.0)[-2:] == [0.95, 1.0]


def test_the_page_shows_the_map_and_offers_other_axes(case):
    at = page("where")
    assert at.title[0].value == "Where does it tip?"
    across, up = at.selectbox(key=where.ACROSS.key), at.selectbox(key=where.UP.key)
    assert (across.value, up.value) == AXES
    assert "Choose a point to put both there." in shown(at)
    assert across.value not in up.options
    across.set_value("guarantees").run()
    assert not at.exception
    at.selectbox(key=where.UP.key).set_value("trust").run()
    at.selectbox(key=where.ACROSS.key).set_value("trust").run()
    assert not at.exception
    assert at.selectbox(key=where.UP.key).value != "trust"
