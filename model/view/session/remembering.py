"""What a person has chosen on a page, remembered for as long as the session lasts, and told by links.

Streamlit keeps the value of a widget only as long as every run of the script shows that widget. A visit to another
page, or a fold that is closed, is a run without it, after which the widget would begin anew. So what a person chooses
is kept here besides, and put back into the widget when it is shown again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from typing import Any, TypeVar

import streamlit as st

from model.view.session.choices import Choice
from model.view.session.touching import touch

Value = TypeVar("Value")


#: In the session: what was chosen, by the keys of the choices. It is put away with its case, and comes back with it.
REMEMBERED = "remembered"


#: In the session: how many addresses have been opened in it.
ADDRESSES_OPENED = "addresses opened"


def chosen() -> Mapping[str, Any]:
    """Return all that has been chosen, by the keys of the choices."""
    found: Mapping[str, Any] = st.session_state.get(REMEMBERED, {})
    return found


def remember(choice: Choice[Any], value: object, part: str = "") -> Callable[[], None]:
    """Let the widget of a choice show a value; return its `on_change`, which remembers what a person chooses instead.

    The value is usually what `recall` returns. A default is not remembered, so that it may follow the scenario.

    Args:
        choice: of the page.
        value: to be shown.
        part: of a choice that has a widget for each of several things, which; the widget's key is both with a space.
    """
    key = f"{choice.key} {part}" if part else choice.key
    st.session_state[key] = value
    return while_shown(lambda: keep(choice, st.session_state[key], part), key)


def recall(choice: Choice[Any], default: Value, options: Container[Value] | None = None, part: str = "") -> Value:
    """Return what was last chosen; the default if nothing was, or if that is no option any longer."""
    value: Value = chosen().get(choice.key, {}).get(part, default) if part else chosen().get(choice.key, default)
    return value if options is None or value in options else default


def keep(choice: Choice[Any], value: object, part: str = "") -> None:
    """Remember a value as if it had been chosen in the choice's widget, None as nothing: for a control's callback."""
    held = {**chosen().get(choice.key, {}), part: value} if part else value
    others = {key: one for key, one in chosen().items() if key != choice.key}
    st.session_state[REMEMBERED] = others if held is None else {**others, choice.key: held}
    touch()


def as_opened(component: str, *choices: Choice[str]) -> tuple[int, list[str]]:
    """Return what a component shows at first of some choices, and before it a number that is new where that is.

    The component's script itself keeps what a person goes on to choose in it. What it is given stays the same
    meanwhile, and is not sent again, until it is shown anew or another address is opened. `component` is its key.
    """
    key, address = f"{component} as opened", st.session_state.get(ADDRESSES_OPENED, 0)
    before, number, values = st.session_state.get(key, (-1, 0, []))
    if before != address or component not in st.session_state:
        number, values = number + 1, [recall(choice, "") for choice in choices]
        st.session_state[key] = address, number, values
    return number, values


def while_shown(act: Callable[..., None], *widgets: str) -> Callable[..., None]:
    """Return a callback that acts only while the widgets of these keys, which it reads, are on the page.

    When a person leaves a page in a hurry, the browser reports its widgets once more, after Streamlit has forgotten
    them: it takes that for a change and calls back.
    """

    def call(*arguments: Any) -> None:
        if all(key in st.session_state for key in widgets):
            act(*arguments)

    return call
