"""The exact sums of some runs of a program: what every rule, event and happening did to every variable."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from model.arrays import Floats, Ints
from model.engine.contributions import Line
from model.engine.firing import memberships
from model.engine.gauges import GAUGES
from model.engine.happenings import GroundHappening
from model.engine.inputs import Inputs
from model.engine.program import Program
from model.engine.stepping import Trace
from model.knowledge import OUTCOMES, PULL_CLASSES, THE_REST
from model.scenario import Scenario


@dataclass(frozen=True, eq=False)
class ExactSums:
    """What moved what in some runs, from their inputs and their trace, which has to be recorded."""

    program: Program
    scenario: Scenario
    trace: Trace
    inputs: Inputs

    @cached_property
    def before(self) -> Floats:
        """Values as the rules of a month found them, shape (months, rows, runs)."""
        assert self.trace.before is not None
        return self.trace.before

    @cached_property
    def held(self) -> Floats:
        """How far the conditions of every ground rule held as it fired, shape (ground rules, months, runs)."""
        months, rows, runs = self.before.shape
        values = self.before.transpose(1, 0, 2).reshape(rows, -1)
        return memberships(self.program.firing, values).reshape(-1, months, runs)

    def amounts(self, pushes: Ints) -> Floats:
        """Return what some pushes did to the variables that they push, shape (months, pushes, runs).

        All pushes on a variable have to be among them, since they share what is left of the way to the scale's ends.
        """
        program, inputs = self.program, self.inputs
        rule, row = program.push_rule[pushes], program.push_row[pushes]
        pushed = self.held[rule] * (inputs.strength[rule] * np.abs(inputs.push[pushes]))[:, None]
        rows, place = np.unique(row, return_inverse=True)
        total = np.zeros((len(rows), *pushed.shape[1:]))
        for number, at in enumerate(place):
            total[at] += pushed[number]
        x = self.before.transpose(1, 0, 2)[row]
        up = program.push[pushes, None, None] > 0
        left = np.where(up, program.high[row, None, None] - x, program.low[row, None, None] - x)
        amounts: Floats = pushed * left / (1 + total[place])
        return amounts.transpose(1, 0, 2)

    @cached_property
    def parts(self) -> Floats:
        """What every outcome rule adds to its outcome's pull, shape (outcome rules, months + 1, runs)."""
        program, beliefs = self.program, self.scenario.beliefs
        weight = program.outcome_weight * np.array([beliefs.get(r.id, 1.0) for r in program.outcome_rules])
        months, rows, runs = self.trace.values.shape
        values = self.trace.values.transpose(1, 0, 2).reshape(rows, -1)
        parts: Floats = memberships(program.outcomes, values) * weight[:, None]
        return parts.reshape(-1, months, runs)

    def path(self, variable: str) -> Floats:
        """Return a state, an assumption, a gauge, a pull, or what the pulls leave, shape (months + 1, runs)."""
        if variable == THE_REST:
            return np.asarray(1 - self.trace.pulls.sum(axis=1))
        if variable in OUTCOMES:
            return self.trace.pulls[:, OUTCOMES.index(variable)]
        return self.trace.values[:, self.program.row[variable]]

    def lines(self, variable: str) -> list[Line]:
        """Return what changed a variable, a pull, or what the pulls leave; in each run and month it sums to the change.

        The variable has to be known.
        """
        if variable in PULL_CLASSES:
            return list(self._of_outcomes(variable))
        if (row := self.program.row[variable]) < self.program.variables:
            return [*self._of_rules(row), *self._from_outside(row)]
        of, member = self.program.variable_of[variable], variable.rpartition(".")[0]
        return GAUGES[of.scope, of.id].attribute(self, self.program.case, member)

    def _of_outcomes(self, name: str) -> Iterator[Line]:
        """Yield what each outcome rule adds to its own pull, and takes from what the pulls leave."""
        sign = -1.0 if name == THE_REST else 1.0
        months = np.arange(1, len(self.trace.values))
        for number, rule in enumerate(self.program.outcome_rules):
            if name in (THE_REST, OUTCOMES[self.program.outcome_of[number]]):
                amounts = sign * np.diff(self.parts[number], axis=0)
                yield Line(rule.id, "world", (), rule.claims, months, amounts)

    def _of_rules(self, row: int) -> Iterator[Line]:
        """Yield what each ground rule did to a state."""
        pushes = np.flatnonzero(self.program.push_row == row)
        if not len(pushes):
            return
        months, case = np.arange(1, len(self.before) + 1), self.program.case
        for push, amounts in zip(pushes, self.amounts(pushes).transpose(1, 0, 2), strict=True):
            ground = self.program.rules[self.program.push_rule[push]]
            yield Line(ground.rule, ground.where, ground.actors, case.rule_of[ground.rule].claims, months, amounts)

    def _from_outside(self, row: int) -> Iterator[Line]:
        """Yield what events, wandering and happenings did to a state or an assumption."""
        for month, of, what, amounts in self.trace.moved:
            if of == row:
                yield replace(self._named(what), months=np.array([month]), amounts=amounts.astype(float)[None])

    def _named(self, what: int | str | GroundHappening) -> Line:
        """Return as what a change that no rule made is told; when and by how much is left open."""
        months, none = np.empty(0, np.intp), np.empty((0, 0))
        if isinstance(what, GroundHappening):
            claims = self.program.case.happening_of[what.id].claims
            actors = (what.where,) if what.where in self.program.case.parties else ()
            return Line(what.title, what.where, actors, claims, months, none)
        title = what if isinstance(what, str) else self.scenario.events[what].title
        return Line(title, "outside", (), (), months, none)
