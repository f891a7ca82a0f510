"""What may happen, grounded: where a happening strikes, what it moves, and what of it strikes some runs, by month.

Whether something happens is drawn beforehand as far as that can be: what is left of a year's luck is a short list of
*strokes*, one for every effect of every happening that comes about somewhere, or would if its rate were not scaled
down. A month takes its strokes from that list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from model.arrays import Bools, Floats, Ints
from model.engine.firing import Clause


@dataclass(frozen=True)
class Effect:
    """What a happening does to one row: sets it, or changes it, by a number between two ends."""

    row: int
    sets: bool
    low: float
    high: float


@dataclass(frozen=True)
class GroundHappening:
    """A happening in one place: its rate a month, what scales that, what it does, and for how many months.

    `scaled_by` is None, or a clause: the rate counts by as much as that holds. `months` is None for what stays.
    """

    id: str
    where: str
    says: str
    rate: float
    scaled_by: Clause | None
    effects: tuple[Effect, ...]
    months: tuple[float, float] | None

    @property
    def name(self) -> str:
        """What its streams of draws are called, and what tells it from all others."""
        return f"happening {self.id} {self.where}"

    @property
    def title(self) -> str:
        """What it is called where its effect is told."""
        return f"happening: {self.says}"


@dataclass(frozen=True, eq=False)
class Strokes:
    """What strikes some runs: arrays of one length, ordered by month, then by what happens, then by run.

    month; run; what: the ground happening's number; row; sets: whether the row is set, or changed; amount: by which, or
    to which value; until: the last month for which it lasts; luck: it happens where its rate, scaled, is above this.
    """

    month: Ints
    run: Ints
    what: Ints
    row: Ints
    sets: Bools
    amount: Floats
    until: Ints
    luck: Floats

    @classmethod
    def together(cls, parts: Sequence[Strokes]) -> Strokes:
        """Return several as one, one behind the other."""
        return cls(*map(np.concatenate, zip(*(part._arrays for part in parts), strict=True)))

    def _each(self, change: Any) -> Strokes:
        return Strokes(*map(change, self._arrays))

    @property
    def _arrays(self) -> tuple[Any, ...]:
        return self.month, self.run, self.what, self.row, self.sets, self.amount, self.until, self.luck

    @classmethod
    def none(cls, dtype: type[np.floating] | np.dtype[Any]) -> Strokes:
        """Return what strikes runs in which nothing happens."""
        places, numbers = np.empty(0, np.intp), np.empty(0, dtype)
        return cls(places, places, places, places, np.empty(0, bool), numbers, places, numbers)

    def to(self, dtype: type[np.floating] | np.dtype[Any]) -> Strokes:
        """Return the same in another precision."""
        return replace(self, amount=self.amount.astype(dtype), luck=self.luck.astype(dtype))

    def where(self, chosen: Bools | Ints | slice) -> Strokes:
        """Return some of them."""
        return self._each(lambda array: array[chosen])

    def of(self, allowed: Bools) -> Strokes:
        """Return those of some happenings: `allowed`, shape (ground happenings,)."""
        return self if allowed.all() else self.where(allowed[self.what])

    def part(self, first: int, last: int) -> Strokes:
        """Return those of the runs from `first` up to but not including `last`, which are then counted from 0."""
        here = self.where((self.run >= first) & (self.run < last))
        return replace(here, run=here.run - first)

    def repeated(self, runs: int, times: int) -> Strokes:
        """Return those of all runs so many times, one after another."""
        many = self._each(lambda array: np.tile(array, times))
        many = replace(many, run=many.run + np.repeat(np.arange(times) * runs, len(self.run)))
        return many.where(np.lexsort((many.run, many.what, many.month)))

    def until_month(self, month: int) -> Strokes:
        """Return those up to and including a month."""
        return self.where(slice(0, self.in_month(month).stop))

    @cached_property
    def begins(self) -> Ints:
        """Where the strokes of each month begin: those of month m are from begins[m] up to begins[m + 1]."""
        last = int(self.month[-1]) if len(self.month) else 0
        return np.searchsorted(self.month, np.arange(last + 2))

    def in_month(self, month: int) -> slice:
        """Return which of them are of a month."""
        last = len(self.begins) - 1
        return slice(int(self.begins[min(month, last)]), int(self.begins[min(month + 1, last)]))
