"""The engine: a month after a month, for any number of runs at once.

Every operation works run by run (element by element), in a fixed order, so that a batch gives the same bits as its
rows one by one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.ground import Firing, Floats, Ints, Program, Table, strengths
from model.scenario import Event, Scenario

#: Runs that are stepped together: few enough for their arrays to stay in the processor's cache.
BLOCK = 256


@dataclass(frozen=True)
class Inputs:
    """What differs between runs of one program.

    start: values at month 0, shape (variables, runs). strength: of the ground rules, shape (ground rules, runs).
    push: pushes a month, shape (pushes, runs). pull: factors of the outcome rules, shape (outcome rules, runs).
    wander: what is added to the wandering assumption, shape (months + 1, runs), or None.
    share: how much of each event happens, in the scenario's order, shape (events, runs): 0 nothing of it, 1 as told,
    2 twice as much of it, limited to the scales; or None, for all as told.
    But for `start`, one column may stand for all runs.
    """

    start: Floats
    strength: Floats
    push: Floats
    pull: Floats
    wander: Floats | None
    wander_row: int = -1
    share: Floats | None = None

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
    strength, factor = strengths(program, program.weight[:, None], program.salience[:, None])
    start = program.start[:, None].copy()
    for name, value in scenario.given.items():
        start[program.row[name]] = value
    present, believed, pull = beliefs(program, scenario)
    push = program.push[:, None] * factor * believed
    return Inputs(start, strength * present, push, pull, None)


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
    firing: firing strengths times strengths, shape (months, ground rules, runs), if recorded.
    moved: what events and wandering changed, as (month, row, what, amounts of shape (runs,)), if recorded; `what` is
    an event's number in the scenario, or a name.
    """

    values: Floats
    pulls: Floats
    before: Floats | None = None
    firing: Floats | None = None
    moved: tuple[tuple[int, int, int | str, Floats], ...] = ()


def run(program: Program, inputs: Inputs, events: Sequence[Event], months: int, record: bool = False) -> Trace:
    """Step all runs through the months, in float64.

    Each month: events and wandering; all rules fire on what these left; all states move at once. With U and D the
    summed pushes up and down, x <- x + (hi - x) U / (1 + U + D) - (x - lo) D / (1 + U + D), which never leaves
    [lo, hi] and splits exactly among the rules.
    """
    if inputs.runs <= BLOCK or record:
        return _run(program, inputs, events, months, record)
    cuts = range(0, inputs.runs, BLOCK)
    parts = [_run(program, inputs.part(c, c + BLOCK), events, months, record) for c in cuts]
    values, pulls = (np.concatenate([getattr(p, name) for p in parts], axis=2) for name in ("values", "pulls"))
    return Trace(values, pulls)


def _run(program: Program, inputs: Inputs, events: Sequence[Event], months: int, record: bool) -> Trace:
    ladder = _Ladder.of(program)
    values = np.empty((months + 1, len(program.ids), inputs.runs))
    before = np.empty((months, *values.shape[1:])) if record else None
    fired = np.empty((months, len(program.rules), inputs.runs)) if record else None
    moved: list[tuple[int, int, int | str, Floats]] = []
    now = np.empty(values.shape[1:])
    now[: program.variables] = inputs.start
    outside = _Outside(program, inputs, events)
    _gauges(program, now)
    values[0] = now
    for month in range(1, months + 1):
        changes = outside.month(month, now)
        if changes:
            _gauges(program, now)
            moved += changes
        firing = memberships(program.firing, now) * inputs.strength
        if before is not None and fired is not None:
            before[month - 1], fired[month - 1] = now, firing
        up, down = ladder.sums(firing, inputs.push)
        rows = program.states
        x, low, high = now[rows], program.low[rows, None], program.high[rows, None]
        now[rows] = x + ((high - x) * up - (x - low) * down) / (1 + up + down)
        _gauges(program, now)
        values[month] = now
    return Trace(values, _pulls(program, values, inputs.pull), before, fired, tuple(moved) if record else ())


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


