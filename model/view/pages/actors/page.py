"""Who wants what? The actors, their objectives, and what each tie between two of them does in the run."""

from __future__ import annotations

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario
from model.view import answer as report
from model.view.components import actor_graph
from model.view.results import deeds_of, run_of, variants_of

TITLE = "Who wants what?"


def page(case: Case, scenario: Scenario) -> None:
    """Show the page."""
    run = run_of(case, scenario)
    with st.bottom:
        report.strip(run, variants_of(case, scenario))
    st.caption(
        "Actors on the left, their objectives on the right, grouped by issue; left of the "
        "actors, what each tie between two of them does to the leading pull in this run. Choose an actor or an "
        "objective to see its ties, their effect and the source."
    )
    actor_graph.show(run, *deeds_of(case, scenario))
