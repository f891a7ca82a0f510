"""Row operations in NumPy: those that do not touch each other are taken together, as a `Block`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from model.arrays import Floats, Ints
from model.engine.operations import ADDING, Kind, Operation


@dataclass(frozen=True)
class Block:
    """Operations of one kind that NumPy carries out together: rows as slices or arrays, numbers alone or as columns.

    Where a kind reads nothing, `of` is `to`. `in_place`: the rows written are a slice, so that NumPy writes straight
    to where they stand. Else it works on a copy, and that is written there.
    """

    kind: Kind
    work: Callable[[Block, Floats, Floats, Floats], None]
    to: slice | Ints
    of: slice | Ints
    also: slice | Ints
    x: Any
    y: Any
    z: Any
    in_place: bool

    def run(self, now: Floats) -> None:
        """Carry them out in place; `now` has shape (rows, runs)."""
        of = now[self.of]
        if self.in_place:
            self.work(self, now, of, now[self.to])
        else:
            out = now[self.to] if self.kind in ADDING else of  # both are copies
            self.work(self, now, of, out)
            now[self.to] = out


def _fill(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    out[:] = block.x


def _size(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.abs(of, out=out)


def _scale(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.multiply(of, block.x, out=out)


def _add(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.add(out, of, out=out)


def _highest(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.maximum(out, of if len(of) == len(out) else np.maximum.reduce(of, 0), out=out)


def _line(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.multiply(of, block.y, out=out)
    np.add(out, block.x, out=out)


def _remainder(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.add(of, now[block.also], out=out)
    np.subtract(1, out, out=out)
    np.maximum(out, 0, out=out)
    np.multiply(out, block.x, out=out)


def _ramp(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.subtract(of, block.x, out=out)
    np.divide(out, block.y, out=out)
    np.add(out, block.z, out=out)
    np.maximum(out, 0, out=out)
    np.minimum(out, 1, out=out)


def _copy(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    out[:] = of


def _way(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.subtract(of, block.x, out=out)
    np.multiply(out, block.y, out=out)
    np.maximum(out, 0, out=out)
    np.minimum(out, 1, out=out)


def _limit(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.clip(of, block.x, block.y, out=out)


def _multiply(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.multiply(out, of, out=out)


def _add_product(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.add(out, of * now[block.also], out=out)


def _add_scaled(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.add(out, of * block.x, out=out)


def _move(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    up, down = of, now[block.also]
    np.add(out, (up * (block.y - out) - down * (out - block.x)) / (up + down + 1), out=out)


def _part(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    share = now[block.also]
    part = np.clip(of + (block.x - of) * share, block.y, block.z)
    out[:] = np.where(share == 1, block.x, part)


def _keep(block: Block, now: Floats, of: Floats, out: Floats) -> None:
    np.multiply(out, (of == 0).astype(out.dtype), out=out)


#: What NumPy does for every kind, step by step what `compiled.kernel` and the browser do.
WORK = {
    Kind.FILL: _fill,
    Kind.SIZE: _size,
    Kind.SCALE: _scale,
    Kind.ADD: _add,
    Kind.HIGHEST: _highest,
    Kind.LINE: _line,
    Kind.REMAINDER: _remainder,
    Kind.RAMP: _ramp,
    Kind.COPY: _copy,
    Kind.WAY: _way,
    Kind.LIMIT: _limit,
    Kind.MULTIPLY: _multiply,
    Kind.ADD_PRODUCT: _add_product,
    Kind.ADD_SCALED: _add_scaled,
    Kind.MOVE: _move,
    Kind.PART: _part,
    Kind.KEEP: _keep,
}


def blocks_of(operations: Iterable[Operation], dtype: np.dtype[np.floating]) -> list[Block]:
    """Return the operations as blocks, in their order.

    Neighbours of one kind go together if they do not touch each other's rows, or if all look for the highest for one
    row: that is the same in whatever order.
    """
    groups: list[list[Operation]] = []
    for operation in operations:
        if not groups or not _go_together(groups[-1], operation):
            groups.append([])
        groups[-1].append(operation)
    return [_block(group, dtype) for group in groups]


def _go_together(group: Sequence[Operation], operation: Operation) -> bool:
    written = {other.to for other in group}
    read = {row for other in group for row in other.reads}
    if operation.kind != group[0].kind or operation.reads & written:
        return False
    if operation.kind is Kind.HIGHEST and written == {operation.to}:
        return True
    return len(written) == len(group) and operation.to not in written | read


def _block(group: Sequence[Operation], dtype: np.dtype[np.floating]) -> Block:
    kind, to = group[0].kind, [operation.to for operation in group]
    in_place = isinstance(evenly_spaced(to), slice)

    def rows(several: Iterable[int | None]) -> slice | Ints:
        """Return the rows, or `to` where there are none; as an array, of which NumPy makes a copy, if not in place."""
        known = [own if row is None else row for row, own in zip(several, to, strict=True)]
        return evenly_spaced(known) if in_place else np.array(known, dtype=np.intp)

    def numbers(several: Sequence[float]) -> Any:
        column = np.array(several, dtype=dtype)
        return column[0] if len(set(several)) == 1 else column[:, None]

    _, _, of, also, x, y, z = zip(*group, strict=True)
    return Block(kind, WORK[kind], rows(to), rows(of), rows(also), numbers(x), numbers(y), numbers(z), in_place)


def evenly_spaced(rows: Sequence[int]) -> slice | Ints:
    """Return rows as a slice where there are as many between each and the next, else as an array.

    A slice is read and written without a copy. One row that is named several times is a slice as well, of that row.
    """
    steps = {after - before for before, after in pairwise(rows)}
    if rows and len(steps) <= 1 and min(steps, default=1) >= 0:
        return slice(rows[0], rows[-1] + 1, max(steps, default=1) or 1)
    return np.array(rows, dtype=np.intp)
