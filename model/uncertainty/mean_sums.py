"""What moved the mean of a variable over the variants: the means of the variants' own exact sums."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import Floats
from model.engine import COLUMNS, ExactSums, Program, trace
from model.scenario import Scenario
from model.uncertainty.draws import drawn_batches

if TYPE_CHECKING:
    import pandas as pd

#: So many draws are followed at once: enough to be quick, and few enough for all their months to fit in memory.
AT_ONCE = 256

#: Stands in the place of a rule for what the draws' single precision comes to: far below what is ever told.
ROUNDING = "rounding"

Key = tuple[int, str, str, tuple[str, ...], tuple[str, ...]]


def mean_contributions(
    program: Program, scenario: Scenario, draws: int, seed: int, variable: str, mean: Floats
) -> pd.DataFrame:
    """Return what changed the mean of a variable over the draws; see `Ensemble.contributions`.

    `mean`: of the variable, which has to be known, by month over the draws as they were run, shape (months + 1,).
    """
    import pandas as pd

    totals: dict[Key, float] = {}
    for sums in _followed(program, scenario, draws, seed):
        for line in sums.lines(variable):
            for month, amount in zip(line.months.tolist(), line.amounts.sum(axis=1).tolist(), strict=True):
                key = month, line.rule, line.where, line.actors, line.claims
                totals[key] = totals.get(key, 0.0) + amount
    means = {key: total / draws for key, total in totals.items()}
    means |= _rounded(mean, means)
    return pd.DataFrame([(*key, amount) for key, amount in means.items()], columns=COLUMNS)


def _followed(program: Program, scenario: Scenario, draws: int, seed: int) -> Iterator[ExactSums]:
    """Yield the draws some at a time, run again in double precision, in which their own sums are exact."""
    for _, batch in drawn_batches(program, scenario, draws, seed):
        for first in range(0, batch.runs, AT_ONCE):
            inputs = batch.inputs.part(first, min(first + AT_ONCE, batch.runs)).to(np.float64)
            recorded = trace(program, inputs, scenario.events, scenario.months, record=True)
            yield ExactSums(program, scenario, recorded, inputs)


def _rounded(mean: Floats, means: dict[Key, float]) -> dict[Key, float]:
    """Return what is left, month by month, between the sums and the mean of the draws as they were run."""
    left = np.diff(mean)
    for (month, *_), amount in means.items():
        left[month - 1] -= amount
    return {(month, ROUNDING, "world", (), ()): amount for month, amount in enumerate(left.tolist(), 1) if amount}
