"""Which way a lever or an assumption has to be moved for a goal: down, up, either, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model.analysis.backcasting.attempts import Movable
from model.arrays import Floats
from model.uncertainty import uniform

#: Places all over the scales in which each thing is moved from one end to the other, to see which end helps.
TRIAL_PLACES = 24


#: An end helps if it does so in more than this share of the places in which moving the thing does anything.
HELPFUL_PART = 0.25


#: A move that changes neither share nor nearness by more than this does nothing.
NO_CHANGE = 1e-6


def helpful_ends(movables: Sequence[Movable], seed: int, rank: Callable[[Floats], Floats]) -> list[list[float]]:
    """Return for every movable the ends of its scale towards which it helps; none if it never does anything.

    It is tried with all else as in the scenario, where any help counts, and with the others in TRIAL_PLACES places all
    over their scales, where it has to help in a good part of those in which it does anything.

    Args:
        movables: what may be changed.
        seed: of the places.
        rank: how good points are: from shape (points, movables), NaN as the scenario has it, to shape (points,).
    """
    count, ends = len(movables), np.array([(movable.low, movable.high) for movable in movables])
    even = [uniform(seed, f"place {movable.name}", 0, TRIAL_PLACES)[0] for movable in movables]
    spread = ends[:, 0] + np.stack(even, axis=1) * (ends[:, 1] - ends[:, 0])
    places = np.vstack([np.full((1, count), np.nan), spread])
    points = np.tile(places[:, None, None], (1, count, 2, 1))
    points[:, np.arange(count), :, np.arange(count)] = ends[:, None]
    ranks = rank(points.reshape(-1, count)).reshape(len(places), count, 2)
    gain = ranks[:, :, 1] - ranks[:, :, 0]
    return [_helpful(movable, gain[:, number]) for number, movable in enumerate(movables)]


def _helpful(movable: Movable, gain: Floats) -> list[float]:
    """Return the ends that help: `gain` is how much better the upper end is than the lower one, in every place."""
    moving = (np.abs(gain) > NO_CHANGE).sum()
    helpful = []
    for end, sign in ((movable.low, -1), (movable.high, 1)):
        wins = sign * gain > NO_CHANGE
        if end != movable.at and (wins[0] or wins.sum() > HELPFUL_PART * moving):
            helpful.append(end)
    return helpful
