"""Which war: the bundled cases, to turn to another one."""

from __future__ import annotations

import streamlit as st

from model.domain import Case
from model.load import titles
from model.view import state

#: In the session: the widget.
CHOSEN = "which case"


def show(case: Case) -> None:
    """Offer the bundled cases; what was set in the one that is left is there again when one comes back to it."""
    if st.session_state.get(CHOSEN) != case.id:
        st.session_state[CHOSEN] = case.id
    st.selectbox(
        "War",
        list(titles()),
        format_func=lambda name: titles()[name],
        key=CHOSEN,
        on_change=lambda: state.turn_to(st.session_state[CHOSEN]),
        help="Each has its own actors, issues and sources; the general rules are the same. What you set in one is "
        "kept while you look at another.",
    )
