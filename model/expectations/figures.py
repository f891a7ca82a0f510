"""Reading a figure off an ensemble, draw by draw, with how far it could be off for want of more draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from model.arrays import Floats, Ints
from model.engine import FORMED
from model.knowledge import OUTCOMES, Case
from model.scenario import Course
from model.uncertainty import Ensemble, median_interval, paired_interval, wilson_interval

#: A way back of so much is no turn: a path has to rise and fall by more.
SLIGHT = 0.01


@dataclass(frozen=True, eq=False)
class Sample:
    """A figure draw by draw, values of shape (draws,).

    A "share" is that of the draws in which something holds, 1 or 0; a "difference" is one of two shares of the same
    draws, 1, 0 or -1; else the figure is the "median" of the draws.
    """

    values: Floats
    kind: Literal["share", "difference", "median"]

    def less(self, other: Sample) -> Sample:
        """Return the difference from another figure of the same draws, draw by draw."""
        return Sample(self.values - other.values, "median" if self.kind == "median" else "difference")

    @property
    def found(self) -> tuple[float, float, float]:
        """The figure and its 95 % interval (`model.intervals`: Wilson, Bonett and Price, or order statistics)."""
        if self.kind == "median":
            return median_interval(self.values)
        draws = len(self.values)
        gained, lost = int((self.values > 0).sum()), int((self.values < 0).sum())
        low, high = wilson_interval(gained, draws) if self.kind == "share" else paired_interval(gained, lost, draws)
        return (gained - lost) / draws, float(low), float(high)


def figure(of: Ensemble, what: str, key: str, month: int) -> Sample:
    """Return what a bound speaks of at a month: `what` and `key` are as in `model.expectation.Bound`."""
    if what == "variable":
        return Sample(of.rows([key])[month, 0].astype(float), "median")
    pulls = of.pulls_by_month[month]
    if what == "pull":
        return Sample(pulls[OUTCOMES.index(key)].astype(float), "median")
    has_formed = pulls.max(axis=0) >= FORMED
    if what == "war_goes_on":
        return Sample(1.0 - has_formed, "share")
    leads = of.leads[month] == OUTCOMES.index(key)
    return Sample((leads & has_formed if what == "formed" else leads).astype(float), "share")


def leader(of: Ensemble, outcome: str, month: int) -> tuple[Sample, str]:
    """Return by how much an outcome leads in more draws than its strongest rival, and that rival."""
    return _most(of.leads[month], OUTCOMES, outcome)


def binding(case: Case, of: Ensemble, issue: str, month: int) -> tuple[Sample, str]:
    """Return by how much a core issue has the widest gap in more draws than its strongest rival, and that rival."""
    core = [found.id for found in case.issues if found.core]
    gaps = of.rows([f"{name}.gap" for name in core])[month]
    return _most(np.argmax(gaps, axis=0), core, issue)


def _most(which: Ints, names: Sequence[str], name: str) -> tuple[Sample, str]:
    counts = {other: int((which == number).sum()) for number, other in enumerate(names) if other != name}
    rival = max(counts, key=lambda other: counts[other])
    own, others = (which == names.index(chosen) for chosen in (name, rival))
    return Sample(own.astype(float) - others, "difference"), rival


def conceding(case: Case, of: Ensemble, issue: str, party: str, month: int) -> Sample:
    """Return how much more of its way to the other a party has come on an issue than the other has."""
    first, second = of.rows([f"{side}.{issue}.concession" for side in case.parties])[month].astype(float)
    sign = 1 if party == case.parties[0] else -1
    return Sample(sign * (first - second), "median")


def extremes(of: Ensemble, name: str, course: Course) -> tuple[Sample, Sample, Sample]:
    """Return where a path starts, its lowest and its highest value from the start through the course's last month."""
    path = _path(of, name, course)
    return Sample(path[0], "median"), Sample(path.min(axis=0), "median"), Sample(path.max(axis=0), "median")


def turning(of: Ensemble, name: str, course: Course) -> Sample:
    """Return in which draws a path turns before the course's month: one way first, and then back, each by enough."""
    whole = of.rows([name])[:, 0].astype(float) * (1 if course.turns == "down" else -1)
    path = whole[: course.by] if course.by else whole
    top = path.argmax(axis=0)
    draws = np.arange(of.draws)
    lowest_after = np.minimum.accumulate(whole[::-1])[::-1][top, draws]
    there, back = path[top, draws] - path[0], path[top, draws] - lowest_after
    return Sample(((there > SLIGHT) & (back > SLIGHT)).astype(float), "share")


def _path(of: Ensemble, name: str, course: Course) -> Floats:
    last = course.by or of.scenario.months
    path: Floats = of.rows([name])[: last + 1, 0].astype(float)
    return path
