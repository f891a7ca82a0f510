"""The one sentence with which a page opens: what it is for and, where it can be told, what came out."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def open_with(sentence: str, place: DeltaGenerator | None = None) -> None:
    """Show the sentence, here or at a place that was kept for it until what came out is known."""
    (place or st).html(f"<p class='opening' data-testid='opening'>{escape(sentence)}</p>")
