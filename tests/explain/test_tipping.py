"""The smallest change that changes the answer: against brute force, and where the answer is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Event, Scenario, load_scenario, simulate, sweep
from model.arrays import Floats
from model.engine.outcomes import leading
from model.engine.simulation import Run
from model.explain.tipping import TOLERANCE, Flip, _Search, flips
from model.knowledge.case import Case
from tests.support.cases import OUTCOMES
from tests.support.scenarios import scenarios

#: Brute force looks this closely.
FINE = TOLERANCE / 2


def answer(run: Run) -> tuple[str, bool]:
    return run.outcome, run.formed


def turned(case: Case, scenario: Scenario, flip: Flip, value: float) -> Run:
    """Run a scenario with one thing changed, through what anybody can write into a file."""
    if flip.kind != "event":
        held = "levers" if flip.kind == "lever" else "assumptions"
        return simulate(case, scenario.but(**{held: {**getattr(scenario, held), flip.id: value}}))
    number = int(flip.id.removeprefix("event no. ")) - 1
    event = scenario.events[number]
    assert not event.set, "only changes can be told in part by an event of a file"
    part = event.model_copy(update={"change": {name: amount * value for name, amount in event.change.items()}})
    if value == 0:
        return simulate(case, scenario.but(events=scenario.events[:number] + scenario.events[number + 1 :]))
    return simulate(case, scenario.but(events=(*scenario.events[:number], part, *scenario.events[number + 1 :])))


@pytest.mark.slow
@settings(max_examples=100)
@given(scenario=scenarios(), data=st.data())
def test_no_smaller_change_flips_the_answer_and_this_one_does(
    case: Case, scenario: Scenario, data: st.DataObject
) -> None:
    run = simulate(case, scenario)
    found = [flip for flip in flips(run) if flip.kind != "event"]
    flip = data.draw(st.sampled_from(found))
    row = run.program.row[flip.id]
    low, high = run.program.low[row], run.program.high[row]
    values = np.unique([v for way in (FINE, -FINE) for v in np.arange(flip.at, flip.at + way * 800, way)])
    values = values[(values >= low) & (values <= high) & (abs(values - flip.at) < flip.size - TOLERANCE)]
    if len(values):  # a flip within the tolerance leaves nothing to look at
        pulls = sweep(case, scenario, {flip.id: [float(v) for v in values]}, draws=0).pull.values
        for value, (lead, pull) in zip(values, zip(leading(pulls), pulls, strict=True), strict=True):
            assert (OUTCOMES[lead], bool(pull[lead] >= 0.5)) == answer(run), (flip, value)
    if flip.to is not None:
        assert answer(turned(case, scenario, flip, flip.to)) == (flip.outcome, flip.formed) != answer(run)


@pytest.mark.parametrize("name", ["default", "moscow-talks", "istanbul-2022", "genuine-dialogue", "western-split"])
def test_what_is_told_of_a_bundled_scenario_can_be_run(name: str, case: Case) -> None:
    scenario = load_scenario(name, case)
    run = simulate(case, scenario)
    for flip in flips(run):
        told = scenario.events[int(flip.id[-1]) - 1].set if flip.kind == "event" else ()
        if flip.to is None or told:
            continue
        found = turned(case, scenario, flip, flip.to)
        assert answer(found) == (flip.outcome, flip.formed)
        assert answer(found) != answer(run)


def test_every_lever_every_assumption_and_every_event_is_told_once_and_the_nearest_first(case: Case) -> None:
    scenario = load_scenario("istanbul-2022", case)
    run = simulate(case, scenario)
    found = flips(run)
    settable = [n for n, v in run.program.variable_of.items() if v.lever or v.kind == "assumption"]
    assert sorted(flip.id for flip in found) == sorted([*settable, "event no. 1", "event no. 2"])
    assert [flip.size for flip in found] == sorted(flip.size for flip in found)


def test_what_is_taken_out_cannot_be_turned(case: Case) -> None:
    scenario = load_scenario("default", case)
    found = flips(simulate(case, scenario.but(without=("turkey",))))
    assert "turkey.engagement" not in {flip.id for flip in found}


def test_what_an_event_sets_for_good_at_once_flips_nothing_by_its_start(case: Case) -> None:
    event = Event(month=1, set={"external_pressure": 0.5})
    run = simulate(case, Scenario(title="x", months=12, levers={"external_pressure": 0.5}, events=(event,)))
    by_id = {flip.id: flip for flip in flips(run)}
    assert by_id["external_pressure"].to is None
    assert by_id["event no. 1"].at == 1.0


def test_an_event_that_is_the_answer_flips_it_when_there_is_less_of_it(case: Case) -> None:
    jump = Event(month=12, change={"intensity": 1.0, "involvement": 1.0})
    run = simulate(case, Scenario(title="x", months=12, events=(jump,)))
    assert run.outcome == "escalation"
    (flip,) = [flip for flip in flips(run) if flip.kind == "event"]
    assert flip.to is not None
    assert flip.to < 1
    assert (flip.outcome, flip.formed) in [(o, f) for o in OUTCOMES for f in (True, False)]
    assert answer(turned(case, run.scenario, flip, flip.to)) == (flip.outcome, flip.formed)


# ------------------------------------------------------------------------------------------------- known answers


def sharp(distance: float) -> float:
    return 0.2 * (distance - 0.006)


def smooth(distance: float) -> float:
    return 0.2 * (distance**2 - 0.01**2)


@pytest.mark.parametrize(("lead", "half"), [(sharp, 0.006), (smooth, 0.01)])
@pytest.mark.parametrize("middle", [0.515625, 0.328125, 0.52, 0.921875, 0.11])
def test_a_dip_between_two_steps_is_found(
    lead: Callable[[float], float], half: float, middle: float, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer flips within a stretch much narrower than a step, wherever it lies between two steps."""

    def dipped(search: _Search, turned: list[tuple[int, float]]) -> Floats:
        return np.array([[0.3, 0.3 - lead(abs(value - middle)), 0.0] for _, value in turned])

    monkeypatch.setattr(_Search, "_run", dipped)
    run = simulate(case, Scenario(title="x", months=1))
    run = replace(run, trace=replace(run.trace, pulls=np.array([[0.3, 0.0, 0.0]] * 2)[:, :, None]))
    for flip in flips(run):
        assert flip.to is not None
        assert flip.outcome == "frozen-conflict"
        edge = middle + (half if flip.at > middle else -half)
        assert abs(flip.to - edge) <= TOLERANCE, flip
