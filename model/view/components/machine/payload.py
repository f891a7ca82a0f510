"""Runs of a scenario as plain values for machine.js: the row operations, what differs between runs, the strokes."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from typing import Any, TypedDict

import numpy as np

from model.arrays import Floats
from model.engine import Inputs, Kind, Operation, Outside, Program, pushes_and_weights, sections_of
from model.scenario import Scenario

#: The kinds of operations by number, as machine.js has them.
NUMBER = {kind: number for number, kind in enumerate(Kind)}


class MachineOperations(TypedDict):
    """A list of operations: kinds and rows, four whole numbers each; and their numbers, three each."""

    at: str
    numbers: str


class MachineLayout(TypedDict):
    """The memory: how many rows; where the pulls and what happenings add begin; which rows last."""

    size: int
    pulls: int
    offset: int
    lasting: list[int]


class MachineMonth(TypedDict):
    """What happens from outside in a month: see `Month` in `model/engine/rows/outside.py`."""

    before: MachineOperations
    show: MachineOperations
    force: list[int]
    derive: bool
    follow: bool
    fix: bool


class MachineInputs(TypedDict):
    """Where the variables start, and what else is given: from which row on, and the values."""

    start: str
    rows: list[tuple[int, str]]


class MachineAtom(TypedDict):
    """What scales a rate: how far a row is past each knot, as in `Firing`."""

    row: int
    base: float
    knot: list[float]
    rate: list[float]
    step: list[float]


class MachineStrokes(TypedDict):
    """What may happen: those of month m are from begins[m] up to begins[m + 1]; and the scale of every state."""

    begins: str
    run: str
    row: str
    sets: str
    until: str
    atom: str
    amount: str
    luck: str
    rate: str
    atoms: list[MachineAtom]
    scale: list[tuple[int, float, float]]


class MachinePayload(TypedDict):
    """What the script gets: the precision, how many runs, the lists by name and month, and what differs by run."""

    single: bool
    runs: int
    layout: MachineLayout
    sections: dict[str, MachineOperations]
    months: list[MachineMonth]
    inputs: MachineInputs
    strokes: MachineStrokes | None
    levers: dict[str, int]
    keep: list[int]


def machine_payload(program: Program, scenario: Scenario, inputs: Inputs, keep: Sequence[str] = ()) -> MachinePayload:
    """Return some runs of a scenario, ready for JSON; arrays are little-endian in base64.

    Args:
        program: the grounded case, with the scenario's theories.
        scenario: whose events and horizon they have.
        inputs: the runs. The levers that the browser is to move keep their starts where it does not set them: ask for
            the inputs of the scenario without them, so that those of draws stay drawn.
        keep: variables and gauges whose values are wanted by month.
    """
    outside = Outside(program, inputs, scenario.events, scenario.months)
    sections, at = sections_of(program), sections_of(program).layout
    names = ("derive", "follow", "unread", "fix", "move", "pull")
    layout: MachineLayout = {
        "size": outside.size,
        "pulls": at.pulls,
        "offset": outside.offset or 0,
        "lasting": outside.lasting,
    }
    months: list[MachineMonth] = [
        {
            "before": _operations(month.before),
            "show": _operations(month.show),
            "force": month.force,
            "derive": month.derive,
            "follow": month.follow,
            "fix": month.fix,
        }
        for month in outside.months
    ]
    return {
        "single": inputs.start.dtype == np.float32,
        "runs": inputs.runs,
        "layout": layout,
        "sections": {name: _operations(getattr(sections, name)) for name in names},
        "months": months,
        "inputs": {"start": _reals(inputs.start), "rows": _rows(program, inputs, outside)},
        "strokes": _strokes(program, inputs, scenario.months),
        "levers": {variable.id: program.row[variable.id] for variable in program.case.variables if variable.lever},
        "keep": [program.row[name] for name in keep],
    }


def _rows(program: Program, inputs: Inputs, outside: Outside) -> list[tuple[int, str]]:
    """Return what is given besides the starts: the first row of each, and its values for every run."""
    at = sections_of(program).layout
    pushes, weights = pushes_and_weights(program, inputs)
    walk = None if inputs.wander is None else inputs.wander[: len(outside.months)]
    found = ((at.pushes, pushes), (at.weights, weights), (outside.walk, walk), (outside.shares, inputs.share))
    return [
        (row, _reals(np.broadcast_to(values, (len(values), inputs.runs))))
        for row, values in found
        if row is not None and values is not None
    ]


def _operations(operations: Iterable[Operation]) -> MachineOperations:
    every = list(operations)
    rows = [(NUMBER[o.kind], o.to, o.of or 0, o.also or 0) for o in every]
    return {"at": _wholes(rows), "numbers": _reals(np.array([o[4:] for o in every], float))}


def _strokes(program: Program, inputs: Inputs, months: int) -> MachineStrokes | None:
    """Return what may happen to the runs: those of month m are from begins[m] up to begins[m + 1]."""
    if inputs.strokes is None:
        return None
    strokes, firing = inputs.strokes, program.rates
    atom = firing.clauses[strokes.what, 0]
    rate = np.array([happening.rate for happening in program.happenings], inputs.start.dtype)[strokes.what]
    states = [int(row) for row in program.states]
    return {
        "begins": _wholes(np.searchsorted(strokes.month, np.arange(months + 2))),
        "run": _wholes(strokes.run),
        "row": _wholes(strokes.row),
        "sets": _wholes(strokes.sets),
        "until": _wholes(strokes.until),
        "atom": _wholes(np.where(atom == len(firing.rows) - 1, -1, atom)),
        "amount": _reals(strokes.amount),
        "luck": _reals(strokes.luck),
        "rate": _reals(rate),
        "atoms": [_atom(program, number) for number in range(len(firing.rows) - 1)],
        "scale": [(row, float(program.low[row]), float(program.high[row])) for row in states],
    }


def _atom(program: Program, number: int) -> MachineAtom:
    firing = program.rates
    knot, rate, step = (part[:, number, 0].tolist() for part in (firing.knot, firing.rate, firing.step))
    row, base = int(firing.rows[number]), float(firing.base[number, 0])
    return {"row": row, "base": base, "knot": knot, "rate": rate, "step": step}


def _reals(values: Floats) -> str:
    return _text(np.ascontiguousarray(values, values.dtype.newbyteorder("<")))


def _wholes(values: Any) -> str:
    return _text(np.ascontiguousarray(values, "<i4"))


def _text(array: Any) -> str:
    return b64encode(array.tobytes()).decode()
