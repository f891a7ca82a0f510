"""The engine: a month after a month, for any number of runs at once.

Every operation works run by run (element by element), in a fixed order, so that a batch gives the same bits as its
rows one by one. The precision is that of the starts: float64 for single runs, float32 for draws by the thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from model.event import Event
from model.ground import Firing, Floats, Program, strengths
from model.layout import Layout, layout, taken
from model.scenario import Scenario

#: Runs that are stepped together: few enough for their arrays to stay in the processor's cache.
BLOCK = 2048
#: In float32 no value and no pull is further than this from float64, over the longest horizon.
SINGLE = 1e-4
#: What does the work of `courses`, if it can: it fills pulls and values with the same bits. See `model.fast`.
quick: Callable[[Program, Inputs, Sequence[Event], int, Sequence[int], Floats, Floats], bool] | None = None


@dataclass(frozen=True)
class Inputs:
    """What differs between runs of one program.

    start: values at month 0, shape (variables, runs). strength: of the ground rules, shape (ground rules, runs).
    push: pushes a month, shape (pushes, runs). pull: factors of the outcome rules, shape (outcome rules, runs).
    wander: what is added to the wandering assumption, shape (months + 1, runs), or None.
    share: how much of each event happens, in the scenario's order, shape (events, runs): 0 nothing of it, 1 as told,
    2 twice as much of it, limited to the scales; or None, for all as told.
    But for `start`, one column may stand for all runs. All are of one precision, see `to`.
    """

    start: Floats
    strength: Floats
    push: Floats
    pull: Floats
    wander: Floats | None
    wander_row: int = -1
    share: Floats | None = None

    def to(self, dtype: type[np.floating]) -> Inputs:
        """Return the same in another precision."""
        names = ("start", "strength", "push", "pull", "wander", "share")
        held = {name: array.astype(dtype) for name in names if (array := getattr(self, name)) is not None}
        return replace(self, **held)

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return int(self.start.shape[1])

    def part(self, first: int, last: int) -> Inputs:
        """Return the inputs of the runs from `first` up to but not including `last`."""

        def cut(array: Floats) -> Floats:
            return array if array.shape[1] == 1 else array[:, first:last]

        wander, share = (None if array is None else cut(array) for array in (self.wander, self.share))
        strength, push, pull = cut(self.strength), cut(self.push), cut(self.pull)
        return Inputs(self.start[:, first:last], strength, push, pull, wander, self.wander_row, share)


def central(program: Program, scenario: Scenario) -> Inputs:
    """Return the inputs of one run of a scenario with the central beliefs; its names have to fit the case."""
    strength, factor = _central(program)
    start = program.start[:, None].copy()
    for name, value in scenario.given.items():
        start[program.row[name]] = value
    present, believed, pull = beliefs(program, scenario)
    push = program.push[:, None] * factor * believed
    return Inputs(start, strength * present, push, pull, None)


@lru_cache(maxsize=8)
def _central(program: Program) -> tuple[Floats, Floats]:
    strength, movable = strengths(program, program.weight[:, None], program.salience[:, None])
    return strength, movable[program.push_stance]


def beliefs(program: Program, scenario: Scenario) -> tuple[Floats, Floats, Floats]:
    """Return what a scenario makes of the rules, as columns.

    Which ground rules are present (1, or 0 without one of their actors); the factor of every push; the factor of
    every outcome rule.
    """
    out = set(scenario.without)
    believed = scenario.beliefs
    present = [0.0 if out & set(rule.actors) else 1.0 for rule in program.rules]
    factor = [believed.get(program.rules[number].rule, 1.0) for number in program.push_rule]
    pull = [believed.get(rule.id, 1.0) for rule in program.outcome_rules]
    present_, factor_, pull_ = (np.array(column)[:, None] for column in (present, factor, pull))
    return present_, factor_, pull_


@dataclass(frozen=True)
class Trace:
    """What happened, by month.

    values: all rows, shape (months + 1, rows, runs); pulls: shape (months + 1, 3, runs).
    before: values as the rules of a month found them, events done, shape (months, rows, runs), if recorded.
    moved: what events and wandering changed, as (month, row, what, amounts of shape (runs,)), if recorded; `what` is
    the event's place in the scenario, or "wandering", or "event: over".
    """

    values: Floats
    pulls: Floats
    before: Floats | None = None
    moved: tuple[tuple[int, int, int | str, Floats], ...] = ()


class Moment(NamedTuple):
    """Where the runs stand: at the start, once a month as its rules find them, and once as they leave them.

    values: all rows but the parties' positions, shape (rows, runs); written over by what comes next. changes: what
    events and wandering changed, as rules are about to fire; None at the start and when they have fired.
    """

    month: int
    values: Floats
    changes: list[tuple[int, int, int | str, Floats]] | None


def run(program: Program, inputs: Inputs, events: Sequence[Event], months: int, record: bool = False) -> Trace:
    """Step all runs through the months, and keep every value.

    Each month: events and wandering; all rules fire on what these left; all states move at once. With U and D the
    summed pushes up and down, x <- x + (hi - x) U / (1 + U + D) - (x - lo) D / (1 + U + D), which never leaves
    [lo, hi] and splits exactly among the rules.
    """
    rows, runs = len(program.ids), inputs.runs
    laid = layout(program, inputs.start.dtype)
    values = np.empty((rows, months + 1, runs), laid.dtype)
    before = np.empty((rows, months, runs), laid.dtype) if record else None
    moved: list[tuple[int, int, int | str, Floats]] = []
    for first, part in blocks(inputs):
        at = slice(first, first + part.runs)
        for month, now, changes in stepped(program, part, events, months):
            if changes is None:
                values[:, month, at] = now
            elif before is not None:
                before[:, month - 1, at] = now
                moved += changes
    pulls = _pulls(
        laid, program, values.reshape(rows, -1), np.tile(inputs.pull, (months + 1) if inputs.pull.shape[1] > 1 else 1)
    )
    laid.gauges.tell(values)
    if before is not None:
        laid.gauges.tell(before)
        before = before.transpose(1, 0, 2)
    return Trace(values.transpose(1, 0, 2), pulls.reshape(3, months + 1, runs).transpose(1, 0, 2), before, tuple(moved))


def courses(
    program: Program,
    inputs: Inputs,
    events: Sequence[Event],
    months: int,
    rows: Sequence[int] = (),
    every: bool = True,
) -> tuple[Floats, Floats]:
    """Step all runs through the months, as `run` does, and keep the pulls and chosen rows only.

    Returns:
        pulls, shape (months + 1, 3, runs), and values, shape (months + 1, rows, runs); of the horizon alone, shape
        (1, ...), if not `every`.
    """
    laid = layout(program, inputs.start.dtype)
    kept = months + 1 if every else 1
    pulls = np.empty((kept, 3, inputs.runs), laid.dtype)
    values = np.empty((kept, len(rows), inputs.runs), laid.dtype)
    if quick is not None and quick(program, inputs, events, months, rows, pulls, values):
        return pulls, values
    for first, part in blocks(inputs):
        at = slice(first, first + part.runs)
        for month, now, changes in stepped(program, part, events, months):
            if changes is None and (every or month == months):
                pulls[month if every else 0, :, at] = _pulls(laid, program, now, part.pull)
                if len(rows):
                    laid.gauges.tell(now)
                    values[month if every else 0, :, at] = now[list(rows)]
    return pulls, values


def blocks(inputs: Inputs) -> Iterable[tuple[int, Inputs]]:
    """Yield the runs in blocks, each with the number of its first run."""
    if inputs.runs <= BLOCK:
        return [(0, inputs)]
    return ((first, inputs.part(first, min(first + BLOCK, inputs.runs))) for first in range(0, inputs.runs, BLOCK))


def stepped(program: Program, inputs: Inputs, events: Sequence[Event], months: int) -> Iterator[Moment]:
    """Step some runs together: yield the start; then, every month, what its rules find and what they leave."""
    laid = layout(program, inputs.start.dtype)
    now = np.zeros((len(program.ids), inputs.runs), laid.dtype)
    now[: program.variables] = inputs.start
    outside = Outside(program, inputs, events)
    step = _Step(laid, inputs)
    laid.gauges.derive(now)
    step.fix(now)
    yield Moment(0, now, None)
    for month in range(1, months + 1):
        changes = outside.month(month, now)
        changed = {row for _, row, _, _ in changes}
        if changed - {laid.gauges.front}:
            laid.gauges.derive(now)
        elif changed:
            laid.gauges.follow(now)
        if any(laid.is_fixed[row] for row in changed):
            step.fix(now)
        yield Moment(month, now, changes)
        step.move(now)
        laid.gauges.derive(now)
        yield Moment(month, now, None)


class _Step:
    """A month of some runs: what the pushes come to between events, and the room to work in."""

    def __init__(self, laid: Layout, inputs: Inputs):
        self.laid, runs = laid, inputs.runs
        self.push = np.abs(inputs.push[laid.cells.order]) * inputs.strength[laid.push_rule]
        self.fixed, self.moving = laid.fixed.room(runs), laid.moving.room(runs)
        self.added = np.empty((len(laid.cells.order), runs), laid.dtype)
        self.cells = np.empty((len(laid.cells.place), runs), laid.dtype)
        self.steady = np.empty((len(laid.steady), runs), laid.dtype)
        self.weight = np.empty((len(laid.cell_at), runs), laid.dtype)
        self.totals = np.empty_like(self.steady)
        self.waiting = np.empty_like(self.weight)
        self.up, self.down = np.empty((2, len(laid.steady) // 2, runs), laid.dtype)

    def fix(self, now: Floats) -> None:
        """Take what only events move into the pushes."""
        laid = self.laid
        pool = laid.fixed.fill(now, self.fixed)
        taken(pool, laid.fixed_at, self.added)
        np.multiply(self.added, self.push, out=self.added)
        self.cells[:] = 0
        laid.cells.climb(self.added, self.cells)
        taken(self.cells, laid.steady, self.steady)
        taken(self.cells, laid.cell_from, self.weight)

    def move(self, now: Floats) -> None:
        """Fire all rules, and move all states at once, in place."""
        laid, totals, up, down = self.laid, self.totals, self.up, self.down
        pool = laid.moving.fill(now, self.moving)
        taken(pool, laid.cell_at, self.waiting)
        np.multiply(self.waiting, self.weight, out=self.waiting)
        np.copyto(totals, self.steady)
        laid.sums.climb(self.waiting, totals)
        taken(totals, laid.up, up)
        taken(totals, laid.down, down)
        x = now[laid.states]
        whole = up + down
        whole += 1
        up *= laid.high - x
        down *= x - laid.low
        up -= down
        up /= whole
        now[laid.states] = x + up


def memberships(firing: Firing, values: Floats) -> Floats:
    """Return how far each rule's conditions hold: the product of its clauses' memberships, shape (rules, runs)."""
    held = atoms(firing, values)
    product = held[firing.clauses[:, 0]]
    for column in firing.clauses.T[1:]:
        product *= held[column]
    return product


def atoms(firing: Firing, values: Floats) -> Floats:
    """Return the graded membership of every atom, shape (atoms, runs)."""
    x = values[firing.rows]
    held: Floats = np.broadcast_to(firing.base, x.shape)
    for knot, rate, step in zip(firing.knot, firing.rate, firing.step, strict=True):
        held = held + step * np.clip((x - knot) * rate, 0.0, 1.0)
    return held


def _pulls(laid: Layout, program: Program, values: Floats, factor: Floats) -> Floats:
    """Return the three pulls, shape (3, runs): the sums of their rules' weighted firing strengths."""
    pool = laid.outcomes.fill(values, laid.outcomes.room(values.shape[1]))
    held = pool[laid.outcomes.at] * (laid.outcome_weight * factor)
    pulls = np.zeros((3, values.shape[1]), laid.dtype)
    for rule, outcome in enumerate(program.outcome_of):
        pulls[outcome] += held[rule]
    return pulls


