"""Regions: the conditions that go with an outcome, as a few readable boxes.

Many situations are drawn all over the scales of levers and assumptions, each with its own variant of the beliefs. A
classification tree (CART: Breiman, Friedman, Olshen and Stone 1984, through scikit-learn) is grown on half of them;
each of its nodes is a box. Boxes are judged as in scenario discovery (Bryant and Lempert 2010): by density, the share
of the situations within that reach the goal, and coverage, the share of all that reach it which lie within. Both are
counted in the other half. A box is told only if it survives resampling: if the trees that are grown on most of the
bootstrap samples have one like it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from model.analysis.backcasting.attempts import Movable, movables
from model.analysis.backcasting.goal import Goal
from model.analysis.progress import Progress
from model.analysis.regions.box import Box, Boxes
from model.analysis.regions.trees import SMALLEST_BOX, load_trees, nodes_of, rounded
from model.arrays import Bools, Floats
from model.engine import ready_program
from model.knowledge import OUTCOMES, Case
from model.scenario import AnyScenario, Scenario, scenario_of
from model.uncertainty import check_draws, drawn_batches, uniform, wilson_interval

#: Situations, half to grow trees on and half to count in; bootstrap samples.
REGION_SITUATIONS, BOOTSTRAP_SAMPLES = 8192, 100


#: Boxes: the most that are told; how dense each has to be, as a share, and against the share of all situations.
MOST_BOXES, LEAST_DENSITY, DENSER_THAN_ALL = 3, 0.5, 1.5


#: A box survives if so large a share of the samples have one that is like it: on the same things, on the same sides,
#: and with so much in common (Jaccard 1912).
LEAST_SURVIVAL, LEAST_OVERLAP = 0.6, 0.5


def boxes(
    case: Case,
    scenario: AnyScenario,
    goal: Goal,
    over: Sequence[str] | None = None,
    situations: int = REGION_SITUATIONS,
    seed: int = 0,
    progress: Progress | None = None,
) -> Boxes:
    """Return the conditions that go with a goal, whatever else is the case.

    Args:
        case: the case.
        scenario: a scenario, its id or path; its horizon, events, actors and theories hold in all situations; what
            it sets of `over` does not.
        goal: what is to come of it. Its `share` is not looked at: a situation is one run, which reaches it or not.
        over: levers and assumptions that are drawn evenly from their scales; None: all but the actors' engagement.
        situations: how many, 200 to 100,000.
        seed: of the situations and of the samples.
        progress: told how many of the samples are done.

    Raises:
        ScenarioError: if something does not fit the case. ValueError: for situations or seed out of range.
        ImportError: without scikit-learn.
    """
    load_trees()  # so that it is told before any work if they are missing
    scenario = scenario_of(case, scenario)
    what = movables(case, scenario, over, {})
    goal.check(case, scenario.months)
    check_draws(1, seed, 1)
    if not 200 <= situations <= 100_000:
        raise ValueError(f"situations: a whole number from 200 to 100,000 is needed, not {situations!r}")
    even = np.stack([uniform(seed, f"box {m.name}", 0, situations)[0] for m in what], axis=1)
    low, high = np.array([(m.low, m.high) for m in what]).T
    points = low + (high - low) * even
    hit = _reached(case, scenario, goal, what, points, seed)
    scales = {m.name: (m.low, m.high) for m in what}
    return replace(boxes_of(points, hit, scales, seed, progress), goal=goal, months=scenario.months)


def _reached(case: Case, scenario: Scenario, goal: Goal, what: Sequence[Movable], points: Floats, seed: int) -> Bools:
    """Return which situations reach a goal, each with a draw of its own."""
    program, rows = ready_program(case, scenario), [m.row for m in what]
    hit = np.empty(len(points), dtype=bool)
    for where, draws in drawn_batches(program, scenario, len(points), seed):
        pulls, values = draws.set(rows, points[where].T).run(goal.rows(program), every=goal.by_month)
        hit[where] = goal.lead(pulls, values) >= 0
    return hit


def boxes_of(
    points: Floats,
    hit: Bools,
    scales: Mapping[str, tuple[float, float]],
    seed: int = 0,
    progress: Progress | None = None,
) -> Boxes:
    """Return the boxes of any points of which some are hits.

    Args:
        points: shape (points, names), in no order.
        hit: which are hits, shape (points,).
        scales: the ends of the scale of every column, by name, in the order of the columns.
        seed: of the samples.
        progress: told how many of the samples are done.

    Raises:
        ImportError: without scikit-learn.
    """
    half = len(points) // 2
    grown, counted = slice(None, half), slice(half, None)
    base = float(hit[counted].mean())
    none = Boxes(Goal(OUTCOMES[0]), 0, (), base, len(points), 0, scales)
    if not hit[grown].any() or hit[grown].all():
        return none
    ends = np.array(list(scales.values())).T
    found = [rounded(limits, ends) for limits in nodes_of(points[grown], hit[grown], ends, seed)]
    found = [limits for limits in found if _fits(points[counted], hit[counted], limits, base)]
    survived = _survival(points[grown], hit[grown], found, ends, seed, progress)
    told = [
        _box(points[counted], hit[counted], limits, share, list(scales), ends)
        for limits, share in zip(found, survived, strict=True)
        if share >= LEAST_SURVIVAL
    ]
    chosen: list[tuple[Box, Bools]] = []
    for box in sorted(told, key=_worth, reverse=True):
        inside = _inside(points[counted], np.array([box.limits.get(n, s) for n, s in scales.items()]).T)
        if all(_jaccard(inside, other) == 0 for _, other in chosen) and len(chosen) < MOST_BOXES:
            chosen.append((box, inside))
    return replace(none, boxes=tuple(box for box, _ in chosen), dropped=len(found) - len(told))


def _worth(box: Box) -> float:
    """Return how good a box is: the harmonic mean of density and coverage (van Rijsbergen's F 1979)."""
    return 2 * box.density * box.coverage / (box.density + box.coverage)


def _inside(points: Floats, limits: Floats) -> Bools:
    inside: Bools = ((points >= limits[0]) & (points <= limits[1])).all(axis=1)
    return inside


def _fits(points: Floats, hit: Bools, limits: Floats, base: float) -> bool:
    """Return whether a box is thick and dense enough to be told."""
    inside = _inside(points, limits)
    return bool(
        inside.mean() >= SMALLEST_BOX and hit[inside].mean() >= max(LEAST_DENSITY, min(DENSER_THAN_ALL * base, 0.95))
    )


def _survival(
    points: Floats, hit: Bools, found: Sequence[Floats], ends: Floats, seed: int, progress: Progress | None
) -> list[float]:
    """Return for each box in which share of the bootstrap samples' trees there is one like it."""
    random = np.random.default_rng(seed)
    inside, sides = [_inside(points, limits) for limits in found], [limits != ends for limits in found]
    survived = np.zeros(len(found))
    for sample in range(BOOTSTRAP_SAMPLES if len(found) else 0):
        some = random.integers(0, len(points), len(points))
        if hit[some].any() and not hit[some].all():
            others = [rounded(limits, ends) for limits in nodes_of(points[some], hit[some], ends, seed)]
            for number in range(len(found)):
                survived[number] += any(
                    np.array_equal(sides[number], other != ends)
                    and _jaccard(inside[number], _inside(points, other)) >= LEAST_OVERLAP
                    for other in others
                )
        if progress is not None:
            progress(sample + 1, BOOTSTRAP_SAMPLES)
    return [float(share) for share in survived / BOOTSTRAP_SAMPLES]


def _jaccard(one: Bools, other: Bools) -> float:
    return float((one & other).sum() / max((one | other).sum(), 1))


def _box(points: Floats, hit: Bools, limits: Floats, survived: float, names: list[str], ends: Floats) -> Box:
    inside = _inside(points, limits)
    low, high = map(float, wilson_interval(int(hit[inside].sum()), int(inside.sum())))
    limited = {
        name: (float(limits[0, n]), float(limits[1, n]))
        for n, name in enumerate(names)
        if not np.array_equal(limits[:, n], ends[:, n])
    }
    density, coverage = float(hit[inside].mean()), float((hit & inside).sum() / max(hit.sum(), 1))
    return Box(limited, density, low, high, coverage, float(inside.mean()), survived)
