"""What the sensitivity indices share: factors with ranges, a function of a design over them, and SALib.

SALib (Iwanaga, Usher and Herman 2022) is an optional extra, imported only here, when it is used. What the indices add
to it: what is wrong with the input is told before any work, an output that does not vary gives no NaN, the same seed
always gives the same indices, and an index that is not to be trusted is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from model.arrays import Floats
from model.packages import SALIB

#: What is analysed: a function from a design, shape (runs, factors), to outputs, shape (runs, outputs).
Function = Callable[[Floats], Floats]


#: Low and high by factor.
Ranges = Mapping[str, tuple[float, float]]


Words = npt.NDArray[np.str_]


Flags = npt.NDArray[np.bool_]


#: Below this, an index is 0 but for rounding, and an output (relative to its size) does not vary.
ROUNDING = 1e-9


#: The most numbers in a design (runs x factors): 320 MB, and SALib fills it one by one.
MOST_NUMBERS = 40_000_000


def problem_of(ranges: Ranges, groups: Sequence[str] | None) -> dict[str, Any]:
    """Return the factors as SALib wants them (it writes into what it is given: hand it copies)."""
    fixed = [name for name, (low, high) in ranges.items() if not low < high]
    if fixed or not ranges:
        raise ValueError(f"'{fixed[0]}' is fixed: its range is empty" if fixed else "there is no factor to vary")
    problem = {"num_vars": len(ranges), "names": list(ranges), "bounds": [list(ends) for ends in ranges.values()]}
    if groups is None:
        return problem
    if len(groups) != len(ranges) or len(set(groups)) < 2:
        raise ValueError("groups: every factor has one, and there are at least two of them")
    return problem | {"groups": list(groups)}


def results_of(function: Function, design: Floats, ranges: Ranges) -> Floats:
    """Return the function's results; rounding takes no point of the design out of its range."""
    low, high = np.array(list(ranges.values()), dtype=float).T
    return function(np.clip(design, low, high))


def does_not_vary(results: Floats) -> Flags:
    """Return which outputs (columns of the results) do not vary, shape (outputs,)."""
    still: Flags = np.ptp(results, axis=0) <= ROUNDING * np.abs(results).max(axis=0)
    return still


def check_whole(what: str, value: object, low: int, high: int) -> None:
    """Raise ValueError if a value is no whole number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        raise ValueError(f"{what}: a whole number from {low} to {high:,} is needed, not {value!r}")


def check_design_size(runs: int, factors: int) -> None:
    """Raise ValueError if a design of so many runs and factors is too large to be held."""
    if runs * factors > MOST_NUMBERS:
        less = "take a smaller n, fewer factors, no second order, or morris"
        raise ValueError(f"{runs:,} runs of {factors} factors are too many: {less}")


def salib(method: str) -> tuple[Any, Any]:
    """Return SALib's sampling and analysis of a method. Raises ImportError, with what to install."""
    return SALIB.load(f"sample.{method}"), SALIB.load(f"analyze.{method}")
