"""The numbers behind the answer, made only once they are unfolded: figures, doubt, wars like this one, all reasons."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario
from model.view import charts
from model.view.components.line_chart import show_line_charts
from model.view.pages.answer.doubt import show_doubt
from model.view.pages.answer.figures import show_figures
from model.view.pages.answer.reasons import reasons_list
from model.view.pages.answer.wars_like_this import show_wars_like_this
from model.view.results import account_parts_of, bands_of, layers_of, reasons_of, run_of, variants_of


def show_numbers(case: Case, scenario: Scenario, *, paths: bool) -> None:
    """Show the numbers; `paths`: with the paths of the variables, which on a wide screen stand beside the answer."""
    run, variants, bands = run_of(case, scenario), variants_of(case, scenario), bands_of(case, scenario)
    with st.container(key="unfolded numbers"):
        show_figures(run, variants)
        show_wars_like_this(case)
        st.header("How far the variants lie apart", anchor=False)
        charts.explain_share_bands(variants, bands)
        show_doubt(variants, layers_of(case, scenario))
        if paths:
            _show_paths(case, scenario)
        st.header("The answer step by step", anchor=False)
        items = "".join(f"<li>{escape(text)}</li>" for text in account_parts_of(case, scenario))
        st.html(f"<ul class='account'>{items}</ul>")
        st.header("All reasons", anchor=False)
        st.caption(
            "These are reasons of the central run: each figure is what its leading pull would lose, or gain, if nobody "
            "believed the rule or the event did not happen. Rules that hardly matter here are left out."
        )
        st.html(reasons_list(case, reasons_of(case, scenario)))


def _show_paths(case: Case, scenario: Scenario) -> None:
    variants, bands = variants_of(case, scenario), bands_of(case, scenario)
    st.header("Along which path", anchor=False)
    charts.explain_bands(variants, bands)
    drawn = [charts.paths_chart(run_of(case, scenario), group, bands) for group in case.settings.chart]
    show_line_charts(drawn, "paths", columns=len(drawn) or 1)
