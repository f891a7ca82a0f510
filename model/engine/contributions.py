"""How a change is split exactly among what brought it about: products, and gauges that follow from other variables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import factorial
from typing import TYPE_CHECKING, Protocol

import numpy as np

from model.arrays import Floats

if TYPE_CHECKING:
    import pandas as pd

#: The columns of a table of contributions: one row for every month and ground rule, or event.
COLUMNS = ["month", "rule", "where", "actors", "claims", "amount"]

#: Stands in the place of a rule where a gauge is the greatest of several, and another has become the greatest.
SWITCH = "binding issue changed"


class Sums(Protocol):
    """What has to be known of a run to split a gauge's changes: `model.engine.Run` knows it."""

    def path(self, variable: str) -> Floats:
        """Return a variable by month, shape (months + 1,)."""

    def contributions(self, variable: str) -> pd.DataFrame:
        """Return what changed a variable, in the columns of `COLUMNS`."""


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


def in_proportion(sums: Sums, gauge: str, sources: Sequence[str]) -> pd.DataFrame:
    """Split a gauge that rises, or falls, with the sum of its sources: the rows of these, scaled month by month.

    A limited gauge (a gap that is closed, a red line that is far) moves by a part of what its sources move, and one
    that falls as they rise by a negative part; every row of the month is multiplied by that part.
    """
    import pandas as pd

    rows = pd.concat([sums.contributions(source) for source in sources], ignore_index=True)
    change = np.diff(sums.path(gauge))
    raw = rows.groupby("month")["amount"].sum().reindex(range(1, len(change) + 1), fill_value=0.0).to_numpy()
    part = np.divide(change, raw, out=np.zeros_like(raw), where=np.abs(raw) > 1e-15)
    rows["amount"] *= part[rows["month"].to_numpy(dtype=int) - 1] if len(rows) else 1.0
    return rows


def of_the_greatest(sums: Sums, sources: Sequence[str]) -> pd.DataFrame:
    """Split a gauge that is the greatest of its sources: the rows of the one that binds, and a row for each switch."""
    import pandas as pd

    value = np.stack([sums.path(source) for source in sources], axis=1)
    binding = value.argmax(axis=1)
    parts: list[pd.DataFrame] = []
    for number in np.unique(binding[:-1]):
        rows = sums.contributions(sources[number])
        parts.append(rows[np.isin(rows["month"], np.flatnonzero(binding[:-1] == number) + 1)])
    for month in np.flatnonzero(binding[1:] != binding[:-1]) + 1:
        before, after = binding[month - 1], binding[month]
        where = f"{sources[before].rpartition('.')[0]} -> {sources[after].rpartition('.')[0]}"
        amount = value[month, after] - value[month, before]
        parts.append(pd.DataFrame([(month, SWITCH, where, (), (), amount)], columns=COLUMNS))
    return pd.concat(parts, ignore_index=True)
