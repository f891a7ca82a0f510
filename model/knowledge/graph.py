"""The case as a graph of actors, objectives and issues, and the questions that are put to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from model.knowledge.case import Case
from model.knowledge.records import Actor, Edge, Issue, Objective, Stance

#: Two objectives on one issue whose places lie further apart than this oppose each other.
APART = 0.5


def build(
    actors: Iterable[Actor], issues: Iterable[Issue], objectives: Iterable[Objective], edges: Iterable[Edge]
) -> nx.MultiDiGraph:
    """Return the frozen graph: nodes are actors, objectives and issues, each with its `record` and `node` kind.

    Edges are keyed by their kind: `pursues` (actor to objective, weight = salience), `concerns` (objective to
    issue, with its place), `opposes` or `compatible` between objectives of different actors on one issue (both
    ways), and the relations between actors (with weight and `record`).
    """
    graph: nx.MultiDiGraph = nx.MultiDiGraph()
    for kind, records in (("actor", actors), ("issue", issues)):
        for record in records:
            graph.add_node(record.id, node=kind, label=record.label, record=record)
    wanted = list(objectives)
    for goal in wanted:
        graph.add_node(goal.id, node="objective", label=goal.says, record=goal)
        graph.add_edge(goal.actor, goal.id, key="pursues", kind="pursues", weight=goal.salience)
        graph.add_edge(goal.id, goal.issue, key="concerns", kind="concerns", place=goal.place)
    for one, other in combinations(wanted, 2):
        if one.issue == other.issue and one.actor != other.actor:
            kind = "opposes" if abs(one.place - other.place) > APART else "compatible"
            for tail, head in ((one.id, other.id), (other.id, one.id)):
                graph.add_edge(tail, head, key=kind, kind=kind)
    for edge in edges:
        graph.add_edge(edge.tail, edge.head, key=edge.id, kind=edge.kind, weight=edge.weight, record=edge)
    return nx.freeze(graph)


def pursued(graph: nx.MultiDiGraph, actor: str, issue: str | None = None) -> list[Objective]:
    """Return an actor's objectives (on one issue, if named), in the order of their ids."""
    goals = (graph.nodes[goal]["record"] for _, goal, kind in graph.out_edges(actor, keys=True) if kind == "pursues")
    return sorted((g for g in goals if issue in (None, g.issue)), key=lambda goal: goal.id)


@dataclass(frozen=True)
class Holding:
    """What an actor holds on an issue: where it stands, and the records that say so."""

    place: float
    records: tuple[Objective | Stance, ...]

    @property
    def beliefs(self) -> tuple[str, ...]:
        """The ids under which the saliences of these records are drawn."""
        return tuple(salience_id(record) for record in self.records)


def salience_id(record: Objective | Stance) -> str:
    """Return the id under which the salience of an objective or a judged stance is drawn."""
    return record.id if isinstance(record, Objective) else f"{record.actor}.{record.issue}"


def opening(case: Case, party: str, issue: str) -> Holding:
    """Return a party's opening: the most demanding of its objectives on the issue, else its judged stance."""
    goals = pursued(case.graph, party, issue)
    if not goals:
        judged = next(s for s in case.stances if (s.actor, s.issue) == (party, issue))
        return Holding(judged.place, (judged,))
    demanding = max if party == case.parties[0] else min
    return Holding(demanding(goal.place for goal in goals), tuple(goals))


def interest(case: Case, actor: str, issue: str) -> Holding | None:
    """Return an outside actor's interest in an issue: the salience-weighted mean of its objectives' places."""
    goals = pursued(case.graph, actor, issue)
    weight = sum(goal.salience for goal in goals)
    if not weight:
        return None
    return Holding(sum(goal.place * goal.salience for goal in goals) / weight, tuple(goals))
