"""The timeline: the events on a line of months, drawn in the browser by `timeline.js`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NotRequired, TypedDict

import streamlit as st

from model.knowledge import Case
from model.scenario import event_in_words
from model.view.components.mounting import mount
from model.view.session import Draft

#: In the session: the timeline as a widget.
TIMELINE = "timeline"


class TimelineEvent(TypedDict):
    """An event: in which month, until the end of which month (None: for good), and what happens."""

    month: int
    until: int | None
    text: str


class TimelinePayload(TypedDict):
    """What the script gets: how many months there are, the number of the chosen event if one is, and all of them."""

    months: int
    chosen: int | None
    events: list[TimelineEvent]


class TimelineAct(TypedDict):
    """What comes back: the number of the event that a person did something with, from 0, and one of the rest.

    Attributes:
        choose: choose it, or no longer.
        remove: take it away.
        month: move it to that month.
    """

    at: int
    choose: NotRequired[bool]
    remove: NotRequired[bool]
    month: NotRequired[int]


def show_timeline(case: Case, draft: Draft, chosen: int | None, on_act: Callable[[], None]) -> None:
    """Show the timeline; `on_act` is called when something is done on it, which `timeline_act` then tells."""
    html = "<div class='timeline' role='group' aria-label='Events by month'></div>"
    mount("timeline", html, timeline_payload(case, draft, chosen), TIMELINE, on_act_change=on_act)


def timeline_payload(case: Case, draft: Draft, chosen: int | None) -> TimelinePayload:
    """Return what the timeline shows."""
    edited = draft.edited
    return {
        "months": edited.months,
        "chosen": chosen,
        "events": [{"month": e.month, "until": e.until, "text": event_in_words(case, e)} for e in edited.events],
    }


def timeline_act() -> TimelineAct | None:
    """Return what has just been done on the timeline; None if nothing has."""
    act: TimelineAct | None = getattr(st.session_state.get(TIMELINE), "act", None)
    return act
