"""A scenario that is compared with, and does not say what may happen, has what the test's own scenario has."""

from __future__ import annotations

import pytest

from model import load_scenario
from model.expectations.proposing import proposals
from model.expectations.situation import compared_scenario
from model.knowledge.case import Case
from model.scenario.expectation import Expectation

ASKS = Expectation.model_validate(
    {"says": "More.", "compare": "default", "mean_pull": {"settlement": {"higher_by": 0.01}}}
)


@pytest.mark.parametrize(("happenings", "front"), [("all", "returns"), ("none", "holds"), (None, None)])
def test_like_is_compared_with_like(case: Case, happenings: object, front: object) -> None:
    scenario = load_scenario("minsk", case).but(happenings=happenings, front=front)
    other = compared_scenario(case, scenario, ASKS, None)
    assert other is not None
    assert (other.happenings, other.front) == (happenings, front)
    assert other.but(happenings=None, front=None) == load_scenario("default", case)


def test_what_a_scenario_says_itself_is_left_so(case: Case) -> None:
    said = load_scenario("default", case).but(happenings="none", front="holds")
    assert said.where_unsaid("all", "returns") is said
    assert said.but(front=None).where_unsaid("all", "returns").front == "returns"
    assert said.but(front=None).where_unsaid("all", "returns").happenings == "none"


def test_a_scenario_that_differs_from_its_start_by_what_the_page_adds_is_not_compared_with_it(case: Case) -> None:
    """It would be compared with itself."""
    as_the_page_has_it = load_scenario("default", case).but(happenings="all", front="returns")
    assert not any("than in" in one.says for one in proposals(case, as_the_page_has_it, "default"))
