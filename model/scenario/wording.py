"""An event in words, for four places: a line, what it does, a sentence in which it is named, and a label on a chart."""

from __future__ import annotations

from model.knowledge import Case, as_list, name_of, typeset, with_minus_sign
from model.scenario.event import Event
from model.scenario.scenario import Scenario


def event_line(case: Case, event: Event, brief: bool = False) -> str:
    """Return an event as a line of a list: when, what it says, and what it does (if `brief`, where it says nothing).

    Where scenarios are compared: "Month 3: A prisoner exchange (trust by +0.08)".
    """
    says = _says(event)
    if says and brief:
        return f"Month {event.month}: {says}"
    return f"Month {event.month}: {says}{' (' if says else ''}{event_effects(case, event)}{')' if says else ''}"


def event_effects(case: Case, event: Event) -> str:
    """Return what an event does and nothing else, as part of a sentence: "strikes to 0.8 through month 9"."""
    until = f" through month {event.until}" if event.until is not None else ""
    parts = [f"{name_of(case, name)} to {with_minus_sign(f'{value:g}')}{until}" for name, value in event.set.items()]
    parts += [f"{name_of(case, name)} by {with_minus_sign(f'{value:+g}')}" for name, value in event.change.items()]
    return as_list(parts)


def event_name(scenario: Scenario, number: int) -> str:
    """Return what an event is called within a sentence about something else, where its effect stands beside it.

    In reasons and tipping points: "the event of month 3, “A prisoner exchange”".
    """
    event = scenario.events[number]
    which, says = which_event(scenario, number) or "the event", _says(event)
    return f"{which} of month {event.month}" + (f", “{says}”" if says else "")


def which_event(scenario: Scenario, number: int) -> str:
    """Return which of the events of its month an event is, where what they say does not tell them apart."""
    event = scenario.events[number]
    same = [n for n, other in enumerate(scenario.events) if other.month == event.month]
    alike = [n for n in same if scenario.events[n].says == event.says]
    return f"event number {same.index(number) + 1}" if len(alike) > 1 else ""


def event_in_words(case: Case, event: Event) -> str:
    """Return what an event says and does, where its month is shown otherwise: on the timeline, charts, the briefing.

    "A prisoner exchange: trust +0.08."
    """
    acts = [f"{name_of(case, name)} put to {typeset(value)}" for name, value in event.set.items()]
    acts += [f"{name_of(case, name)} {typeset(value, sign=True)}" for name, value in event.change.items()]
    until = f", until month {event.until}" if event.until else ""
    says = f"{event.says.rstrip('.')}: " if event.says else ""
    return f"{says}{'; '.join(acts)}{until}."


def _says(event: Event) -> str:
    """Return what an event says, in one line and without its full stop."""
    return " ".join(event.says.split()).rstrip(".")
