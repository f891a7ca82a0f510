"""What acts on the runs from outside the rules: events, and the assumption that wanders from month to month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from model.arrays import Floats
from model.engine.inputs import Inputs
from model.engine.program import Program
from model.scenario import Event


class Exogenous:
    """The events of a scenario and the wandering assumption, applied month by month to some runs.

    An assumption has a level, and windows: values that events set for a while. In force is the value of the latest
    window that is still open, or the level if none is. The wandering assumption wanders around what is in force.
    """

    def __init__(self, program: Program, inputs: Inputs, events: Sequence[Event]):
        self.program, self.inputs = program, inputs
        self.events = sorted(enumerate(events), key=lambda numbered: numbered[1].month)
        self.states = set(map(int, program.states))
        self.level: dict[int, Floats] = {}
        self.windows: dict[int, list[tuple[int, Floats]]] = {}

    def month(self, month: int, now: Floats) -> list[tuple[int, int, int | str, Floats]]:
        """Apply to `now`, shape (rows, runs), what happens at the beginning of a month.

        Returns:
            what changed, as (month, row, what, amounts of shape (runs,)); `what` is the event's place in the scenario,
            or "wandering", or "event: over".
        """
        changes: list[tuple[int, int | str, Floats]]
        changes = [*self._wandering(month, now), *self._endings(month, now), *self._happenings(month, now)]
        return [(month, row, what, amount) for row, what, amount in changes if np.any(amount)]

    def _wandering(self, month: int, now: Floats) -> Iterator[tuple[int, str, Floats]]:
        if self.inputs.wander is not None:
            row = self.inputs.wander_row
            yield row, "wandering", self._move(row, now, self.ahead(month, now))

    def ahead(self, month: int | slice, now: Floats) -> Floats:
        """Return where the wandering assumption is in a month, or in several in which nothing else happens."""
        row = self.inputs.wander_row
        self.level.setdefault(row, self.inputs.start[row].copy())
        return self._shown(row, month, now)

    def _endings(self, month: int, now: Floats) -> Iterator[tuple[int, str, Floats]]:
        for row, windows in self.windows.items():
            left = [window for window in windows if window[0] >= month]
            if len(left) < len(windows):
                self.windows[row] = left
                yield row, "event: over", self._move(row, now, self._shown(row, month, now))

    def _happenings(self, month: int, now: Floats) -> Iterator[tuple[int, int, Floats]]:
        for number, event in ((n, event) for n, event in self.events if event.month == month):
            share = 1.0 if self.inputs.share is None else self.inputs.share[number]
            for name, value in event.set.items():
                row = self.program.row[name]
                level = self._part(row, value, share, now)
                self._set(row, level, event.until, now)
                to = level if row in self.states else self._shown(row, month, now)
                yield row, number, self._move(row, now, to)
            for name, change in event.change.items():
                row = self.program.row[name]
                if row not in self.states:
                    self._change(row, change * share, now)
                    yield row, number, self._move(row, now, self._shown(row, month, now))
                else:
                    yield row, number, self._move(row, now, self._limited(row, now[row] + change * share))

    def _set(self, row: int, value: Floats, until: int | None, now: Floats) -> None:
        self.level.setdefault(row, now[row].copy())
        if until is None:
            self.level[row], self.windows[row] = value, []
        else:
            self.windows.setdefault(row, []).append((until, value))

    def _part(self, row: int, value: float, share: float | Floats, now: Floats) -> Floats:
        """Return where an event leaves a variable if a share of it happens: so far on the way from what is in force."""
        whole = np.full(self.inputs.runs, value)
        if self.inputs.share is None:
            return whole
        windows = self.windows.get(row)
        force = windows[-1][1] if windows else self.level.get(row, now[row])
        return np.where(share == 1.0, whole, self._limited(row, force + (whole - force) * share))

    def _change(self, row: int, change: float | Floats, now: Floats) -> None:
        """Shift what is in force, limited to the scale; shift the level and all windows by as much as that moved."""
        level = self.level.setdefault(row, now[row].copy())
        windows = self.windows.setdefault(row, [])
        force = windows[-1][1] if windows else level
        moved = self._limited(row, force + change) - force
        self.windows[row] = [(until, self._limited(row, value + moved)) for until, value in windows]
        self.level[row] = self._limited(row, level + moved)

    def _shown(self, row: int, month: int | slice, now: Floats) -> Floats:
        windows = self.windows.get(row)
        force = windows[-1][1] if windows else self.level.get(row, now[row])
        if self.inputs.wander is None or row != self.inputs.wander_row:
            return force
        return self._limited(row, force + self.inputs.wander[month])

    def _limited(self, row: int, value: Floats) -> Floats:
        limited: Floats = np.clip(value, self.program.low[row], self.program.high[row])
        return limited

    @staticmethod
    def _move(row: int, now: Floats, to: Floats) -> Floats:
        amount: Floats = to - now[row]
        now[row] = to
        return amount
