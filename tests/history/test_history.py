"""The history check: scores that agree with others' code, episodes coded by the rule, and nothing fitted to them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import log_loss, roc_auc_score

from model import CaseError, load_case
from model.history import wording as tried
from model.history.base_rates import base_rate_in_words, load_base_rates
from model.history.codebook import CLASSES, HISTORY
from model.history.episodes import History, case_of, load_history
from model.history.forecasters import BASE, FORECASTERS
from model.history.hindcasting import Hindcast, hindcast
from model.history.readings import LAYERS, LEAST_MONTHS, Readings, came_first
from model.history.scores import (
    ScoreWithInterval,
    brier_score,
    largest_share_score,
    log_score,
    ranking_score,
    rates_among_others,
    scores_with_intervals,
    smoothed,
)
from model.knowledge.file_format import DATA
from model.shell.app import main


@pytest.fixture(scope="module")
def history() -> History:
    return load_history()


@pytest.fixture(scope="module")
def some(history: History) -> History:
    """A third of the episodes, which is quick, and every end among them."""
    return replace(history, episodes=history.episodes[::3])


@pytest.fixture(scope="module")
def found(some: History) -> Hindcast:
    return hindcast(some, draws=16)


# --------------------------------------------------------------------------------------------------------- the scores


@st.composite
def said(draw):
    """Some episodes: shares of four classes, and what followed, each class at least once."""
    many = draw(st.integers(6, 20))
    counts = draw(st.lists(st.lists(st.integers(0, 9), min_size=4, max_size=4), min_size=many, max_size=many))
    followed = [0, 1, 2, 3, *draw(st.lists(st.integers(0, 3), min_size=many - 4, max_size=many - 4))]
    return smoothed(np.array(counts, dtype=float)), np.array(followed, dtype=np.intp)


@given(said())
@settings(max_examples=40, deadline=None)
def test_the_scores_are_those_of_scikit_learn(case):
    shares, followed = case
    once = np.ones((1, len(followed)))
    assert log_score(shares, followed, once)[0] == pytest.approx(-log_loss(followed, shares, labels=range(4)))
    was = np.eye(4)[followed]
    assert brier_score(shares, followed, once)[0] == pytest.approx(((shares - was) ** 2).sum() / len(followed))
    largest = shares == shares.max(axis=1, keepdims=True)
    right = (largest[np.arange(len(followed)), followed] / largest.sum(axis=1)).mean()
    assert largest_share_score(shares, followed, once)[0] == pytest.approx(right)
    for number in range(4):
        expected = roc_auc_score(followed == number, shares[:, number])
        assert ranking_score(number)(shares, followed, once)[0] == pytest.approx(expected)


@given(said(), st.integers(0, 2**32 - 1))
@settings(max_examples=20, deadline=None)
def test_a_weight_is_an_episode_that_often(case, seed):
    shares, followed = case
    times = np.random.default_rng(seed).integers(0, 3, len(followed))
    times[:4] = 1  # each class stays
    again = np.repeat(np.arange(len(followed)), times)
    for score in (log_score, brier_score, ranking_score(1)):
        weighted = score(shares, followed, times[None].astype(float))[0]
        assert weighted == pytest.approx(score(shares[again], followed[again], np.ones((1, len(again))))[0])


def test_scores_by_hand():
    shares, followed, once = np.array([[0.5, 0.5], [0.9, 0.1]]), np.array([0, 1]), np.ones((1, 2))
    assert log_score(shares, followed, once)[0] == pytest.approx((np.log(0.5) + np.log(0.1)) / 2)
    assert brier_score(shares, followed, once)[0] == pytest.approx((0.5 + 2 * 0.81) / 2)
    assert ranking_score(0)(shares, followed, once)[0] == 0.0
    assert np.isnan(ranking_score(0)(shares, np.array([1, 1]), once)[0])


def test_whoever_gives_two_the_largest_share_is_half_right():
    shares, once = np.array([[0.4, 0.4, 0.2], [0.2, 0.4, 0.4]]), np.ones((1, 2))
    assert largest_share_score(shares, np.array([0, 0]), once)[0] == pytest.approx(0.25)


def test_both_scores_are_proper():
    """Who says what is the case expects a better score than who says anything else (Brier 1950, Good 1952)."""
    truth = np.array([0.6, 0.3, 0.1])
    followed = np.repeat(np.arange(3), (truth * 10).round().astype(int))
    once = np.ones((1, len(followed)))
    for other in ([0.5, 0.4, 0.1], [0.7, 0.2, 0.1], [1 / 3] * 3, [0.6, 0.2, 0.2]):
        honest, odd = (np.tile(share, (len(followed), 1)) for share in (truth, np.array(other)))
        assert log_score(honest, followed, once)[0] > log_score(odd, followed, once)[0]
        assert brier_score(honest, followed, once)[0] < brier_score(odd, followed, once)[0]


def test_a_base_rate_leaves_the_episode_itself_out():
    followed, group = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 0, 1, 1, 0])
    for among in (None, group):
        shares = rates_among_others(followed, 3, among)
        for own in range(6):
            others = [n for n in range(6) if n != own and (among is None or group[n] == group[own])]
            counts = np.bincount(followed[others], minlength=3) + 0.5
            assert shares[own] == pytest.approx(counts / counts.sum())


def test_the_bootstrap_covers_a_known_mean_and_pairs_its_differences():
    """Of a Brier score whose terms are known: the interval is near the normal one; the same forecaster differs by 0."""
    random = np.random.default_rng(1)
    followed = random.integers(0, 2, 400)
    shares = smoothed(random.integers(0, 9, (400, 2)).astype(float))
    made = scores_with_intervals(brier_score, {"a": shares, "b": shares}, followed, "a")
    terms = ((shares - np.eye(2)[followed]) ** 2).sum(axis=1)
    half = 1.96 * terms.std() / 20
    assert made["b"].value == pytest.approx(terms.mean())
    assert made["b"].interval == pytest.approx((terms.mean() - half, terms.mean() + half), abs=half / 5)
    assert (made["b"].more, made["b"].more_interval) == (0, (0, 0))


# ------------------------------------------------------------------------------------------------- what came first


def naive_first(formed):
    months = len(formed) - 1
    for month in range(1, months + 1):
        for number, name in enumerate(CLASSES[:3]):
            needed = 1 if name == "escalation" else LEAST_MONTHS
            if all(formed[m][number] for m in range(month, min(month + needed, months + 1))):
                return number
    return 3


@given(st.lists(st.integers(0, 3), min_size=2, max_size=25))
@settings(max_examples=200, deadline=None)
def test_what_comes_first_is_what_counts_as_the_codebook_has_it(path):
    formed = np.array([[number == k for k in range(3)] for number in path])
    assert came_first(formed[:, :, None]).tolist() == [naive_first(formed)]


def test_a_quiet_that_does_not_last_is_none_and_the_start_does_not_count():
    frozen = CLASSES.index("frozen-conflict")
    short, long = np.zeros((25, 3, 1), bool), np.zeros((25, 3, 1), bool)
    short[3 : 3 + LEAST_MONTHS - 1, frozen], long[3 : 3 + LEAST_MONTHS, frozen] = True, True
    assert came_first(short).tolist() == [3]
    assert came_first(long).tolist() == [frozen]
    start = np.zeros((25, 3, 1), bool)
    start[0, CLASSES.index("escalation")] = True
    assert came_first(start).tolist() == [3]


# ------------------------------------------------------------------------------------------------------ the episodes


def test_there_are_enough_episodes_and_all_ends_among_them(history: History):
    followed = [str(one.followed) for one in history.episodes]
    assert len(followed) >= 20
    assert all(followed.count(kind) >= 5 for kind in CLASSES)
    assert all("1946" <= one.at < "2026" for one in history.episodes)


def test_every_work_is_named_by_a_coding(history: History):
    named = {coding.work for one in history.episodes for coding in one.coded.values()}
    assert {work.id for work in history.works} <= named | {one.source for one in history.episodes}


def test_a_coding_gives_a_start_as_wide_as_it_is_unsure(history: History):
    episode = next(one for one in history.episodes if one.coded["trust"].code == 1)
    case = case_of(history, episode)
    (trust,) = [start for start in case.starts if start.id == "trust"]
    width = getattr(history.codebook.width, episode.coded["trust"].confidence)
    assert (trust.start, trust.low, trust.high) == pytest.approx((0.3, max(0, 0.3 - width), 0.3 + width))
    assert history.title_of[episode.coded["trust"].work] in trust.judgement


def test_the_rules_are_the_general_ones_as_they_stand(history: History):
    """Nothing is refitted: the war has the rules that all cases share, to the last push, but for those left out."""
    own = (DATA / "history" / "war" / "rules.toml").read_text("utf-8")
    assert not [line for line in own.splitlines() if line and not line.startswith("#")]
    shared = load_case("ukraine").rule_of
    for rule in history.war.rules:
        assert rule.general
        assert rule.consequents == shared[rule.id].consequents
        assert rule.antecedents == shared[rule.id].antecedents


@pytest.mark.slow
def test_what_followed_has_no_say_in_the_shares(some: History, found: Hindcast):
    turned = [one.model_copy(update={"followed": "continued-war", "month": 1}) for one in some.episodes]
    other = hindcast(replace(some, episodes=tuple(turned)), draws=16)
    assert other.readings == found.readings
    assert other.again == found.again
    assert not np.array_equal(other.shares_by_forecaster[BASE], found.shares_by_forecaster[BASE])


def test_the_shares_of_an_episode_do_not_depend_on_the_others(some: History, found: Hindcast):
    alone = hindcast(replace(some, episodes=some.episodes[3:4]), draws=16)
    for layer in LAYERS:
        assert alone.read(layer).mean_pulls[0].tolist() == found.read(layer).mean_pulls[3].tolist()
    assert "A second coder" not in tried.history_verdicts(alone)  # it was not graded again


def test_all_forecasters_give_shares(found: Hindcast):
    assert list(found.shares_by_forecaster) == [one.id for one in FORECASTERS]
    for shares in found.shares_by_forecaster.values():
        assert shares.sum(axis=1) == pytest.approx(1)
        assert (shares > 0).all()
    for read in found.readings:
        assert read.mean_pulls.sum(axis=1) == pytest.approx(1)
        for counts in (read.counts, read.first_counts, read.event_counts):
            assert (counts.sum(axis=1) == 16).all()


def test_a_grade_ranks_as_it_stands_or_turned_round_and_no_other_episode_has_a_say(found: Hindcast):
    """An earlier check took the rate among the other episodes with the same grade, which turned the ranking round."""
    for item in found.history.codebook.items:
        for kind in CLASSES:
            followed = found.followed == CLASSES.index(kind)
            as_it_stands = roc_auc_score(followed, found.grades(item.id))
            assert found.ranks[kind][item.id].value == pytest.approx(max(as_it_stands, 1 - as_it_stands))
            assert found.item_turned(item.id, kind) == (as_it_stands < 0.5)
    best = found.ranks["settlement"][found.best_item("settlement")].value
    assert best == max(found.ranks["settlement"][item.id].value for item in found.history.codebook.items)


# -------------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("codebook.toml", "external_pressure = 0.15", "external_presure = 0.15", "did you mean 'external_pressure'"),
        ("codebook.toml", "trust = 0.1 }", "trust = 1.5 }", "'trust': 1.5 is outside its scale"),
        ("codebook.toml", "code = -1\n", "code = -2\n", "two grades have the same code"),
        ("codebook.toml", 'id = "continued-war"', 'id = "settlement"', "'settlement' has to stand here once"),
        ("episodes.toml", 'front = [1, "medium"', 'font = [1, "medium"', "did you mean 'front'"),
        ("episodes.toml", 'front = [1, "medium"', 'front = [9, "medium"', "there is no grade 9"),
        ("episodes.toml", 'front = [1, "medium"', 'front = [1, "sure"', "'high', 'medium' or 'low'"),
        ("episodes.toml", 'source = "bercovitch"', 'source = "bercovich"', "did you mean 'bercovitch'"),
        ("episodes.toml", 'followed = "frozen-conflict"', 'followed = "frozen"', "episode"),
        ("episodes.toml", "month = 5\n", "month = 25\n", "25 is beyond the window"),
        (
            "episodes.toml",
            'war = ["between-states", 1947',
            'war = ["between-states", 1949',
            "it is coded for 1948-08, and",
        ),
        ("episodes.toml", 'war = ["between-states"', 'war = ["between states"', "'between-states'"),
        ("episodes.toml", '1947, "ucdp: ', '1947, "ucpd: ', "did you mean 'ucdp'"),
        ("second_coding.toml", 'id = "chad-1987"', 'id = "chad-1978"', "did you mean 'chad-1987'"),
        ("second_coding.toml", 'id = "chad-1987"', 'id = "yemen-2015"', "this id stands here twice"),
        ("second_coding.toml", "front = [2, ", "front = [3, ", "there is no grade 3"),
        ("second_coding.toml", "front = [2, ", "font = [2, ", "did you mean 'front'"),
        ("second_coding.toml", 'front = [2, "', 'front = ["', "a second grade is [grade, 'the note"),
    ],
)
def test_a_fault_is_told_with_file_place_and_the_likely_word(tmp_path: Path, file: str, old: str, new: str, said: str):
    shutil.copytree(HISTORY, tmp_path / "history")
    path = tmp_path / "history" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CaseError) as told:
        load_history(tmp_path / "history")
    assert said in str(told.value)
    assert str(told.value).startswith(file)


# ------------------------------------------------------------------------------------------------------- base rates


def test_base_rates_are_whole_and_sourced():
    rates = load_base_rates()
    for rate in rates.rates:
        assert sum(rate.shares) == pytest.approx(1)
        assert rate.source
        assert rate.defines
    first = rates.rates[0]
    assert sum(part.count or 0 for part in first.parts) == 507
    assert first.nearest == pytest.approx({"settlement": 60 / 507, "frozen-conflict": (67 + 209) / 507})
    assert "12% a peace agreement" in base_rate_in_words()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [("share = 0.31", "share = 0.41", "not to 1"), ("count = 60", "share = 0.6", "every part has a count")],
)
def test_a_base_rate_that_is_not_whole_is_refused(tmp_path: Path, old: str, new: str, said: str):
    text = (HISTORY / "rates.toml").read_text("utf-8")
    (tmp_path / "rates.toml").write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(CaseError, match=said):
        load_base_rates(tmp_path)


# ------------------------------------------------------------------------------------------------------------ words


def made(history: History, right: float) -> Hindcast:
    """A confrontation in which the model gives what followed so large a share of the draws."""
    followed = [CLASSES.index(str(one.followed)) for one in history.episodes]
    counts = np.full((len(followed), 4), (1 - right) / 3 * 300)
    counts[np.arange(len(followed)), followed] = right * 300
    read = Readings(counts / 300, counts[:, 2] / 300, counts, counts, counts)
    return Hindcast(history, 300, 0, (read,) * len(LAYERS), ())


def test_a_model_that_knew_is_told_as_one(some: History):
    told = tried.history_verdicts(made(some, 0.9))
    assert "better than the base rate by the log score" in told["Scores"]
    assert "better than the base rate by the Brier score" in told["Scores"]
    assert "not clearly better than chance" not in told["Ranking"]
    assert "No calibration slope can be told" in told["Calibration"]
    assert "no episode of whose end it had no inkling" in told["Missed"]
    assert "the same as those without by either score" in told["What may happen besides"]
    assert "better than these by the log score" in told["Past wars of the same class"]


def test_a_model_that_was_wrong_is_told_as_one(some: History):
    told = tried.history_verdicts(made(some, 0.01))
    assert "worse than the base rate by the log score" in told["Scores"]
    assert "better than chance which" not in told["Ranking"]
    assert "differ from how often it came so by 0.49" in told["Calibration"]
    assert some.episodes[0].title in told["Missed"]
    assert "worse than these by the log score" in told["Past wars of the same class"]


@pytest.mark.parametrize(
    ("interval", "said"),
    [((0.2, 0.9), "it is too sure of itself"), ((1.1, 2), "not sure enough"), ((0.8, 1.2), "not clearly too sure")],
)
def test_a_slope_is_told_by_its_interval(interval: tuple[float, float], said: str):
    assert said in tried._slope_in_words(ScoreWithInterval(1.0, interval, 0.0, (0.0, 0.0)))


@pytest.mark.slow
def test_the_shell_prints_scores_and_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    once: dict[tuple[int, int], Hindcast] = {}  # the lines print the same wars, draws and seed: they are run once

    def kept(coded: History, draws: int, seed: int, advance: Callable[[int, int], None]) -> Hindcast:
        if (draws, seed) not in once:
            once[draws, seed] = hindcast(coded, draws, seed, advance)
        return once[draws, seed]

    monkeypatch.setattr("model.shell.commands.history.hindcast", kept)
    table = tmp_path / "history.csv"
    result = CliRunner().invoke(main, ["history", "--draws", "8", "--csv", str(table)])
    assert result.exit_code == 0, result.output
    assert "Base rate of the table" in result.output
    assert "How wars have ended" in result.output
    assert len(table.read_text("utf-8").splitlines()) == 1 + len(load_history().episodes)
    plain = json.loads(CliRunner().invoke(main, ["history", "--draws", "8", "--json"]).output)
    assert plain["episodes"] == len(plain["table"])
    assert plain["second_coding"]["agreement"]["all"]["of"] == 10 * 13
    assert plain["calibration"]["even"]["slope"]["value"] is None  # it says the same of every war
    assert set(plain["ranking"]) == set(CLASSES)
    refused = CliRunner().invoke(main, ["history", "--draws", "8", "--csv", str(tmp_path / "no" / "x.csv")])
    assert refused.exit_code == 2
