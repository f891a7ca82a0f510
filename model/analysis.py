"""Questions put to many runs: sweeps over levers and assumptions, and what leaving something out would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
from pydantic import ValidationError

from model.domain import Case
from model.engine import Inputs, central, courses
from model.ensemble import check_draws
from model.faults import ScenarioError, schema_faults
from model.ground import Floats, Program
from model.run import OUTCOMES, leading, ready
from model.sampling import drawn
from model.scenario import Scenario

if TYPE_CHECKING:
    import xarray as xr

#: The most runs of a sweep: beyond, a slip is likelier than a wish.
RUNS = 2_000_000


def sweep(
    case: Case, scenario: Scenario, axes: Mapping[str, Sequence[float]], draws: int = 64, seed: int = 0
) -> xr.Dataset:
    """Run a scenario at every combination of values of some levers or assumptions.

    Args:
        case: the case.
        scenario: what is swept; the axes take the place of what it sets.
        axes: values by lever or assumption, one to any number of them.
        draws: variants at every point, the same at all of them; 0 for central runs.
        seed: of the draws.

    Returns:
        `share` and `formed` (axes, outcome): shares of draws (for a central run 0 or 1); `pull` (axes, outcome):
        the mean pull; `leading` (axes): the id of the outcome with the highest share.

    Raises:
        ScenarioError: if the scenario or a value does not fit the case. ValueError: for an empty axis, or draws
            or seed out of range.
    """
    import xarray as xr

    program = ready(case, scenario)
    check_draws(draws, seed, 0)
    levers = {v.id for v in case.variables if v.lever}
    for name, values in axes.items():
        if not np.iterable(values) or not len(values):
            raise ValueError(f"{name}: an axis is a sequence of one or more values, not {values!r}")
    if not axes:
        raise ValueError("a sweep needs at least one axis")
    points = list(product(*axes.values()))
    if len(points) * max(draws, 1) > RUNS:
        raise ValueError(f"{len(points)} points with {draws} draws are too many; at most {RUNS:,} runs")
    for name, values in axes.items():
        kind = "levers" if name in levers else "assumptions"
        for value in values:
            _fits(case, scenario, kind, name, value)

    base = drawn(program, scenario, draws, seed) if draws else central(program, scenario)
    shape = tuple(len(values) for values in axes.values())
    pulls = np.empty((len(points), base.runs, 3))
    together = max(1, 2048 // base.runs)
    rows = [program.row[name] for name in axes]
    for at in range(0, len(points), together):
        chosen = np.array(points[at : at + together], dtype=float)
        found, _ = courses(program, _spread(base, rows, chosen), scenario.events, scenario.months, every=False)
        pulls[at : at + len(chosen)] = found[0].T.reshape(len(chosen), base.runs, 3)
    leads = leading(pulls)
    is_led = leads[..., None] == np.arange(3)
    share = is_led.mean(axis=1)
    formed = (is_led & (pulls >= 0.5)).mean(axis=1)
    dims = tuple(axes)
    return xr.Dataset(
        {
            "share": ((*dims, "outcome"), share.reshape(*shape, 3)),
            "formed": ((*dims, "outcome"), formed.reshape(*shape, 3)),
            "pull": ((*dims, "outcome"), pulls.mean(axis=1).reshape(*shape, 3)),
            "leading": (dims, np.array(OUTCOMES)[share.argmax(axis=1)].reshape(shape)),
        },
        coords={
            **{name: np.array(values, dtype=float) for name, values in axes.items()},
            "outcome": list(OUTCOMES),
        },
        attrs={"scenario": scenario.title, "months": scenario.months, "draws": draws, "seed": seed},
    )


def _fits(case: Case, scenario: Scenario, kind: str, name: str, value: float) -> None:
    """Raise ScenarioError if a lever or an assumption cannot have a value."""
    try:
        ready(case, scenario.but(**{kind: {**getattr(scenario, kind), name: value}}))
    except ValidationError as error:
        raise ScenarioError(schema_faults(error, Scenario, "", "axes")) from None


def _spread(base: Inputs, rows: list[int], points: Floats) -> Inputs:
    """Return the runs of `base` once for every point, with the points' values as starts."""
    start = np.tile(base.start, (1, len(points)))
    start[rows] = np.repeat(points, base.runs, axis=0).T

    def tiled(array: Floats) -> Floats:
        return array if array.shape[1] == 1 else np.tile(array, (1, len(points)))

    wander = None if base.wander is None else tiled(base.wander)
    return replace(
        base,
        start=start,
        strength=tiled(base.strength),
        push=tiled(base.push),
        pull=tiled(base.pull),
        wander=wander,
    )


def without_rules(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each rule that pushes something, all in one batch.

    Returns:
        the rules' ids, and the pulls at the horizon without each: shape (rules, 3). Central beliefs.
    """
    rules = sorted({ground_rule.rule for ground_rule in program.rules})
    return rules, _silenced(
        program, scenario, [[ground_rule.rule == rule for rule in rules] for ground_rule in program.rules]
    )


def without_edges(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each relation between actors, all in one batch.

    What works through a relation is silent without it, and its part goes to nobody; where a pair of ties counts as
    one, it is silent without either.

    Returns:
        the edges' ids, and the pulls at the horizon without each: shape (edges, 3). Central beliefs.
    """
    edges = [edge.id for edge in program.case.edges]
    numbers = range(len(edges))
    return edges, _silenced(
        program, scenario, [[n in ground_rule.edges for n in numbers] for ground_rule in program.rules]
    )


def without_actors(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each outside actor, all in one batch.

    Returns:
        the actors' ids, and the pulls at the horizon without each (and without whom the scenario leaves out anyway):
        shape (actors, 3). Central beliefs.
    """
    actors = list(program.case.outsiders)
    return actors, _silenced(
        program, scenario, [[a in ground_rule.actors for a in actors] for ground_rule in program.rules]
    )


def _silenced(program: Program, scenario: Scenario, silent: list[list[bool]]) -> Floats:
    """Return the pulls at the horizon of runs in which some ground rules are silent; `silent` is by rule and run."""
    base = central(program, scenario)
    present = 1.0 - np.array(silent, dtype=float)
    inputs = replace(base, start=np.tile(base.start, (1, present.shape[1])), strength=base.strength * present)
    pulls, _ = courses(program, inputs, scenario.events, scenario.months, every=False)
    found: Floats = pulls[0].T
    return found
