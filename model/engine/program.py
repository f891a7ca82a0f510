"""A case, grounded: the ground rules as flat arrays, and how strong each is for given weights and saliences.

Rows of the value array are all variables (states, assumptions), then the gauges. A ground rule's firing strength is
the product of its clauses' memberships, times its *strength*: the edge's weight as a part of the total weight of
that kind on that target in the full case, times how far the tail's interest reaches the stance. A *push* is one
consequent of a ground rule; on a stance it is scaled by how movable the stance is, given its salience.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.arrays import Floats, Ints
from model.engine.firing import Clause, Firing
from model.engine.happenings import GroundHappening
from model.knowledge import OUTCOMES, Case, Rule, Scale, Variable, qualified
from model.showing import Card, Shown


@dataclass(frozen=True)
class GroundRule:
    """One rule in one place: what it fires on, what it pushes (row, push), and what it rests on."""

    rule: str
    where: str
    actors: tuple[str, ...]
    edges: tuple[int, ...]
    clauses: tuple[Clause, ...]
    pushes: tuple[tuple[int, float], ...]
    norm: float = 1.0
    reach: float = 1.0
    interest: tuple[int, ...] = ()


@dataclass(frozen=True)
class IssueTable:
    """An issue between the two parties: rows and constants from which its gauges are derived.

    `concession` has the rows of both parties' concessions; `opening` their openings' places; `distance` is what lies
    between these; `line` the concession at which a party reaches its red line (infinite if it has none), and `margin`
    how far ahead of it the line begins to be felt, as a concession.
    """

    issue: str
    core: bool
    concession: tuple[int, int]
    opening: tuple[float, float]
    distance: float
    line: tuple[float, float]
    margin: float


@dataclass(frozen=True, eq=False, repr=False)
class Program(Shown):
    """A case, grounded: flat arrays for the engine, and the names of what they stand for.

    ids, scales: of every row. variables: how many of the rows are variables; the others are gauges. firing: the
    conditions of the ground rules; outcomes: those of the outcome rules. happenings: what
    may happen, where; rates: what scales their rates. stances: which saliences each stance rests on.
    The rest is what is believed, each with its low and high end: where the variables start, how dear every objective
    and judged stance is (`saliences` names them), and the weight of every edge.
    """

    case: Case
    ids: tuple[str, ...]
    scales: tuple[Scale, ...]
    variables: int
    rules: tuple[GroundRule, ...]
    firing: Firing
    outcome_rules: tuple[Rule, ...]
    outcomes: Firing
    happenings: tuple[GroundHappening, ...]
    rates: Firing
    tables: tuple[IssueTable, ...]
    stances: tuple[tuple[int, ...], ...]
    saliences: tuple[str, ...]
    start: Floats
    start_low: Floats
    start_high: Floats
    salience: Floats
    salience_low: Floats
    salience_high: Floats
    weight: Floats
    weight_low: Floats
    weight_high: Floats

    def _card(self) -> Card:
        facts = {"rows": str(len(self.ids)), "ground rules": str(len(self.rules)), "pushes": str(len(self.push))}
        return Card(self.case.settings.title, facts)

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of every variable and gauge by its qualified id."""
        return {name: row for row, name in enumerate(self.ids)}

    @cached_property
    def states(self) -> Ints:
        """The rows of the states: what rules move."""
        kept = [row for row, name in enumerate(self.ids) if self.variable_of[name].kind == "state"]
        return np.array(kept, dtype=np.intp)

    @cached_property
    def lasting(self) -> Ints:
        """The rows that happenings move and rules do not: what is done to them lasts, or is over after a while."""
        moved = {effect.row for happening in self.happenings for effect in happening.effects}
        return np.array(sorted(moved - set(map(int, self.states))), dtype=np.intp)

    @cached_property
    def low(self) -> Floats:
        """The lower end of every variable's scale."""
        return np.array([scale.low for scale in self.scales[: self.variables]])

    @cached_property
    def high(self) -> Floats:
        """The upper end of every variable's scale."""
        return np.array([scale.high for scale in self.scales[: self.variables]])

    @cached_property
    def outcome_of(self) -> Ints:
        """The outcome, by its number, that every outcome rule pulls to."""
        return np.array([OUTCOMES.index(next(iter(r.consequents))) for r in self.outcome_rules], dtype=np.intp)

    @cached_property
    def outcome_weight(self) -> Floats:
        """How hard every outcome rule pulls where it fires fully, in (0, 1]."""
        return np.array([next(iter(rule.consequents.values())) for rule in self.outcome_rules])

    @cached_property
    def push_rule(self) -> Ints:
        """The ground rule of every push, in their order."""
        return np.array([number for number, rule in enumerate(self.rules) for _ in rule.pushes], dtype=np.intp)

    @cached_property
    def push_row(self) -> Ints:
        """The row that every push moves."""
        return np.array([row for rule in self.rules for row, _ in rule.pushes], dtype=np.intp)

    @cached_property
    def push(self) -> Floats:
        """How far every push moves its row in a month, in [-1, 1]."""
        return np.array([push for rule in self.rules for _, push in rule.pushes], dtype=float)

    @cached_property
    def push_stance(self) -> Ints:
        """The stance whose concession every push moves; -1, the last, for pushes on anything else."""
        stances = [f"{party}.{issue.id}" for party in self.case.parties for issue in self.case.issues]
        number = {self.row[f"{stance}.concession"]: place for place, stance in enumerate(stances)}
        return np.array([number.get(int(row), -1) for row in self.push_row], dtype=np.intp)

    @cached_property
    def table_of(self) -> Mapping[str, IssueTable]:
        """The table of every issue, by its id."""
        return {table.issue: table for table in self.tables}

    @cached_property
    def pushing(self) -> tuple[str, ...]:
        """The ids of the rules that push something, sorted."""
        return tuple(sorted({rule.rule for rule in self.rules}))

    @cached_property
    def push_of(self) -> Ints:
        """For every push its rule's place in `pushing`."""
        number = {rule: place for place, rule in enumerate(self.pushing)}
        return np.array([number[self.rules[rule].rule] for rule in self.push_rule], dtype=np.intp)

    @cached_property
    def ties(self) -> Ints:
        """The edges that every ground rule works through, filled up with a row behind the last edge."""
        return padded([rule.edges for rule in self.rules], len(self.weight))

    @cached_property
    def wants(self) -> Ints:
        """The saliences that every ground rule's interest rests on, filled up with a row behind the last one."""
        return padded([rule.interest for rule in self.rules], len(self.salience))

    @cached_property
    def parts(self) -> tuple[Floats, Floats]:
        """By what a ground rule's tie counts, and how far its interest reaches: two columns (ground rules, 1)."""
        norm = [(1 / rule.norm if rule.norm else 0.0) if rule.edges else 1.0 for rule in self.rules]
        reach = [rule.reach if rule.interest else 1.0 for rule in self.rules]
        return np.array(norm)[:, None], np.array(reach)[:, None]

    @cached_property
    def variable_of(self) -> Mapping[str, Variable]:
        """The variable that every qualified id belongs to."""
        return {q: v for v in self.case.variables for q in qualified(self.case, v)}

    @cached_property
    def settable(self) -> Mapping[str, int]:
        """The row of everything that a scenario may set at the start: levers and assumptions."""
        of, stored = self.variable_of, self.ids[: self.variables]
        return {name: row for row, name in enumerate(stored) if of[name].lever or of[name].kind == "assumption"}


