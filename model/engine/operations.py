"""Row operations: the small steps of which the formula of every gauge is made.

A row holds one variable or gauge of all runs. A gauge states its formula once, as a list of operations, one row at a
time, and every machine that runs them works them off in that order. NumPy takes those that do not touch each other
together, as a `Block`; compiled code (`compiled.kernel`) takes row after row. Both give the same bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from model.arrays import Floats, Ints


class Kind(StrEnum):
    """What an operation does: what it writes, made of the rows `of` and `also` and the numbers `x`, `y` and `z`."""

    FILL = "fill"
    """x"""
    SIZE = "size"
    """the size of `of`, whatever its sign"""
    SCALE = "scale"
    """of * x"""
    ADD = "add"
    """what the row already holds, + of"""
    HIGHEST = "highest"
    """what the row already holds, or `of` where that is greater"""
    LINE = "line"
    """x + of * y"""
    REMAINDER = "remainder"
    """x times what `of` and `also` leave of 1, or 0 where they come to more than 1"""
    RAMP = "ramp"
    """(of - x) / y + z, limited to [0, 1]"""


class Operation(NamedTuple):
    """One operation on one row: `to` is written; `of` and `also` are read, where its kind reads them."""

    kind: Kind
    to: int
    of: int | None = None
    also: int | None = None
    x: float = 0.0
    y: float = 0.0
    z: float = 0.0

    @property
    def reads(self) -> set[int]:
        """The rows that it reads, beside the one that it writes."""
        return {row for row in (self.of, self.also) if row is not None}


class Block(NamedTuple):
    """Operations of one kind that NumPy carries out together: rows as a slice or an array, numbers as columns."""

    kind: Kind
    to: slice | Ints
    of: slice | Ints | None
    also: slice | Ints | None
    x: Any
    y: Any
    z: Any

    def run(self, now: Floats) -> None:
        """Carry them out in place; `now` has shape (rows, runs)."""
        out = chosen(now, self.to)
        of = out if self.of is None else chosen(now, self.of)
        also = out if self.also is None else chosen(now, self.also)
        _work(self, of, also, out)
        if not isinstance(self.to, slice):
            now[self.to] = out


def _work(block: Block, of: Floats, also: Floats, out: Floats) -> None:
    """Write to `out` what the block's kind says; `compiled.kernel` repeats this, in the same order."""
    match block.kind:
        case Kind.HIGHEST:
            np.maximum(out, of, out=out)
        case Kind.ADD:
            np.add(out, of, out=out)
        case Kind.FILL:
            out[:] = block.x
        case Kind.SCALE:
            np.multiply(of, block.x, out=out)
        case Kind.SIZE:
            np.abs(of, out=out)
        case Kind.LINE:
            np.multiply(of, block.y, out=out)
            np.add(out, block.x, out=out)
        case Kind.REMAINDER:
            np.add(of, also, out=out)
            np.subtract(1, out, out=out)
            np.maximum(out, 0, out=out)
            np.multiply(out, block.x, out=out)
        case Kind.RAMP:
            np.subtract(of, block.x, out=out)
            np.divide(out, block.y, out=out)
            np.add(out, block.z, out=out)
            np.maximum(out, 0, out=out)
            np.minimum(out, 1, out=out)


def blocks_of(operations: Iterable[Operation], dtype: np.dtype[np.floating]) -> list[Block]:
    """Return the operations as blocks, in their order: neighbours of one kind that do not touch each other's rows."""
    groups: list[list[Operation]] = []
    written: set[int] = set()
    read: set[int] = set()
    for operation in operations:
        touches = operation.to in written | read or operation.reads & written
        if not groups or groups[-1][0].kind != operation.kind or touches:
            groups.append([])
            written, read = set(), set()
        groups[-1].append(operation)
        written.add(operation.to)
        read |= operation.reads
    return [_block(group, dtype) for group in groups]


def _block(group: Sequence[Operation], dtype: np.dtype[np.floating]) -> Block:
    def rows(several: Sequence[int | None]) -> slice | Ints | None:
        known = [row for row in several if row is not None]
        return evenly_spaced(known) if known else None

    def numbers(several: Sequence[float]) -> Any:
        column = np.array(several, dtype=dtype)
        return column[0] if len(set(several)) == 1 else column[:, None]

    kinds, to, of, also, x, y, z = zip(*group, strict=True)
    return Block(kinds[0], evenly_spaced(to), rows(of), rows(also), numbers(x), numbers(y), numbers(z))


def chosen(now: Floats, rows: slice | Ints) -> Floats:
    """Return some rows: a slice of them as they stand there, others as a copy."""
    return now[rows] if isinstance(rows, slice) else now.take(rows, 0)


def evenly_spaced(rows: Sequence[int]) -> slice | Ints:
    """Return rows as a slice where there are as many between each and the next, else as an array.

    A slice is read and written without a copy. One row that is named several times is a slice as well, of that row.
    """
    steps = {after - before for before, after in pairwise(rows)}
    if rows and len(steps) <= 1 and min(steps, default=1) >= 0:
        return slice(rows[0], rows[-1] + 1, max(steps, default=1) or 1)
    return np.array(rows, dtype=np.intp)
