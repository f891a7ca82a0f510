"""The knowledge of the bundled case: nothing in it is decoration, and nothing the articles say is lost."""

import numpy as np
import pytest

from model import Scenario, load_scenario, simulate
from model.load import rebuild


def paths(case, scenario):
    return simulate(case, scenario).paths.to_numpy()


def test_every_outside_actor_that_has_a_rule_changes_todays_paths(case):
    today = load_scenario("default", case)
    before = paths(case, today)
    for actor in case.outsiders:
        after = paths(case, today.but(without=(actor,)))
        assert np.abs(after - before).max() >= 0.001, actor


def test_taking_out_a_party_objective_or_an_outside_one_on_a_core_issue_changes_the_paths(case):
    """Where a party would be left without an opening, the case says so instead: that objective is needed, too."""
    today = load_scenario("default", case)
    scenarios = [today, load_scenario("istanbul-2022", case), load_scenario("genuine-dialogue", case)]
    before = [paths(case, scenario) for scenario in scenarios]
    core = {issue.id for issue in case.issues if issue.core}
    for goal in case.objectives:
        held = [g for g in case.objectives if (g.actor, g.issue) == (goal.actor, goal.issue)]
        if goal.actor in case.parties and len(held) == 1:
            with pytest.raises(ValueError, match="states nothing here"):
                rebuild(case, objectives=tuple(g for g in case.objectives if g is not goal))
        elif goal.actor in case.parties or goal.issue in core:
            less = rebuild(case, objectives=tuple(g for g in case.objectives if g is not goal))
            moved = [np.abs(paths(less, s) - b).max() for s, b in zip(scenarios, before, strict=True)]
            assert max(moved) >= 0.001, goal.id


def test_every_assumption_of_the_world_moves_the_paths_within_its_plausible_range(case):
    for variable in case.variables:
        if variable.kind == "assumption" and variable.scope == "world" and not variable.lever:
            low, high = (
                paths(case, Scenario(title="x", assumptions={variable.id: value}))
                for value in (variable.low, variable.high)
            )
            states = simulate(case, Scenario(title="x")).program.states
            assert np.abs(high - low)[:, states].max() >= 0.005, variable.id


def test_no_claim_goes_unheard(case):
    """A claim is carried by a rule, or says why it is not; at most one in six is not."""
    carried = {claim for rule in case.rules for claim in rule.claims}
    silent = [claim for claim in case.claims if claim.not_modelled]
    assert {claim.id for claim in case.claims} == carried | {claim.id for claim in silent}
    assert not carried & {claim.id for claim in silent}
    assert 6 * len(silent) <= len(case.claims)


def test_every_relation_grounds_a_rule_or_says_why_it_does_not(case):
    program = simulate(case, Scenario(title="x", months=1)).program
    used = {case.edges[number].id for rule in program.rules for number in rule.edges}
    told = {edge.id for edge in case.edges if edge.not_modelled}
    assert used | told == {edge.id for edge in case.edges}
    assert not used & told


def test_the_register_is_whole(case):
    counts = (
        len(case.actors),
        len(case.issues),
        len(case.objectives),
        len(case.claims),
        len(case.edges),
        len(case.facts),
    )
    assert counts == (19, 11, 49, 62, 81, 17)