def rule_strengths(program: Program, weight: Floats, salience: Floats) -> tuple[Floats, Floats]:
    """Return the strength of every ground rule, and how movable every stance is, for given weights and saliences.

    Args:
        program: the grounded case.
        weight: edge weights in [0, 1], shape (edges, runs).
        salience: saliences in [0, 1], shape (saliences, runs).

    Returns:
        strengths, shape (ground rules, runs), and the factor of pushes on every stance, shape (stances + 1, runs),
        the last for pushes on anything else; `push_stance` tells which is a push's. Several objectives on one issue
        make it dearer than any of them alone: 1 - product of (1 - salience).
    """
    runs = max(weight.shape[1], salience.shape[1])
    norm, reach = program.parts
    ties = _folded(np.minimum, np.vstack([weight, np.full((1, weight.shape[1]), np.inf)]), program.ties)
    ties[np.isinf(ties)] = 1.0  # a rule that works through no edge
    careless = np.vstack([1 - salience, np.ones((1, salience.shape[1]))])
    caring = np.where(program.wants[:, :1] == len(salience), 1.0, 1 - _folded(np.multiply, careless, program.wants))
    movable = np.ones((len(program.stances) + 1, runs))  # the last: pushes on anything but a stance
    hold = program.case.settings.salience_hold
    movable[:-1] = 1 - hold * (1 - _folded(np.multiply, careless, padded(program.stances, len(salience))))
    return ties * norm * (reach * caring), movable


def _folded(how: np.ufunc, values: Floats, rows: Ints) -> Floats:
    """Return the rows of `values` that each line of `rows` names, taken together one after the other."""
    found = values[rows[:, 0]]
    for column in rows.T[1:]:
        how(found, values[column], out=found)
    return found


def padded(lists: Sequence[Sequence[int]], fill: int) -> Ints:
    """Return lists of rows as an array with a line each, filled up to the longest."""
    longest = max(map(len, lists), default=0)
    return np.array([[*held, *[fill] * (max(longest, 1) - len(held))] for held in lists], dtype=np.intp)
