"""What differs between the runs of one program, as arrays; and the blocks in which runs are stepped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from model.arrays import Floats
from model.engine.happenings import Strokes
from model.engine.program import Program, rule_strengths
from model.scenario import Scenario

#: Runs that are stepped together: few enough for their arrays to stay in the processor's cache.
BLOCK = 2048


@dataclass(frozen=True)
class Inputs:
    """What differs between runs of one program.

    start: values at month 0, shape (variables, runs). strength: of the ground rules, shape (ground rules, runs).
    push: pushes a month, shape (pushes, runs). pull: factors of the outcome rules, shape (outcome rules, runs).
    wander: what is added to the wandering assumption, shape (months + 1, runs), or None.
    share: how much of each event happens, in the scenario's order, shape (events, runs): 0 nothing of it, 1 as told,
    2 twice as much of it, limited to the scales; or None, for all as told.
    back: what is left after a month of how far the wandering assumption is from level; None if it stays where it is.
    strokes: what happens to whom, or None for nothing.
    But for `start`, one column may stand for all runs. All are of one precision, see `to`.
    """

    start: Floats
    strength: Floats
    push: Floats
    pull: Floats
    wander: Floats | None
    wander_row: int = -1
    share: Floats | None = None
    back: float | None = None
    strokes: Strokes | None = None

    def to(self, dtype: type[np.floating]) -> Inputs:
        """Return the same in another precision."""
        names = ("start", "strength", "push", "pull", "wander", "share")
        arrays = {name: array.astype(dtype) for name in names if (array := getattr(self, name)) is not None}
        return replace(self, **arrays, strokes=self.strokes and self.strokes.to(dtype))

    @property
    def runs(self) -> int:
        """How many runs there are."""
        return int(self.start.shape[1])

    def part(self, first: int, last: int) -> Inputs:
        """Return the inputs of the runs from `first` up to but not including `last`."""

        def cut(array: Floats) -> Floats:
            return array if array.shape[1] == 1 else array[:, first:last]

        wander, share = (None if array is None else cut(array) for array in (self.wander, self.share))
        strength, push, pull = cut(self.strength), cut(self.push), cut(self.pull)
        struck = self.strokes and self.strokes.part(first, last)
        start = self.start[:, first:last]
        return Inputs(start, strength, push, pull, wander, self.wander_row, share, self.back, struck)


def central_inputs(
    program: Program, scenario: Scenario, weight: Floats | None = None, salience: Floats | None = None
) -> Inputs:
    """Return the inputs of one run of a scenario with the central beliefs.

    Args:
        program: the grounded case.
        scenario: its names have to fit the case.
        weight: other edge weights in [0, 1], shape (edges, 1 or runs).
        salience: other saliences in [0, 1], shape (saliences, 1 or runs).
    """
    if weight is None and salience is None:
        strength, movable = _central(program)
    else:
        weight, salience = (
            central[:, None] if other is None else other
            for central, other in ((program.weight, weight), (program.salience, salience))
        )
        strength, movable = rule_strengths(program, weight, salience)
    present, believed, pull = belief_columns(program, scenario)
    push = program.push[:, None] * movable[program.push_stance] * believed
    row, back = wandering(program, scenario)
    start = start_of(program, scenario)[:, None]
    return Inputs(start, strength * present, push, pull, None, row, back=back)


def wandering(program: Program, scenario: Scenario) -> tuple[int, float | None]:
    """Return the row of the assumption that wanders, and what is left of it after a month; None if it is held."""
    wander = program.case.settings.wander
    return program.row[wander.variable], wander.persistence if scenario.front_returns else None


def start_of(program: Program, scenario: Scenario) -> Floats:
    """Return where the variables of a scenario start, with the central beliefs: shape (variables,)."""
    start = program.start.copy()
    for name, value in scenario.given.items():
        start[program.row[name]] = value
    return start


@lru_cache(maxsize=8)
def _central(program: Program) -> tuple[Floats, Floats]:
    return rule_strengths(program, program.weight[:, None], program.salience[:, None])


def belief_columns(program: Program, scenario: Scenario) -> tuple[Floats, Floats, Floats]:
    """Return what a scenario makes of the rules, as columns.

    Returns:
        which ground rules are present (1, or 0 without one of their actors), shape (ground rules, 1); the factor of
        every push, shape (pushes, 1); and the factor of every outcome rule, shape (outcome rules, 1).
    """
    out = set(scenario.without)
    believed = scenario.beliefs
    present = [0.0 if out & set(rule.actors) else 1.0 for rule in program.rules]
    factor = [believed.get(program.rules[number].rule, 1.0) for number in program.push_rule]
    pull = [believed.get(rule.id, 1.0) for rule in program.outcome_rules]
    present_, factor_, pull_ = (np.array(column)[:, None] for column in (present, factor, pull))
    return present_, factor_, pull_


def blocks(inputs: Inputs) -> Iterable[tuple[int, Inputs]]:
    """Yield the runs in blocks, each with the number of its first run."""
    if inputs.runs <= BLOCK:
        return [(0, inputs)]
    return ((first, inputs.part(first, min(first + BLOCK, inputs.runs))) for first in range(0, inputs.runs, BLOCK))


def repeated(base: Inputs, times: int) -> Inputs:
    """Return all runs of `base` so many times, one after another."""

    def tiled(array: Floats) -> Floats:
        return array if array.shape[1] == 1 else np.tile(array, (1, times))

    wander, share = (None if array is None else tiled(array) for array in (base.wander, base.share))
    strength, push, pull = tiled(base.strength), tiled(base.push), tiled(base.pull)
    struck = base.strokes and base.strokes.repeated(base.runs, times)
    start = np.tile(base.start, (1, times))
    return Inputs(start, strength, push, pull, wander, base.wander_row, share, base.back, struck)
