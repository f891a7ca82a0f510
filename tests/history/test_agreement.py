"""How far two coders agree: worked examples, others' code, and the second coding of the wars."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from model.history.agreement import Grades, agreement
from model.history.codebook import CLASSES
from model.history.episodes import History, load_history
from model.history.hindcasting import hindcast
from model.history.second_coding import agreements, recoded
from model.history.wording_besides import kappa_in_words


@pytest.fixture(scope="module")
def history() -> History:
    return load_history()


def graded(table: list[list[int]]) -> Grades:
    """Grades as a table has them: the first coder's down the side, the second's across."""
    pairs = [(one, other) for one, row in enumerate(table) for other, count in enumerate(row) for _ in range(count)]
    return Grades([one for one, _ in pairs], [other for _, other in pairs], range(len(table)))


def test_kappa_as_worked_out_by_cohen_in_1960():
    """Two judges and three categories: 0.70 alike, 0.41 by chance, so kappa is 0.492."""
    found = agreement([graded([[88, 14, 18], [10, 40, 10], [2, 6, 12]])])
    assert (found.of, found.alike) == (200, 140)
    assert found.kappa == pytest.approx((0.70 - 0.41) / (1 - 0.41), abs=5e-4)


codes = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=30)


@given(codes)
@settings(max_examples=40, deadline=None)
def test_kappa_is_that_of_scikit_learn_plain_and_weighted(pairs):
    one, other = ([pair[k] for pair in pairs] for k in (0, 1))
    found = agreement([Grades(one, other, range(5))])
    if len({*one, *other}) == 1:
        assert np.isnan(found.kappa)
        assert "both gave one grade to all" in kappa_in_words(found)
        assert found.to_dict()["kappa"] is None
    else:
        assert found.kappa == pytest.approx(cohen_kappa_score(one, other, labels=range(5)))
        assert found.linear == pytest.approx(cohen_kappa_score(one, other, labels=range(5), weights="linear"))
        assert found.kappa <= 1


def test_over_several_items_the_chance_of_each_is_its_own():
    """One item that is graded alike and one that is graded by lot: half-way; pooled codes say otherwise."""
    alike = Grades([0, 0, 1, 1], [0, 0, 1, 1], [0, 1])
    by_lot = Grades([2, 2, 3, 3], [2, 3, 2, 3], [2, 3])
    assert agreement([alike, by_lot]).kappa == pytest.approx(0.5)
    assert agreement([by_lot]).kappa == pytest.approx(0)


def test_the_interval_holds_the_figure_and_full_agreement_has_none_to_speak_of():
    found = agreement([graded([[10, 3, 0], [2, 8, 2], [0, 3, 12]])])
    assert found.kappa_interval[0] < found.kappa < found.kappa_interval[1]
    assert found.linear > found.kappa  # whoever differs is a step apart at most
    assert agreement([graded([[5, 0], [0, 5]])]).kappa_interval == (1, 1)


def test_every_fourth_episode_by_date_was_graded_again_until_there_were_ten(history: History):
    by_date = sorted(history.episodes, key=lambda one: one.at)
    assert {war.id for war in history.second.wars} == {one.id for one in itertools.islice(by_date, 0, 40, 4)}


def test_the_second_coder_was_shown_no_name_no_year_and_nothing_that_came_after(history: History):
    """No word with a capital letter stands in a note, and no number of four digits."""
    notes = [grade.note for war in history.second.wars for grade in war.graded.values()]
    assert len(notes) == 10 * 13
    for note in notes:
        assert note == note.lower()
        assert not any(len(word) == 4 and word.isdigit() for word in note.replace(",", " ").split())


def test_second_grades_take_the_place_of_the_first_and_nothing_else_changes(history: History):
    again = {one.id: one for one in recoded(history.episodes, history.second)}
    war = history.second.wars[0]
    first = next(one for one in history.episodes if one.id == war.id)
    for item, coding in again[war.id].coded.items():
        assert coding.code == war.graded[item].code
        assert coding.confidence == first.coded[item].confidence
    assert again[war.id].followed == first.followed


def test_whoever_grades_as_the_first_did_agrees_fully_and_gives_the_same_shares(history: History):
    first = {one.id: one.coded for one in history.episodes}
    same = [
        war.model_copy(
            update={"graded": {n: g.model_copy(update={"code": first[war.id][n].code}) for n, g in war.graded.items()}}
        )
        for war in history.second.wars[:1]
    ]
    second = history.second.model_copy(update={"wars": tuple(same)})
    assert agreements(history.codebook, history.episodes, second)[""].alike == 13
    episodes = tuple(one for one in history.episodes if one.id == same[0].id)
    found = hindcast(replace(history, second=second, episodes=episodes), draws=8)
    assert found.again[0] == found.readings[0]
    assert found.by_both_codings["log_score"]["second"].more == 0
    assert found.again[0].mean_pulls.shape == (1, len(CLASSES))
