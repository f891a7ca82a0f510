"""A program becomes a Plan: the same rules, laid out so that a month costs little.

Three things make the difference, and change nothing but the last digits:

- What only events move is fixed between them. The clauses on it are multiplied into the pushes once, not every month.
- Pushes of one direction on one state that wait for the same conditions are one *cell*: their pushes are added first.
- A membership, and a product of memberships, that several rules share is worked out once.

All is done element by element in one fixed order, so that a run has the same bits in whatever batch it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from model.arrays import Floats, Ints
from model.engine.deriving import Gauges
from model.engine.firing import Firing
from model.engine.gauges import FRONT
from model.engine.program import Program
from model.engine.row_blocks import evenly_spaced


class Pool:
    """What conditions come to: a row of ones, the ramps between terms, graded memberships, and their products.

    A ramp is the way made from one term's peak to the next, in [0, 1]. Every graded membership is a sum of ramps;
    one that is a ramp itself has no row of its own, nor has a product of one.

    `at` is the row of every condition. `order` is what conditions are told apart and ordered by: it depends on ids
    alone, so that the order of the files changes no bit.
    """

    def __init__(
        self, ids: Sequence[str], firing: Firing, conditions: Sequence[tuple[int, ...]], dtype: np.dtype[np.floating]
    ):
        """Lay out the conditions, each the numbers of its clauses' atoms."""
        self.dtype = dtype
        used = {atom for condition in conditions for atom in condition}
        atoms = sorted(used, key=lambda atom: _key(ids, firing, atom))
        rank = {atom: number for number, atom in enumerate(atoms)}
        self.order = [tuple(sorted(rank[atom] for atom in condition)) for condition in conditions]
        sums = self._lay_out_ramps(firing, atoms)
        row_of = self._lay_out_sums(firing, sums)
        self._lay_out_products([tuple(row_of[atoms[number]] for number in order) for order in self.order])

    def _lay_out_ramps(self, firing: Firing, atoms: Sequence[int]) -> dict[int, list[tuple[int, float]]]:
        """Give every ramp a row, once; return what every atom is a sum of: ramps' rows, and what each counts."""
        ramps: dict[tuple[int, float, float], int] = {}
        sums: dict[int, list[tuple[int, float]]] = {}
        for atom in atoms:
            row, parts = int(firing.rows[atom]), (firing.knot, firing.rate, firing.step)
            arms = [(float(k), float(r), float(s)) for k, r, s in zip(*(p[:, atom, 0] for p in parts), strict=True)]
            sums[atom] = [(ramps.setdefault((row, k, r), len(ramps) + 1), step) for k, r, step in arms if step]
        self.rows = np.array([row for row, _, _ in ramps], dtype=np.intp)
        self.knot = np.array([[knot] for _, knot, _ in ramps], dtype=self.dtype).reshape(-1, 1)
        self.rate = np.array([[rate] for _, _, rate in ramps], dtype=self.dtype).reshape(-1, 1)
        self.first_sum = len(ramps) + 1
        return sums

    def _lay_out_sums(self, firing: Firing, sums: Mapping[int, list[tuple[int, float]]]) -> dict[int, int]:
        """Give every atom a row that is not a ramp by itself; return the row of every atom."""
        base = {atom: float(firing.base[atom, 0]) for atom in sums}
        ramp = {atom: arms[0][0] for atom, arms in sums.items() if base[atom] == 0 and [s for _, s in arms] == [1.0]}
        mixed = sorted((atom for atom in sums if atom not in ramp), key=lambda atom: -len(sums[atom]))
        self.base = np.array([[base[atom]] for atom in mixed], dtype=self.dtype).reshape(-1, 1)
        self.parts = _columns([sums[atom] for atom in mixed], self.dtype)
        self.first_product = self.first_sum + len(mixed)
        return ramp | {atom: self.first_sum + number for number, atom in enumerate(mixed)}

    def _lay_out_products(self, conditions: Sequence[tuple[int, ...]]) -> None:
        """Give every product of several rows a row, once."""
        products = sorted({rows for rows in conditions if len(rows) > 1}, key=lambda rows: (-len(rows), rows))
        row = {rows: self.first_product + number for number, rows in enumerate(products)}
        self.factors = [rows for rows, _ in _columns([[(f, 1.0) for f in rows] for rows in products], self.dtype)]
        self.at = np.array([row[r] if len(r) > 1 else r[0] if r else 0 for r in conditions], dtype=np.intp)
        self.size = self.first_product + len(products)

    def room(self, runs: int) -> tuple[Floats, Floats]:
        """Return the arrays that `fill` writes to: the pool, shape (size, runs), and one for passing results."""
        pool = np.empty((self.size, runs), self.dtype)
        pool[0] = 1
        return pool, np.empty_like(pool)

    def fill(self, values: Floats, room: tuple[Floats, Floats]) -> Floats:
        """Work out everything for some values, shape (rows, runs), and return the pool."""
        pool, spare = room
        self._fill_ramps(values, pool[1 : self.first_sum])
        self._fill_sums(pool, spare)
        self._fill_products(pool, spare)
        return pool

    def _fill_ramps(self, values: Floats, ramps: Floats) -> None:
        gather(values, self.rows, ramps)
        np.subtract(ramps, self.knot, out=ramps)
        np.multiply(ramps, self.rate, out=ramps)
        np.maximum(ramps, 0, out=ramps)
        np.minimum(ramps, 1, out=ramps)

    def _fill_sums(self, pool: Floats, spare: Floats) -> None:
        sums = pool[self.first_sum : self.first_product]
        sums[:] = self.base
        for arms, steps in self.parts:
            part = gather(pool, arms, spare[: len(arms)])
            np.multiply(part, steps, out=part)
            np.add(sums[: len(arms)], part, out=sums[: len(arms)])

    def _fill_products(self, pool: Floats, spare: Floats) -> None:
        products = pool[self.first_product :]
        if self.factors:
            gather(pool, self.factors[0], products)
        for factor in self.factors[1:]:
            part = gather(pool, factor, spare[: len(factor)])
            np.multiply(products[: len(factor)], part, out=products[: len(factor)])


