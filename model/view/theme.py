"""Light or dark: which of them is shown, and the colours and dashes of lines in each."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from model.pictures import REST_COLOUR

Theme = Literal["light", "dark"]


#: Of variables, by theme: none of them an outcome's colour.
VARIABLE_COLOURS: dict[Theme, tuple[str, ...]] = {
    "light": ("#0072B2", "#9A5B00", "#A63D7F", "#5C5C5C", "#2F2F2F"),
    "dark": ("#7CC0EE", "#E69F00", "#E39BC4", "#B8B8B8", "#EEEEEE"),
}


#: Of the war going on, where the outcomes have their own colours, by theme.
REST_COLOURS: dict[Theme, str] = {"light": REST_COLOUR, "dark": "#B8B8B8"}


#: Of scenarios that are compared, by theme: none of them an outcome's colour.
SCENARIO_COLOURS: dict[Theme, tuple[str, ...]] = {
    "light": ("#3A3A3A", "#7A3E9D", "#1F4FBF", "#8A6A00"),
    "dark": ("#EDEDED", "#CFA6EC", "#93AEFF", "#F0D264"),
}


#: Lines that differ in colour differ in their dashes as well: lengths of line and gap by turns, in pixels.
VARIABLE_DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3), (4, 4))


SCENARIO_DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (7, 3), (2, 2), (9, 3, 2, 3))


def current_theme() -> Theme:
    """Return the theme that the visitor's browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"
