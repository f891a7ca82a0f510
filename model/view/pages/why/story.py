"""One variant's story: its course over the bands of all, what happened in it and when, and what moved its pulls."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.explain import decompose_pulls, happened_in_words, largest_in_words
from model.knowledge import Case
from model.scenario import Scenario
from model.uncertainty import Ensemble, variant_number, variants_apart
from model.view.charts import variant_chart
from model.view.components.folding import expander
from model.view.components.line_chart import show_line_charts
from model.view.components.number_fields import number_field, show_number_fields
from model.view.pages.why.sums import sums_list
from model.view.results import DRAWS, bands_of, variants_of
from model.view.session import Choice, ToChooseFrom, keep, offer, recall

#: What stands for a variant by its number, among the names of those that something sets apart; and its field's key.
BY_NUMBER, NUMBER_FIELD = "number", "variant number"


def _read(_: ToChooseFrom, text: str) -> str:
    """Return what a link says: a number, or the name of what sets a variant apart."""
    if text in variants_apart() or (text.isdecimal() and int(text) < DRAWS):
        return text
    raise ValueError(f"a number from 0 to {DRAWS - 1} is needed, or one of {', '.join(variants_apart())}")


#: The choice: which variant is told, by its number or by what sets it apart.
WHICH = Choice("variant", _read)


def show_story(case: Case, scenario: Scenario) -> None:
    """Let a variant be chosen, and tell its story, once the fold is open."""
    variants = variants_of(case, scenario)
    unfolded, place = expander("Follow one variant month by month", "one variant")
    if not unfolded:
        return
    with place:
        number = _choose(variants)
        run = variants.variant(number)
        happened = happened_in_words(run)
        title = f"Variant {number} of {variants.draws:,}"
        show_line_charts([variant_chart(run, title, happened, bands_of(case, scenario))], "one_variant")
        st.caption(
            "Lines: the pulls in this variant alone. Bands: nine in ten variants, with and without what may happen. A "
            "dotted line marks a month in which something happened; the arrow keys tell what."
        )
        st.html(
            f"<p>{escape(largest_in_words(run))}</p>{_happened_list(happened)}<p>What moved its pulls (the amounts "
            f"add up exactly):</p>{sums_list(run, decompose_pulls(run), unfolded=False)}"
        )


def _choose(variants: Ensemble) -> int:
    """Show what a variant is chosen with, and return its number."""
    which = recall(WHICH, next(iter(variants_apart())))
    options = {name: f"The one {told}" for name, told in variants_apart().items()} | {BY_NUMBER: "By its number"}

    def take(chosen: str) -> None:
        keep(WHICH, str(variant_number(variants, which)) if chosen == BY_NUMBER else chosen)

    offer(st.selectbox, "Which variant", options, WHICH.key, BY_NUMBER if which.isdecimal() else which, take)
    number = variant_number(variants, which)
    if which.isdecimal():
        field = number_field("Number", number, 0, variants.draws - 1, 1, digits=0)
        show_number_fields([field], NUMBER_FIELD, lambda _, value: keep(WHICH, str(int(value))), columns=3)
    return number


def _happened_list(happened: list[tuple[int, str]]) -> str:
    if not happened:
        return "<p>Nothing happened in it; only the front wandered.</p>"
    items = "".join(f"<li>Month {month}: {escape(text)}</li>" for month, text in happened)
    return f"<p>What happened in it:</p><ul>{items}</ul>"
