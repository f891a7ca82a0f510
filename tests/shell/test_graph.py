"""`python -m model graph`: what is written for other programs is the graph, read back by whoever reads such files."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from click.testing import CliRunner

from model import CaseError, load_case, load_scenario
from model.knowledge import Case, begin_case, cases
from model.shell import main
from model.shell.commands.graph_formats import FORMATS

Edges = dict[str, tuple[str, str, dict[str, Any]]]


def written(folder: Path, ending: str, *arguments: str) -> str:
    file = folder / f"graph{ending}"
    result = CliRunner().invoke(main, ["graph", *arguments, "--out", str(file)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return file.read_text("utf-8")


def edges_of(graph: nx.DiGraph) -> Edges:
    """Return the edges by key; GEXF has that as `id`, too, and alone where no two edges join the same nodes."""
    found = {}
    for tail, head, *key, data in graph.edges(data=True, **({"keys": True} if graph.is_multigraph() else {})):
        others = {name: value for name, value in data.items() if name != "id"}
        found[key[0] if key else data["id"]] = (tail, head, others)
    return found


def same(read: nx.DiGraph, plain: nx.MultiDiGraph) -> bool:
    return dict(read.nodes(data=True)) == dict(plain.nodes(data=True)) and edges_of(read) == edges_of(plain)


def read_dot(text: str) -> tuple[dict[str, dict[str, str]], Edges]:
    """Return the nodes and edges of a DOT file in which every name and value is quoted, strictly by DOT's grammar."""
    string = r'"((?:[^"\\]|\\.)*)"'
    pair = rf"(\w+)={string}"
    statement = re.compile(rf"  {string}(?: -> {string})? \[({pair}(?:, {pair})*)\];")
    head, *lines, last = text.splitlines()
    assert re.fullmatch(rf"digraph {string} {{", head)
    assert last == "}"
    nodes: dict[str, dict[str, str]] = {}
    edges: Edges = {}
    for line in lines[2:]:
        found = statement.fullmatch(line)
        assert found, line
        pairs = {name: re.sub(r"\\(.)", r"\1", value) for name, value in re.findall(pair, found[3])}
        if found[2] is None:
            nodes[found[1]] = pairs
        else:
            edges[pairs["id"]] = (found[1], found[2], pairs)
    return nodes, edges


@pytest.fixture(params=[*cases(), "unicode"])
def any_case(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Case]:
    if request.param != "unicode":
        return str(request.param), load_case(request.param)
    folder = tmp_path / "війна"
    return str(folder), begin_case(folder, 'A "title" \\ & <b>', "Україна \x07", "إيران")


def test_the_plain_graph_can_be_changed_and_has_plain_values_of_one_type_each(any_case: tuple[str, Case]) -> None:
    case = any_case[1]
    plain = case.to_networkx()
    assert type(plain) is nx.MultiDiGraph
    assert not nx.is_frozen(plain)
    assert set(plain) == set(case.graph)
    tied = sorted((tail, head, data["kind"]) for tail, head, data in plain.edges(data=True))
    assert tied == sorted((tail, head, data["kind"]) for tail, head, data in case.graph.edges(data=True))
    types: dict[tuple[str, str], set[type]] = {("graph", name): {type(value)} for name, value in plain.graph.items()}
    for what, holders in (("node", plain.nodes(data=True)), ("edge", plain.edges(data=True))):
        for *_, data in holders:
            assert {"label", "kind"} <= data.keys()
            for name, value in data.items():
                types.setdefault((what, name), set()).add(type(value))
    assert {len(kinds) for kinds in types.values()} == {1}
    assert set.union(*types.values()) <= {str, float, int, bool}
    keys = [key for *_, key in plain.edges(keys=True)]
    assert len(set(keys)) == len(keys)
    assert {edge.id for edge in case.edges} <= set(keys)


@pytest.mark.parametrize(
    ("ending", "read"),
    [
        (".graphml", lambda text: nx.parse_graphml(text.split("\n", 1)[1], force_multigraph=True)),
        (".gexf", lambda text: nx.read_gexf(io.BytesIO(text.encode("utf-8")))),
        (".json", lambda text: nx.node_link_graph(json.loads(text), edges="edges")),
    ],
)
def test_a_file_is_read_back_as_the_same_graph(
    any_case: tuple[str, Case], tmp_path: Path, ending: str, read: Any
) -> None:
    name, case = any_case
    assert same(read(written(tmp_path, ending, "--case", name)), case.to_networkx())


