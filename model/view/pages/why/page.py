"""Why? The answer as a paragraph, the exact sums behind it, and what would tip it."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import streamlit as st

from model.explain import PullDecomposition, binding_issue_in_words, decompose_pulls
from model.knowledge import Case
from model.scenario import Scenario
from model.view.controls.beliefs import without_own_factors
from model.view.pages.base import Page, Pages
from model.view.pages.why.actors import show_actors
from model.view.pages.why.rules import CHOSEN, show_arguable_rules, show_ranking
from model.view.pages.why.story import WHICH, show_story
from model.view.pages.why.sums import show_sums
from model.view.pages.why.tipping import show_tipping_points
from model.view.plain import plain
from model.view.results import account_of, deeds_of, evidence_of, flips_of, reasons_of, run_of
from model.view.style import add_style


@lru_cache(maxsize=64)
def sums_of(case: Case, scenario: Scenario) -> dict[str, PullDecomposition]:
    """Return the exact sums of a scenario's run; kept for when the same is asked again."""
    return decompose_pulls(run_of(case, scenario))


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the sums, what each rule and each actor did, what would tip the answer, and what holds a settlement back."""
    run = run_of(case, scenario)
    add_style(__file__)
    account = st.container()  # filled at the end, as is what would tip it: that takes the longest
    st.header("What it is the sum of", anchor=False)
    show_sums(run, sums_of(case, scenario))
    st.header("One variant's story", anchor=False)
    show_story(case, scenario)
    st.header("What if you do not believe it", anchor=False)
    before = reasons_of(case, without_own_factors(case, scenario))
    show_ranking(run, reasons_of(case, scenario), before)
    st.header("Who did what", anchor=False)
    show_actors(run, *deeds_of(case, scenario))
    st.header("Rules to argue with", anchor=False)
    show_arguable_rules(scenario, evidence_of(case, scenario))
    st.header("What would tip it", anchor=False)
    tipping = st.container()
    st.header("What holds a settlement back", anchor=False)
    st.write(plain(binding_issue_in_words(run)))
    pages["deal"].link("Issue by issue, and whose objectives it would meet: what is on the table?")
    pages["evidence"].link()
    account.html(f"<p class='account'>{escape(account_of(case, scenario))}</p>")
    with tipping:
        show_tipping_points(run, flips_of(case, scenario))


PAGE = Page(
    title="Why?",
    url_path="why",
    icon="account_tree",
    show=show_page,
    choices=(CHOSEN, WHICH),
)
