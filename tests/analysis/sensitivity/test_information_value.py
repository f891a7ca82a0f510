"""Which belief is worth checking: what decides is worth most, what does nothing nothing."""

from __future__ import annotations

import numpy as np
import pytest

from model import ensemble, load_scenario, worth
from model.analysis.sensitivity.information_value import MEASURES, known_in_words, worth_of
from model.arrays import Floats
from model.knowledge.case import Case


def test_what_decides_is_worth_most_and_what_does_nothing_is_worth_nothing():
    """With a class that one input decides, knowing it moves the shares by 2 p (1 - p), and tells all that is left."""
    random = np.random.default_rng(0)
    drawn_: dict[str, Floats] = {
        name: random.random(8000) for name in ("decides", "helps", *(f"idle {n}" for n in range(30)))
    }
    classes = (drawn_["decides"] > 0.25).astype(int)
    moves, gain, ends, out = worth_of(drawn_, np.eye(3)[classes])
    assert moves[0] == pytest.approx(2 * 0.75 * 0.25, abs=0.02)
    assert gain[0] == pytest.approx(0.25, abs=0.01)
    assert ends[0, 0].tolist() == [1.0, 0.0, 0.0]
    assert ends[0, 1].tolist() == [0.0, 1.0, 0.0]
    assert out[0]
    assert out[2:].sum() <= 1  # one idle thing stands out in one of twenty such tables
    assert moves[2:].max() < 0.01


def test_what_moves_shares_without_changing_the_likeliest_answer_moves_but_gains_nothing():
    random = np.random.default_rng(3)
    u = random.random(20_000)
    classes = (random.random(20_000) < 0.1 + 0.2 * u).astype(int)
    moves, gain, _, out = worth_of({"u": u}, np.eye(2)[classes])
    assert out[0]
    assert moves[0] == pytest.approx(0.05, abs=0.01)  # the mean of |0.2 (u - 1/2)|
    assert gain[0] == pytest.approx(0.0, abs=0.002)


def test_only_what_is_uncertain_is_asked_for_and_each_has_a_source(case: Case):
    today = load_scenario("default", case)
    found = worth(case, today)
    names = {one.factor.name for one in found.beliefs}
    assert "start external_pressure" in names
    assert any(one.stands_out for one in found.beliefs)
    assert sum(found.shares.values()) == pytest.approx(1.0)
    assert all(one.claims or one.judgement for one in found.beliefs if one.stands_out)
    held = worth(case, today.setting(case, {"external_pressure": 0.5}))
    assert "start external_pressure" not in {one.factor.name for one in held.beliefs}
    moves = [one.moves for one in found.beliefs]
    assert moves == sorted(moves, reverse=True)
    assert {one.rank for one in found.beliefs} == set(range(1, len(found.beliefs) + 1))


@pytest.mark.parametrize("measure", MEASURES)
def test_holding_what_is_worth_most_at_its_ends_moves_the_shares_as_told(case: Case, measure: str):
    """An independent look: the belief set to either end of its range, in runs of its own."""
    today = load_scenario("default", case)
    first = worth(case, today, measure=measure).beliefs[0]
    name = first.factor.name.removeprefix("start ")
    low, high = (
        ensemble(case, today.setting(case, {name: end}), 1024) for end in (first.factor.low, first.factor.high)
    )
    shares = [{**one.mean_pull, "goes_on": one.goes_on} if measure == "pull" else one.formed for one in (low, high)]
    most = max(shares[0], key=lambda kind: abs(shares[1][kind] - shares[0][kind]))
    moved = shares[1][most] - shares[0][most]
    assert np.sign(moved) == np.sign(first.high[most] - first.low[most])
    assert abs(moved) >= abs(first.high[most] - first.low[most]) - 0.02  # slices lie within the ends


def test_what_moves_a_share_that_no_count_shows_is_found(case: Case):
    """Planted: the pull rises with an input from 0.1 to 0.3; no variant has ever formed, yet the input matters."""
    u = np.random.default_rng(2).random(8000)
    pull = 0.1 + 0.2 * u
    moves, _, ends, out = worth_of({"u": u}, np.column_stack([pull, 1 - pull]))
    assert out[0]
    assert moves[0] == pytest.approx(0.05, abs=0.005)
    assert ends[0, :, 0] == pytest.approx([0.1125, 0.2875], abs=0.005)


def test_the_shares_are_those_of_the_measure(case: Case):
    today = load_scenario("default", case)
    variants = ensemble(case, today, 200)
    assert worth(case, today, 200).shares == pytest.approx({**variants.mean_pull, "goes_on": variants.goes_on})
    counted = worth(case, today, 200, measure="formed")
    assert counted.shares == pytest.approx({**variants.formed, "none": variants.unformed[0]})
    assert "has formed in" in known_in_words(case, counted.beliefs[0])
    assert " of the pull goes to " in known_in_words(case, worth(case, today, 200).beliefs[0])
    with pytest.raises(ValueError, match="unknown measure 'puls'; did you mean 'pull'"):
        worth(case, today, 200, measure="puls")
