"""Whether shares can be taken at their word: known answers, and others' code."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression

from model.arrays import Floats, Ints
from model.history.calibration import BINS, calibration_error, calibration_slope, reliability


def drawn(episodes: int, seed: int) -> tuple[Floats, Ints]:
    """Return shares of four classes, and what followed, drawn by just these shares."""
    random = np.random.default_rng(seed)
    shares = random.dirichlet([0.7] * 4, size=episodes)
    return shares, np.array([random.choice(4, p=row) for row in shares], dtype=np.intp)


def once(shares: Floats | Ints) -> Floats:
    return np.ones((1, len(shares)))


def test_the_bins_are_those_of_scikit_learn() -> None:
    shares, followed = drawn(400, 1)
    came, said = calibration_curve(np.eye(4)[followed].ravel(), shares.ravel(), n_bins=BINS)
    found = reliability(shares, followed)
    assert [one.followed for one in found] == pytest.approx(came)
    assert [one.said for one in found] == pytest.approx(said)
    assert sum(one.count for one in found) == 4 * 400


def test_the_error_by_hand() -> None:
    """Twice 0.9 is said and once it comes: off by 0.4 there; twice 0.1 and once it comes: off by 0.4 there, too."""
    shares = np.array([[0.9, 0.1], [0.9, 0.1]])
    assert calibration_error(shares, np.array([0, 1]), once(shares)) == pytest.approx([0.4])
    assert calibration_error(shares, np.array([0, 0]), once(shares)) == pytest.approx([0.1])


def test_whoever_says_what_is_so_is_well_calibrated() -> None:
    shares, followed = drawn(20_000, 2)
    assert calibration_error(shares, followed, once(shares))[0] < 0.01
    assert calibration_slope(shares, followed, once(shares))[0] == pytest.approx(1, abs=0.03)


def test_whoever_is_twice_as_sure_as_he_should_be_has_half_the_slope() -> None:
    random = np.random.default_rng(3)
    odds = random.normal(0, 1, 40_000)
    followed = (random.random(40_000) < 1 / (1 + np.exp(odds))).astype(np.intp)
    boastful = 1 / (1 + np.exp(-2 * odds))
    shares = np.stack([boastful, 1 - boastful], axis=1)
    assert calibration_slope(shares, followed, once(shares))[0] == pytest.approx(0.5, abs=0.02)


def test_the_slope_is_that_of_scikit_learn() -> None:
    shares, followed = drawn(60, 4)
    shares = (shares + 0.01) / 1.04
    odds = np.log(shares / (1 - shares)).ravel()[:, None]
    told = LogisticRegression(C=1e9, tol=1e-10).fit(odds, np.eye(4)[followed].ravel())
    assert calibration_slope(shares, followed, once(shares)) == pytest.approx(told.coef_[0], rel=1e-4)


def test_a_weight_is_an_episode_that_often() -> None:
    shares, followed = drawn(12, 5)
    times = np.array([0, 1, 2, 3] * 3)
    again = np.repeat(np.arange(12), times)
    for score in (calibration_error, calibration_slope):
        weighted = score(shares, followed, times[None].astype(float))
        assert weighted == pytest.approx(score(shares[again], followed[again], once(again)), rel=1e-6)


def test_no_slope_is_told_where_statements_come_apart_without_a_fault() -> None:
    shares = np.array([[0.9, 0.1], [0.2, 0.8]])
    assert np.isnan(calibration_slope(shares, np.array([0, 1]), once(shares)))[0]
