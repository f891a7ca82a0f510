"""Why? The answer as a paragraph, the exact sums behind it, and what would tip it."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import streamlit as st

from model.explain import PullDecomposition, binding_issue_in_words, decompose_pulls, headline_in_words
from model.knowledge import Case
from model.scenario import Scenario
from model.uncertainty import headline
from model.view.controls.beliefs import without_own_factors
from model.view.pages.base import Page, Pages
from model.view.pages.opening import open_with
from model.view.pages.why.actors import show_actors
from model.view.pages.why.rules import CHOSEN, show_arguable_rules, show_ranking
from model.view.pages.why.story import WHICH, show_story
from model.view.pages.why.sums import show_sums
from model.view.pages.why.tipping import show_tipping_points
from model.view.plain import plain
from model.view.results import account_parts_of, deeds_of, evidence_of, flips_of, reasons_of, run_of, variants_of
from model.view.style import add_style


@lru_cache(maxsize=64)
def sums_of(case: Case, scenario: Scenario) -> dict[str, PullDecomposition]:
    """Return the exact sums of a scenario's run; kept for when the same is asked again."""
    return decompose_pulls(run_of(case, scenario))


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the sums, what each rule and each actor did, what would tip the answer, and what holds a settlement back."""
    run = run_of(case, scenario)
    add_style(__file__)
    found = headline_in_words(headline(variants_of(case, scenario)))
    open_with(f"What is behind the answer “{found}”, rule by rule and actor by actor, and what would change it.")
    account = st.container()  # filled at the end, as is what would change it: that takes the longest
    st.header("What each pull is made of", anchor=False)
    show_sums(run, sums_of(case, scenario))
    st.header("One variant's story", anchor=False)
    show_story(case, scenario)
    st.header("What if you do not believe a rule?", anchor=False)
    before = reasons_of(case, without_own_factors(case, scenario))
    show_ranking(run, reasons_of(case, scenario), before)
    st.header("Which actor did what", anchor=False)
    show_actors(run, *deeds_of(case, scenario))
    st.header("Rules to argue with", anchor=False)
    show_arguable_rules(scenario, evidence_of(case, scenario))
    st.header("What would change the answer", anchor=False)
    tipping = st.container()
    st.header("What holds a settlement back", anchor=False)
    st.write(plain(binding_issue_in_words(run)))
    pages["deal"].link("All issues, and whom a deal would suit")
    pages["evidence"].link()
    lines = "".join(f"<li>{escape(line)}</li>" for line in account_parts_of(case, scenario)[1:])
    account.html(f"<ul class='account'>{lines}</ul>")
    with tipping:
        show_tipping_points(run, flips_of(case, scenario))


PAGE = Page(
    title="Why this answer?",
    url_path="why",
    icon="account_tree",
    show=show_page,
    choices=(CHOSEN, WHICH),
)
