"""A way to a goal: changes do not come at a stroke, but as dated events, each as fast as is plausible.

What an answer to "what would it take" asks for is reached step by step: one thing after another in some order, or all
at once; every month a thing moves by no more than the case holds to be plausible. On the way other things happen: trust
that is built early may wear away again, a war that goes on wears both sides out. So the moves may have to be larger, or
take longer, than if they were made at once: the least that is enough is looked for, and everything told is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from model.analysis.backcasting.answers import Answer
from model.analysis.backcasting.attempts import Attempts, Movable, movables
from model.analysis.backcasting.goal import Goal
from model.analysis.backcasting.searching import CLOSER_DRAWS, CONFIRMING_DRAWS, FINEST_STEP
from model.arrays import Floats
from model.knowledge import Case, Fault, ScenarioError, Variable
from model.scenario import AnyScenario, Event, Scenario, scenario_of
from model.showing import Card, Shown

#: The horizons that are tried after the scenario's own, in months, until one is long enough.
HORIZONS = (12, 18, 24, 36, 48, 60)


#: How late each step is tried, in months, to see what that would cost.
LATE_MONTHS = (3, 6)


#: Steps in which a way's moves are made larger, from the answer's to the ends of the scales.
ENLARGEMENTS = 10


@dataclass(frozen=True)
class Step:
    """One thing that moves, from the beginning of month `first` to that of month `last`, by `speed` a month.

    `start` is where it stands before, `to` where it is put; what changes besides (a state such as trust moves all the
    time) comes on top.
    """

    name: str
    first: int
    last: int
    start: float
    to: float
    speed: float


@dataclass(frozen=True)
class Failing:
    """What is left if a step is missing (`late` None) or so many months late: the share that reaches the goal."""

    name: str
    late: int | None
    share: float


@dataclass(frozen=True, repr=False)
class Way(Shown):
    """A sequence of dated events with which a scenario reaches a goal.

    Attributes:
        answer: the changes that it is a way to.
        steps: by when they begin; of those that begin together, first what can wait the least.
        together: whether all begin in the first month.
        scenario: the scenario with the events; its horizon is the way's.
        share: of the variants, which reach the goal, or of the pull, as in `answer`, with the ends of its 95 %
            interval; of `draws`.
        reached: whether the share is as large as the goal asks.
        orders: the steps one after another, in every other order that there is time for, as names, and the share that
            reaches the goal by it with the same moves; the best first.
        failing: what is left if one step is missing or late.
    """

    answer: Answer
    steps: tuple[Step, ...]
    together: bool
    scenario: Scenario
    share: float
    low: float
    high: float
    draws: int
    reached: bool
    orders: tuple[tuple[tuple[str, ...], float], ...]
    failing: tuple[Failing, ...]

    def _card(self) -> Card:
        facts = {"steps": ", ".join(f"{s.name} to {s.to:.3g} in months {s.first} to {s.last}" for s in self.steps)}
        facts["share"] = f"{self.share:.1%} ({self.low:.1%} to {self.high:.1%})"
        return Card(self.scenario.title, facts | {"reached": "yes" if self.reached else "no"})

    @property
    def weakest(self) -> Failing:
        """The step without which, or with which six months late, the least is left: where the way breaks."""
        return min(self.failing, key=lambda one: (one.share, one.late or 0))

    @property
    def months(self) -> int:
        """By which month all steps have been taken."""
        return max(step.last for step in self.steps)


def way(case: Case, scenario: AnyScenario, goal: Goal, answer: Answer, seed: int = 0) -> Way:
    """Return the best way to an answer: over the shortest horizon, then with the smallest moves, that reaches the goal.

    If none does within the longest horizon, the one that comes nearest, with `reached` false.

    Args:
        case: the case.
        scenario: a scenario, its id or path: where we start; the way's events come on top of its own.
        goal: what is to come of it; a month that it names holds whatever the horizon.
        answer: changes of the scenario, as `reach` finds them; one or more.
        seed: of the draws.

    Raises:
        ScenarioError: if the scenario or the answer does not fit the case. ValueError: if the answer changes nothing.
    """
    scenario = scenario_of(case, scenario)
    Goal.of(goal)
    if not isinstance(answer, Answer):
        raise ScenarioError([Fault("", "answer", f"an answer of `reach` is needed, not {answer!r:.60}")])
    if not answer.values:
        raise ValueError("answer: it changes nothing, so there is no way to go")
    what = movables(case, scenario, list(answer.values), {})
    return _Ways(case, scenario, goal, answer, what, seed).best()


@dataclass(frozen=True)
class _Plan:
    """Where each thing is to be, in the order in which they move; all at once, or one after another."""

    order: tuple[int, ...]
    to: tuple[float, ...]
    together: bool
    months: int


class _Ways:
    def __init__(self, case: Case, scenario: Scenario, goal: Goal, answer: Answer, what: list[Movable], seed: int):
        self.case, self.scenario, self.goal, self.answer, self.what = case, scenario, goal, answer, what
        self.attempts = Attempts(case, scenario, goal, what, seed)
        of = self.attempts.program.variable_of
        self.variable = {m.name: of[m.name] for m in what}
        self.speed = [self.variable[m.name].speed or m.high - m.low for m in what]

    def best(self) -> Way:
        """Try the horizons, and at each of them the orders, with ever larger moves."""
        nearest: tuple[float, _Plan] | None = None
        for months in self._horizons():
            for larger in np.linspace(0.0, 1.0, ENLARGEMENTS + 1):
                plans = list(self._plans(float(larger), months))
                if not plans:
                    break
                shares = [self._share(plan, CLOSER_DRAWS) for plan in plans]
                at = int(np.argmax(shares))
                if nearest is None or shares[at] > nearest[0]:
                    nearest = shares[at], plans[at]
                if shares[at] >= self.goal.share and self._share(plans[at], CONFIRMING_DRAWS) >= self.goal.share:
                    return self._way(plans[at])
        if nearest is None:  # not even the longest horizon has room for the moves
            nearest = 0.0, _Plan(tuple(range(len(self.what))), self._to(0.0), True, max(HORIZONS))
        return self._way(nearest[1])

    def _horizons(self) -> list[int]:
        own = self.scenario.months
        return [own, *(months for months in HORIZONS if months > own)]

    def _to(self, larger: float) -> tuple[float, ...]:
        """Return where all are put: where the answer has them, or so large a share of the way from there to the end."""
        found = []
        for m in self.what:
            aim = self.answer.values[m.name]
            end = m.high if aim > m.at else m.low
            found.append(float(np.round((aim + larger * (end - aim)) / FINEST_STEP) * FINEST_STEP))
        return tuple(np.round(found, 6).tolist())

    def _plans(self, larger: float, months: int) -> Iterator[_Plan]:
        """Yield the plans for moves of one size that are done before the horizon."""
        numbers, to = range(len(self.what)), self._to(larger)
        if len(self.what) > 1:
            yield from (p for order in _orders(numbers) if self._last(p := _Plan(order, to, False, months)) <= months)
        if self._last(plan := _Plan(tuple(numbers), to, True, months)) <= months:
            yield plan

    def _last(self, plan: _Plan) -> int:
        return max(step.last for step in self.steps(plan))

    def steps(self, plan: _Plan) -> list[Step]:
        """Return the steps of a plan."""
        found, first = [], 1
        for n in plan.order:
            m, speed = self.what[n], self.speed[n]
            long = max(1, int(np.ceil(abs(plan.to[n] - m.at) / speed - 1e-9)))
            found.append(Step(m.name, first, first + long - 1, m.at, plan.to[n], speed))
            first = 1 if plan.together else first + long
        return found

    def _made(self, steps: Sequence[Step], months: int) -> Scenario:
        events = [e for step in steps for e in events_of(self.variable[step.name], step) if e.month <= months]
        ordered = sorted([*self.scenario.events, *events], key=lambda event: event.month)
        return self.scenario.but(months=months, events=tuple(ordered), expect=())

    def _leads(self, steps: Sequence[Step], months: int, draws: int) -> Floats:
        return self.attempts.scenario_reach(self._made(steps, months), draws)

    def _share(self, plan: _Plan, draws: int) -> float:
        return float(self.goal.score(self._leads(self.steps(plan), plan.months, draws)))

    def _way(self, plan: _Plan) -> Way:
        """Run a plan with many variants, and once with each of its steps missing or late."""
        steps, months = self.steps(plan), plan.months
        share, low, high = self.goal.scored(self._leads(steps, months, CONFIRMING_DRAWS))
        orders = []
        for order in _orders(range(len(self.what))) if len(self.what) > 1 else ():
            other = _Plan(order, plan.to, False, months)
            if other != plan and self._last(other) <= months:
                orders.append((tuple(self.what[n].name for n in order), self._share(other, CONFIRMING_DRAWS)))
        failing = [
            Failing(step.name, late, self._without(steps, step, late, months))
            for step in steps
            for late in (None, *LATE_MONTHS)
        ]
        left = {one.name: one.share for one in failing if one.late == LATE_MONTHS[-1]}
        return Way(
            self.answer,
            tuple(sorted(steps, key=lambda step: (step.first, left[step.name]))),
            plan.together,
            self._made(steps, months).but(title=f"A way from “{self.scenario.title}”"[:200]),
            share,
            low,
            high,
            CONFIRMING_DRAWS,
            share >= self.goal.share,
            tuple(sorted(orders, key=lambda order: -order[1])),
            tuple(failing),
        )

    def _without(self, steps: Sequence[Step], gone: Step, late: int | None, months: int) -> float:
        kept = [step for step in steps if step is not gone]
        if late is not None:
            kept.append(Step(gone.name, gone.first + late, gone.last + late, gone.start, gone.to, gone.speed))
        return float(self.goal.score(self._leads(kept, months, CONFIRMING_DRAWS)))


def _orders(numbers: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the orders that are tried: all of them, of up to four things."""
    return list(permutations(numbers)) if len(numbers) <= 4 else [tuple(numbers), tuple(reversed(numbers))]


def events_of(variable: Variable, step: Step) -> list[Event]:
    """Return a step as events, one a month: of a state they change it, of an assumption they put it where it goes."""
    months = range(step.first, step.last + 1)
    values = [step.start + (step.to - step.start) * (n + 1) / len(months) for n in range(len(months))]
    if variable.kind == "state":
        part = round((step.to - step.start) / len(months), 6)
        return [Event(month=month, says=f"{variable.label} is moved.", change={step.name: part}) for month in months]
    return [
        Event(month=month, says=f"{variable.label} is moved.", set={step.name: round(value, 6)})
        for month, value in zip(months, values, strict=True)
    ]
