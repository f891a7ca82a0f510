"""What the central run comes to, in a sentence or two: what has formed or leads, and since when."""

from __future__ import annotations

import numpy as np

from model.engine import FORMED, SLIGHT, TIE, Run
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Outcome, capitalised

#: A lead smaller than this is called small ("if by little").
NARROW_LEAD = 0.03


def run_in_words(run: Run) -> str:
    """Return what the run comes to: what has formed, or that nothing has, and what stands behind it."""
    course = course_in_words(run)
    return f"{outcome_in_words(run)}. {course}" if run.formed else course


def outcome_in_words(run: Run) -> str:
    """Return the shortest word on a run: what has formed, or that nothing has."""
    return f"{capitalised(OUTCOME_NAMES[Outcome(run.outcome)])} has formed" if run.formed else "No outcome has formed"


def course_in_words(run: Run) -> str:
    """Return what stands behind it, in a sentence or two: since when, and the direction."""
    name, months, pull = OUTCOME_NAMES[Outcome(run.outcome)], run.scenario.months, run.pull[run.outcome]
    if run.formed:
        return f"It has stood {_since_in_words(run.formed_since, months)}; its pull at month {months} is {pull:.2f}."
    if pull < SLIGHT:
        return f"At month {months} nothing pulls it towards any of the three outcomes."
    shown = "just under 0.50" if f"{pull:.2f}" == "0.50" else f"{pull:.2f}"
    with_pull = f"with a pull of {shown} at month {months}"
    if run.margin < SLIGHT:
        level = "ties with another" if run.margin <= TIE else "is as good as level with another"
        return f"No outcome has formed, and no direction leads: {name} {level}, {with_pull}."
    close = ", if by little" if run.margin < NARROW_LEAD else ""
    since = _since_in_words(run.since, months)
    none = _formed_and_passed(run) or "No outcome has formed."
    return f"{none} The direction is {name}, which has led {since}{close}, {with_pull}."


def _formed_and_passed(run: Run) -> str:
    """Return which outcome had formed last and has passed since, with its months; "" if none ever had formed."""
    formed = run.pulls >= FORMED
    if not formed.any():
        return ""
    last = int(np.flatnonzero(formed.any(axis=1))[-1])
    outcome = int(formed[last].argmax())
    first = last
    while first and formed[first - 1, outcome]:
        first -= 1
    name = OUTCOME_NAMES[Outcome(OUTCOMES[outcome])]
    span = f"from month {first} to month {last}" if first else f"from the start to month {last}"
    when = (f"in month {last}" if last else "at the start") if first == last else span
    return f"{capitalised(name)} had formed {when}, and has passed."


def _since_in_words(since: int | None, months: int) -> str:
    if since == 0:
        return "from the start"
    return "in the last month only" if since == months else f"since month {since}"
