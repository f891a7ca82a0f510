"""Which outcome leads, which of four classes is largest, and from what pull on an outcome counts as formed."""

from __future__ import annotations

import numpy as np

from model.arrays import Floats, Ints

#: Smaller amounts are left unsaid: rounded, they would read as nothing.
SLIGHT = 0.005

#: An outcome has formed once its pull reaches this.
FORMED = 0.5

#: Pulls closer than this to each other tie, and the order of the outcomes decides.
TIE = 1e-12


def leading(pulls: Floats, axis: int = -1) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Return the number of the outcome that leads, along an axis of three pulls; of several that tie, the first."""
    best = pulls.max(axis=axis, keepdims=True)
    found: np.ndarray[tuple[int, ...], np.dtype[np.intp]] = np.argmax(pulls >= best - TIE, axis=axis)
    return found


def of_four(pulls: Floats) -> Floats:
    """Return three pulls, along the last axis, and what they leave of 1: shapes (..., 3) and (..., 4)."""
    held = pulls.astype(float)
    return np.concatenate([held, 1 - held.sum(axis=-1, keepdims=True)], axis=-1)


def largest(pulls: Floats) -> Ints:
    """Return which is the largest of three pulls (along the last axis) and what they leave, 3; the first on a tie."""
    return leading(of_four(pulls))
