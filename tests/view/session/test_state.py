"""The session: undo, redo and replay; the address and links; files that are opened; what an event's editor does."""

from __future__ import annotations

from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import load_case, load_scenario, simulate
from model.scenario.files import to_toml
from model.view.components import dials
from model.view.components.timeline import timeline_payload
from model.view.controls import opening as files
from model.view.controls import replaying
from model.view.session import changes as steps
from model.view.session import state, touching, while_shown
from model.view.session.draft import Draft, Steps
from model.view.session.link import Was, pairs, query
from model.view.session.reading import opened
from tests.support.page import ROOT, fields_as_inputs, unfold

APP = str(ROOT / "app.py")
CASE = load_case()


def opening(link=""):
    """Open the page at an address."""
    at = AppTest.from_file(APP, default_timeout=60)
    for name, value in parse_qsl(link, keep_blank_values=True):
        at.query_params[name] = [*at.query_params.get(name, []), value]
    at.run()
    assert not at.exception
    return at


def shown(at):
    kinds = (at.markdown, at.caption, at.info, at.error, at.warning, at.code, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


def press(at, label):
    at.session_state["more"] = True
    at.run()
    at.button(key=f"do {label}").click().run()
    assert not at.exception
    return at


def setup_of(at):
    return at.session_state["history"].now


def put(at, case, name, value):
    history = at.session_state["history"]
    at.session_state["history"] = history.then(history.now.put(case, name, value))
    at.session_state["touched"] = True
    at.run()
    assert not at.exception


def address(at):
    found = {name: [held] if isinstance(held := at.query_params[name], str) else held for name in at.query_params}
    return [(name, value) for name, values in found.items() for value in values]


# --------------------------------------------------------------------------------------------- undo, redo, replay


def test_a_step_that_changes_nothing_makes_no_place_for_back_to_return_to(monkeypatch):
    """A widget of a page that is left in a hurry is reported once more, with the value that it had."""
    session = {state.HISTORY: Steps((Draft.of(load_scenario("default", CASE), "default"),))}
    monkeypatch.setattr("streamlit.session_state", session)
    state.take_step(state.draft_steps().now)
    assert touching.STEPPED not in session
    state.undo()  # there is nothing to undo
    assert touching.STEPPED not in session
    state.take_step(state.draft_steps().now.put(CASE, "trust", 0.9))
    assert session[touching.STEPPED]


@pytest.mark.slow
def test_every_kind_of_change_is_undone_and_done_again(case, monkeypatch):
    fields_as_inputs(monkeypatch)
    at = opening()
    seen = [setup_of(at)]
    at.selectbox(key="preset").set_value("istanbul-2022").run()
    seen.append(setup_of(at))
    at.selectbox(key="months").set_value(24).run()
    seen.append(setup_of(at))
    put(at, case, "guarantees", 0.9)
    seen.append(setup_of(at))
    unfold(at, "assumptions", "events")
    at.number_input(key="seed Seed of the variants").set_value(7).run()
    seen.append(setup_of(at))
    at.button(key="add event").click().run()
    seen.append(setup_of(at))
    press(at, "Put all back")
    seen.append(setup_of(at))
    assert len(set(seen)) == len(seen)
    for setup in reversed(seen[:-1]):
        press(at, "Undo")
        assert setup_of(at) == setup
    assert at.button(key="do Undo").disabled
    for setup in seen[1:]:
        press(at, "Redo")
        assert setup_of(at) == setup
    assert at.button(key="do Redo").disabled


def test_undo_says_what_it_undoes(case):
    at = opening()
    put(at, case, "trust", 0.6)
    assert at.button(key="do Undo").help == "Trust not set → 0.60."


def test_controls_show_what_an_undo_brought_back():
    at = opening()
    at.selectbox(key="preset").set_value("minsk").run()
    at.selectbox(key="months").set_value(6).run()
    press(at, "Undo")
    press(at, "Undo")
    assert at.selectbox(key="preset").value == "default"
    assert at.selectbox(key="months").value == 12


def test_replay_shows_what_was_before_and_then_what_is_again(case, monkeypatch):
    at = opening()
    put(at, case, "trust", 0.9)
    press(at, "Replay")
    assert "trust" not in setup_of(at).edited.given
    assert "Before the last change" in shown(at)
    monkeypatch.setattr(state, "REPLAY_SECONDS", 0.0)
    at.run()
    assert setup_of(at).edited.given == {"trust": 0.9}
    assert "Before the last change" not in shown(at)


def replayed(case, monkeypatch, *changes):
    """Return what the browser is told to play once the last of some changes has been replayed."""
    played = []
    monkeypatch.setattr(replaying, "play_levers", lambda *given: played.append(given))
    at = opening()
    for name, value in changes:
        put(at, case, name, value)
    press(at, "Replay")
    assert not played
    monkeypatch.setattr(state, "REPLAY_SECONDS", 0.0)
    at.run().run()
    return played


def test_a_replay_ends_with_the_levers_on_their_way_once_a_lever_that_varied_from_its_start(case, monkeypatch):
    (trust,) = (one.start for one in case.variables if one.id == "trust")
    changes = [("external_pressure", 0.8), ("trust", 0.9)]
    before, after = {"external_pressure": 0.8, "trust": trust}, {"external_pressure": 0.8, "trust": 0.9}
    assert replayed(case, monkeypatch, *changes) == [(before, after, replaying.PLAY_SECONDS)]


def test_no_lever_is_on_its_way_after_the_replay_of_something_else(case, monkeypatch):
    assert replayed(case, monkeypatch, ("guarantees", 0.9)) == []


def test_a_change_in_the_middle_of_a_replay_loses_nothing(case):
    at = opening()
    put(at, case, "trust", 0.9)
    press(at, "Replay")
    at.selectbox(key="months").set_value(24).run()
    press(at, "Undo")
    assert setup_of(at).edited.given == {"trust": 0.9}


def test_a_step_is_told_in_words(case):
    one = Draft.of(load_scenario("default", case), "default")
    other = one.put(case, "trust", 0.5).take_out(case, "turkey").edit(months=36).but(seed=3)
    told = steps.change_in_words(case, one, other)
    for part in ("Trust not set → 0.50", "Turkey takes no part", "12 → 36 months", "the seed 0 → 3"):
        assert part in told
    assert steps.change_in_words(case, one, one) == "Nothing."
    assert "and 1 more" in steps.change_in_words(case, one, other.edit(beliefs={"gains-embolden": 0.5}))


# ---------------------------------------------------------------------------------------------- the address, links


def test_the_address_is_bare_until_something_is_set_and_holds_all_of_it_then(case):
    at = opening()
    assert address(at) == []
    put(at, case, "trust", 0.6)
    assert address(at) == pairs(case, setup_of(at), Was.of(simulate(case, setup_of(at).scenario)))


def test_a_link_opens_what_was_set(case):
    setup = Draft.of(load_scenario("minsk", case), "minsk").put(case, "trust", 0.15).edit(months=18).but(seed=5)
    at = opening(query(case, setup))
    assert setup_of(at) == setup
    assert "could not be read" not in shown(at)


def test_a_damaged_link_says_what_it_could_not_read_and_opens_the_rest(case):
    at = opening("case=ukraine&from=default&trust=0.6&guarantes=0.5&months=24")
    assert setup_of(at).edited.given == {"trust": 0.6}
    assert setup_of(at).edited.months == 24
    assert "One thing in the link could not be read" in shown(at)
    assert "did you mean" in shown(at)
    at.button(key="link read").click().run()
    assert "could not be read" not in shown(at)


def test_an_old_link_says_so_with_what_came_of_it_then_and_comes_of_it_now(case):
    at = opening("case=ukraine&version=2024.1&model=0.1.0&from=default&trust=0.6&was=settlement~formed~0.61~0.1~0.02")
    text = shown(at)
    assert "another version" in text
    assert "Then: settlement had formed (pulls: Settlement 0.61" in text
    run = simulate(case, setup_of(at).scenario)
    assert f"Settlement {run.pull['settlement']:.2f}" in text.partition("Now, with")[2]


def test_what_is_said_of_a_link_cannot_become_markup(case):
    at = opening("case=ukraine&trust=0.5&<b>x</b>[a](http://x)=1")
    assert "<b>" not in "".join(m.value for m in at.markdown if "there is no" in m.value)


def test_back_in_the_browser_takes_what_was_set_before_and_can_itself_be_undone(case):
    at = opening()
    put(at, case, "trust", 0.6)
    before = address(at)
    put(at, case, "trust", 0.9)
    for name in list(at.query_params):
        del at.query_params[name]
    for name, value in before:
        at.query_params[name] = [*at.query_params.get(name, []), value]
    at.run()
    assert setup_of(at).edited.given == {"trust": 0.6}
    press(at, "Undo")
    assert setup_of(at).edited.given == {"trust": 0.9}


def test_the_link_to_share_opens_the_same(case):
    at = opening()
    at.selectbox(key="preset").set_value("bucha-2022").run()
    put(at, case, "trust", 0.35)
    unfold(at, "share")
    shared = at.code[0].value
    assert opened(case, shared.partition("?")[2]).draft == setup_of(at)


# ------------------------------------------------------------------------------------------------------------ files


def test_a_file_that_is_opened_is_what_one_starts_from(case):
    scenario = load_scenario("istanbul-2022", case).but(title="My own", expect=())
    at = opening()
    read = files.read_scenario_file(case, to_toml(scenario).encode(), "my.scenario.toml")
    assert read == scenario
    at.session_state["history"] = at.session_state["history"].then(Draft.of(read))
    at.run()
    assert at.selectbox(key="preset").value == setup_of(at).base_id
    assert "My own" in at.selectbox(key="preset").options
    put(at, case, "trust", 0.77)
    press(at, "Put all back")
    assert setup_of(at).scenario.levers == scenario.levers


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\xff\xfe\x00", "no text in UTF-8"),
        (b"title = ", "x.toml: "),
        (b'title = "x"\ncase = "ukraine"\n[levers]\ntrsut = 0.5\n', "did you mean 'trust'"),
        (b'title = "x"\ncase = "ukraine"\n[levers]\ntrust = 5\n', "outside its scale"),
        (b'title = "x"\ncase = "atlantis"\n', "atlantis"),
        (b"", "title"),
    ],
)
def test_a_file_that_is_no_scenario_is_told_with_its_place(case, content, told):
    with pytest.raises(ValueError, match=r"x\.toml") as error:
        files.read_scenario_file(case, content, "x.toml")
    assert told in str(error.value)


