"""How a component comes onto the page: its folder holds its JavaScript and CSS, `mount` gives it what it shows."""

from __future__ import annotations

from base64 import b64encode
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
        payload: what its script gets as `data`, in plain values and in a list of this one thing; or bytes.
        key: where Streamlit keeps what comes back, in the session; unlike that of any other widget.
        uses: folders whose script, and style if they have one, stand before its own: "saving" has the menu that saves
            pictures and data, "typing" a field for numbers, "live" is where levers and the answer meet.
        on_change: for each value that comes back, `on_<name>_change`: what is called when it does.
    """
    callbacks: dict[str, Any] = {**on_change}
    # in a list, as Streamlit looks for tables in what stands in a dictionary, and loads pandas for it
    _component(folder, html, uses)(data=payload if isinstance(payload, bytes) else [payload], key=key, **callbacks)


@cache
def _component(folder: str, html: str, uses: tuple[str, ...]) -> ComponentRenderer:
    """Read a component's files and register it, once."""
    folders = (*uses, folder)
    js, css = ("".join(map(text_of, folders)) for text_of in (script_of, _style_of))
    return st.components.v2.component(folder, html=html, css=css, js=ELEMENTS + js)


def script_of(folder: str) -> str:
    """Return the script of a folder; before it stands what the folder has as WebAssembly, if any, in base64."""
    wasm = FOLDERS / folder / f"{folder}.wasm"
    compiled = f'const {folder}Wasm = "{b64encode(wasm.read_bytes()).decode()}";\n' if wasm.exists() else ""
    return compiled + (FOLDERS / folder / f"{folder}.js").read_text(encoding="utf-8")


def _style_of(folder: str) -> str:
    """Return the style of a folder; "" where it has none."""
    path = FOLDERS / folder / f"{folder}.css"
    return path.read_text(encoding="utf-8") if path.exists() else ""
