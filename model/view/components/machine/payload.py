"""Runs of a scenario as plain values for machine.js: the row operations, what differs between runs, the strokes.

An array is sent as a store has it: in base64 by itself, or at its place among packed bytes (see `packing`).
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypedDict

import numpy as np

from model.arrays import Floats
from model.engine import Inputs, Kind, Operation, Outside, Program, pushes_and_weights, sections_of
from model.scenario import Scenario

#: An array as it is sent: in base64; or where it stands among packed bytes, from which byte on and how many numbers.
Stored = str | list[int]

#: Takes an array, little-endian and contiguous, and returns it as it is sent.
Store = Callable[[np.ndarray[Any, Any]], Stored]

#: The kinds of operations by number, as machine.js has them.
NUMBER = {kind: number for number, kind in enumerate(Kind)}


def in_base64(array: np.ndarray[Any, Any]) -> Stored:
    """Return an array in base64."""
    return b64encode(array.tobytes()).decode()


class MachineOperations(TypedDict):
    """A list of operations: kinds and rows, four whole numbers each; and their numbers, three each."""

    at: Stored
    numbers: Stored


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

    start: Stored
    rows: list[tuple[int, Stored]]


class MachineAtom(TypedDict):
    """What scales a rate: how far a row is past each knot, as in `Firing`."""

    row: int
    base: float
    knot: list[float]
    rate: list[float]
    step: list[float]


class MachineStrokes(TypedDict):
    """What may happen: those of month m are from begins[m] up to begins[m + 1]; and the scale of every state."""

    begins: Stored
    run: Stored
    row: Stored
    sets: Stored
    until: Stored
    atom: Stored
    amount: Stored
    luck: Stored
    rate: Stored
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


def machine_payload(
    program: Program, scenario: Scenario, inputs: Inputs, keep: Sequence[str] = (), store: Store = in_base64
) -> MachinePayload:
    """Return some runs of a scenario, ready for JSON.

    Args:
        program: the grounded case, with the scenario's theories.
        scenario: whose events and horizon they have.
        inputs: the runs. The levers that the browser is to move keep their starts where it does not set them: ask for
            the inputs of the scenario without them, so that those of draws stay drawn.
        keep: variables and gauges whose values are wanted by month.
        store: how arrays are sent.
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
            "before": _operations(month.before, store),
            "show": _operations(month.show, store),
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
        "sections": {name: _operations(getattr(sections, name), store) for name in names},
        "months": months,
        "inputs": {"start": store(_reals(inputs.start)), "rows": _rows(program, inputs, outside, store)},
        "strokes": _strokes(program, inputs, scenario.months, store),
        "levers": {variable.id: program.row[variable.id] for variable in program.case.variables if variable.lever},
        "keep": [program.row[name] for name in keep],
    }


def _rows(program: Program, inputs: Inputs, outside: Outside, store: Store) -> list[tuple[int, Stored]]:
    """Return what is given besides the starts: the first row of each, and its values for every run."""
    at = sections_of(program).layout
    pushes, weights = pushes_and_weights(program, inputs)
    walk = None if inputs.wander is None else inputs.wander[: len(outside.months)]
    found = ((at.pushes, pushes), (at.weights, weights), (outside.walk, walk), (outside.shares, inputs.share))
    return [
        (row, store(_reals(np.broadcast_to(values, (len(values), inputs.runs)))))
        for row, values in found
        if row is not None and values is not None
    ]


def _operations(operations: Iterable[Operation], store: Store) -> MachineOperations:
    every = list(operations)
    rows = [(NUMBER[o.kind], o.to, o.of or 0, o.also or 0) for o in every]
    return {"at": store(_wholes(rows)), "numbers": store(_reals(np.array([o[4:] for o in every], float)))}


def _strokes(program: Program, inputs: Inputs, months: int, store: Store) -> MachineStrokes | None:
    """Return what may happen to the runs: those of month m are from begins[m] up to begins[m + 1]."""
    if inputs.strokes is None:
        return None
    strokes, firing = inputs.strokes, program.rates
    atom = firing.clauses[strokes.what, 0]
    rate = np.array([happening.rate for happening in program.happenings], inputs.start.dtype)[strokes.what]
    states = [int(row) for row in program.states]
    return {
        "begins": store(_wholes(np.searchsorted(strokes.month, np.arange(months + 2)))),
        "run": store(_wholes(strokes.run)),
        "row": store(_wholes(strokes.row)),
        "sets": store(_wholes(strokes.sets)),
        "until": store(_wholes(strokes.until)),
        "atom": store(_wholes(np.where(atom == len(firing.rows) - 1, -1, atom))),
        "amount": store(_reals(strokes.amount)),
        "luck": store(_reals(strokes.luck)),
        "rate": store(_reals(rate)),
        "atoms": [_atom(program, number) for number in range(len(firing.rows) - 1)],
        "scale": [(row, float(program.low[row]), float(program.high[row])) for row in states],
    }


def _atom(program: Program, number: int) -> MachineAtom:
    firing = program.rates
    knot, rate, step = (part[:, number, 0].tolist() for part in (firing.knot, firing.rate, firing.step))
    row, base = int(firing.rows[number]), float(firing.base[number, 0])
    return {"row": row, "base": base, "knot": knot, "rate": rate, "step": step}


def _reals(values: Floats) -> np.ndarray[Any, Any]:
    return np.ascontiguousarray(values, values.dtype.newbyteorder("<"))


def _wholes(values: Any) -> np.ndarray[Any, Any]:
    return np.ascontiguousarray(values, "<i4")
