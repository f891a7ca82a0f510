"""Trials: one thing taken out of the case or moved at a time, all in one batch, and the situations to try it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from model.domain import Case
from model.engine import BLOCK, Inputs, Trace, central, courses, run
from model.ground import Floats, Program
from model.run import program_of
from model.sampling import uniform
from model.scenario import Scenario, bundled, load_scenario

#: The design: so many situations all over the scales of the levers and assumptions, of so many months, from this seed.
POINTS, MONTHS, SEED = 256, 24, 0
#: The lever grid, and the stretches of a lever, go in such steps.
STEP = 0.1


@dataclass(frozen=True)
class Trial:
    """What is different in one run: ground rules (by number) that are left out, and a row that starts at a value."""

    out: tuple[int, ...] = ()
    row: int | None = None
    value: float = 0.0


AS_IS = Trial()


def situations(case: Case) -> dict[str, Scenario]:
    """Return the bundled scenarios of a case by id. Raises ScenarioError if one cannot be run."""
    return {name: load_scenario(path, case) for name, path in bundled(case).items()}


def settable(program: Program) -> dict[str, int]:
    """Return the row of everything that a scenario may set at the start: levers and assumptions."""
    of, stored = program.variable_of, program.ids[: program.variables]
    return {name: row for row, name in enumerate(stored) if of[name].lever or of[name].kind == "assumption"}


def design(case: Case, points: int = POINTS) -> dict[str, Scenario]:
    """Return situations drawn evenly over the scales of all levers and assumptions; the same ones every time.

    The first of them do not depend on how many there are, and a case with an assumption less has the others alike.
    """
    program = program_of(case)
    columns: dict[str, Floats] = {}
    for name, row in settable(program).items():
        low, high = program.low[row], program.high[row]
        drawn = low + (high - low) * uniform(SEED, f"design {name}", 0, points)[0]
        columns[name] = np.clip(drawn.round(2), low, high)  # short numbers, that a scenario file can repeat
    found = {}
    for number in range(points):
        given = {name: float(column[number]) for name, column in columns.items()}
        found[f"point {number + 1}"] = _set(program, f"point {number + 1} of the design", given)
    return found


def lever_grid(case: Case) -> list[Scenario]:
    """Return the situations at every combination of the levers' values, all else being as in the case."""
    program = program_of(case)
    axes = {name: steps(program, row) for name, row in settable(program).items() if program.variable_of[name].lever}
    points = (dict(zip(axes, values, strict=True)) for values in product(*axes.values()))
    return [_set(program, "a point of the lever grid", point) for point in points]


def steps(program: Program, row: int) -> list[float]:
    """Return the values of a variable from one end of its scale to the other."""
    low, high = program.low[row], program.high[row]
    return [float(x) for x in np.linspace(low, high, round((high - low) / STEP) + 1).round(10)]


def _set(program: Program, title: str, given: Mapping[str, float]) -> Scenario:
    levers = {name: value for name, value in given.items() if program.variable_of[name].lever}
    rest = {name: value for name, value in given.items() if name not in levers}
    return Scenario(title=title, case=program.case.id, months=MONTHS, levers=levers, assumptions=rest)


def without(program: Program, actor: str) -> Trial:
    """Return the trial in which an actor is taken out."""
    return Trial(out=tuple(at for at, rule in enumerate(program.rules) if actor in rule.actors))


def _inputs(program: Program, scenarios: Sequence[Scenario], trials: Sequence[Trial]) -> Inputs:
    """Return the inputs of every trial in every scenario; the scenarios differ in what they set, and in nothing else.

    Its runs are the first scenario's trials, then the second's, and so on.
    """
    base = central(program, scenarios[0])
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
    inputs, first = _inputs(program, scenarios, trials), scenarios[0]
    for cut in range(0, inputs.runs, BLOCK):
        yield run(program, inputs.part(cut, cut + BLOCK), first.events, first.months, record)


def ends(program: Program, scenarios: Sequence[Scenario], trials: Sequence[Trial]) -> Floats:
    """Return the pulls at the horizon, shape (3, scenarios, trials)."""
    first = scenarios[0]
    pulls, _ = courses(program, _inputs(program, scenarios, trials), first.events, first.months, every=False)
    found: Floats = pulls[0].reshape(3, len(scenarios), len(trials))
    return found


def paths(program: Program, scenario: Scenario, trials: Sequence[Trial]) -> Floats:
    """Return every variable, gauge and pull by month, shape (months + 1, rows + 3, trials)."""
    blocks = traces(program, [scenario], trials)
    return np.concatenate([np.concatenate([trace.values, trace.pulls], axis=1) for trace in blocks], axis=2)
