"""The answer as one component: verdict, shares, course and reasons, which `answer.js` moves frame by frame."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model.view.components.answer.payload import (
    AnswerPayload,
    Aside,
    Objection,
    ReasonLine,
    Source,
    Verdict,
)
from model.view.components.mounting import mount

__all__ = [
    "AnswerPayload",
    "Aside",
    "Objection",
    "ReasonLine",
    "Source",
    "Verdict",
    "is_wide",
    "numbers_open",
    "show_answer",
]

#: Where Streamlit keeps what comes back; and in the session: whether the numbers are unfolded, and whether the answer
#: has room for more beside it. Both keep what they are when the page is left.
KEY, NUMBERS, WIDE = "answer", "numbers", "wide answer"


def show_answer(payload: AnswerPayload, object_to: Callable[[Objection], None]) -> None:
    """Show the answer; `object_to` is called where somebody disagrees with a reason, before the page is made anew."""
    mount(
        "answer",
        "<div class='whole'></div>",
        payload,
        KEY,
        uses=("saving", "month_chart", "live"),
        on_objection_change=lambda: _object(object_to),
        on_numbers_change=lambda: _keep("numbers", NUMBERS),
        on_wide_change=lambda: _keep("wide", WIDE),
    )


def numbers_open() -> bool:
    """Return whether the numbers are unfolded."""
    return bool(st.session_state.get(NUMBERS, False))


def is_wide() -> bool:
    """Return whether the answer has room for more beside it."""
    return bool(st.session_state.get(WIDE, False))


def _keep(name: str, key: str) -> None:
    st.session_state[key] = bool(getattr(st.session_state.get(KEY), name, False))


def _object(object_to: Callable[[Objection], None]) -> None:
    given: Objection | None = getattr(st.session_state.get(KEY), "objection", None)
    if given:
        object_to(given)
