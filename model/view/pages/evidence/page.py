"""What does it rest on? Every sentence of the articles, the rules that carry it, and what each does here."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import streamlit as st

from model.engine import Run
from model.knowledge import Case
from model.scenario import Scenario
from model.view import answer as report
from model.view.components.evidence_browser import data, show
from model.view.results import evidence_of, variants_of

TITLE = "What does it rest on?"


@lru_cache(maxsize=64)
def computed(case: Case, scenario: Scenario) -> tuple[Run, dict[str, Any]]:
    """Return the run of a scenario and all that the page tells of it; kept for when the same is asked again."""
    found = evidence_of(case, scenario)
    return found.run, data(found)


def page(case: Case, scenario: Scenario, answer: st.Page) -> None:
    """Show the page; `answer` is the one that tells what happens."""
    run, told = computed(case, scenario)
    with st.bottom:
        report.strip(run, variants_of(case, scenario))
    st.caption(
        "The figure beside a rule or a relation is its **effect** in the scenario above: what it adds to the pull of "
        "an outcome, or takes from it, against what that pull would be if one did not believe it, all else equal. "
        "Effects do not add up, since rules work together."
    )
    show(told)
    st.page_link(answer, label="Back to the answer: what happens?", icon=":material/arrow_back:")
