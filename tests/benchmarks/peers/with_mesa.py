"""A Mesa model: an agent for every ground rule and for every state, a step a month."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

import mesa
import numpy as np

from model.engine.inputs import Inputs
from tests.benchmarks.peers.book import Book, Clause, starting, weights


class Sentence(mesa.Agent):
    """A ground rule. It fires in plain Python, and stops at the first clause that does not hold."""

    def __init__(self, model: World, clauses: tuple[Clause, ...], pushes: list[tuple[State, bool, int]]):
        super().__init__(model)
        self.clauses = [
            (clause.row, clause.peaks, clause.grades, [b - a for a, b in pairwise(clause.grades)]) for clause in clauses
        ]
        self.pushes = pushes

    def fire(self) -> None:
        now, amounts = self.model.now, self.model.amounts
        held = 1.0
        for row, peaks, grades, steps in self.clauses:
            x = now[row]
            if x <= peaks[0]:
                held *= grades[0]
            elif x >= peaks[-1]:
                held *= grades[-1]
            else:
                at = bisect_right(peaks, x) - 1
                held *= grades[at] + steps[at] * (x - peaks[at]) / (peaks[at + 1] - peaks[at])
            if not held:
                return
        for state, up, amount in self.pushes:
            if up:
                state.up += held * amounts[amount]
            else:
                state.down += held * amounts[amount]


class State(mesa.Agent):
    """A state: gathers the pushes of a month and moves."""

    def __init__(self, model: World, row: int, low: float, high: float):
        super().__init__(model)
        self.row, self.low, self.high = row, low, high
        self.up = self.down = 0.0

    def move(self) -> None:
        x, up, down = self.model.now[self.row], self.up, self.down
        self.model.now[self.row] = x + ((self.high - x) * up - (x - self.low) * down) / (1 + up + down)
        self.up = self.down = 0.0


class World(mesa.Model):
    """All rules fire on the same month, then all states move, then the gauges follow."""

    def __init__(self, book: Book):
        super().__init__()
        self.book = book
        self.now: list[float] = []
        self.amounts: list[float] = []
        ends = zip(book.states, book.low, book.high, strict=True)
        state = {row: State(self, row, low, high) for row, low, high in ends}
        for number, clauses in enumerate(book.rules):
            mine = [(state[push.row], push.up, push.amount) for push in book.pushes if push.rule == number]
            Sentence(self, clauses, mine)

    def begin(self, now: list[float], amounts: list[float]) -> None:
        self.now, self.amounts = now, amounts
        self.book.gauges(now)

    def step(self) -> None:
        self.agents_by_type[Sentence].do("fire")
        self.agents_by_type[State].do("move")
        self.book.gauges(self.now)


class Agents:
    """One model, begun anew for every run (a batch of Mesa's own makes a model, and its agents, for every run).

    Nothing is collected by the month. Plain Python all through, which for one state of the world at a time is what
    is fastest.
    """

    together = 1

    def __init__(self, book: Book):
        self.book, self.world = book, World(book)

    def follow(self, inputs: Inputs, months: int) -> np.ndarray:
        rows = self.book.states
        ends = np.empty((len(rows), inputs.runs))
        for number in range(inputs.runs):
            run = slice(number, number + 1)
            amounts = weights(self.book, inputs, run)[:, 0].tolist()
            self.world.begin(starting(self.book, inputs, run)[:, 0].tolist(), amounts)
            for _ in range(months):
                self.world.step()
            ends[:, number] = [self.world.now[row] for row in rows]
        return ends
