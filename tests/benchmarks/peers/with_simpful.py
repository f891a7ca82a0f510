"""simpful: the rules as sentences, fired one state of the world at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from simpful import FuzzySet, FuzzySystem, LinguisticVariable, Triangular_MF

from tests.benchmarks.peers.book import Book, Clause
from tests.benchmarks.peers.months import Months


class Sentences(Months):
    """The rules as simpful's sentences, with the product for AND.

    Every graded clause is a linguistic variable with the one term that is asked for: simpful works out all terms of a
    variable whenever a clause asks for one, and this spares it that. A term of one peak is a triangle, one with
    several grades a polygon. The month's step is a Sugeno mean of three values (where a state is, and the two ends of
    its scale), but simpful's `Sugeno_inference` counts a rule's weight above the line and not below it. So the firing
    strengths are taken (`get_firing_strengths`), which also fires each rule once and not for each of its pushes; the
    sums and the step are NumPy's.
    """

    def __init__(self, book: Book):
        super().__init__(book)
        self.system = FuzzySystem(operators=["AND_PRODUCT"], show_banner=False, verbose=False)
        self.names = {clause: f"v{number}" for number, clause in enumerate(book.clauses)}
        for clause, name in self.names.items():
            self.system.add_linguistic_variable(name, LinguisticVariable([_term(clause)]))
        self.system.add_rules([f"IF {self._all(rule)} THEN (y IS done)" for rule in book.rules])

    def _all(self, clauses: Sequence[Clause]) -> str:
        told = f"({self.names[clauses[0]]} IS so)"
        for clause in clauses[1:]:
            told = f"({told} AND ({self.names[clause]} IS so))"
        return told

    def firing(self, now: np.ndarray) -> np.ndarray:
        for clause, name in self.names.items():
            self.system.set_variable(name, now[clause.row, 0])
        return np.array(self.system.get_firing_strengths())[:, None]


def _term(clause: Clause) -> FuzzySet:
    peaks, grades = clause.peaks, clause.grades
    if sorted(grades)[-2:] != [0.0, 1.0]:
        return FuzzySet(points=[list(point) for point in zip(peaks, grades, strict=True)], term="so")
    at = grades.index(1.0)
    left, right = peaks[max(at - 1, 0)], peaks[min(at + 1, len(peaks) - 1)]
    return FuzzySet(function=Triangular_MF(left, peaks[at], right), term="so")
