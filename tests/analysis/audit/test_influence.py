"""What is measured in batches is what single runs give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from model import Scenario, load_scenario, simulate
from model.analysis.audit.influence import Influence, absences, change, firings, influences, stretches
from model.analysis.audit.situations import DESIGN_MONTHS, design, lever_grid
from model.engine.firing import memberships
from model.engine.grounding import program_of
from model.engine.inputs import central_inputs
from model.engine.stepping import trace
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.records import Variable
from model.scenario.files import bundled_situations
from tests.support.cases import OUTCOMES, settable

FEW = 16


@pytest.fixture(scope="module")
def measured(case: Case) -> dict[tuple[str, str], Influence]:
    return {(effect.kind, effect.id): effect for effect in influences(case, FEW)}


@pytest.fixture(scope="module")
def runs(case: Case) -> dict[str, Scenario]:
    return bundled_situations(case) | design(case, FEW)


def move(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return max(abs(one[outcome] - other[outcome]) for outcome in OUTCOMES)


# ------------------------------------------------------------------------------------------------------ situations


def test_the_design_is_over_all_levers_and_assumptions_and_the_same_every_time(case: Case) -> None:
    points = design(case, FEW)
    assert points == design(case, FEW)
    assert list(points.values()) == list(design(case, FEW + 5).values())[:FEW]
    of = settable(case)
    for scenario in points.values():
        assert scenario.months == DESIGN_MONTHS
        assert set(scenario.given) == set(of)
        simulate(case, scenario)
    for name in of:  # both halves of every scale are looked at
        values = [scenario.given[name] for scenario in points.values()]
        scale = case.scale_of[of[name].scale]
        assert min(values) < (scale.low + scale.high) / 2 < max(values)


def test_a_case_with_an_assumption_more_shares_the_rest_of_the_design(case: Case) -> None:
    comet = Variable(
        id="comet", label="A comet", means="x", scope="world", kind="assumption", scale="level", start=0, low=0, high=1
    )
    more = rebuild(case, variables=(*case.variables, comet.model_copy(update={"judgement": "Planted."})))
    for one, other in zip(design(case, FEW).values(), design(more, FEW).values(), strict=True):
        assert {name: value for name, value in other.given.items() if name != "comet"} == one.given


def test_the_lever_grid_is_the_cube_on_which_the_model_is_judged(case: Case) -> None:
    grid = lever_grid(case)
    assert len(grid) == len(set(grid)) == 21 * 11 * 11
    assert {scenario.levers["trust"] for scenario in grid} == {round(0.1 * step, 10) for step in range(11)}
    assert not any(scenario.assumptions for scenario in grid)


# --------------------------------------------------------------------------------------------------------- effects


def test_everything_that_can_be_moved_or_taken_out_is_measured(
    case: Case, measured: dict[tuple[str, str], Influence]
) -> None:
    modelled = {edge.id for edge in case.edges if not edge.not_modelled}
    assert {name for kind, name in measured if kind == "relation"} == modelled
    assert {name for kind, name in measured if kind == "actor"} == set(case.outsiders)
    assert {name for kind, name in measured if kind in ("lever", "assumption")} == set(settable(case))


def test_an_assumptions_effect_is_that_of_its_ends(
    case: Case, measured: dict[tuple[str, str], Influence], runs: dict[str, Scenario]
) -> None:
    for name, variable in settable(case).items():
        effect = measured["lever" if variable.lever else "assumption", name]
        scenario, scale = runs[effect.where], case.scale_of[variable.scale]
        field = "levers" if variable.lever else "assumptions"
        low, high = (
            simulate(case, scenario.but(**{field: {**getattr(scenario, field), name: value}})).pull
            for value in (scale.low, scale.high)
        )
        assert effect.move == pytest.approx(move(low, high), abs=1e-12), name


def test_an_actors_effect_is_that_of_taking_it_out(
    case: Case, measured: dict[tuple[str, str], Influence], runs: dict[str, Scenario]
) -> None:
    kinds = {edge.kind for edge in case.edges}
    for actor in case.outsiders:
        effect = measured["actor", actor]
        scenario = runs[effect.where]
        found = move(simulate(case, scenario).pull, simulate(case, scenario.but(without=(actor,))).pull)
        assert effect.move == pytest.approx(found, abs=1e-12), actor
        assert effect.through, f"no relation carries what {actor} does"
        assert set(effect.through) <= kinds


def test_a_relations_effect_is_that_of_a_weight_of_nothing(
    case: Case, measured: dict[tuple[str, str], Influence], runs: dict[str, Scenario]
) -> None:
    program = program_of(case)
    for number, edge in enumerate(case.edges):
        if edge.not_modelled:
            continue
        weight = program.weight.copy()
        weight[number] = 0.0
        effect = measured["relation", edge.id]
        scenario, less = runs[effect.where], replace(program, weight=weight)
        traced = trace(less, central_inputs(less, scenario), scenario.events, scenario.months)
        pull = dict(zip(OUTCOMES, map(float, traced.pulls[-1, :, 0]), strict=True))
        assert effect.move == pytest.approx(move(simulate(case, scenario).pull, pull), abs=1e-12), edge.id
        assert effect.through == (edge.kind,)


def test_no_bundled_scenario_shows_a_larger_effect(case: Case, measured: dict[tuple[str, str], Influence]) -> None:
    for scenario in bundled_situations(case).values():
        for actor in case.outsiders[:2]:
            found = move(simulate(case, scenario).pull, simulate(case, scenario.but(without=(actor,))).pull)
            assert found <= measured["actor", actor].move + 1e-12


def test_what_has_moved_enough_is_left_out_and_changes_nothing_for_the_others(
    case: Case, measured: dict[tuple[str, str], Influence]
) -> None:
    enough = 0.01
    for effect in influences(case, FEW, enough):
        whole = measured[effect.kind, effect.id]
        assert (effect.move >= enough) == (whole.move >= enough)
        if effect.move < enough:
            assert (effect.move, effect.where) == (whole.move, whole.where)


# ----------------------------------------------------------------------------------------------------------- paths


def test_absences_are_those_of_single_runs(case: Case) -> None:
    scenarios = [load_scenario("istanbul-2022", case), load_scenario("default", case)]
    found = absences(case, scenarios)
    for actor in case.outsiders:
        moved = [
            np.abs((simulate(case, s).paths - simulate(case, s.but(without=(actor,))).paths).values).max()
            for s in scenarios
        ]
        assert found[actor] == pytest.approx(max(moved), abs=1e-12)


def test_stretches_are_those_of_single_runs(case: Case) -> None:
    today = load_scenario("default", case)
    found = [(at, to, moved) for name, at, to, moved in stretches(case, [today]) if name == "trust"]
    assert [at for at, _, _ in found] == [round(0.1 * step, 10) for step in range(10)]
    program = program_of(case)
    states = [program.ids[row] for row in program.states if program.ids[row] != "trust"] + OUTCOMES
    paths = [
        simulate(case, today.but(levers={"trust": at})).paths.sel(variable=states).values for at in (0.0, 0.1, 0.2)
    ]
    for (one, other), (_, _, moved) in zip(pairwise(paths), found, strict=False):
        assert moved == pytest.approx(np.abs(other - one).max(), abs=1e-12)


def test_the_change_from_a_case_to_another_is_found_as_soon_as_it_is_enough(case: Case) -> None:
    rule = next(rule for rule in case.rules if "trust" in rule.consequents)
    other = rebuild(case, rules=tuple(each for each in case.rules if each is not rule))
    scenarios = list(bundled_situations(case).values())
    moved = [np.abs((simulate(case, s).paths - simulate(other, s).paths).values).max() for s in scenarios]
    assert change(case, case, scenarios, 0.001) == 0
    assert change(case, other, scenarios, 2.0) == pytest.approx(max(moved), abs=1e-12)
    assert 0.001 <= change(case, other, scenarios, 0.001) <= max(moved) + 1e-12


def test_firings_are_at_least_those_of_the_bundled_scenarios_and_of_the_grids_corners(case: Case) -> None:
    program = program_of(case)
    rules, outcomes = firings(case, list(bundled_situations(case).values()))
    assert (rules <= 1 + 1e-12).all()
    assert (outcomes <= 1 + 1e-12).all()
    corners = [
        Scenario(title="x", months=DESIGN_MONTHS, levers={"trust": t, "external_pressure": 1 - t}) for t in (0.0, 1.0)
    ]
    for scenario in [*bundled_situations(case).values(), *corners]:
        trace = simulate(case, scenario).trace
        assert trace.before is not None
        for now in trace.before:
            assert (memberships(program.firing, now)[:, 0] <= rules + 1e-12).all()
        for now in trace.values:
            assert (memberships(program.outcomes, now)[:, 0] <= outcomes + 1e-12).all()
