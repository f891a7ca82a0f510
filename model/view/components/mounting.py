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
    payload: Mapping[str, object] | bytes,
    key: str,
    uses: tuple[str, ...] = (),
    **on_change: Callable[[], None],
) -> None:
    """Show a component.

    Args:
        folder: its name: `<folder>/<folder>.js` and `<folder>/<folder>.css` are its script and, if any, its style.
        html: the element that the script fills.
        payload: what its script gets as `data`, in plain values; or bytes.
        key: where Streamlit keeps what comes back, in the session; unlike that of any other widget.
        uses: folders whose script, and style if they have one, stand before its own: "saving" has the menu that saves
            pictures and data, "typing" a field for numbers, "live" is where levers and the answer meet.
        on_change: for each value that comes back, `on_<name>_change`: what is called when it does.
    """
    callbacks: dict[str, Any] = {**on_change}
    _component(folder, html, uses)(data=payload, key=key, **callbacks)


@cache
def _component(folder: str, html: str, uses: tuple[str, ...]) -> ComponentRenderer:
    """Read a component's files and register it, once."""
    js, css = ("".join(_text(name, kind) for name in (*uses, folder)) for kind in ("js", "css"))
    return st.components.v2.component(folder, html=html, css=css, js=ELEMENTS + js)


def _text(folder: str, kind: str) -> str:
    """Return the script or the style of a folder; "" for a style that it does not have."""
    path = FOLDERS / folder / f"{folder}.{kind}"
    return "" if kind == "css" and not path.exists() else path.read_text(encoding="utf-8")
