"""The machine in NumPy: it runs the very list that the browser gets, so that tests can tell what that has to give.

It is no fast path: see `model.engine.backend` for those.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from model.arrays import Bools, Floats, Ints
from model.engine.happenings import Strokes
from model.engine.inputs import Inputs
from model.engine.operations import Operation
from model.engine.plan import plan_of
from model.engine.program import Program
from model.engine.row_blocks import Block, blocks_of
from model.engine.rows.outside import Month, Outside
from model.engine.rows.sections import OUTCOMES, sections_of
from model.scenario import Event


def pushes_and_weights(program: Program, inputs: Inputs) -> tuple[Floats, Floats]:
    """Return what pushes and outcome rules come to where their conditions hold, in the order of the memory's rows.

    Shapes (pushes, 1 or runs) and (outcome rules, 1 or runs), in the precision of the inputs.
    """
    plan = plan_of(program, inputs.start.dtype)
    pushes = np.abs(inputs.push[plan.cells.order]) * inputs.strength[plan.push_rule]
    return pushes, plan.outcome_weight * inputs.pull


@lru_cache(maxsize=256)
def _blocks(operations: tuple[Operation, ...], dtype: np.dtype[np.floating]) -> list[Block]:
    return blocks_of(operations, dtype)


class Machine:
    """Some runs of a scenario, worked off operation by operation on one memory of shape (rows, runs)."""

    def __init__(self, program: Program, inputs: Inputs, events: Sequence[Event], months: int):
        self.program, self.inputs = program, inputs
        self.sections, self.outside = sections_of(program), Outside(program, inputs, events, months)
        self.memory = np.zeros((self.outside.size, inputs.runs), inputs.start.dtype)
        at, memory = self.sections.layout, self.memory
        memory[: program.variables] = inputs.start
        memory[at.pushes : at.weights], memory[at.weights : at.pool] = pushes_and_weights(program, inputs)
        if self.outside.walk is not None and inputs.wander is not None:
            memory[self.outside.walk :][: months + 1] = inputs.wander[: months + 1]
        if self.outside.shares is not None and inputs.share is not None:
            memory[self.outside.shares :][: len(events)] = inputs.share

    def run(self, rows: Sequence[int] = ()) -> tuple[Floats, Floats]:
        """Return pulls, shape (months + 1, 3, runs), and values of some rows, shape (months + 1, rows, runs)."""
        at, pulls, values = self.sections.layout.pulls, [], []
        for number, month in enumerate(self.outside.months):
            self._month(number, month)
            self._do(self.sections.pull, self.sections.unread)
            pulls.append(self.memory[at : at + OUTCOMES].copy())
            values.append(self.memory[list(rows)])
        return np.array(pulls), np.array(values)

    def _do(self, *lists: tuple[Operation, ...]) -> None:
        for operations in lists:
            for block in _blocks(operations, self.memory.dtype):
                block.run(self.memory)

    def _month(self, number: int, month: Month) -> None:
        named = self.sections
        if number == 0:
            self._do(tuple(month.before), named.derive, named.fix)
            return
        strokes = self._struck(number)
        self._do(tuple(month.before))
        self._strike(number, month, strokes)
        self._do(tuple(month.show))
        for wanted, operations in ((month.derive, named.derive), (month.follow, named.follow), (month.fix, named.fix)):
            self._do(operations if wanted else ())
        self._do(named.move, named.derive)

    # ------------------------------------------------------------------------------------------------- happenings

    def _struck(self, month: int) -> Strokes | None:
        """Return the strokes that do strike in a month, given where the month before left the runs."""
        if self.inputs.strokes is None:
            return None
        strokes = self.inputs.strokes.to(self.memory.dtype)
        of_month = strokes.where(strokes.in_month(month))
        return of_month.where(of_month.luck < self._rates(of_month))

    def _rates(self, strokes: Strokes) -> Floats:
        """Return the rate of each stroke, scaled by how far its condition holds; infinite where there is none."""
        dtype, firing = self.memory.dtype, self.program.rates
        atom: Ints = firing.clauses[strokes.what, 0] if len(strokes.what) else strokes.what
        x, held = self.memory[firing.rows[atom], strokes.run], firing.base[atom, 0].astype(dtype)
        for knot, rate, step in zip(firing.knot, firing.rate, firing.step, strict=True):
            knot, rate, step = (column[atom, 0].astype(dtype) for column in (knot, rate, step))
            held = held + step * np.minimum(np.maximum((x - knot) * rate, 0), 1)
        rates = np.array([happening.rate for happening in self.program.happenings], dtype)
        free: Bools = atom == len(firing.rows) - 1
        return np.where(free, np.inf, rates[strokes.what] * held)

    def _strike(self, month: int, where: Month, strokes: Strokes | None) -> None:
        """Do what strikes: first all that sets something, then all that changes something."""
        if strokes is None:
            return
        for sets in (True, False):
            some = strokes.where(strokes.sets == sets)
            for run, row, amount, until in zip(some.run, some.row, some.amount, some.until, strict=True):
                if row in self.outside.lasting:
                    self._last(month, where, int(run), int(row), amount, int(until), sets)
                else:
                    self.memory[row, run] = amount if sets else self.memory[row, run] + amount
        for run, row in zip(strokes.run, strokes.row, strict=True):
            if row not in self.outside.lasting:
                low, high = self.program.low[row], self.program.high[row]
                self.memory[row, run] = np.clip(self.memory[row, run], low, high)

    def _last(self, month: int, where: Month, run: int, row: int, amount: float, until: int, sets: bool) -> None:
        """Note what is added to a lasting row from a month on."""
        outside, memory = self.outside, self.memory
        first, end = outside.added(row, month), outside.added(row, outside.last) + 1
        lasts = slice(first, min(outside.added(row, until) + 1, end))
        if sets:
            memory[first:end, run] = 0
            memory[lasts, run] = amount - memory[where.force[outside.lasting.index(row)], run]
        else:
            memory[lasts, run] += amount
