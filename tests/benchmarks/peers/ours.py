"""Ripeness itself, by the same measure: with what the peers are spared (a wandering front, outcomes)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model import Scenario, simulate
from model.engine.backend import NUMPY, Backend
from model.engine.batch import run_many
from model.engine.compiled.driver import CompiledBackend, best_backend, warm_up
from model.engine.inputs import Inputs
from model.engine.stepping import SINGLE
from tests.benchmarks.peers.book import Book


class Courses:
    """`run_many` in NumPy, which keeps the horizon alone, as sweeps and sensitivity do; float32, as draws are."""

    together = 16_384
    tolerance = SINGLE
    backend: Backend = NUMPY

    def __init__(self, book: Book):
        self.program = book.program
        self.given: Inputs | None = None

    def follow(self, inputs: Inputs, months: int) -> np.ndarray:
        if self.given is not inputs:
            self.given, self.small = inputs, inputs.to(np.float32)
        inputs = self.small
        groups = [inputs.part(first, first + self.together) for first in range(0, inputs.runs, self.together)]
        return np.concatenate([self._group(group, months) for group in groups], axis=1)

    def _group(self, inputs: Inputs, months: int) -> np.ndarray:
        rows = self.program.states.tolist()
        return run_many(self.program, inputs, (), months, rows, every=False, backend=self.backend)[1][0]


class CompiledAlone(Courses):
    """The same in compiled code (extra `fast`), compiled beforehand, by one thread."""

    threads = 1

    def __init__(self, book: Book):
        super().__init__(book)
        warm_up(book.program.case, wait=True)
        compiled = best_backend()
        if not isinstance(compiled, CompiledBackend):
            raise ModuleNotFoundError(name="numba")
        self.backend = replace(compiled, threads=self.threads)


class Compiled(CompiledAlone):
    """The same by two threads."""

    threads = 2


class Alone:
    """`simulate`: one run with the central beliefs, its scenario checked and everything recorded to explain it by."""

    together = 1

    def __init__(self, book: Book):
        self.program = book.program

    def follow(self, inputs: Inputs, months: int) -> np.ndarray:
        found = simulate(self.program.case, Scenario(title="alone", months=months))
        return found.trace.values[-1][self.program.states]
