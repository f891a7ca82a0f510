"""What happens? Levers in, the answer out: the headline, the paths, and why."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario
from model.view import charts
from model.view.components.line_chart import show_line_charts
from model.view.pages.answer.doubt import show_doubt
from model.view.pages.answer.reasons import show_reasons
from model.view.pages.answer.verdict import show_verdict
from model.view.pages.answer.wars_like_this import show_wars_like_this
from model.view.pages.base import Page, Pages
from model.view.results import account_of, bands_of, layers_of, reasons_of, run_of, variants_of


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the answer, the strongest reasons for it, links to the other pages, and the paths."""
    run, variants = run_of(case, scenario), variants_of(case, scenario)
    left, right = st.columns([5, 4], gap="large")
    with left:
        show_verdict(run, variants)
        show_wars_like_this(case)
    bands = bands_of(case, scenario)
    with right:
        st.header("Shares of the pull over the months", anchor=False)
        show_line_charts([charts.shares_chart(run, variants, bands)], "pulls")
        charts.explain_share_bands(variants, bands)
        doubt = st.container()  # filled at the end, too
    st.header("Why", anchor=False)
    account = st.container()  # filled at the end: what would tip the answer takes longer than all else on the page
    show_reasons(case, reasons_of(case, scenario))
    st.header("Along which path", anchor=False)
    charts.explain_bands(variants, bands)
    groups = case.settings.chart
    show_line_charts([charts.paths_chart(run, group, bands) for group in groups], "paths", columns=len(groups) or 1)
    with doubt:
        show_doubt(variants, layers_of(case, scenario))
    account.html(f"<p class='account'>{escape(account_of(case, scenario))}</p>")


PAGE = Page(
    title="What happens?",
    url_path="",
    icon="arrow_back",
    show=show_page,
)
