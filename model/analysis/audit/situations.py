"""Trials: one thing taken out of the case or moved at a time, all in one batch, and the situations to try it in."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import numpy as np

from model.arrays import Floats
from model.engine import Program, program_of
from model.knowledge import Case
from model.scenario import Scenario
from model.uncertainty import uniform

#: The design: so many situations all over the scales of the levers and assumptions, of so many months, from this seed.
DESIGN_POINTS, DESIGN_MONTHS, DESIGN_SEED = 256, 24, 0


#: The lever grid, and the stretches of a lever, go in such steps.
LEVER_STEP = 0.1


def design(case: Case, points: int = DESIGN_POINTS) -> dict[str, Scenario]:
    """Return situations drawn evenly over the scales of all levers and assumptions; the same ones every time.

    The first of them do not depend on how many there are, and a case with an assumption less has the others alike.
    """
    program = program_of(case)
    columns: dict[str, Floats] = {}
    for name, row in program.settable.items():
        low, high = program.low[row], program.high[row]
        drawn = low + (high - low) * uniform(DESIGN_SEED, f"design {name}", 0, points)[0]
        columns[name] = np.clip(drawn.round(2), low, high)  # short numbers, that a scenario file can repeat
    found = {}
    for number in range(points):
        given = {name: float(column[number]) for name, column in columns.items()}
        found[f"point {number + 1}"] = _set(program, f"point {number + 1} of the design", given)
    return found


def lever_grid(case: Case) -> list[Scenario]:
    """Return the situations at every combination of the levers' values, all else being as in the case."""
    program = program_of(case)
    axes = {name: steps(program, row) for name, row in program.settable.items() if program.variable_of[name].lever}
    points = (dict(zip(axes, values, strict=True)) for values in product(*axes.values()))
    return [_set(program, "a point of the lever grid", point) for point in points]


def steps(program: Program, row: int) -> list[float]:
    """Return the values of a variable from one end of its scale to the other."""
    low, high = program.low[row], program.high[row]
    return [float(x) for x in np.linspace(low, high, round((high - low) / LEVER_STEP) + 1).round(10)]


def _set(program: Program, title: str, given: Mapping[str, float]) -> Scenario:
    levers = {name: value for name, value in given.items() if program.variable_of[name].lever}
    rest = {name: value for name, value in given.items() if name not in levers}
    return Scenario(title=title, case=program.case.id, months=DESIGN_MONTHS, levers=levers, assumptions=rest)
