"""Program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.arrays import Floats, Ints
from model.knowledge import Case, Rule, Variable, qualified


def memberships(firing: Firing, values: Floats) -> Floats:
    """Return how far each rule's conditions hold: the product of its clauses' memberships, shape (rules, runs)."""
    held = atoms(firing, values)
    product = held[firing.clauses[:, 0]]
    for column in firing.clauses.T[1:]:
        product *= held[column]
    return product


def atoms(firing: Firing, values: Floats) -> Floats:
    """Return the graded membership of every atom, shape (atoms, runs)."""
    x = values[firing.rows]
    held: Floats = np.broadcast_to(firing.base, x.shape)
    for knot, rate, step in zip(firing.knot, firing.rate, firing.step, strict=True):
        held = held + step * np.clip((x - knot) * rate, 0.0, 1.0)
    return held


#: What a ground rule fires on: a row, and how far the clause holds at the peak of each term of the row's scale.
Clause = tuple[int, tuple[float, ...]]


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
class Firing:
    """Fuzzy conditions as arrays: atoms (one row and its grades each), and each rule's clauses as atom numbers.

    A graded membership is linear between the peaks of neighbouring terms: `base`, its value at the first peak, plus
    `step` times the way made from one peak (`knot`) to the next (`rate` is 1 / their distance), limited to [0, 1].
    `knot`, `rate` and `step` have shape (stretches, atoms, 1). The last atom is always 1 and fills up rules with
    fewer clauses than the longest.
    """

    rows: Ints
    base: Floats
    knot: Floats
    rate: Floats
    step: Floats
    clauses: Ints


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


@dataclass(frozen=True, eq=False)
class Program:
    """A case, grounded: flat arrays for the engine, and the names to tell afterwards what they stand for."""

    case: Case
    ids: tuple[str, ...]
    variables: int
    states: Ints
    low: Floats
    high: Floats
    start: Floats
    start_low: Floats
    start_high: Floats
    rules: tuple[GroundRule, ...]
    firing: Firing
    outcomes: Firing
    outcome_rules: tuple[Rule, ...]
    outcome_of: Ints
    outcome_weight: Floats
    push_rule: Ints
    push_row: Ints
    push: Floats
    push_stance: Ints
    tables: tuple[IssueTable, ...]
    stances: tuple[tuple[int, ...], ...]
    saliences: tuple[str, ...]
    salience: Floats
    salience_low: Floats
    salience_high: Floats
    weight: Floats
    weight_low: Floats
    weight_high: Floats

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of every variable and gauge by its qualified id."""
        return {name: row for row, name in enumerate(self.ids)}

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


def settable(program: Program) -> dict[str, int]:
    """Return the row of everything that a scenario may set at the start: levers and assumptions."""
    of, stored = program.variable_of, program.ids[: program.variables]
    return {name: row for row, name in enumerate(stored) if of[name].lever or of[name].kind == "assumption"}
