"""The net is tight: the machinery of mutants has known answers, and what the articles say is held by a sentence each.

All mutants take minutes: `uv run --group test python -m tests.mutation`.
"""

from __future__ import annotations

import pytest

from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.records import Outcome, Rule
from tests.mutation import engine
from tests.mutation.knowledge import Asked, Mutant, catcher, mutants, suites
from tests.mutation.survivors import listed, reason

OUTCOMES = set(map(str, Outcome))


def test_there_are_as_many_mutants_as_the_case_has_to_be_wrong_about(case: Case) -> None:
    found = mutants(case)
    several = [rule for rule in case.rules if len(rule.consequents) > 1]
    turned = len(case.rules) + sum(len(rule.consequents) for rule in several)
    assert len(found) == len({mutant.id for mutant in found}) == 3 * len(case.rules) + turned + len(case.edges)


@pytest.mark.slow
def test_the_case_itself_survives(case: Case) -> None:
    assert all(one.held(case) for one in suites(case))
    assert all(one.held(rebuild(case, rules=case.rules)) for one in suites(case)[:5])


def test_a_mutant_is_wrong_in_one_place(case: Case) -> None:
    rule = next(rule for rule in case.rules if len(rule.consequents) > 1)
    (first, push), (second, kept) = list(rule.consequents.items())[:2]
    turned = Mutant("turned", rule.id, first).made(case).rule_of[rule.id]
    assert (turned.consequents[first], turned.consequents[second]) == (-push, kept)
    assert rule.id not in Mutant("dropped", rule.id).made(case).rule_of
    doubled = Mutant("doubled", rule.id).made(case).rule_of[rule.id]
    assert dict(doubled.consequents) == {name: 2 * push for name, push in rule.consequents.items()}
    edge = case.edges[0]
    assert edge.id not in {other.id for other in Mutant("edge dropped", edge.id).made(case).edges}


def test_what_nobody_asks_for_survives_and_what_somebody_asks_for_is_caught(case: Case) -> None:
    """A good faith that closes doors is noticed; without expectations nobody notices, but the loader of nonsense."""
    mutant = Mutant("turned", "good-faith-opens")
    assert catcher(case, mutant)
    assert not catcher(case, mutant, asked=())
    assert catcher(case, Mutant("dropped", "terms-agreed"), asked=()) == "the loader refuses it"


def test_every_listed_survivor_is_a_mutant_and_has_a_reason(case: Case) -> None:
    names = {mutant.id for mutant in mutants(case)} | {mutant.id for mutant in engine.mutants()}
    for name, why in listed().items():
        assert name in names or any(other.startswith(name.removesuffix("*")) for other in names), name
        assert why.endswith("."), name
    assert reason("halved gains-embolden")
    assert not reason("dropped gains-embolden")


def test_every_mutant_of_the_engine_finds_its_place() -> None:
    for mutant in engine.mutants():
        text = (engine.ROOT / mutant.file).read_text(encoding="utf-8")
        assert text.count(mutant.old) == 1, mutant.id
        assert mutant.old != mutant.new
    assert len({mutant.id for mutant in engine.mutants()}) == len(engine.mutants()) >= 40
    assert all((engine.ROOT / "tests" / law).is_file() for law in engine.LAWS)


def claims(case: Case) -> list[str]:
    return [claim.id for claim in case.claims if not claim.not_modelled]


def test_every_claim_of_the_register_is_asked_for(case: Case) -> None:
    named = {claim for one in suites(case) for claim in one.expectation.claims}
    assert [claim for claim in claims(case) if claim not in named] == []


def without(case: Case, rules: list[Rule]) -> Case:
    """Return the case without some rules; an outcome rule, of which there has to be one, loses its weight instead."""
    faint = {rule.id: rule.model_copy(update={"consequents": dict.fromkeys(rule.consequents, 1e-9)}) for rule in rules}
    kept = [faint.get(rule.id, rule) for rule in case.rules if rule not in rules or set(rule.consequents) & OUTCOMES]
    return rebuild(case, rules=tuple(kept))


def asked_of(case: Case, claim: str) -> list[Asked]:
    return [one for one in suites(case) if claim in one.expectation.claims]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["dropped", "turned"])
def test_every_rule_that_carries_a_claim_is_held_by_a_sentence_about_it(kind: str, case: Case) -> None:
    """Were the rule missing, or turned round, a sentence that names one of its claims would fail."""
    missed = []
    for rule in case.rules:
        if rule.claims:
            about = [one for one in suites(case) if set(rule.claims) & set(one.expectation.claims)]
            if not catcher(case, Mutant(kind, rule.id), about):
                missed.append(rule.id)
    assert missed == []


@pytest.mark.slow
def test_every_claim_would_be_missed(case: Case) -> None:
    """Of each claim: with all the rules that carry it missing, a sentence about this very claim fails."""
    unnoticed = []
    for claim in claims(case):
        carriers = [rule for rule in case.rules if claim in rule.claims]
        if carriers and all(one.held(without(case, carriers)) for one in asked_of(case, claim)):
            unnoticed.append(claim)
    assert unnoticed == []
