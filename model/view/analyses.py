"""Analyses that take seconds: begun on request or under a spinner, with a bar and a way to stop, and made only once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import Progress
from model.packages import Package
from model.view.caching import SharedCache
from model.view.plain import plain

Found = TypeVar("Found")


#: What an analysis depends on, its name first: the case, the scenario as `supposed`, the seed ...
AnalysisKey = tuple[Hashable, ...]


#: Analyses that have been made.
ANALYSES_CACHE = SharedCache[AnalysisKey, Any](most=48)


#: In the session: which analyses were asked for.
ASKED = "analyses asked for"


def on_request(
    key: AnalysisKey,
    label: str,
    make: Callable[[Progress], Found],
    needs: Package | None = None,
    units: str = "runs",
) -> Found | None:
    """Return an analysis if it has been asked for; else show the button that asks for it.

    Where a package is missing that it needs, the button cannot be pressed, and it is said why. While the analysis is
    made, a bar shows how far it is, and a button stops it; so does any other change on the page.

    Args:
        key: what the analysis depends on.
        label: what the button says.
        make: makes it, and reports how far it is.
        needs: the package that it needs, if not everybody has it.
        units: what it counts its progress in.
    """
    if key in ANALYSES_CACHE:
        found: Found = ANALYSES_CACHE[key]
        return found
    asked_for: set[object] = st.session_state.setdefault(ASKED, set())
    name, place = key[0], st.empty()
    missing = needs.missing if needs else ""
    if missing or key not in asked_for:
        icon = ":material/play_arrow:"
        place.button(label, key=f"ask {name}", on_click=asked_for.add, args=(key,), icon=icon, disabled=bool(missing))
        if missing:
            st.caption(plain(missing))
        return None
    with place.container():
        bar = st.progress(0.0, "Getting ready")
        st.button("Stop", key=f"stop {name}", on_click=asked_for.discard, args=(key,), icon=":material/stop:")
    try:
        made = make(progress_on(bar, units))
    except ImportError as error:
        place.error(plain(str(error)))
        return None
    place.empty()
    ANALYSES_CACHE[key] = made
    return made


def at_once(key: AnalysisKey, waiting_for: str, make: Callable[[], Found]) -> Found:
    """Return an analysis, made if need be while a spinner says what is waited for."""
    if key not in ANALYSES_CACHE:
        with st.spinner(waiting_for):
            ANALYSES_CACHE[key] = make()
    found: Found = ANALYSES_CACHE[key]
    return found


def progress_on(place: DeltaGenerator, units: str = "runs") -> Progress:
    """Return what shows at a place of the page how far long work is, counted in some units.

    When a person changes something meanwhile, Streamlit stops the script in it, and with it the work.
    """

    def show(done: int, of: int) -> None:
        place.progress(done / of, f"{done:,} of {of:,} {units}")

    return show
