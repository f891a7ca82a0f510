"""What scenarios set differently, that and no more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from model.analysis.sensitivity.factors import Factor, open_factors
from model.knowledge import Case, believing, capitalised, name_of, uncapitalised, with_minus_sign
from model.scenario import Event, Scenario, event_effects, event_line

Kind = Literal["lever", "assumption", "event", "order", "actor", "theory", "belief", "happening", "front", "months"]


#: Digits after the point in which values are told, from the fewest on, until they can be told apart.
DIGITS = range(2, 7)


#: The id of the setting that is about all happenings at once, and what they are called behind a title.
HAPPENINGS, ALL_HAPPENINGS = "happenings", "what may happen"


#: What a number that a scenario leaves open is called.
NOT_SET = "not set"


@dataclass(frozen=True)
class Setting:
    """Something that scenarios do not all set alike; the tuples are by scenario.

    Attributes:
        kind: a lever, an assumption, an event that happens, the order of a month's events, an actor that takes part,
            a theory that is believed, a belief in a rule, what may happen, what the front does, or the horizon.
        id: the variable's, actor's, rule's or happening's; "month 3" of an event; "months", "front", and "happenings"
            where all of them are set alike.
        what: what is set, in words, as they stand at the head of a line.
        given: the number that a scenario sets, or None where it sets none; of events, actors and what may happen,
            whether they are in; of an order, its number; of the front, whether it returns.
        told: the same in words.
    """

    kind: Kind
    id: str
    what: str
    given: tuple[float | None, ...]
    told: tuple[str, ...]

    @property
    def within(self) -> str:
        """What is set, in words, as they stand within a sentence."""
        match self.kind:
            case "theory":
                return uncapitalised(self.what)
            case "event" | "belief":
                return f"“{self.what.rstrip('.')}”"
            case "happening" if self.id != HAPPENINGS:
                return f"“{self.what.rstrip('.')}”"
            case "actor":
                return f"the {self.what[4:]}" if self.what.startswith("The ") else self.what
        return uncapitalised(self.what)

    def brief(self, number: int) -> str:
        """Return what one scenario makes of it, as it stands behind the scenario's title: "with trust 0.70"."""
        told, given = self.told[number].partition(":")[0], self.given[number]
        match self.kind:
            case "actor" | "event" | "theory":
                return f"{'with' if given else 'without'} {self.within}"
            case "months":
                return f"over {told}"
            case "happening":
                return f"{'with' if given else 'without'} {ALL_HAPPENINGS if self.id == HAPPENINGS else self.within}"
            case "front":
                return f"with a front that {told}"
            case "order":
                return f"in order no. {given + 1:.0f}" if given is not None else ""
        return f"with {self.within} {told}"


def differing_settings(case: Case, scenarios: Sequence[Scenario]) -> tuple[Setting, ...]:
    """Return what some scenarios set differently, from the horizon and the levers to what may happen.

    Words (title, sentence, reasons, expectations) set nothing. A lever that one scenario sets to where it starts, and
    another leaves open, differs: what is set is not drawn. Whatever agrees in all this gives the same results.
    """
    if not scenarios:
        return ()
    parts = (_months, _values, _actors, _events, _theories, _beliefs, _happenings, _front)
    return tuple(setting for part in parts for setting in part(case, scenarios))


def figures(values: Sequence[float]) -> list[str]:
    """Return numbers in two digits, or in as many more as tell different ones apart; with a minus sign."""
    held = [value + 0.0 for value in values]  # there is no minus nought
    for digits in DIGITS:
        told = [f"{value:.{digits}f}" for value in held]
        if len(set(told)) == len(set(held)):
            break
    else:
        told = [repr(value) for value in held]
    return [with_minus_sign(text) for text in told]


