"""Proposals for a scenario test: what could be expected of a scenario as it stands, and holds of it today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.engine import Run, simulate
from model.expectations.judging import DRAWS, SEED, judge_expectation
from model.explain import deal_terms, reasons
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome, capitalised
from model.scenario import Expectation, Scenario, load_scenario
from model.uncertainty import Ensemble, ensemble

#: What the words "most" and "rare" ask of a share, and "more than" of a difference of pulls, whatever a run came to.
MOST_SHARE, RARE_SHARE, MORE_PULL = 0.5, 0.1, 0.05


@dataclass(frozen=True)
class Proposal:
    """Something that holds of a scenario: in words, and as fields of an Expectation."""

    says: str
    asks: Mapping[str, Any]


def proposals(case: Case, scenario: Scenario, start: str = "") -> list[Proposal]:
    """Return what could be expected of a scenario, and holds so clearly that more draws would not overturn it.

    Args:
        case: the case.
        scenario: as it stands; its own expectations play no part.
        start: the bundled scenario from which it was made, to compare it with; "" for none.

    Raises:
        ScenarioError: if the scenario cannot be run.
    """
    return [
        proposal
        for proposal in _candidates(case, scenario.but(expect=()), start)
        if judge_expectation(case, scenario, Expectation(says=proposal.says, **proposal.asks)).word == "holds"
    ]


def as_test(scenario: Scenario, says: str, chosen: Sequence[Proposal]) -> Scenario:
    """Return the scenario as a test: one expectation made of the proposals that were chosen, which says `says`."""
    asks: dict[str, Any] = {}
    for proposal in chosen:
        for name, value in proposal.asks.items():
            asks[name] = {**asks.get(name, {}), **value} if isinstance(value, Mapping) else value
    return scenario.but(expect=(Expectation(says=says, **asks),))


def _candidates(case: Case, scenario: Scenario, start: str) -> Iterator[Proposal]:
    yield from _of_shares(ensemble(case, scenario, DRAWS[0], SEED))
    yield from _of_central_run(simulate(case, scenario))
    if start:
        yield from _compared(case, scenario, start)


def _of_shares(variants: Ensemble) -> Iterator[Proposal]:
    leads = max(OUTCOMES, key=lambda outcome: variants.shares[outcome])
    yield Proposal(f"{_name(leads)} leads in more variants than any other outcome.", {"outcome": leads})
    yield Proposal("In most variants nothing has formed: the war goes on.", {"war_goes_on": {"above": MOST_SHARE}})
    for outcome in OUTCOMES:
        often, rarely = {"above": MOST_SHARE}, {"below": RARE_SHARE}
        yield Proposal(f"{_name(outcome)} has formed in most variants.", {"formed": {outcome: often}})
        rare = f"{_name(outcome)} is rare: it has formed in fewer than one variant in ten."
        yield Proposal(rare, {"formed": {outcome: rarely}})


def _of_central_run(run: Run) -> Iterator[Proposal]:
    widest = next((term.issue for term in deal_terms(run) if term.binding), None)
    if widest is not None:
        label = run.case.issue_of[widest].label
        yield Proposal(f"The issue that holds a settlement back is “{label}”.", {"binds": widest})
    first = next(iter(reasons(run)), None)
    if first is not None and first.id in run.case.rule_of:
        yield Proposal(f"The first reason is: “{first.says}”", {"first_reason": first.id})


def _compared(case: Case, scenario: Scenario, start: str) -> Iterator[Proposal]:
    other = load_scenario(start, case)
    if other.but(expect=(), title="-") == scenario.but(expect=(), title="-"):
        return
    for outcome in OUTCOMES:
        pull = f"The pull of {OUTCOME_NAMES[Outcome(outcome)]}"
        for bound, comparative in (("higher_by", "stronger"), ("lower_by", "weaker")):
            says = f"{pull} is {comparative} than in “{other.title}”, by more than {MORE_PULL:g}."
            yield Proposal(says, {"compare": start, "pull": {outcome: {bound: MORE_PULL}}})


def _name(outcome: str) -> str:
    """Return an outcome's name as it begins a sentence."""
    return capitalised(OUTCOME_NAMES[Outcome(outcome)])
