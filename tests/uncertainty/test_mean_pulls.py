"""The shares of the pull: means over the variants, what they leave, and how far both could be off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import stats

from model import Ensemble, Scenario, ScenarioError, ensemble
from model.arrays import Floats
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES as ORDER
from model.uncertainty.intervals import FEWEST_PAIRS, mean_interval, paired_mean_interval

PULLS = hnp.arrays(float, (3, 3, 7), elements=st.floats(0, 1 / 3))


@pytest.fixture(scope="module")
def variants(case: Case) -> Ensemble:
    return ensemble(case, Scenario(title="x", months=6), draws=64, seed=3)


def with_pulls(variants: Ensemble, pulls: Floats) -> Ensemble:
    """Return variants whose pulls are given, shape (months + 1, 3, draws)."""
    return replace(variants, scenario=variants.scenario.but(months=len(pulls) - 1), pulls_by_month=pulls)


@settings(max_examples=60)
@given(PULLS)
def test_shares_of_the_pull_and_the_rest_sum_to_one(variants: Ensemble, pulls: Floats) -> None:
    made = with_pulls(variants, pulls)
    for month in range(3):
        shares = [*made.mean_pull_at(month).values(), made.goes_on_at(month)]
        assert sum(shares) == pytest.approx(1, abs=1e-12)
        assert all(-1e-12 <= share <= 1 + 1e-12 for share in shares)


@settings(max_examples=60)
@given(PULLS)
def test_every_interval_holds_its_share(variants: Ensemble, pulls: Floats) -> None:
    table = with_pulls(variants, pulls).by_month()
    for name in ("mean_pull", "goes_on"):
        assert (table[f"{name}_low"] <= table[name] + 1e-12).all()
        assert (table[name] <= table[f"{name}_high"] + 1e-12).all()


def test_a_share_of_the_pull_is_no_count_of_variants(variants: Ensemble) -> None:
    """Two variants, one at 0.9 and one at 0.2: half of them have formed a settlement, whose mean pull is 0.55."""
    pulls = np.zeros((1, 3, 2))
    pulls[0, 0] = [0.9, 0.2]
    made = with_pulls(variants, np.concatenate([pulls, pulls]))
    assert made.mean_pull["settlement"] == pytest.approx(0.55)
    assert made.goes_on == pytest.approx(0.45)
    assert made.formed["settlement"] == 0.5


def test_by_month_tells_the_same_as_month_for_month(variants: Ensemble) -> None:
    table = variants.by_month()
    for month in (0, 3, 6):
        assert dict(zip(ORDER, table["mean_pull"].sel(month=month).values, strict=True)) == variants.mean_pull_at(month)
        assert float(table["goes_on"].sel(month=month)) == variants.goes_on_at(month)
    low, high = variants.goes_on_interval
    assert (float(table["goes_on_low"][-1]), float(table["goes_on_high"][-1])) == pytest.approx((low, high), abs=1e-12)
    ends = variants.mean_pull_intervals["escalation"]
    told = [float(table[f"mean_pull_{end}"][-1].sel(outcome="escalation")) for end in ("low", "high")]
    assert told == pytest.approx(ends, abs=1e-12)
    with pytest.raises(ScenarioError):
        variants.goes_on_at(7)


def test_the_interval_of_a_mean_is_that_of_scipy() -> None:
    values = np.random.default_rng(5).beta(0.4, 2, size=256)
    low, high = mean_interval(values)
    told = stats.bootstrap((values,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(1))
    wide = told.confidence_interval.high - told.confidence_interval.low
    assert [low, high] == pytest.approx(list(told.confidence_interval), abs=0.06 * wide)


def test_what_never_varies_has_no_width_and_rows_do_not_touch_each_other() -> None:
    values = np.stack([np.full(20, 0.25), np.arange(20) / 20])
    low, high = mean_interval(values)
    assert (low[0], high[0]) == pytest.approx((0.25, 0.25))
    assert [low[1], high[1]] == pytest.approx(mean_interval(values[1]).tolist())


def test_nineteen_in_twenty_intervals_hold_the_mean() -> None:
    """Planted: the mean of the distribution is known, and 2,000 samples of 100 are drawn from it."""
    samples = np.random.default_rng(2).gamma(2.0, 0.1, size=(2000, 100))
    low, high = mean_interval(samples)
    assert np.mean((low <= 0.2) & (high >= 0.2)) == pytest.approx(0.95, abs=0.02)


def test_each_draw_shares_its_pull_among_four_classes(variants: Ensemble) -> None:
    shares = variants.of_the_pull_at(6)
    assert shares.shape == (64, 4)
    assert shares.sum(axis=1) == pytest.approx(np.ones(64))
    assert shares.mean(axis=0) == pytest.approx([*variants.mean_pull.values(), variants.goes_on])
    with pytest.raises(ScenarioError):
        variants.of_the_pull_at(7)


def test_the_interval_of_a_difference_is_that_of_the_differences_of_the_pairs() -> None:
    here, there = np.random.default_rng(4).random((2, 3, 40))
    assert np.array_equal(paired_mean_interval(here, there), mean_interval(here - there))
    assert paired_mean_interval(here, here).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_nineteen_in_twenty_intervals_of_pairs_hold_the_difference() -> None:
    """Planted: both of a pair share most of what moves them, and the second lies 0.1 lower on average."""
    random = np.random.default_rng(6)
    shared = random.beta(2, 3, size=(2000, 100))
    there = 0.5 * shared
    here = there + 0.1 + 0.05 * (random.random((2000, 100)) - 0.5)
    low, high = paired_mean_interval(here, there)
    assert np.mean((low <= 0.1) & (high >= 0.1)) == pytest.approx(0.95, abs=0.02)


def test_a_handful_of_pairs_tells_nothing_even_where_all_agree() -> None:
    few = np.full(FEWEST_PAIRS - 1, 0.3)
    assert paired_mean_interval(few, few - 0.2).tolist() == [-1, 1]
    enough = np.full(FEWEST_PAIRS, 0.3)
    assert paired_mean_interval(enough, enough - 0.2) == pytest.approx([0.2, 0.2])
    assert stats.binomtest(FEWEST_PAIRS, FEWEST_PAIRS).pvalue < 0.05 < stats.binomtest(len(few), len(few)).pvalue
