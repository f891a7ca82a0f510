"""The engine: a month after a month, for any number of runs at once.

Every operation works run by run (element by element), in a fixed order, so that a batch gives the same bits as its
rows one by one. The precision is that of the starts: float64 for single runs, float32 for draws by the thousand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from model.arrays import Floats, read_only
from model.engine.exogenous import Change, Exogenous
from model.engine.inputs import Inputs, blocks
from model.engine.plan import Plan, gather, plan_of
from model.engine.program import Program
from model.scenario import Event

#: In float32 no value and no pull is further than this from float64, over the longest horizon.
SINGLE = 1e-4


@dataclass(frozen=True, eq=False, repr=False)
class Trace:
    """What happened, by month.

    values: all rows, shape (months + 1, rows, runs); pulls: shape (months + 1, 3, runs).
    before: values as the rules of a month found them, events done, shape (months, rows, runs), if recorded.
    moved: what events and wandering changed, as (month, row, what, amounts of shape (runs,)), if recorded; `what` is
    the event's place in the scenario, what happened, or words such as "wandering" and "event: over".
    """

    values: Floats
    pulls: Floats
    before: Floats | None = None
    moved: tuple[Change, ...] = ()

    def __post_init__(self) -> None:
        for array in (self.values, self.pulls, self.before, *(amounts for *_, amounts in self.moved)):
            if array is not None:
                read_only(array)

    def __reduce__(self) -> tuple[Any, ...]:
        """Make it anew when it is read back: an array forgets on the way that it cannot be written to."""
        return type(self), (self.values, self.pulls, self.before, self.moved)


class Moment(NamedTuple):
    """Where the runs stand: at the start, once a month as its rules find them, and once as they leave them.

    values: all rows but gauges that nothing reads, shape (rows, runs); written over by what comes next. changes: what
    events and wandering changed, as rules are about to fire; None at the start and when they have fired.
    """

    month: int
    values: Floats
    changes: list[Change] | None


def trace(program: Program, inputs: Inputs, events: Sequence[Event], months: int, record: bool = False) -> Trace:
    """Step all runs through the months, and keep every value.

    Each month: events and wandering; all rules fire on what these left; all states move at once. With U and D the
    summed pushes up and down, x <- x + (hi - x) U / (1 + U + D) - (x - lo) D / (1 + U + D), which never leaves
    [lo, hi] and splits exactly among the rules.
    """
    rows, runs = len(program.ids), inputs.runs
    laid = plan_of(program, inputs.start.dtype)
    values = np.empty((rows, months + 1, runs), laid.dtype)
    before = np.empty((rows, months, runs), laid.dtype) if record else None
    moved: list[Change] = []
    for first, part in blocks(inputs):
        at = slice(first, first + part.runs)
        for month, now, changes in stepped(program, part, events, months, told=record):
            if changes is None:
                values[:, month, at] = now
            elif before is not None:
                before[:, month - 1, at] = now
                moved += changes
    pulls = pulls_of(
        laid, program, values.reshape(rows, -1), np.tile(inputs.pull, (months + 1) if inputs.pull.shape[1] > 1 else 1)
    )
    laid.gauges.derive_unread(values.reshape(rows, -1))
    if before is not None:
        laid.gauges.derive_unread(before.reshape(rows, -1))
        before = before.transpose(1, 0, 2)
    return Trace(values.transpose(1, 0, 2), pulls.reshape(3, months + 1, runs).transpose(1, 0, 2), before, tuple(moved))


def stepped(
    program: Program, inputs: Inputs, events: Sequence[Event], months: int, told: bool = False
) -> Iterator[Moment]:
    """Step some runs together: yield the start; then, every month, what its rules find and what they leave.

    `told`: each change from outside is told apart, see `Exogenous`.
    """
    laid = plan_of(program, inputs.start.dtype)
    now = np.zeros((len(program.ids), inputs.runs), laid.dtype)
    now[: program.variables] = inputs.start
    outside = Exogenous(program, inputs, events, months, told)
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
            laid.gauges.derive_from_front(now)
        if any(laid.is_fixed[row] for row in changed):
            step.fix(now)
        yield Moment(month, now, changes)
        step.move(now)
        laid.gauges.derive(now)
        yield Moment(month, now, None)


class _Step:
    """A month of some runs: what the pushes come to between events, and the room to work in."""

    def __init__(self, laid: Plan, inputs: Inputs):
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
        """Multiply the pushes by the conditions that only events can change; they stand until the next event."""
        laid = self.laid
        pool = laid.fixed.fill(now, self.fixed)
        gather(pool, laid.fixed_at, self.added)
        np.multiply(self.added, self.push, out=self.added)
        self.cells[:] = 0
        laid.cells.climb(self.added, self.cells)
        gather(self.cells, laid.steady, self.steady)
        gather(self.cells, laid.cell_from, self.weight)

    def move(self, now: Floats) -> None:
        """Fire all rules, and move all states at once, in place."""
        laid, totals, up, down = self.laid, self.totals, self.up, self.down
        pool = laid.moving.fill(now, self.moving)
        gather(pool, laid.cell_at, self.waiting)
        np.multiply(self.waiting, self.weight, out=self.waiting)
        np.copyto(totals, self.steady)
        laid.sums.climb(self.waiting, totals)
        gather(totals, laid.up, up)
        gather(totals, laid.down, down)
        x = now[laid.states]
        whole = up + down
        whole += 1
        up *= laid.high - x
        down *= x - laid.low
        up -= down
        up /= whole
        now[laid.states] = x + up


def pulls_of(laid: Plan, program: Program, values: Floats, factor: Floats) -> Floats:
    """Return the three pulls, shape (3, runs): the sums of their rules' weighted firing strengths."""
    pool = laid.outcomes.fill(values, laid.outcomes.room(values.shape[1]))
    held = pool[laid.outcomes.at] * (laid.outcome_weight * factor)
    pulls = np.zeros((3, values.shape[1]), laid.dtype)
    for rule, outcome in enumerate(program.outcome_of):
        pulls[outcome] += held[rule]
    return pulls
