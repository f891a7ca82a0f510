"""Run -> ranked reasons, told in words. Nothing is said here that the numbers do not say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.analysis import without_rules
from model.domain import Case, Outcome, Rule
from model.run import OUTCOMES, Run

#: An effect on a pull smaller than this is no reason.
SLIGHT = 0.0005
#: The outcomes as they stand in a sentence.
NAMES = {
    Outcome.SETTLEMENT: "a settlement",
    Outcome.FROZEN: "a frozen conflict",
    Outcome.ESCALATION: "an escalation",
}


@dataclass(frozen=True)
class Reason:
    """What one rule did to the leading pull.

    `effect` is the pull at the horizon less what it would be without the rule (`without`): positive if the rule
    works for the outcome. `moved` is the variable that the rule changed most in sum over the months, by `amount`.
    """

    rule: Rule
    outcome: str
    pull: float
    without: float
    moved: str
    amount: float

    @property
    def effect(self) -> float:
        """What the rule adds to the pull of the leading outcome, or takes from it."""
        return self.pull - self.without


def reasons(run: Run) -> list[Reason]:
    """Return the rules that made a difference to the leading pull, the strongest first.

    Each rule is left out once, all in one batch: the measure is a one-at-a-time ablation, so the effects do not add
    up to the pull (rules work together); what moved a variable adds up exactly, see `Run.contributions`.
    """
    rules, pulls = without_rules(run.program, run.scenario)
    leads = OUTCOMES.index(run.outcome)
    moved = _moved(run)
    found = [
        Reason(run.case.rule_of[rule], run.outcome, run.pull[run.outcome], float(without), *moved[rule])
        for rule, without in zip(rules, pulls[:, leads], strict=True)
        if rule in moved
    ]
    kept = [reason for reason in found if abs(reason.effect) >= SLIGHT]
    return sorted(kept, key=lambda reason: (-abs(reason.effect), reason.rule.id))


def _moved(run: Run) -> dict[str, tuple[str, float]]:
    """Return for each rule the variable that it changed most in sum, and by how much."""
    sums: dict[str, dict[int, float]] = {}
    for number, amount in enumerate(run.amounts.sum(axis=0)):
        rule = run.program.rules[run.program.push_rule[number]].rule
        row = int(run.program.push_row[number])
        of_rule = sums.setdefault(rule, {})
        of_rule[row] = of_rule.get(row, 0.0) + float(amount)
    best = {rule: max(rows.items(), key=lambda item: abs(item[1])) for rule, rows in sums.items()}
    return {rule: (run.program.ids[row], amount) for rule, (row, amount) in best.items()}


def name_of(case: Case, variable: str) -> str:
    """Return what a qualified id is called within a sentence: "trust", "Turkey's engagement"."""
    if variable in OUTCOMES:
        return f"the pull of {NAMES[Outcome(variable)]}"
    *owner, last = variable.split(".")
    issues = {issue.id for issue in case.issues}
    scope = {0: "world", 2: "stance"}.get(len(owner)) or ("issue" if owner[0] in issues else "party actor")
    label = next(v.label for v in case.variables if v.id == last and v.scope in scope)
    words = label[:1].lower() + label[1:]
    if not owner:
        return words
    who = case.labels[owner[0]]
    if owner[0] in issues:
        return f"the {words} on {lower(who)}"
    whose = f"{who}' {words}" if who.endswith("s") else f"{who}'s {words}"
    return whose if len(owner) == 1 else f"{whose} on {lower(case.labels[owner[1]])}"


def lower(label: str) -> str:
    """Return a label as it stands within a sentence; names in capitals stay as they are."""
    return label if label[:2].isupper() else label[:1].lower() + label[1:]


def verdict(run: Run) -> str:
    """Return the shortest answer: what has formed, or that the war goes on."""
    name = NAMES[Outcome(run.outcome)]
    return f"{name[:1].upper()}{name[1:]} has formed" if run.formed else "The war goes on"


def course(run: Run) -> str:
    """Return what stands behind the verdict, in a sentence or two: since when, and the direction."""
    name, months, pull = NAMES[Outcome(run.outcome)], run.scenario.months, run.pull[run.outcome]
    if run.formed:
        since = "from the start" if run.formed_since == 0 else f"since month {run.formed_since}"
        return f"It has stood {since}, and at month {months} its pull is {pull:.2f}."
    if pull < SLIGHT:
        return f"At month {months} nothing pulls it towards any of the three outcomes."
    since = "from the start" if run.since == 0 else f"since month {run.since}"
    direction = f"The direction is {name}, which leads {since}, with a pull of {pull:.2f} at month {months}."
    if run.margin < SLIGHT:
        direction = f"No direction leads: {name} ties with another, with a pull of {pull:.2f} at month {months}."
    return f"No outcome has formed. {direction}"


def headline(run: Run) -> str:
    """Return what the run comes to: the verdict, and what stands behind it."""
    return f"{verdict(run)}. {course(run)}"


def sentence(case: Case, reason: Reason) -> str:
    """Return a reason in words: the rule, what it rests on, what it moved, and what would be without it."""
    amount = round(reason.amount, 2)
    name = name_of(case, reason.moved)
    moved = f"It took {-amount:.2f} from {name}" if amount < 0 else f"It added {amount:.2f} to {name}"
    if amount == 0:
        moved = f"It hardly moved {name}"
    return (
        f"{reason.rule.says} ({reason.rule.basis}) {moved}; without it, the pull of {NAMES[Outcome(reason.outcome)]} "
        f"would be {reason.without:.2f} instead of {reason.pull:.2f}."
    )


def report(run: Run, most: int = 5) -> str:
    """Return the result as plain text: outcome, formed or not, pulls, since when, and the strongest reasons."""
    pulls = [f"  {outcome:<16} {pull:.2f}" for outcome, pull in run.pull.items()]
    goes_on = f"  {'the war goes on':<16} {1 - sum(run.pull.values()):.2f}"
    found = reasons(run)[:most]
    told = [f"  {n}. [{_sign(r)}{abs(r.effect):.2f}] {sentence(run.case, r)}" for n, r in enumerate(found, 1)]
    return "\n".join(
        [
            run.scenario.title,
            headline(run),
            "",
            f"outcome: {run.outcome}   formed: {'yes' if run.formed else 'no'}   leads since: month {run.since}   "
            f"margin: {run.margin:.2f}",
            "pulls at the horizon:",
            *pulls,
            goes_on,
            "",
            "strongest reasons (what each adds to the leading pull, or takes from it):",
            *(told or ["  no rule made a difference to the leading pull"]),
        ]
    )


def _sign(reason: Reason) -> str:
    return "+" if reason.effect >= 0 else "-"


def summary(run: Run, most: int = 5) -> dict[str, object]:
    """Return the result for machines: plain values, ready for JSON."""
    return {
        "title": run.scenario.title,
        "case": run.case.id,
        "version": run.case.settings.version,
        "months": run.scenario.months,
        "outcome": run.outcome,
        "formed": run.formed,
        "pull": run.pull,
        "since": run.since,
        "formed_since": run.formed_since,
        "margin": run.margin,
        "headline": headline(run),
        "reasons": [
            {
                "rule": reason.rule.id,
                "says": reason.rule.says,
                "claims": list(reason.rule.claims),
                "judgement": reason.rule.judgement,
                "effect": reason.effect,
                "without": reason.without,
                "moved": reason.moved,
                "amount": reason.amount,
            }
            for reason in reasons(run)[:most]
        ],
        "path": {
            outcome: [float(np.round(pull, 6)) for pull in run.pulls[:, number]]
            for number, outcome in enumerate(OUTCOMES)
        },
    }
