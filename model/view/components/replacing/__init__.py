"""The address changed where it is: Streamlit itself can only add a new place to the browser's history."""

from __future__ import annotations

import time
from typing import TypedDict

import streamlit as st

from model.view.components.mounting import mount


class ReplacingPayload(TypedDict):
    """What the script gets: the part behind the question mark, or nothing to be done; and a number that grows."""

    query: str
    n: int


def replace_address(query: str) -> None:
    """Let the browser put this in the place of the part of its address behind the question mark; nothing if empty."""
    with st.container(key="replacing"):
        payload: ReplacingPayload = {"query": query, "n": time.time_ns() // 1000}
        mount("replacing", "<div></div>", payload, "replacing address")
