"""Kinds of expectation: every field that is marked as one is judged, and has its line in the docs."""

from __future__ import annotations

from pathlib import Path

import pytest

from model import Expectation
from model.expectations.figures import FIGURES
from model.expectations.kinds import JUDGES
from model.scenario import EXPECTATION_KINDS

DOCS = Path(__file__).parents[2] / "docs" / "scenario-tests.md"


def test_every_kind_is_judged_and_nothing_else_is() -> None:
    assert set(JUDGES) == set(EXPECTATION_KINDS)
    assert set(FIGURES) == {key for key, kind in EXPECTATION_KINDS.items() if kind.figure}


@pytest.mark.parametrize("key", EXPECTATION_KINDS)
def test_every_kind_is_explained(key: str) -> None:
    (asked,) = [part for part in DOCS.read_text("utf-8").split("\n## ") if part.startswith("What can be asked")]
    assert f"`{key}" in asked.partition("What has to hold:")[2]


def test_what_is_asked_is_what_is_given() -> None:
    asked = Expectation(says="S.", binds="territory", war_goes_on={"above": 0.5}).asked
    assert list(asked) == ["war_goes_on", "binds"]
    assert asked["binds"] == "territory"
    assert list(asked["war_goes_on"]) == [""]
