"""Whether shares can be taken at their word: of all that was given a fifth, did a fifth follow?

Every share of every class in every episode counts as one statement: "this much for that". As in `scores`, `weights`, of
shape (samples, episodes), say how often each episode counts in each sample.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Ints
from model.uncertainty import wilson_interval

#: Statements are looked at in so many bins of equal width.
BINS = 10

#: Newton's method takes so many steps at most, and has settled once the slope moves by less than this.
NEWTON_STEPS, SETTLED = 30, 1e-6

#: If no statement is fitted worse than by this, the two kinds come apart without a fault: there is no slope.
WITHOUT_FAULT = 1e-3

#: How near to 0 and 1 a share may come where its odds are taken.
NEAREST = 1e-6


@dataclass(frozen=True)
class ReliabilityBin:
    """The statements whose share lies in [low, high): their mean, in which part of them it followed, how many."""

    low: float
    high: float
    said: float
    followed: float
    count: int

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of `followed` (Wilson), as if all its statements were independent."""
        low, high = wilson_interval(self.followed * self.count, self.count)
        return float(low), float(high)


def reliability(shares: Floats, followed: Ints) -> list[ReliabilityBin]:
    """Return the bins that hold any statement, the smallest shares first: the reliability diagram (Murphy 1973).

    Args:
        shares: shape (episodes, classes), rows summing to 1.
        followed: each episode's class.
    """
    said, came, place = _statements(shares, followed)
    return [
        ReliabilityBin(n / BINS, (n + 1) / BINS, float(said[own].mean()), float(came[own].mean()), int(own.sum()))
        for n in range(BINS)
        if (own := place == n).any()
    ]


def calibration_error(shares: Floats, followed: Ints, weights: Floats) -> Floats:
    """Return by how much what was said differs from what came, on average over the statements: 0 is best, at most 1.

    Bin by bin, each by the number of its statements (expected calibration error; Naeini, Cooper and Hauskrecht 2015).
    Few statements make it large by chance alone.
    """
    said, came, place = _statements(shares, followed)
    member = np.eye(BINS)[place]
    each = np.repeat(weights, shares.shape[1], axis=1)
    off: Floats = np.abs(each @ (member * (said - came)[:, None])).sum(axis=1) / each.sum(axis=1)
    return off


def calibration_slope(shares: Floats, followed: Ints, weights: Floats) -> Floats:
    """Return the slope of what came on the logarithm of the odds that were said (Cox 1958), over all statements.

    1 is best; below 1 shares are too sure of themselves, above 1 not sure enough. Logistic regression with an
    intercept, by Newton's method. NaN where a sample's statements can be told apart without a fault, or are all the
    same.
    """
    said, came, _ = _statements(shares, followed)
    kept = np.clip(said, NEAREST, 1 - NEAREST)
    odds = np.log(kept / (1 - kept))
    if np.ptp(odds) < SETTLED:
        return np.full(len(weights), np.nan)
    each = np.repeat(weights, shares.shape[1], axis=1)
    at, slopes = np.zeros((2, len(weights))), np.full(len(weights), np.nan)
    left = np.arange(len(weights))  # the samples that may still settle
    with np.errstate(all="ignore"):
        for _ in range(NEWTON_STEPS):
            step, off = _newton_step(at[:, left], each[left], odds, came)
            at[:, left] += step
            settled = np.abs(step[1]) < SETTLED
            slopes[left[settled]] = at[1, left[settled]]
            left = left[~settled & (off > WITHOUT_FAULT)]
    return slopes


def _newton_step(at: Floats, each: Floats, odds: Floats, came: Floats) -> tuple[Floats, Floats]:
    """Return a step of level and slope towards what fits best, and by how much the worst fitted statement is off.

    Of shapes (2, samples) and (samples,); `each` weighs the statements.
    """
    fitted = 1 / (1 + np.exp(-(at[0][:, None] + at[1][:, None] * odds)))
    spread, miss = each * fitted * (1 - fitted), each * (came - fitted)
    a, b, c = (spread @ odds**power for power in range(3))
    up, right = miss.sum(axis=1), miss @ odds
    step: Floats = np.stack([c * up - b * right, a * right - b * up]) / (a * c - b * b)
    return step, np.abs(miss).max(axis=1)


def _statements(shares: Floats, followed: Ints) -> tuple[Floats, Floats, Ints]:
    """Return every statement's share, whether it followed (1 or 0), and its bin: shapes (episodes x classes,)."""
    said = shares.ravel()
    came = np.eye(shares.shape[1])[followed].ravel()
    place = np.clip((said * BINS).astype(np.intp), 0, BINS - 1)
    return said, came, place
