"""The deal on the table: it adds up to what the run says, whatever the scenario."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Run, Scenario, load_scenario, simulate
from model.explain.deal import deal_terms, objectives_met
from model.knowledge.case import Case
from tests.support.random_cases import random_case
from tests.support.scenarios import fitting, scenarios


@settings(max_examples=30)
@given(scenario=scenarios())
def test_the_terms_are_those_of_the_paths(case: Case, scenario: Scenario) -> None:
    run = simulate(case, scenario)
    end = run.paths.sel(month=scenario.months)
    for term in deal_terms(run):
        assert term.gap == float(end.sel(variable=f"{term.issue}.gap"))
        assert term.gap_before == float(run.paths.sel(month=0, variable=f"{term.issue}.gap"))
        for side, sign in zip(term.sides, (-1, 1), strict=True):
            assert side.place == float(end.sel(variable=f"{side.party}.{term.issue}.position"))
            assert sign * (side.place - side.opening) >= -1e-12, "nobody moves beyond its own opening"
            assert side.crossed == float(end.sel(variable=f"{side.party}.{term.issue}.red_line_crossed"))
            assert side.crossed == 0 or side.line is not None


@settings(max_examples=30)
@given(scenario=scenarios())
def test_the_issue_that_holds_a_settlement_back_is_the_core_issue_with_the_widest_gap(
    case: Case, scenario: Scenario
) -> None:
    assert_the_widest_binds(simulate(case, scenario))


@pytest.mark.slow
@settings(max_examples=20)
@given(scenario=scenarios(months=6), seed=st.integers(0, 2**32))
def test_in_any_case_it_is_a_core_issue_that_holds_a_settlement_back(scenario: Scenario, seed: int) -> None:
    case = random_case(seed)
    assert_the_widest_binds(simulate(case, fitting(case, scenario)))


def assert_the_widest_binds(run: Run) -> None:
    (binding,) = [term for term in deal_terms(run) if term.binding]
    assert binding.core
    assert binding.gap == float(run.paths.sel(month=run.scenario.months, variable="widest_gap"))


def test_every_actor_with_an_objective_is_told_how_far_it_is_met(case: Case) -> None:
    found = objectives_met(simulate(case, load_scenario("default", case)))
    assert sorted(m.objective.id for own in found.values() for m in own) == sorted(o.id for o in case.objectives)
    assert all(0 <= m.met <= 1 and m.objective.actor == actor for actor, own in found.items() for m in own)


def test_at_the_start_the_terms_are_the_openings_less_the_first_concessions(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=3))
    for term in deal_terms(run, 0):
        assert term.gap == term.gap_before
        distance = term.sides[0].opening - term.sides[1].opening
        for side in term.sides:
            assert abs(side.place - side.opening) == pytest.approx(distance * side.conceded)


def test_an_objective_is_met_the_more_the_nearer_the_terms_come_to_its_place(case: Case) -> None:
    run = simulate(case, load_scenario("genuine-dialogue", case))
    places = {term.issue: term.place for term in deal_terms(run)}
    for own in objectives_met(run).values():
        for goal in own:
            assert goal.met == pytest.approx(1 - abs(places[goal.objective.issue] - goal.objective.place))
