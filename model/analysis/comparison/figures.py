"""Shares of the pull and counts of variants in several scenarios on the same draws, and by how much they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.arrays import Floats
from model.engine import SLIGHT
from model.knowledge import CLASS_TITLES, OUTCOMES, PULL_CLASSES
from model.uncertainty import Ensemble, mean_interval, paired_interval, paired_mean_interval, wilson_interval

#: What stands where the interval of a difference holds 0.
NO_DIFFERENCE = "no difference that these variants could tell"


#: What is counted where no outcome has formed.
NONE_FORMED = "nothing has formed"


@dataclass(frozen=True)
class Difference:
    """A figure of a scenario less that of the reference, in [-1, 1], and its 95 % interval for pairs."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0

    @property
    def slight(self) -> bool:
        """Whether it is clear, but too small to be told: under half a point."""
        return self.clear and abs(self.value) < SLIGHT


@dataclass(frozen=True)
class Figure:
    """A figure of each scenario, and its differences from the reference's; the tuples are by scenario.

    Attributes:
        what: "pull": the share of the pull of `outcome`, or of what the outcomes leave ("goes_on"). Else it counts
            variants: in which `outcome` "leads", or has "formed"; or "goes on", where nothing has formed (`outcome`
            is empty).
        shares: each in [0, 1]: of the pull, or of the variants that are counted.
        intervals: their 95 % intervals (bootstrap; of counts Wilson 1927).
        differences: that of the reference is None; their intervals are for pairs (bootstrap; of counts Bonett and
            Price 2012).
        counts: in how many variants it holds, of how many (`draws`); empty for shares of the pull.
    """

    what: str
    outcome: str
    shares: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]
    differences: tuple[Difference | None, ...]
    draws: int
    counts: tuple[int, ...] = ()

    def word(self, number: int) -> str | None:
        """Return whether a scenario's figure is higher or lower (of counts: more or fewer), or could be the same."""
        difference = self.differences[number]
        if difference is None:
            return None
        more, fewer = ("more", "fewer") if self.counts else ("higher", "lower")
        return (more if difference.value > 0 else fewer) if difference.clear else NO_DIFFERENCE


def figure_name(figure: Figure) -> str:
    """Return what a figure is called in a table: "settlement", "the war goes on", "settlement leads"."""
    if figure.what == "pull":
        return CLASS_TITLES[figure.outcome]
    return f"{figure.outcome} {'leads' if figure.what == 'leads' else 'has formed'}" if figure.outcome else NONE_FORMED


def figures_of(variants: Sequence[Ensemble], reference: int) -> Iterator[Figure]:
    """Yield every figure with its differences from the reference's.

    First the shares of the pull, by `PULL_CLASSES`; then the counts: what leads, what has formed, that nothing has.
    """
    pulls = np.stack([held.of_the_pull_at(held.scenario.months).T for held in variants])
    for number, name in enumerate(PULL_CLASSES):
        yield _share_of_the_pull(name, pulls[:, number], reference)
    leads = np.stack([held.leads[-1] == np.arange(3)[:, None] for held in variants])
    formed = np.stack([held.leads_formed[-1] for held in variants])
    for what, holds in (("leads", leads), ("formed", formed)):
        for number, outcome in enumerate(OUTCOMES):
            yield _count(what, outcome, holds[:, number], reference)
    yield _count("goes on", "", np.logical_not(formed.any(axis=1)), reference)


def _share_of_the_pull(name: str, pulls: Floats, reference: int) -> Figure:
    """Return the share of the pull of a class; `pulls` by scenario and draw."""
    shares = tuple(map(float, pulls.mean(axis=1)))
    ends = paired_mean_interval(pulls, np.broadcast_to(pulls[reference], pulls.shape)).T.tolist()
    differences = tuple(
        None if number == reference else Difference(share - shares[reference], *ends[number])
        for number, share in enumerate(shares)
    )
    intervals = tuple((low, high) for low, high in mean_interval(pulls).T.tolist())
    return Figure("pull", name, shares, intervals, differences, pulls.shape[1])


def _count(what: str, outcome: str, holds: NDArray[np.bool_], reference: int) -> Figure:
    """Return a count of what holds, by scenario and draw."""
    draws = holds.shape[1]
    counts = holds.sum(axis=1)
    gained = (holds & ~holds[reference]).sum(axis=1)
    lost = (~holds & holds[reference]).sum(axis=1)
    ends = paired_interval(gained, lost, draws).T.tolist()
    differences = tuple(
        None if number == reference else Difference(float(gained[number] - lost[number]) / draws, *ends[number])
        for number in range(len(holds))
    )
    shares = tuple((counts / draws).tolist())
    intervals = tuple((low, high) for low, high in wilson_interval(counts, draws).T.tolist())
    return Figure(what, outcome, shares, intervals, differences, draws, tuple(counts.tolist()))
