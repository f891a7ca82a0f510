"""The interval of a difference of paired shares: a known answer, laws, and its coverage against the nominal."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.uncertainty.intervals import LEVEL, paired_interval, wilson_interval


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int]:
    """Draw how many pairs gain, how many lose, and how many there are."""
    draws = draw(st.integers(1, 10_000))
    gained = draw(st.integers(0, draws))
    return gained, draw(st.integers(0, draws - gained)), draws


def test_the_interval_is_the_one_that_the_formula_gives_by_hand() -> None:
    """Of 21 pairs 1 gains and 7 lose: shares (1 + 1) / 23 and (7 + 1) / 23, so the centre is -6/23 = -0.26087.

    The variance is (10/23 - 36/529) / 23 = (194/529) / 23 = 0.0159448, its root 0.126273; times 1.959964: 0.247490.
    """
    low, high = paired_interval(1, 7, 21)
    assert low == pytest.approx(-0.26087 - 0.24749, abs=1e-5)
    assert high == pytest.approx(-0.26087 + 0.24749, abs=1e-5)


def test_where_no_draw_turns_the_interval_lies_evenly_about_nothing_and_is_not_empty() -> None:
    low, high = paired_interval(0, 0, 254)
    assert (low, high) == (-high, pytest.approx(1.959964 * np.sqrt(2) / 256, abs=1e-6))


@given(counts())
def test_the_interval_holds_what_was_seen_and_stays_within_its_bounds(of: tuple[int, int, int]) -> None:
    gained, lost, draws = of
    low, high = paired_interval(*of)
    assert -1 <= low <= (gained - lost) / draws <= high <= 1


@given(counts())
def test_swapping_the_two_turns_the_interval_round(of: tuple[int, int, int]) -> None:
    gained, lost, draws = of
    low, high = paired_interval(lost, gained, draws)
    assert (-high, -low) == tuple(paired_interval(gained, lost, draws))


def test_whole_arrays_give_what_single_numbers_give() -> None:
    found = paired_interval([[0, 3], [5, 1]], [[2, 0], [5, 8]], 20)
    assert found.shape == (2, 2, 2)
    assert found[:, 1, 1] == pytest.approx(paired_interval(1, 8, 20))


@pytest.mark.parametrize("of", [(0, 0, 0), (-1, 0, 4), (0, -1, 4), (3, 2, 4)])
def test_there_is_no_interval_of_counts_that_cannot_be(of: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="counts from 0, together no more than the number of draws"):
        paired_interval(*of)


#: Shares of pairs that gain and that lose: nothing turns, hardly anything, alike, one way, nearly all.
TRUTHS = [(0.0, 0.0), (0.01, 0.0), (0.02, 0.05), (0.1, 0.1), (0.3, 0.05), (0.45, 0.5), (0.0, 0.9)]


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("draws", [32, 256])
def test_the_interval_holds_the_true_difference_as_often_as_it_says(truth: tuple[float, float], draws: int) -> None:
    """It may be a little wide where hardly anything turns, since two draws are added, but never far too narrow."""
    up, down = truth
    sample = np.random.default_rng(7).multinomial(draws, [up, down, 1 - up - down], size=20_000)
    low, high = paired_interval(sample[:, 0], sample[:, 1], draws)
    covered = float(np.mean((low <= up - down) & (up - down <= high)))
    assert covered >= LEVEL - 0.015
    if draws * min(up, down) >= 10:
        assert covered == pytest.approx(LEVEL, abs=0.01)


def test_pairs_tell_more_than_two_samples_of_their_own_would() -> None:
    """Two shares of one half that agree in 9 draws of 10: the interval is less than half as wide."""
    low, high = paired_interval(13, 13, 256)
    alone = wilson_interval(128, 256)
    assert high - low < 0.5 * np.sqrt(2) * (alone[1] - alone[0])
