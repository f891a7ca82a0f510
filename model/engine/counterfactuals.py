"""Questions put to many runs: what leaving something out would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np

from model.arrays import Floats
from model.engine.inputs import BLOCK, Inputs, central_inputs
from model.engine.program import GroundRule, Program
from model.engine.stepping import Trace, run_many, trace
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


Silent = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


@lru_cache(maxsize=8)
def _silent(program: Program) -> dict[str, tuple[Sequence[str], Silent]]:
    """Return what can be left out, by kind: the ids, and which ground rules are silent without each."""
    edges = [edge.id for edge in program.case.edges]
    rules = sorted({ground_rule.rule for ground_rule in program.rules})

    def by(names: Sequence[str], of: Callable[[GroundRule], Sequence[Any]]) -> tuple[Sequence[str], Silent]:
        return names, np.array([[name in of(rule) for name in names] for rule in program.rules], dtype=bool)

    return {
        "rules": by(rules, lambda rule: (rule.rule,)),
        "edges": by(edges, lambda rule: [edges[number] for number in rule.edges]),
        "actors": by(program.case.outsiders, lambda rule: rule.actors),
    }


@lru_cache(maxsize=64)
def _without_each(program: Program, scenario: Scenario) -> Mapping[str, Floats]:
    """Return the pulls at the horizon without each thing, by kind; a page asks for all kinds: they are one batch."""
    kinds = _silent(program)
    present = 1.0 - np.concatenate([silent for _, silent in kinds.values()], axis=1)
    base = central_inputs(program, scenario)
    inputs = replace(base, start=np.tile(base.start, (1, present.shape[1])), strength=base.strength * present)
    pulls, _ = run_many(program, inputs, scenario.events, scenario.months, every=False)
    ends = np.cumsum([len(names) for names, _ in kinds.values()])[:-1]
    return dict(zip(kinds, np.split(pulls[0].T, ends), strict=True))


def _left_out(program: Program, scenario: Scenario, kind: str) -> tuple[list[str], Floats]:
    return list(_silent(program)[kind][0]), _without_each(program, scenario)[kind].copy()


@dataclass(frozen=True)
class Trial:
    """What is different in one run: ground rules (by number) that are left out, and a row that starts at a value."""

    out: tuple[int, ...] = ()
    row: int | None = None
    value: float = 0.0


AS_IS = Trial()


def without(program: Program, actor: str) -> Trial:
    """Return the trial in which an actor is taken out."""
    return Trial(out=tuple(at for at, rule in enumerate(program.rules) if actor in rule.actors))


def _trial_inputs(program: Program, scenarios: Sequence[Scenario], trials: Sequence[Trial]) -> Inputs:
    """Return the inputs of every trial in every scenario; the scenarios differ in what they set, and in nothing else.

    Its runs are the first scenario's trials, then the second's, and so on.
    """
    base = central_inputs(program, scenarios[0])
    start = np.tile(program.start[:, None, None], (1, len(scenarios), len(trials)))
    for number, scenario in enumerate(scenarios):
        for name, value in scenario.given.items():
            start[program.row[name], number] = value
    present = np.ones((len(program.rules), len(trials)))
    for number, trial in enumerate(trials):
        present[list(trial.out), number] = 0.0
        if trial.row is not None:
            start[trial.row, :, number] = trial.value
    strength = np.tile(base.strength * present, (1, len(scenarios)))
    return replace(base, start=start.reshape(program.variables, -1), strength=strength)


def traces(
    program: Program, scenarios: Sequence[Scenario], trials: Sequence[Trial] = (AS_IS,), record: bool = False
) -> Iterator[Trace]:
    """Yield what happens in every trial in every scenario, a block of runs at a time."""
    inputs, first = _trial_inputs(program, scenarios, trials), scenarios[0]
    for cut in range(0, inputs.runs, BLOCK):
        yield trace(program, inputs.part(cut, cut + BLOCK), first.events, first.months, record)


def ends(program: Program, scenarios: Sequence[Scenario], trials: Sequence[Trial]) -> Floats:
    """Return the pulls at the horizon, shape (3, scenarios, trials)."""
    first = scenarios[0]
    pulls, _ = run_many(program, _trial_inputs(program, scenarios, trials), first.events, first.months, every=False)
    found: Floats = pulls[0].reshape(3, len(scenarios), len(trials))
    return found


def paths(program: Program, scenario: Scenario, trials: Sequence[Trial]) -> Floats:
    """Return every variable, gauge and pull by month, shape (months + 1, rows + 3, trials)."""
    blocks = traces(program, [scenario], trials)
    return np.concatenate([np.concatenate([trace.values, trace.pulls], axis=1) for trace in blocks], axis=2)
