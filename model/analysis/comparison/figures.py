"""Shares of the same draws in several scenarios, and by how much they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from model.engine import FORMED
from model.knowledge import OUTCOMES
from model.uncertainty import Ensemble, paired_interval, wilson_interval

#: What stands where the interval of a difference holds 0.
NO_DIFFERENCE = "no difference that these draws could tell"


@dataclass(frozen=True)
class Difference:
    """The share of a scenario less that of the reference, in [-1, 1], and its 95 % interval (Bonett and Price 2012)."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0

    @property
    def word(self) -> str:
        """Whether it is more, fewer, or could be nothing."""
        return ("more" if self.value > 0 else "fewer") if self.clear else NO_DIFFERENCE


@dataclass(frozen=True)
class Figure:
    """A share of draws in each scenario, and its differences from the reference's; the tuples are by scenario.

    Attributes:
        what: "leads" or "formed" (of `outcome`), or "goes on": nothing has formed (`outcome` is empty).
        shares: each in [0, 1]; intervals: their 95 % intervals (Wilson 1927).
        differences: that of the reference is None.
    """

    what: str
    outcome: str
    shares: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]
    differences: tuple[Difference | None, ...]


def figures_of(variants: Sequence[Ensemble], reference: int) -> Iterator[Figure]:
    """Yield every share with its differences from the reference's: what leads, what has formed, that nothing has."""
    leads = np.stack([held.leads[-1] == np.arange(3)[:, None] for held in variants])
    formed = np.stack([led & (held.pulls.T >= FORMED) for led, held in zip(leads, variants, strict=True)])
    for number, outcome in enumerate(OUTCOMES):
        yield _figure("leads", outcome, leads[:, number], reference)
    for number, outcome in enumerate(OUTCOMES):
        yield _figure("formed", outcome, formed[:, number], reference)
    yield _figure("goes on", "", np.logical_not(formed.any(axis=1)), reference)


def _figure(what: str, outcome: str, holds: NDArray[np.bool_], reference: int) -> Figure:
    """Return a figure of what holds, by scenario and draw."""
    draws = holds.shape[1]
    low, high = wilson_interval(holds.sum(axis=1), draws).tolist()
    shares = tuple(float(share) for share in holds.mean(axis=1))
    gained = (holds & ~holds[reference]).sum(axis=1)
    lost = (~holds & holds[reference]).sum(axis=1)
    ends = paired_interval(gained, lost, draws).T.tolist()
    differences = tuple(
        None if number == reference else Difference(float(gained[number] - lost[number]) / draws, *ends[number])
        for number in range(len(holds))
    )
    return Figure(what, outcome, shares, tuple(zip(low, high, strict=True)), differences)
