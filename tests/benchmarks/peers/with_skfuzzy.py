"""scikit-fuzzy twice: its control system, and its functions called from one's own loops."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_

import numpy as np
import skfuzzy
from skfuzzy import control

from tests.benchmarks.peers.book import Book, Clause
from tests.benchmarks.peers.months import Months
from tests.benchmarks.peers.with_numpy import Straightforward

#: Rules in one control system. It sorts its graph of rules anew for every rule that is added and every time that it
#: computes: all in one take a minute to build.
RULES = 5


class ControlSystem(Months):
    """The rules as `skfuzzy.control` rules: an antecedent is a variable, its terms are the graded clauses.

    Conjunction is the product. Its inference is Mamdani's: consequents are fuzzy sets, joined by their maximum. Sums
    of pushes cannot be told in it, so that only the firing strengths are its own, and the sums and the step NumPy's.
    Its costliest part, defuzzification, is left out, and building is not counted. Inputs are arrays, of as many runs
    as pay.
    """

    together = 1000

    def __init__(self, book: Book):
        super().__init__(book)
        self.parts = [_Part(book.rules[first : first + RULES]) for first in range(0, len(book.rules), RULES)]

    def firing(self, now: np.ndarray) -> np.ndarray:
        return np.array([held for part in self.parts for held in part.firing(now)]).reshape(-1, now.shape[1])


class _Part:
    """A control system of some of the rules."""

    def __init__(self, rules: Sequence[tuple[Clause, ...]]):
        self.variables: dict[int, control.Antecedent] = {}
        terms = {clause: self._term(clause) for rule in rules for clause in rule}
        done = control.Consequent(np.array([0.0, 1.0]), "done")
        done["yes"] = np.array([0.0, 1.0])
        held = [reduce(and_, (terms[clause] for clause in rule)) for rule in rules]
        self.simulation = _Fired([control.Rule(one, done["yes"], and_func=np.multiply) for one in held])

    def _term(self, clause: Clause) -> control.term.Term:
        if clause.row not in self.variables:
            universe = np.unique([-1.0, *clause.peaks, 1.0])  # beyond its universe no term holds
            self.variables[clause.row] = control.Antecedent(universe, f"x{clause.row}")
        variable, name = self.variables[clause.row], str(clause.grades)
        if name not in variable.terms:
            variable[name] = np.interp(variable.universe, clause.peaks, clause.grades)
        return variable[name]

    def firing(self, now: np.ndarray) -> list[np.ndarray]:
        for row, variable in self.variables.items():
            self.simulation.input[variable.label] = now[row] if now.shape[1] > 1 else float(now[row, 0])
        self.simulation.compute()
        return self.simulation.fired


class _Fired(control.ControlSystemSimulation):
    """A simulation that keeps how far its rules fired, which it would forget at the end, instead of defuzzifying."""

    def __init__(self, rules: list[control.Rule]):
        super().__init__(control.ControlSystem(rules))
        self.rules = rules

    def defuzz_consequents(self) -> dict[str, float]:
        self.fired = [rule.aggregate_firing[self] for rule in self.rules]
        return {}


class Functions(Straightforward):
    """The loops of straightforward NumPy, memberships by `skfuzzy.interp_membership`, over all runs at once.

    Whatever makes it fast is one's own: all that is left to the tool is NumPy's own interpolation underneath.
    """

    def membership(self, clause: Clause, now: np.ndarray) -> np.ndarray:
        return skfuzzy.interp_membership(clause.peaks, clause.grades, now[clause.row], zero_outside_x=False)
