"""The actor-objective graph: two columns, drawn in the browser by `actor_graph.js`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import Deed, EdgeEvidence, summed, without
from model.explain import edge_in_words as tie
from model.knowledge import OUTCOME_NAMES, Outcome, places_in_words, possessive
from model.view.components.saving import credit, script

#: Places on an issue's scale within this distance of the middle count as between the two parties' ends.
MIDDLE = 0.15


#: A tie is drawn so many pixels thicker for a whole pull, and at most so thick.
THICKER, THICKEST = 50.0, 9.0


def data(run: Run, deeds: Mapping[str, Deed], edges: Mapping[str, EdgeEvidence]) -> dict[str, Any]:
    """Return what the graph shows: actors, issues with their objectives, and the relations between actors.

    Args:
        run: the run that it shows.
        deeds: what the outside actors did in it.
        edges: what the relations did in it.
    """
    case, out = run.case, set(run.scenario.without)
    first, second = (case.labels[party] for party in case.parties)
    ends = [possessive(case.spoken[party]) for party in case.parties]
    actors = [
        {
            "id": actor.id,
            "label": actor.label,
            "part": actor.part,
            "says": actor.says,
            "out": actor.id in out,
            "party": actor.id in case.parties,
            "ties": _ties(run, edges, actor.id),
            "did": _did(run, deeds.get(actor.id)),
        }
        for actor in case.actors
    ]
    issues = [
        {
            "id": issue.id,
            "label": issue.label,
            "says": issue.says,
            "core": issue.core,
            "ends": f"1: {issue.first} ({first}). 0: {issue.second} ({second}).",
            "objectives": [
                {
                    "id": goal.id,
                    "actor": goal.actor,
                    "label": goal.says,
                    "place": goal.place,
                    "salience": goal.salience,
                    "side": _side(goal.place),
                    "status": goal.status,
                    "who": case.labels[goal.actor],
                    "source": places_in_words(case, goal.source),
                    "out": goal.actor in out,
                }
                for goal in case.objectives
                if goal.issue == issue.id
            ],
        }
        for issue in case.issues
    ]
    pull = OUTCOME_NAMES[Outcome(run.outcome)]
    legend = [
        {"side": "", "text": "Right:"},
        {"side": "first", "text": f"towards {ends[0]} end"},
        {"side": "second", "text": f"towards {ends[1]} end"},
        {"side": "middle", "text": "in between"},
        {"side": "", "text": "the thicker, the dearer."},
        {"side": "", "text": "Left:"},
        {"side": "up", "text": f"a tie that draws towards {pull}"},
        {"side": "down", "text": "away from it"},
        {"side": "", "text": "the thicker, the more in this run."},
    ]
    return {"actors": actors, "issues": issues, "legend": legend, "ties": _arcs(run, edges), "credit": credit(run)}


def _ties(run: Run, edges: Mapping[str, EdgeEvidence], actor: str) -> list[str]:
    mine = [found for name, found in sorted(edges.items()) if actor in (found.edge.tail, found.edge.head)]
    return [f"{tie(run, found)} [{found.edge.id}, {places_in_words(run.case, found.edge.source)}]" for found in mine]


def _did(run: Run, deed: Deed | None) -> str:
    """Return what an outside actor did to the result, in a sentence or two; nothing of a party, or who is out."""
    if deed is None:
        return ""
    told = (without(deed.effect, run.scenario.months), summed(run.case, deed.moved))
    return " ".join(filter(None, told))


def _arcs(run: Run, edges: Mapping[str, EdgeEvidence]) -> list[dict[str, Any]]:
    """Return the relations that rules work through: from whom to whom, and how far they move the leading pull."""
    out = set(run.scenario.without)
    arcs = []
    for name, found in edges.items():
        effect = found.effect.on(run.outcome)
        if found.rules and not out & {found.edge.tail, found.edge.head}:
            side = ("up" if effect > 0 else "down") if abs(effect) >= SLIGHT else "idle"
            ends = {"id": name, "from": found.edge.tail, "to": found.edge.head, "effect": round(effect, 4)}
            arcs.append(ends | {"side": side, "width": round(min(1 + THICKER * abs(effect), THICKEST), 2)})
    return arcs


def _side(place: float) -> str:
    if abs(place - 0.5) <= MIDDLE:
        return "middle"
    return "first" if place > 0.5 else "second"


def show(run: Run, deeds: Mapping[str, Deed], edges: Mapping[str, EdgeEvidence]) -> None:
    """Show the graph of a run; see `data`."""
    css, js = script("actor_graph")
    component = st.components.v2.component("actor_graph", html="<div class='graph'></div>", css=css, js=js)
    component(data=data(run, deeds, edges), key="actor graph")
