"""What each kind of surprise is worth: by how much the shares of the pull would differ without it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from model.explain import where_counted
from model.knowledge import Case
from model.scenario import Scenario
from model.uncertainty import without_each_happening
from model.view.analyses import on_request
from model.view.pages.sensitivity.downloads import offer_downloads
from model.view.pages.sensitivity.html import table_html
from model.view.pages.sensitivity.tables import surprises_table
from model.view.results import DRAWS, run_of, variants_of
from model.view.session import current_seed

if TYPE_CHECKING:
    import pandas as pd


def show_surprises(case: Case, scenario: Scenario) -> None:
    """Show what each kind of surprise is worth, once it is asked for; or that nothing may happen."""
    on = [happening for happening in case.happenings if scenario.may_happen(happening.id)]
    if not on:
        st.info(
            "In this scenario nothing may happen; only the front wanders. Switch happenings on under “What may "
            "happen” to see what each is worth."
            if case.happenings
            else "This case has no happenings: only the front wanders."
        )
        return
    st.markdown(
        "What may happen is drawn in each variant at published rates. By how much would the shares of the pull differ "
        "if surprises of one kind were left out, with all else the same?"
    )

    found = on_request(
        ("surprises", case, scenario.supposed, current_seed()),
        "Leave out each kind of surprise",
        lambda progress: without_each_happening(case, scenario, DRAWS, current_seed(), progress),
        units="kinds of surprise",
    )
    if found is None:
        return
    table = surprises_table(case, found)
    says = (
        f"Of {DRAWS} variants at month {scenario.months}: points are hundredths of the pull, half the sum of what the "
        "four shares gain and lose; in brackets 95 % intervals."
    )
    if any(happening.scaled_by for happening in on):
        says += " Where a rate depends on something, how often it comes about is told as if it were at its highest."
    st.html(table_html(table) + _basis(case, found))
    st.caption(says)
    title = "What each kind of surprise is worth"
    made_by = variants_of(case, scenario).made_by
    offer_downloads(run_of(case, scenario), "surprises", table, title, says, lambda: found, made_by)


def _basis(case: Case, found: pd.DataFrame) -> str:
    """Return where each rate was counted, folded away, as HTML."""
    counted = (case.happening_of[name] for name in found["happening"])
    items = "".join(f"<li><b>{escape(one.says)}</b> {escape(where_counted(one))}</li>" for one in counted)
    return f"<details class='rest'><summary>Where were they counted?</summary><ul>{items}</ul></details>"
