"""The types of the arrays that rooms hand to each other; arrays that nobody can change; whether two are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import xarray as xr

Floats = npt.NDArray[np.floating[Any]]


Ints = npt.NDArray[np.intp]


Bools = npt.NDArray[np.bool_]


Array = TypeVar("Array", bound=npt.NDArray[Any])


def read_only(array: Array) -> Array:
    """Return the array itself, which can no longer be written to: what a result holds is kept and shared."""
    array.flags.writeable = False
    return array


def read_only_dataset(dataset: xr.Dataset) -> xr.Dataset:
    """Return the data set itself, whose values can no longer be written to; `copy(deep=True)` gives one that can."""
    for variable in dataset.variables.values():
        read_only(variable.values)
    return dataset


def same_bits(one: npt.NDArray[Any] | None, other: npt.NDArray[Any] | None) -> bool:
    """Whether two arrays have one shape, one type and the same bits; two missing ones are the same."""
    if one is None or other is None:
        return one is other
    return one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()
