"""A batch: many runs of one scenario that differ in what they start from, believe, leave out, or see happen.

    batch = Batch.central(program, scenario, runs=3).set([program.row["trust"]], np.array([[0.1, 0.5, 0.9]]))
    pulls = batch.ends()  # at the horizon, shape (3 runs, 3 outcomes)

Who puts a question to many runs makes a batch and asks it. What may stay one column for all runs, how many runs are
stepped together, and by whom, is not their business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.arrays import Bools, Floats
from model.engine.backend import Backend
from model.engine.compiled.driver import best_backend
from model.engine.inputs import BLOCK, Inputs, blocks, central_inputs, repeated
from model.engine.program import Program
from model.engine.stepping import Trace, trace
from model.scenario import Event, Scenario
from model.showing import Card, Shown

#: Which variables are meant: their rows in the program.
Rows = Sequence[int] | slice

#: All variables.
ALL = slice(None)


def run_many(
    program: Program,
    inputs: Inputs,
    events: Sequence[Event],
    months: int,
    rows: Sequence[int] = (),
    every: bool = True,
    backend: Backend | None = None,
) -> tuple[Floats, Floats]:
    """Step all runs through the months by one backend; see `Backend.run`. None: by the best that there is now."""
    return (backend or best_backend()).run(program, inputs, events, months, rows, every)


@dataclass(frozen=True, eq=False, repr=False)
class Batch(Shown):
    """Many runs of one scenario, which happen over its months and with its events. It never changes.

    `set`, `without`, `push` and `happening` return another batch; all that they do not name is shared with it. Arrays
    have a column for each run, or one column that stands for all runs.
    """

    program: Program
    scenario: Scenario
    inputs: Inputs

    def _card(self) -> Card:
        return Card(self.scenario.title, {"case": self.program.case.id, "runs": f"{self.runs:,}"})

    @classmethod
    def central(
        cls,
        program: Program,
        scenario: Scenario,
        runs: int = 1,
        weight: Floats | None = None,
        salience: Floats | None = None,
    ) -> Batch:
        """Return so many runs with the central beliefs, all the same.

        Args:
            program: the grounded case.
            scenario: its names have to fit the case.
            runs: how many.
            weight: other edge weights in [0, 1], shape (edges, 1 or runs).
            salience: other saliences in [0, 1], shape (saliences, 1 or runs).
        """
        one = central_inputs(program, scenario, weight, salience)
        return cls(program, scenario, replace(one, start=np.repeat(one.start, runs, axis=1)))

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return self.inputs.runs

    def repeated(self, times: int) -> Batch:
        """Return all runs so many times, one after another."""
        return replace(self, inputs=repeated(self.inputs, times))

    def set(self, rows: Rows, values: Floats) -> Batch:
        """Return the same runs with other starts: `values`, shape (rows, 1 or runs); NaN leaves what is there."""
        start = self.inputs.start.copy()
        start[rows] = np.where(np.isnan(values), start[rows], values)
        return replace(self, inputs=replace(self.inputs, start=start))

    def without(self, silent: Bools) -> Batch:
        """Return the same runs with some ground rules left out: `silent`, shape (ground rules, 1 or runs)."""
        return replace(self, inputs=replace(self.inputs, strength=self.inputs.strength * (1.0 - silent)))

    def push(self, factor: Floats) -> Batch:
        """Return the same runs with all pushes taken by a factor, shape (pushes, 1 or runs)."""
        return replace(self, inputs=replace(self.inputs, push=self.inputs.push * factor))

    def happening(self, share: Floats) -> Batch:
        """Return the same runs with so much of every event, shape (events, 1 or runs): see `Inputs.share`."""
        return replace(self, inputs=replace(self.inputs, share=share))

    def run(
        self, rows: Sequence[int] = (), every: bool = True, backend: Backend | None = None
    ) -> tuple[Floats, Floats]:
        """Run it, by one backend from beginning to end.

        Args:
            rows: states, assumptions or gauges whose values are kept.
            every: whether every month is kept, or only the horizon.
            backend: who steps the runs; None: the best that there is now.

        Returns:
            pulls, shape (months + 1, 3, runs), and values, shape (months + 1, rows, runs); of the horizon alone, shape
            (1, ...), if not `every`.
        """
        events, months = self.scenario.events, self.scenario.months
        return run_many(self.program, self.inputs, events, months, rows, every, backend)

    def ends(self, backend: Backend | None = None) -> Floats:
        """Run it, and return the pulls at the horizon, shape (runs, 3)."""
        pulls, _ = self.run(every=False, backend=backend)
        ends: Floats = pulls[0].T
        return ends

    def traces(self, record: bool = False) -> Iterator[Trace]:
        """Run it in NumPy, and yield all that happens, a block of runs at a time; see `trace`."""
        for _, block in blocks(self.inputs):
            yield trace(self.program, block, self.scenario.events, self.scenario.months, record)

    def at_points(
        self,
        rows: Sequence[int],
        points: Floats,
        keep: Sequence[int] = (),
        every: bool = True,
        backend: Backend | None = None,
    ) -> Iterator[tuple[slice, Floats, Floats]]:
        """Run all of these runs at every point, as many points at a time as make up a block.

        Args:
            rows: the variables that the points set at the start.
            points: shape (points, rows); NaN leaves what is there.
            keep: states, assumptions or gauges whose values are kept.
            every: whether every month is kept, or only the horizon.
            backend: who steps the runs; None: the best that there is now.

        Yields:
            which points; their pulls, shape (months + 1, 3, points, runs); and their values, shape (months + 1, kept
            rows, points, runs). Of the horizon alone, shape (1, ...), if not `every`.
        """
        backend = backend or best_backend()
        together = self._block.runs // self.runs
        for first in range(0, len(points), together):
            some = points[first : first + together]
            copies = replace(self, inputs=self._block.part(0, len(some) * self.runs))
            found = copies.set(rows, np.repeat(some, self.runs, axis=0).T).run(keep, every, backend)
            pulls, values = (array.reshape(*array.shape[:2], len(some), self.runs) for array in found)
            yield slice(first, first + len(some)), pulls, values

    def ends_at_points(self, rows: Sequence[int], points: Floats, backend: Backend | None = None) -> Floats:
        """Run all of these runs at every point, and return the pulls at the horizon, shape (points, runs, 3)."""
        ends = np.empty((len(points), self.runs, 3), self.inputs.start.dtype)
        for where, pulls, _ in self.at_points(rows, points, every=False, backend=backend):
            ends[where] = np.moveaxis(pulls[0], 0, -1)
        return ends

    @cached_property
    def _block(self) -> Inputs:
        """All runs as often as they go into a block, one after another; kept, for many points are tried on them."""
        return repeated(self.inputs, max(1, BLOCK // self.runs))
