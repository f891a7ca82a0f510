"""How good shares were, once it is known what followed: log score, Brier score, ranking, with bootstrap intervals.

`shares` has shape (episodes, classes), rows summing to 1; `followed` is each episode's class; `weights`, of shape
(samples, episodes), say how often each episode counts in each sample, and every score is returned by sample. Nothing is
fitted here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.arrays import Floats, Ints

#: How often the episodes are resampled, and the share of resamples between an interval's ends.
RESAMPLES, LEVEL = 4000, 0.95


Score = Callable[[Floats, Ints, Floats], Floats]


def log_score(shares: Floats, followed: Ints, weights: Floats) -> Floats:
    """Return the mean natural logarithm of the share that what followed had got: at most 0, higher is better.

    Good 1952. A share of 0 for what followed gives minus infinity, so shares from counts need smoothing.
    """
    with np.errstate(divide="ignore"):
        return _mean(np.log(np.take_along_axis(shares, followed[:, None], axis=1)[:, 0]), weights)


def brier_score(shares: Floats, followed: Ints, weights: Floats) -> Floats:
    """Return the mean squared distance of the shares from what followed, over all classes: 0 to 2, lower is better.

    Brier 1950.
    """
    was = np.eye(shares.shape[1])[followed]
    return _mean(((shares - was) ** 2).sum(axis=1), weights)


def ranking_score(number: int) -> Score:
    """Return the score of how well episodes that a class followed are told from those that it did not.

    The part of pairs in which the episode that it followed had the higher share of it, ties counting half: the area
    under the ROC curve (Hanley and McNeil 1982). 0.5 is chance, 1 perfect; NaN where it followed always or never.
    """

    def score(shares: Floats, followed: Ints, weights: Floats) -> Floats:
        own = shares[:, number]
        above = (own[:, None] > own) + (own[:, None] == own) / 2
        yes, no = weights * (followed == number), weights * (followed != number)
        with np.errstate(invalid="ignore"):
            found: Floats = ((yes @ above) * no).sum(axis=1) / (yes.sum(axis=1) * no.sum(axis=1))
        return found

    return score


def largest_share_score(shares: Floats, followed: Ints, weights: Floats) -> Floats:
    """Return in what part of the episodes the class with the largest share followed; those that tie count in part."""
    largest = shares == shares.max(axis=1, keepdims=True)
    own = np.take_along_axis(largest, followed[:, None], axis=1)[:, 0]
    return _mean(own / largest.sum(axis=1), weights)


def _mean(terms: Floats, weights: Floats) -> Floats:
    found: Floats = weights @ terms / weights.sum(axis=1)
    return found


def smoothed(counts: Floats) -> Floats:
    """Return shares from counts, half an observation added to each class (Jeffreys): none is 0.

    Args:
        counts: shape (..., classes).
    """
    more: Floats = counts + 0.5
    found: Floats = more / more.sum(axis=-1, keepdims=True)
    return found


def rates_among_others(followed: Ints, classes: int, among: Ints | None = None) -> Floats:
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
class ScoreWithInterval:
    """A score with its bootstrap interval, and by how much it is more than that of a reference, with its interval."""

    value: float
    interval: tuple[float, float]
    more: float
    more_interval: tuple[float, float]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON; None for what cannot be told."""

        def plain(number: float) -> float | None:
            return None if np.isnan(number) else number

        return {
            "value": plain(self.value),
            "interval": [plain(end) for end in self.interval],
            "more_than_reference": plain(self.more),
            "more_interval": [plain(end) for end in self.more_interval],
        }


def scores_with_intervals(
    score: Score, said: Mapping[str, Floats], followed: Ints, against: str, seed: int = 0
) -> dict[str, ScoreWithInterval]:
    """Return what each of several forecasters scores, and how much more than one of them, with 95 % intervals.

    Args:
        score: of shares and what followed.
        said: shares by forecaster.
        followed: each episode's class.
        against: the forecaster that the others are compared with.
        seed: of the resamples.
    """
    return compared_with(scores_in_resamples(score, said, followed, seed), against)


def scores_in_resamples(score: Score, said: Mapping[str, Floats], followed: Ints, seed: int = 0) -> dict[str, Floats]:
    """Return what each forecaster scores on the episodes, and then on each resample of them: shape (1 + RESAMPLES,).

    Bootstrap over the episodes (Efron and Tibshirani 1993), the same resamples for all, so that differences are paired.
    What was said of an episode stays as it is: how wide a base rate would itself have varied is not in it.
    """
    weights = resamples_of(len(followed), seed)
    once: dict[bytes, Floats] = {}  # whoever says the same scores the same
    for shares in said.values():
        if shares.tobytes() not in once:
            once[shares.tobytes()] = score(shares, followed, weights)
    return {name: once[shares.tobytes()] for name, shares in said.items()}


def compared_with(found: Mapping[str, Floats], against: str) -> dict[str, ScoreWithInterval]:
    """Return each score with its 95 % interval (percentiles), and how much more it is than that of one forecaster."""
    return {
        name: ScoreWithInterval(float(values[0]), interval_of(values[1:]), *_mean_and_interval(values - found[against]))
        for name, values in found.items()
    }


def resamples_of(many: int, seed: int) -> Floats:
    """Return how often each of so many things counts: all once, then in each of the resamples.

    Shape (1 + RESAMPLES, many): the first row is for a figure itself, the others for its bootstrap interval.
    """
    random = np.random.Generator(np.random.Philox(seed))
    picks = random.multinomial(many, np.full(many, 1 / many), size=RESAMPLES).astype(float)
    return np.concatenate([np.ones((1, many)), picks])


def _mean_and_interval(differences: Floats) -> tuple[float, tuple[float, float]]:
    return float(differences[0]), interval_of(differences[1:])


def interval_of(values: Floats) -> tuple[float, float]:
    """Return the ends of the 95 % interval of a figure from its values in the resamples; NaN where it has none."""
    kept = values[np.isfinite(values)]
    if not len(kept):
        return float("nan"), float("nan")
    low, high = np.quantile(kept, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)