def _key(ids: Sequence[str], firing: Firing, atom: int) -> tuple[str, float, tuple[float, ...]]:
    return ids[firing.rows[atom]], float(firing.base[atom, 0]), tuple(map(float, firing.step[:, atom, 0]))


def _columns(lists: Sequence[Sequence[tuple[int, float]]], dtype: np.dtype[np.floating]) -> list[tuple[Ints, Floats]]:
    """Return the first entries of some lists, then the second ones, and so on; the longest lists come first."""
    depth = max(map(len, lists), default=0)
    found = []
    for level in range(depth):
        entries = [entries[level] for entries in lists if len(entries) > level]
        numbers, weights = zip(*entries, strict=True)
        found.append((np.array(numbers, dtype=np.intp), np.array(weights, dtype=dtype)[:, None]))
    return found


def gather(values: Floats, rows: Ints, out: Floats) -> Floats:
    """Return chosen rows in `out`."""
    values.take(rows, 0, out, "clip")  # "raise" would copy once more; the rows are known to be there
    return out


class Ladder:
    """Rows that are added into groups: rung by rung, each group's rows always in the order in which they are given.

    `order` is the order in which `climb` wants the rows, `place` where each group stands in the totals.
    """

    def __init__(self, group_of: Sequence[int], groups: int):
        """Lay out the rows, by the group that each belongs to."""
        held: list[list[int]] = [[] for _ in range(groups)]
        for row, group in enumerate(group_of):
            held[group].append(row)
        falling = sorted(range(groups), key=lambda group: (-len(held[group]), group))
        depth = max(map(len, held), default=0)
        rungs = [[held[group][rung] for group in falling if len(held[group]) > rung] for rung in range(depth)]
        self.order = np.array([row for rung in rungs for row in rung], dtype=np.intp)
        self.rungs = [len(rung) for rung in rungs]
        self.place = np.argsort(np.array(falling, dtype=np.intp))

    def climb(self, rows: Floats, totals: Floats) -> None:
        """Add the rows, in `order`, to the totals, in `place`."""
        at = 0
        for many in self.rungs:
            np.add(totals[:many], rows[at : at + many], out=totals[:many])
            at += many


