"""The month in compiled code: what `stepping` and `operations` do in NumPy, operation by operation, in their order.

Runs go through all months of a stretch in strips of `LANES`, so that all that belongs to a strip stays in the cache.
Everything is one flat array in which row after row has `LANES` places: only so does the compiler make vector code of
every inner loop. Nothing is contracted or reordered (no fastmath): the bits are those of NumPy. Tables are arguments:
another program needs no compiling. What is compiled is kept beside this file, or in the user's cache, until this file
changes: which is why all of it, the tables' shapes too, is in this file.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numba.extending import register_jitable

#: Runs in a strip.
LANES = 128


#: Takes the sign from an offset: the compiler then knows that it does not count from the end.
PLUS = 0x7FFFFFFFFFFFFFFF


#: The kinds of row operations by number; their names are those of `operations.Kind`.
FILL, SIZE, SCALE, ADD, HIGHEST, LINE, REMAINDER, RAMP = range(8)
KINDS = ("fill", "size", "scale", "add", "highest", "line", "remainder", "ramp")


Flat = np.ndarray[tuple[int], np.dtype[Any]]


Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]


class PoolTable(NamedTuple):
    """A `plan.Pool`: ramps (the value's row, knot, rate), then sums of ramps, then products.

    A sum has a base, and parts: `part_from` times `part_step` is added to the sum `part_to`. A product starts as the
    row `head`; then each of `factor_from` is multiplied into `factor_to`.
    """

    rows: Flat
    knot: Flat
    rate: Flat
    base: Flat
    part_to: Flat
    part_from: Flat
    part_step: Flat
    head: Flat
    factor_to: Flat
    factor_from: Flat
    size: int


class StepTable(NamedTuple):
    """What a month needs of a `plan.Plan`, flat; `cell_to` and `sum_to` say where the rungs of its ladders add."""

    push_row: Flat
    push_rule: Flat
    fixed_at: Flat
    cell_to: Flat
    cells: int
    steady: Flat
    cell_from: Flat
    cell_at: Flat
    sum_to: Flat
    up: Flat
    down: Flat
    low: Flat
    high: Flat
    states: Flat


class OperationTable(NamedTuple):
    """Row operations, see `model.engine.operations`: their kinds by number, their rows, their numbers."""

    kind: Flat
    to: Flat
    of: Flat
    also: Flat
    x: Flat
    y: Flat
    z: Flat


class OutcomeTable(NamedTuple):
    """The outcome rules: which condition, which weight, which outcome."""

    at: Flat
    weight: Flat
    outcome: Flat


class Tables(NamedTuple):
    """All of a program in one precision."""

    rows: int
    variables: int
    fixed: PoolTable
    moving: PoolTable
    outcomes: PoolTable
    step: StepTable
    pull: OutcomeTable
    front: int
    from_front: OperationTable
    all_read: OperationTable
    unread: OperationTable


class Given(NamedTuple):
    """`Inputs` of all runs, read-only and flat, row by row, and how many columns each has: all runs, or one."""

    runs: int
    strength: Flat
    strengths: int
    push: Flat
    pushes: int
    pull: Flat
    pulls: int


class LuckTable(NamedTuple):
    """`Luck` of some runs, flat: strokes by month and strip, what scales their rates, and the lasting rows.

    Those of a strip in a month are from `begins[month * strips + strip]` up to the next. `place` is a lasting row's
    number, or -1 for a state; `atom` is what scales the rate, or -1. Of an atom, `knot`, `slope` and `step` are at
    `stretch * len(base) + atom`. `low` and `high` are of all variables. `on` is whether there are any strokes.
    """

    on: bool
    begins: Flat
    strips: int
    run: Flat
    row: Flat
    place: Flat
    sets: Flat
    amount: Flat
    until: Flat
    luck: Flat
    rate: Flat
    atom: Flat
    atom_row: Flat
    base: Flat
    knot: Flat
    slope: Flat
    step: Flat
    stretches: int
    lasting: Flat
    is_fixed: Flat
    low: Flat
    high: Flat


class Outside(NamedTuple):
    """What is in force outside the rules in a stretch of months, and what happens there adds.

    offset: what happenings add to each lasting row, shape (lasting rows, horizon + 2, runs); written to. force: what is
    in force there, shape (lasting rows, runs); for the one that wanders, number `wanders` or -1, `front` has what is in
    force and that with the wandering, shape (2, months, runs).
    """

    offset: np.ndarray[tuple[int, int, int], np.dtype[Any]]
    force: np.ndarray[tuple[int, int], np.dtype[Any]]
    front: np.ndarray[tuple[int, int, int], np.dtype[Any]]
    wanders: int


@register_jitable
def _load(source: Flat, row: int, columns: int, first: int, many: int, out: Flat) -> None:
    """Copy a row of some runs, or spread its only column."""
    if columns == 1:
        value = source[row]
        for j in range(LANES):
            out[j] = value
    else:
        at = (row * columns + first) & PLUS
        for j in range(many):
            out[j] = source[at + j]


@register_jitable
def _fill(t: PoolTable, values: Flat, pool: Flat) -> None:
    """`Pool.fill`."""
    zero, one = pool.dtype.type(0), pool.dtype.type(1)
    for j in range(LANES):
        pool[j] = one
    for k in range(len(t.rows)):
        a, b, knot, rate = (t.rows[k] * LANES) & PLUS, ((1 + k) * LANES) & PLUS, t.knot[k], t.rate[k]
        for j in range(LANES):
            ramp = (values[a + j] - knot) * rate
            ramp = ramp if ramp > zero else zero
            pool[b + j] = ramp if ramp < one else one
    mixed = 1 + len(t.rows)
    for k in range(len(t.base)):
        b, base = ((mixed + k) * LANES) & PLUS, t.base[k]
        for j in range(LANES):
            pool[b + j] = base
    for k in range(len(t.part_to)):
        a, b, step = (t.part_from[k] * LANES) & PLUS, ((mixed + t.part_to[k]) * LANES) & PLUS, t.part_step[k]
        for j in range(LANES):
            pool[b + j] += pool[a + j] * step
    product = mixed + len(t.base)
    for k in range(len(t.head)):
        a, b = (t.head[k] * LANES) & PLUS, ((product + k) * LANES) & PLUS
        for j in range(LANES):
            pool[b + j] = pool[a + j]
    for k in range(len(t.factor_to)):
        a, b = (t.factor_from[k] * LANES) & PLUS, ((product + t.factor_to[k]) * LANES) & PLUS
        for j in range(LANES):
            pool[b + j] *= pool[a + j]


@register_jitable
def _weigh(t: StepTable, given: Given, first: int, many: int, weights: Flat, room: tuple[Flat, Flat]) -> None:
    """Work out what every push comes to where its conditions hold, in the order of the cells."""
    push, strength = room
    for k in range(len(t.push_row)):
        _load(given.push, t.push_row[k], given.pushes, first, many, push)
        _load(given.strength, t.push_rule[k], given.strengths, first, many, strength)
        a = (k * LANES) & PLUS
        for j in range(LANES):
            weights[a + j] = abs(push[j]) * strength[j]


@register_jitable
def _fix(t: StepTable, weights: Flat, pool: Flat, cells: Flat) -> None:
    """`_Step.fix`, but for the pool, which is filled already."""
    cells[:] = 0
    for k in range(len(t.push_row)):
        a, b, c = (t.fixed_at[k] * LANES) & PLUS, (t.cell_to[k] * LANES) & PLUS, (k * LANES) & PLUS
        for j in range(LANES):
            cells[b + j] += pool[a + j] * weights[c + j]


@register_jitable
def _move(t: StepTable, now: Flat, pool: Flat, cells: Flat, totals: Flat) -> None:
    """`_Step.move`, but for the pool, which is filled already."""
    one = pool.dtype.type(1)
    for k in range(len(t.steady)):
        a, b = (t.steady[k] * LANES) & PLUS, (k * LANES) & PLUS
        for j in range(LANES):
            totals[b + j] = cells[a + j]
    for k in range(len(t.cell_at)):
        a, b = (t.cell_at[k] * LANES) & PLUS, (t.sum_to[k] * LANES) & PLUS
        c = (t.cell_from[k] * LANES) & PLUS
        for j in range(LANES):
            totals[b + j] += pool[a + j] * cells[c + j]
    for k in range(len(t.states)):
        a, u, d = (t.states[k] * LANES) & PLUS, (t.up[k] * LANES) & PLUS, (t.down[k] * LANES) & PLUS
        low, high = t.low[k], t.high[k]
        for j in range(LANES):
            x, up, down = now[a + j], totals[u + j], totals[d + j]
            now[a + j] = x + (up * (high - x) - down * (x - low)) / (up + down + one)


@register_jitable
def _operate(t: OperationTable, now: Flat) -> None:
    """`row_blocks.Block.run`, row by row."""
    zero, one = now.dtype.type(0), now.dtype.type(1)
    for k in range(len(t.kind)):
        kind, x, y, z = t.kind[k], t.x[k], t.y[k], t.z[k]
        a, b, c = (t.to[k] * LANES) & PLUS, (t.of[k] * LANES) & PLUS, (t.also[k] * LANES) & PLUS
        if kind == HIGHEST:
            for j in range(LANES):
                here, there = now[a + j], now[b + j]
                now[a + j] = here if here > there else there
        elif kind == ADD:
            for j in range(LANES):
                now[a + j] += now[b + j]
        elif kind == FILL:
            for j in range(LANES):
                now[a + j] = x
        elif kind == SCALE:
            for j in range(LANES):
                now[a + j] = now[b + j] * x
        elif kind == SIZE:
            for j in range(LANES):
                now[a + j] = abs(now[b + j])
        elif kind == LINE:
            for j in range(LANES):
                now[a + j] = now[b + j] * y + x
        elif kind == REMAINDER:
            for j in range(LANES):
                left = one - (now[b + j] + now[c + j])
                now[a + j] = (left if left > zero else zero) * x
        else:  # RAMP
            for j in range(LANES):
                way = (now[b + j] - x) / y + z
                way = way if way > zero else zero
                now[a + j] = way if way < one else one


@register_jitable
def _pulled(
    t: OutcomeTable, given: Given, first: int, many: int, pool: Flat, pulls: Flat, room: tuple[Flat, Flat]
) -> None:
    """`_pulls`, but for the pool, which is filled already."""
    factor, _ = room
    pulls[:] = 0
    for k in range(len(t.at)):
        _load(given.pull, k, given.pulls, first, many, factor)
        a, b, weight = (t.at[k] * LANES) & PLUS, (t.outcome[k] * LANES) & PLUS, t.weight[k]
        for j in range(LANES):
            pulls[b + j] += pool[a + j] * (weight * factor[j])


@register_jitable
def _save(rows: Flat, many: int, out: Flat, row: int, runs: int, first: int) -> None:
    """Write some rows to where they belong among all runs, from a row of `out` on."""
    for k in range(len(rows) // LANES):
        a, b = (k * LANES) & PLUS, ((row + k) * runs + first) & PLUS
        for j in range(many):
            out[b + j] = rows[a + j]


@register_jitable
def _take(source: Flat, at: int, many: int, here: Flat, row: int) -> None:
    """Copy a row of some runs to where the strip has it."""
    a = (row * LANES) & PLUS
    for j in range(many):
        here[a + j] = source[at + j]


@register_jitable
def _copy(here: Flat, rows: Flat, out: Flat) -> None:
    """Copy the strip of chosen rows."""
    for k in range(len(rows)):
        a, b = (rows[k] * LANES) & PLUS, (k * LANES) & PLUS
        for j in range(LANES):
            out[b + j] = here[a + j]


@register_jitable
def _happens(t: LuckTable, begin: int, happens: Bools, here: Flat, at: int) -> None:
    """`Luck.struck`, of the strokes of a strip from one on."""
    zero, one, atoms, lucks, rates, runs = here.dtype.type(0), here.dtype.type(1), t.atom, t.luck, t.rate, t.run
    for s in range(begin, begin + len(happens)):
        atom = atoms[s]
        happens[s - begin] = True
        if atom >= 0:
            x, held = here[t.atom_row[atom] * LANES + runs[s] - at], t.base[atom]
            for stretch in range(t.stretches):
                k = stretch * len(t.base) + atom
                ramp = (x - t.knot[k]) * t.slope[k]
                ramp = ramp if ramp > zero else zero
                held += t.step[k] * (ramp if ramp < one else one)
            happens[s - begin] = lucks[s] < rates[s] * held


@register_jitable
def _strike(t: LuckTable, out: Outside, month: int, past: int, at: int, span: tuple[int, int], here: Flat) -> None:
    """`Luck.strike`, of the strokes of a strip in a month, the first and the one behind the last being `span`."""
    begin, end = span
    happens = np.empty(end - begin, np.bool_)
    _happens(t, begin, happens, here, at)
    _set(t, out, month, past, at, begin, happens, here)
    rows, runs, places, sets, amounts, untils = t.row, t.run, t.place, t.sets, t.amount, t.until
    offset, last, lows, highs = out.offset, out.offset.shape[1] - 2, t.low, t.high
    for s in range(begin, end):
        if happens[s - begin] and not sets[s]:
            place, run = places[s], runs[s]
            if place < 0:
                here[rows[s] * LANES + run - at] += amounts[s]
            else:
                for later in range(month, min(last, untils[s]) + 1):
                    offset[place, later, run] += amounts[s]
    for s in range(begin, end):
        if happens[s - begin] and places[s] < 0:
            low, high, k = lows[rows[s]], highs[rows[s]], rows[s] * LANES + runs[s] - at
            x = here[k] if here[k] > low else low
            here[k] = x if x < high else high


@register_jitable
def _set(t: LuckTable, out: Outside, month: int, past: int, at: int, begin: int, happens: Bools, here: Flat) -> None:
    """Do what sets something, of the strokes from `begin` on."""
    zero, offset, last = here.dtype.type(0), out.offset, out.offset.shape[1] - 2
    for s in range(begin, begin + len(happens)):
        if happens[s - begin] and t.sets[s]:
            run, place = t.run[s], t.place[s]
            if place < 0:
                here[t.row[s] * LANES + run - at] = t.amount[s]
            else:
                force = out.front[0, past, run] if place == out.wanders else out.force[place, run]
                for later in range(month, last + 1):
                    offset[place, later, run] = t.amount[s] - force if later <= t.until[s] else zero


@register_jitable
def _show(t: LuckTable, out: Outside, month: int, past: int, at: int, many: int, here: Flat) -> bool:
    """Put the lasting rows of a strip where what is in force and what happens have them; say if a fixed one moved."""
    moved = 0
    for k in range(len(t.lasting)):
        row = t.lasting[k]
        low, high, a = t.low[row], t.high[row], (row * LANES) & PLUS
        force, added = out.front[1, past] if k == out.wanders else out.force[k], out.offset[k, month]
        count = 0
        for j in range(many):
            x = force[at + j] + added[at + j]
            x = x if x > low else low
            x = x if x < high else high
            count += x != here[a + j]
            here[a + j] = x
        moved += count * t.is_fixed[k]
    return moved > 0


@njit(cache=True, nogil=True, error_model="numpy")
def follow(
    t: Tables,
    given: Given,
    first: int,
    now: np.ndarray[tuple[int, int], np.dtype[Any]],
    shown: np.ndarray[tuple[int, int], np.dtype[Any]],
    shown_row: int,
    months: tuple[int, int, int],
    rows: Flat,
    pulls: Flat,
    values: Flat,
    luck: LuckTable,
    out: Outside,
) -> None:
    """Take some runs from one month to another.

    Args:
        t: the program.
        given: what is given for all runs; these are the runs from `first` on.
        first: see there.
        now: where they stand, shape (rows, runs); all but the variables is derived. Left as the last month leaves it.
        shown: what the wandering assumption is set to in the months after the first, shape (months, runs).
        shown_row: its row.
        months: the first month (0: nothing fires in it), the last, and the first that is kept.
        rows: which rows are kept.
        pulls: the pulls of all runs and kept months, flat.
        values: the kept rows of all runs and kept months, flat.
        luck: what may happen to these runs.
        out: what is in force outside the rules, where something may happen.
    """
    runs, place = now.shape[1], now.dtype
    pool = np.zeros(max(t.fixed.size, t.moving.size, t.outcomes.size) * LANES, place)
    here, cells = np.zeros(t.rows * LANES, place), np.zeros(t.step.cells * LANES, place)
    totals, pulled, kept = np.zeros(len(t.step.steady) * LANES, place), np.zeros(3 * LANES, place), len(rows)
    some, weights = np.zeros(kept * LANES, place), np.zeros(len(t.step.push_row) * LANES, place)
    room = np.zeros(LANES, place), np.zeros(LANES, place)
    for at in range(0, runs, LANES):
        many = min(LANES, runs - at)
        for row in range(t.rows):
            _take(now[row], at, many, here, row)
        _weigh(t.step, given, first + at, many, weights, room)
        _operate(t.all_read, here)
        _fill(t.fixed, here, pool)
        _fix(t.step, weights, pool, cells)
        for month in range(months[0], months[1] + 1):
            past = month - months[0] - 1
            if past >= 0 and luck.on:  # first of all: what happens depends on where the month before left the runs
                k = month * luck.strips + at // LANES
                if luck.begins[k] < luck.begins[k + 1]:
                    _strike(luck, out, month, past, at, (luck.begins[k], luck.begins[k + 1]), here)
            if past >= 0 and len(shown):
                _take(shown[past], at, many, here, shown_row)
                _operate(t.from_front if shown_row == t.front else t.all_read, here)
            if past >= 0 and luck.on:
                moved = _show(luck, out, month, past, at, many, here)
                _operate(t.all_read, here)
                if moved:
                    _fill(t.fixed, here, pool)
                    _fix(t.step, weights, pool, cells)
            if month:
                _fill(t.moving, here, pool)
                _move(t.step, here, pool, cells, totals)
                _operate(t.all_read, here)
            if month >= months[2]:
                _fill(t.outcomes, here, pool)
                _pulled(t.pull, given, first + at, many, pool, pulled, room)
                _save(pulled, many, pulls, (month - months[2]) * 3, given.runs, first + at)
                if kept:
                    _operate(t.unread, here)
                    _copy(here, rows, some)
                    _save(some, many, values, (month - months[2]) * kept, given.runs, first + at)
        for row in range(t.rows if luck.on else t.variables):
            a = (row * LANES) & PLUS
            for j in range(many):
                now[row, at + j] = here[a + j]
