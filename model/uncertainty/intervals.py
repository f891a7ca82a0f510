"""Intervals of shares, of their differences and of medians, and quantiles: small formulas that can be checked."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

#: How sure an interval is of its share.
LEVEL = 0.95


#: The normal deviate that belongs to it, either way: 1.96.
DEVIATE = NormalDist().inv_cdf(0.5 + LEVEL / 2)


def wilson_interval(count: ArrayLike, draws: int) -> NDArray[np.float64]:
    """Return the 95 % score interval of a share (Wilson 1927), which also holds near 0 and 1 and for few draws.

    It tells how far the share could be off because there are no more draws; not how far the beliefs could be.

    Args:
        count: in how many draws something holds, 0 to `draws`; a number, or an array of any shape.
        draws: how many there are, one or more.

    Returns:
        the interval's two ends in [0, 1], as the first axis: shape (2, *shape of count).

    Raises:
        ValueError: for no draws, or a count out of range.
    """
    held = np.asarray(count, dtype=float)
    if draws < 1 or np.any((held < 0) | (held > draws)):
        raise ValueError(f"a count from 0 to the number of draws, one or more, is needed, not {count!r} of {draws}")
    square = DEVIATE**2
    centre = held + square / 2
    half = DEVIATE * np.sqrt(held * (draws - held) / draws + square / 4)
    ends: NDArray[np.float64] = np.clip(np.stack([centre - half, centre + half]) / (draws + square), 0.0, 1.0)
    return ends


def paired_interval(gained: ArrayLike, lost: ArrayLike, draws: int) -> NDArray[np.float64]:
    """Return the 95 % interval of the difference of two shares of the same draws (Bonett and Price 2012).

    The adjusted Wald interval for paired proportions: one draw is added to those gained and one to those lost. Since
    the scenarios share their draws, only draws that turn from one to the other tell anything; an interval for two
    independent samples would be far too wide. Among those for pairs this one keeps its level from a handful of draws
    on (Fagerland, Lydersen and Laake 2014 recommend it), never has width 0, not even where no draw turns, does not
    change but for its sign when the two are swapped, and is a formula that a reader can check by hand.

    Args:
        gained: in how many draws something holds here and not in the reference; a number, or an array of any shape.
        lost: in how many it holds there and not here; of the same shape.
        draws: how many there are, one or more.

    Returns:
        the interval's two ends in [-1, 1], as the first axis: shape (2, *shape of the counts). It holds the observed
        difference, (gained - lost) / draws.

    Raises:
        ValueError: for no draws, or counts that are negative or together more than the draws.
    """
    more, fewer = np.asarray(gained, dtype=float), np.asarray(lost, dtype=float)
    if draws < 1 or np.any((more < 0) | (fewer < 0) | (more + fewer > draws)):
        raise ValueError(
            f"counts from 0, together no more than the number of draws, one or more, are needed, "
            f"not {gained!r} and {lost!r} of {draws}"
        )
    up, down = (more + 1) / (draws + 2), (fewer + 1) / (draws + 2)
    half = DEVIATE * np.sqrt((up + down - (up - down) ** 2) / (draws + 2))
    ends: NDArray[np.float64] = np.clip(np.stack([up - down - half, up - down + half]), -1.0, 1.0)
    return ends


#: How often the draws are resampled for the interval of a mean.
RESAMPLES = 1000


def mean_interval(values: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return the 95 % interval of the mean over the draws, by percentile bootstrap (Efron and Tibshirani 1993, 13).

    The draws are taken anew a thousand times, with replacement, and the same ones for every row: so intervals of the
    same draws differ by what is asked of them alone, and the same values always give the same ends. As with shares, it
    tells how far the mean could be off because there are no more draws, not how far the beliefs could be.

    Args:
        values: shape (..., draws), one draw or more.

    Returns:
        the interval's two ends, as the first axis: shape (2, ...).
    """
    rows = np.asarray(values, dtype=float).reshape(-1, values.shape[-1])  # one product is far quicker than many
    means = (rows @ _resampled(values.shape[-1]).T).reshape(*values.shape[:-1], RESAMPLES)
    return np.moveaxis(quantiles(means, ((1 - LEVEL) / 2, (1 + LEVEL) / 2)), -1, 0)


#: With fewer pairs than these a mean difference tells nothing, though all have one sign: by chance they would agree so
#: more often than once in twenty times (sign test, two-sided).
FEWEST_PAIRS = 6


def share_interval(shares: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return the interval of `mean_interval` of shares in [0, 1]; with fewer than `FEWEST_PAIRS`, the whole scale."""
    if shares.shape[-1] >= FEWEST_PAIRS:
        return mean_interval(shares)
    shape = shares.shape[:-1]
    return np.stack([np.zeros(shape), np.ones(shape)])


def paired_mean_interval(here: NDArray[np.floating[Any]], there: NDArray[np.floating[Any]]) -> NDArray[np.float64]:
    """Return the 95 % interval of the mean of `here` less that of `there`, shares of the same draws.

    As `mean_interval` of the differences draw by draw: both are resampled together, so that what the scenarios share
    drops out. With fewer draws than `FEWEST_PAIRS` nothing can be told, and the interval is the whole scale, -1 to 1.

    Args:
        here: shares in [0, 1], shape (..., draws), one draw or more.
        there: of the same shape.

    Returns:
        the interval's two ends in [-1, 1], as the first axis: shape (2, ...).
    """
    difference = np.asarray(here, dtype=float) - there
    if difference.shape[-1] >= FEWEST_PAIRS:
        return mean_interval(difference)
    shape = difference.shape[:-1]
    return np.stack([np.full(shape, -1.0), np.full(shape, 1.0)])


@lru_cache(maxsize=4)
def _resampled(draws: int) -> NDArray[np.float64]:
    """Return the weight of every draw in every resample; a row's weights sum to 1. Shape (RESAMPLES, draws)."""
    random = np.random.Generator(np.random.Philox(0))
    weights = random.multinomial(draws, np.full(draws, 1 / draws), size=RESAMPLES) / draws
    weights.setflags(write=False)
    return weights


def median_interval(values: NDArray[np.floating[Any]]) -> tuple[float, float, float]:
    """Return the median of some draws and its 95 % interval, which supposes no distribution (Conover 1999, 3.2).

    The ends are the ordered values whose ranks lie 1.96 standard deviations of a fair coin's count away from the
    middle, rounded outwards.

    Args:
        values: shape (draws,), one draw or more.

    Returns:
        the median, and the interval's two ends, which hold it.
    """
    order = np.sort(values)
    half = DEVIATE * np.sqrt(len(order)) / 2
    low = max(int(np.floor(len(order) / 2 - half)) - 1, 0)
    high = min(int(np.ceil(len(order) / 2 + half)), len(order) - 1)
    return float(np.median(order)), float(order[low]), float(order[high])


def quantiles(values: NDArray[np.floating[Any]], at: Sequence[float]) -> NDArray[np.float64]:
    """Return quantiles along the last axis, linear between the ordered values (Hyndman and Fan 1996, definition 7).

    All of them come from one sort: for the many short rows of a band an order faster than `numpy.quantile`.

    Args:
        values: shape (..., draws), one draw or more.
        at: shares in [0, 1].

    Returns:
        shape (..., number of quantiles).
    """
    order = np.sort(values, axis=-1)
    place = np.asarray(at, dtype=float) * (order.shape[-1] - 1)
    below = np.floor(place).astype(np.intp)
    above = np.minimum(below + 1, order.shape[-1] - 1)
    found: NDArray[np.float64] = order[..., below] + (place - below) * (order[..., above] - order[..., below])
    return found