@dataclass(frozen=True, eq=False)
class Plan:
    """A program laid out for one precision: what is fixed between events, what moves, and how it is added up.

    fixed, moving: the conditions of either kind. fixed_at: the row of every push's fixed condition. cells: adds pushes
    into cells; the first cells, two for each state, wait for nothing. cell_at: the moving condition of every other
    cell, in the order of `sums`, which adds cells into what pushes each state up, then down; `up` and `down` are where
    these stand in the totals.
    """

    dtype: np.dtype[np.floating]
    is_fixed: np.ndarray[tuple[int], np.dtype[np.bool_]]
    fixed: Pool
    moving: Pool
    fixed_at: Ints
    push_rule: Ints
    cells: Ladder
    steady: Ints
    cell_at: Ints
    cell_from: Ints
    sums: Ladder
    up: Ints
    down: Ints
    low: Floats
    high: Floats
    states: slice | Ints
    gauges: Gauges
    outcomes: Pool
    outcome_weight: Floats


@lru_cache(maxsize=16)
def plan_of(program: Program, dtype: np.dtype[np.floating]) -> Plan:
    """Lay a program out for float32 or float64; done once for each."""
    is_fixed, firing, pulls = _is_fixed(program), program.firing, program.outcomes

    def pool(fixed: bool) -> Pool:
        """Return the pool of the conditions on what is fixed, or on what moves."""
        of_kind = [tuple(a for a in atoms if is_fixed[firing.rows[a]] == fixed) for atoms in _clauses(firing)]
        return Pool(program.ids, firing, of_kind, dtype)

    fixed, moving = pool(True), pool(False)
    cells, sums, waits = _cells(program, moving)
    many = len(program.states)
    row_of = dict(zip(moving.order, moving.at, strict=True))
    return Plan(
        dtype=dtype,
        is_fixed=is_fixed,
        fixed=fixed,
        moving=moving,
        fixed_at=fixed.at[program.push_rule][cells.order],
        push_rule=program.push_rule[cells.order],
        cells=cells,
        steady=cells.place[: 2 * many][np.argsort(sums.place)],
        cell_at=np.array([row_of[wait] for wait in waits], dtype=np.intp)[sums.order],
        cell_from=cells.place[2 * many :][sums.order],
        sums=sums,
        up=sums.place[:many],
        down=sums.place[many:],
        low=program.low[program.states].astype(dtype)[:, None],
        high=program.high[program.states].astype(dtype)[:, None],
        states=evenly_spaced(list(map(int, program.states))),
        gauges=Gauges(program, dtype),
        outcomes=Pool(program.ids, pulls, _clauses(pulls), dtype),
        outcome_weight=program.outcome_weight.astype(dtype)[:, None],
    )


def _is_fixed(program: Program) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Return by row whether it stays as it is between events."""
    is_fixed = np.zeros(len(program.ids), dtype=bool)
    is_fixed[: program.variables] = True
    is_fixed[program.states] = False
    is_fixed[[program.row[FRONT], program.row[program.case.settings.wander.variable]]] = False
    return is_fixed


def _clauses(firing: Firing) -> list[tuple[int, ...]]:
    """Return the atoms of every rule, without the last one, which fills up the shorter rules."""
    last = len(firing.rows) - 1
    return [tuple(map(int, row[row != last])) for row in firing.clauses]


def _cells(program: Program, moving: Pool) -> tuple[Ladder, Ladder, list[tuple[int, ...]]]:
    """Sort the pushes into cells: those of one direction on one state that wait for the same moving condition.

    Returns what adds pushes into cells, what adds those cells that wait for something into each state's sums, up and
    down, and what each of these waits for, as in `moving.order`.
    """
    many = len(program.states)
    state_of = {int(row): number for number, row in enumerate(program.states)}
    pushes = zip(program.push_row, program.push, strict=True)
    sides = [state_of[int(row)] + (0 if push > 0 else many) for row, push in pushes]
    cell_of_push = list(zip(sides, (moving.order[rule] for rule in program.push_rule), strict=True))
    waiting = sorted({cell for cell in cell_of_push if cell[1]})
    number = {cell: place for place, cell in enumerate([*((side, ()) for side in range(2 * many)), *waiting])}
    cells = Ladder([number[cell] for cell in cell_of_push], len(number))
    return cells, Ladder([side for side, _ in waiting], 2 * many), [wait for _, wait in waiting]
