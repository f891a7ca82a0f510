"""Morris's elementary effects of the factors of any function, through SALib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.analysis.sensitivity.designs import (
    Function,
    Ranges,
    check_design_size,
    check_whole,
    does_not_vary,
    problem_of,
    results_of,
    salib,
)

if TYPE_CHECKING:
    import xarray as xr

#: An elementary effect is not trusted if its interval reaches further than this part of the output's greatest ...
WIDEST_PART = 0.25


#: ... or if it comes from fewer trajectories (Morris 1991 and those after him take 10 to 50).
FEWEST_TRAJECTORIES = 10


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

    check_whole("seed", seed, 0, 2**64 - 1)
    check_whole("n", n, 2, 2**20)
    problem = problem_of(ranges, None)
    check_design_size(n * (len(ranges) + 1), len(ranges))
    sample, analyze = salib("morris")
    design = sample.sample(dict(problem), int(n), num_levels=4, seed=int(seed))
    results = results_of(function, design, ranges)
    keys = ("mu", "mu_star", "sigma", "mu_star_conf")
    found = {key: np.zeros((len(outputs), len(ranges))) for key in keys}
    for at in np.flatnonzero(~does_not_vary(results)):
        one = analyze.analyze(dict(problem), design, results[:, at].copy(), num_levels=4, seed=int(seed))
        for key, values in found.items():
            values[at] = np.asarray(one[key], dtype=float)
    coarse = found["mu_star_conf"] > WIDEST_PART * found["mu_star"].max(axis=1, keepdims=True)
    wide = f"its interval reaches further than {WIDEST_PART:g} of the greatest effect"
    few = f"fewer than {FEWEST_TRAJECTORIES} trajectories"
    mark = np.where(coarse, wide, "") if n >= FEWEST_TRAJECTORIES else np.full_like(coarse, few, dtype="<U40")
    data = found | {"mark": mark, "converged": mark == ""}
    return xr.Dataset(
        {key: (("output", "factor"), values) for key, values in data.items()},
        coords={"output": list(outputs), "factor": list(ranges)},
        attrs={"n": int(n)},
    )
