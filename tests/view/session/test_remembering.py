"""What a person chooses in a widget outlives pages and cases; a default follows; what is shared is bounded."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import load_scenario
from model.knowledge import Case, default_case
from model.view.caching import SharedCache
from model.view.controls import choosers
from tests.support.page import ROOT

APP = str(ROOT / "app.py")


def script() -> None:
    import streamlit as st

    from model.view.session import choose, one_of

    letters = {"a": "Alpha", "b": "Beta", "c": "Gamma"}
    default = st.session_state.get("default", "a")
    if st.session_state.get("shown", True):
        choose(st.selectbox, "Letter", letters, one_of("letter", lambda _: letters), default)


def hide_and_show(at: AppTest) -> AppTest:
    at.session_state["shown"] = False
    at.run()
    at.session_state["shown"] = True
    return at.run()


def test_a_choice_outlives_a_run_without_its_widget() -> None:
    at = AppTest.from_function(script).run()
    at.selectbox(key="letter").set_value("c").run()
    assert hide_and_show(at).selectbox(key="letter").value == "c"


def test_a_default_is_not_remembered_and_may_change() -> None:
    at = AppTest.from_function(script).run()
    at.session_state["default"] = "b"
    assert hide_and_show(at).selectbox(key="letter").value == "b"


def test_a_choice_that_is_no_longer_an_option_gives_way_to_the_default() -> None:
    at = AppTest.from_function(script)
    at.session_state["remembered"] = {"letter": "z"}
    assert at.run().selectbox(key="letter").value == "a"


def show(at: AppTest, page: str) -> AppTest:
    at._page_hash = calc_hash(page)
    at.run()
    assert not at.exception
    return at


def test_what_is_chosen_on_a_page_is_there_after_another_page() -> None:
    at = show(AppTest.from_file(APP, default_timeout=60).run(), "table")
    at.slider(key="table month of 12").set_value(5).run()
    assert show(show(at, "wants"), "table").slider(key="table month of 12").value == 5


def test_each_case_has_its_own_choices() -> None:
    at = AppTest.from_file(APP, default_timeout=60).run()
    show(at, "table").slider(key="table month of 12").set_value(5).run()
    show(at, "").selectbox(key=choosers.WAR).set_value("korea").run()
    assert "remembered" not in at.session_state
    at.selectbox(key=choosers.WAR).set_value(default_case()).run()
    assert show(at, "table").slider(key="table month of 12").value == 5


def test_two_scenarios_that_differ_in_words_suppose_the_same(case: Case) -> None:
    one = load_scenario("minsk", case)
    other = one.but(title="Otherwise", says="In other words.", expect=(), why={}, claims=())
    assert one.supposed == other.supposed
    assert hash(one.supposed) == hash(other.supposed)
    assert one.supposed != one.but(months=one.months + 1).supposed
    assert one.supposed.given == one.given


def test_a_shared_cache_drops_what_was_kept_first() -> None:
    cache = SharedCache[str, int](most=2)
    for number, key in enumerate("abc"):
        cache[key] = number
    assert cache == {"b": 1, "c": 2}
