"""Attempts: the same variants of a scenario with some things set otherwise, and how far each reaches a goal."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from model.analysis.backcasting.goal import Goal, named
from model.arrays import Floats
from model.engine import Batch, Program, ready_program
from model.knowledge import Case, Fault, ScenarioError
from model.scenario import Scenario
from model.uncertainty import drawn_inputs

#: Told how many more runs are done; what it raises stops the work.
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Movable:
    """A lever or an assumption that may be changed.

    `at` is where it stands, what the scenario sets or else the central value; `low` and `high` bound it, within its
    scale; `cost` is that of moving it by a whole unit of its scale.
    """

    name: str
    row: int
    at: float
    low: float
    high: float
    cost: float


def movables(case: Case, scenario: Scenario, names: Sequence[str] | None, costs: Mapping[str, float]) -> list[Movable]:
    """Return what may be changed in a scenario.

    Args:
        case: the case.
        scenario: a scenario of it.
        names: levers and assumptions by qualified id; None: all of them but the actors' engagement.
        costs: of moving each by a whole unit of its scale, above 0; 1 for what is not named.

    Raises:
        ScenarioError: with every unknown or repeated name, those of actors who are out, and every cost that is none.
    """
    program = ready_program(case, scenario)
    known = program.settable
    if names is None:
        names = [name for name in known if not name.endswith(".engagement")]
    faults = named(case, names, list(known), "movable") + named(case, list(costs), list(known), "cost")
    out = {f"{actor}.engagement" for actor in scenario.without}
    idle = "has no effect, since the scenario takes the actor out"
    faults += [Fault("", "movable", f"'{name}' {idle}") for name in names if name in out]
    faults += [
        Fault("", f"cost: {name}", f"a number above 0 is needed, not {cost!r}")
        for name, cost in costs.items()
        if not (isinstance(cost, int | float) and 0 < cost < np.inf)
    ]
    if not names and not faults:
        faults.append(Fault("", "movable", "name at least one lever or assumption that may be changed"))
    if faults:
        raise ScenarioError(faults)
    found = []
    for name in names:
        row = known[name]
        at = scenario.given.get(name, float(program.start[row]))
        low, high = float(program.low[row]), float(program.high[row])
        found.append(Movable(name, row, at, low, high, float(costs.get(name, 1.0))))
    return found


class Attempts:
    """The draws of a scenario, to be run with some of its levers and assumptions at other values."""

    def __init__(self, case: Case, scenario: Scenario, goal: Goal, what: Sequence[Movable], seed: int = 0):
        self.program: Program = ready_program(case, scenario)
        self.scenario, self.goal, self.what, self.seed = scenario, goal, list(what), seed
        self.tell: Tell = lambda runs: None
        self._as_it_is: dict[int, Batch] = {}  # by their number: many points are tried on the same draws

    def reach(self, points: Floats, draws: int) -> tuple[Floats, Floats]:
        """Return for each point its score by the goal, see `Goal.score`, and how near the draws are on average.

        Args:
            points: shape (points, movables); NaN leaves a movable as the scenario has it.
            draws: the first so many, the same at every point.
        """
        share, near = np.empty((2, len(points)))
        moved, goal = [movable.row for movable in self.what], self.goal
        if draws not in self._as_it_is:
            self._as_it_is[draws] = self._drawn(self.scenario, draws)
        batch = self._as_it_is[draws]
        for where, pulls, values in batch.at_points(moved, points, goal.rows(self.program), every=goal.by_month):
            leads = goal.lead(pulls, values)
            share[where], near[where] = goal.score(leads), leads.mean(axis=-1)
            self.tell(leads.size)
        return share, near

    def scenario_reach(self, scenario: Scenario, draws: int) -> Floats:
        """Return by how much each draw of another scenario of the same case reaches the goal, shape (draws,)."""
        batch, goal = self._drawn(scenario, draws), self.goal
        return goal.lead(*batch.run(goal.rows(self.program), every=goal.by_month))

    def _drawn(self, scenario: Scenario, draws: int) -> Batch:
        return Batch(self.program, scenario, drawn_inputs(self.program, scenario, draws, self.seed))
