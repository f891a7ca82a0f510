"""A button that copies a text, with the finger as well as with the pointer, wherever the page is served from."""

from __future__ import annotations

from typing import TypedDict

from model.view.components.mounting import mount


class CopyingPayload(TypedDict):
    """What the script gets: the text."""

    text: str


def show_copy_button(text: str) -> None:
    """Show a button that copies a text."""
    payload: CopyingPayload = {"text": text}
    mount("copying", "<div class='copying'></div>", payload, "copying")
