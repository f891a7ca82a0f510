"""Which outcome leads, and from what pull on it counts as formed."""

from __future__ import annotations

import numpy as np

from model.arrays import Floats

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