# ----------------------------------------------------------------------------------------------------------- events


def test_an_event_is_added_edited_and_taken_away(case, monkeypatch):
    fields_as_inputs(monkeypatch)
    at = unfold(opening(), "events")
    at.button(key="add event").click().run()
    assert len(setup_of(at).edited.events) == 1
    at.text_input(key="event says").set_value("An exchange").run()
    at.number_input(key="event month month").set_value(4).run()
    at.number_input(key="event until until").set_value(7).run()
    (event,) = setup_of(at).edited.events
    assert (event.says, event.month, event.until) == ("An exchange", 4, 7)
    name = next(iter(event.set))
    at.number_input(key=f"act value 0 set {name} Value").set_value(0.9).run()
    assert setup_of(at).edited.events[0].set == {name: 0.9}
    at.button(key="add act").click().run()
    assert len(setup_of(at).edited.events[0].change) == 1
    assert setup_of(at).scenario.events == setup_of(at).edited.events
    at.button(key="drop event").click().run()
    assert setup_of(at).edited.events == ()


def test_the_last_effect_of_an_event_cannot_be_taken_away_and_it_says_so(case):
    at = unfold(opening(), "events")
    at.button(key="add event").click().run()
    name = next(iter(setup_of(at).edited.events[0].set))
    at.button(key=f"drop act what 0 set {name}").click().run()
    assert not at.exception
    assert len(setup_of(at).edited.events[0].set) == 1
    assert "has to set or change something" in shown(at)


