"""The map that `diff` draws of the levers: slices, each with the values of the levers that are fixed in it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from model.analysis import Moves
from model.knowledge import Case
from model.shell.commands.diff_report import lever_map

LEVERS = {
    "battlefield_shift": [-1.0, 0.0, 1.0],
    "relief": [0.0, 1.0],
    "external_pressure": [0.0, 1.0],
    "trust": [0.0, 0.5],
}


def moves(*levers: str, **moved: float) -> Moves:
    """Return a grid of some levers on which frozen conflict takes over from escalation where they stand as `moved`."""
    given = tuple(dict(zip(levers, values, strict=True)) for values in product(*(LEVERS[name] for name in levers)))
    before = np.tile([0.0, 0.1, 0.5], (len(given), 1))
    after = before.copy()
    after[[moved.items() <= situation.items() for situation in given]] = [0.0, 0.5, 0.1]
    return Moves(given, before, after)


def test_nothing_is_drawn_where_nothing_moved(case: Case) -> None:
    none = moves("external_pressure", "trust", trust=9.0)
    assert list(lever_map(case, none)) == [
        "map of the levers: what has the largest pull of the four is the same everywhere"
    ]


def test_with_three_levers_each_slice_says_where_the_first_one_stands(case: Case) -> None:
    three = moves("battlefield_shift", "external_pressure", "trust", battlefield_shift=0.0, trust=0.5)
    assert list(lever_map(case, three)) == [
        "map of the levers: trust to the right, external pressure upwards; a letter where "
        "another of the four classes has the largest pull now:",
        "  S a settlement, F a frozen conflict, E an escalation, W the war going on, · as before",
        "  the battlefield shift -1",
        "     1.00 · ·",
        "     0.00 · ·",
        "  the battlefield shift 0",
        "     1.00 · F",
        "     0.00 · F",
        "  the battlefield shift 1",
        "     1.00 · ·",
        "     0.00 · ·",
    ]


def test_with_a_fourth_lever_each_slice_says_where_both_stand(case: Case) -> None:
    four = moves(*LEVERS, battlefield_shift=-1.0, relief=1.0, external_pressure=1.0)
    lines = list(lever_map(case, four))[2:]
    headings, slices = lines[::3], [lines[n + 1 : n + 3] for n in range(0, len(lines), 3)]
    assert headings == [
        f"  the battlefield shift {shift}, humanitarian relief {value}"
        for shift, value in ((-1, 0), (-1, 1), (0, 0), (1, 0), (1, 1))
    ]
    assert [slice_ == ["     1.00 F F", "     0.00 · ·"] for slice_ in slices] == [False, True, False, False, False]


@pytest.mark.parametrize("lever", ["trust", "external_pressure"])
def test_with_two_levers_there_is_one_map_and_no_heading(case: Case, lever: str) -> None:
    two = moves("external_pressure", "trust", **{lever: 0.0})
    assert len(list(lever_map(case, two))) == 5


def test_where_the_war_goes_on_instead_a_w_is_drawn_though_the_same_outcome_leads(case: Case) -> None:
    given = tuple({"external_pressure": pressure, "trust": 0.5} for pressure in (0.0, 1.0))
    before = np.array([[0.0, 0.6, 0.0], [0.0, 0.6, 0.0]])
    after = np.array([[0.0, 0.6, 0.0], [0.0, 0.4, 0.0]])
    found = Moves(given, before, after)
    assert not found.other.any()
    assert found.turned.tolist() == [False, True]
    assert found.turns.tolist() == [[0, 0, 0, 0], [0, 1, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]]
    assert list(lever_map(case, found))[-2:] == ["     1.00 W", "     0.00 ·"]
