"""Rules x graph -> Program: the ground rules as flat arrays, and what one run of a scenario puts into them.

Rows of the value array are all variables (states, assumptions), then the gauges. A ground rule's firing strength is
the product of its clauses' memberships, times its *strength*: the edge's weight as a part of the total weight of
that kind on that target in the full case, times how far the tail's interest reaches the stance. A *push* is one
consequent of a ground rule; on a stance it is scaled by how movable the stance is, given its salience.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from model.arrays import Floats
from model.engine.gauges import never_moving
from model.engine.program import Clause, Firing, GroundRule, IssueTable, Program
from model.knowledge import (
    OUTCOMES,
    Case,
    EdgeKind,
    Frame,
    Holding,
    Objective,
    Rule,
    Scale,
    Stance,
    Variable,
    frames,
    interest,
    opening,
    qualified,
    relations,
    salience_id,
)


def ground(case: Case) -> Program:
    """Ground every rule of a checked case over its graph.

    Ground rules are kept in the order of (rule id, where), so that sums do not depend on the order of the files.
    """
    kept = [v for kind in ("state", "assumption") for v in case.variables if v.kind == kind]
    gauges = [v for v in case.variables if v.kind == "gauge"]
    ids = tuple(q for v in (*kept, *gauges) for q in qualified(case, v))
    row = {name: number for number, name in enumerate(ids)}
    variables = sum(len(qualified(case, v)) for v in kept)
    scales = [case.scale_of[v.scale] for v in (*kept, *gauges) for _ in qualified(case, v)]
    starts = _starts(case, kept)

    holders: list[Objective | Stance] = [*case.objectives, *case.stances]
    saliences = tuple(salience_id(record) for record in holders)
    edge_number = {edge.id: number for number, edge in enumerate(case.edges)}
    stance_keys = [(party, issue.id) for party in case.parties for issue in case.issues]
    openings = {key: opening(case, *key) for key in stance_keys}
    number_of = {name: number for number, name in enumerate(saliences)}

    grounder = _Grounder(case, row, scales, edge_number, openings, number_of)
    ordinary = [r for r in case.rules if not r.outcome]
    rules = tuple(sorted((g for r in ordinary for g in grounder.rule(r)), key=lambda g: (g.rule, g.where)))
    pulls = sorted((r for r in case.rules if r not in ordinary), key=lambda r: r.id)
    pushes = [(number, *push) for number, rule in enumerate(rules) for push in rule.pushes]
    concession = {row[f"{p}.{i}.concession"]: n for n, (p, i) in enumerate(stance_keys)}
    outcomes = list(OUTCOMES)
    return Program(
        case=case,
        ids=ids,
        variables=variables,
        states=np.array([row[q] for v in kept if v.kind == "state" for q in qualified(case, v)], dtype=np.intp),
        low=np.array([scale.low for scale in scales[:variables]]),
        high=np.array([scale.high for scale in scales[:variables]]),
        start=starts[0],
        start_low=starts[1],
        start_high=starts[2],
        rules=rules,
        firing=_firing([rule.clauses for rule in rules], scales),
        outcomes=_firing([grounder.world(rule) for rule in pulls], scales),
        outcome_rules=tuple(pulls),
        outcome_of=np.array([outcomes.index(next(iter(r.consequents))) for r in pulls], dtype=np.intp),
        outcome_weight=np.array([next(iter(r.consequents.values())) for r in pulls]),
        push_rule=np.array([p[0] for p in pushes], dtype=np.intp),
        push_row=np.array([p[1] for p in pushes], dtype=np.intp),
        push=np.array([p[2] for p in pushes], dtype=float),
        push_stance=np.array([concession.get(p[1], -1) for p in pushes], dtype=np.intp),
        tables=tuple(_table(case, issue.id, issue.core, row, openings) for issue in case.issues),
        stances=tuple(tuple(number_of[b] for b in openings[key].beliefs) for key in stance_keys),
        saliences=saliences,
        salience=np.array([record.salience for record in holders]),
        salience_low=np.array([record.low for record in holders]),
        salience_high=np.array([record.high for record in holders]),
        weight=np.array([edge.weight for edge in case.edges]),
        weight_low=np.array([edge.low for edge in case.edges]),
        weight_high=np.array([edge.high for edge in case.edges]),
    )


def _starts(case: Case, kept: list[Variable]) -> tuple[Floats, Floats, Floats]:
    own = {start.id: start for start in case.starts}
    records = [own.get(q, v) for v in kept for q in qualified(case, v)]
    columns = ([float(getattr(r, name)) for r in records] for name in ("start", "low", "high"))
    start, low, high = (np.array(column) for column in columns)
    return start, low, high


class _Grounder:
    """Grounds one rule after the other; holds what they all need to look up."""

    def __init__(
        self,
        case: Case,
        row: Mapping[str, int],
        scales: list[Scale],
        edge_number: Mapping[str, int],
        openings: Mapping[tuple[str, str], Holding],
        salience_number: Mapping[str, int],
    ):
        self.case, self.row, self.scales, self.edge_number = case, row, scales, edge_number
        self.openings, self.salience_number = openings, salience_number
        self.kinds = {kind.id: kind for kind in case.edge_kinds}
        self.totals = {kind.id: _totals(case, kind) for kind in case.edge_kinds}
        self.fixed = self._fixed()

    def rule(self, rule: Rule) -> Iterator[GroundRule]:
        for frame in frames(self.case, rule):
            clauses = self._clauses(rule, frame)
            if clauses is None:
                continue
            reach, holding = self._reach(rule, frame)
            if reach <= 0:
                continue
            actors = {end for edge in frame.edges for end in (edge.tail, edge.head)}
            yield GroundRule(
                rule=rule.id,
                where=frame.where,
                actors=tuple(sorted(actors)),
                edges=tuple(self.edge_number[edge.id] for edge in frame.edges),
                clauses=clauses,
                pushes=tuple((self.row[frame.resolve(n)], push) for n, push in rule.consequents.items()),
                norm=self._total(rule.over, frame),
                reach=reach,
                interest=tuple(self.salience_number[b] for b in holding.beliefs) if holding else (),
            )

    def world(self, rule: Rule) -> tuple[Clause, ...]:
        """Return the clauses of a rule over the world."""
        return tuple(self._clause(self.row[name], grades) for name, grades in rule.antecedents.items())

    def _clauses(self, rule: Rule, frame: Frame) -> tuple[Clause, ...] | None:
        """Return the clauses but for those that always hold here, or None if one of them never does."""
        clauses = []
        for name, grades in rule.antecedents.items():
            resolved = frame.resolve(name)
            if resolved not in self.fixed:
                clauses.append(self._clause(self.row[resolved], grades))
                continue
            scale, value = self.fixed[resolved]
            held = scale.membership(grades, value)
            if held == 0:
                return None
            if held < 1:
                clauses.append(self._clause(self.row[resolved], grades))
        return tuple(clauses)

    def _clause(self, row: int, grades: Mapping[str, float]) -> Clause:
        return row, tuple(grades.get(term, 0.0) for term in self.scales[row].terms)

    def _fixed(self) -> dict[str, tuple[Scale, float]]:
        """Return what never changes: a party is always engaged, and some rows of gauges stay 0."""
        full = next(self.case.scale_of[v.scale] for v in self.case.variables if v.id == "engagement")
        engaged = {f"{party}.engagement": (full, full.high) for party in self.case.parties}
        return engaged | {name: (self.scales[self.row[name]], 0.0) for name in never_moving(self.case)}

    def _total(self, over: str, frame: Frame) -> float:
        if not frame.edges:
            return 1.0
        target = "" if self.kinds[over].pair else frame.bound["target"]
        return self.totals[over][target]

    def _reach(self, rule: Rule, frame: Frame) -> tuple[float, Holding | None]:
        """Return how far the outside actor's interest reaches the stance, before its salience is counted."""
        if frame.interest is None:
            return 1.0, None
        holding = interest(self.case, *frame.interest)
        assert holding is not None  # frames are made only for issues on which the actor has an objective
        party, issue = frame.bound["party"], frame.bound["issue"]
        towards = holding.place - self.openings[party, issue].place
        away = max(0.0, -towards if party == self.case.parties[0] else towards)
        match self.kinds[rule.over].reach:
            case "apart":
                return away, holding
            case "alike":
                return 1.0 - abs(towards), holding
        return 1.0, holding