def test_an_effect_can_become_another_and_a_state_cannot_go_back(case, monkeypatch):
    fields_as_inputs(monkeypatch)
    at = unfold(opening(), "events")
    at.button(key="add event").click().run()
    name = next(iter(setup_of(at).edited.events[0].set))
    at.number_input(key="event until until").set_value(9).run()
    at.selectbox(key=f"act what 0 set {name}").set_value("trust").run()
    assert not at.exception
    assert "leave 'until' out" in shown(at)
    assert setup_of(at).edited.events[0].set.keys() == {name}
    at.selectbox(key=f"act how 0 set {name}").set_value("change").run()
    assert setup_of(at).edited.events[0].until == 9 or "until" in shown(at)


def test_the_timeline_tells_every_event_and_the_page_what_comes_after_the_horizon(case):
    setup = Draft.of(load_scenario("bucha-2022", case), "bucha-2022")
    told = timeline_payload(case, setup, 0)
    assert [one["month"] for one in told["events"]] == [event.month for event in setup.edited.events]
    told_of = zip(setup.edited.events, told["events"], strict=True)
    assert all(event.says.rstrip(".") in one["text"] for event, one in told_of)
    at = opening(query(case, setup.edit(months=max(e.month for e in setup.edited.events) - 1)))
    unfold(at, "events")
    assert "comes after the horizon and is left out" in shown(at)


