"""What it would take from today, and the ways to it: brute force beside the search, and everything run again."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Goal, Scenario, ensemble, load_scenario, reach, way
from model.analysis import Reach, Way
from model.analysis.backcasting.attempts import Attempts, movables
from model.analysis.backcasting.pathway import HORIZONS
from model.analysis.backcasting.searching import CONFIRMING_DRAWS, FINEST_STEP, SMALLEST_MOVE, search
from model.analysis.backcasting.wording import weakest_in_words
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("compiled")]
SETTLED = Goal("settlement")


@pytest.fixture(scope="module")
def found(case: Case, ahead: Scenario) -> list[Reach]:
    return list(search(case, ahead, SETTLED))


@pytest.fixture(scope="module")
def ways(case: Case, ahead: Scenario, found: list[Reach]) -> list[Way]:
    return [way(case, ahead, SETTLED, answer) for answer in found[-1].answers]


def test_three_answers_that_change_different_things_are_found_from_today(found):
    last = found[-1]
    assert last.done
    assert not last.now.reached
    assert len(last.answers) >= 3
    sets = [frozenset(answer.values) for answer in last.answers]
    assert len(set(sets)) == len(sets)
    assert not frozenset.intersection(*sets)  # none of the levers is in all of them
    costs = [answer.cost for answer in last.answers]
    assert costs == sorted(costs)


def test_every_answer_run_again_by_itself_comes_to_what_it_says(case: Case, ahead: Scenario, found):
    for answer in found[-1].answers:
        variants = ensemble(case, ahead.setting(case, answer.values), CONFIRMING_DRAWS)
        assert variants.formed["settlement"] == pytest.approx(answer.share)
        assert answer.share >= SETTLED.share
        assert answer.low <= answer.share <= answer.high
        assert all(abs(answer.values[name] - at) >= SMALLEST_MOVE - 1e-9 for name, at in answer.before.items())
        assert answer.cost == pytest.approx(sum(abs(answer.values[n] - at) for n, at in answer.before.items()))


def test_no_answer_can_be_moved_back_as_a_whole_and_still_reach_the_goal(case: Case, ahead: Scenario, found):
    for answer in found[-1].answers:
        back = {
            name: value - 3 * FINEST_STEP * np.sign(value - answer.before[name])
            for name, value in answer.values.items()
        }
        variants = ensemble(case, ahead.setting(case, back), CONFIRMING_DRAWS)
        assert variants.formed["settlement"] < SETTLED.share


def test_nothing_on_a_coarse_grid_of_two_is_cheaper(case: Case, ahead: Scenario, found):
    """Every two things, in tenths, run with as many variants as the answers are confirmed with."""
    what = movables(case, ahead, ["trust", "guarantees", "follow_through", "strikes", "external_pressure"], {})
    attempts = Attempts(case, ahead, SETTLED, what)
    grid = np.round(np.arange(0.0, 1.0001, 0.1), 6)
    rows = []
    for one, other in combinations(range(len(what)), 2):
        for x, y in product(grid, grid):
            point = np.full(len(what), np.nan)
            point[[one, other]] = x, y
            rows.append(point)
    points = np.array(rows)
    at = np.array([m.at for m in what])
    prices = np.nan_to_num(np.abs(points - at)).sum(axis=1)
    best = found[-1].answers[0].cost
    cheaper = points[prices < best - 0.02]
    assert len(cheaper) > 50
    assert not (attempts.reach(cheaper, CONFIRMING_DRAWS)[0] >= SETTLED.share).any()


def test_each_step_of_the_search_knows_more(found):
    assert [one.size for one in found] == sorted(one.size for one in found)
    assert found[0].answers
    assert not found[0].done
    costs = [one.answers[0].cost for one in found]
    assert costs == sorted(costs, reverse=True)
    assert [one.runs for one in found] == sorted(one.runs for one in found)


def test_what_is_reached_already_asks_for_nothing(case: Case):
    held = load_scenario("genuine-dialogue", case)
    found = reach(case, held, Goal("settlement", share=0.1))
    assert found.answers[0].values == {}
    assert found.answers[0].cost == 0
    assert found.done


def test_what_may_not_be_changed_is_not(case: Case, ahead: Scenario):
    found = reach(case, ahead, SETTLED, ["trust", "strikes", "follow_through"], together=2)
    assert found.answers
    for answer in found.answers:
        assert set(answer.values) <= {"trust", "strikes", "follow_through"}


def test_a_dear_thing_is_spared(case: Case, ahead: Scenario):
    cheap, dear = (
        reach(case, ahead, SETTLED, ["trust", "follow_through"], {"trust": cost}, together=2).answers[0]
        for cost in (1.0, 8.0)
    )
    moved = [abs(a.values.get("trust", a.before.get("trust", 0.2)) - 0.2) for a in (cheap, dear)]
    assert moved[1] < moved[0]


@settings(max_examples=8)
@given(st.sampled_from(OUTCOMES), st.booleans(), st.sampled_from([0.2, 0.5, 0.8]))
def test_whatever_the_goal_what_is_told_holds(outcome: str, formed: bool, share: float):
    from model import load_case

    case = load_case()
    scenario = load_scenario("default", case)
    goal = Goal(outcome, formed, share=share)
    found = reach(case, scenario, goal, ["trust", "battlefield_shift", "external_pressure", "guarantees"], together=2)
    assert found.answers or found.closest or found.now.reached
    for answer in found.answers:
        variants = ensemble(case, answer.scenario, CONFIRMING_DRAWS)
        assert (variants.formed if formed else variants.shares)[outcome] >= share - 1e-9
    if found.closest:
        assert found.closest.share < share


def test_three_ways_from_today_reach_a_settlement_and_are_what_they_say(case: Case, ways):
    assert sum(one.reached for one in ways) >= 3
    for one in ways:
        variants = ensemble(case, one.scenario, CONFIRMING_DRAWS)
        assert variants.formed["settlement"] == pytest.approx(one.share)
        assert one.reached == (one.share >= SETTLED.share)


def test_nothing_moves_faster_than_is_plausible(case: Case, ways):
    speed = {v.id: v.speed or 0 for v in case.variables}
    for one in ways:
        for step in one.steps:
            assert abs(step.to - step.start) / (step.last - step.first + 1) <= speed[step.name] + 1e-9
        before = {step.name: step.start for step in one.steps}
        for event in one.scenario.events:
            for name, to in event.set.items():
                assert abs(to - before[name]) <= speed[name] + 1e-6
                before[name] = to
            assert all(abs(change) <= speed[name] + 1e-6 for name, change in event.change.items())
        for step in one.steps:
            given = sum(e.change.get(step.name, 0) for e in one.scenario.events)
            assert given == pytest.approx(step.to - step.start, abs=1e-4) or before[step.name] == pytest.approx(step.to)


def test_what_is_left_without_a_step_or_with_it_late_is_what_runs_come_to(case: Case, ways):
    one = ways[0]
    step = one.steps[0]
    without = tuple(e for e in one.scenario.events if step.name not in {**e.set, **e.change})
    variants = ensemble(case, one.scenario.but(events=without), CONFIRMING_DRAWS)
    told = next(f for f in one.failing if (f.name, f.late) == (step.name, None))
    assert told.share == pytest.approx(variants.formed["settlement"])
    late = tuple(e if e in without else e.model_copy(update={"month": e.month + 6}) for e in one.scenario.events)
    variants = ensemble(case, one.scenario.but(events=tuple(sorted(late, key=lambda e: e.month))), CONFIRMING_DRAWS)
    told = next(f for f in one.failing if (f.name, f.late) == (step.name, 6))
    assert told.share == pytest.approx(variants.formed["settlement"])
    assert one.weakest.share == min(f.share for f in one.failing)


def test_one_variant_that_is_left_is_told_as_one(case: Case, ways):
    one = ways[0]
    barely = replace(one, failing=tuple(replace(f, share=1 / one.draws) for f in one.failing))
    assert "reached in 1 variant, not in" in weakest_in_words(case, barely)


def test_a_way_that_is_too_long_for_the_horizon_takes_a_longer_one(case: Case):
    near = load_scenario("default", case)
    (answer,) = reach(case, near, SETTLED, ["trust"], together=1).answers
    found = way(case, near, SETTLED, answer)
    assert found.months > near.months  # trust alone takes more than a year
    assert found.scenario.months in HORIZONS
    assert found.scenario.months > near.months
    assert found.reached


def test_a_way_that_does_not_reach_the_goal_says_so(case: Case):
    near = load_scenario("default", case)
    (answer,) = reach(case, near, Goal("settlement", share=0.05), ["trust"], together=1).answers
    assert not way(case, near, Goal("settlement", share=1.0), answer).reached


def test_a_case_without_speeds_is_changed_at_a_stroke(case: Case, ahead: Scenario, found):
    still = rebuild(case, variables=tuple(v.model_copy(update={"speed": None, "paced": ""}) for v in case.variables))
    one = way(still, ahead, SETTLED, found[-1].answers[0])
    assert all(step.first == step.last for step in one.steps)


def test_an_answer_that_changes_nothing_has_no_way(case: Case, ahead: Scenario, found):
    with pytest.raises(ValueError, match="changes nothing"):
        way(case, ahead, SETTLED, found[-1].now)


def test_events_of_the_scenario_stay_beside_those_of_the_way(case: Case):
    held = load_scenario("europe-miscalculates", case).but(months=36)
    found = reach(case, held, Goal("settlement", formed=False, share=0.3), together=2)
    answer = next(a for a in found.answers if a.values)
    one = way(case, held, found.goal, answer)
    assert set(held.events) <= set(one.scenario.events)
