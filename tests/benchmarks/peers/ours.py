"""Ripeness itself, by the same measure: with what the peers are spared (a wandering front, outcomes)."""

from __future__ import annotations

from typing import Any

import numpy as np

from model import Scenario, simulate
from model.engine import stepping as engine
from model.engine.compiled import driver as fast
from model.engine.inputs import Inputs
from model.engine.stepping import run_many
from tests.benchmarks.peers.book import Book


class Courses:
    """`model.engine.courses`, which keeps the horizon alone, as sweeps and sensitivity do; float32, as draws are."""

    together = 16_384
    tolerance = engine.SINGLE
    quick: Any = None
    threads = 1

    def __init__(self, book: Book):
        self.program = book.program
        self.given: Inputs | None = None

    def follow(self, inputs: Inputs, months: int) -> np.ndarray:
        if self.given is not inputs:
            self.given, self.small = inputs, inputs.to(np.float32)
        inputs, before = self.small, (engine.quick, fast.THREADS)
        engine.quick, fast.THREADS = self.quick, self.threads
        try:
            groups = [inputs.part(first, first + self.together) for first in range(0, inputs.runs, self.together)]
            return np.concatenate([self._group(group, months) for group in groups], axis=1)
        finally:
            engine.quick, fast.THREADS = before

    def _group(self, inputs: Inputs, months: int) -> np.ndarray:
        return run_many(self.program, inputs, (), months, self.program.states.tolist(), every=False)[1][0]


class CompiledAlone(Courses):
    """The same in compiled code (extra `fast`), compiled beforehand, by one thread."""

    quick: Any = staticmethod(fast.run_many_compiled)

    def __init__(self, book: Book):
        super().__init__(book)
        fast.warm_up(book.program.case, wait=True)
        if engine.quick is None:
            raise ModuleNotFoundError(name="numba")


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
