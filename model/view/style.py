"""Style sheets: the one of all pages, and those that stand beside the modules whose HTML they dress."""

from __future__ import annotations

from pathlib import Path

import streamlit as st


def add_common_style() -> None:
    """Put the style of all pages in place."""
    add_style(__file__)


def add_style(module: str) -> None:
    """Put the style sheet in place that lies beside a module; `module` is the module's `__file__`."""
    st.html(Path(module).with_name("style.css"))
