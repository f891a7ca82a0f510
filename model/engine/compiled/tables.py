"""Layout -> Tables: a program as flat arrays and nothing else, for compiled code."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from model.engine.compiled.kernel import Flat, GaugeTable, OutcomeTable, PoolTable, StepTable, Tables
from model.engine.gauges import Gauges
from model.engine.plan import Plan, Pool
from model.engine.program import Program


@lru_cache(maxsize=16)
def tables(laid: Plan, program: Program) -> Tables:
    """Return a layout as tables; done once for each."""
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
    gauges = _gauges(laid.gauges, laid)
    return Tables(len(program.ids), program.variables, fixed, moving, outcomes, step, gauges, pull)


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


def _gauges(gauges: Gauges, laid: Plan) -> GaugeTable:
    def both(pair: Sequence[slice | Iterable[int]]) -> tuple[Flat, Flat]:
        return _rows(pair[0]), _rows(pair[1])

    party = np.zeros(len(gauges.near), dtype=np.intp)
    for side, own in enumerate(gauges.own):
        if own is not None:
            party[own] = side
    opening = _numbers(gauges.opening[0], laid), _numbers(gauges.opening[1], laid)
    return GaugeTable(
        front=_rows([gauges.front, gauges.movement, *gauges.fortune]),
        given=both(gauges.given),
        position=both(gauges.position),
        opening=opening,
        distance=_numbers(gauges.distance, laid),
        gap=_rows(gauges.gap),
        widest=gauges.widest,
        core_gap=_rows(gauges.core_gap),
        core_given=both(gauges.core_given),
        offer=_rows(gauges.offer),
        offer_share=_numbers([1 / max(len(given), 1) for given in gauges.core_given], laid),
        line_given=_rows(gauges.line_given),
        line=_numbers(gauges.line, laid),
        brink=_numbers(gauges.brink, laid),
        near=_rows(gauges.near),
        crossed=_rows(gauges.crossed),
        line_of=party,
        own_crossed=_rows(gauges.own_crossed),
        any_crossed=gauges.any_crossed,
    )
