"""A sweep as a picture, and what made it: `grid.ripeness.plot()`, `grid.ripeness.made_by`."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import Floats
from model.knowledge import CLASS_TITLES
from model.pictures import lines, tiles
from model.scenario import MadeBy
from model.store import MADE_BY

if TYPE_CHECKING:
    import xarray as xr

    from model.pictures import Picture


class OfRipeness:
    """What a data set of ours can do besides what every data set can."""

    def __init__(self, dataset: xr.Dataset) -> None:
        self.dataset = dataset

    @property
    def made_by(self) -> MadeBy:
        """What made it. Raises ValueError if it is none of ours."""
        if MADE_BY not in self.dataset.attrs:
            raise ValueError(f"this data set does not say what made it ('{MADE_BY}'): it is no result of Ripeness")
        return MadeBy.model_validate(json.loads(self.dataset.attrs[MADE_BY]), by_alias=True, by_name=False)

    def plot(self) -> Picture:
        """Return a picture of a sweep: over one axis the shares of the pull, over two a map of what has the largest.

        Raises:
            ValueError: if it is no sweep, or has more axes: choose values of the others with `sel`.
            ImportError: without Altair.
        """
        if not {"largest", "mean_pull", "goes_on"} <= set(self.dataset.data_vars):
            raise ValueError("this data set is no sweep: there is nothing to draw a map of")
        axes = [str(axis) for axis in self.dataset["largest"].dims]
        title = str(self.dataset.attrs.get("scenario", ""))
        if len(axes) == 1:
            return lines(
                self._shares(axes[0]), title, axes[0], "share of the pull", list(CLASS_TITLES.values()), outcomes=True
            )
        if len(axes) == 2:
            return tiles(self._points(*axes), title, axes[1], axes[0], list(CLASS_TITLES.values()))
        raise ValueError(f"a map has one axis or two, not {len(axes)}: choose values of the others by grid.sel(...)")

    def _shares(self, axis: str) -> list[dict[str, object]]:
        places, values = self.dataset[axis].values.tolist(), self._of_four(axis).tolist()
        return [
            {"x": x, "y": y, "name": name}
            for x, row in zip(places, values, strict=True)
            for name, y in zip(CLASS_TITLES.values(), row, strict=True)
            if y == y  # what is not done of a sweep that was stopped
        ]

    def _points(self, down: str, right: str) -> list[dict[str, object]]:
        largest = self.dataset["largest"].transpose(down, right)
        share = self._of_four(down, right).max(axis=-1)
        downs, rights = largest[down].values.tolist(), largest[right].values.tolist()
        return [
            {"x": x, "y": y, "name": CLASS_TITLES[str(name)], "share": float(value)}
            for y, names, values in zip(downs, largest.values.tolist(), share.tolist(), strict=True)
            for x, name, value in zip(rights, names, values, strict=True)
            if name
        ]

    def _of_four(self, *axes: str) -> Floats:
        """Return the shares of the pull, the classes along the last axis."""
        outcomes = self.dataset["mean_pull"].transpose(*axes, "outcome").values
        rest = self.dataset["goes_on"].transpose(*axes).values
        return np.concatenate([outcomes, rest[..., None]], axis=-1)


@cache
def make_ripeness() -> None:
    """Give data sets their `ripeness`: with the first sweep, as nobody is to wait for xarray before."""
    import xarray as xr

    xr.register_dataset_accessor("ripeness")(OfRipeness)  # type: ignore[no-untyped-call]
