"""The strip at the foot of every page: the answer, and how firm it is, in one line that stays in sight."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.engine import Run
from model.explain import COLOURS, LABELS, SHAPES, answer_in_words, pulls_in_figures
from model.knowledge import Outcome
from model.uncertainty import Ensemble, robustness


def show_strip(run: Run, variants: Ensemble) -> None:
    """Show the answer, and how firm it is, with the three pulls."""
    pulls = pulls_in_figures(run)
    shown = "".join(
        f"<span><b style='color:{COLOURS[o]}' aria-hidden='true'>{SHAPES[o]}</b> "
        f"{_shortened_on_phones(LABELS[o])} {pulls[LABELS[o]]}</span>"
        for o in Outcome
    )
    text = answer_in_words(run, robustness(run, variants))
    st.html(f"<div class='strip' role='status'><strong>{escape(text)}</strong>{shown}</div>")


def _shortened_on_phones(label: str) -> str:
    """Return a label of which a phone shows the first word only."""
    first, space, rest = label.partition(" ")
    return f"{first}<span class='long'>{space}{rest}</span>" if rest else first
