"""The headline: the class with the largest share of the pull among four, and how sturdy that is."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from model import Ensemble, Headline, Scenario, ensemble, headline
from model.arrays import Floats
from model.engine import SLIGHT
from model.knowledge import PULL_CLASSES
from model.knowledge.case import Case
from model.uncertainty import largest_of_four
from model.uncertainty.robust import robustness_words

SETTLEMENT, FROZEN, ESCALATION, GOES_ON = PULL_CLASSES
DRAWS = hnp.arrays(float, (40, 3), elements=st.integers(0, 6).map(lambda part: part / 18))


@pytest.fixture(scope="module")
def variants(case: Case) -> Ensemble:
    return ensemble(case, Scenario(title="x", months=1), draws=4)


def told(variants: Ensemble, *draws: tuple[int, list[float]] | Floats) -> Headline:
    """Return the headline of variants with these three pulls each, so many times."""
    parts = [np.tile(one[1], (one[0], 1)) if isinstance(one, tuple) else one for one in draws]
    pulls = np.concatenate(parts).T[None].repeat(2, axis=0)
    return headline(replace(variants, pulls_by_month=pulls))


@settings(max_examples=60)
@given(DRAWS)
def test_it_is_the_class_with_the_largest_share_and_its_word_is_by_the_rule(variants: Ensemble, pulls: Floats) -> None:
    found = told(variants, pulls)
    four = np.column_stack([pulls, 1 - pulls.sum(axis=1)])
    assert found.shares == pytest.approx(four.mean(axis=0).tolist(), abs=1e-12)
    assert sum(found.shares) == pytest.approx(1, abs=1e-12)
    assert found.share == pytest.approx(max(found.shares), abs=1e-12)
    counted = [sum(row[n] > max(np.delete(row, n)) + 1e-9 for row in four) for n in range(4)]
    assert list(found.counts) == counted
    close = sorted(found.shares)[-1] - sorted(found.shares)[-2] < SLIGHT
    assert (len(found.level) > 1) == close
    assert found.word == str(robustness_words(found.count, 40, close))
    if found.count <= 20:
        assert found.word == "open"


@settings(max_examples=40)
@given(DRAWS, st.permutations(range(3)))
def test_it_does_not_depend_on_which_outcome_is_which(variants: Ensemble, pulls: Floats, order: list[int]) -> None:
    found, turned = told(variants, pulls), told(variants, pulls[:, order])
    if len(found.level) == 1:
        name = turned.name if turned.name == GOES_ON else PULL_CLASSES[order[PULL_CLASSES.index(turned.name)]]
        assert (name, turned.count, turned.word) == (found.name, found.count, found.word)


def test_three_pulls_that_are_each_smaller_than_the_rest_leave_the_war_going_on(variants: Ensemble) -> None:
    found = told(variants, (60, [0.1, 0.35, 0.05]))
    assert (found.name, found.count, found.word) == (GOES_ON, 60, "firm")
    assert found.share == pytest.approx(0.5)
    assert found.strongest == (FROZEN,)


def test_a_share_is_a_mean_of_pulls_and_not_a_count_of_variants(variants: Ensemble) -> None:
    """In six of ten variants a settlement has the largest pull, by little; in the rest an escalation, by far."""
    found = told(variants, (60, [0.4, 0.2, 0.05]), (40, [0.0, 0.0, 1.0]))
    assert found.name == ESCALATION
    assert found.shares == pytest.approx((0.24, 0.12, 0.43, 0.21))
    assert found.counts == (60, 0, 40, 0)
    assert found.word == "open"


def test_two_shares_less_than_a_slight_amount_apart_are_level_and_open(variants: Ensemble) -> None:
    found = told(variants, (100, [0.4, 0.002, 0.2]))
    assert found.level == (SETTLEMENT, GOES_ON)
    assert (found.count, found.word) == (100, "open")
    clear = told(variants, (100, [0.404, 0.002, 0.2]))
    assert (clear.level, clear.word) == ((SETTLEMENT,), "firm")


def test_a_planted_tie_goes_to_the_first_class_and_no_variant_counts(variants: Ensemble) -> None:
    found = told(variants, (50, [0.0, 0.5, 0.0]))
    assert (found.name, found.level) == (FROZEN, (FROZEN, GOES_ON))
    assert (found.counts, found.word) == ((0, 0, 0, 0), "open")


def test_four_that_are_level_are_all_named(variants: Ensemble) -> None:
    assert told(variants, (9, [0.25, 0.25, 0.25])).level == PULL_CLASSES


def test_a_variant_in_which_two_tie_counts_for_neither() -> None:
    largest = largest_of_four(np.array([[0.4, 0.4, 0.1, 0.1], [0.1, 0.2, 0.3, 0.4]]))
    assert largest.tolist() == [[False] * 4, [False, False, False, True]]


def test_it_is_plain_values_for_machines_and_a_line_for_people(variants: Ensemble) -> None:
    found = told(variants, (30, [0.1, 0.6, 0.1]), (10, [0.1, 0.1, 0.1]))
    as_values = found.to_dict()
    assert as_values["class"] == FROZEN
    assert as_values["largest_in"] == {SETTLEMENT: 0, FROZEN: 30, ESCALATION: 0, GOES_ON: 10}
    assert as_values["word"] == found.word == "leaning"
    assert "30 of 40" in repr(found)


def test_counts_of_variants_are_whole_and_agree_with_their_parts(case: Case) -> None:
    found = ensemble(case, "default", 64)
    assert sum(found.leads_in.values()) == 64
    for name in found.shares:
        assert found.leads_in[name] == pytest.approx(64 * found.shares[name])
        assert found.formed_in[name] == pytest.approx(64 * found.formed[name])


def test_variants_show_their_shares_of_the_pull_first_and_counts_as_counts(case: Case) -> None:
    found = ensemble(case, "default", 16)
    assert f"escalation {found.mean_pull['escalation']:.2f}, the war goes on {found.goes_on:.2f}" in repr(found)
    html = found._repr_html_()
    for name, share in found.mean_pull.items():
        cells = (name, f"{share:.0%}", found.leads_in[name], found.formed_in[name])
        assert "".join(f"<td>{cell}</td>" for cell in cells) in html


def test_what_the_pulls_leave_is_a_path_like_theirs(case: Case) -> None:
    found = ensemble(case, "default", 16)
    paths = found.paths(*PULL_CLASSES)
    assert np.allclose(paths.sum("variable"), 1)
    assert found.shares_by_month == pytest.approx(paths.mean("draw").to_numpy(), abs=1e-9)
    assert found.median(GOES_ON, 3) == pytest.approx(float(np.median(paths.sel(month=3, variable=GOES_ON))))
