"""What would it take? Planted cases with a known answer, brute force beside the search, and everything run again."""

from __future__ import annotations

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Goal, Scenario, ScenarioError, ensemble, load_scenario, reach, way
from model.analysis.backcasting.attempts import Attempts, movables
from model.analysis.backcasting.goal import reached
from model.analysis.backcasting.pathway import HORIZONS
from model.analysis.backcasting.searching import SMALLEST_MOVE, STEP, SURE, Answer, _Search, alike, apart, search
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES

SETTLED = Goal("settlement")


@pytest.fixture(scope="module")
def ahead(case: Case) -> Scenario:
    return load_scenario("default", case).but(months=24)


@pytest.fixture(scope="module")
def found(case: Case, ahead: Scenario):
    return list(search(case, ahead, SETTLED))


# ------------------------------------------------------------------------------------------------------ goals


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Goal(), "either an outcome or a variable"),
        (Goal("settlement", variable="trust", least=0.5), "either an outcome or a variable"),
        (Goal("setlement"), "did you mean 'settlement'"),
        (Goal(variable="trst", least=0.5), "did you mean 'trust'"),
        (Goal(variable="trust"), "either 'least' or 'most'"),
        (Goal(variable="trust", least=0.1, most=0.9), "either 'least' or 'most'"),
        (Goal("settlement", least=0.5), "are a variable's"),
        (Goal(variable="trust", least=float("nan")), "a number is needed"),
        (Goal(variable="trust", least=0.5, month=13), "a month from 1 to the horizon, 12"),
        (Goal("settlement", share=0.0), "a share above 0"),
        (Goal("settlement", share=1.5), "a share above 0"),
    ],
)
def test_a_goal_that_makes_no_sense_is_told(case: Case, goal: Goal, said: str):
    with pytest.raises(ScenarioError, match=said):
        goal.check(case, 12)


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("formed", [True, False])
@pytest.mark.parametrize("name", ["default", "genuine-dialogue", "europe-miscalculates"])
def test_a_goals_share_is_the_ensembles(case: Case, outcome: str, formed: bool, name: str):
    scenario = load_scenario(name, case)
    attempts = Attempts(case, scenario, Goal(outcome, formed), movables(case, scenario, ["trust"], {}))
    variants = ensemble(case, scenario, 256)
    share, _ = attempts.reach(np.array([[np.nan]]), 256)
    assert share[0] == pytest.approx((variants.formed if formed else variants.shares)[outcome])


def test_a_variables_goal_looks_at_every_month_up_to_its_own(case: Case):
    scenario = load_scenario("genuine-dialogue", case)
    paths = ensemble(case, scenario, 64).rows(["trust"])[1:, 0]
    for month in (1, 6, None):
        until = paths[:month]
        for goal, held in (
            (Goal(variable="trust", least=0.68, month=month), (until >= 0.68).any(axis=0)),
            (Goal(variable="trust", most=0.7, month=month), (until <= 0.7).any(axis=0)),
        ):
            attempts = Attempts(case, scenario, goal, [])
            assert reached(attempts.scenario_reach(scenario, 64))[0] == pytest.approx(held.mean())


def test_a_point_is_the_scenario_with_its_values_set(case: Case, ahead: Scenario):
    what = movables(case, ahead, ["trust", "guarantees", "strikes"], {})
    attempts = Attempts(case, ahead, SETTLED, what)
    points = np.array([[0.8, np.nan, 0.1], [np.nan, 0.9, np.nan], [0.5, 0.5, 0.5], [np.nan] * 3])
    shares, near = attempts.reach(points, 128)
    for point, share, mean in zip(points, shares, near, strict=True):
        values = {m.name: float(v) for m, v in zip(what, point, strict=True) if not np.isnan(v)}
        leads = attempts.scenario_reach(ahead.setting(case, values), 128)
        assert share == (leads >= 0).mean()
        assert mean == pytest.approx(leads.mean(), abs=1e-6)


