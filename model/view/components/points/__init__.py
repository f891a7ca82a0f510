"""The points of a map, worked out in the browser: what they are worked out from, and what a point comes to.

points.js works them out, with the machine of `components/machine`; a sweep of the same axes has the same figures.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import TypedDict

import numpy as np

from model.engine import SLIGHT, TIE, ready_program
from model.knowledge import Case
from model.scenario import Scenario
from model.uncertainty import drawn_inputs, robustness_words
from model.view.components.machine import MachinePayload, machine_payload

#: The words for how sturdy a point is, from the least.
WORDS = ("open", "leaning", "firm")


class PointsAxis(TypedDict):
    """An axis: a lever's or assumption's id, and its values."""

    id: str
    values: list[float]


class PointsPayload(TypedDict):
    """What the script works the points out from.

    Attributes:
        key: the same for the same points, and for no others.
        machine: the variants; whatever may be set can be set there.
        axes: across and up; the points are counted column by column, each from below.
        words: the number of the word for how sturdy a class is, by the count of variants in which it is the largest.
        slight, tie: shares less than `slight` apart are too close to call, pulls no more than `tie` apart a tie.
    """

    key: str
    machine: MachinePayload
    axes: list[PointsAxis]
    words: list[int]
    slight: float
    tie: float


def points_payload(
    case: Case, scenario: Scenario, axes: Mapping[str, Sequence[float]], draws: int, seed: int
) -> PointsPayload:
    """Return what the points of a map are worked out from; kept for when the same is asked again.

    Args:
        case: the case.
        scenario: at whose last month the points are taken. What it sets of levers and axes makes no difference: the
            script is told, so that they can move there.
        axes: values by lever or assumption, two of them.
        draws: variants at every point.
        seed: of the draws.
    """
    values = tuple((name, tuple(along)) for name, along in axes.items())
    moved = {variable.id for variable in case.variables if variable.lever} | {*axes}
    return _payload(case, scenario.supposed.unsetting(moved), values, draws, seed)


@lru_cache(maxsize=16)
def _payload(
    case: Case, scenario: Scenario, axes: tuple[tuple[str, tuple[float, ...]], ...], draws: int, seed: int
) -> PointsPayload:
    program = ready_program(case, scenario)
    machine = machine_payload(program, scenario, drawn_inputs(program, scenario, draws, seed))
    machine["levers"] = {name: int(row) for name, row in program.settable.items()}
    words = robustness_words(np.arange(draws + 1), draws)
    key = blake2b(json.dumps([machine, axes]).encode(), digest_size=16).hexdigest()
    return {
        "key": key,
        "machine": machine,
        "axes": [{"id": name, "values": list(values)} for name, values in axes],
        "words": [WORDS.index(str(word)) for word in words],
        "slight": SLIGHT,
        "tie": TIE,
    }
