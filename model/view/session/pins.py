"""What is pinned: drafts that a person keeps to compare, up to four, in the order in which they were pinned."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from model.scenario import Scenario
from model.view.session.draft import Draft
from model.view.session.touching import touch

#: In the session, and how many there can be.
PINNED, MOST_PINS = "pinned", 4


NO_ROOM = f"There are {MOST_PINS} pinned scenarios, and no room for another: take one away first."


ALREADY_PINNED = "This scenario is pinned already."


def pinned_drafts() -> tuple[Draft, ...]:
    """Return what is pinned, with what each began from."""
    found: tuple[Draft, ...] = st.session_state.get(PINNED, ())
    return found


def pinned_scenarios() -> tuple[Scenario, ...]:
    """Return what is pinned."""
    return tuple(draft.scenario for draft in pinned_drafts())


def pin_draft(draft: Draft) -> str:
    """Pin a draft; return why it was not pinned, in a sentence, or nothing if it was."""
    pinned, refusal = with_pin(pinned_drafts(), draft)
    st.session_state[PINNED] = pinned
    touch()
    return refusal


def unpin_scenario(number: int) -> None:
    """Take one of them away, by its place from 0; a place where there is none is left alone."""
    pins = pinned_drafts()
    if 0 <= number < len(pins):
        st.session_state[PINNED] = pins[:number] + pins[number + 1 :]
        touch()


def with_pin(pins: tuple[Draft, ...], draft: Draft) -> tuple[tuple[Draft, ...], str]:
    """Return the pins with one more, and nothing; or the pins as they are, and why."""
    if any(draft.scenario == pin.scenario for pin in pins):
        return pins, ALREADY_PINNED
    if len(pins) >= MOST_PINS:
        return pins, NO_ROOM
    return (*pins, draft.but(seed=0)), ""  # all that is compared is drawn with one seed


def with_pins(pins: tuple[Draft, ...], more: Iterable[Draft]) -> tuple[Draft, ...]:
    """Return the pins with others, as far as there is room, each once."""
    for draft in more:
        pins, _ = with_pin(pins, draft)
    return pins
