"""Proposals for a scenario test: what could be expected of a scenario as it stands, and holds of it today."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.engine import Run, simulate
from model.expectations.judging import DRAWS, SEED, judge_expectation
from model.explain import deal_terms, reasons
from model.knowledge import CLASS_NAMES, OUTCOMES, PULL_CLASSES, Case, capitalised
from model.scenario import Expectation, Scenario, load_scenario
from model.uncertainty import Ensemble, ensemble

#: What the words "most" and "rare" ask of a share, and "more than" of a difference of shares, whatever a run came to.
MOST_SHARE, RARE_SHARE, MORE_SHARE = 0.5, 0.1, 0.05


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
        asks = _joined(asks, proposal.asks)
    return scenario.but(expect=(Expectation(says=says, **asks),))


def _joined(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Return two tables as one; what both have is joined as well: a figure may have a limit and a difference."""
    both = {
        name: _joined(one[name], value) if name in one and isinstance(value, Mapping) else value
        for name, value in other.items()
    }
    return {**one, **both}


def _candidates(case: Case, scenario: Scenario, start: str) -> Iterator[Proposal]:
    yield from _of_shares(ensemble(case, scenario, DRAWS[0], SEED))
    yield from _of_central_run(simulate(case, scenario))
    if start:
        yield from _compared(case, scenario, start)


def _of_shares(variants: Ensemble) -> Iterator[Proposal]:
    often, rarely = {"above": MOST_SHARE}, {"below": RARE_SHARE}
    for name in PULL_CLASSES:
        yield Proposal(f"{_name(name)} has more than half of the pull.", {"mean_pull": {name: often}})
        yield Proposal(f"{_name(name)} has less than a tenth of the pull.", {"mean_pull": {name: rarely}})
    leads = max(OUTCOMES, key=lambda outcome: variants.shares[outcome])
    yield Proposal(f"{_name(leads)} leads in more variants than any other outcome.", {"outcome": leads})
    yield Proposal("In most variants nothing has formed.", {"war_goes_on": often})
    for outcome in OUTCOMES:
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
    other = load_scenario(start, case).where_unsaid(scenario.happenings, scenario.front)
    if other.but(expect=(), title="-") == scenario.but(expect=(), title="-"):
        return
    for name in PULL_CLASSES:
        share = f"The share of the pull of {CLASS_NAMES[name]}"
        for bound, comparative in (("higher_by", "higher"), ("lower_by", "lower")):
            says = f"{share} is {comparative} than in “{other.title}”, by more than {MORE_SHARE:g}."
            yield Proposal(says, {"compare": start, "mean_pull": {name: {bound: MORE_SHARE}}})


def _name(name: str) -> str:
    """Return the name of an outcome, or of what they leave, as it begins a sentence."""
    return capitalised(CLASS_NAMES[name])