def test_dot_is_read_back_with_labels_kinds_and_weights(any_case: tuple[str, Case], tmp_path: Path) -> None:
    name, case = any_case
    plain = case.to_networkx()
    nodes, edges = read_dot(written(tmp_path, ".dot", "--case", name))
    assert {node: data["label"] for node, data in nodes.items()} == dict(plain.nodes(data="label"))
    assert {node: data["kind"] for node, data in nodes.items()} == dict(plain.nodes(data="kind"))
    known = edges_of(plain)
    assert edges.keys() == known.keys()
    for key, (tail, head, data) in edges.items():
        assert (tail, head, data["kind"]) == (*known[key][:2], known[key][2]["kind"])
        assert float(data.get("weight", -1)) == known[key][2].get("weight", -1)


def test_a_table_of_the_edges_has_the_columns_that_gephi_knows(tmp_path: Path, case: Case) -> None:
    rows = list(csv.DictReader(io.StringIO(written(tmp_path, ".csv"))))
    assert {"Source", "Target", "Type", "Id", "Label", "Weight"} <= rows[0].keys()
    known = edges_of(case.to_networkx())
    assert {row["Id"]: (row["Source"], row["Target"]) for row in rows} == {key: edge[:2] for key, edge in known.items()}


def test_actors_that_a_scenario_takes_out_are_gone_with_their_objectives_and_ties(tmp_path: Path, case: Case) -> None:
    file = tmp_path / "without.scenario.toml"
    file.write_text('title = "Without"\nwithout = ["united-states"]\n', "utf-8")
    read = nx.node_link_graph(json.loads(written(tmp_path, ".json", str(file))), edges="edges")
    gone = {"united-states"} | {goal.id for goal in case.objectives if goal.actor == "united-states"}
    assert len(gone) > 1
    assert set(read) == set(case.graph) - gone
    assert not any(gone & {tail, head} for tail, head in read.edges())
    assert read.number_of_edges() == case.graph.subgraph(set(case.graph) - gone).number_of_edges()
    assert same(read, case.to_networkx(load_scenario(file).without))


def test_what_is_no_outside_actor_cannot_be_left_out(case: Case) -> None:
    with pytest.raises(CaseError, match=r"without: unknown actor 'turky'; did you mean 'turkey'\?"):
        case.to_networkx(without=["turky"])
    with pytest.raises(CaseError, match="unknown actor"):
        case.to_networkx(without=[case.parties[0]])


def test_it_can_be_printed_for_machines_in_ascii_and_summed_up_for_people(case: Case) -> None:
    def shown(*arguments: str) -> str:
        return CliRunner().invoke(main, ["graph", *arguments], catch_exceptions=False).stdout

    printed = nx.node_link_graph(json.loads(shown("--json")), edges="edges")
    assert same(printed, case.to_networkx())
    assert shown("--dot").isascii()
    assert len(read_dot(shown("--dot"))[0]) == len(case.graph)
    people = shown()
    assert re.search(rf"actors +{len(case.actors)}\n", people)
    assert all(ending in people for ending in FORMATS)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("graph.svg", "graph.svg: the ending '.svg' is unknown; did you mean '.csv'?\n"),
        ("graph.xlsb", "graph.xlsb: the ending '.xlsb' is unknown; known: .graphml, .gexf, .dot, .gv, .json, .csv\n"),
        ("graph", "graph: its name has no ending; known: .graphml, .gexf, .dot, .gv, .json, .csv\n"),
        ("no/such/graph.dot", "no/such/graph.dot: cannot be written: No such file or directory\n"),
    ],
)
def test_a_file_that_cannot_be_written_is_told(
    name: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["graph", "--out", "fine.json", "--out", name])
    assert (result.exit_code, result.stderr) == (2, said)
    assert name.startswith("no/") or not Path("fine.json").exists()  # nothing is half done