# ----------------------------------------------------------------------------------------------------------- dials


def test_a_dial_says_who_set_it_and_where_it_goes_back_to(case):
    setup = Draft.of(load_scenario("istanbul-2022", case), "istanbul-2022")
    held = dials.dial(case, setup, "trust")
    assert (held["status"], held["back"]) == ("Set by the scenario", "")
    moved = dials.dial(case, setup.put(case, "trust", 0.9), "trust", before=setup)
    assert (moved["was"], held["was"]) == (held["value"], None)
    assert (moved["status"], moved["back"]) == ("Set by you", f"Back to {setup.base.given['trust']:.2f}")
    loose = dials.dial(case, setup.unset("trust"), "trust")
    assert loose["status"].startswith("Varies from")
    assert not loose["set"]


def test_a_dial_that_is_moved_stays_in_its_group_which_says_how_many_are_changed(case):
    before = Draft.of(load_scenario("default", case), "default")
    after = before.put(case, "strikes", 0.1).take_out(case, "finland")
    names = list(dials.assumption_names(case))
    was, found = (dials.dial_groups(case, draft, names) for draft in (before, after))
    assert [group["ids"] for group in was] == [group["ids"] for group in found]
    assert [name for group in found for name in group["ids"]] != []
    told = {name: group for group in found for name in group["ids"]}
    assert sorted(told) == sorted(names)
    assert told["strikes"]["count"] == "1 changed"
    assert told["finland.engagement"]["count"] == "1 changed, 1 takes no part"
    assert {group["open"] for group in was} == {False}
    assert [group["title"] for group in found if group["open"]] == list(
        dict.fromkeys(group["title"] for group in found if group["count"])
    )


def test_moves_that_came_late_are_made_once_and_in_their_order(case, monkeypatch):
    """A browser sends its last moves again with each new one: none may be lost, and none made twice."""
    from streamlit import session_state as session

    at = opening()
    monkeypatch.setitem(session, "history", at.session_state["history"])
    sent = [{"n": n, "id": "trust", "value": n / 10} for n in range(1, 6)]

    widget = SimpleNamespace(moves={"source": "a", "moves": sent[:2]})
    monkeypatch.setitem(session, "levers", widget)
    dials._make_moves(case, "levers")
    widget.moves = {"source": "a", "moves": sent}
    dials._make_moves(case, "levers")
    dials._make_moves(case, "levers")
    history = session["history"]
    assert [step.edited.levers.get("trust") for step in history.steps] == [None, 0.1, 0.2, 0.3, 0.4, 0.5]


# ------------------------------------------------------------------------------------------------------ two people


def test_two_people_do_not_see_each_others_state(case):
    one, other = opening(), opening()
    put(one, case, "trust", 0.9)
    other.run()
    assert setup_of(other).edited.given == {}
    assert setup_of(one).edited.given == {"trust": 0.9}


def test_a_callback_of_a_widget_that_is_gone_does_nothing(monkeypatch):
    """Of a page that is left in a hurry the browser tells once more; what it tells of is not there any more."""
    done: list[str] = []
    held = {"here": 1}
    monkeypatch.setattr("streamlit.session_state", held)
    while_shown(done.append, "here")("acted")
    while_shown(done.append, "here", "gone")("not")
    assert done == ["acted"]


# ------------------------------------------------------------------------------------- what a reload brings back


def reloaded(at):
    """Open the page anew at the address that it has now."""
    return opening(urlencode(address(at)))


