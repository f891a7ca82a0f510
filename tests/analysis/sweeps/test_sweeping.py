"""Sweeps: each point is the ensemble that it would be by itself, however the points are cut, and stopped."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import product
from typing import Any, cast

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from model import Case, Event, Scenario, ScenarioError, Stopped, ensemble, robustness, simulate, sweep
from model.analysis.sweeps.points import MOST_AXES, MOST_POINTS, MOST_RUNS, Counts
from model.arrays import Floats
from model.knowledge.naming import PULL_CLASSES
from model.knowledge.records import OUTCOMES
from model.uncertainty.headlines import headline
from model.uncertainty.intervals import wilson_interval
from model.version import __version__
from tests.support.sweeps import AXES_OF, DRAWS, MODULE, SCENARIO, SEED, Stop, assert_begun, at, named, unasked

# ---------------------------------------------------------------------------------------------- known answers


@pytest.mark.parametrize("values", list(product(*AXES_OF.values())))
def test_a_point_is_the_ensemble_of_the_scenario_with_its_values_set(
    case: Case, grid: xr.Dataset, values: tuple[float, ...]
) -> None:
    there = at(values)
    alone, run = ensemble(case, there, DRAWS, SEED), simulate(case, there)
    point = grid.sel(dict(zip(AXES_OF, values, strict=True)))
    assert named(point["mean_pull"]) == pytest.approx(alone.mean_pull, abs=1e-15)
    assert point["goes_on"] == pytest.approx(alone.goes_on, abs=1e-15)
    told = headline(alone)
    assert [point[name].item() for name in ("largest", "largest_in", "sturdiness")] == [
        told.name,
        told.count,
        told.word,
    ]
    assert bool(point["close"]) is (len(told.level) > 1)
    assert named(point["share"]) == alone.shares
    assert named(point["formed"]) == alone.formed
    assert point["pull"].identical(point["mean_pull"].rename("pull").assign_attrs(point["pull"].attrs))
    leader = max(OUTCOMES, key=alone.shares.__getitem__)
    assert point["leading"] == leader
    assert point["central"] == run.outcome
    assert point["robustness"] == robustness(run, alone).word
    if leader == run.outcome:
        assert point["lead_share"] == robustness(run, alone).share
        assert (point["lead_low"].item(), point["lead_high"].item()) == robustness(run, alone).interval


def test_a_point_without_draws_is_the_central_run(case: Case) -> None:
    found = sweep(case, SCENARIO, AXES_OF, draws=0)
    for values in product(*AXES_OF.values()):
        run = simulate(case, at(values))
        point = found.sel(dict(zip(AXES_OF, values, strict=True)))
        assert named(point["mean_pull"]) == named(point["pull"]) == run.pull
        assert point["goes_on"] == pytest.approx(run.goes_on, abs=1e-15)
        shares = {**run.pull, "goes_on": run.goes_on}
        assert point["largest"] == max(shares, key=shares.__getitem__)
        second, first = sorted(shares.values())[-2:]
        assert point["sturdiness"] == ("open" if first - second < 0.005 else "")
        assert named(point["share"]) == {outcome: float(outcome == run.outcome) for outcome in OUTCOMES}
        assert named(point["formed"]) == {o: float(o == run.outcome and run.formed) for o in OUTCOMES}
        assert point["leading"] == point["central"] == run.outcome
        assert point["robustness"] == ("open" if run.margin < 0.005 else "")
    assert np.isnan(found["largest_in"]).all()
    assert np.isnan(found["lead_share"]).all()
    assert np.isnan(found["lead_low"]).all()


def test_what_an_event_sets_is_set_whatever_the_axis_says(case: Case) -> None:
    first = Event(month=1, set={"external_pressure": 0.7, "strikes": 0.4})
    scenario = Scenario(title="T", months=3, events=(first,))
    found = sweep(case, scenario, {"external_pressure": [0.0, 1.0], "strikes": [0.0, 1.0]}, draws=0)
    assert np.ptp(found["pull"].values.reshape(-1, 3), axis=0) == pytest.approx(0, abs=1e-12)


def test_dims_coordinates_and_attributes_tell_what_was_run(case: Case, grid: xr.Dataset) -> None:
    assert grid["share"].dims == (*AXES_OF, "outcome")
    assert grid["robustness"].dims == tuple(AXES_OF)
    assert {name: grid[name].values.tolist() for name in AXES_OF} == AXES_OF
    told = {name: value for name, value in grid.attrs.items() if name != "made_by"}  # tests/results looks at that
    assert told == {
        "scenario": "T",
        "case": case.id,
        "case_version": case.settings.version,
        "model_version": __version__,
        "months": 5,
        "draws": DRAWS,
        "seed": SEED,
        "done": 12,
    }


def test_axes_may_be_arrays_ranges_or_one_value_and_fall(case: Case) -> None:
    for values in (np.array([1, 0]), range(1, -1, -1), (1, 0), pd.Series([1.0, 0.0])):
        found = sweep(case, SCENARIO, {"trust": cast("Sequence[float]", values), "strikes": [0.5]}, draws=0)
        assert found["trust"].values.tolist() == [1.0, 0.0]
        assert found["leading"].shape == (2, 1)


def test_the_order_of_the_axes_changes_no_point(case: Case, grid: xr.Dataset) -> None:
    turned = sweep(case, SCENARIO, dict(reversed(AXES_OF.items())), DRAWS, SEED)
    assert turned["share"].dims == (*reversed(AXES_OF), "outcome")
    assert turned.transpose(*AXES_OF, "outcome").equals(grid)


# ---------------------------------------------------------------------------------------------- ties, and the word


def test_ties_go_to_the_first_outcome_but_count_for_nobody_where_firmness_is_told() -> None:
    tie, clear = [0.3, 0.3, 0.1], [0.3, 0.6, 0.1]
    pulls = np.array([[tie] * 3 + [clear], [clear] * 4, [tie] * 4])
    counts = Counts.of(pulls, pulls[:, :1])
    assert counts.led.tolist() == [[3, 1, 0], [0, 4, 0], [4, 0, 0]]
    assert counts.outright.tolist() == [[0, 1, 0], [0, 4, 0], [0, 0, 0]]
    assert counts.formed.tolist() == [[0, 1, 0], [0, 4, 0], [0, 0, 0]]
    assert counts.margin == pytest.approx([0.0, 0.3, 0.0])
    # of the four, settlement and frozen conflict tie with what is left: 0.3 each
    assert counts.largest.tolist() == [[0, 1, 0, 0], [0, 4, 0, 0], [0, 0, 0, 0]]


def told(case: Case, monkeypatch: pytest.MonkeyPatch, counts: Counts, draws: int) -> xr.Dataset:
    """Return what a sweep tells whose runs come to certain counts."""
    monkeypatch.setattr(MODULE.Job, "count", lambda self, first, last: counts)
    return sweep(case, SCENARIO, {"trust": np.linspace(0, 1, len(counts.led)).tolist()}, draws)


def planted(led: list[int], outright: list[int] | None = None, central: int = 0, margin: float = 0.2) -> Counts:
    column = np.array([led])
    of_three = (column, np.array([outright or led]), 0 * column, column / 100)
    return Counts(*of_three, np.array([[*led, 0]]), np.array([central]), np.array([margin]))


def planted_pulls(pull: list[float], largest: list[int]) -> Counts:
    """Return the counts of a point with these mean pulls, whose draws each of the four is largest in so often."""
    none = np.zeros((1, 3), dtype=np.intp)
    return Counts(none, none, none, np.array([pull]), np.array([largest]), np.array([0]), np.array([0.2]))


@pytest.mark.parametrize(
    ("counts", "largest", "close", "word"),
    [
        (planted_pulls([0.1, 0.2, 0.1], [0, 0, 0, 100]), "goes_on", False, "firm"),
        (planted_pulls([0.1, 0.5, 0.1], [0, 80, 0, 20]), "frozen-conflict", False, "leaning"),
        (planted_pulls([0.1, 0.5, 0.1], [0, 55, 0, 45]), "frozen-conflict", False, "open"),
        (planted_pulls([0.1, 0.5, 0.1], [0, 10, 0, 90]), "frozen-conflict", False, "open"),
        (planted_pulls([0.4, 0.2, 0.0], [100, 0, 0, 0]), "settlement", True, "open"),
        (planted_pulls([0.2, 0.401, 0.0], [0, 100, 0, 0]), "frozen-conflict", True, "open"),
        (planted_pulls([0.0, 0.0, 0.9], [0, 0, 100, 0]), "escalation", False, "firm"),
    ],
)
def test_the_largest_of_four_at_a_point_and_its_word(
    case: Case, monkeypatch: pytest.MonkeyPatch, counts: Counts, largest: str, close: bool, word: str
) -> None:
    point = told(case, monkeypatch, counts, draws=100).isel(trust=0)
    assert [point[name].item() for name in ("largest", "close", "sturdiness")] == [largest, close, word]
    assert point["largest_in"] == counts.largest[0, PULL_CLASSES.index(largest)]


@pytest.mark.parametrize(
    ("counts", "leader", "tied", "word"),
    [
        (planted([100, 0, 0]), "settlement", False, "firm"),
        (planted([80, 20, 0]), "settlement", False, "leaning"),
        (planted([55, 45, 0]), "settlement", False, "open"),
        (planted([50, 50, 0]), "settlement", True, "open"),
        (planted([100, 0, 0], outright=[10, 0, 0]), "settlement", False, "open"),
        (planted([100, 0, 0], central=1), "settlement", False, "open"),
        (planted([100, 0, 0], margin=0.004), "settlement", False, "open"),
        (planted([0, 0, 100], central=2), "escalation", False, "firm"),
    ],
)
def test_the_word_of_a_point(
    case: Case, monkeypatch: pytest.MonkeyPatch, counts: Counts, leader: str, tied: bool, word: str
) -> None:
    point = told(case, monkeypatch, counts, draws=100).isel(trust=0)
    assert point["leading"] == leader
    assert bool(point["tied"]) is tied
    assert point["robustness"] == word
    count = counts.outright[0, OUTCOMES.index(leader)]
    assert point["lead_share"] == count / 100
    assert [point["lead_low"], point["lead_high"]] == wilson_interval(count, 100).tolist()


# ---------------------------------------------------------------------------------------------- the same bits


@pytest.mark.parametrize("runs", [1, 2 * (DRAWS + 1), 5 * (DRAWS + 1) + 7, 10**6])
@pytest.mark.parametrize("block", [1, 7, 2048])
def test_the_bits_do_not_depend_on_the_size_of_the_parts(
    case: Case, grid: xr.Dataset, monkeypatch: pytest.MonkeyPatch, runs: int, block: int
) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_PART", runs)
    for file in ("batch", "inputs"):  # so few runs at once that a point's are cut, too
        monkeypatch.setattr(f"model.engine.{file}.BLOCK", block)
    assert sweep(case, SCENARIO, AXES_OF, DRAWS, SEED).identical(grid)


def test_memory_holds_a_part_and_no_more(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """No array of pulls that is made has more runs than a part."""
    seen: list[tuple[int, ...]] = []
    of = Counts.of

    def noted(pulls: Floats, central: Floats) -> Counts:
        seen.append(pulls.shape)
        return of(pulls, central)

    monkeypatch.setattr(MODULE, "RUNS_OF_A_PART", 40)
    monkeypatch.setattr(Counts, "of", noted)
    sweep(case, Scenario(title="T", months=1), {"trust": np.linspace(0, 1, 50).tolist()}, draws=9)
    assert seen == [(4, 9, 3)] * 12 + [(2, 9, 3)]


# ---------------------------------------------------------------------------------------------- progress and stop


def test_progress_tells_the_runs_done_and_in_all(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_PART", 5 * (DRAWS + 1))
    calls: list[tuple[int, int]] = []
    sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, progress=lambda done, of: calls.append((done, of)))
    each = DRAWS + 1
    assert calls == [(5 * each, 12 * each), (10 * each, 12 * each), (12 * each, 12 * each)]


def test_an_interrupt_stops_and_keeps_what_is_done(
    case: Case, grid: xr.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_PART", 5 * (DRAWS + 1))
    with pytest.raises(KeyboardInterrupt) as stopped:
        sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, progress=Stop(2, KeyboardInterrupt()))
    assert isinstance(stopped.value, Stopped)
    assert str(stopped.value) == "stopped: 10 of 12 points are done"
    assert_begun(stopped.value.partial, grid, 10)


def test_an_interrupt_in_the_midst_of_a_part_keeps_the_parts_before(
    case: Case, grid: xr.Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = MODULE.Job.count

    def count(self: Any, first: int, last: int) -> Counts:
        if first == 10:
            raise KeyboardInterrupt
        counts: Counts = held(self, first, last)
        return counts

    monkeypatch.setattr(MODULE, "RUNS_OF_A_PART", 5 * (DRAWS + 1))
    monkeypatch.setattr(MODULE.Job, "count", count)
    with pytest.raises(Stopped) as stopped:
        sweep(case, SCENARIO, AXES_OF, DRAWS, SEED)
    assert_begun(stopped.value.partial, grid, 10)


def test_any_other_exception_reaches_the_caller_as_it_is(case: Case) -> None:
    class Rerun(BaseException):
        """What a page raises to begin anew."""

    with pytest.raises(Rerun):
        sweep(case, SCENARIO, AXES_OF, 1, progress=Stop(1, Rerun()))


# ---------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("axes", "said"),
    [
        ({}, "axes: a sweep has 1 to 6 axes, not 0"),
        (
            {name: [0.5] for name in ("trust", "strikes", "guarantees", "a", "b", "c", "d")},
            "axes: a sweep has 1 to 6 axes, not 7",
        ),
        ([("trust", [1])], "axes: values by lever or assumption are needed, not [('trust', [1])]"),
        ({"trust": []}, "axes: trust: a sequence of one or more values is needed, not []"),
        ({"trust": 0.5}, "axes: trust: a sequence of one or more values is needed, not 0.5"),
        ({"trust": (x for x in [1])}, "axes: trust: a sequence of one or more values is needed, not <generator"),
        ({"trust": "0.5"}, "axes: trust: a sequence of numbers is needed, not '0.5'"),
        ({"trust": ["0.5"]}, "axes: trust: a sequence of numbers is needed, not ['0.5']"),
        ({"trust": [True]}, "axes: trust: a sequence of numbers is needed, not [True]"),
        ({"trust": [None]}, "axes: trust: a sequence of numbers is needed, not [None]"),
        ({"trust": [[0.1, 0.2]]}, "axes: trust: a sequence of numbers is needed, not [[0.1, 0.2]]"),
        ({"trust": {0.5: 1}}, "axes: trust: a sequence of numbers is needed"),
        ({"trust": [0.5, 1.5]}, "axes: trust: 1.5 is outside its scale, 0 to 1"),
        ({"battlefield_shift": [-1.01]}, "axes: battlefield_shift: -1.01 is outside its scale, -1 to 1"),
        ({"trust": [0.5, float("nan")]}, "axes: trust: nan is no number on its scale, 0 to 1"),
        ({"trust": [float("inf")]}, "axes: trust: inf is outside its scale, 0 to 1"),
        ({"trust": [0.5, 0.1, 0.5]}, "axes: trust: 0.5 is there twice"),
        ({"trsut": [0.5]}, "axes: unknown lever or assumption 'trsut'; did you mean 'trust'?"),
        ({3: [0.5]}, "axes: unknown lever or assumption '3'"),
        ({"widest_gap": [0.5]}, "axes: unknown lever or assumption 'widest_gap'; it is one of the gauges"),
        ({"ukraine.flexibility": [0.5]}, "it is one of the states"),
        ({"trust": range(10**12)}, "axes: 1,000,000,000,000 points are too many; at most 1,000,000"),
        ({"trust": range(10**30)}, "points are too many; at most 1,000,000"),
        (
            {name: range(10**4) for name in ("trust", "strikes", "guarantees")},
            "axes: 10,000 x 10,000 x 10,000 = 1,000,000,000,000 points are too many; at most 1,000,000",
        ),
    ],
)
def test_bad_axes_are_told_before_any_work(case: Case, monkeypatch: pytest.MonkeyPatch, axes: Any, said: str) -> None:
    monkeypatch.setattr(MODULE.Job, "count", unasked)
    begun = time.perf_counter()
    with pytest.raises(ScenarioError) as error:
        sweep(case, SCENARIO, axes)
    assert said in str(error.value)
    assert time.perf_counter() - begun < 2


def test_all_bad_axes_are_told_at_once(case: Case) -> None:
    with pytest.raises(ScenarioError) as error:
        sweep(case, SCENARIO, {"trust": [2], "trsut": [0], "strikes": [-1]})
    assert len(error.value.faults) == 3


def test_the_engagement_of_an_actor_who_is_taken_out_is_no_axis(case: Case) -> None:
    actor = case.outsiders[0]
    axes = {f"{actor}.engagement": [0.0, 1.0]}
    sweep(case, SCENARIO, axes, draws=0)
    with pytest.raises(ScenarioError) as error:
        sweep(case, SCENARIO.but(without=(actor,)), axes, draws=0)
    assert str(error.value) == f"axes: {actor}.engagement: it has no effect, since the scenario takes out '{actor}'"


@pytest.mark.parametrize("draws", [-1, 10_001, 1.5, True, "64"])
def test_bad_draws_are_told(case: Case, monkeypatch: pytest.MonkeyPatch, draws: Any) -> None:
    monkeypatch.setattr(MODULE.Job, "count", unasked)
    with pytest.raises(ValueError, match="draws: a whole number from 0 to 10,000 is needed"):
        sweep(case, SCENARIO, AXES_OF, draws)


def test_too_many_runs_are_told_with_the_limit(case: Case) -> None:
    axes = dict.fromkeys(("trust", "strikes"), np.linspace(0, 1, 1000).tolist())
    assert MOST_POINTS == 1_000_000
    assert MOST_AXES == 6
    with pytest.raises(
        ScenarioError, match=f"1,000,000 points with 200 draws are too many; at most {MOST_RUNS:,} runs"
    ):
        sweep(case, SCENARIO, axes, draws=200)
