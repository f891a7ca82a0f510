"""What if not: a scenario without a rule, a relation or an actor, or with one variable at another start."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from model.arrays import Bools, Floats
from model.engine.batch import ALL, Batch
from model.engine.inputs import start_of
from model.engine.program import GroundRule, Program
from model.scenario import Scenario


def without_rules(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each rule that pushes something, all in one batch.

    Returns:
        the rules' ids, and the pulls at the horizon without each: shape (rules, 3). Central beliefs.
    """
    return _left_out(program, scenario, "rules")


def without_edges(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each relation between actors, all in one batch.

    What works through a relation is silent without it, and its part goes to nobody; where a pair of ties counts as
    one, it is silent without either.

    Returns:
        the edges' ids, and the pulls at the horizon without each: shape (edges, 3). Central beliefs.
    """
    return _left_out(program, scenario, "edges")


def without_actors(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each outside actor, all in one batch.

    Returns:
        the actors' ids, and the pulls at the horizon without each (and without whom the scenario leaves out anyway):
        shape (actors, 3). Central beliefs.
    """
    return _left_out(program, scenario, "actors")


@lru_cache(maxsize=8)
def _silent_without(program: Program) -> dict[str, tuple[Sequence[str], Bools]]:
    """Return what can be left out, by kind: the ids, and which ground rules are silent without each."""
    edges = [edge.id for edge in program.case.edges]

    def by(names: Sequence[str], rests_on: Callable[[GroundRule], Sequence[Any]]) -> tuple[Sequence[str], Bools]:
        return names, np.array([[name in rests_on(rule) for name in names] for rule in program.rules], dtype=bool)

    return {
        "rules": by(program.pushing, lambda rule: (rule.rule,)),
        "edges": by(edges, lambda rule: [edges[number] for number in rule.edges]),
        "actors": by(program.case.outsiders, lambda rule: rule.actors),
    }


@lru_cache(maxsize=64)
def _without_each(program: Program, scenario: Scenario) -> Mapping[str, Floats]:
    """Return the pulls at the horizon without each thing, by kind; a page asks for all kinds: they are one batch."""
    kinds = _silent_without(program)
    silent = np.concatenate([of_kind for _, of_kind in kinds.values()], axis=1)
    pulls = Batch.central(program, scenario, silent.shape[1]).without(silent).ends()
    ends = np.cumsum([len(names) for names, _ in kinds.values()])[:-1]
    return dict(zip(kinds, np.split(pulls, ends), strict=True))


def _left_out(program: Program, scenario: Scenario, kind: str) -> tuple[list[str], Floats]:
    return list(_silent_without(program)[kind][0]), _without_each(program, scenario)[kind].copy()


@dataclass(frozen=True)
class Trial:
    """What is different in one run: ground rules (by number) that are left out, and a row that starts at a value."""

    out: tuple[int, ...] = ()
    row: int | None = None
    value: float = 0.0

    @classmethod
    def without(cls, program: Program, actor: str) -> Trial:
        """Return the trial in which an actor is taken out."""
        return cls(out=tuple(number for number, rule in enumerate(program.rules) if actor in rule.actors))


#: The trial in which nothing is different.
AS_IS = Trial()


def trial_batch(program: Program, scenarios: Sequence[Scenario], trials: Sequence[Trial] = (AS_IS,)) -> Batch:
    """Return the runs of every trial in every scenario: the first scenario's trials, then the second's, and so on.

    The scenarios differ in what they set at the start, and in nothing else: events, months, actors and beliefs are the
    first one's. Central beliefs.
    """
    silent = np.zeros((len(program.rules), len(trials)), dtype=bool)
    moved = np.full((program.variables, len(trials)), np.nan)
    for number, trial in enumerate(trials):
        silent[list(trial.out), number] = True
        if trial.row is not None:
            moved[trial.row, number] = trial.value
    starts = np.stack([start_of(program, scenario) for scenario in scenarios], axis=1)
    batch = Batch.central(program, scenarios[0], len(scenarios) * len(trials))
    batch = batch.set(ALL, np.repeat(starts, len(trials), axis=1)).set(ALL, np.tile(moved, len(scenarios)))
    return batch.without(np.tile(silent, len(scenarios)))


def trial_ends(program: Program, scenarios: Sequence[Scenario], trials: Sequence[Trial] = (AS_IS,)) -> Floats:
    """Return the pulls at the horizon of every trial in every scenario, shape (scenarios, trials, 3)."""
    return trial_batch(program, scenarios, trials).ends().reshape(len(scenarios), len(trials), 3)


def trial_paths(program: Program, scenario: Scenario, trials: Sequence[Trial]) -> Floats:
    """Return every variable, gauge and pull by month of every trial, shape (months + 1, rows + 3, trials)."""
    traces = trial_batch(program, [scenario], trials).traces()
    return np.concatenate([np.concatenate([trace.values, trace.pulls], axis=1) for trace in traces], axis=2)
