"""The map of where it tips: what it is worked out from in the browser, and the table that Python makes of it."""

from __future__ import annotations

import re

import numpy as np
import pytest
from streamlit.runtime.scriptrunner_utils.exceptions import StopException

from model import ensemble, load_scenario, simulate
from model.knowledge.naming import PULL_CLASSES
from model.uncertainty import headline, robustness_words
from model.view.caching import SharedCache
from model.view.components import outcome_map
from model.view.components.mounting import FOLDERS
from model.view.components.points import WORDS, points_payload
from model.view.pages.tipping_map import page as where
from tests.support.page import page

AXES = ("trust", "external_pressure")


@pytest.fixture(scope="module")
def today(case):
    return load_scenario("default", case)


@pytest.fixture(scope="module")
def the_map(case, today):
    return where.map_of(case, today, *AXES)


def test_a_point_is_what_an_ensemble_of_it_comes_to(case, today, the_map):
    point = {"trust": 0.7, "external_pressure": 0.3}
    there = the_map.sel(point, method="nearest")
    told = headline(ensemble(case, today.but(levers=point), where.DRAWS))
    assert str(there.largest.values) == told.name
    assert [*there.mean_pull.values, float(there.goes_on)] == pytest.approx(told.shares)
    assert (str(there.sturdiness.values), int(there.largest_in)) == (told.word, told.count)


def test_every_class_has_a_mark_that_needs_no_colour():
    classes = outcome_map.map_classes()
    marks = [(one["shape"], one["dotted"]) for one in classes]
    assert len(set(marks)) == len(PULL_CLASSES)
    script = (FOLDERS / "map_shapes" / "map_shapes.js").read_text("utf-8")
    drawn = re.findall(r'^    "(.)": \(', script, re.MULTILINE)
    assert [one["shape"] for one in classes] == drawn


def test_a_lever_that_moves_changes_nothing_of_what_the_map_is_worked_out_from(case, today):
    """What the scenario sets of the levers is told besides, so that they can move in the browser."""
    axes = {"trust": [0.0, 1.0], "guarantees": [0.0, 0.5]}
    moved = today.but(levers={"trust": 0.9, "battlefield_shift": 0.5}, assumptions={"guarantees": 0.1}, title="other")
    points = points_payload(case, today, axes, 8, 0)
    assert points_payload(case, moved, axes, 8, 0) is points
    assert points_payload(case, today.but(months=6), axes, 8, 0)["key"] != points["key"]
    assert points_payload(case, today, axes, 8, 1)["key"] != points["key"]
    told = outcome_map.outcome_map_payload(simulate(case, moved), points, movable=True)
    assert told["levers"] == {"trust": 0.9, "battlefield_shift": 0.5, "guarantees": 0.1}
    assert (told["x"]["now"], told["y"]["now"]) == pytest.approx((0.9, 0.1))


def test_a_sturdy_word_stands_for_every_count_as_a_sweep_has_it(case, today):
    points = points_payload(case, today, {"trust": [0.0, 1.0], "external_pressure": [0.0, 1.0]}, 64, 0)
    assert [WORDS[k] for k in points["words"]] == list(robustness_words(np.arange(65), 64))


def test_the_table_of_the_map_has_four_shares_a_point_that_sum_to_one(the_map):
    table = where.map_table(the_map)
    assert len(table) == the_map.largest.size
    assert table[list(PULL_CLASSES)].sum(axis=1).to_numpy() == pytest.approx(np.ones(len(table)))
    row = table[(table["trust"] == 0.7) & (table["external_pressure"] == 0.3)].iloc[0]
    assert row[row["largest"]] == max(row[name] for name in PULL_CLASSES)


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
    assert at.title[0].value == "Map of outcomes"
    across, up = at.selectbox(key=where.ACROSS.key), at.selectbox(key=where.UP.key)
    assert (across.value, up.value) == AXES
    assert across.value not in up.options
    across.set_value("guarantees").run()
    assert not at.exception
    at.selectbox(key=where.UP.key).set_value("trust").run()
    at.selectbox(key=where.ACROSS.key).set_value("trust").run()
    assert not at.exception
    assert at.selectbox(key=where.UP.key).value != "trust"


def test_a_case_with_one_lever_or_none_has_a_map_as_well():
    assert where.usual_axes(["front", "trust"], ["front", "trust", "format"]) == ("trust", "front")
    assert where.usual_axes(["trust"], ["trust", "format", "relief"]) == ("trust", "format")
    assert where.usual_axes([], ["format", "relief"]) == ("format", "relief")
