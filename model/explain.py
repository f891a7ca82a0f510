"""Run -> ranked reasons, told in words. Nothing is said here that the numbers do not say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from model.analysis import without_rules
from model.domain import Case, Outcome
from model.run import OUTCOMES, TIE, Run, simulate
from model.scenario import Scenario

#: What is smaller than this is not told: it would read as nothing.
SLIGHT = 0.005
#: A lead smaller than this is little.
CLOSE = 0.03
#: The outcomes as they stand in a sentence.
NAMES = {
    Outcome.SETTLEMENT: "a settlement",
    Outcome.FROZEN: "a frozen conflict",
    Outcome.ESCALATION: "an escalation",
}


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
            which = _number(run.scenario, number)
            says = f"Month {event.month}{which and f', {which}'}: {event.says or 'something happens.'}"
            pull = simulate(run.case, rest).pull[run.outcome]
            yield _reason(run, (f"event no. {number + 1}", says, (), ""), pull, sums)


def _number(scenario: Scenario, number: int) -> str:
    """Return which of the events of its month an event is, where what they say does not tell them apart."""
    event = scenario.events[number]
    same = [n for n, other in enumerate(scenario.events) if other.month == event.month]
    alike = [n for n in same if scenario.events[n].says == event.says]
    return f"event number {same.index(number) + 1}" if len(alike) > 1 else ""


def event_name(scenario: Scenario, number: int) -> str:
    """Return what an event is called within a sentence: "the event of month 3, “A prisoner exchange”"."""
    event = scenario.events[number]
    which = _number(scenario, number) or "the event"
    says = " ".join(event.says.split()).rstrip(".")
    return f"{which} of month {event.month}" + (f", “{says}”" if says else "")


def _reason(run: Run, what: tuple[str, str, tuple[str, ...], str], without: float, sums: dict[int, float]) -> Reason:
    row, amount = max(sums.items(), key=lambda item: abs(item[1]))
    path = run.trace.values[:, row, 0]
    span = float(path[0]), float(path[-1])
    return Reason(*what, run.outcome, run.pull[run.outcome], without, run.program.ids[row], amount, span)


@lru_cache(maxsize=4096)
def name_of(case: Case, variable: str) -> str:
    """Return what a qualified id is called within a sentence: "trust", "a party's flexibility"."""
    if variable in OUTCOMES:
        return f"the pull of {NAMES[Outcome(variable)]}"
    *owner, last = variable.split(".")
    issues = {issue.id for issue in case.issues}
    scope = {0: "world", 2: "stance"}.get(len(owner)) or ("issue" if owner[0] in issues else "party actor")
    words = next(v.words for v in case.variables if v.id == last and v.scope in scope)
    if not owner:
        return words
    what = words.removeprefix("the ")
    if owner[0] in issues:
        return f"the {what} on {case.spoken[owner[0]]}"
    whose = f"{possessive(case.spoken[owner[0]])} {what}"
    return whose if len(owner) == 1 else f"{whose} on {case.spoken[owner[1]]}"


def possessive(name: str) -> str:
    """Return a name as it stands before what is its own: with an apostrophe, and an s unless it ends with one."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def lower(text: str) -> str:
    """Return words as they stand within a sentence; names in capitals stay as they are."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def capital(text: str) -> str:
    """Return words as they stand at the head of a sentence."""
    return text[:1].upper() + text[1:]


def apart(one: float, other: float) -> tuple[str, str]:
    """Return two figures in two digits, or in as many more as tell them apart; with a minus sign, not a hyphen."""
    for digits in range(2, 7):
        told = f"{one:.{digits}f}", f"{other:.{digits}f}"
        if told[0] != told[1]:
            break
    first, second = (text.replace("-", "\N{MINUS SIGN}") for text in told)
    return first, second


def verdict(run: Run) -> str:
    """Return the shortest answer: what has formed, or that the war goes on."""
    name = NAMES[Outcome(run.outcome)]
    return f"{name[:1].upper()}{name[1:]} has formed" if run.formed else "The war goes on"


def course(run: Run) -> str:
    """Return what stands behind the verdict, in a sentence or two: since when, and the direction."""
    name, months, pull = NAMES[Outcome(run.outcome)], run.scenario.months, run.pull[run.outcome]
    if run.formed:
        return f"It has stood {_long(run.formed_since, months)}; its pull at month {months} is {pull:.2f}."
    if pull < SLIGHT:
        return f"At month {months} nothing pulls it towards any of the three outcomes."
    shown = "just under 0.50" if f"{pull:.2f}" == "0.50" else f"{pull:.2f}"
    with_pull = f"with a pull of {shown} at month {months}"
    if run.margin < SLIGHT:
        level = "ties with another" if run.margin <= TIE else "is as good as level with another"
        return f"No outcome has formed, and no direction leads: {name} {level}, {with_pull}."
    close = ", if by little" if run.margin < CLOSE else ""
    long = _long(run.since, months)
    none = _passed(run) or "No outcome has formed."
    return f"{none} The direction is {name}, which has led {long}{close}, {with_pull}."


def _passed(run: Run) -> str:
    """Return which outcome was the last that had formed, and when that passed; nothing if none ever had."""
    formed = run.pulls >= 0.5
    if not formed.any():
        return ""
    last = int(np.flatnonzero(formed.any(axis=1))[-1])
    outcome = int(formed[last].argmax())
    first = last
    while first and formed[first - 1, outcome]:
        first -= 1
    name = NAMES[Outcome(OUTCOMES[outcome])]
    span = f"from month {first} to month {last}" if first else f"from the start to month {last}"
    when = (f"in month {last}" if last else "at the start") if first == last else span
    return f"{name[:1].upper()}{name[1:]} had formed {when}, and has passed."


def _long(since: int | None, months: int) -> str:
    if since == 0:
        return "from the start"
    return "in the last month only" if since == months else f"since month {since}"


def headline(run: Run) -> str:
    """Return what the run comes to: the verdict, and what stands behind it."""
    return f"{verdict(run)}. {course(run)}"


def sentence(case: Case, reason: Reason) -> str:
    """Return a reason in words: what it says, what it rests on, what it moved, and what would be without it."""
    amount = round(reason.amount, 2)
    name = name_of(case, reason.moved)
    moved = f"took {-amount:.2f} from {name}" if amount < 0 else f"added {amount:.2f} to {name}"
    if amount == 0:
        moved = f"hardly moved {name}"
    said = f"It {moved}"  # of an event: what it did in its month, which may be over since
    if reason.id in case.rule_of:
        start, end = reason.span
        said = f"In sum it {moved}, which went from {start:.2f} to {end:.2f}"
    without, pull = apart(reason.without, reason.pull)
    return (
        f"{reason.says} ({reason.basis}) {said}; without it, the pull of {NAMES[Outcome(reason.outcome)]} would be "
        f"{without} instead of {pull}."
    )