def _totals(case: Case, kind: EdgeKind) -> dict[str, float]:
    """Return the total weight of a kind of edge on each target; of mediators, the total of their lesser ties."""
    totals: dict[str, float] = {}
    edges = relations(case.graph, kind.id)
    if not kind.pair:
        for edge in edges:
            totals[edge.head] = totals.get(edge.head, 0.0) + edge.weight
        return totals
    for tail in sorted({edge.tail for edge in edges}):
        ties = [edge.weight for edge in edges if edge.tail == tail and edge.head in case.parties]
        if len(ties) == len(case.parties):
            totals[""] = totals.get("", 0.0) + min(ties)
    return totals


def _firing(rules: list[tuple[Clause, ...]], scales: list[Scale]) -> Firing:
    atoms = sorted({clause for rule in rules for clause in rule})
    number = {atom: i for i, atom in enumerate(atoms)}
    longest = max((len(rule) for rule in rules), default=0)
    one = len(atoms)
    clauses = np.full((len(rules), max(longest, 1)), one, dtype=np.intp)
    for i, rule in enumerate(rules):
        clauses[i, : len(rule)] = [number[clause] for clause in rule]
    stretches = max((len(grades) - 1 for _, grades in atoms), default=1)
    arms = np.zeros((3, stretches, len(atoms) + 1, 1))
    for i, (row, grades) in enumerate(atoms):
        peaks = np.array(list(scales[row].terms.values()))
        arms[:, : len(grades) - 1, i, 0] = peaks[:-1], 1 / np.diff(peaks), np.diff(grades)
    return Firing(
        rows=np.array([row for row, _ in atoms] + [0], dtype=np.intp),
        base=np.array([[grades[0]] for _, grades in atoms] + [[1.0]]),
        knot=arms[0],
        rate=arms[1],
        step=arms[2],
        clauses=clauses,
    )


def _table(
    case: Case, issue: str, core: bool, row: Mapping[str, int], openings: Mapping[tuple[str, str], Holding]
) -> IssueTable:
    first, second = case.parties
    places = openings[first, issue].place, openings[second, issue].place
    distance = max(0.0, places[0] - places[1])
    lines = {(line.actor, line.issue): line.place for line in case.red_lines}

    def at(party: str, sign: int, place: float) -> float:
        line = lines.get((party, issue))
        return max(0.0, sign * (place - line)) / distance if line is not None and distance else np.inf

    return IssueTable(
        issue=issue,
        core=core,
        concession=(row[f"{first}.{issue}.concession"], row[f"{second}.{issue}.concession"]),
        opening=places,
        distance=distance,
        line=(at(first, 1, places[0]), at(second, -1, places[1])),
        margin=case.settings.red_line_margin / distance if distance else 1.0,
    )


@lru_cache(maxsize=8)
def program_of(case: Case) -> Program:
    """Return the grounded case; grounded once for each case object."""
    return ground(case)
