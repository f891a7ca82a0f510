"""Two layers of doubt told apart: what we do not know of a war, and what may happen in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, read_only
from model.knowledge import PULL_CLASSES
from model.showing import Card, Shown
from model.uncertainty.draws import OWN_LUCK
from model.uncertainty.variants import Ensemble, pulls_with

#: From this part of the spread on it is called most of it; below the rest of it, little.
MOST = 2 / 3


@dataclass(frozen=True, eq=False, repr=False)
class Layers(Shown):
    """How far the variants lie apart because of what we do not know, and how far because of what may happen.

    pulls: of the variants as they are, each with its luck; unknown: of the same beliefs with no luck at all, so that
    they differ by what we do not know alone. Each has the pulls and last what is left of them, by month and draw: shape
    (months + 1, 4, draws). spread: the variance of each over the draws; by_beliefs: the part of it that is due to what
    we do not know; each of shape (months + 1, 4). The rest is due to what may happen, by itself or together with what
    we do not know.
    """

    pulls: Floats
    unknown: Floats
    spread: Floats
    by_beliefs: Floats

    def __post_init__(self) -> None:
        for array in (self.pulls, self.unknown, self.spread, self.by_beliefs):
            read_only(array)

    def _card(self) -> Card:
        parts = {"what we do not know": self.beliefs_part, "what may happen": 1 - self.beliefs_part}
        return Card("Two layers of doubt", {name: f"{part:.0%} of the spread" for name, part in parts.items()})

    def beliefs_part_at(self, month: int) -> float:
        """Return the part of the spread at a month that is due to what we do not know, in [0, 1].

        The variances of the four are added up; 1 where nothing differs, since nothing is due to luck then.
        """
        spread = float(self.spread[month].sum())
        return min(max(float(self.by_beliefs[month].sum()) / spread, 0.0), 1.0) if spread > 0 else 1.0

    @property
    def beliefs_part(self) -> float:
        """The part of the spread at the horizon that is due to what we do not know, in [0, 1]."""
        return self.beliefs_part_at(-1)

    def parts(self) -> dict[str, float]:
        """Return the same for each of the three outcomes, and for the war that goes on, each by itself."""
        spread, beliefs = self.spread[-1], self.by_beliefs[-1]
        found = np.divide(beliefs, spread, out=np.ones_like(spread), where=spread > 0).clip(0, 1)
        return dict(zip(PULL_CLASSES, map(float, found), strict=True))

    def in_words(self) -> str:
        """Return in a sentence which of the two most of the doubt is about."""
        part = self.beliefs_part
        told = f"{part:.0%} of the spread at the horizon is what we do not know, {1 - part:.0%} is what may happen"
        if part >= MOST:
            return f"Most of the doubt is about what we believe, not about luck: {told}."
        if part <= 1 - MOST:
            return f"Most of the doubt is about luck, not about what we believe: {told}."
        return f"The doubt is about what we believe as much as about luck: {told}."


def layers(variants: Ensemble) -> Layers:
    """Tell the two layers of an ensemble apart.

    The same beliefs are run once more, with another luck, independent of the first. How far the two go together is what
    the beliefs have in it: their covariance estimates the variance of the mean over all luck (Fisher's intraclass
    correlation, 1925; in sensitivity analysis, Sobol' 1993 by pick and freeze), and half the mean square of what is
    between them the rest. The two add up to the spread of both runs together.
    """
    one, other = (_of_the_pull(pulls) for pulls in (variants.pulls_by_month, pulls_with(variants, OWN_LUCK + 1)))
    middle = (one.mean(axis=2) + other.mean(axis=2))[..., None] / 2
    spread = (((one - middle) ** 2).mean(axis=2) + ((other - middle) ** 2).mean(axis=2)) / 2
    beliefs = ((one - middle) * (other - middle)).mean(axis=2)
    return Layers(one, _of_the_pull(pulls_with(variants, None)), spread, beliefs)


def _of_the_pull(pulls: Floats) -> Floats:
    """Return pulls by month and draw, and last what they leave of 1: shape (months + 1, 4, draws)."""
    wide = pulls.astype(float)
    return np.concatenate([wide, 1 - wide.sum(axis=1, keepdims=True)], axis=1)
