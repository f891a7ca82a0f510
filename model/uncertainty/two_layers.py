"""Two layers of doubt told apart: what we do not know of a war, and what may happen in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import Floats, read_only
from model.knowledge import PULL_CLASSES
from model.showing import Card, Shown
from model.uncertainty.draws import OWN_LUCK
from model.uncertainty.intervals import quantiles
from model.uncertainty.variants import Ensemble, pulls_with, with_the_rest

if TYPE_CHECKING:
    import xarray as xr

#: The edges of the two bands, each of nine in ten variants: of all that they differ by, and of what we do not know.
EDGES = ("low", "unknown_low", "unknown_high", "high")

#: From this part of the spread on it is called most of it; below the rest of it, little.
MOST = 2 / 3

#: With fewer variants than these the layers are not told apart in words.
FEWEST = 20

#: From this part of the spread on it is as good as all of it.
NEARLY_ALL = 0.9


@dataclass(frozen=True, eq=False, repr=False)
class Layers(Shown):
    """How far the variants lie apart because of what we do not know, and how far because of what may happen.

    pulls: of the variants as they are, each with its luck; unknown: of the same beliefs with no luck at all, so that
    they differ by what we do not know alone. Each has the pulls and last what is left of them, by month and draw: shape
    (months + 1, 4, draws). spread: the variance of each over the draws; by_beliefs: the part of it that is due to what
    we do not know; each of shape (months + 1, 4). The rest is due to what may happen, by itself or together with what
    we do not know. happenings: whether anything may happen but that the front wanders.
    """

    pulls: Floats
    unknown: Floats
    spread: Floats
    by_beliefs: Floats
    happenings: bool

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

    def to_dict(self) -> dict[str, object]:
        """Return the parts of the spread as plain values, ready for JSON: of all four together, and of each class."""
        return {
            "what_we_do_not_know": self.beliefs_part,
            "what_may_happen": 1 - self.beliefs_part,
            "what_we_do_not_know_by_class": self.parts(),
            "in_words": self.in_words(),
        }

    def in_words(self) -> str:
        """Return which of the two most of the doubt is about, and that nothing may happen, where nothing may."""
        part = self.beliefs_part
        told = f"{part:.0%} of the spread at the horizon is what we do not know, {1 - part:.0%} is what may happen"
        about = "The doubt is about what we believe as much as about luck"
        if part >= MOST:
            about = "Most of the doubt is about what we believe, not about luck"
        elif part <= 1 - MOST:
            about = "Most of the doubt is about luck, not about what we believe"
        if self.pulls.shape[2] < FEWEST:
            return (
                f"Which of the two layers most of the doubt is about cannot be told from fewer than {FEWEST} variants."
            )
        if self.happenings:
            return f"{about}: {told}."
        nearly = ", so the two layers nearly coincide" if part >= NEARLY_ALL else ""
        return f"{about}: {told}. Nothing may happen here but that the front wanders{nearly}."


def layers(variants: Ensemble) -> Layers:
    """Tell the two layers of an ensemble apart.

    The same beliefs are run once more, with another luck, independent of the first. How far the two go together is what
    the beliefs have in it: their covariance estimates the variance of the mean over all luck (Fisher's intraclass
    correlation, 1925; in sensitivity analysis, Sobol' 1993 by pick and freeze), and half the mean square of what is
    between them the rest. The two add up to the spread of both runs together.
    """
    one, other = (with_the_rest(pulls) for pulls in (variants.pulls_by_month, pulls_with(variants, OWN_LUCK + 1)))
    middle = (one.mean(axis=2) + other.mean(axis=2))[..., None] / 2
    spread = (((one - middle) ** 2).mean(axis=2) + ((other - middle) ** 2).mean(axis=2)) / 2
    beliefs = ((one - middle) * (other - middle)).mean(axis=2)
    happenings = any(variants.scenario.may_happen(happening.id) for happening in variants.case.happenings)
    return Layers(one, with_the_rest(pulls_with(variants, None)), spread, beliefs, happenings)


def band_edges(variants: Ensemble, *variables: str) -> dict[str, Floats]:
    """Return by variable the edges of its two bands, read-only, shape (months + 1, 4), in the order of `EDGES`.

    Nine in ten variants lie between "low" and "high", month by month; between "unknown_low" and "unknown_high" lie nine
    in ten of the same beliefs while nothing may happen. Usually the second is the narrower band. Where what may happen
    draws the variants together, or to one side, it is not, and reaches beyond the first.

    Args:
        variants: an ensemble.
        variables: as for `Ensemble.paths`.

    Raises:
        ScenarioError: if there is no such variable.
    """
    outer, inner = (quantiles(variants.rows(variables, luck), (0.05, 0.95)) for luck in (True, False))
    values = read_only(np.stack([outer[..., 0], inner[..., 0], inner[..., 1], outer[..., 1]], axis=-1))
    return {variable: values[:, number] for number, variable in enumerate(variables)}


def layer_bands(variants: Ensemble, *variables: str) -> xr.DataArray:
    """Return the same two bands with their names: dims (month, variable, edge). Raises as `band_edges`."""
    import xarray as xr

    values = np.stack([*band_edges(variants, *variables).values()], axis=1)
    coords = {"month": np.arange(len(values)), "variable": list(variables), "edge": list(EDGES)}
    return xr.DataArray(read_only(values), dims=("month", "variable", "edge"), coords=coords, name="bands")
