"""Which variant is looked at: by its number, or by what sets it apart."""

from __future__ import annotations

import numpy as np
import pytest

from model import Ensemble, Scenario, ScenarioError, ensemble
from model.knowledge import PULL_CLASSES, Case
from model.uncertainty import variant_number, variants_apart


@pytest.fixture(scope="module")
def variants(case: Case) -> Ensemble:
    return ensemble(case, Scenario(title="x", months=6, happenings="all"), 60, 3)


def test_the_ends_are_the_draws_with_the_most_and_the_least_of_a_class(variants: Ensemble) -> None:
    ends = variants.of_the_pull_at(6)
    for number, name in enumerate(PULL_CLASSES):
        most, least = (ends[variant_number(variants, f"{end}-{name}"), number] for end in ("most", "least"))
        assert (most, least) == (ends[:, number].max(), ends[:, number].min())


def test_the_one_nearest_the_mean_is_nearer_than_all_others_over_the_months(variants: Ensemble) -> None:
    apart = []
    for draw in range(variants.draws):
        pulls = variants.pulls_by_month[:, :, draw].astype(float)
        whole = np.column_stack([pulls, 1 - pulls.sum(axis=1)])
        apart.append(float(((whole - variants.shares_by_month) ** 2).sum()))
    assert variant_number(variants, "mean") == int(np.argmin(apart))


def test_a_number_is_a_number(variants: Ensemble) -> None:
    assert [variant_number(variants, text) for text in ("0", " 7 ", "59")] == [0, 7, 59]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("60", "a number from 0 to 59"),
        ("-1", "not '-1'"),
        ("", "not ''"),
        ("most-setlement", "mean 'most-settlement'"),
    ],
)
def test_one_that_is_not_there_is_told_with_the_likely_name(variants: Ensemble, text: str, told: str) -> None:
    with pytest.raises(ScenarioError, match=told):
        variant_number(variants, text)


def test_every_name_has_words_and_a_variant(variants: Ensemble) -> None:
    assert len(set(variants_apart().values())) == len(variants_apart()) == 1 + 2 * len(PULL_CLASSES)
    assert all(0 <= variant_number(variants, name) < variants.draws for name in variants_apart())
