"""How good shares were, once it is known what followed: log score, Brier score, ranking, with bootstrap intervals.

`shares` has shape (episodes, classes), rows summing to 1; `followed` is each episode's class. All three scores are
proper or rank-based, and are computed from what was said before; nothing is fitted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from model.ground import Floats, Ints

#: Resamples of the episodes, and the part of them between an interval's ends.
RESAMPLES, LEVEL = 4000, 0.95

Score = Callable[[Floats, Ints], float]


def log_score(shares: Floats, followed: Ints) -> float:
    """Return the mean natural logarithm of the share that what followed had got: at most 0, higher is better.

    Good 1952. A share of 0 for what followed gives minus infinity, so shares from counts need smoothing.
    """
    with np.errstate(divide="ignore"):
        return float(np.log(_of(shares, followed)).mean())


def brier(shares: Floats, followed: Ints) -> float:
    """Return the mean squared distance of the shares from what followed, over all classes: 0 to 2, lower is better.

    Brier 1950.
    """
    was = np.eye(shares.shape[1])[followed]
    return float(((shares - was) ** 2).sum(axis=1).mean())


def ranking(shares: Floats, followed: Ints, number: int) -> float:
    """Return in which part of pairs the episode that a class followed had the higher share of it, ties counting half.

    The area under the ROC curve (Hanley and McNeil 1982): 0.5 is chance, 1 perfect. NaN if it followed always or never.
    """
    yes, no = shares[followed == number, number], shares[followed != number, number]
    if not len(yes) or not len(no):
        return float("nan")
    above = (yes[:, None] > no).mean() + (yes[:, None] == no).mean() / 2
    return float(above)


def _of(shares: Floats, followed: Ints) -> Floats:
    found: Floats = np.take_along_axis(shares, followed[:, None], axis=1)[:, 0]
    return found


def smoothed(counts: Floats) -> Floats:
    """Return shares from counts, half an observation added to each class (Jeffreys): none is 0.

    Args:
        counts: shape (..., classes).
    """
    more: Floats = counts + 0.5
    found: Floats = more / more.sum(axis=-1, keepdims=True)
    return found


def left_out(followed: Ints, classes: int, among: Ints | None = None) -> Floats:
    """Return for each episode how often each class followed in the others, as smoothed shares: the base rate.

    Args:
        followed: each episode's class.
        classes: how many there are.
        among: each episode's group; only the others of its own group are counted. All if None.
    """
    was = np.eye(classes)[followed]
    group = np.zeros(len(followed), dtype=int) if among is None else among
    same = (group[:, None] == group).astype(float) - np.eye(len(followed))
    return smoothed(same @ was)


@dataclass(frozen=True)
class Scored:
    """A score with its bootstrap interval, and its difference from that of another with the interval of that."""

    value: float
    interval: tuple[float, float]
    more: float = 0.0
    more_interval: tuple[float, float] = (0.0, 0.0)


def scored(score: Score, said: Mapping[str, Floats], followed: Ints, against: str, seed: int = 0) -> dict[str, Scored]:
    """Return what each of several forecasters scores, and how much more than one of them, with 95 % intervals.

    Percentile bootstrap over the episodes (Efron and Tibshirani 1993), the same resamples for all, so that differences
    are paired. What was said of an episode stays as it is: how wide a base rate would itself have varied is not in it.

    Args:
        score: of shares and what followed.
        said: shares by forecaster.
        followed: each episode's class.
        against: the forecaster that the others are compared with.
        seed: of the resamples.
    """
    picks = np.random.Generator(np.random.Philox(seed)).integers(len(followed), size=(RESAMPLES, len(followed)))
    values = {name: score(shares, followed) for name, shares in said.items()}
    again = {name: np.array([score(shares[p], followed[p]) for p in picks]) for name, shares in said.items()}
    return {
        name: Scored(value, _between(again[name]), value - values[against], _between(again[name] - again[against]))
        for name, value in values.items()
    }


def _between(values: Floats) -> tuple[float, float]:
    kept = values[np.isfinite(values)]
    if not len(kept):
        return float("nan"), float("nan")
    low, high = np.quantile(kept, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
