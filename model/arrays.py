"""The types of the arrays that rooms hand to each other."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.floating[Any]]


Ints = npt.NDArray[np.intp]


Bools = npt.NDArray[np.bool_]
