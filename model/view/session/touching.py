"""Whether a person has changed anything: then the session is right, and the address has to follow it."""

from __future__ import annotations

import streamlit as st

#: In the session: whether something was changed since the last run of the script; whether anything was in all; and
#: whether a step was taken that the address does not tell yet.
TOUCHED, CHANGED, STEPPED = "touched", "changed", "stepped"


def touch() -> None:
    """Tell that something has been changed: for a control's callback."""
    st.session_state[TOUCHED] = True
    st.session_state[CHANGED] = True
