"""What is on the table? Which issue holds a settlement back, the deal issue by issue, and whose objectives it meets."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.explain import binding_issue_in_words, deal_terms, objectives_met, objectives_table, terms_table
from model.knowledge import MONTHS, Case
from model.scenario import Scenario
from model.view.pages.base import Page, Pages
from model.view.pages.deal.issues import show_issues
from model.view.pages.deal.objectives import show_objectives
from model.view.results import run_of
from model.view.session import numbers, recall, remember
from model.view.style import add_style

#: The choice: the month that is shown, for each horizon.
MONTH = numbers("table month of", lambda _: map(str, range(1, MONTHS + 1)), 0, MONTHS)


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show what is on the table at the month of the run that is chosen."""
    add_style(__file__)
    run = run_of(case, scenario)
    account = st.container()
    month = _month(run.scenario.months)
    terms, met = deal_terms(run, month), objectives_met(run, month)
    account.html(
        f"<p class='account'>{escape(binding_issue_in_words(run, terms, month))} "
        "The widest gap decides, not the average one.</p>"
    )
    st.header("Issue by issue", anchor=False)
    show_issues(run, terms, month)
    _csv("The deal as CSV", terms_table(run, month).to_csv(index=False), f"deal-month-{month}.csv")
    st.header("Whose objectives would be met", anchor=False)
    show_objectives(run, met, month)
    _csv("The objectives as CSV", objectives_table(run, month).to_csv(index=False), f"objectives-month-{month}.csv")


def _month(horizon: int) -> int:
    """Let a month be chosen, the horizon to begin with; it is kept as long as the horizon is."""
    part = str(horizon)
    chosen: int = st.slider(
        "At month",
        0,
        horizon,
        key=f"{MONTH.key} {part}",
        on_change=remember(MONTH, min(int(recall(MONTH, horizon, part=part)), horizon), part),
        help="0 is the start: the openings, less what the sides have given by then.",
    )
    return chosen


def _csv(label: str, text: str, name: str) -> None:
    st.download_button(label, text, name, "text/csv", on_click="ignore", key=f"csv {label}", icon=":material/download:")


PAGE = Page(
    title="What is on the table?",
    url_path="table",
    icon="handshake",
    invitation="The deal issue by issue, and whose objectives it would meet: what is on the table?",
    show=show_page,
    choices=(MONTH,),
)
