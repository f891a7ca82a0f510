"""What is pinned: scenarios that a person keeps to compare, up to four, in the order in which they were pinned."""

from __future__ import annotations

import streamlit as st

from model.scenario import Scenario

#: In the session, and how many there can be.
PINNED, MOST_PINS = "pinned", 4


NO_ROOM = f"There are {MOST_PINS} pinned scenarios, and no room for another: take one away first."


ALREADY_PINNED = "This scenario is pinned already."


def pinned_scenarios() -> tuple[Scenario, ...]:
    """Return what is pinned."""
    found: tuple[Scenario, ...] = st.session_state.get(PINNED, ())
    return found


def pin_scenario(scenario: Scenario) -> str:
    """Pin a scenario; return why it was not pinned, in a sentence, or nothing if it was."""
    pinned, refusal = with_pin(pinned_scenarios(), scenario)
    st.session_state[PINNED] = pinned
    return refusal


def unpin_scenario(number: int) -> None:
    """Take one of them away, by its place from 0; a place where there is none is left alone."""
    pins = pinned_scenarios()
    if 0 <= number < len(pins):
        st.session_state[PINNED] = pins[:number] + pins[number + 1 :]


def with_pin(pins: tuple[Scenario, ...], scenario: Scenario) -> tuple[tuple[Scenario, ...], str]:
    """Return the pins with one more, and nothing; or the pins as they are, and why."""
    if scenario in pins:
        return pins, ALREADY_PINNED
    if len(pins) >= MOST_PINS:
        return pins, NO_ROOM
    return (*pins, scenario), ""
