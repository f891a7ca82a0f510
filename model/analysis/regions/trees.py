"""Classification trees, through scikit-learn: each of their nodes is a box, two rows of lowest and highest values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from model.arrays import Bools, Floats
from model.packages import SKLEARN

#: A tree asks for so many conditions at most, and leaves no fewer than this share of the situations in a box.
MOST_CONDITIONS, SMALLEST_BOX = 3, 0.02


#: Limits are told in steps of this, on the scale of what they limit.
LIMIT_STEP = 0.05


def load_trees() -> Any:
    """Return scikit-learn's trees. Raises ImportError, with what to install."""
    return SKLEARN.load("tree")


def nodes_of(points: Floats, hit: Bools, ends: Floats, seed: int) -> Iterator[Floats]:
    """Grow a tree, and yield the box of each of its nodes but the root: lowest and highest values, shape (2, names)."""
    least = max(10, int(SMALLEST_BOX * len(points)))
    tree = load_trees().DecisionTreeClassifier(
        max_depth=MOST_CONDITIONS, min_samples_leaf=least, random_state=seed % 2**32
    )
    grown = tree.fit(points, hit).tree_
    open_ = [(0, ends)]
    while open_:
        node, limits = open_.pop()
        if node:
            yield limits
        if (left := int(grown.children_left[node])) >= 0:
            column, at = int(grown.feature[node]), float(grown.threshold[node])
            for child, end in ((left, 1), (int(grown.children_right[node]), 0)):
                narrower = limits.copy()
                narrower[end, column] = at
                open_.append((child, narrower))


def rounded(limits: Floats, ends: Floats) -> Floats:
    """Return limits in steps of LIMIT_STEP; what is an end of a scale stays one. All of shape (2, names)."""
    rounded = (limits / LIMIT_STEP).round() * LIMIT_STEP
    return np.where(limits == ends, ends, np.clip(rounded, ends[0], ends[1]).round(6))
