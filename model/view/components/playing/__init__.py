"""The levers on their way from one setting to another, and the answer with them: how the browser shows a replay."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import TypedDict

import streamlit as st

from model.view.components.mounting import mount


class PlayingPayload(TypedDict):
    """What the script gets: a number that grows; the levers that are set before and after; and how long it takes."""

    n: int
    before: dict[str, float]
    after: dict[str, float]
    seconds: float


def play_levers(before: Mapping[str, float], after: Mapping[str, float], seconds: float) -> None:
    """Let the browser show the levers on their way, once, in so many seconds; see `live.play`."""
    with st.container(key="playing"):
        n = time.time_ns() // 1000
        payload: PlayingPayload = {"n": n, "before": dict(before), "after": dict(after), "seconds": seconds}
        mount("playing", "<div></div>", payload, "levers that are played", uses=("live",))
