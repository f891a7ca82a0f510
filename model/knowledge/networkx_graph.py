"""The graph of a case as NetworkX holds it: frozen, of the records themselves; and plain, for other programs.

NetworkX takes longer to load than a case: this file is asked for when somebody wants the graph. What the model itself
asks of the graph stands in `graph.py`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Any

import networkx as nx

from model.knowledge.characters import visible
from model.knowledge.records import Actor, Edge, Issue, Objective, Record

#: What an attribute may be.
Plain = str | int | float | bool

#: What fields of records are called here, where other programs keep their name for something else; "" leaves one out.
CALLED = {"id": "", "tail": "", "head": "", "kind": "issue_kind", "source": "sources"}


#: Two objectives on one issue whose places lie further apart than this oppose each other.
APART = 0.5


def frozen_graph(
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


def plain_graph(
    graph: nx.MultiDiGraph, about: Mapping[str, str], kinds: Mapping[str, str], without: Collection[str] = ()
) -> nx.MultiDiGraph:
    """Return a graph that can be changed, and written by whatever knows GraphML, GEXF or the like.

    Args:
        graph: as `frozen_graph` makes it.
        about: what is said of the graph as a whole.
        kinds: the labels of kinds of relation; other edges are labelled with their kind.
        without: actors that are left out, with their objectives and all ties of both.

    Returns:
        a MultiDiGraph. Its nodes and edges have the fields of their records as attributes: str, int, float or bool;
        lists are joined by "; ", and what says nothing is left out. Each has a `label` and a `kind`: of nodes
        "actor", "objective" or "issue". The key of an edge tells it from all others; a relation's is its id.
    """
    plain: nx.MultiDiGraph = nx.MultiDiGraph(**{name: visible(text) for name, text in about.items()})
    gone = set(without)
    gone |= {node for node, data in graph.nodes(data=True) if getattr(data["record"], "actor", None) in gone}
    for node, data in graph.nodes(data=True):
        if node not in gone:
            told = {"label": visible(data["label"]), "kind": data["node"]}
            plain.add_node(node, **_attributes(data["record"]) | told)
    for tail, head, data in graph.edges(data=True):
        if gone.isdisjoint((tail, head)):
            key, record, kind = f"{tail} {data['kind']} {head}", data.get("record"), data["kind"]
            told = {name: data[name] for name in ("weight", "place") if name in data}
            if record is not None:
                key, told = record.id, _attributes(record)
                told.pop("issue_kind")  # its kind, which is told below
            plain.add_edge(tail, head, key=key, **told | {"label": visible(kinds.get(kind, kind)), "kind": kind})
    return plain


def _attributes(record: Record) -> dict[str, Plain]:
    """Return the fields of a record that say something, as plain values."""
    values = {CALLED.get(name, name): getattr(record, name) for name in type(record).model_fields}
    return {name: _plain(value) for name, value in values.items() if name and value not in ("", (), None)}


def _plain(value: Any) -> Plain:
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    return visible(str(value)) if isinstance(value, str) else value
