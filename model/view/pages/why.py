"""Why? The answer as a paragraph, the exact sums behind it, what would tip it, and the deal that is on the table."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from model import deal as terms_of
from model.domain import Case
from model.scenario import Scenario
from model.tally import PullTally, pulls
from model.view import argue, deal, report, sums, tips, who
from model.view.pages.shared import account_of, deeds_of, evidence_of, flips_of, reasons_of, run_of, variants_of

TITLE = "Why?"
CSS = Path(__file__).parent.parent / "why.css"


@lru_cache(maxsize=64)
def tallied(case: Case, scenario: Scenario) -> dict[str, PullTally]:
    """Return the exact sums of a scenario's run."""
    return pulls(run_of(case, scenario))


def page(case: Case, scenario: Scenario, evidence: st.Page) -> None:
    """Show the page; `evidence` is the one that tells what all of it rests on."""
    run = run_of(case, scenario)
    st.html(CSS)
    with st.bottom:
        report.strip(run, variants_of(case, scenario))
    told = st.container()  # filled at the end, as is what would tip it: that takes the longest
    st.subheader("What it is the sum of", anchor=False)
    sums.show(run, tallied(case, scenario))
    st.subheader("What if you do not believe it", anchor=False)
    argue.ranking(run, reasons_of(case, scenario))
    st.subheader("Who did what", anchor=False)
    who.show(run, *deeds_of(case, scenario))
    st.subheader("Rules to argue with", anchor=False)
    argue.arguments(scenario, evidence_of(case, scenario))
    st.subheader("What would tip it", anchor=False)
    tipping = st.container()
    st.subheader("The deal on the table", anchor=False)
    deal.show(run, terms_of.terms(run))
    with st.expander("Whose objectives would be met", key="met"):
        deal.met(case, terms_of.met(run))
    st.page_link(evidence, label="Every claim, rule and relation: what does it rest on?", icon=":material/menu_book:")
    told.html(f"<p class='account'>{escape(account_of(case, scenario))}</p>")
    with tipping:
        tips.show(run, flips_of(case, scenario))
