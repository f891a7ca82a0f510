"""What rules, gauges and outcomes do in a month, as lists of row operations on one memory of rows.

The order is that of `stepping` and `deriving`, operation by operation: hence the same bits. The numbers in the list
are of double precision; a machine takes them in that of its memory, as `Plan` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from model.engine.operations import Kind, Operation
from model.engine.plan import Plan, Pool, plan_of
from model.engine.program import Program

#: The outcomes, each with a row for its pull.
OUTCOMES = 3


@dataclass(frozen=True)
class Layout:
    """Where in the memory what begins: numbers of rows. The variables and gauges begin at 0.

    pushes: what every push comes to where its conditions hold, in the order of the cells. weights: of the outcome
    rules. pool: what conditions come to. cells, totals: see `Plan`. pulls: of the three outcomes. free: the first row
    that is left for what acts from outside.
    """

    pushes: int
    weights: int
    pool: int
    cells: int
    totals: int
    pulls: int
    free: int


@dataclass(frozen=True)
class Sections:
    """The named lists of operations that every month is made of.

    derive: what rules and gauges read; follow: the part of it that follows from the front alone; unread: the other
    gauges; fix: what pushes come to between events; move: all rules fire, all states move; pull: the three pulls.
    """

    layout: Layout
    derive: tuple[Operation, ...]
    follow: tuple[Operation, ...]
    unread: tuple[Operation, ...]
    fix: tuple[Operation, ...]
    move: tuple[Operation, ...]
    pull: tuple[Operation, ...]


@lru_cache(maxsize=16)
def sections_of(program: Program) -> Sections:
    """Return the lists of a program; made once for each."""
    plan = plan_of(program, np.dtype(np.float64))
    at = _laid_out(program, plan)
    return Sections(
        layout=at,
        derive=tuple(plan.gauges.all_read),
        follow=tuple(plan.gauges.from_front),
        unread=tuple(plan.gauges.unread),
        fix=(*_filled(plan.fixed, at.pool), *_fixed(plan, at)),
        move=(*_filled(plan.moving, at.pool), *_moved(plan, program, at)),
        pull=(*_filled(plan.outcomes, at.pool), *_pulled(plan, program, at)),
    )


def _laid_out(program: Program, plan: Plan) -> Layout:
    many = (
        len(program.ids),
        len(plan.push_rule),
        len(plan.outcome_weight),
        max(pool.size for pool in (plan.fixed, plan.moving, plan.outcomes)),
        len(plan.cells.place),
        len(plan.steady),
        OUTCOMES,
    )
    return Layout(*map(int, np.cumsum(many)))


def _filled(pool: Pool, at: int) -> Iterator[Operation]:
    """Yield what works out all conditions: see `Pool.fill`."""
    yield Operation(Kind.FILL, at, x=1.0)
    for number, (row, knot, rate) in enumerate(zip(pool.rows, pool.knot.flat, pool.rate.flat, strict=True)):
        yield Operation(Kind.WAY, at + 1 + number, int(row), x=float(knot), y=float(rate))
    first = at + pool.first_sum
    for number, base in enumerate(pool.base.flat):
        yield Operation(Kind.FILL, first + number, x=float(base))
    for arms, steps in pool.parts:
        for number, (arm, step) in enumerate(zip(arms, steps.flat, strict=True)):
            yield Operation(Kind.ADD_SCALED, first + number, at + int(arm), x=float(step))
    for level, factors in enumerate(pool.factors):
        kind = Kind.MULTIPLY if level else Kind.COPY
        yield from (Operation(kind, at + pool.first_product + n, at + int(f)) for n, f in enumerate(factors))


def _fixed(plan: Plan, at: Layout) -> Iterator[Operation]:
    """Yield what adds the pushes into cells: see `stepping`."""
    yield from (Operation(Kind.FILL, at.cells + cell) for cell in range(len(plan.cells.place)))
    for push, (held, cell) in enumerate(zip(plan.fixed_at, _places(plan.cells.rungs), strict=True)):
        yield Operation(Kind.ADD_PRODUCT, at.cells + cell, at.pool + int(held), at.pushes + push)


def _moved(plan: Plan, program: Program, at: Layout) -> Iterator[Operation]:
    """Yield what adds the cells into what moves each state, and moves it."""
    yield from (Operation(Kind.COPY, at.totals + n, at.cells + int(cell)) for n, cell in enumerate(plan.steady))
    for held, cell, total in zip(plan.cell_at, plan.cell_from, _places(plan.sums.rungs), strict=True):
        yield Operation(Kind.ADD_PRODUCT, at.totals + total, at.pool + int(held), at.cells + int(cell))
    for state, up, down in zip(program.states, plan.up, plan.down, strict=True):
        low, high = float(program.low[state]), float(program.high[state])
        yield Operation(Kind.MOVE, int(state), at.totals + int(up), at.totals + int(down), x=low, y=high)


def _pulled(plan: Plan, program: Program, at: Layout) -> Iterator[Operation]:
    """Yield what adds the outcome rules into the pulls."""
    yield from (Operation(Kind.FILL, at.pulls + outcome) for outcome in range(OUTCOMES))
    for rule, (held, outcome) in enumerate(zip(plan.outcomes.at, program.outcome_of, strict=True)):
        yield Operation(Kind.ADD_PRODUCT, at.pulls + int(outcome), at.pool + int(held), at.weights + rule)


def _places(rungs: Sequence[int]) -> Iterable[int]:
    """Return where each row of a ladder is added: rung by rung, the first so many totals."""
    return [place for many in rungs for place in range(many)]
