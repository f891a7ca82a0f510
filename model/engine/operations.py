"""Row operations: the small steps of which the formula of every gauge is made, and all that a run does.

A row holds one number of all runs: of one variable or gauge, or something made on the way. A gauge states its formula
once, as a list of operations, one row at a time, and every machine that runs them works them off in that order: NumPy
(`row_blocks`), compiled code (`compiled.kernel`), and the browser. All give the same bits. The first eight kinds are
what gauges are made of; a whole run (`rows`) needs the others as well.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


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
    COPY = "copy"
    """of"""
    WAY = "way"
    """(of - x) * y, limited to [0, 1]"""
    LIMIT = "limit"
    """of, limited to [x, y]"""
    MULTIPLY = "multiply"
    """what the row already holds, * of"""
    ADD_PRODUCT = "add product"
    """what the row already holds, + of * also"""
    ADD_SCALED = "add scaled"
    """what the row already holds, + of * x"""
    MOVE = "move"
    """what the row already holds, pushed up by `of` and down by `also` on its scale [x, y]: see `stepping.trace`"""
    PART = "part"
    """so much of the way from `of` to x as `also` says, limited to [y, z]; x itself where `also` is 1"""
    KEEP = "keep"
    """what the row already holds where `of` is 0, else 0"""


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


#: What gauges are made of. Compiled code knows these alone.
OF_GAUGES = tuple(Kind)[:8]

#: The kinds for which it counts what the row already holds.
ADDING = {Kind.ADD, Kind.HIGHEST, Kind.MULTIPLY, Kind.ADD_PRODUCT, Kind.ADD_SCALED, Kind.MOVE, Kind.KEEP}
