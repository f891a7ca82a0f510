"""A Plan becomes Tables: flat arrays and nothing else, for compiled code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from model.engine.compiled.kernel import (
    KINDS,
    LANES,
    Flat,
    LuckTable,
    OperationTable,
    OutcomeTable,
    PoolTable,
    StepTable,
    Tables,
)
from model.engine.happenings import Strokes
from model.engine.luck import Luck
from model.engine.operations import Operation
from model.engine.plan import Plan, Pool
from model.engine.program import Program


@lru_cache(maxsize=16)
def tables(laid: Plan, program: Program) -> Tables:
    """Return a plan as tables; done once for each."""
    step = StepTable(
        push_row=_rows(laid.cells.order),
        push_rule=_rows(laid.push_rule),
        fixed_at=_rows(laid.fixed_at),
        cell_to=_rungs(laid.cells.rungs),
        cells=len(laid.cells.place),
        steady=_rows(laid.steady),
        cell_from=_rows(laid.cell_from),
        cell_at=_rows(laid.cell_at),
        sum_to=_rungs(laid.sums.rungs),
        up=_rows(laid.up),
        down=_rows(laid.down),
        low=_numbers(laid.low, laid),
        high=_numbers(laid.high, laid),
        states=_rows(laid.states),
    )
    pull = OutcomeTable(_rows(laid.outcomes.at), _numbers(laid.outcome_weight, laid), _rows(program.outcome_of))
    fixed, moving, outcomes = (_pool(pool, laid) for pool in (laid.fixed, laid.moving, laid.outcomes))
    return Tables(
        rows=len(program.ids),
        variables=program.variables,
        fixed=fixed,
        moving=moving,
        outcomes=outcomes,
        step=step,
        pull=pull,
        front=laid.gauges.front,
        from_front=_operations(laid.gauges.from_front, laid),
        all_read=_operations(laid.gauges.all_read, laid),
        unread=_operations(laid.gauges.unread, laid),
    )


def _rows(rows: slice | Iterable[int]) -> Flat:
    if isinstance(rows, slice):
        rows = range(rows.start, rows.stop)
    return np.array(list(rows), dtype=np.intp)


def _rungs(rungs: Sequence[int]) -> Flat:
    """Return where each row of a ladder is added: rung by rung, the first so many totals."""
    return _rows(place for many in rungs for place in range(many))


def _numbers(column: Any, laid: Plan) -> Flat:
    return np.array(column, dtype=laid.dtype).reshape(-1)


def _pool(pool: Pool, laid: Plan) -> PoolTable:
    steps = [step[:, 0] for _, step in pool.parts]
    head, *factors = pool.factors or [np.empty(0, np.intp)]
    return PoolTable(
        rows=_rows(pool.rows),
        knot=_numbers(pool.knot, laid),
        rate=_numbers(pool.rate, laid),
        base=_numbers(pool.base, laid),
        part_to=_rungs([len(arms) for arms, _ in pool.parts]),
        part_from=_rows(arm for arms, _ in pool.parts for arm in arms),
        part_step=_numbers(np.concatenate(steps) if steps else [], laid),
        head=_rows(head),
        factor_to=_rungs([len(factor) for factor in factors]),
        factor_from=_rows(row for factor in factors for row in factor),
        size=pool.size,
    )


def _operations(operations: Sequence[Operation], laid: Plan) -> OperationTable:
    return OperationTable(
        kind=_rows(KINDS.index(operation.kind) for operation in operations),
        to=_rows(operation.to for operation in operations),
        of=_rows(operation.of or 0 for operation in operations),
        also=_rows(operation.also or 0 for operation in operations),
        x=_numbers([operation.x for operation in operations], laid),
        y=_numbers([operation.y for operation in operations], laid),
        z=_numbers([operation.z for operation in operations], laid),
    )


def luck_table(program: Program, laid: Plan, luck: Luck | None, runs: int, months: int) -> LuckTable:
    """Return what may happen to some runs up to a month, by month and strip; empty, if it is None."""
    strips = -(-runs // LANES)
    rates, firing = (np.empty(0, laid.dtype), program.rates)
    strokes = Strokes.none(laid.dtype)
    atom = np.empty(0, np.intp)
    if luck is not None:
        key = luck.strokes.month * strips + luck.strokes.run // LANES
        order = np.argsort(key, kind="stable")
        strokes = luck.strokes.where(order)
        atom, rates = luck.atom_of[strokes.what], luck.rate_of[strokes.what]
    begins = np.searchsorted(strokes.month * strips + strokes.run // LANES, np.arange((months + 1) * strips + 1))
    return LuckTable(
        on=luck is not None,
        begins=_rows(begins),
        strips=strips,
        run=strokes.run,
        row=strokes.row,
        place=np.empty(0, np.intp) if luck is None else luck.place_of[strokes.row],
        sets=strokes.sets,
        amount=strokes.amount,
        until=strokes.until,
        luck=strokes.luck,
        rate=rates,
        atom=atom,
        atom_row=_rows(firing.rows),
        base=_numbers(firing.base, laid),
        knot=_numbers(firing.knot, laid),
        slope=_numbers(firing.rate, laid),
        step=_numbers(firing.step, laid),
        stretches=len(firing.knot),
        lasting=_rows(program.lasting),
        is_fixed=laid.is_fixed[program.lasting],
        low=_numbers(program.low, laid),
        high=_numbers(program.high, laid),
    )
