"""What becomes of a reason that somebody disagrees with: a step, like any other, that can be undone."""

from __future__ import annotations

from model.knowledge import Case
from model.scenario import Scenario
from model.view.components.answer import Objection
from model.view.controls.beliefs import reset_factor, set_factor
from model.view.session import current_draft, take_step

#: How a reason's id begins that is an event of the scenario; its number follows, from 1.
EVENT = "event no. "


def take_objection(case: Case, given: Objection) -> None:
    """Switch a rule off, or on again as the scenario has it; or take an event out. What is not there is left alone."""
    name, act = str(given["id"]), given["act"]
    if name in case.rule_of:
        set_factor(name, 0.0) if act == "off" else reset_factor(name)
    elif act == "out" and name.startswith(EVENT):
        draft = current_draft(case)
        take_step(draft.edit(events=without_event(draft.scenario, draft.edited, int(name.removeprefix(EVENT)) - 1)))


def without_event(run: Scenario, edited: Scenario, number: int) -> tuple[object, ...]:
    """Return the events that are set without the one that has this place among those that are run, from 0.

    Events after the horizon are kept though they are not run, so the two may number them differently.
    """
    gone = run.events[number] if 0 <= number < len(run.events) else None
    at = next(
        (place for place, event in enumerate(edited.events) if event is gone or event == gone), len(edited.events)
    )
    return edited.events[:at] + edited.events[at + 1 :]
