"""What a person has set: putting and putting back, and every step undone and done again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Scenario, ScenarioError, load_scenario
from model.scenario.checks import faults_of
from model.view.session.draft import STEPS, Draft, Steps
from tests.support.scenarios import scenarios


@pytest.fixture
def start(case):
    return Draft.of(load_scenario("istanbul-2022", case), "istanbul-2022")


def test_an_unchanged_setup_makes_its_base(case, start):
    made = start.scenario
    assert made == start.base.but(expect=())
    assert made.title == start.base.title


def test_a_value_that_is_put_is_set_and_one_put_back_is_as_the_base_has_it(case, start):
    name = next(iter(start.base.levers))
    moved = start.put(case, name, 0.99 - start.base.levers[name] / 2)
    assert moved.changed == [name]
    assert moved.scenario.title.endswith("(changed)")
    assert name not in moved.scenario.why
    assert moved.put_back(case, name) == start
    loose = start.unset(name)
    assert name not in loose.edited.given
    assert loose.changed == [name]
    assert loose.all_back() == start


def test_what_the_base_does_not_set_is_put_back_to_not_set(case, start):
    name = next(v for v in ("inclusion", "strikes", "relief") if v not in start.base.assumptions)
    assert start.put(case, name, 0.5).put_back(case, name) == start


@pytest.mark.parametrize(("name", "value", "told"), [("trust", 1.2, "outside"), ("trsut", 0.5, "did you mean 'trust'")])
def test_a_value_that_cannot_be_set_is_refused(case, start, name, value, told):
    with pytest.raises(ScenarioError, match=told):
        start.put(case, name, value)


@given(scenarios(), st.integers(1, 120))
def test_a_nearer_horizon_leaves_out_what_comes_later_and_a_farther_one_brings_it_back(made, months):
    from model import load_case

    setup = Draft.of(made).edit(months=months)
    assert faults_of(load_case(), setup.scenario) == []
    assert all(max(event.month, event.until or 0) <= months for event in setup.scenario.events)
    assert setup.edit(months=made.months).scenario.events == made.events


def test_a_title_is_marked_as_changed_once(case):
    base = Scenario(title="Mine (changed)", case=case.id)
    assert Draft.of(base).put(case, "trust", 0.5).scenario.title == "Mine (changed)"


# ------------------------------------------------------------------------------------------------------- history

numbers = st.lists(st.one_of(st.floats(0, 1), st.just("back"), st.just("forth")), max_size=60)


@given(numbers)
def test_undo_and_redo_go_the_way_that_was_gone(moves):
    """Against a plain model: a list of values and a place in it."""
    from model import load_case

    case = load_case()
    history = Steps((Draft.of(load_scenario("default", case), "default"),))
    values, at = [None], 0
    for move in moves:
        if move == "back":
            history, at = history.back(), max(at - 1, 0)
        elif move == "forth":
            history, at = history.forth(), min(at + 1, len(values) - 1)
        else:
            history = history.then(history.now.put(case, "trust", move))
            if values[at] != move:
                values, at = [*values[: at + 1], move], at + 1
        assert history.now.edited.levers.get("trust") == values[at]
        assert (history.past, history.undone) == (at, len(values) - 1 - at)


def test_at_least_a_hundred_steps_can_be_undone(case):
    history = Steps((Draft.of(load_scenario("default", case), "default"),))
    for step in range(STEPS + 50):
        history = history.then(history.now.put(case, "trust", (step % 100) / 100))
    assert history.past == STEPS >= 100
    for _ in range(STEPS):
        history = history.back()
    assert history.past == 0
    assert history.now.edited.levers["trust"] == pytest.approx(0.49)
