"""How variants are read: with what may happen and without, and an escalation as a state and as an event."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from model.engine import program_of
from model.history.episodes import History, case_of, load_history
from model.history.forecasters import CLASS, FORECASTER_OF
from model.history.hindcasting import Hindcast, hindcast
from model.history.readings import BOTH, HAPPENINGS, LAYERS, OFF, RETURNS, Readings, scenario_in
from model.history.reference_classes import class_shares
from model.knowledge import rebuild
from model.uncertainty import ensemble
from model.uncertainty.draws import drawn_luck


@pytest.fixture(scope="module")
def history() -> History:
    return load_history()


def of(pulls: list[list[float]]) -> Readings:
    """The readings of one variant whose three pulls go this way, month by month."""

    class Made:
        shares_by_month = np.array([[*row, 1 - sum(row)] for row in pulls])
        leads_formed = np.array([[[p >= 0.5] for p in row] for row in pulls])

    return Readings.of(Made())  # type: ignore[arg-type]


def test_an_escalation_that_is_over_by_the_end_counts_as_an_event_and_not_as_a_state():
    read = of([[0.0, 0.0, 0.0], [0.0, 0.0, 0.6], [0.1, 0.2, 0.1]])
    assert read.counts.tolist() == [[0, 0, 0, 1]]
    assert read.event_counts.tolist() == [[0, 0, 1, 0]]
    assert read.peaks.tolist() == [0.6]
    assert read.with_peaks[0] == pytest.approx([0.4 * 0.1 / 0.9, 0.4 * 0.2 / 0.9, 0.6, 0.4 * 0.6 / 0.9])


def test_the_month_of_the_date_itself_is_no_event():
    read = of([[0.0, 0.0, 0.9], [0.0, 0.0, 0.2], [0.0, 0.0, 0.3]])
    assert read.peaks.tolist() == [0.3]
    assert read.event_counts.tolist() == [[0, 0, 0, 1]]


def test_without_an_earlier_escalation_both_readings_are_the_same():
    read = of([[0.2, 0.2, 0.2], [0.6, 0.1, 0.1], [0.7, 0.1, 0.15]])
    assert read.with_peaks == pytest.approx(read.mean_pulls)
    assert read.event_counts.tolist() == read.counts.tolist() == [[1, 0, 0, 0]]


def test_a_peak_that_takes_all_leaves_nothing_to_share():
    read = of([[0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    assert read.with_peaks.tolist() == [[0, 0, 1, 0]]


def test_the_shares_with_an_event_sum_to_one_and_give_escalation_no_less(history: History):
    found = hindcast(replace(history, episodes=history.episodes[:2]), draws=16)
    for read in found.readings:
        assert read.with_peaks.sum(axis=1) == pytest.approx(1)
        assert (read.with_peaks[:, 2] >= read.mean_pulls[:, 2] - 1e-12).all()


def test_every_layer_lets_happen_what_it_says(history: History):
    told = {name: scenario_in(name, "x", "any-war", 24) for name in LAYERS}
    assert [(told[n].happenings == "all", told[n].front_returns) for n in (OFF, HAPPENINGS, RETURNS, BOTH)] == [
        (False, False),
        (True, False),
        (False, True),
        (True, True),
    ]
    case = case_of(history, history.episodes[1])
    with_none = rebuild(case, happenings=())
    drawn = {name: ensemble(case, one, 16).pulls_by_month for name, one in told.items()}
    assert len({pulls.tobytes() for pulls in drawn.values()}) == 4
    for off, on in ((OFF, HAPPENINGS), (RETURNS, BOTH)):
        assert ensemble(with_none, told[on], 16).pulls_by_month.tobytes() == drawn[off].tobytes()


def test_the_class_of_a_war_is_that_of_its_kind_and_years_whatever_followed(history: History):
    found = hindcast(replace(history, episodes=history.episodes[:1]), draws=1)
    assert isinstance(found, Hindcast)
    shares = FORECASTER_OF[CLASS].shares(found)
    assert shares[0].tolist() == pytest.approx(list((class_shares(history.episodes[0].facts) or {}).values()))
    assert all(class_shares(one.facts) for one in history.episodes)  # every war of the table has a class
    long = {one.id for one in history.episodes if one.facts.years >= 3 and one.war.kind != "within-a-state"}
    assert {"korea-1952", "gulf-1987", "congo-2001"} <= long
    assert "kashmir-1948" not in long


def test_all_wars_have_the_same_luck_drawn_once(history: History):
    """Their cases differ in starts alone: what may happen to a variant is not drawn again for every war."""
    one, other = (program_of(case_of(history, episode)) for episode in history.episodes[:2])
    assert drawn_luck(one, 5, 0, 8) is drawn_luck(other, 5, 0, 8)
