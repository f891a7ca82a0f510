"""What each outside actor did in a run: what its ground rules moved, and what the pulls would be without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from model.engine import Run, without_actors
from model.explain.effects import Effect, effects_table
from model.knowledge import OUTCOMES

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Deed:
    """What an outside actor did: how much its ground rules moved each variable in sum, and the pulls without it."""

    actor: str
    moved: Mapping[str, float]
    effect: Effect


def deeds(run: Run) -> dict[str, Deed]:
    """Return what every outside actor that has a part in the scenario did in the run, by its id."""
    program = run.program
    sums: dict[str, dict[str, float]] = {}
    amounts = run.amounts.sum(axis=0)
    by_rule = groupby(range(len(amounts)), key=lambda push: int(program.push_rule[push]))
    for rule, pushes in by_rule:
        actors = program.rules[rule].actors
        for push in pushes:
            name = program.ids[program.push_row[push]]
            for actor in actors:
                moved = sums.setdefault(actor, {})
                moved[name] = moved.get(name, 0.0) + float(amounts[push])
    return {
        actor: Deed(actor, sums.get(actor, {}), Effect(run.pull, dict(zip(OUTCOMES, map(float, pull), strict=True))))
        for actor, pull in zip(*without_actors(program, run.scenario), strict=True)
        if actor not in run.scenario.without
    }


def without_each_actor(run: Run) -> pd.DataFrame:
    """Return what the pulls would be without each outside actor that has a part in the scenario, all else equal.

    Returns:
        one row for each, with its id as index: label, the three pulls at the horizon without it (a column for each
        outcome, in [0, 1]), and effect, what it adds to the pull of the run's outcome or takes from it, in [-1, 1].
        The greatest effect comes first, whatever its sign. For what each moved see `deeds`.
    """
    found = deeds(run)
    columns = {"actor": list(found), "label": [run.case.labels[actor] for actor in found]}
    return effects_table(run, columns, [deed.effect for deed in found.values()])
