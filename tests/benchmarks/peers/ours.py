"""Ripeness itself, by the same measure: with what the peers are spared (a wandering front, outcomes)."""

from __future__ import annotations

import numpy as np

from model import Scenario, simulate
from model.engine import Inputs, courses
from peers.book import Book


class Batches:
    """`model.engine.courses`, a sweep's batch at a time; weights vary by run."""

    together = 2048

    def __init__(self, book: Book):
        self.program = book.program

    def follow(self, inputs: Inputs, months: int) -> np.ndarray:
        groups = [inputs.part(first, first + self.together) for first in range(0, inputs.runs, self.together)]
        return np.concatenate([self._group(group, months) for group in groups], axis=1)

    def _group(self, inputs: Inputs, months: int) -> np.ndarray:
        return courses(self.program, inputs, (), months, self.program.states, every=False)[1][0]


class Alone:
    """`simulate`: one run with the central beliefs, its scenario checked and everything recorded to explain it by."""

    together = 1

    def __init__(self, book: Book):
        self.program = book.program

    def follow(self, inputs: Inputs, months: int) -> np.ndarray:
        found = simulate(self.program.case, Scenario(title="alone", months=months))
        return found.trace.values[-1][self.program.states]
