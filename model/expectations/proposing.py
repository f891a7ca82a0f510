"""What could be expected of a scenario as it is seen: proposals for a scenario test, each of which holds today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.engine import simulate
from model.expectations.judging import DRAWS, SEED, judged
from model.explain import deal_terms, reasons
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome
from model.scenario import Expectation, Scenario, load_scenario
from model.uncertainty import ensemble

#: What "most" and "rare" ask of a share, and "more than" of a difference of pulls: words, not what a run came to.
MOST, RARE, MORE = 0.5, 0.1, 0.05


@dataclass(frozen=True)
class Proposal:
    """Something that holds of a scenario: in words, and as fields of an Expectation."""

    says: str
    asks: Mapping[str, Any]


def proposals(case: Case, scenario: Scenario, start: str = "") -> list[Proposal]:
    """Return what could be expected of a scenario and holds, whatever more draws may bring.

    Args:
        case: the case.
        scenario: what is seen; its own expectations play no part.
        start: the bundled scenario that it started from, to be compared with; none if empty.

    Raises:
        ScenarioError: if the scenario cannot be run.
    """
    found = _candidates(case, scenario.but(expect=()), start)
    return [one for one in found if judged(case, scenario, Expectation(says=one.says, **one.asks)).word == "holds"]


def as_test(scenario: Scenario, says: str, chosen: Sequence[Proposal]) -> Scenario:
    """Return the scenario as a test: what is chosen is expected of it, for the reason that a person gives."""
    asks: dict[str, Any] = {}
    for one in chosen:
        for name, value in one.asks.items():
            asks[name] = {**asks.get(name, {}), **value} if isinstance(value, Mapping) else value
    return scenario.but(expect=(Expectation(says=says, **asks),))


def _candidates(case: Case, scenario: Scenario, start: str) -> Iterator[Proposal]:
    run, variants = simulate(case, scenario), ensemble(case, scenario, DRAWS[0], SEED)
    leads = max(OUTCOMES, key=lambda outcome: variants.shares[outcome])
    yield Proposal(f"{_capital(leads)} leads in more variants than any other outcome.", {"outcome": leads})
    yield Proposal("In most variants nothing has formed: the war goes on.", {"war_goes_on": {"above": MOST}})
    for outcome in OUTCOMES:
        name = _capital(outcome)
        yield Proposal(f"{name} has formed in most variants.", {"formed": {outcome: {"above": MOST}}})
        yield Proposal(f"{name} is rare: it has formed in fewer than one variant in ten.", _rare(outcome))
    widest = next((term.issue for term in deal_terms(run) if term.binding), None)
    if widest is not None:
        label = case.issue_of[widest].label
        yield Proposal(f"The issue that holds a settlement back is “{label}”.", {"binds": widest})
    first = next(iter(reasons(run)), None)
    if first is not None and first.id in case.rule_of:
        yield Proposal(f"The first reason is: “{first.says}”", {"first_reason": first.id})
    if start:
        yield from _compared(case, scenario, start)


def _rare(outcome: str) -> dict[str, Any]:
    return {"formed": {outcome: {"below": RARE}}}


def _compared(case: Case, scenario: Scenario, start: str) -> Iterator[Proposal]:
    other = load_scenario(start, case)
    if other.but(expect=(), title="-") == scenario.but(expect=(), title="-"):
        return
    for outcome in OUTCOMES:
        for word, way in (("higher_by", "stronger"), ("lower_by", "weaker")):
            says = f"The pull of {OUTCOME_NAMES[Outcome(outcome)]} is {way} than in “{other.title}”, by more than {MORE:g}."
            yield Proposal(says, {"compare": start, "pull": {outcome: {word: MORE}}})


def _capital(outcome: str) -> str:
    name = OUTCOME_NAMES[Outcome(outcome)]
    return name[:1].upper() + name[1:]
