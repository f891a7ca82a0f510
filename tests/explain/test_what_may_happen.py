"""What may happen in words: rates, effects, the front, and what is switched on."""

from __future__ import annotations

import re
from typing import Any

import pytest

from model import Scenario
from model.explain import (
    effects_in_words,
    fronts_in_words,
    happenings_in_words,
    layers_in_words,
    rate_in_words,
)
from model.knowledge import Case, Happening, cases, load_case, rebuild

TOLD = {"id": "a-turn", "says": "A turn.", "judgement": "Made up.", "count": "1", "period": "now", "source": "us"}


def happening(**values: Any) -> Happening:
    return Happening.model_validate(TOLD | {"rate": 0.1} | values)


@pytest.mark.parametrize(
    ("rate", "told"),
    [
        (0, "never"),
        (1e-5, "about once in 100,000 months"),
        (0.0166, "about once in 60 months"),
        (0.5, "about once in 2 months"),
        (0.75, "in about 75% of months"),
        (1, "in every month"),
    ],
)
def test_a_rate_is_told_as_once_in_so_many_months(case: Case, rate: float, told: str) -> None:
    change = {"change": {"trust": 0.1}}
    assert rate_in_words(case, happening(rate=rate, **change)) == told
    assert rate_in_words(case, happening(rate=rate, **{"for": "party"}, **change)) == f"{told} for each side"


def test_a_rate_that_is_scaled_is_told_as_the_most_and_by_what(case: Case) -> None:
    scaled = happening(rate=0.1, change={"trust": 0.1}, scaled_by={"battlefield_shift": ["second-gains", "level"]})
    told = "at most about once in 10 months, by how far the battlefield shift is second gains or level"
    assert rate_in_words(case, scaled) == told


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ({"change": {"trust": [-0.25, 0]}}, "It changes trust by \N{MINUS SIGN}0.25 to 0."),
        ({"set": {"strikes": [0.2, 0.8]}}, "It puts strikes on civilians to between 0.2 and 0.8."),
        ({"set": {"strikes": 0.5}, "months": 1}, "It puts strikes on civilians to 0.5, for 1 month."),
        (
            {"change": {"trust": 0.1, "relief": 0.2}, "months": [1, 3]},
            "It changes trust by +0.1 and humanitarian relief by +0.2; humanitarian relief goes back after 1 to 3 "
            "months.",
        ),
        (
            {"for": "party", "change": {"party.flexibility": [-0.1, 0.1]}},
            "It changes that side's flexibility by \N{MINUS SIGN}0.1 to +0.1.",
        ),
    ],
)
def test_an_effect_is_told_with_its_range_and_when_it_goes_back(case: Case, does: dict[str, Any], told: str) -> None:
    assert effects_in_words(case, happening(**does)) == told


@pytest.mark.parametrize("name", cases())
def test_every_happening_of_every_case_is_told(name: str) -> None:
    case = load_case(name)
    assert case.happenings
    for one in case.happenings:
        assert rate_in_words(case, one).startswith("about once in ")
        assert effects_in_words(case, one).startswith("It ")


def test_the_front_is_told_by_the_number_of_the_case(case: Case) -> None:
    assert fronts_in_words(case)["returns"] == "returns towards level, a fifth a month"
    for persistence, told in ((0.5, "a half a month"), (0.3, "70% a month"), (0.0, "within a month")):
        wander = case.settings.wander.but(persistence=persistence)
        other = rebuild(case, settings=case.settings.but(wander=wander))
        assert fronts_in_words(other)["returns"].endswith(told)


def test_both_layers_are_named_and_whether_what_may_happen_is_on(case: Case) -> None:
    every = Scenario(title="x", happenings="all", front="returns")
    some, none = every.but(happenings=["army-joins"], front="holds"), every.but(happenings="none")
    assert happenings_in_words(case, some) == "1 of 6 happenings"
    told = layers_in_words(case, every)
    assert "what we do not know" in told
    assert told.endswith(
        "what may happen: all 6 happenings at published rates, and a front that wanders and returns towards level, a "
        "fifth a month."
    )
    assert "1 of 6 happenings at published rates, and a front that wanders around where it is set." in layers_in_words(
        case, some
    )
    assert "no happenings, since they are switched off" in layers_in_words(case, none)
    assert "no happenings, since the case has none" in layers_in_words(rebuild(case, happenings=()), every)


@pytest.mark.parametrize("war", cases())
def test_no_count_has_a_figure_that_begins_with_its_point(war: str) -> None:
    counts = [one.count for one in load_case(war).happenings]
    assert counts
    assert [text for text in counts if re.search(r"(^|[^\d])\.\d", text)] == []
