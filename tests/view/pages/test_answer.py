"""The answer on the first page: what its script is told, what becomes of "I disagree", and how much is to be read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario, load_case, simulate
from model.explain import reasons
from model.knowledge import Case
from model.scenario import Event
from model.view.components.answer import Objection
from model.view.pages.answer import reasons as answer_reasons
from model.view.pages.answer.disagreeing import without_event
from model.view.pages.answer.reasons import MOST_WORDS, in_short
from model.view.session.draft import Draft, Steps
from tests.support.page import ROOT, on_page, payload

#: What a reader has to read before anything is opened.
MOST_READ = 80


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def put(at: AppTest, **values: float) -> AppTest:
    """Put levers somewhere, as one step each."""
    for name, value in values.items():
        steps = at.session_state["history"]
        draft = steps.now
        at.session_state["history"] = steps.then(draft.edit(levers={**draft.edited.levers, name: value}))
    at.run()
    assert not at.exception
    return at


def object_to(at: AppTest, case: Case, given: Objection) -> AppTest:
    """Disagree with a reason as the browser does, which the test driver cannot."""

    def act() -> None:
        import streamlit as st

        from model import load_case
        from model.view.pages.answer.disagreeing import take_objection

        take_objection(load_case(), st.session_state["given"])

    pressed = AppTest.from_function(act)
    pressed.session_state["history"] = at.session_state["history"]
    pressed.session_state["given"] = given
    pressed.run()
    assert not pressed.exception
    at.session_state["history"] = pressed.session_state["history"]
    at.run()
    assert not at.exception
    return at


def words_to_read(told: dict[str, Any]) -> int:
    """Count the words that stand there before anything is opened: those with a letter in them."""
    shown = [told["verdict"]["sentence"], told["verdict"]["word"], told["about"], "Numbers Save month"]
    shown += [line["name"] for line in told["course"]["lines"]] + told["course"]["bands"]
    shown += ["before", *["was"] * 4] if told["course"]["lines"][0]["before"] else []
    shown += [f"{line['side']} {line['short']} {line['button']}" for line in told["reasons"]]
    return len(re.findall(r"\w*[A-Za-z]\w*(?:['-]\w+)*", " ".join(shown)))


# -------------------------------------------------------------------------------------------- what was before


def test_the_step_before_is_the_one_that_undo_would_go_back_to(case: Case) -> None:
    first = Draft.of(on_page("default", case), "default")
    second, third = (first.put(case, "trust", value) for value in (0.5, 0.6))
    steps = Steps((first,))
    assert steps.before is None
    assert steps.then(second).before == first
    assert steps.then(second).then(third).before == second
    assert steps.then(second).then(third).back().before == first
    assert steps.then(second, "keys 1").then(third, "keys 1").before == first  # a run of presses is one step


def test_the_run_before_is_drawn_beside_the_answer_once_a_lever_has_moved(app: AppTest, case: Case) -> None:
    at_first = payload(app, "answer")
    assert {line["before"] for line in at_first["course"]["lines"]} == {None}
    moved = payload(put(app, trust=0.6), "answer")
    for was, now in zip(at_first["course"]["lines"], moved["course"]["lines"], strict=True):
        assert now["before"] == was["values"]
        assert now["values"] != was["values"]
    assert moved["horizon"] == [12, 12]


def test_where_the_horizon_was_another_the_month_of_what_was_before_is_told(app: AppTest) -> None:
    steps = app.session_state["history"]
    app.session_state["history"] = steps.then(steps.now.edit(months=24))
    told = payload(app.run(), "answer")
    assert told["horizon"] == [24, 12]
    assert [len(told["course"]["lines"][0][name]) for name in ("values", "before")] == [25, 13]


# ------------------------------------------------------------------------------------------------- the reasons


def test_a_long_sentence_is_shortened_to_a_clause_or_cut_off_and_a_short_one_stays() -> None:
    assert in_short("Fighting wears a side out, the more the harder it is.") == (
        "Fighting wears a side out, the more the harder it is"
    )
    long = "Agreements that nobody keeps bring no peace, whoever signs them{} " + "and so it goes on " * 3
    assert in_short(long.format(":")) == "Agreements that nobody keeps bring no peace, whoever signs them"
    assert in_short(long.format(",")) == "Agreements that nobody keeps bring no peace, whoever signs them"
    led_up_to = "Where nobody keeps what is signed, there is no peace for " + "anybody " * 9
    assert in_short(led_up_to) == "Where nobody keeps what is signed, there is no peace …"
    cut = in_short("word " * 30)
    assert cut == "word " * (MOST_WORDS - 1) + "…"
    assert in_short("A side that is tired of it looks for a way " + "and " * 9) == "A side that is tired of it looks …"
    costly = "A stalemate that has become too costly makes a side fight{} and look for a way out"
    assert in_short(costly.format(" less")).endswith(" makes a side fight less …")  # not the contrary of what it says
    assert in_short(costly.format(" not less")).endswith(" makes a side fight not less …")
    assert in_short(costly.format(" on")).endswith(" makes a side fight …")
    assert len(in_short("So, " + "word " * 30).split()) == MOST_WORDS  # a clause of one word says nothing


def test_the_three_strongest_reasons_stand_there_each_with_its_sources(app: AppTest, case: Case) -> None:
    found = reasons(simulate(case, on_page("default", case)))[:3]
    lines = payload(app, "answer")["reasons"]
    assert [line["id"] for line in lines] == [reason.id for reason in found]
    for line, reason in zip(lines, found, strict=True):
        assert line["sentence"].startswith(reason.says)
        assert [source["name"] for source in line["sources"]][: len(reason.claims)] == list(reason.claims)
        assert line["sources"]
        assert (line["act"], line["button"]) == ("off", "I disagree")


def test_a_rule_that_one_disagrees_with_keeps_its_line_counts_for_nothing_and_comes_back(
    app: AppTest, case: Case
) -> None:
    before = payload(app, "answer")
    rule = before["reasons"][1]["id"]
    object_to(app, case, {"id": rule, "act": "off"})
    assert app.session_state["history"].now.edited.beliefs == {rule: 0.0}
    told = payload(app, "answer")
    line = told["reasons"][1]
    assert (line["id"], line["side"], line["act"], line["button"]) == (rule, "off", "on", "Put it back")
    assert sum(line["side"] != "off" for line in told["reasons"]) == 3
    assert told["course"]["lines"][1]["values"][-1] != before["course"]["lines"][1]["values"][-1]
    object_to(app, case, {"id": rule, "act": "off"})  # pressed twice
    assert app.session_state["history"].past == 1
    object_to(app, case, {"id": rule, "act": "on"})
    assert payload(app, "answer")["reasons"] == before["reasons"]
    assert app.session_state["history"].past == 2


def test_an_event_that_one_disagrees_with_is_taken_out_and_what_is_not_there_is_left_alone(
    app: AppTest, case: Case
) -> None:
    steps = app.session_state["history"]
    event = Event(month=3, says="A deal.", change={"trust": 0.5})
    app.session_state["history"] = steps.then(steps.now.edit(events=(event,)))
    line = next(line for line in payload(app.run(), "answer")["reasons"] if line["id"] == "event no. 1")
    assert (line["act"], line["button"]) == ("out", "Take it out")
    for nothing in ({"id": "event no. 7", "act": "out"}, {"id": "no rule", "act": "off"}):
        object_to(app, case, nothing)  # type: ignore[arg-type]
    assert app.session_state["history"].now.edited.events == (event,)
    object_to(app, case, {"id": "event no. 1", "act": "out"})
    assert app.session_state["history"].now.edited.events == ()


def test_an_event_after_the_horizon_is_not_the_one_that_is_taken_out() -> None:
    late, early = (Event(month=month, says="x", change={"trust": 0.1}) for month in (20, 3))
    edited = Scenario(title="x", months=24, events=(late, early))
    run = edited.until(6)
    assert [event.month for event in run.events] == [3]
    assert without_event(run, edited, 0) == (late,)
    assert without_event(run, edited, 1) == (late, early)


# ----------------------------------------------------------------------------------------------- what is to read


@pytest.mark.parametrize("name", ["ukraine", "korea", "bosnia", "karabakh"])
def test_the_answer_is_told_in_eighty_words_in_every_war(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from model.view import charts
    from model.view.pages.answer.telling import answer_payload
    from model.view.results import variants_of

    monkeypatch.setattr(charts, "current_theme", lambda: "light")
    monkeypatch.setattr(answer_reasons, "changed_factors", dict)
    monkeypatch.setattr("model.view.pages.answer.telling.without_own_factors", lambda case, scenario: scenario)
    case = load_case(name)
    today = on_page("default", case)
    for scenario in (today, today.setting(case, {"trust": 0.9}), today.setting(case, {"battlefield_shift": -0.8})):
        told = answer_payload(case, scenario, variants_of(case, today, 0))
        assert words_to_read(told) <= MOST_READ  # type: ignore[arg-type]


def test_the_numbers_are_made_only_once_they_are_unfolded(app: AppTest) -> None:
    before = len(app.get("html"))
    assert payload(app, "answer")["numbers"] is False
    app.session_state["numbers"] = True
    app.run()
    assert payload(app, "answer")["numbers"] is True
    assert len(app.get("html")) > before + 3


def test_what_would_tip_the_answer_stands_beside_it_where_there_is_room(app: AppTest) -> None:
    assert payload(app, "answer")["aside"] is None
    app.session_state["wide answer"] = True
    aside = payload(app.run(), "answer")["aside"]
    assert aside["tips"][0].startswith(("The answer would change if", "No lever"))
    assert [len(chart["lines"]) for chart in aside["paths"]] == [len(ids) for ids in aside["ids"]]
