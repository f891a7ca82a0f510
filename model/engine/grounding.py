"""A case becomes a Program: every rule is grounded over the graph, wherever its names stand for something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from model.arrays import Floats
from model.engine.firing import Clause, firing_of
from model.engine.gauges import never_moving
from model.engine.happenings import Effect, GroundHappening
from model.engine.program import GroundRule, IssueTable, Program
from model.knowledge import (
    Case,
    EdgeKind,
    Frame,
    Happening,
    Holding,
    Objective,
    Record,
    Rule,
    Scale,
    Stance,
    Variable,
    frames,
    happening_frames,
    interest,
    opening,
    qualified,
    salience_id,
)


def ground(case: Case) -> Program:
    """Ground every rule of a checked case over its graph.

    Ground rules are kept in the order of (rule id, where), so that sums do not depend on the order of the files.
    """
    stored = [v for kind in ("state", "assumption") for v in case.variables if v.kind == kind]
    of_row = {q: v for v in (*stored, *(v for v in case.variables if v.kind == "gauge")) for q in qualified(case, v)}
    row = {name: number for number, name in enumerate(of_row)}
    scales = tuple(case.scale_of[v.scale] for v in of_row.values())
    holders: list[Objective | Stance] = [*case.objectives, *case.stances]
    salience_number = {salience_id(record): number for number, record in enumerate(holders)}
    openings = {(party, issue.id): opening(case, party, issue.id) for party in case.parties for issue in case.issues}

    grounder = _Grounder(case, row, scales, openings, salience_number)
    rules = sorted((g for r in case.rules if not r.outcome for g in grounder.rule(r)), key=lambda g: (g.rule, g.where))
    happenings = sorted((g for h in case.happenings for g in grounder.happening(h)), key=lambda g: (g.id, g.where))
    outcome_rules = sorted((rule for rule in case.rules if rule.outcome), key=lambda rule: rule.id)
    start, start_low, start_high = _starts(case, stored)
    salience, salience_low, salience_high = _central_and_ends(holders, "salience")
    weight, weight_low, weight_high = _central_and_ends(case.edges, "weight")
    return Program(
        case=case,
        ids=tuple(row),
        scales=scales,
        variables=sum(len(qualified(case, v)) for v in stored),
        rules=tuple(rules),
        firing=firing_of([rule.clauses for rule in rules], scales),
        outcome_rules=tuple(outcome_rules),
        outcomes=firing_of([grounder.world(rule) for rule in outcome_rules], scales),
        happenings=tuple(happenings),
        rates=firing_of([(h.scaled_by,) if h.scaled_by else () for h in happenings], scales),
        tables=tuple(_table(case, issue.id, issue.core, row, openings) for issue in case.issues),
        stances=tuple(tuple(salience_number[belief] for belief in held.beliefs) for held in openings.values()),
        saliences=tuple(salience_number),
        start=start,
        start_low=start_low,
        start_high=start_high,
        salience=salience,
        salience_low=salience_low,
        salience_high=salience_high,
        weight=weight,
        weight_low=weight_low,
        weight_high=weight_high,
    )


def _starts(case: Case, stored: list[Variable]) -> tuple[Floats, Floats, Floats]:
    """Return where every variable starts, and the ends of that: by its own record where the case has one."""
    own = {start.id: start for start in case.starts}
    return _central_and_ends([own.get(q, v) for v in stored for q in qualified(case, v)], "start")


def _central_and_ends(records: Iterable[Record], name: str) -> tuple[Floats, Floats, Floats]:
    central, low, high = (np.array([float(getattr(r, f)) for r in records]) for f in (name, "low", "high"))
    return central, low, high


class _Grounder:
    """Grounds one rule after the other; holds what they all look up."""

    def __init__(
        self,
        case: Case,
        row: Mapping[str, int],
        scales: Sequence[Scale],
        openings: Mapping[tuple[str, str], Holding],
        salience_number: Mapping[str, int],
    ):
        self.case, self.row, self.scales = case, row, scales
        self.openings, self.salience_number = openings, salience_number
        self.edge_number = {edge.id: number for number, edge in enumerate(case.edges)}
        self.kinds = {kind.id: kind for kind in case.edge_kinds}
        self.totals = {kind.id: _totals(case, kind) for kind in case.edge_kinds}
        self.fixed = self._fixed()

    def rule(self, rule: Rule) -> Iterator[GroundRule]:
        """Yield a rule in every place where it can ever fire."""
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

    def happening(self, happening: Happening) -> Iterator[GroundHappening]:
        """Yield a happening in every place where it may strike; one that never happens has none."""
        for frame in happening_frames(self.case, happening) if happening.rate else ():
            scaled = next(iter(happening.scaled_by.items()), None)
            told = [*((n, span, True) for n, span in happening.set.items())]
            told += [(n, span, False) for n, span in happening.change.items()]
            yield GroundHappening(
                id=happening.id,
                where=frame.where,
                says=happening.says,
                rate=happening.rate,
                scaled_by=self._clause(self.row[frame.resolve(scaled[0])], scaled[1]) if scaled else None,
                effects=tuple(Effect(self.row[frame.resolve(name)], sets, *span) for name, span, sets in told),
                months=happening.months,
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
    edges = case.edges_by_kind[kind.id]
    if not kind.pair:
        for edge in edges:
            totals[edge.head] = totals.get(edge.head, 0.0) + edge.weight
        return totals
    for tail in sorted({edge.tail for edge in edges}):
        ties = [edge.weight for edge in edges if edge.tail == tail and edge.head in case.parties]
        if len(ties) == len(case.parties):
            totals[""] = totals.get("", 0.0) + min(ties)
    return totals


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