# ------------------------------------------------------------------------------------------------------ planted cases


class Planted:
    """Attempts of which the answer is known: a rule of one's own takes the place of the runs."""

    def __init__(self, share, names):
        self.share, self.names, self.seed, self.tell = share, names, 0, lambda runs: None

    def reach(self, points, draws):
        found = np.array([self.share(point) for point in points])
        return found, found

    def scenario_reach(self, scenario, draws):
        point = np.array([scenario.given.get(name, np.nan) for name in self.names])
        return np.where(np.arange(draws) < round(self.share(point) * draws), 1.0, -1.0)


def planted(case: Case, share, costs=None, at=0.0, names=("guarantees", "relief", "follow_through", "format")):
    """A search over four things that stand at one place each, with a planted share."""
    scenario = Scenario(title="Planted", assumptions=dict.fromkeys(names, at))
    hunt = _Search(case, scenario, SETTLED, movables(case, scenario, names, costs or {}), 0, None)
    attempts: Any = Planted(lambda point: share(np.nan_to_num(point, nan=at)), names)
    attempts.tell = hunt._count
    hunt.attempts = attempts
    return list(hunt.through(3))[-1]


def test_the_smallest_change_of_one_thing_is_found():
    from model import load_case

    found = planted(load_case(), lambda x: float(x[1] >= 0.37))
    assert found.answers[0].values == {"relief": pytest.approx(0.37)}
    assert len(found.answers) == 1  # all else contains it, and costs more


@pytest.mark.parametrize("limit", [0.8, 1.1, 1.47])
def test_a_sum_of_two_is_reached_at_its_price_whichever_two(case: Case, limit: float):
    found = planted(case, lambda x: float(x[0] + x[2] >= limit - 1e-9))
    assert found.answers[0].cost == pytest.approx(limit, abs=2 * STEP)


def test_the_cheaper_of_two_equal_things_is_moved(case: Case):
    found = planted(case, lambda x: float(x[0] + x[1] >= 0.6 - 1e-9), {"guarantees": 1.0, "relief": 3.0})
    assert found.answers[0].values == {"guarantees": pytest.approx(0.6, abs=STEP)}


def test_a_corner_of_three_is_found(case: Case):
    found = planted(case, lambda x: float((x[[0, 1, 3]] >= [0.3, 0.55, 0.2]).all()))
    assert found.answers[0].values.keys() == {"guarantees", "relief", "format"}
    assert found.answers[0].cost == pytest.approx(1.05, abs=0.06)


def test_what_needs_all_four_is_found_and_only_what_is_needed_is_moved(case: Case):
    found = planted(case, lambda x: float((x >= [0.5, 0.5, 0.9, 0.5]).all()) + 0.001 * x.mean() - 0.001)
    assert set(found.answers[0].values) == {"guarantees", "relief", "follow_through", "format"}
    assert found.answers[0].cost == pytest.approx(2.4, abs=0.25)


def test_a_goal_out_of_reach_is_said_to_be_so_with_the_closest(case: Case):
    found = planted(case, lambda x: 0.1 + 0.3 * x[1])
    assert found.answers == ()
    assert found.done
    assert found.closest.values == {"relief": 1.0}
    assert not found.closest.reached
    assert found.closest.share == pytest.approx(0.4, abs=0.001)


def test_a_hump_is_not_run_past(case: Case):
    """What helps only half-way up is found, though the end of the scale does not help."""
    found = planted(case, lambda x: float(abs(x[0] - 0.5) <= 0.1) * 0.9 + 0.01 * x[0])
    assert found.answers[0].values == {"guarantees": pytest.approx(0.4, abs=STEP)}


