"""Widgets to choose with: what is chosen is an id, whatever the ids are called.

Between the browser and Streamlit goes not the option but its label. So labels that are equal would be mistaken for each
other, and one that has changed meanwhile comes back as bare text. Here equal labels are told apart, and what comes back
and is no option is no choice: the widget shows again what holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

import streamlit as st

from model.view.session.choices import Choice
from model.view.session.remembering import keep, recall, while_shown

Option = TypeVar("Option", str, int)


#: What a widget's value is called when it is made, by the name of the widget: the option itself, but its place here.
DEFAULTS = {
    "selectbox": "index",
    "radio": "index",
    "select_slider": "value",
    "segmented_control": "default",
    "multiselect": "default",
}


def offer(
    widget: Callable[..., Any],
    label: str,
    options: Mapping[Option, str],
    key: str,
    value: Any,
    take: Callable[[Any], None],
    **more: Any,
) -> Any:
    """Show a widget to choose with, and return the id that is chosen, or a list of them.

    Args:
        widget: of Streamlit's, or of a place on the page: `st.selectbox`, `column.multiselect` ...
        label: of the widget.
        options: what each option is called, by its id.
        key: of the widget.
        value: the id that it shows, or a list of them; None for none.
        take: called with what a person chooses instead.
        more: what else the widget is given.
    """

    def changed() -> None:
        chosen = st.session_state[key]
        if _are_options(chosen, options):
            take(chosen)

    return widget(
        label,
        list(options),
        format_func=distinct(options).__getitem__,
        key=key,
        on_change=while_shown(changed, key),
        **_shown(widget.__name__, list(options), key, value),
        **more,
    )


def choose(
    widget: Callable[..., Any],
    label: str,
    options: Mapping[Option, str],
    choice: Choice[Any],
    default: Any,
    **more: Any,
) -> Any:
    """Show a widget to choose with whose value is remembered, and return what is chosen; see `offer`.

    What was chosen and is no option any longer gives way to the default; of several things, those that are left stay.
    """
    value = recall(choice, default)
    if isinstance(value, list):
        value = [one for one in value if one in options]
    elif value not in options:
        value = default
    return offer(widget, label, options, choice.key, value, partial(keep, choice), **more)


def distinct(labels: Mapping[Option, str]) -> dict[Option, str]:
    """Return the labels, with a number behind every one that another had before."""
    taken, found = set[str](), dict[Option, str]()
    for option, label in labels.items():
        name, number = label, 1
        while name in taken:
            number += 1
            name = f"{label} ({number})"
        taken.add(name)
        found[option] = name
    return found


def _are_options(chosen: Any, options: Mapping[Any, str]) -> bool:
    """Whether what a widget tells is an option, several of them, or nothing."""
    return all(one in options for one in (chosen if isinstance(chosen, list) else [chosen]) if one is not None)


def _shown(widget: str, options: list[Any], key: str, value: Any) -> dict[str, Any]:
    """Let a widget show a value, and return how it has to be made for that.

    One that shows it already has to be made with the value as its default: the browser may fall back on it when changes
    follow each other quickly, and would tell it as a change.
    """
    name = DEFAULTS[widget]
    default = options.index(value) if name == "index" and value is not None else value
    if key in st.session_state and st.session_state[key] == value:
        return {name: default}
    st.session_state[key] = value
    return {name: None} if name == "index" and value is None else {}
