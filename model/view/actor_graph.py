"""The actor-objective graph: two columns, drawn in the browser by `actor_graph.js`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from model import graph
from model.domain import Case
from model.scenario import Scenario
from model.view.report import places

HERE = Path(__file__).parent
#: Places on an issue's scale within this distance of the middle count as between the two parties' ends.
MIDDLE = 0.15


def data(case: Case, scenario: Scenario) -> dict[str, Any]:
    """Return what the graph shows: actors, issues with their objectives, and the relations between actors."""
    out = set(scenario.without)
    first, second = (case.labels[party] for party in case.parties)
    actors = [
        {
            "id": actor.id,
            "label": actor.label,
            "part": actor.part,
            "says": actor.says,
            "out": actor.id in out,
            "party": actor.id in case.parties,
            "ties": _ties(case, actor.id),
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
                    "source": places(case, goal.source),
                    "out": goal.actor in out,
                }
                for goal in case.objectives
                if goal.issue == issue.id
            ],
        }
        for issue in case.issues
    ]
    legend = [
        {"side": "first", "text": f"towards {first}'s end"},
        {"side": "second", "text": f"towards {second}'s end"},
        {"side": "middle", "text": "in between"},
        {"side": "", "text": "the thicker, the dearer"},
    ]
    return {"actors": actors, "issues": issues, "legend": legend}


def _ties(case: Case, actor: str) -> list[str]:
    kinds = {kind.id: kind.label for kind in case.edge_kinds}
    edges = sorted((e for kind in kinds for e in graph.relations(case.graph, kind)), key=lambda edge: edge.id)
    return [
        f"{kinds[e.kind].capitalize()}: {case.labels[e.tail]} → {case.labels[e.head]} (weight {e.weight:g}). {e.says} "
        f"[{e.id}, {places(case, e.source)}]"
        for e in edges
        if actor in (e.tail, e.head)
    ]


def _side(place: float) -> str:
    if abs(place - 0.5) <= MIDDLE:
        return "middle"
    return "first" if place > 0.5 else "second"


def show(case: Case, scenario: Scenario) -> None:
    """Show the graph."""
    component = st.components.v2.component(
        "actor_graph",
        html="<div class='graph'></div>",
        css=(HERE / "actor_graph.css").read_text(encoding="utf-8"),
        js=(HERE / "actor_graph.js").read_text(encoding="utf-8"),
    )
    component(data=data(case, scenario), key="actor graph")
