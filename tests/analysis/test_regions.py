"""The conditions that go with a goal: planted boxes are found, and noise holds none."""

from __future__ import annotations

import numpy as np
import pytest

from model import Goal, Scenario, ScenarioError, boxes
from model.analysis.regions.finding import boxes_of
from model.analysis.regions.wording import box_in_words
from model.knowledge.case import Case

SETTLED = Goal("settlement")

SCALES = {"a": (0.0, 1.0), "b": (0.0, 1.0), "c": (-1.0, 1.0), "d": (0.0, 1.0)}


def points(many=8000, seed=1):
    random = np.random.default_rng(seed)
    low, high = np.array(list(SCALES.values())).T
    return low + (high - low) * random.random((many, 4))


def test_a_planted_box_is_found_with_its_density_and_coverage():
    at = points()
    inside = (at[:, 0] > 0.6) & (at[:, 2] < 0.2)
    hit = np.where(inside, np.random.default_rng(2).random(len(at)) < 0.9, False)
    found = boxes_of(at, hit, SCALES)
    box = found.boxes[0]
    assert box.limits == {"a": (0.6, 1.0), "c": (-1.0, pytest.approx(0.2))}
    assert box.low <= 0.9 <= box.high
    assert box.coverage > 0.97
    assert box.mass == pytest.approx(0.24, abs=0.02)
    assert box.survived >= 0.9
    assert len(found.boxes) == 1


def test_two_planted_boxes_are_both_found_and_do_not_overlap():
    at = points()
    hit = (at[:, 0] > 0.75) | ((at[:, 0] < 0.3) & (at[:, 1] > 0.5))
    found = boxes_of(at, hit, SCALES)
    assert {frozenset(box.limits) for box in found.boxes} == {frozenset({"a"}), frozenset({"a", "b"})}
    assert sum(box.coverage for box in found.boxes) == pytest.approx(1.0, abs=0.05)


def test_a_box_that_resampling_overturns_is_not_told():
    """A weak signal in few situations: the tree splits on it, and most of the samples' trees split otherwise."""
    at = points(1500)
    hit = np.random.default_rng(8).random(len(at)) < 0.35 + 0.3 * (at[:, 0] > 0.8) * (at[:, 3] > 0.6)
    found = boxes_of(at, hit, SCALES)
    assert found.dropped > 0
    assert found.boxes == ()


@pytest.mark.parametrize("seed", range(5))
def test_in_noise_there_is_no_box(seed: int):
    at = points(seed=seed)
    assert boxes_of(at, np.random.default_rng(seed + 9).random(len(at)) < 0.3, SCALES).boxes == ()


@pytest.mark.parametrize("all_", [True, False])
def test_where_everything_or_nothing_is_a_hit_there_is_no_box(all_: bool):
    at = points(400)
    found = boxes_of(at, np.full(len(at), all_), SCALES)
    assert found.boxes == ()
    assert found.share == float(all_)


@pytest.mark.slow
def test_a_box_of_the_case_holds_for_situations_that_it_has_not_seen(case: Case, ahead: Scenario):
    goal = Goal("settlement", formed=False)
    found = boxes(case, ahead, goal)
    box = found.boxes[0]
    assert set(box.limits) >= {"trust"}
    other = boxes(case, ahead, goal, seed=7)
    assert other.share == pytest.approx(found.share, abs=0.03)
    assert set(other.boxes[0].limits) == set(box.limits)
    assert other.boxes[0].density == pytest.approx(box.density, abs=0.06)
    text = box_in_words(case, box, found)
    assert "above" in text
    assert f"{box.coverage:.0%} of all in which it does" in text


def test_regions_refuse_what_makes_no_sense(case: Case, ahead: Scenario):
    with pytest.raises(ScenarioError, match="did you mean 'trust'"):
        boxes(case, ahead, SETTLED, ["trst"])
    with pytest.raises(ValueError, match="situations"):
        boxes(case, ahead, SETTLED, situations=10)


def test_without_scikit_learn_it_is_told_what_to_install(case: Case, ahead: Scenario, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "sklearn.tree", None)
    with pytest.raises(ImportError, match="--extra boxes"):
        boxes(case, ahead, SETTLED)
