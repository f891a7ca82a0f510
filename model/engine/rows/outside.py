"""What acts from outside the rules, as row operations by month: events, wandering, and where happenings are shown.

Which windows are open in which month is known beforehand, so that all of `Exogenous` can be written down as a list:
every method here writes down what the method of the same name does there. Only which strokes do strike hangs on where
a run is: see `model.engine.rows.machine`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from model.engine.inputs import Inputs
from model.engine.operations import Kind, Operation
from model.engine.plan import plan_of
from model.engine.program import Program
from model.engine.rows.sections import sections_of
from model.scenario import Event


@dataclass
class Month:
    """What happens from outside in a month.

    before: events and wandering. show: puts the lasting rows where what is in force and what happens have them, once
    the strokes have struck. force: the rows of what is in force for each lasting row then. derive, follow, fix: which
    of these sections come next. In month 0, `before` is done once the starts are there.
    """

    before: list[Operation] = field(default_factory=list)
    show: list[Operation] = field(default_factory=list)
    force: list[int] = field(default_factory=list)
    derive: bool = False
    follow: bool = False
    fix: bool = False


class Outside:
    """All months of a scenario. Which kinds of input there are is known from some `Inputs`; what they hold is not read.

    walk: the first of the rows of the walk, a month each, or None. shares: the first of those of the events' shares, or
    None. offset: the first of those of what happenings add, for every lasting row a row for each month; or None. size:
    how many rows the whole memory has.
    """

    def __init__(self, program: Program, inputs: Inputs, events: Sequence[Event], months: int):
        self.program, self.inputs, self.last = program, inputs, months
        self.size = sections_of(program).layout.free
        self.plan = plan_of(program, np.dtype(np.float64))
        self.walk = None if inputs.wander is None else self._rows(months + 1)
        self.shares = None if inputs.share is None else self._rows(len(events))
        self.lasting = [] if inputs.strokes is None else list(map(int, program.lasting))
        self.offset = None if inputs.strokes is None else self._rows(len(self.lasting) * (months + 1))
        self.spare, self.states = self._rows(2), set(map(int, program.states))
        self.level: dict[int, int] = {}
        self.windows: dict[int, list[tuple[int, int]]] = {}
        self.events = sorted(enumerate(events), key=lambda numbered: numbered[1].month)
        self._written: list[Operation] = []
        self._touched: set[int] = set()
        wanders = inputs.wander is not None or inputs.back is not None
        for row in {*self.lasting, *([inputs.wander_row] if wanders else [])}:
            self._level(row)
        self.months = [Month(before=self._written), *map(self._month, range(1, months + 1))]

    def _rows(self, many: int) -> int:
        """Return the first of so many new rows."""
        self.size += many
        return self.size - many

    def _write(self, kind: Kind, to: int, of: int | None = None, also: int | None = None, *numbers: float) -> None:
        x, y, z = (*map(float, numbers), 0.0, 0.0, 0.0)[:3]
        self._written.append(Operation(kind, to, of, also, x, y, z))

    def _level(self, row: int) -> int:
        """Return the row of an assumption's level, which begins as what the assumption is."""
        if row not in self.level:
            self.level[row] = self._rows(1)
            self._write(Kind.COPY, self.level[row], row)
        return self.level[row]

    def _month(self, month: int) -> Month:
        self._written, self._touched = [], set()
        self._wandering(month)
        self._endings(month)
        for number, event in self.events:
            if event.month == month:
                self._event(number, event, month)
        found = Month(before=self._written)
        self._written = found.show
        for row in self.lasting:
            self._show(row, month)
        found.force = [self._force(row) for row in self.lasting]
        found.derive = self.offset is not None or bool(self._touched - {self.plan.gauges.front})
        found.follow = not found.derive and bool(self._touched)
        found.fix = any(self.plan.is_fixed[row] for row in self._touched)
        return found

    def _wandering(self, month: int) -> None:
        row = self.inputs.wander_row
        if self.inputs.back is not None:
            self._write(Kind.SCALE, self.level[row], self.level[row], None, self.inputs.back)
        if self.inputs.back is not None or self.walk is not None:
            self._show(row, month)

    def _endings(self, month: int) -> None:
        for row, windows in self.windows.items():
            left = [window for window in windows if window[0] >= month]
            if len(left) < len(windows):
                self.windows[row] = left
                self._show(row, month)

    def _event(self, number: int, event: Event, month: int) -> None:
        share = None if self.shares is None else self.shares + number
        for name, value in event.set.items():
            row = self.program.row[name]
            self._part(row, value, share)
            self._set(row, event.until)
            self._end(row, month, share)
            if row in self.states:
                self._write(Kind.COPY, row, self.spare)
                self._touched.add(row)
            else:
                self._show(row, month)
        for name, change in event.change.items():
            row = self.program.row[name]
            self._change(row, change, share)
            if row not in self.states:
                self._show(row, month)

    def _part(self, row: int, value: float, share: int | None) -> None:
        """Put into the spare row where an event leaves a variable."""
        if share is None:
            self._write(Kind.FILL, self.spare, None, None, value)
        else:
            here = row if row in self.states else self._force(row)
            self._write(Kind.PART, self.spare, here, share, value, *self._scale(row))

    def _set(self, row: int, until: int | None) -> None:
        level = self._level(row)
        if until is None:
            self.windows[row] = []
            self._write(Kind.COPY, level, self.spare)
        else:
            window = self._rows(1)
            self._write(Kind.COPY, window, self.spare)
            self.windows.setdefault(row, []).append((until, window))

    def _end(self, row: int, month: int, share: int | None) -> None:
        """End what happened to a row, in the runs in which a share of an event sets it anew."""
        for later in range(month, self.last + 1) if row in self.lasting else ():
            added = self.added(row, later)
            if share is None:
                self._write(Kind.SCALE, added, added, None, 0.0)
            else:
                self._write(Kind.KEEP, added, share)

    def _change(self, row: int, change: float, share: int | None) -> None:
        """Shift a state; or what is in force, and the level and all windows by as much as that moved."""
        moved, scale = self.spare, self._scale(row)
        level = row if row in self.states else self._level(row)
        windows = [] if row in self.states else [window for _, window in self.windows.get(row, [])]
        force = windows[-1] if windows else level
        if share is None:
            self._write(Kind.LINE, moved, force, None, change, 1.0)
        else:
            self._write(Kind.SCALE, moved, share, None, change)
            self._write(Kind.ADD, moved, force)
        self._write(Kind.LIMIT, moved, moved, None, *scale)
        if row in self.states:
            self._write(Kind.COPY, row, moved)
            self._touched.add(row)
            return
        self._write(Kind.ADD_SCALED, moved, force, None, -1.0)
        for held in (*windows, level):
            self._write(Kind.ADD, held, moved)
            self._write(Kind.LIMIT, held, held, None, *scale)

    def _force(self, row: int) -> int:
        """Return the row of what is in force for an assumption, but for wandering and what happens."""
        windows = self.windows.get(row)
        return windows[-1][1] if windows else self.level.get(row, row)

    def _show(self, row: int, month: int) -> None:
        """Put an assumption where it is in a month: what is in force, wandering and what happens, within its scale."""
        self._touched.add(row)
        self._write(Kind.COPY, row, self._force(row))
        if self.walk is not None and row == self.inputs.wander_row:
            self._write(Kind.ADD, row, self.walk + month)
        if row in self.lasting:
            self._write(Kind.ADD, row, self.added(row, month))
        if row in self.lasting or row == self.inputs.wander_row:
            self._write(Kind.LIMIT, row, row, None, *self._scale(row))

    def added(self, row: int, month: int) -> int:
        """Return the row of what happenings add to a lasting row in a month."""
        assert self.offset is not None, "nothing happens"
        return self.offset + self.lasting.index(row) * (self.last + 1) + month

    def _scale(self, row: int) -> tuple[float, float]:
        return float(self.program.low[row]), float(self.program.high[row])
