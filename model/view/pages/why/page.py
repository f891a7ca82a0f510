"""Why? The answer as a paragraph, the exact sums behind it, and what would tip it."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from model.explain import PullDecomposition, decompose_pulls, holding
from model.knowledge import Case
from model.scenario import Scenario
from model.view import answer as report
from model.view.pages.why import actors as who
from model.view.pages.why import rules as argue
from model.view.pages.why import sums
from model.view.pages.why import tipping as tips
from model.view.results import account_of, deeds_of, evidence_of, flips_of, reasons_of, run_of, variants_of

TITLE = "Why?"


CSS = Path(__file__).parent / "style.css"


@lru_cache(maxsize=64)
def tallied(case: Case, scenario: Scenario) -> dict[str, PullDecomposition]:
    """Return the exact sums of a scenario's run."""
    return decompose_pulls(run_of(case, scenario))


def page(case: Case, scenario: Scenario, table: st.Page, evidence: st.Page) -> None:
    """Show the page; `table` tells what deal is on the table, `evidence` what all of it rests on."""
    run = run_of(case, scenario)
    st.html(CSS)
    with st.bottom:
        report.strip(run, variants_of(case, scenario))
    told = st.container()  # filled at the end, as is what would tip it: that takes the longest
    st.header("What it is the sum of", anchor=False)
    sums.show(run, tallied(case, scenario))
    st.header("What if you do not believe it", anchor=False)
    argue.ranking(run, reasons_of(case, scenario))
    st.header("Who did what", anchor=False)
    who.show(run, *deeds_of(case, scenario))
    st.header("Rules to argue with", anchor=False)
    argue.arguments(scenario, evidence_of(case, scenario))
    st.header("What would tip it", anchor=False)
    tipping = st.container()
    st.header("What holds a settlement back", anchor=False)
    st.write(holding(run))
    st.page_link(
        table,
        label="Issue by issue, and whose objectives it would meet: what is on the table?",
        icon=":material/handshake:",
    )
    st.page_link(evidence, label="Every claim, rule and relation: what does it rest on?", icon=":material/menu_book:")
    told.html(f"<p class='account'>{escape(account_of(case, scenario))}</p>")
    with tipping:
        tips.show(run, flips_of(case, scenario))