def _pulls(program: Program, values: Floats, factor: Floats) -> Floats:
    """Return the three pulls by month: the sums of their rules' weighted firing strengths."""
    pulls = np.zeros((values.shape[0], 3, values.shape[2]))
    for month, now in enumerate(values):
        firing = memberships(program.outcomes, now) * (program.outcome_weight[:, None] * factor)
        for rule, outcome in enumerate(program.outcome_of):
            pulls[month, outcome] += firing[rule]
    return pulls


@dataclass(frozen=True)
class _Ladder:
    """The pushes on each state, side by side: rung by rung they are added in a fixed order."""

    rules: Ints
    up: tuple[Ints, ...]
    down: tuple[Ints, ...]

    @classmethod
    def of(cls, program: Program) -> _Ladder:
        rungs: list[tuple[Ints, ...]] = []
        none = len(program.push)  # points at a row of zeros
        for sign in (1, -1):
            held = [np.flatnonzero((program.push_row == row) & (program.push * sign > 0)) for row in program.states]
            longest = max(map(len, held), default=0)
            padded = np.full((longest, len(held)), none, dtype=np.intp)
            for state, pushes in enumerate(held):
                padded[: len(pushes), state] = pushes
            rungs.append(tuple(padded))
        return cls(program.push_rule, rungs[0], rungs[1])

    def sums(self, firing: Floats, push: Floats) -> tuple[Floats, Floats]:
        amounts = np.zeros((len(self.rules) + 1, firing.shape[1]))
        np.multiply(firing[self.rules], np.abs(push), out=amounts[:-1])
        up, down = (np.zeros((len(side[0]) if side else 1, firing.shape[1])) for side in (self.up, self.down))
        for total, side in ((up, self.up), (down, self.down)):
            for rung in side:
                total += amounts[rung]
        return up, down


class _Outside:
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
            self.level.setdefault(row, self.inputs.start[row].copy())
            yield row, "wandering", self._move(row, now, self._shown(row, month, now))

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

    def _shown(self, row: int, month: int, now: Floats) -> Floats:
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


def _gauges(program: Program, now: Floats) -> None:
    """Derive every gauge from the states and assumptions in `now`, in place."""
    row = program.row
    front = now[row["battlefield_shift"]]
    now[row["front_movement"]] = np.abs(front)
    for party, sign in zip(program.case.parties, (1, -1), strict=True):
        now[row[f"{party}.fortune"]] = sign * front
    crossed = np.zeros((2, now.shape[1]))
    for table in program.tables:
        _table_gauges(table, now, crossed)
    widest = np.zeros(now.shape[1])
    offer = np.zeros((2, now.shape[1]))
    for table in program.core:
        widest = np.maximum(widest, now[table.gap])
        offer += now[list(table.concession)]
    now[row["widest_gap"]] = widest
    now[row["red_line_crossed"]] = np.maximum(crossed[0], crossed[1])
    for side, party in enumerate(program.case.parties):
        now[row[f"{party}.offer"]] = offer[side] / len(program.core)
        now[row[f"{party}.red_line_crossed"]] = crossed[side]


def _table_gauges(table: Table, now: Floats, crossed: Floats) -> None:
    """Derive an issue's gauges in place, and take its lines into `crossed`.

    A red line is felt from one margin ahead of it; half-way there the party is at the brink (`red_line` is 1), and
    over the other half it counts as more and more crossed, until it is at the line itself.
    """
    brink = table.margin / 2
    for side, sign in ((0, -1), (1, 1)):
        given = now[table.concession[side]]
        now[table.position[side]] = table.opening[side] + sign * table.distance * given
        if np.isfinite(table.line[side]):
            to_line = table.line[side] - given
            now[table.nearness[side]] = np.clip(2 - to_line / brink, 0.0, 1.0)
            now[table.crossed[side]] = np.clip(1 - to_line / brink, 0.0, 1.0)
        else:
            now[table.nearness[side]] = now[table.crossed[side]] = 0.0
        crossed[side] = np.maximum(crossed[side], now[table.crossed[side]])
    now[table.gap] = table.distance * np.maximum(0.0, 1 - now[table.concession[0]] - now[table.concession[1]])
