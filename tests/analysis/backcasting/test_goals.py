"""Goals: what makes sense, and when a variant has reached one."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model import Goal, Scenario, ScenarioError, ensemble, load_scenario, reach, way
from model.analysis.backcasting.attempts import Attempts, movables
from model.analysis.backcasting.wording import (
    answer_in_words,
    as_it_is_in_words,
    failing_in_words,
    way_in_words,
    weakest_in_words,
)
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES

SETTLED = Goal("settlement")


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        ({}, "either an outcome or a variable"),
        ({"outcome": "settlement", "variable": "trust", "least": 0.5}, "either an outcome or a variable"),
        ({"outcome": "setlement"}, "did you mean 'settlement'"),
        ({"outcome": "peace"}, "known: settlement, frozen-conflict, escalation"),
        ({"variable": "trust"}, "either 'least' or 'most'"),
        ({"variable": "trust", "least": 0.1, "most": 0.9}, "either 'least' or 'most'"),
        ({"outcome": "settlement", "least": 0.5}, "are a variable's"),
        ({"variable": "trust", "least": float("nan")}, "a number is needed"),
        ({"variable": "trust", "most": "0.5"}, "a number is needed, not '0.5'"),
        ({"variable": "trust", "least": 0.5, "month": 0}, "a month from 1"),
        ({"variable": "trust", "least": 0.5, "month": 2.5}, "a month from 1"),
        ({"outcome": "settlement", "share": 0.0}, "a share above 0"),
        ({"outcome": "settlement", "share": 2}, "a share above 0"),
        ({"outcome": "settlement", "share": True}, "a share above 0"),
        ({"outcome": "settlement", "pull": 0.4}, "True .its share of the pull. or False"),
        ({"variable": "trust", "least": 0.5, "pull": True}, "only an outcome has a share of the pull"),
        ({"outcome": "settlement", "pull": True, "formed": False}, "not both"),
    ],
)
def test_a_goal_that_makes_sense_for_no_case_cannot_be_made(goal: dict[str, Any], said: str):
    with pytest.raises(ScenarioError, match=said):
        Goal(**goal)


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Goal(variable="trst", least=0.5), "did you mean 'trust'"),
        (Goal(variable="trust", least=0.5, month=13), "a month from 1 to the horizon, 12"),
    ],
)
def test_a_goal_that_does_not_fit_the_case_is_told(case: Case, goal: Goal, said: str):
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


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_goal_about_the_pull_is_scored_by_the_ensembles_share_of_it(case: Case, outcome: str):
    scenario, goal = load_scenario("default", case), Goal(outcome, share=0.2, pull=True)
    attempts = Attempts(case, scenario, goal, movables(case, scenario, ["trust"], {}))
    variants = ensemble(case, scenario, 256)
    score, near = attempts.reach(np.array([[np.nan]]), 256)
    assert score[0] == pytest.approx(variants.mean_pull[outcome], abs=1e-6)
    assert near[0] == pytest.approx(variants.mean_pull[outcome] - 0.2, abs=1e-6)
    told = goal.scored(attempts.scenario_reach(scenario, 256))
    assert told == pytest.approx((variants.mean_pull[outcome], *variants.mean_pull_intervals[outcome]), abs=1e-6)


def test_what_it_takes_for_a_share_of_the_pull_is_found_and_told_as_such(case: Case):
    """Far less has to change for a settlement to have a third of the pull than for it to form in most variants."""
    scenario = load_scenario("default", case).but(months=24)
    pull, most = (
        reach(case, scenario, goal, movable=["trust"], together=1)
        for goal in (Goal("settlement", share=0.3, pull=True), Goal("settlement", share=0.5))
    )
    (answer,) = pull.answers
    assert answer.reached
    assert answer.share >= 0.3
    there = ensemble(case, answer.scenario, answer.draws)
    assert answer.share == pytest.approx(there.mean_pull["settlement"], abs=1e-6)
    assert all(answer.cost < other.cost for other in most.answers)
    assert f"then it has {answer.share:.0%} of the pull (" in answer_in_words(case, answer)
    assert "a settlement has at least 30% of the pull at month 24. As things are it has " in as_it_is_in_words(
        case, pull
    )
    found = way(case, scenario, pull.goal, answer)
    assert "of the pull" in failing_in_words(case, found)[0]
    assert "variants" not in " ".join([way_in_words(case, found), weakest_in_words(case, found)])


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
            assert goal.score(attempts.scenario_reach(scenario, 64)) == pytest.approx(held.mean())


def test_attempts_that_end_half_way_leave_nothing_wrong(case: Case, ahead: Scenario) -> None:
    what = movables(case, ahead, ["trust", "external_pressure"], {})
    points = np.array([[1.0, 1.0], [np.nan, np.nan], [0.5, np.nan]])
    expected = Attempts(case, ahead, SETTLED, what).reach(points, 256)
    attempts = Attempts(case, ahead, SETTLED, what)

    def stop(runs: int) -> None:
        raise KeyboardInterrupt

    attempts.tell = stop
    with pytest.raises(KeyboardInterrupt):
        attempts.reach(points, 256)
    attempts.tell = lambda runs: None
    assert np.array_equal(attempts.reach(points, 256), expected)


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
