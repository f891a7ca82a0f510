"""What is on the table? Which issue holds a settlement back, the deal issue by issue, and whose objectives it meets."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from model.engine import Run
from model.explain import binding_issue_in_words, deal_tables, deal_terms, objectives_met
from model.knowledge import MONTHS, Case
from model.scenario import MadeBy, Scenario
from model.view.controls.tables import offer_csv, offer_workbook
from model.view.pages.base import Page, Pages
from model.view.pages.deal.issues import show_issues
from model.view.pages.deal.objectives import show_objectives
from model.view.pages.opening import open_with
from model.view.results import run_of
from model.view.session import numbers, recall, remember
from model.view.style import add_style

#: The choice: the month that is shown, for each horizon.
MONTH = numbers("table month of", lambda _: map(str, range(1, MONTHS + 1)), 0, MONTHS)


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show what is on the table at the month of the run that is chosen."""
    add_style(__file__)
    run = run_of(case, scenario)
    opening, account = st.container(), st.container()
    month = _month(run.scenario.months)
    terms, met = deal_terms(run, month), objectives_met(run, month)
    open_with("Where each side stands on every issue, and whom a deal half-way between them would suit.", opening)
    account.html(
        f"<p class='account'>{escape(binding_issue_in_words(run, terms, month))} "
        "The widest gap decides, not the average one.</p>"
    )
    st.header("Issue by issue", anchor=False)
    show_issues(run, terms, month)
    _offer("The deal", run, month)
    st.header("Whose objectives would be met", anchor=False)
    show_objectives(run, met, month)
    _offer("The objectives", run, month)


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


def _offer(what: str, run: Run, month: int) -> None:
    """Offer one of the deal's tables as CSV, and with the first of them both as a workbook."""
    name = what.removeprefix("The ")

    def made_by() -> MadeBy:
        return run.made_by.but(what="deal", asked={"month": month})

    with st.container(horizontal=True, gap="small"):
        offer_csv(
            f"{what} as CSV",
            f"{name}-month-{month}.csv",
            lambda: deal_tables(run, month)[name],
            made_by,
            f"csv {what} as CSV",
        )
        if name == "deal":
            tables = partial(deal_tables, run, month)
            offer_workbook("Deal and objectives (workbook)", f"deal-month-{month}.xlsx", tables, made_by, "xlsx deal")


PAGE = Page(
    title="What is on the table?",
    url_path="table",
    icon="handshake",
    show=show_page,
    choices=(MONTH,),
)
