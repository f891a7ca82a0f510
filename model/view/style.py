"""Style sheets: the one of all pages, and those that stand beside the modules whose HTML they dress."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from model.view.theme import current_theme


def add_common_style() -> None:
    """Put the style of all pages in place."""
    add_style(__file__)
    if current_theme() == "dark":
        add_style(__file__, "dark.css")


def add_style(module: str, name: str = "style.css") -> None:
    """Put a style sheet in place that lies beside a module; `module` is the module's `__file__`."""
    st.html(Path(module).with_name(name))
