"""Why a run came out as it did: its rules and events, ranked by what they did to the leading pull."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.engine import SLIGHT, Run, simulate, without_rules
from model.knowledge import OUTCOMES
from model.scenario import which_event


@dataclass(frozen=True)
class Reason:
    """What one rule, or one of the scenario's events, did to the leading pull.

    `id`, `says`, `claims` and `judgement` are the rule's (an event rests on the scenario: no claims, no judgement).
    `pull` is the leading pull at the horizon, `without` what it would be without the rule or event. `moved` is the
    variable that it changed most in sum over the months, by `amount`, and `span` where that variable started and
    ended.
    """

    id: str
    says: str
    claims: tuple[str, ...]
    judgement: str
    outcome: str
    pull: float
    without: float
    moved: str
    amount: float
    span: tuple[float, float]

    @property
    def effect(self) -> float:
        """What it adds to the pull of the leading outcome (positive), or takes from it."""
        return self.pull - self.without

    @property
    def basis(self) -> str:
        """What it rests on, in short."""
        if self.claims:
            return ", ".join(self.claims)
        return "our judgement" if self.judgement else "an event of this scenario"

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values, ready for JSON."""
        return {
            "rule": self.id,
            "says": self.says,
            "claims": list(self.claims),
            "judgement": self.judgement,
            "effect": self.effect,
            "without": self.without,
            "moved": self.moved,
            "amount": self.amount,
        }


def reasons(run: Run) -> list[Reason]:
    """Return the rules and events that made a difference to the leading pull, the strongest first.

    Each is left out once, the rules all in one batch: the measure is a one-at-a-time ablation, so the effects do not
    add up to the pull (rules work together); what moved a variable adds up exactly, see `Run.contributions`.
    """
    found = [reason for reason in (*_rules(run), *_events(run)) if abs(reason.effect) >= SLIGHT]
    return sorted(found, key=lambda reason: (-abs(reason.effect), reason.id))


def _rules(run: Run) -> Iterator[Reason]:
    sums: dict[str, dict[int, float]] = {}
    for number, amount in enumerate(run.amounts.sum(axis=0)):
        of_rule = sums.setdefault(run.program.rules[run.program.push_rule[number]].rule, {})
        row = int(run.program.push_row[number])
        of_rule[row] = of_rule.get(row, 0.0) + float(amount)
    names, pulls = without_rules(run.program, run.scenario)
    for name, pull in zip(names, pulls[:, OUTCOMES.index(run.outcome)], strict=True):
        rule = run.case.rule_of[name]
        yield _reason(run, (name, rule.says, rule.claims, rule.judgement), float(pull), sums[name])


def _events(run: Run) -> Iterator[Reason]:
    events = run.scenario.events
    for number, event in enumerate(events):
        rest = run.scenario.but(events=events[:number] + events[number + 1 :])
        sums: dict[int, float] = {}
        for _, row, what, amount in run.trace.moved:
            if what == number:
                sums[row] = sums.get(row, 0.0) + float(amount[0])
        if sums:
            which = which_event(run.scenario, number)
            says = f"Month {event.month}{which and f', {which}'}: {event.says or 'something happens.'}"
            pull = simulate(run.case, rest).pull[run.outcome]
            yield _reason(run, (f"event no. {number + 1}", says, (), ""), pull, sums)


def _reason(run: Run, what: tuple[str, str, tuple[str, ...], str], without: float, sums: dict[int, float]) -> Reason:
    row, amount = max(sums.items(), key=lambda item: abs(item[1]))
    path = run.trace.values[:, row, 0]
    span = float(path[0]), float(path[-1])
    return Reason(*what, run.outcome, run.pull[run.outcome], without, run.program.ids[row], amount, span)
