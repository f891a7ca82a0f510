"""The points of a sweep: its axes, checked, and what the runs at each point come to, counted.

The runs of some points are reduced to counts as soon as they are there, so that memory does not grow with their number.
A point's counts depend on its own runs alone: they are the same bits in whatever parts, and wherever, the points run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import prod
from typing import Any

import numpy as np

from model.arrays import Floats, Ints
from model.engine import FORMED, TIE, Batch, Program, engine_in_words, leading, of_four, program_of
from model.knowledge import Case, Fault, ScenarioError, known_hint
from model.scenario import MadeBy, Scenario
from model.uncertainty import drawn_inputs, largest_of_four

#: The most axes, points and runs of a sweep: beyond, a slip is likelier than a wish.
MOST_AXES, MOST_POINTS, MOST_RUNS = 6, 1_000_000, 200_000_000


def check_size(counts: Sequence[int], draws: int) -> None:
    """Raise ScenarioError if so many values on each axis make too many points or runs; nothing is built for that."""
    points = prod(counts)
    size = f"{' x '.join(f'{count:,}' for count in counts)} = " if len(counts) > 1 else ""
    if points > MOST_POINTS:
        raise _refused("", f"{size}{points:,} points are too many; at most {MOST_POINTS:,}")
    if points * (draws + 1) > MOST_RUNS:
        raise _refused("", f"{points:,} points with {draws:,} draws are too many; at most {MOST_RUNS:,} runs")


def check_axes(
    program: Program, scenario: Scenario, axes: Mapping[str, Sequence[float]], draws: int
) -> dict[str, Floats]:
    """Return the axes as arrays.

    Raises:
        ScenarioError: if there is none or there are too many of them or of their points; with every axis that is
            empty, no lever or assumption, without effect in the scenario, or has a value twice or off its scale.
    """
    if not isinstance(axes, Mapping):
        raise _refused("", f"values by lever or assumption are needed, not {axes!r:.60}")
    if not 1 <= len(axes) <= MOST_AXES:
        raise _refused("", f"a sweep has 1 to {MOST_AXES} axes, not {len(axes)}")
    counts = {name: _length(values) for name, values in axes.items()}
    faults = [
        Fault("", f"axes: {name}", f"a sequence of one or more values is needed, not {axes[name]!r:.60}")
        for name, count in counts.items()
        if not count
    ]
    if faults:
        raise ScenarioError(faults)
    check_size(list(counts.values()), draws)
    found = {name: np.asarray(values) for name, values in axes.items()}
    faults = [f for name, values in found.items() for f in _faults(program, scenario, name, values)]
    if faults:
        raise ScenarioError(faults)
    return {name: values.astype(float) for name, values in found.items()}


def _refused(name: str, message: str) -> ScenarioError:
    return ScenarioError([Fault("", f"axes: {name}" if name else "axes", message)])


def _length(values: Any) -> int:
    try:
        return len(values)
    except OverflowError:  # a range of more values than a machine counts
        return MOST_POINTS + 1
    except TypeError:
        return 0


def _faults(program: Program, scenario: Scenario, name: str, values: np.ndarray[Any, Any]) -> list[Fault]:
    """Return what is wrong with one axis; the first fault of its values is enough."""
    place = f"axes: {name}"
    known = program.settable
    if name not in known:
        hint = known_hint(name, known, "lever or assumption", program.case)
        if name in program.row:
            hint = f"; it is one of the {program.variable_of[name].kind}s"
        return [Fault("", "axes", f"unknown lever or assumption '{name}'{hint}")]
    actor = name.removesuffix(".engagement")
    if actor in scenario.without and name.endswith(".engagement"):
        return [Fault("", place, f"it has no effect, since the scenario takes out '{actor}'")]
    if values.ndim != 1 or values.dtype.kind not in "iuf":
        return [Fault("", place, f"a sequence of numbers is needed, not {values.tolist()!r:.60}")]
    row = known[name]
    low, high = program.low[row], program.high[row]
    off = values[~((values >= low) & (values <= high))]  # also what is no number
    if len(off):
        what = "no number on" if np.isnan(off[0]) else "outside"
        return [Fault("", place, f"{off[0]:g} is {what} its scale, {low:g} to {high:g}")]
    once, times = np.unique(values, return_counts=True)
    return [Fault("", place, f"{v:g} is there twice") for v in once[times > 1][:1]]


@dataclass(frozen=True, eq=False)
class Counts:
    """What the runs at some points come to, at the horizon.

    led: in how many draws each outcome leads, the first on a tie; outright: where ties count for nobody; formed: in
    how many it has formed; pull: the mean pull over the draws; each of shape (points, 3).
    largest: in how many draws each of the four classes, `PULL_CLASSES`, has the largest pull, where ties count for
    nobody; shape (points, 4).
    central: the number of the outcome that leads in the central run, and margin: its lead there; shape (points,).
    Without draws the central run is taken for the one draw.
    """

    led: Ints
    outright: Ints
    formed: Ints
    pull: Floats
    largest: Ints
    central: Ints
    margin: Floats

    @classmethod
    def blank(cls, points: int) -> Counts:
        """Return places for the counts of so many points."""
        led, outright, formed = np.zeros((3, points, 3), dtype=np.intp)
        pull, margin = np.full((points, 3), np.nan), np.full(points, np.nan)
        largest, central = np.zeros((points, 4), dtype=np.intp), np.zeros(points, dtype=np.intp)
        return cls(led, outright, formed, pull, largest, central, margin)

    @classmethod
    def of(cls, pulls: Floats, centre: Floats) -> Counts:
        """Count: pulls of shape (points, draws, 3), and of the central runs, (points, 1, 3)."""
        near = pulls >= pulls.max(axis=2, keepdims=True) - TIE
        led = leading(pulls)[..., None] == np.arange(3)
        outright = near & (near.sum(axis=2, keepdims=True) == 1)
        second, first = np.sort(centre[:, 0], axis=1).T[1:]
        # one point at a time, so that its sum is the same whatever other points there are
        mean = (
            pulls[:, 0] if pulls.shape[1] == 1 else np.stack([of_point.mean(axis=0, dtype=float) for of_point in pulls])
        )
        return cls(
            led.sum(axis=1),
            outright.sum(axis=1),
            (led & (pulls >= FORMED)).sum(axis=1),
            mean,
            largest_of_four(of_four(pulls)).sum(axis=1),
            leading(centre[:, 0]),
            first - second,
        )

    @cached_property
    def shares(self) -> Floats:
        """The share of the pull of each class, shape (points, 4)."""
        return of_four(self.pull)

    def put(self, first: int, part: Counts) -> int:
        """Write the counts of the points from `first` on in their place; return which point comes next."""
        last = first + len(part.led)
        for field in fields(self):
            getattr(self, field.name)[first:last] = getattr(part, field.name)
        return last


@dataclass(frozen=True, eq=False)
class Job:
    """A sweep as it is sent about: all that is needed to run any of its points, on any machine.

    What is drawn is no part of it: whoever runs points draws it once, and the same.
    """

    case: Case
    scenario: Scenario
    axes: Mapping[str, Floats]
    draws: int
    seed: int

    @property
    def made_by(self) -> MadeBy:
        """What makes the sweep: enough to come to the same bits again."""
        asked = {"axes": {name: values.tolist() for name, values in self.axes.items()}}
        engine, seed, draws = engine_in_words(), self.seed, self.draws
        return MadeBy.of("sweep", self.case, self.scenario, engine, seed=seed, draws=draws, asked=asked)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each axis has."""
        return tuple(len(values) for values in self.axes.values())

    @property
    def points(self) -> int:
        """How many points there are; the last axis goes round first."""
        return prod(self.shape)

    @property
    def each(self) -> int:
        """How many runs there are at every point: the draws, and the central run."""
        return self.draws + 1

    @cached_property
    def _batches(self) -> tuple[Batch, Batch]:
        """The central run, and the draws; without draws the central run is taken for the one draw."""
        program = program_of(self.case)
        central = Batch.central(program, self.scenario)
        if not self.draws:
            return central, central
        return central, Batch(program, self.scenario, drawn_inputs(program, self.scenario, self.draws, self.seed))

    def values(self, first: int, last: int) -> Floats:
        """Return the values at the points from `first` up to but not including `last`: shape (points, axes)."""
        places = np.unravel_index(np.arange(first, last), self.shape)
        return np.stack([axis[place] for axis, place in zip(self.axes.values(), places, strict=True)], axis=1)

    def count(self, first: int, last: int) -> Counts:
        """Run the points from `first` up to but not including `last`, and count."""
        central, drawn = self._batches
        rows, points = [central.program.row[name] for name in self.axes], self.values(first, last)
        middle = central.ends_at_points(rows, points)
        return Counts.of(middle if drawn is central else drawn.ends_at_points(rows, points), middle)
