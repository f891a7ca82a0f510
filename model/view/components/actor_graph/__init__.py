"""The actor-objective graph: two columns, drawn in the browser by `actor_graph.js`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypedDict

import streamlit as st

from model.engine import SLIGHT, Run
from model.explain import Deed, EdgeEvidence, changes_in_words, edge_in_words, pulls_without
from model.knowledge import OUTCOME_NAMES, Actor, Edge, Issue, Outcome, places_in_words, possessive
from model.view.components.mounting import mount
from model.view.components.saving import credit

#: Places on an issue's scale within this distance of the middle count as between the two parties' ends.
MIDDLE = 0.15


#: A tie is drawn so many pixels thicker for a whole pull, and at most so thick.
THICKER, THICKEST = 50.0, 9.0


class GraphOpened(TypedDict):
    """What is chosen at first, an actor's or an objective's id, or nothing; and a number that is new where that is."""

    number: int
    value: str


class GraphActor(TypedDict):
    """An actor.

    Attributes:
        id, label, part, says: which, what it is called, what part it plays, and a sentence.
        out, party: whether it has been taken out; whether it is one of the two parties.
        ties, did: its ties, and what it did to the result, in sentences.
    """

    id: str
    label: str
    part: str
    says: str
    out: bool
    party: bool
    ties: list[str]
    did: str


class GraphObjective(TypedDict):
    """An objective: whose (id and name), what, where on the issue's scale, how dear, how it is told and where.

    `side` says which party's end it lies at ("first", "second" or "middle"); `out` whether its actor is out.
    """

    id: str
    actor: str
    label: str
    place: float
    salience: float
    side: str
    status: str
    who: str
    source: str
    out: bool


class GraphIssue(TypedDict):
    """An issue: what it is about, whether it is a core one, the two ends of its scale in words, and its objectives."""

    id: str
    label: str
    says: str
    core: bool
    ends: str
    objectives: list[GraphObjective]


class LegendEntry(TypedDict):
    """An entry of the legend: the kind of line, empty for words alone, and what it means; each side has a row."""

    side: str
    text: str


class GraphTie(TypedDict):
    """A tie that rules work through, from its tail to its head: how far it moves the leading pull, how it is drawn.

    `side` is "up", "down" or "idle"; `width` is in pixels.
    """

    id: str
    tail: str
    head: str
    effect: float
    side: str
    width: float


class ActorGraphPayload(TypedDict):
    """What the script gets.

    Attributes:
        actors, issues, legend, ties: what is drawn.
        credit: what a saved picture says of where it is from.
        opened: what is chosen at first; what a person chooses afterwards the script keeps.
    """

    actors: list[GraphActor]
    issues: list[GraphIssue]
    legend: list[list[LegendEntry]]
    ties: list[GraphTie]
    credit: str
    opened: GraphOpened


#: What is opened where nothing is chosen.
NOTHING: GraphOpened = {"number": 0, "value": ""}


#: In the session: the graph as a component.
GRAPH = "actor graph"


def show_actor_graph(
    run: Run,
    deeds: Mapping[str, Deed],
    edges: Mapping[str, EdgeEvidence],
    opened: GraphOpened,
    on_choice: Callable[[str], None],
) -> None:
    """Show the graph of a run; see `actor_graph_payload`.

    Args:
        run: the run that it shows.
        deeds: what the outside actors did in it.
        edges: what the relations did in it.
        opened: what is chosen in it at first.
        on_choice: called with the id of the actor or objective that a person chooses; empty for none.
    """
    payload = actor_graph_payload(run, deeds, edges, opened)

    def chosen() -> None:
        on_choice(str(getattr(st.session_state.get(GRAPH), "chosen", "")))

    mount("actor_graph", "<div class='graph'></div>", payload, GRAPH, uses=("saving",), on_chosen_change=chosen)


def actor_graph_payload(
    run: Run, deeds: Mapping[str, Deed], edges: Mapping[str, EdgeEvidence], opened: GraphOpened = NOTHING
) -> ActorGraphPayload:
    """Return what the graph shows: actors, issues with their objectives, and the relations between actors.

    Args:
        run: the run that it shows.
        deeds: what the outside actors did in it.
        edges: what the relations did in it.
        opened: what is chosen in it at first.
    """
    case = run.case
    return {
        "actors": [_actor(run, actor, deeds, edges) for actor in case.actors],
        "issues": [_issue(run, issue) for issue in case.issues],
        "legend": _legend(run),
        "ties": _ties(run, edges),
        "credit": credit(run),
        "opened": opened,
    }


def _actor(run: Run, actor: Actor, deeds: Mapping[str, Deed], edges: Mapping[str, EdgeEvidence]) -> GraphActor:
    return {
        "id": actor.id,
        "label": actor.label,
        "part": actor.part,
        "says": actor.says,
        "out": actor.id in run.scenario.without,
        "party": actor.id in run.case.parties,
        "ties": _ties_in_words(run, edges, actor.id),
        "did": _deed_in_words(run, deeds.get(actor.id)),
    }


def _issue(run: Run, issue: Issue) -> GraphIssue:
    case = run.case
    first, second = (case.labels[party] for party in case.parties)
    return {
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
                "out": goal.actor in run.scenario.without,
            }
            for goal in case.objectives
            if goal.issue == issue.id
        ],
    }


def _legend(run: Run) -> list[list[LegendEntry]]:
    ends = [possessive(run.case.spoken[party]) for party in run.case.parties]
    pull = OUTCOME_NAMES[Outcome(run.outcome)]
    return [
        [
            {"side": "", "text": "Right:"},
            {"side": "first", "text": f"towards {ends[0]} end"},
            {"side": "second", "text": f"towards {ends[1]} end"},
            {"side": "middle", "text": "in between"},
            {"side": "", "text": "thicker: it matters more to them"},
        ],
        [
            {"side": "", "text": "Left:"},
            {"side": "up", "text": f"a tie that draws towards {pull}"},
            {"side": "down", "text": "away from it"},
            {"side": "", "text": "thicker: a stronger effect in this run"},
        ],
    ]


def _ties_in_words(run: Run, edges: Mapping[str, EdgeEvidence], actor: str) -> list[str]:
    mine = [found for name, found in sorted(edges.items()) if actor in (found.edge.tail, found.edge.head)]
    return [
        f"{edge_in_words(run, found)} [{found.edge.id}, {places_in_words(run.case, found.edge.source)}]"
        for found in mine
    ]


def _deed_in_words(run: Run, deed: Deed | None) -> str:
    """Return what an outside actor did to the result, in a sentence or two; nothing of a party, or who is out."""
    if deed is None:
        return ""
    return " ".join(
        filter(None, (pulls_without(deed.effect, run.scenario.months), changes_in_words(run.case, deed.moved)))
    )


def _ties(run: Run, edges: Mapping[str, EdgeEvidence]) -> list[GraphTie]:
    """Return the relations that rules work through: from whom to whom, and how far they move the leading pull."""
    out = set(run.scenario.without)
    return [
        _tie(name, found.edge, found.effect.on(run.outcome))
        for name, found in edges.items()
        if found.rules and not out & {found.edge.tail, found.edge.head}
    ]


def _tie(name: str, edge: Edge, effect: float) -> GraphTie:
    return {
        "id": name,
        "tail": edge.tail,
        "head": edge.head,
        "effect": round(effect, 4),
        "side": ("up" if effect > 0 else "down") if abs(effect) >= SLIGHT else "idle",
        "width": round(min(1 + THICKER * abs(effect), THICKEST), 2),
    }


def _side(place: float) -> str:
    """Return which party's end of an issue's scale a place is nearer to."""
    if abs(place - 0.5) <= MIDDLE:
        return "middle"
    return "first" if place > 0.5 else "second"
