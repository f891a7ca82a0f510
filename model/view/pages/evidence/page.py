"""What does it rest on? Every sentence of the articles, the rules that carry it, and what each does here."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario
from model.view.components.evidence_browser import (
    EVIDENCE,
    MOST_CHARACTERS,
    WAYS,
    EvidencePayload,
    evidence_payload,
    show_evidence,
)
from model.view.pages.base import Page, Pages
from model.view.pages.opening import open_with
from model.view.results import evidence_of
from model.view.session import as_opened, keep, one_of, words

#: The choices: the way to read, and what is searched for.
WAY, SEARCH = one_of("read by", lambda _: WAYS), words("search", MOST_CHARACTERS)


@lru_cache(maxsize=64)
def browsed(case: Case, scenario: Scenario) -> EvidencePayload:
    """Return all that the evidence browser shows of a scenario's run; kept for when the same is asked again."""
    return evidence_payload(evidence_of(case, scenario))


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the evidence to be searched and read, and the way back to the answer."""
    articles = len({place.article for claim in case.claims for place in claim.source})
    open_with(
        f"Where everything in the model comes from: {len(case.claims)} statements from {articles} sources, "
        f"{len(case.rules)} rules and {len(case.edges)} relations between actors, and what is our own judgement."
    )
    st.caption(
        "The figure beside a rule or a relation is its **effect** in this scenario: what it adds to the pull of an "
        "outcome, or takes from it, compared with a run without it. Effects do not add up, because rules work together."
    )
    number, (way, query) = as_opened(EVIDENCE, WAY, SEARCH)
    show_evidence(browsed(case, scenario), {"number": number, "way": way, "query": query}, _keep)
    pages["answer"].link()


def _keep(way: str, query: str) -> None:
    keep(WAY, way if way in WAYS else None)
    keep(SEARCH, query or None)


PAGE = Page(
    title="Sources",
    url_path="rests",
    icon="menu_book",
    show=show_page,
    choices=(WAY, SEARCH),
)
