"""The search for what it would take: planted cases with a known answer, and what may be asked."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model import Goal, Scenario, ScenarioError, reach
from model.analysis.backcasting.answers import Answer, alike, apart
from model.analysis.backcasting.attempts import movables
from model.analysis.backcasting.searching import FINEST_STEP, _Search
from model.knowledge.case import Case

SETTLED = Goal("settlement")


class Planted:
    """Attempts of which the answer is known: a rule of one's own takes the place of the runs."""

    def __init__(self, share, names):
        self.share, self.names, self.seed, self.tell = share, names, 0, lambda runs: None

    def reach(self, points, draws):
        found = np.array([self.share(point) for point in points])
        return found, found

    def scenario_reach(self, scenario, draws):
        point = np.array([scenario.given.get(name, np.nan) for name in self.names])
        return np.where(np.arange(draws) < round(self.share(point) * draws), 1.0, -1.0)


def planted(case: Case, share, costs=None, at=0.0, names=("guarantees", "relief", "follow_through", "format")):
    """A search over four things that stand at one place each, with a planted share."""
    scenario = Scenario(title="Planted", assumptions=dict.fromkeys(names, at))
    hunt = _Search(case, scenario, SETTLED, movables(case, scenario, names, costs or {}), 0, None)
    attempts: Any = Planted(lambda point: share(np.nan_to_num(point, nan=at)), names)
    attempts.tell = hunt._count
    hunt.attempts = attempts
    return list(hunt.through(3))[-1]


def test_the_smallest_change_of_one_thing_is_found():
    from model import load_case

    found = planted(load_case(), lambda x: float(x[1] >= 0.37))
    assert found.answers[0].values == {"relief": pytest.approx(0.37)}
    assert len(found.answers) == 1  # all else contains it, and costs more


@pytest.mark.parametrize("limit", [0.8, 1.1, 1.47])
def test_a_sum_of_two_is_reached_at_its_price_whichever_two(case: Case, limit: float):
    found = planted(case, lambda x: float(x[0] + x[2] >= limit - 1e-9))
    assert found.answers[0].cost == pytest.approx(limit, abs=2 * FINEST_STEP)


def test_the_cheaper_of_two_equal_things_is_moved(case: Case):
    found = planted(case, lambda x: float(x[0] + x[1] >= 0.6 - 1e-9), {"guarantees": 1.0, "relief": 3.0})
    assert found.answers[0].values == {"guarantees": pytest.approx(0.6, abs=FINEST_STEP)}


def test_a_corner_of_three_is_found(case: Case):
    found = planted(case, lambda x: float((x[[0, 1, 3]] >= [0.3, 0.55, 0.2]).all()))
    assert found.answers[0].values.keys() == {"guarantees", "relief", "format"}
    assert found.answers[0].cost == pytest.approx(1.05, abs=0.06)


def test_what_needs_all_four_is_found_and_only_what_is_needed_is_moved(case: Case):
    found = planted(case, lambda x: float((x >= [0.5, 0.5, 0.9, 0.5]).all()) + 0.001 * x.mean() - 0.001)
    assert set(found.answers[0].values) == {"guarantees", "relief", "follow_through", "format"}
    assert found.answers[0].cost == pytest.approx(2.4, abs=0.25)


def test_a_goal_out_of_reach_is_said_to_be_so_with_the_closest(case: Case):
    found = planted(case, lambda x: 0.1 + 0.3 * x[1])
    assert found.answers == ()
    assert found.done
    assert found.closest.values == {"relief": 1.0}
    assert not found.closest.reached
    assert found.closest.share == pytest.approx(0.4, abs=0.001)


def test_a_hump_is_not_run_past(case: Case):
    """What helps only half-way up is found, though the end of the scale does not help."""
    found = planted(case, lambda x: float(abs(x[0] - 0.5) <= 0.1) * 0.9 + 0.01 * x[0])
    assert found.answers[0].values == {"guarantees": pytest.approx(0.4, abs=FINEST_STEP)}


def test_different_answers_come_before_cheap_ones_that_are_nearly_the_same(case: Case):
    def answer(cost, *names):
        whatever: Any = None
        return Answer(dict.fromkeys(names, 1.0), {}, cost, 1, 1, 1, 1, True, whatever)

    first, like, other = answer(1.0, "a", "b"), answer(1.1, "a", "c"), answer(1.3, "d", "e")
    assert apart([other, like, first], 2) == [first, other]
    assert alike(first, like) == pytest.approx(1 / 3)
    assert alike(first, other) == 0


@pytest.mark.parametrize(
    ("names", "costs", "said"),
    [
        (["trst"], {}, "did you mean 'trust'"),
        (["trust", "trust"], {}, "named twice"),
        ([], {}, "at least one"),
        (["trust"], {"guarantes": 1.0}, "did you mean 'guarantees'"),
        (["trust"], {"trust": 0.0}, "a number above 0"),
        (["trust"], {"trust": float("inf")}, "a number above 0"),
        (["turkey.engagement"], {}, "takes the actor out"),
    ],
)
def test_movables_that_make_no_sense_are_told(case: Case, ahead: Scenario, names, costs, said: str):
    with pytest.raises(ScenarioError, match=said):
        reach(case, ahead.but(without=("turkey",)), SETTLED, names, costs)


def test_the_search_can_be_stopped_in_the_middle(case: Case, ahead: Scenario):
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        reach(case, ahead, SETTLED, progress=stop)


def test_progress_goes_up_to_the_end_for_each_size(case: Case, ahead: Scenario):
    told: list[tuple[int, int]] = []
    reach(case, ahead, SETTLED, ["trust", "follow_through"], together=2, progress=lambda *at: told.append(at))
    assert [done for done, of in told if done == of]
    assert all(0 < done <= of for done, of in told)
