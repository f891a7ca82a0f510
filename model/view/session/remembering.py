"""What a person has chosen in a widget, remembered for as long as the session lasts.

Streamlit keeps the value of a widget only as long as every run of the script shows that widget. A visit to another
page, or a fold that is closed, is a run without it, after which the widget would begin anew. So what a person chooses
is kept here besides, and put back into the widget when it is shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any, TypeVar

import streamlit as st

Value = TypeVar("Value")


#: In the session: what was chosen, by the key of its widget. It is put away with its case, and comes back with it.
REMEMBERED = "remembered"


def remember(key: str, value: object) -> Callable[[], None]:
    """Let the widget of this key show a value; return its `on_change`, which remembers what a person chooses instead.

    The value is usually what `recall` returns. A default is not remembered, so that it may follow the scenario.
    """
    st.session_state[key] = value
    return while_shown(lambda: keep(key, st.session_state[key]), key)


def recall(key: str, default: Value, options: Container[Value] | None = None) -> Value:
    """Return what was last chosen in a widget; the default if nothing was, or if that is no option any longer."""
    value: Value = st.session_state.get(REMEMBERED, {}).get(key, default)
    return value if options is None or value in options else default


def keep(key: str, value: object) -> None:
    """Remember a value as if it had been chosen in the widget of this key."""
    st.session_state[REMEMBERED] = {**st.session_state.get(REMEMBERED, {}), key: value}


def while_shown(act: Callable[..., None], *widgets: str) -> Callable[..., None]:
    """Return a callback that acts only while the widgets of these keys, which it reads, are on the page.

    When a person leaves a page in a hurry, the browser reports its widgets once more, after Streamlit has forgotten
    them: it takes that for a change and calls back.
    """

    def call(*arguments: Any) -> None:
        if all(key in st.session_state for key in widgets):
            act(*arguments)

    return call
