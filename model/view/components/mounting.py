"""How a component comes onto the page: its folder holds its JavaScript and CSS, `mount` gives it what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.types import ComponentRenderer

FOLDERS = Path(__file__).parent


#: JavaScript that stands before every component's own.
ELEMENTS = (FOLDERS / "elements.js").read_text(encoding="utf-8")


def mount(
    folder: str,
    html: str,
    payload: Mapping[str, object],
    key: str,
    savable: bool = False,
    **on_change: Callable[[], None],
) -> None:
    """Show a component.

    Args:
        folder: its name: `<folder>/<folder>.js` and `<folder>/<folder>.css` are its script and its style.
        html: the element that the script fills.
        payload: what its script gets as `data`, in plain values.
        key: where Streamlit keeps what comes back, in the session; unlike that of any other widget.
        savable: whether its script makes use of the menu that saves pictures and data.
        on_change: for each value that comes back, `on_<name>_change`: what is called when it does.
    """
    callbacks: dict[str, Any] = {**on_change}
    _component(folder, html, savable)(data=payload, key=key, **callbacks)


@cache
def _component(folder: str, html: str, savable: bool) -> ComponentRenderer:
    """Read a component's files and register it, once."""
    folders = ["saving", folder] if savable else [folder]
    js, css = (
        "".join((FOLDERS / name / f"{name}.{kind}").read_text(encoding="utf-8") for name in folders)
        for kind in ("js", "css")
    )
    return st.components.v2.component(folder, html=html, css=css, js=ELEMENTS + js)
