"""How a change is split exactly among what brought it about: products, and gauges that follow from other variables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import factorial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from model.arrays import Floats, Ints

if TYPE_CHECKING:
    import pandas as pd

#: The columns of a table of contributions: one row for every month and ground rule, or event.
COLUMNS = ["month", "rule", "where", "actors", "claims", "amount"]

#: Stands in the place of a rule where a gauge is the greatest of several, and another has become the greatest.
SWITCH = "binding issue changed"


@dataclass(frozen=True, eq=False)
class Line:
    """What one ground rule, event or other cause did to a variable in some runs.

    rule, where, actors, claims: as in `COLUMNS`. months: when, shape (n,), from 1; amounts: by how much, (n, runs).
    """

    rule: str
    where: str
    actors: tuple[str, ...]
    claims: tuple[str, ...]
    months: Ints
    amounts: Floats


def table_of(lines: Iterable[Line]) -> pd.DataFrame:
    """Return the lines of a single run in the columns of `COLUMNS`."""
    import pandas as pd

    rows = [
        (int(month), line.rule, line.where, line.actors, line.claims, float(amount))
        for line in lines
        for month, amount in zip(line.months, line.amounts[:, 0], strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


class Sums(Protocol):
    """What has to be known of some runs to split a gauge's changes: `model.engine.sums.ExactSums` knows it."""

    def path(self, variable: str) -> Floats:
        """Return a variable by month, shape (months + 1, runs)."""

    def lines(self, variable: str) -> list[Line]:
        """Return what changed a variable."""


def shapley(before: Floats, after: Floats) -> Floats:
    """Split the change of a product among its factors: shape (steps, factors), summing to the product's change.

    Each factor gets its own change times the mean of the others' product over all orders in which they could change
    (Shapley 1953).
    """
    count = before.shape[1]
    split = np.zeros_like(before)
    for own in range(count):
        others = [factor for factor in range(count) if factor != own]
        for changed in product((False, True), repeat=len(others)):
            many = sum(changed)
            share = factorial(many) * factorial(count - many - 1) / factorial(count)
            rest = [(after if done else before)[:, factor] for factor, done in zip(others, changed, strict=True)]
            split[:, own] += share * np.prod(rest, axis=0)
    return split * (after - before)


def in_proportion(sums: Sums, gauge: str, sources: Sequence[str]) -> list[Line]:
    """Split a gauge that rises, or falls, with the sum of its sources: the lines of these, scaled month by month.

    A limited gauge (a gap that is closed, a red line that is far) moves by a part of what its sources move, and one
    that falls as they rise by a negative part; every amount of the month is multiplied by that part.
    """
    lines = [line for source in sources for line in sums.lines(source)]
    change = np.diff(sums.path(gauge), axis=0)
    raw = np.zeros_like(change)
    for line in lines:
        raw[line.months - 1] += line.amounts
    part = np.divide(change, raw, out=np.zeros_like(raw), where=np.abs(raw) > 1e-15)
    return [replace(line, amounts=line.amounts * part[line.months - 1]) for line in lines]


def of_the_greatest(sums: Sums, sources: Sequence[str]) -> list[Line]:
    """Split a gauge that is the greatest of its sources: the lines of the one that binds, and one for each switch.

    Which one binds may differ from run to run: where another does, a line has 0.
    """
    value = np.stack([sums.path(source) for source in sources], axis=1)
    binding = value.argmax(axis=1)
    found: list[Line] = []
    for number in np.unique(binding[:-1]):
        binds = binding[:-1] == number
        for line in sums.lines(sources[number]):
            here = binds[line.months - 1]
            if (kept := here.any(axis=1)).any():
                amounts = np.where(here, line.amounts, 0.0)[kept]
                found.append(replace(line, months=line.months[kept], amounts=amounts))
    return [*found, *_switches(value, binding, sources)]


def _switches(value: Floats, binding: Ints, sources: Sequence[str]) -> Iterable[Line]:
    """Yield a line for each month and pair of sources of which the second has become the greatest, in some run."""
    steps = [*zip(*np.nonzero(binding[1:] != binding[:-1]), strict=True)]
    pairs = dict.fromkeys((int(month), int(binding[month, run]), int(binding[month + 1, run])) for month, run in steps)
    for month, before, after in pairs:
        turned = (binding[month] == before) & (binding[month + 1] == after)
        amounts = np.where(turned, value[month + 1, after] - value[month + 1, before], 0.0)
        where = f"{sources[before].rpartition('.')[0]} -> {sources[after].rpartition('.')[0]}"
        yield Line(SWITCH, where, (), (), np.array([month + 1]), amounts[None])
