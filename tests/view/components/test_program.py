"""The program that the browser gets: what its key tells apart, and how it is packed."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from model import Event, Scenario
from model.knowledge.case import Case
from model.view.components.machine import Packing
from model.view.components.program import program_key
from model.view.components.program.payload import packed_program

LIKE = Scenario(title="T", months=3, levers={"trust": 0.3}, happenings="all")


def key(case: Case, seed: int = 0, **changes: Any) -> str:
    return program_key(case, LIKE.but(**changes), seed)


def test_wherever_the_levers_are_and_whatever_it_is_called_the_program_is_the_same(case: Case) -> None:
    for levers in ({}, {"trust": 0.9}, {"trust": 0.3, "battlefield_shift": -1.0}):
        assert key(case, levers=levers, title="Other", says="More.") == key(case)


@pytest.mark.parametrize(
    "change",
    [
        {"months": 4},
        {"seed": 1},
        {"without": ("turkey",)},
        {"assumptions": {"guarantees": 0.11}},
        {"events": (Event(month=2, says="E", set={"trust": 0.9}),)},
        {"beliefs": {"gains-embolden": 0.5}},
        {"happenings": "none"},
        {"front": "returns"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_all_else_that_a_scenario_says_makes_another_program(case: Case, change: dict[str, Any]) -> None:
    assert key(case, **change) != key(case)


def test_the_same_program_is_not_packed_again(case: Case) -> None:
    assert packed_program(case, LIKE, 0) is packed_program(case, LIKE.but(levers={}), 0)


def test_what_is_sent_begins_with_where_its_parts_end(case: Case) -> None:
    packed = packed_program(case, LIKE, 0)
    ends = np.frombuffer(packed.sent[:8], "<u4").tolist()
    assert packed.sent[8 : ends[0]].decode() == packed.key
    payload = json.loads(packed.sent[ends[0] : ends[1]])
    at, many = payload["variants"]["inputs"]["start"]
    assert np.frombuffer(packed.sent[ends[1] :], "<f4", many, at).reshape(-1, 256)[0].std() > 0
    assert len(packed.sent) < 500_000


def test_equal_arrays_are_packed_once_and_each_begins_where_numbers_of_eight_bytes_may() -> None:
    packing = Packing()
    stored = [packing.store(np.arange(n, dtype=kind)) for n, kind in ((3, "<i4"), (2, "<f8"), (3, "<i4"))]
    assert stored == [[0, 3], [16, 2], [0, 3]]
    assert packing.behind(b"key", b"{}")[16:] == bytes(packing.bytes)
