"""What each kind of surprise is worth: the same variants, without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.engine import ready_program
from model.knowledge import PULL_CLASSES, Case
from model.scenario import AnyScenario, Scenario, scenario_of
from model.uncertainty.draws import drawn_batches
from model.uncertainty.intervals import mean_interval
from model.uncertainty.variants import ensemble

if TYPE_CHECKING:
    import pandas as pd


def without_each_happening(case: Case, scenario: AnyScenario, draws: int = 1024, seed: int = 0) -> pd.DataFrame:
    """Run the same variants without each of the happenings that a scenario allows, and tell what each made of them.

    All other luck stays as it is, so the difference is due to that happening alone; beside it stands the 95 % interval
    of the mean over the draws (bootstrap).

    Args:
        case: the case.
        scenario: a scenario, its id or path.
        draws: how many variants, 1 to 10,000.
        seed: as for `ensemble`.

    Returns:
        one row for each happening, the one that moves most first. Columns: happening, its id; says; times, how often it
        happens in a variant on average, had its rate not been scaled down; for each of the three outcomes and
        `goes_on`, by how much its share of the pull is higher with the happening than without it, and the same with
        `_low` and `_high`; and `moves`, half the sum of the sizes of the four. No rows where nothing may happen.

    Raises:
        ScenarioError: if the scenario does not fit the case. ValueError: for draws or seed out of range.
    """
    import pandas as pd

    scenario = scenario_of(case, scenario)
    whole = ensemble(case, scenario, draws, seed)
    allowed = [happening for happening in case.happenings if scenario.may_happen(happening.id)]
    times = _times(case, scenario, draws, seed)
    rows = []
    for happening in allowed:
        others = tuple(other.id for other in allowed if other is not happening)
        without = ensemble(case, scenario.but(happenings=others), draws, seed)
        apart = (whole.pulls - without.pulls).astype(float)
        apart = np.column_stack([apart, -apart.sum(axis=1)])
        low, high = mean_interval(apart.T)
        row: dict[str, object] = {"happening": happening.id, "says": happening.says, "times": times[happening.id]}
        for number, name in enumerate(PULL_CLASSES):
            row |= {name: float(apart[:, number].mean()), f"{name}_low": low[number], f"{name}_high": high[number]}
        rows.append(row | {"moves": float(np.abs(apart.mean(axis=0)).sum() / 2)})
    found = pd.DataFrame(rows)
    return found.sort_values("moves", ascending=False, ignore_index=True, kind="stable") if rows else found


def _times(case: Case, scenario: Scenario, draws: int, seed: int) -> dict[str, float]:
    """Return how often each happening strikes in a variant on average, before its rate is scaled down."""
    program = ready_program(case, scenario)
    found = dict.fromkeys((happening.id for happening in case.happenings), 0)
    for _, batch in drawn_batches(program, scenario, draws, seed):
        strokes = batch.inputs.strokes
        if strokes is not None:
            events = {*zip(strokes.month.tolist(), strokes.run.tolist(), strokes.what.tolist(), strict=True)}
            for _, _, what in events:
                found[program.happenings[what].id] += 1
    return {name: count / draws for name, count in found.items()}
