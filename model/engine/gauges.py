"""Gauges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.arrays import Floats, Ints
from model.engine.program import Program

#: The wandering front, from which the parties' fortunes are derived.
FRONT = "battlefield_shift"


class Gauges:
    """How the gauges follow from the states and assumptions."""

    def __init__(self, program: Program, dtype: np.dtype[np.floating]):
        """Look up all rows and constants."""
        row, tables = program.row, program.tables
        first, second = program.case.parties

        def column(values: Sequence[float]) -> Floats:
            return np.array(values, dtype=dtype).reshape(-1, 1)

        self.front, self.movement = row[FRONT], row["front_movement"]
        self.fortune = row[f"{first}.fortune"], row[f"{second}.fortune"]
        self.given = [span([table.concession[side] for table in tables]) for side in (0, 1)]
        self.position = [span([table.position[side] for table in tables]) for side in (0, 1)]
        self.opening = [column([table.opening[side] for table in tables]) for side in (0, 1)]
        self.distance = column([table.distance for table in tables])
        self.gap = span([table.gap for table in tables])
        self.core_gap = [table.gap for table in program.core]
        self.widest = row["widest_gap"]
        self.core_given = [[table.concession[side] for table in program.core] for side in (0, 1)]
        self.offer = row[f"{first}.offer"], row[f"{second}.offer"]
        lines = [(table, side) for side in (0, 1) for table in tables if np.isfinite(table.line[side])]
        self.line_given = np.array([table.concession[side] for table, side in lines], dtype=np.intp)
        self.line = column([table.line[side] for table, side in lines])
        self.brink = column([table.margin / 2 for table, _ in lines])
        self.near = np.array([table.nearness[side] for table, side in lines], dtype=np.intp)
        self.crossed = np.array([table.crossed[side] for table, side in lines], dtype=np.intp)
        own = [[number for number, (_, of) in enumerate(lines) if of == side] for side in (0, 1)]
        self.own = [slice(held[0], held[-1] + 1) if held else None for held in own]
        self.own_crossed = row[f"{first}.red_line_crossed"], row[f"{second}.red_line_crossed"]
        self.any_crossed = row["red_line_crossed"]

    def derive(self, now: Floats) -> None:
        """Derive what rules may fire on, in place; `now` has shape (rows, runs)."""
        self.follow(now)
        gap = now[self.given[0]] + now[self.given[1]]
        np.subtract(1, gap, out=gap)
        np.maximum(gap, 0, out=gap)
        now[self.gap] = np.multiply(gap, self.distance, out=gap)
        widest = now[self.widest]
        widest[:] = 0
        for row in self.core_gap:
            np.maximum(widest, now[row], out=widest)
        for given, row in zip(self.core_given, self.offer, strict=True):
            offer = now[row]
            offer[:] = 0
            for core in given:
                np.add(offer, now[core], out=offer)
            offer *= 1 / max(len(given), 1)
        self._lines(now)

    def follow(self, now: Floats) -> None:
        """Derive what follows from the front alone, in place."""
        front = now[self.front]
        np.abs(front, out=now[self.movement])
        now[self.fortune[0]] = front
        np.negative(front, out=now[self.fortune[1]])

    def _lines(self, now: Floats) -> None:
        """Derive how near the red lines are.

        A line is felt from one margin ahead of it; half-way there the party is at the brink (`red_line` is 1), and
        over the other half it counts as more and more crossed, until it is at the line itself.
        """
        if not len(self.near):
            return
        beyond = now.take(self.line_given, 0)
        np.subtract(beyond, self.line, out=beyond)
        np.divide(beyond, self.brink, out=beyond)
        near = beyond + 2
        now[self.near] = np.minimum(np.maximum(near, 0, out=near), 1, out=near)
        beyond += 1
        now[self.crossed] = np.minimum(np.maximum(beyond, 0, out=beyond), 1, out=beyond)
        most = now[self.any_crossed]
        most[:] = 0
        for own, row in zip(self.own, self.own_crossed, strict=True):
            if own is not None:
                np.maximum(most, np.maximum.reduce(beyond[own], 0, out=now[row]), out=most)

    def tell(self, values: Floats) -> None:
        """Derive in place what no rule fires on: the parties' positions; `values` has rows as its first axis."""
        shape = (-1,) + (1,) * (values.ndim - 1)
        for side, sign in ((0, -1), (1, 1)):
            way = sign * self.distance.reshape(shape) * values[self.given[side]]
            values[self.position[side]] = self.opening[side].reshape(shape) + way


def span(rows: Sequence[int]) -> slice | Ints:
    """Return rows as a slice where they follow each other, else as an array: a slice is read without a copy."""
    if rows and list(rows) == list(range(rows[0], rows[0] + len(rows))):
        return slice(rows[0], rows[0] + len(rows))
    return np.array(rows, dtype=np.intp)
