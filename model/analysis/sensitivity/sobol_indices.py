"""Sobol's shares of variance of any function, through SALib."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from model.analysis.sensitivity.designs import (
    ROUNDING,
    Flags,
    Function,
    Ranges,
    Words,
    check_design_size,
    check_whole,
    does_not_vary,
    problem_of,
    results_of,
    salib,
)
from model.arrays import Floats

if TYPE_CHECKING:
    import xarray as xr

#: An index is not trusted if its 95 % interval reaches further than this to either side ...
WIDEST_INTERVAL = 0.1


#: ... or if it comes from fewer base points: the bootstrap of a handful tells nothing about what they missed.
FEWEST_BASE_POINTS = 64


DOES_NOT_VARY = "the output does not vary"


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
    check_whole("seed", seed, 0, 2**64 - 1)
    check_whole("n", n, 2, 2**20)
    if n & (n - 1):
        near = 2 ** round(np.log2(n))
        raise ValueError(f"n: {n} is not a power of two, which the Sobol sequence needs for its balance; try {near}")
    problem = problem_of(ranges, groups)
    names = list(dict.fromkeys(groups)) if groups else list(ranges)
    step = (2 if second_order else 1) * len(names) + 2
    check_design_size(n * step, len(ranges))
    sample, analyze = salib("sobol")
    design = sample.sample(dict(problem), int(n), calc_second_order=second_order, seed=int(seed))
    results = results_of(function, design, ranges)
    base = np.concatenate([results[0::step], results[step - 1 :: step]])
    still = does_not_vary(base)
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
        (flat, DOES_NOT_VARY),
        (np.full(value.shape, n < FEWEST_BASE_POINTS), f"fewer than {FEWEST_BASE_POINTS} base points"),
        (value < -ROUNDING, "it is negative"),
        (~(conf <= WIDEST_INTERVAL), f"its interval reaches further than {WIDEST_INTERVAL:g}"),
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
