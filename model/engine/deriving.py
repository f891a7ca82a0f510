"""The gauges of a program, laid out: which are derived when, and how NumPy derives them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from model.arrays import Floats
from model.engine.gauges import FRONT, GAUGES
from model.engine.operations import Operation
from model.engine.program import Program
from model.engine.row_blocks import blocks_of


class _Rows(NamedTuple):
    """The rows of one gauge: the operations that derive them, which rows these are, and which others are read."""

    operations: list[Operation]
    written: set[int]
    read: set[int]


class Gauges:
    """All gauges of a program, laid out for one precision.

    Three lists of operations: `from_front` derives what follows from the front alone, `all_read` everything that rules
    or other gauges read, and `unread` the rest, which is derived only where it is shown.
    """

    def __init__(self, program: Program, dtype: np.dtype[np.floating]):
        """Sort the gauges by what they read, and by whether anything reads them.

        Raises:
            TypeError: if a gauge reads one that is derived after it.
        """
        self.front = program.row[FRONT]
        laid = _laid(program)
        read = {*program.firing.rows[:-1], *program.outcomes.rows[:-1], *program.rates.rows[:-1]}.union(
            *(rows.read for rows in laid)
        )
        needed = [rows for rows in laid if rows.written & read]
        first = [rows for rows in needed if rows.read == {self.front}]
        self.from_front = [operation for rows in first for operation in rows.operations]
        self.all_read = self.from_front + [o for rows in needed if rows not in first for o in rows.operations]
        self.unread = [operation for rows in laid if rows not in needed for operation in rows.operations]
        self._from_front = blocks_of(self.from_front, dtype)
        self._all_read = blocks_of(self.all_read, dtype)
        self._unread = blocks_of(self.unread, dtype)

    def derive_from_front(self, now: Floats) -> None:
        """Derive what follows from the front alone, in place; `now` has shape (rows, runs)."""
        for block in self._from_front:
            block.run(now)

    def derive(self, now: Floats) -> None:
        """Derive everything that rules may fire on, in place; `now` has shape (rows, runs)."""
        for block in self._all_read:
            block.run(now)

    def derive_unread(self, now: Floats) -> None:
        """Derive what nothing reads, in place; `now` has shape (rows, runs)."""
        for block in self._unread:
            block.run(now)


def _laid(program: Program) -> list[_Rows]:
    """Return the rows of every gauge, in the order in which they are derived, which has to be one that can be."""
    laid: list[_Rows] = []
    for gauge in GAUGES.values():
        operations = list(gauge.operations(program))
        written = {operation.to for operation in operations}
        read = {row for operation in operations for row in operation.reads} - written
        if any(earlier.read & written for earlier in laid):
            raise TypeError(f"gauge '{gauge.id}' of scope {gauge.scope} is derived after a gauge that reads it")
        laid.append(_Rows(operations, written, read))
    return laid
