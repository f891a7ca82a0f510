"""What the tests of sweeps share: a sweep, small but with all that is to be told apart, and ways to stop one."""

from __future__ import annotations

import importlib
import json
from typing import Any

import numpy as np
import xarray as xr

from model import Event, Scenario
from model.knowledge.records import OUTCOMES

MODULE = importlib.import_module("model.analysis.sweeps.sweeping")  # `model.sweep` itself is the function
#: Of both battlefields and states, with a value that the scenario sets, and one that an event changes.
AXES_OF: dict[str, list[float]] = {"trust": [0.1, 0.55, 0.9], "external_pressure": [0.2, 0.8], "guarantees": [0.5, 1.0]}
EVENTS = (Event(month=2, set={"external_pressure": 0.6}), Event(month=3, change={"trust": 0.1}))
SCENARIO = Scenario(title="T", months=5, levers={"trust": 0.3}, assumptions={"strikes": 0.2}, events=EVENTS)
DRAWS, SEED = 12, 3


def at(values: tuple[float, ...], axes: dict[str, list[float]] = AXES_OF, scenario: Scenario = SCENARIO) -> Scenario:
    """Return the scenario with the values of a point set."""
    given = dict(zip(axes, values, strict=True))
    levers = {n: v for n, v in given.items() if n in ("trust", "external_pressure", "battlefield_shift")}
    rest = {n: v for n, v in given.items() if n not in levers}
    return scenario.but(levers={**scenario.levers, **levers}, assumptions={**scenario.assumptions, **rest})


def named(point: xr.DataArray) -> dict[str, float]:
    return dict(zip(OUTCOMES, point.values.tolist(), strict=True))


class Stop:
    """A progress that raises when so many calls were made."""

    def __init__(self, calls: int, what: BaseException):
        self.left, self.what = calls, what

    def __call__(self, done: int, of: int) -> None:
        self.left -= 1
        if not self.left:
            raise self.what


def _about(found: xr.Dataset) -> dict[str, Any]:
    """Return the attributes, but for who stepped the runs: compiled code may have got ready between two sweeps."""
    made = json.loads(found.attrs["made_by"])
    return {**found.attrs, "made_by": {name: told for name, told in made.items() if name != "engine"}}


def assert_begun(partial: xr.Dataset, grid: xr.Dataset, points: int) -> None:
    """Assert that the first points, and no others, are as in the whole."""
    assert _about(partial) == _about(grid) | {"done": points}
    flat, whole = (found.stack(point=list(AXES_OF)) for found in (partial, grid))
    assert flat.isel(point=slice(points)).equals(whole.isel(point=slice(points)))
    rest = flat.isel(point=slice(points, None))
    for name in (
        "mean_pull",
        "goes_on",
        "largest_in",
        "share",
        "formed",
        "pull",
        "lead_share",
        "lead_low",
        "lead_high",
    ):
        assert np.isnan(rest[name]).all()
    for name in ("leading", "central", "robustness"):
        assert (rest[name] == "").all()
    assert not rest["tied"].any()


def unasked(*_: Any) -> None:
    raise AssertionError("work has started")
