"""What acts on the runs from outside the rules: events, the assumption that wanders, and what happens to some runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from model.arrays import Floats
from model.engine.happenings import GroundHappening
from model.engine.inputs import Inputs
from model.engine.luck import Luck
from model.engine.program import Program
from model.scenario import Event

#: What changed: in which month, which row, why, and by how much, shape (runs,). Why: an event's place in the scenario,
#: or in words, such as "wandering" and "event: over"; or what happened.
Change = tuple[int, int, int | str | GroundHappening, Floats]


class Exogenous:
    """The events of a scenario, the wandering assumption, and happenings, applied month by month to some runs.

    An assumption has a level, and windows: values that events set for a while. In force is the value of the latest
    window that is still open, or the level if none is. The wandering assumption wanders around what is in force, and
    its level comes back if `Inputs.back` says so. What happens adds to what is in force, until it is over or an event
    sets the assumption. All is worked out in the precision of the runs' starts.
    """

    def __init__(self, program: Program, inputs: Inputs, events: Sequence[Event], months: int, told: bool = False):
        """Begin before the first month. `told`: each change is told apart, where one move would come to the same."""
        self.program, self.inputs, self.told = program, inputs, told
        self.events = sorted(enumerate(events), key=lambda numbered: numbered[1].month)
        self.states = set(map(int, program.states))
        self.low, self.high = (ends.astype(inputs.start.dtype) for ends in (program.low, program.high))
        self.level: dict[int, Floats] = {}
        self.windows: dict[int, list[tuple[int, Floats]]] = {}
        self.luck = None if inputs.strokes is None else Luck(program, inputs.strokes, inputs, months)
        for row in map(int, program.lasting) if self.luck else ():
            self.level[row] = inputs.start[row].copy()

    def month(self, month: int, now: Floats) -> list[Change]:
        """Apply to `now`, shape (rows, runs), what happens at the beginning of a month; return what changed."""
        struck = self.luck.struck(month, now) if self.luck else None
        changes: list[tuple[int, int | str | GroundHappening, Floats]] = list(self._over(month, now))
        changes += [*self._wandering(month, now), *self._endings(month, now), *self._events(month, now)]
        if self.luck and struck is not None:
            changes += self.luck.strike(month, now, struck, self)
        return [(month, row, why, amount) for row, why, amount in changes if np.any(amount)]

    def _over(self, month: int, now: Floats) -> Iterator[tuple[int, str, Floats]]:
        """Let what happened before take the course that it has in this month: what is over goes."""
        if self.luck and self.told:
            for row in self.luck.moving(month):
                yield row, "happening: over", self.move(row, now, self.shown(row, month, now, month - 1))

    def _wandering(self, month: int, now: Floats) -> Iterator[tuple[int, str, Floats]]:
        row, back = self.inputs.wander_row, self.inputs.back
        if back is not None:
            self._come_back(now)
            if self.told or self.inputs.wander is None:
                yield row, "returning", self.move(row, now, self.shown(row, month, now, month - 1))
        if self.inputs.wander is not None:
            self.level.setdefault(row, self.inputs.start[row].copy())
            yield row, "wandering", self.move(row, now, self.shown(row, month, now))

    def _come_back(self, now: Floats) -> None:
        """Let a month pass for the level of the wandering assumption."""
        row = self.inputs.wander_row
        level = self.level.get(row, self.inputs.start[row])
        self.level[row] = (level * now.dtype.type(self.inputs.back)).astype(now.dtype)

    def wanders(self) -> bool:
        """Whether any assumption moves between events and happenings."""
        return self.inputs.wander is not None or self.inputs.back is not None

    def ahead(self, months: range, now: Floats) -> tuple[Floats, Floats]:
        """Let months pass in which no event begins or ends, for the wandering assumption alone.

        Returns:
            what is in force, and where that and the wandering put it, within its scale only if nothing happens to it:
            each of shape (months, runs), in the precision of `now`.
        """
        row, wander = self.inputs.wander_row, self.inputs.wander
        self.level.setdefault(row, self.inputs.start[row].copy())
        force, held = np.empty((2, len(months), now.shape[1]), now.dtype)
        for number, month in enumerate(months):
            if self.inputs.back is not None:
                self._come_back(now)
            force[number] = here = self.force(row, now)
            held[number] = here if wander is None else here + wander[month]
        if not (self.luck and self.luck.lasts(row)):
            held = self.limited(row, held).astype(now.dtype)
        return force, held

    def _endings(self, month: int, now: Floats) -> Iterator[tuple[int, str, Floats]]:
        for row, windows in self.windows.items():
            left = [window for window in windows if window[0] >= month]
            if len(left) < len(windows):
                self.windows[row] = left
                yield row, "event: over", self.move(row, now, self.shown(row, month, now))

    def _events(self, month: int, now: Floats) -> Iterator[tuple[int, int, Floats]]:
        for number, event in ((n, event) for n, event in self.events if event.month == month):
            share = 1.0 if self.inputs.share is None else self.inputs.share[number]
            for name, value in event.set.items():
                row = self.program.row[name]
                level = self._part(row, value, share, now)
                self._set(row, level, event.until, now)
                if self.luck:
                    self.luck.end(row, month, share)
                to = level if row in self.states else self.shown(row, month, now)
                yield row, number, self.move(row, now, to)
            for name, change in event.change.items():
                row = self.program.row[name]
                if row not in self.states:
                    self._change(row, change * share, now)
                    yield row, number, self.move(row, now, self.shown(row, month, now))
                else:
                    yield row, number, self.move(row, now, self.limited(row, now[row] + change * share))

    def _set(self, row: int, value: Floats, until: int | None, now: Floats) -> None:
        self.level.setdefault(row, now[row].copy())
        if until is None:
            self.level[row], self.windows[row] = value, []
        else:
            self.windows.setdefault(row, []).append((until, value))

    def _part(self, row: int, value: float, share: float | Floats, now: Floats) -> Floats:
        """Return where an event leaves a variable if a share of it happens: so far on the way from what is in force."""
        whole = np.full(self.inputs.runs, value, now.dtype)
        if self.inputs.share is None:
            return whole
        force = now[row] if row in self.states else self.force(row, now)
        return np.where(share == 1.0, whole, self.limited(row, force + (whole - force) * share))

    def _change(self, row: int, change: float | Floats, now: Floats) -> None:
        """Shift what is in force, limited to the scale; shift the level and all windows by as much as that moved."""
        level = self.level.setdefault(row, now[row].copy())
        windows = self.windows.setdefault(row, [])
        force = windows[-1][1] if windows else level
        moved = self.limited(row, force + change) - force
        self.windows[row] = [(until, self.limited(row, value + moved)) for until, value in windows]
        self.level[row] = self.limited(row, level + moved)

    def force(self, row: int, now: Floats) -> Floats:
        """Return what is in force for an assumption, but for wandering and what happens: shape (runs,)."""
        windows = self.windows.get(row)
        force: Floats = windows[-1][1] if windows else self.level.get(row, now[row])
        return force

    def shown(self, row: int, month: int, now: Floats, wandered: int | None = None) -> Floats:
        """Return where an assumption is in a month: what is in force, wandering and what happens, within its scale.

        `wandered`: the month as of which the wandering counts, if not this one.
        """
        held = self.held(row, month if wandered is None else wandered, now)
        if self.luck and self.luck.lasts(row):
            return self.limited(row, held.astype(now.dtype) + self.luck.added(row, month))
        return self.limited(row, held) if row == self.inputs.wander_row else held

    def held(self, row: int, month: int, now: Floats) -> Floats:
        """Return what is in force for an assumption, and wandering as of a month, wherever that leads."""
        wander = self.inputs.wander
        if wander is None or row != self.inputs.wander_row:
            return self.force(row, now)
        held: Floats = self.force(row, now) + wander[month]
        return held

    def limited(self, row: int, value: Floats) -> Floats:
        """Return values within a variable's scale."""
        limited: Floats = np.clip(value, self.low[row], self.high[row])
        return limited

    @staticmethod
    def move(row: int, now: Floats, to: Floats) -> Floats:
        """Put a row to some values; return by how much that moved it."""
        amount: Floats = to - now[row]
        now[row] = to
        return amount
