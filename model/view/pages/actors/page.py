"""Who wants what? The actors, their objectives, and what each tie between two of them does in the run."""

from __future__ import annotations

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario
from model.view.components.actor_graph import GRAPH, show_actor_graph
from model.view.pages.base import Page, Pages
from model.view.results import deeds_of, run_of
from model.view.session import as_opened, keep, one_of

#: The choice: the actor or objective whose ties are shown.
CHOSEN = one_of("tied", lambda among: [*(actor.id for actor in among.case.actors), *among.case.objective_of])


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the graph of actors, objectives and ties."""
    st.caption(
        "Actors on the left, their objectives on the right, grouped by issue; left of the "
        "actors, what each tie between two of them does to the leading pull in this run. Choose an actor or an "
        "objective to see its ties, their effect and the source."
    )
    number, (value,) = as_opened(GRAPH, CHOSEN)
    show_actor_graph(
        run_of(case, scenario),
        *deeds_of(case, scenario),
        {"number": number, "value": value},
        lambda chosen: keep(CHOSEN, chosen or None),
    )


PAGE = Page(
    title="Who wants what?",
    url_path="wants",
    icon="hub",
    show=show_page,
    choices=(CHOSEN,),
)
