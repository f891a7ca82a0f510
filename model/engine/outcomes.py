"""Outcomes."""

from __future__ import annotations

import numpy as np

from model.arrays import Floats

#: What is smaller than this is not told: it would read as nothing.
SLIGHT = 0.005


#: An outcome has formed at this pull.
FORMED = 0.5


#: Pulls closer than this to each other tie, and the order of the outcomes decides.
TIE = 1e-12


def leading(pulls: Floats, axis: int = -1) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Return which outcome leads along an axis of three pulls; the first in their order on a tie."""
    best = pulls.max(axis=axis, keepdims=True)
    found: np.ndarray[tuple[int, ...], np.dtype[np.intp]] = np.argmax(pulls >= best - TIE, axis=axis)
    return found
