"""Was it right?: the reliability diagram as pictures and as a table, and the second coder beside the first."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from model.history import Hindcast, History, hindcast, load_history
from model.history.calibration import ReliabilityBin
from model.view.pages.history import diagram, html, scores
from tests.support.page import text_of


@pytest.fixture(scope="module")
def history() -> History:
    return load_history()


@pytest.fixture(scope="module")
def found(history: History) -> Hindcast:
    return hindcast(replace(history, episodes=history.episodes[::4]), draws=4)


def test_a_dot_stands_as_far_to_the_right_as_was_given_and_as_high_as_followed():
    drawn = diagram._picture("Mine", [ReliabilityBin(0.2, 0.3, 0.25, 0.4, 10), ReliabilityBin(0.0, 0.1, 0.05, 0.0, 40)])
    first, second = re.findall(r"class='dot' style='left:([\d.]+)%;bottom:([\d.]+)%;width:([\d.]+)px", drawn)
    assert [float(part) for part in first[:2]] == [25, 40]
    assert [float(part) for part in second[:2]] == [5, 0]
    assert float(second[2]) == diagram.MOST
    assert diagram.LEAST < float(first[2]) < diagram.MOST


def test_the_line_of_those_who_can_be_taken_at_their_word_rises_to_the_right():
    """A gradient to the bottom right has its edge from the bottom left to the top right."""
    css = (diagram.__file__ or "").replace("diagram.py", "style.css")
    with open(css, encoding="utf-8") as file:
        (direction,) = re.findall(r"\.even \{[^}]*linear-gradient\((to [a-z ]+),", file.read())
    assert direction == "to bottom right"


def test_who_cannot_see_the_pictures_hears_their_figures_and_the_table_has_the_same(found: Hindcast):
    told = re.findall(r"role='img' aria-label='(.*?)'", diagram.reliability_pictures(found))
    table = text_of(diagram.reliability_table(found))
    assert len(told) == len(diagram.DRAWN)
    for name, words in zip(diagram.DRAWN, told, strict=True):
        for one in found.reliability_of(name):
            assert f"given {one.said:.0%}, followed in {one.followed:.0%} of {one.count}" in words
            assert f"{one.said:.0%} given on average, {one.count} times" in table


def test_every_forecaster_has_a_row_and_every_question_its_own(found: Hindcast):
    assert scores.scores_table(found).count("<th scope='row'>") == len(found.shares_by_forecaster)
    assert scores.questions_table(found).count("<th scope='row'>") == len(found.history.codebook.items)
    assert scores.agreement_table(found).count("<th scope='row'>") == len(found.history.codebook.items) + 1


def test_a_war_that_was_graded_twice_shows_both_grades_and_another_shows_one(history: History):
    twice = {war.id: war for war in history.second.wars}
    for episode in history.episodes[:6]:
        shown = text_of(html.codings_table(history, episode))
        assert ("Second coder" in shown) == (episode.id in twice)
        if episode.id in twice:
            item = history.codebook.items[0].id
            assert f"from: {twice[episode.id].graded[item].note}" in shown
