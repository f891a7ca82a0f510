"""The graph as text for other programs: GraphML and GEXF for Gephi and its like, DOT for Graphviz, JSON, CSV."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import pandas as pd

from model.knowledge import known_hint
from model.shell.errors import Refusal
from model.store import csv_text

#: How Graphviz draws nodes and edges, by their kind; relations are drawn plainly.
SHAPES = {"actor": "box", "objective": "ellipse", "issue": "hexagon"}


STYLES = {"opposes": "dashed", "compatible": "dotted", "concerns": "dotted"}

#: Edges that do not say which of two nodes stands before the other in a drawing.
LOOSE = ("opposes", "compatible")


def graphml(graph: nx.MultiDiGraph) -> str:
    """Return GraphML; the id of an edge is its key."""
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(nx.generate_graphml(graph)) + "\n"


def gexf(graph: nx.MultiDiGraph) -> str:
    """Return GEXF; the id of an edge is its key."""
    named = graph.copy()
    for *_, key, data in named.edges(keys=True, data=True):
        data["id"] = key
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(nx.generate_gexf(named)) + "\n"


def dot(graph: nx.MultiDiGraph) -> str:
    """Return DOT, with what a drawing needs: labels, kinds, weights, and a look by kind."""
    lines = [f"digraph {_quoted(graph.graph['name'])} {{", "  rankdir=LR;", "  node [fontname=sans];"]
    for node, data in graph.nodes(data=True):
        looks = {"label": data["label"], "kind": data["kind"], "shape": SHAPES[data["kind"]]}
        lines.append(f"  {_quoted(node)}{_attributes(looks)};")
    for tail, head, key, data in graph.edges(keys=True, data=True):
        looks = {"id": key, "label": data["label"], "kind": data["kind"]}
        if "weight" in data:
            looks |= {"weight": f"{data['weight']:g}", "penwidth": f"{1 + 2 * data['weight']:g}"}
        looks |= {"style": STYLES[data["kind"]]} if data["kind"] in STYLES else {}
        looks |= {"constraint": "false"} if data["kind"] in LOOSE else {}
        lines.append(f"  {_quoted(tail)} -> {_quoted(head)}{_attributes(looks)};")
    return "\n".join([*lines, "}"]) + "\n"


def _attributes(values: dict[str, str]) -> str:
    return f" [{', '.join(f'{name}={_quoted(value)}' for name, value in values.items())}]"


def _quoted(text: str) -> str:
    r"""Return a text as DOT quotes it: there, a backslash in a label begins an escape, and `\n` breaks a line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def node_link(graph: nx.MultiDiGraph) -> dict[str, Any]:
    """Return plain values for JSON that `networkx.node_link_graph(..., edges="edges")` makes a graph of."""
    nodes = [{"id": node, **data} for node, data in graph.nodes(data=True)]
    edges = [{"source": u, "target": v, "key": key, **data} for u, v, key, data in graph.edges(keys=True, data=True)]
    return {"directed": True, "multigraph": True, "graph": dict(graph.graph), "nodes": nodes, "edges": edges}


def node_link_text(graph: nx.MultiDiGraph) -> str:
    """Return the same as text."""
    return json.dumps(node_link(graph), indent=2, ensure_ascii=False) + "\n"


def edge_table(graph: nx.MultiDiGraph) -> str:
    """Return the edges as CSV, with the columns that Gephi knows first."""
    rows = []
    for tail, head, key, data in graph.edges(keys=True, data=True):
        row = {"Source": tail, "Target": head, "Type": "Directed", "Id": key, "Label": data["label"], "Weight": ""}
        row |= {"Weight" if name == "weight" else name: value for name, value in data.items() if name != "label"}
        rows.append(row)
    return csv_text(pd.DataFrame(rows))


#: What writes a graph, by the ending of the file. To add a format: a line here.
FORMATS: dict[str, Callable[[nx.MultiDiGraph], str]] = {
    ".graphml": graphml,
    ".gexf": gexf,
    ".dot": dot,
    ".gv": dot,
    ".json": node_link_text,
    ".csv": edge_table,
}


def format_of(file: Path) -> Callable[[nx.MultiDiGraph], str]:
    """Return what writes a graph to a file of such an ending. Raises Refusal, with the endings that there are."""
    ending = file.suffix.lower()
    if ending not in FORMATS:
        what = f"the ending '{ending}' is unknown" if ending else "its name has no ending"
        raise Refusal(f"{file}: {what}{known_hint(ending, FORMATS)}")
    return FORMATS[ending]
