"""Sensitivity: what matters most. Sobol indices, Morris screening, and tornado bars.

All factors are varied *uniformly* over their ranges, and independently; the draws of an ensemble are triangular, the
central belief being the likeliest. A sensitivity asks what *could* move the result within what is plausible, so no part
of a range is played down; hence a share of variance here is not one of an ensemble's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.analysis.progress import Progress
from model.analysis.sensitivity.elementary_effects import morris_of
from model.analysis.sensitivity.factors import Factor, Over, Which, choose, choose_outputs, run_design
from model.analysis.sensitivity.sobol_indices import sobol_of
from model.arrays import read_only_dataset
from model.engine import leading, ready_program
from model.knowledge import OUTCOMES, Case
from model.scenario import AnyScenario, Scenario, scenario_of

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def sobol(
    case: Case,
    scenario: AnyScenario,
    factors: Which = None,
    n: int = 1024,
    seed: int = 0,
    output: str | Sequence[str] = OUTCOMES,
    second_order: bool = True,
    over: Over = "plausible",
    grouped: bool = False,
    progress: Progress | None = None,
) -> xr.Dataset:
    """Tell which share of an output's variance each factor causes, alone and with others (Sobol 2001).

    Args:
        case: the case.
        scenario: a scenario, its id or path. It is analysed at its horizon, with the central beliefs in all that is
            not varied. What its events set is set, whatever the factor was.
        factors: names of levers, assumptions and beliefs (as `model.analysis.sensitivity.factors.beliefs` names
            them); None: the levers and assumptions (over plausible ranges those that the scenario leaves open);
            "beliefs": all beliefs.
        n: base points, a power of two; n (D + 2) runs for D factors (or groups), n (2 D + 2) with second order.
        seed: of the scrambled Sobol sequence and of the bootstrap: the same seed gives the same indices.
        output: outcomes (their pulls in a run, and not their means over variants), "goes_on" (what the three leave),
            "lead" (of the first pull over the second), or qualified variables; one or several, all from the same runs.
        second_order: whether to tell interactions in pairs.
        over: whether levers and assumptions go over their "plausible" ranges or their whole "scale".
        grouped: whether to take the factors of one kind (lever, assumption, push, edge, salience, start) as one.
        progress: told how many runs are done, and of how many; what it raises stops the work.

    Returns:
        what `sobol_of` returns, with `low` and `high` of every factor's range, and attributes that tell the run.

    Raises:
        ScenarioError: if the scenario does not fit the case, or a factor or an output is unknown, fixed or repeated.
        ValueError: for n, seed or over out of range, nothing to vary, or too large a design.
        ImportError: without SALib.
    """
    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    outputs, chosen = choose_outputs(program, output), choose(program, scenario, factors, over)
    found = sobol_of(
        lambda design: run_design(program, scenario, chosen, design, outputs, progress),
        {f.name: (f.low, f.high) for f in chosen},
        outputs,
        n,
        seed,
        second_order,
        [f.kind for f in chosen] if grouped else None,
    )
    return _told(found, scenario, chosen, over)


def morris(
    case: Case,
    scenario: AnyScenario,
    factors: Which = None,
    n: int = 64,
    seed: int = 0,
    output: str | Sequence[str] = OUTCOMES,
    over: Over = "plausible",
    progress: Progress | None = None,
) -> xr.Dataset:
    """Screen many factors by their elementary effects (Morris 1991): which matter at all, and which not.

    Args:
        case: the case.
        scenario: what is analysed; see `sobol`.
        factors: what is varied; see `sobol`.
        n: trajectories, each of D + 1 runs for D factors.
        seed: of the trajectories and of the bootstrap: the same seed gives the same effects.
        output: one or several; see `sobol`.
        over: whether levers and assumptions go over their "plausible" ranges or their whole "scale".
        progress: told how many runs are done, and of how many; what it raises stops the work.

    Returns:
        what `morris_of` returns, with `low` and `high` of every factor's range, and attributes that tell the run.

    Raises:
        ScenarioError, ValueError, ImportError: as for `sobol`.
    """
    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    outputs, chosen = choose_outputs(program, output), choose(program, scenario, factors, over)
    found = morris_of(
        lambda design: run_design(program, scenario, chosen, design, outputs, progress),
        {f.name: (f.low, f.high) for f in chosen},
        outputs,
        n,
        seed,
    )
    return _told(found, scenario, chosen, over)


def tornado(case: Case, scenario: AnyScenario, factors: Which = None, over: Over = "plausible") -> pd.DataFrame:
    """Tell what each factor alone does to the pulls at the horizon, at the low and at the high end of its range.

    Args:
        case: the case.
        scenario: where the bars start from; nothing is drawn, and SALib is not needed.
        factors: what is varied; see `sobol`.
        over: whether levers and assumptions go over their "plausible" ranges or their whole "scale".

    Returns:
        a row for each factor, the greatest swing first: factor, kind, low, high (the range), value (where the
        scenario has it), by outcome "OUTCOME low" and "OUTCOME high" (its pull at that end), and swing: how far the
        pull of the outcome that leads in the scenario goes, from the least to the greatest of both ends and what it
        is now. `attrs`: "outcome", that outcome, and "pull", the three pulls as they are now.

    Raises:
        ScenarioError, ValueError: as for `sobol`.
    """
    import pandas as pd

    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    chosen = choose(program, scenario, factors, over)
    design = np.tile([f.value for f in chosen], (1 + 2 * len(chosen), 1))
    for number, factor in enumerate(chosen):
        design[1 + 2 * number : 3 + 2 * number, number] = factor.low, factor.high
    pulls = run_design(program, scenario, chosen, design)
    now, low, high = pulls[0], pulls[1::2], pulls[2::2]
    lead = int(leading(now))
    both = np.stack([low[:, lead], high[:, lead], np.full(len(chosen), now[lead])])
    table = pd.DataFrame([(f.name, f.kind, f.low, f.high, f.value) for f in chosen])
    table.columns = pd.Index(["factor", "kind", "low", "high", "value"])
    for number, outcome in enumerate(OUTCOMES):
        table[f"{outcome} low"], table[f"{outcome} high"] = low[:, number], high[:, number]
    table["swing"] = np.ptp(both, axis=0)
    table = table.sort_values("swing", ascending=False, kind="stable", ignore_index=True)
    table.attrs = {"outcome": OUTCOMES[lead], "pull": dict(zip(OUTCOMES, map(float, now), strict=True))}
    return table


def _told(found: xr.Dataset, scenario: Scenario, factors: Sequence[Factor], over: Over) -> xr.Dataset:
    told = {"scenario": scenario.title, "months": scenario.months, "over": over}
    found = found.assign_attrs(**told)
    if found.sizes["factor"] != len(factors) or list(found.factor.values) != [f.name for f in factors]:
        return read_only_dataset(found)  # groups have no ranges
    ranged = found.assign_coords({end: ("factor", [getattr(f, end) for f in factors]) for end in ("low", "high")})
    return read_only_dataset(ranged)
