"""Who did what: what every outside actor did to the result, and each of its ties; plain HTML, no script."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import Deed, EdgeEvidence, changes_in_words, edge_in_words, pulls_without
from model.knowledge import OUTCOME_NAMES, Outcome, typeset


def show_actors(run: Run, deeds: Mapping[str, Deed], edges: Mapping[str, EdgeEvidence]) -> None:
    """Show the outside actors by what they did to the leading pull, the greatest first; those who did little folded."""
    outcome = Outcome(run.outcome)
    st.caption(
        f"What each outside actor adds to the pull of {OUTCOME_NAMES[outcome]} in the central run, or takes from it, "
        "compared with a run without its influence. Open one to see what it moved, and its ties."
    )
    by_effect = sorted(deeds.values(), key=lambda deed: -abs(deed.effect.on(outcome)))
    telling = [deed for deed in by_effect if abs(deed.effect.on(outcome)) >= SLIGHT]
    if not telling:
        st.write("No single one of them makes a difference.")
    st.html("".join(_actor(run, deed, edges) for deed in telling))
    if idle := [deed for deed in by_effect if deed not in telling]:
        with st.expander(f"Actors who make hardly any difference ({len(idle)})", key="idle actors"):
            st.html("".join(_actor(run, deed, edges) for deed in idle))


def _actor(run: Run, deed: Deed, edges: Mapping[str, EdgeEvidence]) -> str:
    effect = typeset(deed.effect.on(run.outcome), sign=True)
    head = f"<span class='side'>{effect}</span> {escape(run.case.labels[deed.actor])}"
    sentences = [pulls_without(deed.effect, run.scenario.months), changes_in_words(run.case, deed.moved)]
    ties = "".join(
        f"<li>{escape(edge_in_words(run, edge))}</li>"
        for edge in edges.values()
        if deed.actor in (edge.edge.tail, edge.edge.head)
    )
    body = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences if sentence)
    return f"<details class='part'><summary>{head}</summary>{body}<ul>{ties}</ul></details>"
