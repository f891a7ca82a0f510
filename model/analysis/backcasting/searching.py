"""What would it take? The smallest changes of levers and assumptions with which a scenario reaches a goal.

Which things have to be changed matters more than by how much, so the search goes over sets: every one thing, every two,
every three. Each is first tried at a few values between where it stands and the end of its scale that helps; where
that reaches the goal the cheapest point is closed in on, with ever smaller steps. A set costs what the moves cost in
sum (an L1 norm, which asks for few moves), and one that costs no less than a part of it is left out. What is found is
run once more with more variants, and moved further until it holds there. If no three do, all are moved, and what is not
needed is moved back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import numpy as np

from model.analysis.backcasting.answers import Answer, Reach, apart
from model.analysis.backcasting.attempts import Attempts, Movable, movables
from model.analysis.backcasting.directions import NO_CHANGE, helpful_ends
from model.analysis.backcasting.goal import Goal
from model.analysis.progress import Progress
from model.arrays import Floats, Ints
from model.knowledge import Case
from model.scenario import AnyScenario, Scenario, scenario_of
from model.uncertainty import check_draws

#: Variants with which all sets are tried, the good ones closed in on, and the answers confirmed.
SCREENING_DRAWS, CLOSER_DRAWS, CONFIRMING_DRAWS = 32, 128, 1024


#: How far towards the end of its scale a thing is tried first, as shares of the way; and where three or more move.
LEVELS, LEVELS_OF_THREE = (0.25, 0.5, 0.75, 1.0), (0.1, 0.25, 0.5, 1.0)


#: Closing in ends at steps of this, on the scale of what is moved; answers are rounded to such steps.
FINEST_STEP = 0.01


#: The smallest move of anything. Less would hardly change it, and only keep it from being drawn.
SMALLEST_MOVE = 0.05


#: The most things that are changed together (unless it takes more), and the most answers that are kept.
MOST_TOGETHER, MOST_ANSWERS = 3, 5


#: The most sets of one size that are closed in on, the cheapest first.
MOST_CLOSED_IN = 10


def reach(
    case: Case,
    scenario: AnyScenario,
    goal: Goal,
    movable: Sequence[str] | None = None,
    costs: Mapping[str, float] | None = None,
    together: int = MOST_TOGETHER,
    seed: int = 0,
    progress: Progress | None = None,
) -> Reach:
    """Return what `search` finds in the end; its arguments, and errors, are the same."""
    *_, last = search(case, scenario, goal, movable, costs, together, seed, progress)
    return last


def search(
    case: Case,
    scenario: AnyScenario,
    goal: Goal,
    movable: Sequence[str] | None = None,
    costs: Mapping[str, float] | None = None,
    together: int = MOST_TOGETHER,
    seed: int = 0,
    progress: Progress | None = None,
) -> Iterator[Reach]:
    """Look for the smallest changes with which a scenario reaches a goal; yield what is found, better each time.

    The first comes after every one thing and every two have been looked through.

    Args:
        case: the case.
        scenario: a scenario, its id or path: where we start; its events happen whatever is changed.
        goal: what is to come of it.
        movable: levers and assumptions that may be changed; None: all but the actors' engagement.
        costs: of moving each by a whole unit of its scale; 1 for what is not named.
        together: the most things that are changed at once, 1 to 4.
        seed: of the draws.
        progress: told how many runs of the sets of a size are done; it begins anew with each size.

    Raises:
        ScenarioError: if the scenario, the goal, a movable or a cost does not fit. ValueError: for `together` or seed.
    """
    scenario = scenario_of(case, scenario)
    what = movables(case, scenario, movable, costs or {})
    Goal.of(goal).check(case, scenario.months)
    check_draws(CONFIRMING_DRAWS, seed, 1)
    if not 1 <= together <= 4:
        raise ValueError(f"together: a whole number from 1 to 4 is needed, not {together!r}")
    return _Search(case, scenario, goal, what, seed, progress).through(min(together, len(what)))


class _Search:
    """The state of a search: what is known of every set that has been tried."""

    def __init__(
        self, case: Case, scenario: Scenario, goal: Goal, what: list[Movable], seed: int, progress: Progress | None
    ):
        self.case, self.scenario, self.goal, self.what, self.progress = case, scenario, goal, what, progress
        self.attempts = Attempts(case, scenario, goal, what, seed)
        self.attempts.tell = self._count
        self.runs = self.begun = self.of = 0
        self.at = np.array([m.at for m in what])
        self.cost = np.array([m.cost for m in what])
        self.best: dict[frozenset[int], Floats] = {}  # the cheapest point that is known of a set
        self.sure: dict[frozenset[int], Answer] = {}

    def _count(self, runs: int) -> None:
        self.runs += runs
        if self.progress is not None and self.runs - self.begun <= self.of:
            self.progress(self.runs - self.begun, self.of)

    # --------------------------------------------------------------------------------------------------- the search

    def through(self, together: int) -> Iterator[Reach]:
        """Go through the sets by their size, and yield what is known after each."""
        now = self._answer(np.full(len(self.what), np.nan))
        if now.reached:
            yield Reach(self.goal, now, (now,), None, 0, True, self.runs)
            return
        ends = helpful_ends(self.what, self.attempts.seed, lambda points: self._rank(points, SCREENING_DRAWS))
        for size in range(1, together + 1):
            self._look(size, ends, LEVELS if size < 3 else LEVELS_OF_THREE)
            if size > 1 or together == 1:
                last = size == together
                answers = self._answers()
                if last and not answers:
                    break
                yield Reach(self.goal, now, answers, None, size, last, self.runs)
        if not self.sure:
            yield self._all(now, ends)

    def _look(self, size: int, ends: list[list[float]], levels: Sequence[float]) -> None:
        """Try every set of a size, and close in on the cheapest that reach the goal."""
        points, sets = [], []
        for group in combinations([n for n, found in enumerate(ends) if found], size):
            limit = self._limit(frozenset(group))
            tried = [[self.at[n] + f * (end - self.at[n]) for end in ends[n] for f in levels] for n in group]
            for values in product(*tried):
                point = np.full(len(self.what), np.nan)
                point[list(group)] = values
                if self._price(point) < limit and np.nanmin(np.abs(point - self.at)) >= SMALLEST_MOVE - 1e-9:
                    points.append(point)
                    sets.append(frozenset(group))
        if not points:
            return
        self.begun, self.of = self.runs, len(points) * SCREENING_DRAWS
        reached = self._reached(np.array(points), SCREENING_DRAWS)
        self.of = 0
        for number in sorted(np.flatnonzero(reached), key=lambda n: self._price(points[n])):
            self.best.setdefault(sets[number], points[number])
        found = sorted((s for s in self.best if len(s) == size), key=lambda s: self._price(self.best[s]))
        for each in found[:MOST_CLOSED_IN]:
            self._close_in(each)
        for each in found[MOST_CLOSED_IN:]:
            del self.best[each]

    def _limit(self, group: frozenset[int]) -> float:
        """Return what a set may cost at most: less than each of its parts that reaches the goal by itself."""
        return min((self._price(point) for part, point in self.best.items() if part < group), default=np.inf)

    def _close_in(self, group: frozenset[int]) -> None:
        """Look around the cheapest point of a set for cheaper ones, with ever smaller steps."""
        members, best = sorted(group), self.best[group]
        width = max(abs(best[n] - self.at[n]) for n in members) / 2
        if not self._reached(best[None], CLOSER_DRAWS)[0]:
            further = self._along(best, CLOSER_DRAWS, 0, 40)
            if further is None:
                del self.best[group]
                return
            best = further
        while width >= FINEST_STEP:
            near = np.array(list(product((-1.0, -0.5, 0.0, 0.5, 1.0), repeat=len(members)))) * width
            points = np.tile(best, (len(near), 1))
            points[:, members] += near
            points[:, members] = np.clip(points[:, members], *self._bounds(members))
            moved = (np.abs(points - self.at)[:, members] >= SMALLEST_MOVE - 1e-9).all(axis=1)
            cheaper = points[moved & (self._prices(points) < self._price(best) - FINEST_STEP / 10)]
            reached = cheaper[self._reached(cheaper, CLOSER_DRAWS)] if len(cheaper) else cheaper
            if len(reached):
                best = reached[self._prices(reached).argmin()]
            else:
                width /= 2
        self.best[group] = best

    def _all(self, now: Answer, ends: list[list[float]]) -> Reach:
        """Move everything that may be moved to where the goal is nearest, and back again what is not needed."""
        point = np.array([found[0] if found else np.nan for found in ends])
        for _ in range(3):
            before = point.copy()
            for n, m in enumerate(self.what):
                tried = [np.nan, *(m.at + f * (e - m.at) for e in (m.low, m.high) for f in LEVELS if e != m.at)]
                points = np.tile(point, (len(tried), 1))
                points[:, n] = tried
                point = points[self._rank(points).argmax()]
            if np.array_equal(before, point, equal_nan=True):
                break
        if not self._reached(point[None], CLOSER_DRAWS)[0]:
            closest = self._answer(self._without_idle(point))
            if not closest.reached:
                return Reach(self.goal, now, (), closest, len(self.what), True, self.runs)
        answer = self._answer(self._moved_back(point))
        answers, closest_ = ((answer,), None) if answer.reached else ((), answer)
        return Reach(self.goal, now, answers, closest_, len(self.what), True, self.runs)

    def _moved_back(self, point: Floats) -> Floats:
        """Return a point that reaches the goal with each move made as small as it may be, the dearest first."""
        for n in self._moves(point):
            whole = point[n]
            share = np.linspace(0.0, 1.0, 21)
            points = np.tile(point, (len(share), 1))
            points[:, n] = np.where(share == 0, np.nan, self.at[n] + share * (whole - self.at[n]))
            point = points[int(np.argmax(self._reached(points, CLOSER_DRAWS)))]
        return point

    def _without_idle(self, point: Floats) -> Floats:
        """Return a point without the moves that bring the goal no nearer."""
        for n in np.flatnonzero(~np.isnan(point)):
            back = point.copy()
            back[n] = np.nan
            rank = self._rank(np.array([point, back]))
            if rank[1] >= rank[0] - NO_CHANGE:
                point = back
        return point

    # ------------------------------------------------------------------------------------------------- small pieces

    def _rank(self, points: Floats, draws: int = CLOSER_DRAWS) -> Floats:
        """Return how good points are: by the share that reach the goal, and among equal shares by how near they are."""
        share, near = self.attempts.reach(points, draws)
        return share + 0.01 * near

    def _reached(self, points: Floats, draws: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return self.attempts.reach(points, draws)[0] >= self.goal.share - 1e-9

    def _prices(self, points: Floats) -> Floats:
        found: Floats = (np.nan_to_num(np.abs(points - self.at)) * self.cost).sum(axis=1)
        return found

    def _price(self, point: Floats) -> float:
        return float(self._prices(point[None])[0])

    def _moves(self, point: Floats) -> list[int]:
        """Return what a point moves, the dearest first."""
        price = np.abs(point - self.at) * self.cost
        return sorted(map(int, np.flatnonzero(~np.isnan(point))), key=lambda n: -float(price[n]))

    def _along(self, point: Floats, draws: int, back: int, on: int) -> Floats | None:
        """Return the first point along the moves that reaches the goal, from so many steps back to so many further on.

        None if there is none.
        """
        moved = self._moves(point)
        steps = np.arange(-back, on + 1)[:, None] * FINEST_STEP
        points = np.tile(point, (len(steps), 1))
        points[:, moved] += steps * np.sign(point[moved] - self.at[moved])
        points[:, moved] = np.clip(points[:, moved], *self._bounds(moved))
        enough = np.abs(points[:, moved] - self.at[moved]).min(axis=1) >= SMALLEST_MOVE - 1e-9
        at: Ints = np.flatnonzero(enough & self._reached(points, draws))
        return points[at[0]] if len(at) else None

    def _bounds(self, members: Sequence[int]) -> tuple[list[float], list[float]]:
        return [self.what[n].low for n in members], [self.what[n].high for n in members]

    def _answers(self) -> tuple[Answer, ...]:
        """Return the cheapest of what is known, confirmed, without sets that cost no less than a part of them."""
        for group, point in self.best.items():
            if group not in self.sure or self.sure[group].cost > self._price(point) + 3 * FINEST_STEP:
                told = self._along(self._told(point), CONFIRMING_DRAWS, 8, 8)
                if told is not None:
                    self.sure[group] = self._answer(told)
        kept = [
            (group, answer)
            for group, answer in self.sure.items()
            if group in self.best
            and not any(part < group and other.cost <= answer.cost for part, other in self.sure.items())
        ]
        chosen = apart([answer for _, answer in kept], MOST_ANSWERS)
        return tuple(sorted(chosen, key=lambda answer: answer.cost))

    def _told(self, point: Floats) -> Floats:
        """Return a point in whole steps, rounded away from where we start, within the scales."""
        way = np.sign(point - self.at)
        steps = (
            np.where(way > 0, np.ceil(point / FINEST_STEP - 1e-6), np.floor(point / FINEST_STEP + 1e-6)) * FINEST_STEP
        )
        found: Floats = np.clip(steps.round(6), *self._bounds(range(len(self.what))))
        return found

    def _answer(self, point: Floats) -> Answer:
        """Return a point run with many variants."""
        moved = self._moves(point)
        values = {self.what[n].name: float(np.round(point[n], 6)) for n in moved}
        before = {self.what[n].name: self.what[n].at for n in moved}
        made = self.scenario.setting(self.case, values, expect=()) if values else self.scenario
        share, low, high = self.goal.scored(self.attempts.scenario_reach(made, CONFIRMING_DRAWS))
        enough, price, pull = share >= self.goal.share - 1e-9, self._price(point), self.goal.pull
        return Answer(values, before, price, share, low, high, CONFIRMING_DRAWS, enough, made, pull)
