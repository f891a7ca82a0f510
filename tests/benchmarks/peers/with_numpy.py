"""NumPy as one writes it first: a call for every rule and clause, over all runs at once."""

from __future__ import annotations

from math import inf

import numpy as np

from tests.benchmarks.peers.book import Clause
from tests.benchmarks.peers.months import Months


class Straightforward(Months):
    """Nothing of the rules is left out, and weights vary by run."""

    together = inf

    def membership(self, clause: Clause, now: np.ndarray) -> np.ndarray:
        return np.interp(now[clause.row], clause.peaks, clause.grades)

    def firing(self, now: np.ndarray) -> np.ndarray:
        firing = np.ones((len(self.book.rules), now.shape[1]))
        for held, rule in zip(firing, self.book.rules, strict=True):
            for clause in rule:
                held *= self.membership(clause, now)
        return firing

    def sums(self, pushes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        up, down = ({row: np.zeros(pushes.shape[1]) for row in self.rows} for _ in "ud")
        for push, amount in zip(self.book.pushes, pushes, strict=True):
            side = up if push.up else down
            side[push.row] += amount
        return np.stack(list(up.values())), np.stack(list(down.values()))
