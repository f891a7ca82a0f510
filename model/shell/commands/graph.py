"""`python -m model graph [SCENARIO]`: who wants what and who is tied to whom, for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click
import networkx as nx

from model.knowledge import as_list, load_case
from model.shell.commands.graph_formats import FORMATS, dot, format_of, node_link
from model.shell.options import json_option, open_scenario
from model.shell.output import columns, print_json, print_lines, say, write_file


@click.command()
@click.argument("scenario", required=False)
@click.option(
    "--case", "case_name", help="A case's id or folder; else the one that the scenario names, or the default case."
)
@click.option(
    "--out",
    "files",
    type=click.Path(dir_okay=False, path_type=Path),
    multiple=True,
    metavar="FILE",
    help=f"Write it to a file: {', '.join(FORMATS)}. May be given more than once.",
)
@json_option
@click.option("--dot", "as_dot", is_flag=True, help="Print DOT for Graphviz.")
def graph(scenario: str | None, case_name: str | None, files: tuple[Path, ...], as_json: bool, as_dot: bool) -> None:
    """Write the graph of actors, objectives and issues to a file.

    With a SCENARIO, a file or a bundled id, without the actors that it takes out, their objectives and ties. Nodes and
    edges have the fields of the case's files as attributes: what they say, weights, places, sources. GraphML, GEXF and
    CSV (the edges) are for Gephi and its like, DOT is for Graphviz. Without a file, prints what it holds. For example:

    \b
    python -m model graph --out graph.graphml
    python -m model graph default --case korea --out korea.gexf --out korea.json
    python -m model graph --dot
    """
    writers = [format_of(file) for file in files]
    if scenario is None:
        plain = load_case(case_name).to_networkx()
    else:
        case, chosen = open_scenario(scenario, case_name)
        plain = case.to_networkx(chosen.without)
    for file, write in zip(files, writers, strict=True):
        write_file(file, write(plain))
        say(f"{file}: {len(plain)} nodes and {plain.number_of_edges()} edges", err=as_json or as_dot)
    if as_json:
        print_json(node_link(plain))
    elif as_dot:  # in ASCII: what a console puts plainly, such as a quotation mark, could make it something else
        say(dot(plain).encode("ascii", "xmlcharrefreplace").decode().rstrip())
    elif not files:
        print_lines(_summary(plain))


def _summary(plain: nx.MultiDiGraph) -> Iterator[str]:
    """Yield what the graph holds, by kind of node and edge, and how it is written."""
    nodes = Counter(kind for _, kind in plain.nodes(data="kind"))
    edges = Counter(kind for *_, kind in plain.edges(data="kind"))
    yield plain.graph["name"]
    yield from ("", *columns([(f"  {kind}s", str(many)) for kind, many in nodes.items()]))
    yield from ("", *columns([(f"  {kind}", str(many)) for kind, many in edges.most_common()]))
    yield from ("", f"Write it with --out FILE, which ends in {as_list(list(FORMATS))}.")
