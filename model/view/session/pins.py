"""What is pinned: scenarios that a person keeps to compare, up to four, in the order in which they were pinned."""

from __future__ import annotations

import streamlit as st

from model.scenario import Scenario

#: In the session, and how many there can be.
PINNED, MOST = "pinned", 4


FULL = f"There are {MOST} pinned scenarios, and no room for another: take one away first."


AGAIN = "This scenario is pinned already."


def held() -> tuple[Scenario, ...]:
    """Return what is pinned."""
    found: tuple[Scenario, ...] = st.session_state.get(PINNED, ())
    return found


def put(scenario: Scenario) -> str:
    """Pin a scenario; return why it was not pinned, in a sentence, or nothing if it was."""
    pinned, refusal = joined(held(), scenario)
    st.session_state[PINNED] = pinned
    return refusal


def take_away(number: int) -> None:
    """Take one of them away, by its place from 0; a place where there is none is left alone."""
    pins = held()
    if 0 <= number < len(pins):
        st.session_state[PINNED] = pins[:number] + pins[number + 1 :]


def joined(pins: tuple[Scenario, ...], scenario: Scenario) -> tuple[tuple[Scenario, ...], str]:
    """Return the pins with one more, and nothing; or the pins as they are, and why."""
    if scenario in pins:
        return pins, AGAIN
    if len(pins) >= MOST:
        return pins, FULL
    return (*pins, scenario), ""
