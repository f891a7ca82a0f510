"""Where a rule applies: it is written once, and grounded at every party, stance or relation that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from model.knowledge import graph
from model.knowledge.case import Case
from model.knowledge.happening import Happening
from model.knowledge.records import Edge, Rule


@dataclass(frozen=True)
class Frame:
    """One grounding of a rule: what each role stands for, and the edges and interest that it rests on.

    `interest` is the actor and the issue whose objectives decide how far an edge reaches a stance.
    """

    bound: dict[str, str]
    where: str
    edges: tuple[Edge, ...] = ()
    interest: tuple[str, str] | None = None

    def resolve(self, name: str) -> str:
        """Return the qualified id that a rule's name stands for in this grounding."""
        role, dot, rest = name.partition(".")
        return f"{self.bound[role]}.{rest}" if dot else name


def frames(case: Case, rule: Rule) -> list[Frame]:
    """Return every grounding of a rule over the case's graph, in the order of their `where`."""
    kind = case.edge_kind_of.get(rule.over)
    used = {name.partition(".")[0] for name in (*rule.antecedents, *rule.consequents) if "." in name}
    if kind is None:
        found = _plain(case, rule.over)
    elif kind.pair:
        found = _paired(case, kind.id, used)
    else:
        found = _directed(case, kind.id, used)
    fit = (f for f in found if used <= set(f.bound) and _fits(case, rule, f) and _speaks(case, rule, f))
    return sorted(fit, key=lambda frame: frame.where)


def happening_frames(case: Case, happening: Happening) -> list[Frame]:
    """Return every grounding of a happening: the world, or each party, in the order of their `where`."""
    return sorted(_plain(case, happening.over), key=lambda frame: frame.where)


def _sides(case: Case, party: str, issue: str | None = None) -> dict[str, str]:
    rival = case.rival(party)
    sides = {"party": party, "rival": rival}
    if issue is not None:
        sides |= {"issue": issue, "stance": f"{party}.{issue}", "rival_stance": f"{rival}.{issue}"}
    return sides


def _plain(case: Case, over: str) -> Iterator[Frame]:
    if over == "world":
        yield Frame({}, "world")
    elif over == "party":
        yield from (Frame(_sides(case, party), party) for party in case.parties)
    else:
        for party in case.parties:
            yield from (Frame(_sides(case, party, i.id), f"{party}.{i.id}") for i in case.issues)


def _directed(case: Case, kind: str, used: set[str]) -> Iterator[Frame]:
    edges = case.edges_by_kind[kind]
    for edge in edges:
        ends = {"source": edge.tail, "target": edge.head}
        alike = [other for other in edges if (other.tail, other.head) == (edge.tail, edge.head)]
        where = f"{edge.tail} -> {edge.head}" + (f" ({edge.id})" if len(alike) > 1 else "")
        party = next((end for end in (edge.head, edge.tail) if end in case.parties), None)
        if party is None:
            yield Frame(ends, where, (edge,))
            continue
        if not used & {"issue", "stance", "rival_stance"}:
            yield Frame(ends | _sides(case, party), where, (edge,))
            continue
        other = edge.tail if party == edge.head else edge.head
        for issue in _issues(case, other):
            yield Frame(ends | _sides(case, party, issue), f"{where}: {issue}", (edge,), (other, issue))


def _paired(case: Case, kind: str, used: set[str]) -> Iterator[Frame]:
    ties: dict[str, dict[str, Edge]] = {}
    for edge in case.edges_by_kind[kind]:
        ties.setdefault(edge.tail, {})[edge.head] = edge
    for tail, to in ties.items():
        if not set(case.parties) <= set(to):
            continue
        edges = tuple(to[party] for party in case.parties)
        ends = {"source": tail}
        if used & {"issue", "stance", "rival_stance"}:
            for issue, party in ((i, p) for i in _issues(case, tail) for p in case.parties):
                yield Frame(ends | _sides(case, party, issue), f"{tail} -> {party}: {issue}", edges, (tail, issue))
        elif used & {"party", "rival"}:
            yield from (Frame(ends | _sides(case, p), f"{tail} -> {p}", edges) for p in case.parties)
        else:
            yield Frame(ends, f"{tail} -> both parties", edges)


def _issues(case: Case, actor: str) -> list[str]:
    wanted = {goal.issue for goal in graph.pursued(case, actor)}
    return [issue.id for issue in case.issues if issue.id in wanted]


def _fits(case: Case, rule: Rule, frame: Frame) -> bool:
    for name, value in rule.where.items():
        role, _, key = name.partition(".")
        if role not in frame.bound or getattr(case.node_of[frame.bound[role]], key) != value:
            return False
    return True


def _speaks(case: Case, rule: Rule, frame: Frame) -> bool:
    """Say whether every name that the rule uses stands for a variable here (a party is always engaged)."""
    for name in (*rule.antecedents, *rule.consequents):
        role, _, rest = name.partition(".")
        if role in ("source", "target") and frame.bound[role] in case.parties:
            if rest != "engagement" and all(v.id != rest or v.scope != "party" for v in case.variables):
                return False
        elif role in ("source", "target") and all(v.id != rest or v.scope != "actor" for v in case.variables):
            return False
    return True
