"""What is on the table? Which issue holds a settlement back, the deal issue by issue, and whose objectives it meets."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from model.engine import Run
from model.explain import deal_terms, holding, met_table, objectives_met, terms_table
from model.knowledge import Case
from model.scenario import Scenario
from model.view import answer as report
from model.view.pages.deal import html as deal
from model.view.results import run_of, variants_of
from model.view.session import recall, remember

TITLE = "What is on the table?"


CSS = Path(__file__).parent / "style.css"


def page(case: Case, scenario: Scenario) -> None:
    """Show the page."""
    run = run_of(case, scenario)
    st.html(CSS)
    with st.bottom:
        report.strip(run, variants_of(case, scenario))
    _at(run)


@st.fragment
def _at(run: Run) -> None:
    """Show what is on the table at the month that is chosen; only this is done again for another month."""
    told = st.container()
    month = _month(run.scenario.months)
    found, met = deal_terms(run, month), objectives_met(run, month)
    told.html(f"<p class='account'>{holding(run, found, month)} The widest gap decides, not the average one.</p>")
    st.header("Issue by issue", anchor=False)
    deal.show(run, found, month)
    _csv("The deal as CSV", terms_table(run, month).to_csv(index=False), f"deal-month-{month}.csv")
    st.header("Whose objectives would be met", anchor=False)
    deal.met(run, met, month)
    _csv("The objectives as CSV", met_table(run, month).to_csv(index=False), f"objectives-month-{month}.csv")


def _month(horizon: int) -> int:
    """Let a month be chosen, the horizon to begin with; it is kept as long as the horizon is."""
    key = f"table month of {horizon}"
    chosen: int = st.slider(
        "At month",
        0,
        horizon,
        key=key,
        on_change=remember(key, recall(key, horizon)),
        help="0 is the start: the openings, less what the sides have given by then.",
    )
    return chosen


def _csv(label: str, text: str, name: str) -> None:
    st.download_button(label, text, name, "text/csv", on_click="ignore", key=f"csv {label}", icon=":material/download:")
