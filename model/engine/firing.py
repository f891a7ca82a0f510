"""Firing: how far the fuzzy conditions of rules hold, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Ints
from model.knowledge import Scale

#: What a ground rule fires on: a row, and how far the clause holds at the peak of each term of the row's scale.
Clause = tuple[int, tuple[float, ...]]


@dataclass(frozen=True)
class Firing:
    """Fuzzy conditions as arrays: atoms (one row and its grades each), and each rule's clauses as atom numbers.

    A graded membership is linear between the peaks of neighbouring terms: `base`, its value at the first peak, plus
    `step` times the way made from one peak (`knot`) to the next (`rate` is 1 / their distance), limited to [0, 1].
    `knot`, `rate` and `step` have shape (stretches, atoms, 1). The last atom is always 1 and fills up rules with
    fewer clauses than the longest.
    """

    rows: Ints
    base: Floats
    knot: Floats
    rate: Floats
    step: Floats
    clauses: Ints


def firing_of(rules: Sequence[tuple[Clause, ...]], scales: Sequence[Scale]) -> Firing:
    """Return the conditions of some rules as arrays; `scales` has the scale of every row."""
    atoms = sorted({clause for rule in rules for clause in rule})
    number = {atom: i for i, atom in enumerate(atoms)}
    always = len(atoms)
    clauses = np.full((len(rules), max(map(len, rules), default=0) or 1), always, dtype=np.intp)
    for i, rule in enumerate(rules):
        clauses[i, : len(rule)] = [number[clause] for clause in rule]
    stretches = max((len(grades) - 1 for _, grades in atoms), default=1)
    arms = np.zeros((3, stretches, len(atoms) + 1, 1))
    for i, (row, grades) in enumerate(atoms):
        peaks = np.array(list(scales[row].terms.values()))
        arms[:, : len(grades) - 1, i, 0] = peaks[:-1], 1 / np.diff(peaks), np.diff(grades)
    return Firing(
        rows=np.array([row for row, _ in atoms] + [0], dtype=np.intp),
        base=np.array([[grades[0]] for _, grades in atoms] + [[1.0]]),
        knot=arms[0],
        rate=arms[1],
        step=arms[2],
        clauses=clauses,
    )


def memberships(firing: Firing, values: Floats) -> Floats:
    """Return how far each rule's conditions hold: the product of its clauses' memberships, shape (rules, runs)."""
    held = atom_memberships(firing, values)
    product = held[firing.clauses[:, 0]]
    for column in firing.clauses.T[1:]:
        product *= held[column]
    return product


def atom_memberships(firing: Firing, values: Floats) -> Floats:
    """Return the graded membership of every atom, shape (atoms, runs)."""
    x = values[firing.rows]
    held: Floats = np.broadcast_to(firing.base, x.shape)
    for knot, rate, step in zip(firing.knot, firing.rate, firing.step, strict=True):
        held = held + step * np.clip((x - knot) * rate, 0.0, 1.0)
    return held
