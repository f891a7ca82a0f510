"""The answer in words: one headline, what is next, and how sturdy it is; each says what the figures say."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Headline, Scenario, load_scenario, simulate
from model.engine.simulation import Run
from model.explain.figures import percent
from model.explain.headline import (
    answer_in_words,
    central_run_in_words,
    headline_in_words,
    next_in_words,
    sturdiness_in_words,
)
from model.explain.narrative import account
from model.knowledge.case import Case


def of(*shares: float, counts: tuple[int, int, int, int] = (0, 0, 0, 100), draws: int = 100) -> Headline:
    return Headline(shares, counts, draws)


@pytest.mark.parametrize(
    ("shares", "headline", "beside"),
    [
        ((0.002, 0.357, 0.120, 0.521), "The war goes on: 52% of the pull",
         "That is more than the three outcomes together. Of the three outcomes, a frozen conflict is the strongest, "
         "with 36%."),
        ((0.0, 0.26, 0.264, 0.476), "The war goes on: 48% of the pull",
         "Of the three outcomes, an escalation and a frozen conflict are the strongest, with 26% each."),
        ((0.0, 0.0, 0.001, 0.999), "The war goes on: 100% of the pull",
         "That is more than the three outcomes together. Nothing pulls it towards any of the three outcomes."),
        ((0.879, 0.024, 0.0, 0.097), "A settlement: 88% of the pull",
         "That is more than everything else together. Next is the war going on, with 10%."),
        ((1.0, 0.0, 0.0, 0.0), "A settlement: 100% of the pull",
         "That is more than everything else together. Next to nothing is left for the others."),
        ((0.1, 0.502, 0.1, 0.298), "A frozen conflict: 50% of the pull",
         "That is about as much as everything else together. Next is the war going on, with 30%."),
        ((0.2, 0.2, 0.4, 0.2), "An escalation: 40% of the pull",
         "Next are a settlement, a frozen conflict and the war going on, with 20% each."),
        ((0.0, 0.16, 0.41, 0.43), "The war goes on: 43% of the pull",
         "Of the three outcomes, an escalation is the strongest, with 41%, only a little less."),
        ((0.2, 0.0, 0.398, 0.402), "Too close to call: the war going on and an escalation",
         "Their shares of the pull are as good as level: 40% each. Next is a settlement, with 20%."),
        ((0.25, 0.25, 0.25, 0.25), "Too close to call: a settlement, a frozen conflict, an escalation and the war "
         "going on", "Their shares of the pull are as good as level: 25% each."),
        ((0.0, 0.4975, 0.002, 0.5005), "Too close to call: the war going on and a frozen conflict",
         "Their shares of the pull are as good as level: 50% each."),
    ],
)  # fmt: skip
def test_the_headline_and_what_stands_beside_it(shares: tuple[float, ...], headline: str, beside: str) -> None:
    found = of(*shares)
    assert headline_in_words(found) == headline
    assert next_in_words(found) == beside
    assert answer_in_words(found) == f"{headline} ({found.word})"


FOUR = st.lists(st.integers(0, 40), min_size=4, max_size=4).filter(sum)


@given(FOUR)
def test_every_figure_that_is_told_is_a_share_as_the_table_has_it(parts: list[int]) -> None:
    found = of(*(part / sum(parts) for part in parts))
    text = f"{headline_in_words(found)}. {next_in_words(found)}"
    assert set(re.findall(r"\d+%", text)) <= {percent(share) for share in found.shares}
    assert not re.search(r"\s\s|\.\.|None|\bclass\b", text)
    if found.share >= 0.5 + 0.005:
        assert "That is more than" in text
    if found.share < 0.5 - 0.005:
        assert "That is" not in text


def test_a_share_that_is_nothing_but_a_rounding_error_has_no_minus() -> None:
    assert percent(-1e-17) == "0%"


def test_the_word_is_told_with_the_counts_of_all_four() -> None:
    text = sturdiness_in_words(of(0.0, 0.36, 0.12, 0.52, counts=(0, 24, 1, 231), draws=256))
    assert text == (
        "Leaning: in 231 of 256 plausible variants the war going on has the largest pull of the four; a frozen "
        "conflict in 24 and an escalation in 1."
    )
    text = sturdiness_in_words(of(0.9, 0.0, 0.0, 0.1, counts=(1020, 0, 0, 1), draws=1024))
    assert text == (
        "Firm: in 1,020 of 1,024 plausible variants a settlement has the largest pull of the four; the war going on "
        "in 1 and none outright in 3."
    )


def test_where_shares_are_level_the_word_is_open_and_says_why() -> None:
    text = sturdiness_in_words(of(0.2, 0.0, 0.398, 0.402, counts=(0, 0, 2, 98)))
    assert text.startswith("Open, since the shares are too close to call: in 98 of 100 plausible variants the war")


# ---------------------------------------------------------------------------------------------------- the central run


@pytest.fixture(scope="module")
def short(case: Case) -> Run:
    return simulate(case, Scenario(title="short", months=1))


def with_pulls(run: Run, *pulls: float) -> Run:
    return replace(run, trace=replace(run.trace, pulls=np.array([pulls, pulls])[:, :, None]))


@pytest.mark.parametrize(
    ("pulls", "shares", "said"),
    [
        pytest.param((0.0, 0.36, 0.1), (0.0, 0.36, 0.12, 0.52), "", id="both say the same"),
        pytest.param((0.42, 0.21, 0.0), (0.32, 0.31, 0.0, 0.37),
                     "With the central beliefs alone, a settlement leads, with a pull of 0.42; 0.37 is left for the "
                     "war to go on.", id="the largest of the four differs"),
        pytest.param((0.2, 0.1, 0.1), (0.1, 0.2, 0.1, 0.6),
                     "With the central beliefs alone, a settlement leads, with a pull of 0.20; 0.60 is left for the "
                     "war to go on.", id="another outcome is the strongest of the three"),
        pytest.param((0.63, 0.2, 0.0), (0.3, 0.2, 0.0, 0.5),
                     "With the central beliefs alone, a settlement has formed, with a pull of 0.63.", id="formed"),
        pytest.param((0.0, 0.2, 0.21), (0.0, 0.205, 0.203, 0.592), "", id="level by share, so either agrees"),
        pytest.param((0.201, 0.0, 0.2), (0.0, 0.3, 0.1, 0.6),
                     "With the central beliefs alone, no outcome leads: a settlement is as good as level with another, "
                     "with a pull of 0.20; 0.60 is left for the war to go on.", id="level in the central run"),
        pytest.param((0.0, 0.0, 0.0), (0.0, 0.0, 0.001, 0.999), "", id="nothing pulls in either"),
    ],
)  # fmt: skip
def test_the_central_run_is_told_where_it_says_something_else(
    short: Run, pulls: tuple[float, ...], shares: tuple[float, ...], said: str
) -> None:
    assert central_run_in_words(with_pulls(short, *pulls), of(*shares)) == said


def test_the_paragraph_opens_with_the_headline_and_says_whose_reasons_follow(case: Case) -> None:
    run, found = simulate(case, load_scenario("default", case)), of(0.002, 0.357, 0.120, 0.521)
    told = account(run, headline=found)
    assert told.startswith(
        f"{headline_in_words(found)}. {next_in_words(found)} What follows is about the central run. No "
    )
    assert told.endswith(account(run))
