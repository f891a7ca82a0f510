"""What a run rests on: effects are what leaving out does, and nothing of the register is missing from the page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from model import Scenario, load_scenario, simulate
from model.engine.inputs import central_inputs
from model.engine.simulation import Run
from model.engine.stepping import trace as step
from model.explain import wording as words
from model.explain.effects import Effect, Evidence, evidence, leave_one_out
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES
from model.view.components.evidence_browser import EvidencePayload, evidence_payload

SCENARIOS = ["default", "genuine-dialogue", "europe-miscalculates"]


@pytest.fixture(scope="module", params=SCENARIOS)
def found(case: Case, request: pytest.FixtureRequest) -> Evidence:
    return evidence(simulate(case, load_scenario(request.param, case)))


@pytest.fixture(scope="module")
def told(case: Case) -> EvidencePayload:
    return evidence_payload(evidence(simulate(case, load_scenario("default", case))))


# ------------------------------------------------------------------------------------------------------- effects


def test_every_rule_and_every_relation_has_its_evidence(found: Evidence, case: Case) -> None:
    assert list(found.rules) == [rule.id for rule in case.rules]
    assert list(found.edges) == [edge.id for edge in case.edges]


def test_a_rules_effect_is_what_not_believing_it_does(found: Evidence, case: Case) -> None:
    for name, rule in found.rules.items():
        run = simulate(case, found.run.scenario.but(beliefs={name: 0.0}))
        assert rule.effect.without == pytest.approx(run.pull, abs=1e-12), name
        assert rule.effect.pull == found.run.pull


def test_a_relations_effect_is_what_a_tie_of_no_weight_does(found: Evidence) -> None:
    program, scenario = found.run.program, found.run.scenario
    for number, (name, edge) in enumerate(found.edges.items()):
        untied = replace(program, weight=np.where(np.arange(len(program.weight)) == number, 0.0, program.weight))
        trace = step(untied, central_inputs(untied, scenario), scenario.events, scenario.months)
        assert list(edge.effect.without.values()) == pytest.approx(trace.pulls[-1, :, 0], abs=1e-12), name


def test_without_its_only_ties_a_mediator_is_as_good_as_out(case: Case) -> None:
    scenario = load_scenario("genuine-dialogue", case)
    found = evidence(simulate(case, scenario))
    ties = {actor: [e for e in case.edges if actor in (e.tail, e.head)] for actor in case.outsiders}
    paired = {actor: of for actor, of in ties.items() if len(of) == 2 and {e.kind for e in of} == {"mediates"}}
    assert paired
    for actor, of in paired.items():
        out = simulate(case, scenario.but(without=(actor,))).pull
        for edge in of:  # either tie alone silences what the two carry together
            assert found.edges[edge.id].effect.without == pytest.approx(out, abs=1e-12), actor


def test_a_relation_that_no_rule_works_through_has_no_effect(found: Evidence) -> None:
    idle = [edge for edge in found.edges.values() if not edge.rules]
    assert idle
    assert all(edge.effect.without == pytest.approx(edge.effect.pull, abs=1e-15) for edge in idle)


def test_what_a_rule_moved_is_what_its_contributions_sum_to(found: Evidence) -> None:
    for variable in ("trust", "intensity", f"{found.run.case.parties[0]}.flexibility"):
        sums = found.run.contributions(variable).groupby("rule")["amount"].sum()
        for name, rule in found.rules.items():
            assert rule.moved.get(variable, 0.0) == pytest.approx(sums.get(name, 0.0), abs=1e-12), (name, variable)


def test_the_parts_of_the_outcome_rules_sum_to_the_pulls(found: Evidence) -> None:
    for outcome in OUTCOMES:
        parts = [rule.moved[outcome] for rule in found.rules.values() if rule.outcome == outcome]
        assert sum(parts) == pytest.approx(found.run.pull[outcome], abs=1e-12)


def test_a_rule_that_does_not_fire_moves_nothing_and_has_no_effect(found: Evidence) -> None:
    still = [rule for rule in found.rules.values() if not rule.held]
    assert still
    for rule in still:
        assert rule.months == 0
        assert not any(rule.moved.values())
        assert rule.effect.without == pytest.approx(rule.effect.pull, abs=1e-12)


def test_every_rule_is_left_out_once_and_ranked_those_that_define_an_outcome_too(found: Evidence) -> None:
    run, table = found.run, leave_one_out(found.run)
    assert sorted(table.index) == sorted(rule.id for rule in run.case.rules)
    assert list(table.columns) == ["says", "claims", *OUTCOMES, "effect"]
    assert (table["effect"].abs().diff().dropna() <= 0).all()
    top, last = table.index[:8], table.index[-2:]
    defining = [name for name in table.index if found.rules[name].outcome][:3]
    for name in {*top, *last, *defining}:
        off = simulate(run.case, run.scenario.but(beliefs={**run.scenario.beliefs, name: 0.0}))
        assert list(table.loc[name, list(OUTCOMES)]) == pytest.approx(list(off.pull.values()), abs=1e-12), name
        assert table.loc[name, "effect"] == pytest.approx(run.pull[run.outcome] - off.pull[run.outcome], abs=1e-12)


def test_a_condition_holds_to_a_share_and_in_no_more_months_than_there_are(found: Evidence) -> None:
    assert all(0 <= rule.held <= 1 + 1e-12 for rule in found.rules.values())
    assert all(0 <= rule.months <= found.run.scenario.months for rule in found.rules.values())
    assert max(rule.held for rule in found.rules.values()) > 0.5


def test_a_rule_grounds_at_as_many_places_as_the_program_says(found: Evidence) -> None:
    grounds = [ground_rule.rule for ground_rule in found.run.program.rules]
    assert all(rule.places == (1 if rule.outcome else grounds.count(name)) for name, rule in found.rules.items())


# ------------------------------------------------------------------------------------------------ in words


@pytest.mark.parametrize(
    ("pulls", "without", "said"),
    [
        ((0.5, 0.2, 0.1), (0.5, 0.2, 0.1), "no pull would differ by 0.005 or more at month 12."),
        ((0.5, 0.2, 0.1), (0.504, 0.2, 0.1), "no pull would differ by 0.005 or more at month 12."),
        ((0.5, 0.2, 0.1), (0.3, 0.2, 0.1), "the pull of a settlement at month 12 would be 0.30 instead of 0.50."),
        (
            (0.5, 0.2, 0.1),
            (0.45, 0.4, 0.1),
            "the pull of a frozen conflict at month 12 would be 0.40 instead of 0.20; "
            "that of a settlement 0.45 instead of 0.50.",
        ),
        ((0.344, 0, 0), (0.336, 0, 0), "the pull of a settlement at month 12 would be 0.336 instead of 0.344."),
    ],
)
def test_an_effect_is_told_in_a_sentence(pulls: tuple[float, ...], without: tuple[float, ...], said: str) -> None:
    effect = Effect(dict(zip(OUTCOMES, pulls, strict=True)), dict(zip(OUTCOMES, without, strict=True)))
    assert words.pulls_without(effect, 12) == f"Without it, {said}"


@pytest.mark.parametrize(
    ("over", "given", "where", "said"),
    [
        ("world", {"trust": "low"}, {}, "If trust is low."),
        ("world", {"talks": {"medium": 0.3, "high": 1.0}}, {}, "If talks are medium (counts 0.3) or high."),
        ("party", {"party.flexibility": "low"}, {}, "For each party: if the flexibility of the party is low."),
        (
            "stance",
            {"stance.red_line": "near", "issue.gap": "wide"},
            {"issue.kind": "territorial"},
            "For each party on each issue, only on issues of the territorial kind: if the red line of the party on "
            "the issue is near and the gap on the issue is wide.",
        ),
        (
            "presses",
            {"source.engagement": "high", "target.flexibility": "low"},
            {},
            "For each actor that presses another: if the engagement of the one that presses is high and the "
            "flexibility of the one it presses is low.",
        ),
        (
            "opposes",
            {"target.engagement": "high"},
            {"target.role": "alliance"},
            "For each actor that opposes another, only where the one it opposes is an alliance: if the engagement of "
            "the one it opposes is high.",
        ),
    ],
)
def test_a_condition_is_told_in_words(
    case: Case, over: str, given: dict[str, Any], where: dict[str, Any], said: str
) -> None:
    rule = type(case.rules[0])(
        id="r", says="s", over=over, antecedents=given, where=where, consequents={"trust": 0.1}, judgement="j"
    )
    assert words.condition(case, rule) == said


def test_every_rule_is_told_with_all_its_variables_and_pushes(case: Case) -> None:
    for rule in case.rules:
        condition, consequence = words.condition(case, rule), words.consequence(case, rule)
        assert condition.count(" is ") + condition.count(" are ") >= len(rule.antecedents), rule.id
        assert all(
            f"{abs(push):g}" in consequence or f"{push:.2f}" in consequence for push in rule.consequents.values()
        )
        assert "  " not in condition + consequence


def test_evidence_of_a_scenario_without_an_actor_counts_none_of_its_ties(case: Case) -> None:
    actor = next(edge.tail for edge in case.edges if edge.kind == "mediates")
    run: Run = simulate(case, Scenario(title="x", without=(actor,)))
    for edge in evidence(run).edges.values():
        if actor in (edge.edge.tail, edge.edge.head):
            assert edge.effect.without == pytest.approx(run.pull, abs=1e-15)
