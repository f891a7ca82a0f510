"""The headline: which of the four classes has the largest share of the pull, and how sturdy that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats
from model.engine import SLIGHT, TIE
from model.knowledge import OUTCOMES, PULL_CLASSES
from model.showing import Card, Shown, figures
from model.uncertainty.robust import ROBUSTNESS_RULE, Standing
from model.uncertainty.variants import Ensemble


@dataclass(frozen=True, repr=False)
class Headline(Shown):
    """What the variants of a scenario come to at the horizon: the class with the largest share of the pull.

    shares: the shares of the pull in the order of PULL_CLASSES; they sum to 1.
    counts: in how many variants each class has the largest pull of the four; one that ties counts for none.
    draws: how many variants there are.
    """

    shares: tuple[float, ...]
    counts: tuple[int, ...]
    draws: int

    def _card(self) -> Card:
        facts = {"shares of the pull": figures(self.share_of), "variants": f"{self.count:,} of {self.draws:,}"}
        return Card(self.name, facts | {"how sturdy": self.word})

    @property
    def share_of(self) -> dict[str, float]:
        """The share of the pull of each class."""
        return dict(zip(PULL_CLASSES, self.shares, strict=True))

    @property
    def count_of(self) -> dict[str, int]:
        """In how many variants each class has the largest pull of the four."""
        return dict(zip(PULL_CLASSES, self.counts, strict=True))

    @property
    def level(self) -> tuple[str, ...]:
        """The classes that are as good as level at the top, the headline's first; just that one if it is clear."""
        return _level(self.share_of)

    @property
    def strongest(self) -> tuple[str, ...]:
        """The outcome with the largest share of the three, and those as good as level with it."""
        return _level({outcome: self.share_of[outcome] for outcome in OUTCOMES})

    @property
    def name(self) -> str:
        """The class with the largest share, the first of several that tie."""
        return self.level[0]

    @property
    def share(self) -> float:
        """Its share of the pull."""
        return self.share_of[self.name]

    @property
    def count(self) -> int:
        """In how many variants it has the largest pull of the four."""
        return self.count_of[self.name]

    @property
    def standing(self) -> Standing:
        """How it stands: the count as a part of the variants with its interval, and the word by ROBUSTNESS_RULE."""
        return Standing.of(self.count, self.draws, len(self.level) > 1)

    @property
    def word(self) -> str:
        """How sturdy it is: "firm", "leaning" or "open"."""
        return self.standing.word

    def to_dict(self) -> dict[str, object]:
        """Return how sturdy it is as plain values, ready for JSON, with the rule for the word."""
        return {
            "class": self.name,
            "share": round(self.share, 6),
            "level_with": list(self.level[1:]),
            "largest_in": self.count_of,
            "draws": self.draws,
            "word": self.word,
            "rule": ROBUSTNESS_RULE,
        }


def headline(variants: Ensemble) -> Headline:
    """Return what the variants come to at the horizon."""
    shares = (*variants.mean_pull.values(), variants.goes_on)
    counts = largest_of_four(variants.of_the_pull_at(variants.scenario.months)).sum(axis=0)
    return Headline(shares, tuple(map(int, counts)), variants.draws)


def largest_of_four(of_the_pull: Floats) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Return whether each class has the largest pull of the four, without a tie: shapes (..., 4), in and out."""
    first, second = np.moveaxis(np.sort(of_the_pull, axis=-1)[..., :-3:-1], -1, 0)
    return np.asarray((of_the_pull == first[..., None]) & (first - second > TIE)[..., None])


def _level(share_of: dict[str, float]) -> tuple[str, ...]:
    """Return what has the largest share, and what is too near to it to be told apart, the largest first."""
    most = max(share_of.values())
    order = sorted(share_of, key=lambda name: -round(share_of[name], 12))  # keeps the order of those that tie
    return tuple(name for name in order if most - share_of[name] < SLIGHT)
