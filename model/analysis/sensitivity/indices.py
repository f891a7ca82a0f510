"""Sensitivity indices of any function: Sobol's shares of variance and Morris's elementary effects, through SALib.

SALib (Iwanaga, Usher and Herman 2022) is an optional extra, imported only here, where it is used. What is added to it:
what is wrong with the input is told before any work, an output that does not vary gives no NaN, the same seed always
gives the same indices, and an index that is not to be trusted is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt
import xarray as xr

from model.arrays import Floats

#: What is analysed: a function from a design, shape (runs, factors), to outputs, shape (runs, outputs).
Function = Callable[[Floats], Floats]


#: Low and high by factor.
Ranges = Mapping[str, tuple[float, float]]


Words = npt.NDArray[np.str_]


Flags = npt.NDArray[np.bool_]


#: An index is not trusted if its 95 % interval reaches further than this to either side ...
WIDE = 0.1


#: ... or if it comes from fewer base points: the bootstrap of a handful tells nothing about what they missed.
FEW = 64


#: An elementary effect is not trusted if its interval reaches further than this part of the output's greatest ...
COARSE = 0.25


#: ... or if it comes from fewer trajectories (Morris 1991 and those after him take 10 to 50).
FEW_PATHS = 10


#: Below this, an index is 0 but for rounding, and an output (relative to its size) does not vary.
ROUNDING = 1e-9


#: The most numbers in a design (runs x factors): 320 MB, and SALib fills it one by one.
MOST = 40_000_000


STILL = "the output does not vary"


def sobol_of(
    function: Function,
    ranges: Ranges,
    outputs: Sequence[str] = ("output",),
    n: int = 1024,
    seed: int = 0,
    second_order: bool = True,
    groups: Sequence[str] | None = None,
) -> xr.Dataset:
    """Return the Sobol indices of any function of a design.

    Saltelli's design over a scrambled Sobol sequence, the estimators of Saltelli et al. (2010) for the first and the
    total order and of Saltelli (2002) for the second, and a bootstrap of 100 resamples for the intervals.

    Args:
        function: from a design, shape (runs, factors), to outputs, shape (runs, outputs).
        ranges: low and high by factor; each is varied uniformly and independently.
        outputs: what the columns of the function's result are called.
        n: base points, a power of two; n (D + 2) runs for D factors (or groups), n (2 D + 2) with second order.
        seed: of the scrambling and of the bootstrap: the same seed gives the same indices.
        second_order: whether to tell interactions in pairs.
        groups: each factor's group; factors of one group are varied together, and the indices are the groups'.

    Returns:
        `first`, `total` (output, factor) and `second` (output, factor, other; symmetric, NaN on the diagonal): the
        indices, shares of the output's variance. `*_conf`: how far the 95 % interval reaches to either side.
        `*_mark`: why an index is not to be drawn as a fact, or ""; `*_converged`: whether there is no such reason.
        `deviation` (output): the output's standard deviation, without which shares of it say little; `mean`.

        An index is marked, by the first of these that holds, if the output does not vary (all indices are then
        undefined and given as 0); if there are fewer than 64 base points; if it is negative beyond rounding (below
        -1e-9), which no share of variance is; if its interval reaches further than 0.1; or if, by more than the
        intervals of both together, it is above a total that contains it (first above total marks both; a pair's
        second above either of its totals) or a total is above 1.

    Raises:
        ValueError: for bad n, seed, ranges or groups, or too large a design. ImportError: without SALib.
    """
    _check_whole("seed", seed, 0, 2**64 - 1)
    _check_whole("n", n, 2, 2**20)
    if n & (n - 1):
        near = 2 ** round(np.log2(n))
        raise ValueError(f"n: {n} is not a power of two, which the Sobol sequence needs for its balance; try {near}")
    problem = _problem(ranges, groups)
    names = list(dict.fromkeys(groups)) if groups else list(ranges)
    step = (2 if second_order else 1) * len(names) + 2
    _check_size(n * step, len(ranges))
    sample, analyze = _salib("sobol")
    design = sample.sample(dict(problem), int(n), calc_second_order=second_order, seed=int(seed))
    results = _evaluate(function, design, ranges)
    base = np.concatenate([results[0::step], results[step - 1 :: step]])
    still = _still(base)
    shape = (len(outputs), len(names))
    found = {key: np.zeros(shape) for key in ("S1", "S1_conf", "ST", "ST_conf")}
    found |= {key: np.zeros((*shape, len(names))) for key in ("S2", "S2_conf") if second_order}
    for at in np.flatnonzero(~still):
        # SALib takes a seed of 0 for none at all, and would then draw from NumPy's global state
        one = analyze.analyze(dict(problem), results[:, at], calc_second_order=second_order, seed=int(seed) + 1)
        for key, values in found.items():
            values[at] = one[key]
    return _sobol_set(found, names, outputs, n, still).assign(
        mean=("output", base.mean(axis=0)), deviation=("output", np.where(still, 0.0, base.std(axis=0)))
    )


def _sobol_set(
    found: Mapping[str, Floats], names: list[str], outputs: Sequence[str], n: int, still: Flags
) -> xr.Dataset:
    import xarray as xr

    first, first_conf, total, total_conf = (found[key] for key in ("S1", "S1_conf", "ST", "ST_conf"))
    above = np.where(first > total + first_conf + total_conf, "the first order is above the total", "")
    marks = {
        "first": _marks(first, first_conf, n, still, above),
        "total": _marks(total, total_conf, n, still, np.where(total > 1 + total_conf, "it is above 1", above)),
    }
    held = {"first": (first, first_conf), "total": (total, total_conf)}
    dims = {"first": ("output", "factor"), "total": ("output", "factor"), "second": ("output", "factor", "other")}
    if "S2" in found:
        second, conf = (_symmetric(found[key]) for key in ("S2", "S2_conf"))
        held["second"] = (second, conf)
        most = np.minimum((total + total_conf)[:, :, None], (total + total_conf)[:, None, :])
        above = np.where(second > most + conf, "it is above a total that contains it", "")
        marks["second"] = _marks(second, conf, n, still, above)
        marks["second"][:, np.eye(len(names), dtype=bool)] = "a factor does not interact with itself"
    data: dict[str, Any] = {}
    for order, (value, conf) in held.items():
        data |= {order: (dims[order], value), f"{order}_conf": (dims[order], conf)}
        data |= {f"{order}_mark": (dims[order], marks[order]), f"{order}_converged": (dims[order], marks[order] == "")}
    coords = {"output": list(outputs), "factor": names} | ({"other": names} if "S2" in found else {})
    return xr.Dataset(data, coords=coords, attrs={"n": int(n)})


def _marks(value: Floats, conf: Floats, n: int, still: Flags, above: Words) -> Words:
    """Return why each index is not to be trusted, "" where it is: the rule that `sobol_of` writes down."""
    flat = np.broadcast_to(still.reshape(-1, *[1] * (value.ndim - 1)), value.shape)
    reasons = [
        (flat, STILL),
        (np.full(value.shape, n < FEW), f"fewer than {FEW} base points"),
        (value < -ROUNDING, "it is negative"),
        (~(conf <= WIDE), f"its interval reaches further than {WIDE:g}"),
    ]
    told = np.array(above, dtype=object)
    for holds, reason in reversed(reasons):
        told[holds] = reason
    marks: Words = told.astype(str)
    return marks


def _symmetric(upper: Floats) -> Floats:
    """Fill the lower triangles of matrices that SALib gives by their upper ones; the diagonal is undefined."""
    kept = np.triu(np.nan_to_num(upper), 1)
    full: Floats = kept + kept.swapaxes(1, 2)
    full[:, np.eye(full.shape[1], dtype=bool)] = np.nan
    return full


def morris_of(
    function: Function, ranges: Ranges, outputs: Sequence[str] = ("output",), n: int = 64, seed: int = 0
) -> xr.Dataset:
    """Return the elementary effects of the factors of any function of a design.

    An elementary effect is what the output would change, were the factor taken over its whole range at the slope of
    one step (two thirds of the range) from one of four levels; so effects compare across factors of any unit.

    Args:
        function: from a design, shape (runs, factors), to outputs, shape (runs, outputs).
        ranges: low and high by factor.
        outputs: what the columns of the function's result are called.
        n: trajectories, each of D + 1 runs for D factors.
        seed: of the trajectories and of the bootstrap: the same seed gives the same effects.

    Returns:
        `mu`, `mu_star` and `sigma` (output, factor): the mean of the effects, of their sizes (Campolongo et al.
        2007), and their standard deviation (large beside mu_star: it bends, or depends on others). `mu_star_conf`: how
        far the bootstrapped 95 % interval of mu_star reaches to either side. `mark`, `converged`: as in `sobol_of`,
        for fewer than 10 trajectories, and for an interval that reaches further than a quarter of the output's greatest
        mu_star. A factor without any effect has 0 in all of them.

    Raises:
        ValueError: for bad n, seed or ranges, or too large a design. ImportError: without SALib.
    """
    import xarray as xr

    _check_whole("seed", seed, 0, 2**64 - 1)
    _check_whole("n", n, 2, 2**20)
    problem = _problem(ranges, None)
    _check_size(n * (len(ranges) + 1), len(ranges))
    sample, analyze = _salib("morris")
    design = sample.sample(dict(problem), int(n), num_levels=4, seed=int(seed))
    results = _evaluate(function, design, ranges)
    keys = ("mu", "mu_star", "sigma", "mu_star_conf")
    found = {key: np.zeros((len(outputs), len(ranges))) for key in keys}
    for at in np.flatnonzero(~_still(results)):
        one = analyze.analyze(dict(problem), design, results[:, at].copy(), num_levels=4, seed=int(seed))
        for key, values in found.items():
            values[at] = np.asarray(one[key], dtype=float)
    coarse = found["mu_star_conf"] > COARSE * found["mu_star"].max(axis=1, keepdims=True)
    wide = f"its interval reaches further than {COARSE:g} of the greatest effect"
    few = f"fewer than {FEW_PATHS} trajectories"
    mark = np.where(coarse, wide, "") if n >= FEW_PATHS else np.full_like(coarse, few, dtype="<U40")
    data = found | {"mark": mark, "converged": mark == ""}
    return xr.Dataset(
        {key: (("output", "factor"), values) for key, values in data.items()},
        coords={"output": list(outputs), "factor": list(ranges)},
        attrs={"n": int(n)},
    )


def _problem(ranges: Ranges, groups: Sequence[str] | None) -> dict[str, Any]:
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


def _evaluate(function: Function, design: Floats, ranges: Ranges) -> Floats:
    """Return the function's results; rounding takes no point of the design out of its range."""
    low, high = np.array(list(ranges.values()), dtype=float).T
    return function(np.clip(design, low, high))


def _still(results: Floats) -> Flags:
    still: Flags = np.ptp(results, axis=0) <= ROUNDING * np.abs(results).max(axis=0)
    return still


def _check_whole(what: str, value: object, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or not low <= value <= high:
        raise ValueError(f"{what}: a whole number from {low} to {high:,} is needed, not {value!r}")


def _check_size(runs: int, factors: int) -> None:
    if runs * factors > MOST:
        less = "take a smaller n, fewer factors, no second order, or morris"
        raise ValueError(f"{runs:,} runs of {factors} factors are too many: {less}")


def _salib(method: str) -> tuple[Any, Any]:
    """Return SALib's sampling and analysis of a method. Raises ImportError, with what to install."""
    try:
        return import_module(f"SALib.sample.{method}"), import_module(f"SALib.analyze.{method}")
    except ImportError as cause:
        how = "uv run --extra sensitivity ..., or pip install 'SALib>=1.5.2'"
        raise ImportError(f"sensitivity analysis needs SALib, which cannot be loaded ({cause}): {how}") from None
