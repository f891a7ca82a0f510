"""Beside the answer: of wars like this one, how many went which way within two years."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.history import (
    INTERVALS_RULE,
    VICTORY_RULE,
    facts_in_words,
    load_reference_classes,
    reference_class_in_brief,
)
from model.knowledge import Case, WarFacts
from model.view.reference_table import reference_table


def show_wars_like_this(case: Case) -> None:
    """Show in a sentence how wars like this one went, and folded away their neighbours and what was counted."""
    facts = case.settings.war
    (counted,) = {one.data for one in load_reference_classes().classes}
    data = load_reference_classes().data_of[counted]
    rest = (_why(facts), VICTORY_RULE, INTERVALS_RULE, f"{data.defines} {data.source}, {data.period}.")
    st.html(
        f"<p class='like-this'>{escape(reference_class_in_brief(facts))}</p>"
        f"<details class='past'><summary>Which wars were counted?</summary>{reference_table(facts)}"
        f"{''.join(f'<p>{escape(text)}</p>' for text in rest if text)}</details>"
    )


def _why(facts: WarFacts | None) -> str:
    """Return by what the class was chosen."""
    if facts is None:
        return ""
    basis = f"By {facts.basis}." if facts.claims else facts.judgement
    return f"This war: {facts_in_words(facts)}. {basis}"
