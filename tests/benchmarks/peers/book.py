"""The grounded rules as plain lists: all that a peer is told, and the only file here that knows our arrays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from model import Scenario
from model.engine.grounding import program_of
from model.engine.inputs import Inputs
from model.engine.program import Program
from model.knowledge.case import Case
from model.knowledge.vocabulary import qualified
from model.uncertainty.draws import drawn_inputs

#: How far all engines go, or are scaled to.
MONTHS = 24


@dataclass(frozen=True)
class Clause:
    """How far the value in a row is what a clause says: `grades` at `peaks`, linear in between, flat beyond."""

    row: int
    peaks: tuple[float, ...]
    grades: tuple[float, ...]


@dataclass(frozen=True)
class Push:
    """A ground rule's push on a state: `row` of the state, `amount` the column of the pushes, and which way."""

    rule: int
    row: int
    amount: int
    up: bool


@dataclass(frozen=True)
class Book:
    """A case's ground rules. Rows are variables, then gauges; `states` are the rows that a month moves."""

    program: Program
    rules: tuple[tuple[Clause, ...], ...]
    pushes: tuple[Push, ...]
    states: tuple[int, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def clauses(self) -> list[Clause]:
        """Every clause that some rule has, once."""
        return sorted({clause for rule in self.rules for clause in rule}, key=lambda c: (c.row, c.grades))

    def gauges(self, now: Any, most: Any = max, least: Any = min) -> None:
        """Derive the gauges in `now`, in place: rows of numbers, or with np.maximum and np.minimum rows of arrays."""
        row, parties = self.program.row, self.program.case.parties
        front = now[row["battlefield_shift"]]
        now[row["front_movement"]] = abs(front)
        now[row[f"{parties[0]}.fortune"]], now[row[f"{parties[1]}.fortune"]] = front, -front
        crossed, widest, offers = [front * 0, front * 0], front * 0, [front * 0, front * 0]
        for table in self.program.tables:
            given = [now[concession] for concession in table.concession]
            gap = row[f"{table.issue}.gap"]
            now[gap] = table.distance * most(1 - given[0] - given[1], 0.0)
            for side, sign in ((0, -1), (1, 1)):
                stance = f"{parties[side]}.{table.issue}"
                now[row[f"{stance}.position"]] = table.opening[side] + sign * table.distance * given[side]
                left = 2 * (table.line[side] - given[side]) / table.margin
                now[row[f"{stance}.red_line"]] = least(most(2 - left, 0.0), 1.0)
                over = now[row[f"{stance}.red_line_crossed"]] = least(most(1 - left, 0.0), 1.0)
                crossed[side] = most(crossed[side], over)
                if table.core:
                    offers[side] = offers[side] + given[side] / sum(issue.core for issue in self.program.tables)
            if table.core:
                widest = most(widest, now[gap])
        now[row["widest_gap"]], now[row["red_line_crossed"]] = widest, most(crossed[0], crossed[1])
        for side, party in enumerate(parties):
            now[row[f"{party}.offer"]] = offers[side]
            now[row[f"{party}.red_line_crossed"]] = crossed[side]


def book_of(case: Case) -> Book:
    program = program_of(case)
    scales = {q: case.scale_of[variable.scale] for variable in case.variables for q in qualified(case, variable)}
    peaks = [tuple(scales[name].terms.values()) for name in program.ids]
    states = tuple(map(int, program.states))
    return Book(
        program=program,
        rules=tuple(tuple(Clause(row, peaks[row], grades) for row, grades in rule.clauses) for rule in program.rules),
        pushes=tuple(
            Push(int(rule), int(row), number, bool(push > 0))
            for number, (rule, row, push) in enumerate(
                zip(program.push_rule, program.push_row, program.push, strict=True)
            )
        ),
        states=states,
        low=tuple(scales[program.ids[row]].low for row in states),
        high=tuple(scales[program.ids[row]].high for row in states),
    )


def draws_of(book: Book, runs: int) -> Inputs:
    """Return the inputs of some draws: starts, strengths and pushes of their own, and a wandering front."""
    return drawn_inputs(book.program, Scenario(title="peers", months=MONTHS), runs, seed=0)


def repeated(inputs: Inputs, times: int) -> Inputs:
    """Return the inputs some times over."""
    if times == 1:
        return inputs

    def tiled(array: np.ndarray) -> np.ndarray:
        return np.tile(array, (1, times)) if array.shape[1] > 1 else array

    wander = None if inputs.wander is None else tiled(inputs.wander)
    return replace(
        inputs,
        start=tiled(inputs.start),
        strength=tiled(inputs.strength),
        push=tiled(inputs.push),
        pull=tiled(inputs.pull),
        wander=wander,
    )


def weights(book: Book, inputs: Inputs, run: slice) -> np.ndarray:
    """Return how hard each push is, its rule's strength counted in, shape (pushes, runs)."""
    strength = inputs.strength[:, run] if inputs.strength.shape[1] > 1 else inputs.strength
    push = inputs.push[:, run] if inputs.push.shape[1] > 1 else inputs.push
    return strength[[p.rule for p in book.pushes]] * np.abs(push)


def starting(book: Book, inputs: Inputs, run: slice) -> np.ndarray:
    """Return the values at month 0 with a place for the gauges, shape (rows, runs)."""
    start = inputs.start[:, run]
    now = np.zeros((len(book.program.ids), start.shape[1]))
    now[: len(start)] = start
    return now