def _months(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    months = tuple(scenario.months for scenario in scenarios)
    if len(set(months)) > 1:
        told = tuple(f"{m} month{'' if m == 1 else 's'}" for m in months)
        yield Setting("months", "months", "Horizon", tuple(map(float, months)), told)


@lru_cache(maxsize=8)
def _open(case: Case) -> dict[str, Factor]:
    return open_factors(case)


def _values(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    """Yield the levers, then the assumptions, in the order of the case."""
    for name, factor in _open(case).items():
        given = tuple(scenario.given.get(name) for scenario in scenarios)
        if len(set(given)) == 1:
            continue
        numbers = iter(figures([value for value in given if value is not None]))
        low, high = figures([factor.low, factor.high])
        varied = f"{NOT_SET}: varied from {low} to {high}" if low != high else f"{NOT_SET}: stands at {low}"
        told = tuple(varied if value is None else next(numbers) for value in given)
        kind: Kind = "lever" if factor.kind == "lever" else "assumption"
        yield Setting(kind, name, capitalised(name_of(case, name).removeprefix("the ")), given, told)


def _actors(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    for actor in case.outsiders:
        given = tuple(actor not in scenario.without for scenario in scenarios)
        if len(set(given)) > 1:
            told = tuple("takes part" if takes else "no part in it" for takes in given)
            yield Setting("actor", actor, capitalised(case.spoken[actor]), given, told)


def _events(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    """Yield the events that do not happen in all; what they say of themselves sets nothing."""
    counts = [Counter(map(_silent, scenario.events)) for scenario in scenarios]
    named = {_silent(event): event for scenario in reversed(scenarios) for event in reversed(scenario.events)}
    for event in sorted(named, key=lambda event: event.month):
        for number in range(max(held[event] for held in counts)):
            given = tuple(held[event] > number for held in counts)
            if len(set(given)) > 1:
                told = tuple("happens" if happens else "does not happen" for happens in given)
                again = f" (no. {number + 1})" if number else ""
                yield Setting("event", f"month {event.month}", f"{event_line(case, named[event])}{again}", given, told)
    for month in sorted({event.month for event in named}):
        orders = [[_silent(event) for event in scenario.events if event.month == month] for scenario in scenarios]
        if all(Counter(order) == Counter(orders[0]) for order in orders) and any(o != orders[0] for o in orders):
            told = tuple("; then ".join(event_effects(case, event) for event in order) for order in orders)
            places = tuple(float(orders.index(order)) for order in orders)
            yield Setting("order", f"month {month}", f"Month {month}, in which order", places, told)


def _silent(event: Event) -> Event:
    return event.model_copy(update={"says": ""})


def _theories(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    """Yield the theories that are not believed in all scenarios alike."""
    for theory in case.theories:
        given = tuple(float(theory.id in scenario.theories) for scenario in scenarios)
        if len(set(given)) > 1:
            told = tuple("believed" if held else "left out" for held in given)
            yield Setting("theory", theory.id, f"The theory “{theory.title}”", given, told)


def _beliefs(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    """Yield the rules that scenarios do not believe alike, in the order of the case.

    A rule that is set to count once is not varied in draws, as one that is left alone is; but for a rule that says
    what an outcome is, which no draw varies.
    """
    believed = believing(case, tuple({name for scenario in scenarios for name in scenario.theories}))
    for rule in believed.rules:
        default = 1.0 if rule.outcome else None
        given = tuple(scenario.beliefs.get(rule.id, default) for scenario in scenarios)
        if len(set(given)) == 1:
            continue
        numbers = iter(figures([value for value in given if value is not None]))
        width = getattr(case.settings.spread, believed.confidence(rule))
        varied = f"{NOT_SET}: its push is varied by up to {width:.0%}, either way"
        told = tuple(varied if value is None else _counts(value, next(numbers)) for value in given)
        yield Setting("belief", rule.id, rule.says, given, told)


def _happenings(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    """Yield the happenings that may not come about in all scenarios alike: in one, if it is all of them or none."""
    allowed = [tuple(h.id for h in case.happenings if scenario.may_happen(h.id)) for scenario in scenarios]
    if len(set(allowed)) == 1:
        return
    if {len(names) for names in allowed} == {0, len(case.happenings)}:
        told = tuple("all happenings" if names else "no happenings" for names in allowed)
        yield Setting("happening", HAPPENINGS, "What may happen", tuple(float(bool(n)) for n in allowed), told)
        return
    for happening in case.happenings:
        given = tuple(float(happening.id in names) for names in allowed)
        if len(set(given)) > 1:
            told = tuple("may happen" if may else "does not happen" for may in given)
            yield Setting("happening", happening.id, happening.says, given, told)


def _front(case: Case, scenarios: Sequence[Scenario]) -> Iterator[Setting]:
    given = tuple(float(scenario.front_returns) for scenario in scenarios)
    if len(set(given)) > 1:
        told = tuple("returns towards level" if returns else "holds where it is set" for returns in given)
        yield Setting("front", "front", "The front", given, told)


def _counts(factor: float, figure: str) -> str:
    return "switched off" if factor == 0 else "counts as it stands" if factor == 1 else f"counts {figure} times"