class Outside:
    """What acts on the runs from outside: events, and the wandering assumption.

    An assumption has a level, and windows in which it is set for a while; what is in force is the latest window's
    value, else the level. The wandering assumption is shown around what is in force.
    """

    def __init__(self, program: Program, inputs: Inputs, events: Sequence[Event]):
        self.program, self.inputs = program, inputs
        self.events = sorted(enumerate(events), key=lambda numbered: numbered[1].month)
        self.states = set(map(int, program.states))
        self.level: dict[int, Floats] = {}
        self.windows: dict[int, list[tuple[int, Floats]]] = {}

    def month(self, month: int, now: Floats) -> list[tuple[int, int, int | str, Floats]]:
        """Apply to `now` what happens at the beginning of a month; return what changed."""
        changes: list[tuple[int, int | str, Floats]]
        changes = [*self._wandering(month, now), *self._endings(month, now), *self._happenings(month, now)]
        return [(month, row, what, amount) for row, what, amount in changes if np.any(amount)]

    def _wandering(self, month: int, now: Floats) -> Iterator[tuple[int, str, Floats]]:
        if self.inputs.wander is not None:
            row = self.inputs.wander_row
            yield row, "wandering", self._move(row, now, self.ahead(month, now))

    def ahead(self, month: int | slice, now: Floats) -> Floats:
        """Return where the wandering assumption is in a month; or in several, as long as nothing else happens."""
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
        """Return where an event leaves a variable of which it sets only a share of the way from what is in force."""
        whole = np.full(self.inputs.runs, value)
        if self.inputs.share is None:
            return whole
        windows = self.windows.get(row)
        force = windows[-1][1] if windows else self.level.get(row, now[row])
        return np.where(share == 1.0, whole, self._limited(row, force + (whole - force) * share))

    def _change(self, row: int, change: float | Floats, now: Floats) -> None:
        """Shift what is in force, limited to the scale, and all that lies under it by as much as that moved."""
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
