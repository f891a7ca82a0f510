"""How far two coders agree beyond chance: Cohen's kappa.

One less the disagreement that there is, divided by that which two coders would come to who give their grades as often
as they do, but by lot: 1 is full agreement, 0 what chance gives (Cohen 1960; with weights by how far two grades are
apart, Cohen 1968). Over several items both are summed up, the chance of each being its own. As in `scores`, a kappa is
found for samples of what was graded, and intervals are by bootstrap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from model.arrays import Floats
from model.history.scores import interval_of, resamples_of


@dataclass(frozen=True)
class Grades:
    """What two coders gave the same things by one item: codes of one length, each among `scale`, in its order."""

    first: Sequence[int]
    second: Sequence[int]
    scale: Sequence[int]


@dataclass(frozen=True)
class Agreement:
    """How two coders graded the same things: how many, how many alike, and kappa with its 95 % interval.

    `linear` counts how far two grades are apart, as a part of the item's scale. A kappa is at most 1, and NaN where
    both coders gave one grade to all: then chance agrees fully, too.
    """

    of: int
    alike: int
    kappa: float
    kappa_interval: tuple[float, float]
    linear: float
    linear_interval: tuple[float, float]

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON; None for a kappa that there is not."""
        ends = {"kappa_interval": list(self.kappa_interval), "linear_interval": list(self.linear_interval)}
        told = {"of": self.of, "alike": self.alike, "kappa": self.kappa, "linear": self.linear}
        return told | ends if self.kappa == self.kappa else told | dict.fromkeys(("kappa", "linear", *ends))


def agreement(items: Sequence[Grades], seed: int = 0) -> Agreement:
    """Return how far two coders agree over some items, one at least, by each of which the same things were graded.

    Args:
        items: what was given.
        seed: of the resamples of the things that were graded.
    """
    weights = resamples_of(len(items[0].first), seed)
    tables = [_tables(one, weights) for one in items]
    plain = _kappas(tables, [1 - np.eye(len(one.scale)) for one in items])
    linear = _kappas(tables, [_steps(len(one.scale)) for one in items])
    return Agreement(
        of=sum(len(one.first) for one in items),
        alike=sum(a == b for one in items for a, b in zip(one.first, one.second, strict=True)),
        kappa=float(plain[0]),
        kappa_interval=interval_of(plain[1:]),
        linear=float(linear[0]),
        linear_interval=interval_of(linear[1:]),
    )


def _tables(item: Grades, weights: Floats) -> Floats:
    """Return how often each pair of grades was given in each sample, shape (samples, grades, grades)."""
    one, other = (np.equal.outer(codes, item.scale).astype(float) for codes in (item.first, item.second))
    found: Floats = np.einsum("st,ta,tb->sab", weights, one, other)
    return found


def _steps(grades: int) -> Floats:
    """Return how far any two of so many grades are apart, as a part of the scale: shape (grades, grades)."""
    number = np.arange(grades)
    apart: Floats = np.abs(np.subtract.outer(number, number)) / (grades - 1)
    return apart


def _kappas(tables: Sequence[Floats], apart: Sequence[Floats]) -> Floats:
    """Return kappa in each sample, over all items together; `apart` says how much each pair of grades disagrees."""
    there = sum((table * off).sum(axis=(1, 2)) for table, off in zip(tables, apart, strict=True))
    by_lot = map(_by_lot, tables)
    by_chance = sum((table * off).sum(axis=(1, 2)) for table, off in zip(by_lot, apart, strict=True))
    with np.errstate(invalid="ignore", divide="ignore"):
        found: Floats = np.where(by_chance > 0, 1 - there / by_chance, np.nan)
    return found


def _by_lot(table: Floats) -> Floats:
    """Return how often each pair would come about by lot, each coder giving every grade as often as he does."""
    first, second, whole = table.sum(axis=2), table.sum(axis=1), table.sum(axis=(1, 2))
    found: Floats = first[:, :, None] * second[:, None] / whole[:, None, None]
    return found
