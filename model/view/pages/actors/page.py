"""Who wants what? The actors, their objectives, and what each tie between two of them does in the run."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import Deed
from model.knowledge import OUTCOME_NAMES, Case, Outcome, typeset
from model.scenario import Scenario
from model.view.components.actor_graph import GRAPH, show_actor_graph
from model.view.pages.base import Page, Pages
from model.view.pages.opening import open_with
from model.view.results import deeds_of, run_of
from model.view.session import as_opened, keep, one_of

#: The choice: the actor or objective whose ties are shown.
CHOSEN = one_of("tied", lambda among: [*(actor.id for actor in among.case.actors), *among.case.objective_of])


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the graph of actors, objectives and ties."""
    run, (deeds, edges) = run_of(case, scenario), deeds_of(case, scenario)
    open_with(f"Who wants what, and who works on whom: {most_effect_in_a_clause(run, deeds)}.")
    st.caption(
        "Actors on the left, their objectives on the right, by issue. Lines on the left are ties between actors, and "
        "what they do to the leading pull. Choose an actor or an issue to see its ties, with effects and sources."
    )
    number, (value,) = as_opened(GRAPH, CHOSEN)
    show_actor_graph(
        run,
        deeds,
        edges,
        {"number": number, "value": value},
        lambda chosen: keep(CHOSEN, chosen or None),
    )


def most_effect_in_a_clause(run: Run, deeds: Mapping[str, Deed]) -> str:
    """Return which outside actor does most to the leading pull, or that none does much."""
    effects = {actor: deed.effect.on(run.outcome) for actor, deed in deeds.items()}
    first = max(effects, key=lambda actor: abs(effects[actor]), default="")
    if not first or abs(effects[first]) < SLIGHT:
        return "here no single outside actor makes a difference"
    added = typeset(effects[first], sign=True)
    pull = OUTCOME_NAMES[Outcome(run.outcome)]
    return f"among outsiders, the largest effect is that of {run.case.spoken[first]} ({added} on the pull of {pull})"


PAGE = Page(
    title="Who wants what?",
    url_path="wants",
    icon="hub",
    show=show_page,
    choices=(CHOSEN,),
)
