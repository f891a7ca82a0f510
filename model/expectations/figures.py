"""Reading a figure off an ensemble, draw by draw, with how far it could be off for want of more draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from model.arrays import Floats, Ints
from model.engine import FORMED
from model.knowledge import OUTCOMES, PULL_CLASSES, Case
from model.scenario import Course
from model.uncertainty import Ensemble, median_interval, paired_interval, paired_mean_interval, wilson_interval

#: A path that comes back by less than this has not turned; it has to rise and fall by more.
LEAST_TURN = 0.01


@dataclass(frozen=True, eq=False)
class Sample:
    """A figure draw by draw, values of shape (draws,).

    A "share" is the part of the draws in which something holds, 1 or 0; a "difference" is one of two such parts of the
    same draws, 1, 0 or -1; else the figure is the "mean" or the "median" of the draws.
    """

    values: Floats
    kind: Literal["share", "difference", "mean", "median"]

    def less(self, other: Sample) -> Sample:
        """Return the difference from another figure of the same draws, draw by draw."""
        return Sample(self.values - other.values, "difference" if self.kind == "share" else self.kind)

    @property
    def estimate(self) -> tuple[float, float, float]:
        """The figure and the ends of its 95 % interval (Wilson, Bonett and Price, bootstrap, or order statistics)."""
        if self.kind == "median":
            return median_interval(self.values)
        if self.kind == "mean":
            ends = paired_mean_interval(self.values, np.zeros_like(self.values))
            return float(self.values.mean()), float(ends[0]), float(ends[1])
        draws = len(self.values)
        gained, lost = int((self.values > 0).sum()), int((self.values < 0).sum())
        low, high = wilson_interval(gained, draws) if self.kind == "share" else paired_interval(gained, lost, draws)
        return (gained - lost) / draws, float(low), float(high)


# ------------------------------------------------------------------------------------------- figures at a month


def share_of_the_pull(variants: Ensemble, name: str, month: int) -> Sample:
    """Return an outcome's pull in each draw, or what the three leave of 1; the mean is its share of the pull."""
    return Sample(variants.of_the_pull_at(month)[:, PULL_CLASSES.index(name)], "mean")


def share_leading(variants: Ensemble, outcome: str, month: int) -> Sample:
    """Return in which draws an outcome leads."""
    return Sample((variants.leads[month] == OUTCOMES.index(outcome)).astype(float), "share")


def share_formed(variants: Ensemble, outcome: str, month: int) -> Sample:
    """Return in which draws an outcome leads and has formed."""
    return Sample(variants.leads_formed[month, OUTCOMES.index(outcome)].astype(float), "share")


def share_unformed(variants: Ensemble, key: str, month: int) -> Sample:
    """Return in which draws no outcome has formed; `key` is "", for there is only one such figure."""
    return Sample(1.0 - (variants.pulls_by_month[month].max(axis=0) >= FORMED), "share")


def median_pull(variants: Ensemble, outcome: str, month: int) -> Sample:
    """Return an outcome's pull in each draw."""
    return Sample(variants.pulls_by_month[month, OUTCOMES.index(outcome)].astype(float), "median")


def median_variable(variants: Ensemble, variable: str, month: int) -> Sample:
    """Return a variable's or a gauge's value in each draw."""
    return Sample(variants.rows([variable])[month, 0].astype(float), "median")


class Figure(NamedTuple):
    """A figure that can be bounded: how it is read off the draws, by key, at a month; and what it is called."""

    read: Callable[[Ensemble, str, int], Sample]
    called: str


#: The figure of each kind of expectation that bounds one.
FIGURES = {
    "mean_pull": Figure(share_of_the_pull, "share of the pull of {key}"),
    "share": Figure(share_leading, "part of variants where {key} leads"),
    "formed": Figure(share_formed, "part of variants where {key} has formed"),
    "pull": Figure(median_pull, "median pull of {key}"),
    "variable": Figure(median_variable, "median {key}"),
    "war_goes_on": Figure(share_unformed, "part of variants where nothing has formed"),
}


# --------------------------------------------------------------------------------------- what is ahead of the rest


def lead_over_rival(variants: Ensemble, outcome: str, month: int) -> tuple[Sample, str]:
    """Return by how much an outcome leads in more draws than its strongest rival, and that rival."""
    return _ahead_of_rival(variants.leads[month], OUTCOMES, outcome)


def gap_over_rival(case: Case, variants: Ensemble, issue: str, month: int) -> tuple[Sample, str]:
    """Return by how much a core issue has the widest gap in more draws than its strongest rival, and that rival."""
    core = [known.id for known in case.issues if known.core]
    gaps = variants.rows([f"{name}.gap" for name in core])[month]
    return _ahead_of_rival(np.argmax(gaps, axis=0), core, issue)


def _ahead_of_rival(first: Ints, names: Sequence[str], name: str) -> tuple[Sample, str]:
    """Return in how many more draws one of several names comes first than the next; `first` is a number by draw."""
    counts = {other: int((first == number).sum()) for number, other in enumerate(names) if other != name}
    rival = max(counts, key=lambda other: counts[other])
    own, others = (first == names.index(chosen) for chosen in (name, rival))
    return Sample(own.astype(float) - others, "difference"), rival


def concession_over_other(case: Case, variants: Ensemble, issue: str, party: str, month: int) -> Sample:
    """Return how much more of its way to the other a party has come on an issue than the other has."""
    first, second = variants.rows([f"{side}.{issue}.concession" for side in case.parties])[month].astype(float)
    sign = 1 if party == case.parties[0] else -1
    return Sample(sign * (first - second), "median")


# -------------------------------------------------------------------------------------------------------- paths


def extremes(variants: Ensemble, name: str, course: Course) -> tuple[Sample, Sample, Sample]:
    """Return where a path starts, its lowest and its highest value from the start through the course's last month."""
    last = course.by or variants.scenario.months
    path = variants.rows([name])[: last + 1, 0].astype(float)
    return Sample(path[0], "median"), Sample(path.min(axis=0), "median"), Sample(path.max(axis=0), "median")


def share_turning(variants: Ensemble, name: str, course: Course) -> Sample:
    """Return in which draws a path turns before the course's month: one way first, and then back, each by enough."""
    whole = variants.rows([name])[:, 0].astype(float) * (1 if course.turns == "down" else -1)
    path = whole[: course.by] if course.by else whole
    top = path.argmax(axis=0)
    draws = np.arange(variants.draws)
    lowest_after = np.minimum.accumulate(whole[::-1])[::-1][top, draws]
    there, back = path[top, draws] - path[0], path[top, draws] - lowest_after
    return Sample(((there > LEAST_TURN) & (back > LEAST_TURN)).astype(float), "share")
