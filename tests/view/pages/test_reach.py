"""The page that is asked backward."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import Goal, Scenario, reach, way, worth
from model.analysis.backcasting import wording as taken
from model.explain.acceptance import red_lines
from model.knowledge.case import Case
from model.view.analyses import ANALYSES_CACHE
from model.view.pages.reach.beliefs import beliefs_table
from model.view.pages.reach.cards import answer_card
from model.view.pages.reach.red_lines import red_lines_list
from model.view.pages.reach.way_tables import way_table
from model.view.session import as_page_opens
from tests.support.page import ROOT, fields_as_inputs, unfold

APP = str(ROOT / "app.py")


SETTLED = Goal("settlement")


#: What may be changed on the page in these tests: few things, which are quickly looked through.
FEW = ["trust", "guarantees", "follow_through"]


@pytest.fixture(scope="module")
def ahead(ahead: Scenario) -> Scenario:
    """Today's situation, followed for two years, as the page has it."""
    return as_page_opens(ahead)


def opened_page() -> AppTest:
    ANALYSES_CACHE.clear()
    at = AppTest.from_file(APP, default_timeout=120)
    at.query_params["case"], at.query_params["months"] = "ukraine", "24"
    at.session_state["remembered"] = {"movable": FEW}
    at.run()
    at._page_hash = calc_hash("takes")
    at.run()
    assert not at.exception
    return at


@pytest.fixture(scope="module")
def page() -> AppTest:
    return opened_page()


def shown(at: AppTest) -> str:
    kinds = (at.markdown, at.caption, at.info, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


def test_the_page_says_what_the_search_finds(page: AppTest, case: Case, ahead: Scenario):
    found = reach(case, ahead, SETTLED, FEW)
    text = shown(page)
    assert page.title[0].value == "What would it take?"
    assert taken.as_it_is_in_words(case, found) in text
    for number, answer in enumerate(found.answers, 1):
        assert answer_card(case, number, answer) in text
    made = way(case, ahead, SETTLED, found.answers[0])
    assert way_table(case, made) in text
    assert red_lines_list(case, red_lines(case, made.scenario)) in text
    assert beliefs_table(case, worth(case, ahead)) in text


@pytest.mark.slow
def test_an_answer_is_put_there_and_can_be_undone(case: Case):
    at = opened_page()
    (answer, *_) = reach(case, at.session_state["history"].now.scenario, SETTLED, FEW).answers
    at.button(key="take 1").click().run()
    assert not at.exception
    assert at.session_state["history"].now.edited.given == pytest.approx(dict(answer.values))
    assert "Nothing has to change" in shown(at)
    at.button(key="do Undo").click().run()
    assert at.session_state["history"].now.edited.given == {}


@pytest.mark.slow
def test_a_way_is_opened_as_a_scenario(case: Case):
    at = opened_page()
    at.button(key="open way").click().run()
    assert not at.exception
    setup = at.session_state["history"].now
    assert setup.edited.events
    assert setup.base.title.startswith("A way from")
    assert "Nothing has to change" in shown(at)


@pytest.mark.slow
def test_another_goal_and_other_movables_are_asked_for(case: Case, monkeypatch: pytest.MonkeyPatch):
    fields_as_inputs(monkeypatch)
    at = opened_page()
    at.selectbox(key="goal kind").set_value("frozen-conflict").run()
    assert not at.exception
    assert "The goal: a frozen conflict has formed at month 24" in shown(at)
    unfold(at, "movable fold")
    at.multiselect(key="movable").set_value(["rhetoric"]).run()
    at.selectbox(key="goal kind").set_value("settlement").run()
    assert "Nothing that may be changed reaches the goal" in shown(at)
    assert "changes nothing here" in shown(at)
    at.multiselect(key="movable").set_value([]).run()
    assert not at.exception
    assert "Name at least one" in at.info[0].value
    at.multiselect(key="movable").set_value(["relief", "strikes"]).run()
    at.number_input(key="costs relief").set_value(4.0).run()
    assert not at.exception
    assert at.session_state["remembered"]["cost of"] == {"relief": 4.0}
    at.selectbox(key="goal kind").set_value("variable").run()
    assert not at.exception
    assert "trust is at least 0.50 by month 24" in shown(at)


@pytest.mark.slow
def test_a_search_that_was_stopped_shows_what_it_had_and_goes_on(case: Case, ahead: Scenario):
    at = opened_page()
    ANALYSES_CACHE.clear()
    supposed = at.session_state["history"].now.scenario.supposed
    key = ("reach", case, supposed, SETTLED, tuple(FEW), tuple(dict.fromkeys(FEW, 1.0).items()), 0)
    at.session_state["searches stopped"] = {key: None}
    at.run()
    assert not at.exception
    at.button(key="search on").click().run()
    assert not at.exception
    assert "How to get there" in [head.value for head in at.header]
