"""The strip at the foot of every page: the answer, how sturdy it is, and the four shares, always in sight."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.engine import Run
from model.explain import COLOURS, REST_SHAPE, SHAPES, ClassFigures, answer_in_figures, answer_in_words
from model.knowledge import THE_REST, Outcome
from model.uncertainty import Ensemble, headline


def show_strip(run: Run, variants: Ensemble) -> None:
    """Show the scenario, the headline, how sturdy it is, and the shares of the pull."""
    shown = "".join(map(_share, answer_in_figures(run, variants)))
    text = answer_in_words(headline(variants))
    title = f"<span class='long'>{escape(run.scenario.title)}, at month {run.scenario.months}:</span>"
    st.html(f"<div class='strip' role='status'><span>{title} <strong>{escape(text)}</strong></span>{shown}</div>")


def _share(of: ClassFigures) -> str:
    if of.name == THE_REST:
        return f"<span><b aria-hidden='true'>{REST_SHAPE}</b> {of.label} {of.share}</span>"
    outcome = Outcome(of.name)
    mark = f"<b style='color:{COLOURS[outcome]}' aria-hidden='true'>{SHAPES[outcome]}</b>"
    return f"<span>{mark} {_shortened_on_phones(of.label)} {of.share}</span>"


def _shortened_on_phones(label: str) -> str:
    """Return a label of which a phone shows the first word only."""
    first, space, rest = label.partition(" ")
    return f"{first}<span class='long'>{space}{rest}</span>" if rest else first
