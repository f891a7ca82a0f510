"""What peers share that only fire rules: the months around them, for as many runs at once as the tool can take."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from model.engine.inputs import Inputs
from tests.benchmarks.peers.book import Book, starting, weights


class Months(ABC):
    """A tool says how far each rule's conditions hold; the sums, the month's step and the gauges are NumPy's."""

    #: How many runs are stepped at once.
    together: float = 1

    def __init__(self, book: Book):
        self.book = book
        self.rows, self.rule_of = list(book.states), [push.rule for push in book.pushes]
        self.low, self.high = np.array(book.low)[:, None], np.array(book.high)[:, None]
        self.up, self.down = (
            np.array([[float(p.row == row and p.up == way) for p in book.pushes] for row in book.states])
            for way in (True, False)
        )

    @abstractmethod
    def firing(self, now: np.ndarray) -> np.ndarray:
        """Return how far each rule's conditions hold, shape (ground rules, runs), from the values of all rows."""

    def sums(self, pushes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return the summed pushes up and down, shape (states, runs)."""
        return self.up @ pushes, self.down @ pushes

    def follow(self, inputs: Inputs, months: int) -> np.ndarray:
        """Return the states after some months, shape (states, runs)."""
        step = int(min(self.together, inputs.runs))
        groups = [slice(first, first + step) for first in range(0, inputs.runs, step)]
        return np.concatenate([self._group(inputs, group, months) for group in groups], axis=1)

    def _group(self, inputs: Inputs, group: slice, months: int) -> np.ndarray:
        now, amounts = starting(self.book, inputs, group), weights(self.book, inputs, group)
        self.book.gauges(now, np.maximum, np.minimum)
        for _ in range(months):
            up, down = self.sums(self.firing(now)[self.rule_of] * amounts)
            x = now[self.rows]
            now[self.rows] = x + ((self.high - x) * up - (x - self.low) * down) / (1 + up + down)
            self.book.gauges(now, np.maximum, np.minimum)
        return now[self.rows]