def test_different_answers_come_before_cheap_ones_that_are_nearly_the_same(case: Case):
    def answer(cost, *names):
        whatever: Any = None
        return Answer(dict.fromkeys(names, 1.0), {}, cost, 1, 1, 1, 1, True, whatever)

    first, like, other = answer(1.0, "a", "b"), answer(1.1, "a", "c"), answer(1.3, "d", "e")
    assert apart([other, like, first], 2) == [first, other]
    assert alike(first, like) == pytest.approx(1 / 3)
    assert alike(first, other) == 0


# ------------------------------------------------------------------------------------------------------ the real case


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
        variants = ensemble(case, ahead.setting(case, answer.values), SURE)
        assert variants.formed["settlement"] == pytest.approx(answer.share)
        assert answer.share >= SETTLED.share
        assert answer.low <= answer.share <= answer.high
        assert all(abs(answer.values[name] - at) >= SMALLEST_MOVE - 1e-9 for name, at in answer.before.items())
        assert answer.cost == pytest.approx(sum(abs(answer.values[n] - at) for n, at in answer.before.items()))


def test_no_answer_can_be_moved_back_as_a_whole_and_still_reach_the_goal(case: Case, ahead: Scenario, found):
    for answer in found[-1].answers:
        back = {name: value - 3 * STEP * np.sign(value - answer.before[name]) for name, value in answer.values.items()}
        variants = ensemble(case, ahead.setting(case, back), SURE)
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
    assert not (attempts.reach(cheaper, SURE)[0] >= SETTLED.share).any()


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
        variants = ensemble(case, answer.scenario, SURE)
        assert (variants.formed if formed else variants.shares)[outcome] >= share - 1e-9
    if found.closest:
        assert found.closest.share < share


@pytest.mark.parametrize(
    ("names", "costs", "said"),
    [
        (["trst"], {}, "did you mean 'trust'"),
        (["trust", "trust"], {}, "named twice"),
        ([], {}, "at least one"),
        (["trust"], {"guarantes": 1.0}, "did you mean 'guarantees'"),
        (["trust"], {"trust": 0.0}, "a number above 0"),
        (["trust"], {"trust": float("inf")}, "a number above 0"),
        (["turkey.engagement"], {}, "takes the actor out"),
    ],
)
def test_movables_that_make_no_sense_are_told(case: Case, ahead: Scenario, names, costs, said: str):
    with pytest.raises(ScenarioError, match=said):
        reach(case, ahead.but(without=("turkey",)), SETTLED, names, costs)


def test_the_search_can_be_stopped_in_the_middle(case: Case, ahead: Scenario):
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reach(case, ahead, SETTLED, progress=stop)


def test_progress_goes_up_to_the_end_for_each_size(case: Case, ahead: Scenario):
    told: list[tuple[int, int]] = []
    reach(case, ahead, SETTLED, ["trust", "follow_through"], together=2, progress=lambda *at: told.append(at))
    assert [done for done, of in told if done == of]
    assert all(0 < done <= of for done, of in told)


# ------------------------------------------------------------------------------------------------------ ways


@pytest.fixture(scope="module")
def ways(case: Case, ahead: Scenario, found):
    return [way(case, ahead, SETTLED, answer) for answer in found[-1].answers]


def test_three_ways_from_today_reach_a_settlement_and_are_what_they_say(case: Case, ways):
    assert sum(one.reached for one in ways) >= 3
    for one in ways:
        variants = ensemble(case, one.scenario, SURE)
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
    variants = ensemble(case, one.scenario.but(events=without), SURE)
    told = next(f for f in one.failing if (f.name, f.late) == (step.name, None))
    assert told.share == pytest.approx(variants.formed["settlement"])
    late = tuple(e if e in without else e.model_copy(update={"month": e.month + 6}) for e in one.scenario.events)
    variants = ensemble(case, one.scenario.but(events=tuple(sorted(late, key=lambda e: e.month))), SURE)
    told = next(f for f in one.failing if (f.name, f.late) == (step.name, 6))
    assert told.share == pytest.approx(variants.formed["settlement"])
    assert one.weakest.share == min(f.share for f in one.failing)


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
