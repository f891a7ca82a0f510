"""What each kind of surprise, and each outside actor, is worth: the same variants, without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import Floats
from model.engine import of_four, ready_program
from model.knowledge import PULL_CLASSES, Case
from model.scenario import AnyScenario, Scenario, scenario_of
from model.uncertainty.draws import drawn_batches
from model.uncertainty.intervals import mean_interval
from model.uncertainty.variants import ensemble

if TYPE_CHECKING:
    import pandas as pd


def without_each_happening(
    case: Case,
    scenario: AnyScenario,
    draws: int = 1024,
    seed: int = 0,
    progress: Callable[[int, int], None] | None = None,
) -> pd.DataFrame:
    """Run the same variants without each of the happenings that a scenario allows, and tell what each made of them.

    All other luck stays as it is, so the difference is due to that happening alone; beside it stands the 95 % interval
    of the mean over the draws (bootstrap).

    Args:
        case: the case.
        scenario: a scenario, its id or path.
        draws: how many variants, 1 to 10,000.
        seed: as for `ensemble`.
        progress: told, after each happening, how many of how many have been left out.

    Returns:
        one row for each happening, the one that moves most first. Columns: happening, its id; says; times, how often it
        happens in a variant on average, had its rate not been scaled down; for each of the three outcomes and
        `goes_on`, by how much its share of the pull is higher with the happening than without it, and the same with
        `_low` and `_high`; and `moves`, half the sum of the sizes of the four. No rows where nothing may happen.

    Raises:
        ScenarioError: if the scenario does not fit the case. ValueError: for draws or seed out of range.
    """
    scenario = scenario_of(case, scenario)
    whole = ensemble(case, scenario, draws, seed)
    allowed = [happening for happening in case.happenings if scenario.may_happen(happening.id)]
    times = _times(case, scenario, draws, seed)
    rows: list[dict[str, object]] = []
    for number, happening in enumerate(allowed, 1):
        others = tuple(other.id for other in allowed if other is not happening)
        without = ensemble(case, scenario.but(happenings=others), draws, seed)
        about = {"happening": happening.id, "says": happening.says, "times": times[happening.id]}
        rows.append(about | _apart(whole.pulls, without.pulls))
        if progress is not None:
            progress(number, len(allowed))
    return _ranked(rows, "happening", "says", "times")


def variants_without_each_actor(case: Case, scenario: AnyScenario, draws: int = 1024, seed: int = 0) -> pd.DataFrame:
    """Run the same variants without each outside actor that has a part in a scenario, and tell what each made of them.

    Taking an actor out takes away what it does and nothing else: all draws stay as they are. For what an actor's rules
    moved in sum see `Ensemble.contributions`, whose rows name the actors.

    Args:
        case: the case.
        scenario: a scenario, its id or path.
        draws: how many variants, 1 to 10,000.
        seed: as for `ensemble`.

    Returns:
        one row for each outside actor, the one that moves most first. Columns: actor, its id; label; for each of the
        three outcomes and `goes_on`, by how much its share of the pull is higher with the actor than without it, and
        the same with `_low` and `_high`, the ends of the 95 % interval (bootstrap); and `moves`, half the sum of the
        sizes of the four. No rows where no outside actor takes part.

    Raises:
        ScenarioError: if the scenario does not fit the case. ValueError: for draws or seed out of range.
    """
    scenario = scenario_of(case, scenario)
    whole, program = ensemble(case, scenario, draws, seed), ready_program(case, scenario)
    rows: list[dict[str, object]] = []
    for actor in program.case.outsiders:
        if actor not in scenario.without:
            silent = np.array([[actor in rule.actors] for rule in program.rules])
            parts = [batch.without(silent).ends() for _, batch in drawn_batches(program, scenario, draws, seed)]
            about = {"actor": actor, "label": program.case.labels[actor]}
            rows.append(about | _apart(whole.pulls, np.concatenate(parts)))
    return _ranked(rows, "actor", "label")


def _apart(whole: Floats, without: Floats) -> dict[str, object]:
    """Return by how much each share of the pull is higher than without it: pulls of the same draws, (draws, 3)."""
    apart = of_four(whole) - of_four(without)
    low, high = mean_interval(apart.T)
    row: dict[str, object] = {}
    for number, name in enumerate(PULL_CLASSES):
        row |= {name: float(apart[:, number].mean()), f"{name}_low": low[number], f"{name}_high": high[number]}
    return row | {"moves": float(np.abs(apart.mean(axis=0)).sum() / 2)}


def _ranked(rows: list[dict[str, object]], *about: str) -> pd.DataFrame:
    """Return rows as a table, what moves most first; `about` are the columns that say what a row is about."""
    import pandas as pd

    ends = [f"{name}{end}" for name in PULL_CLASSES for end in ("", "_low", "_high")]
    found = pd.DataFrame(rows, columns=[*about, *ends, "moves"])
    return found.sort_values("moves", ascending=False, ignore_index=True, kind="stable")


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
