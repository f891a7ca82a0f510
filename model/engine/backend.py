"""Who steps many runs: a backend takes runs through the months and keeps of them what is asked for.

There are two, and they give the same bits: NumPy, here, and compiled code, in `compiled/driver.py`. A computation is
handed one of them, and keeps to it from beginning to end.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from model.arrays import Floats
from model.engine.inputs import Inputs, blocks
from model.engine.plan import plan_of
from model.engine.program import Program
from model.engine.stepping import pulls_of, stepped
from model.scenario import Event


class Backend(Protocol):
    """What steps many runs. It holds nothing that changes, so that several threads may use it at once."""

    def run(
        self,
        program: Program,
        inputs: Inputs,
        events: Sequence[Event],
        months: int,
        rows: Sequence[int] = (),
        every: bool = True,
    ) -> tuple[Floats, Floats]:
        """Step all runs through the months; keep the pulls, and the values of chosen rows.

        Args:
            program: the grounded case.
            inputs: the runs; their precision is that of the results.
            events: what happens in all of them.
            months: how many, 0 or more.
            rows: states, assumptions or gauges whose values are kept, by their rows.
            every: whether every month is kept, or only the last.

        Returns:
            pulls, shape (months + 1, 3, runs), and values, shape (months + 1, rows, runs); of the last month alone,
            shape (1, ...), if not `every`.
        """
        ...


class NumpyBackend:
    """Runs in NumPy, a block at a time: it is always there."""

    def run(
        self,
        program: Program,
        inputs: Inputs,
        events: Sequence[Event],
        months: int,
        rows: Sequence[int] = (),
        every: bool = True,
    ) -> tuple[Floats, Floats]:
        """See `Backend.run`."""
        plan = plan_of(program, inputs.start.dtype)
        pulls, values = room_for(inputs, months, rows, every)
        for first, block in blocks(inputs):
            columns = slice(first, first + block.runs)
            for month, now, changes in stepped(program, block, events, months):
                if changes is None and (every or month == months):
                    pulls[month if every else 0, :, columns] = pulls_of(plan, program, now, block.pull)
                    if len(rows):
                        plan.gauges.derive_unread(now)
                        values[month if every else 0, :, columns] = now[list(rows)]
        return pulls, values


#: The backend that is always there.
NUMPY = NumpyBackend()


def room_for(inputs: Inputs, months: int, rows: Sequence[int], every: bool) -> tuple[Floats, Floats]:
    """Return empty arrays for what a backend keeps: pulls and values, of the shapes that `Backend.run` returns."""
    kept, dtype = months + 1 if every else 1, inputs.start.dtype
    return np.empty((kept, 3, inputs.runs), dtype), np.empty((kept, len(rows), inputs.runs), dtype)
