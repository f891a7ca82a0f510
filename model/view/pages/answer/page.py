"""What happens? Levers in, the answer out: the verdict, the paths, and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from model.knowledge import OUTCOMES, Case
from model.scenario import Scenario
from model.view import answer as report
from model.view import charts
from model.view.components import line_chart as lines
from model.view.results import account_of, reasons_of, run_of, variants_of

if TYPE_CHECKING:
    import xarray as xr


TITLE = "What happens?"


@lru_cache(maxsize=256)
def bands_of(case: Case, scenario: Scenario) -> xr.DataArray:
    """Return the variants' bands of all that the charts show; kept for when the same is asked again."""
    shown = dict.fromkeys(variable for chart in case.settings.chart for variable in chart.variables)
    return variants_of(case, scenario).bands(*OUTCOMES, *shown)


def page(case: Case, scenario: Scenario, links: Sequence[tuple[st.Page, str, str]]) -> None:
    """Show the page; `links` are the other pages, each with its icon and with what the link says."""
    run, variants = run_of(case, scenario), variants_of(case, scenario)
    with st.bottom:
        report.strip(run, variants)
    left, right = st.columns([5, 4], gap="large")
    with left:
        report.answer(run, variants)
    bands = bands_of(case, scenario)
    with right:
        st.header("Pulls over the months", anchor=False)
        lines.show([charts.pulls(run, bands)], "pulls")
        charts.key(variants)
    st.header("Why", anchor=False)
    told = st.container()  # filled at the end: what would tip the answer takes longer than all else on the page
    report.why(case, reasons_of(case, scenario))
    for link, icon, label in links:
        st.page_link(link, label=label, icon=f":material/{icon}:")
    st.header("Along which path", anchor=False)
    charts.key(variants)
    groups = case.settings.chart
    lines.show([charts.paths(run, group, bands) for group in groups], "paths", columns=len(groups) or 1)
    told.html(f"<p class='account'>{escape(account_of(case, scenario))}</p>")
