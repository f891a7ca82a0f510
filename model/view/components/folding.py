"""What is folded away and made only once it is opened: nobody waits for what they do not see."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def expander(label: str, key: str, icon: str | None = None) -> tuple[bool, DeltaGenerator]:
    """Return whether a foldable part of the page is open, and the place in it.

    The label has to stay the same: with another one it is another part to Streamlit, which comes folded, and whoever
    was at work in it with the keyboard has lost their place.
    """
    place = st.expander(label, key=key, icon=icon, on_change="rerun")
    return bool(place.open), place


def popover(label: str, key: str, icon: str) -> tuple[bool, DeltaGenerator]:
    """Return whether what is behind a button is open, and the place in it."""
    place = st.popover(label, key=key, icon=icon, on_change="rerun")
    return bool(place.open), place