def turned(at, page):
    at._page_hash = calc_hash(page)
    at.run()
    assert not at.exception
    return at


def test_pins_survive_a_reload(case):
    at = opening()
    at.selectbox(key="preset").set_value("minsk").run()
    press(at, "Pin")
    press(at, "Undo")
    press(at, "Pin")
    again = reloaded(at)
    assert [pin.scenario for pin in again.session_state["pinned"]] == [
        pin.scenario for pin in at.session_state["pinned"]
    ]
    assert "could not be read" not in shown(again)


def test_what_is_chosen_on_a_page_survives_a_reload():
    at = turned(opening(), "table")
    at.slider(key="table month of 12").set_value(5).run()
    at = turned(at, "why")
    rule = next(iter(CASE.rule_of))
    at.selectbox(key="argued rule").set_value(rule).run()
    again = reloaded(at)
    assert turned(again, "table").slider(key="table month of 12").value == 5
    assert turned(again, "why").selectbox(key="argued rule").value == rule


def test_a_link_that_was_opened_stays_as_it_is_until_something_is_changed():
    link = [("case", "ukraine"), ("trust", "0.6"), ("utm_source", "letter")]
    at = opening(urlencode(link))
    assert address(at) == link
    at.selectbox(key="months").set_value(24).run()
    assert dict(address(at))["months"] == "24"
    assert "utm_source" not in dict(address(at))


def test_going_back_to_the_bare_address_brings_back_the_start_and_loses_no_pin(case):
    at = opening()
    put(at, case, "trust", 0.6)
    press(at, "Pin")
    for name in list(at.query_params):
        del at.query_params[name]
    at.run()
    assert setup_of(at).edited.given == {}
    assert len(at.session_state["pinned"]) == 1
    press(at, "Undo")
    assert setup_of(at).edited.given == {"trust": 0.6}


# ---------------------------------------------------------------------------------------------- one move, one step


def test_presses_of_a_key_on_a_dial_are_undone_together_and_those_after_a_pause_by_themselves(case, monkeypatch):
    from streamlit import session_state as session

    at = opening()
    monkeypatch.setitem(session, "history", at.session_state["history"])
    sent = [{"n": n, "id": "trust", "value": n / 10, "series": 1 if n < 4 else 9} for n in range(1, 6)]
    monkeypatch.setitem(session, "levers", SimpleNamespace(moves={"source": "keys", "moves": sent}))
    dials._make_moves(case, "levers")
    assert [step.edited.levers.get("trust") for step in session["history"].steps] == [None, 0.3, 0.5]


@pytest.mark.parametrize("pause", [0.0, state.SERIES_SECONDS * 2])
def test_quick_presses_in_a_widget_are_one_step_and_slow_ones_are_several(pause, monkeypatch):
    clock = [100.0]
    monkeypatch.setattr(state, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    at = opening()
    for months in (18, 24, 36):
        clock[0] += pause
        at.selectbox(key="months").set_value(months).run()
    assert at.session_state["history"].past == (3 if pause else 1)


# ------------------------------------------------------------------------------------------------------- identities


def test_an_opened_file_with_a_bundled_title_keeps_its_values_at_the_next_change(case):
    at = opening()
    today = setup_of(at).base
    own = Draft.of(today.but(levers={"trust": 0.8}))
    at.session_state["history"] = at.session_state["history"].then(own)
    at.session_state["touched"] = True
    at.run()
    assert at.selectbox(key="preset").value == own.base_id
    assert f"{today.title} (opened)" in at.selectbox(key="preset").options
    at.selectbox(key="months").set_value(24).run()
    assert setup_of(at).edited.given == {"trust": 0.8}


def test_what_is_changed_is_told_levers_and_all(case):
    at = opening()
    assert "Changed:" not in shown(at)
    draft = (
        setup_of(at).put(case, "trust", 0.9).put(case, "strikes", 0.1).edit(months=24, beliefs={"gains-embolden": 0.5})
    )
    at.session_state["history"] = at.session_state["history"].then(draft.but(seed=3))
    at.session_state["touched"] = True
    at.run()
    for part in ("Changed: trust, ", "strikes", "the weight of 1 rule", "the horizon", "the seed"):
        assert part in shown(at)
