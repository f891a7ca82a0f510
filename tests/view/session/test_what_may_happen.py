"""What may happen, as the page has it: never left unsaid, in a draft, a step, a link or a file."""

from __future__ import annotations

from html import escape
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from model import Scenario, ScenarioError, load_case, load_scenario
from model.knowledge import Case, rebuild
from model.scenario.files import to_toml
from model.view.controls.levers import changes_in_a_line, counts
from model.view.controls.presets import presets
from model.view.session import as_page_opens
from model.view.session.changes import change_in_words
from model.view.session.draft import Draft, Steps
from model.view.session.link import pairs, pin_id, query
from model.view.session.reading import opened
from tests.support.page import ROOT, press_in_more, shown, unfold

CASE = load_case()
IDS = [happening.id for happening in CASE.happenings]
FILE = load_scenario("default", CASE)
TODAY = Draft.of(FILE, "default")
OWN = Draft.of(Scenario(title="Plan B", levers={"trust": 0.7}))
SAID = ("happens", "front")

SOME = st.one_of(st.sampled_from(["all", "none", None]), st.lists(st.sampled_from(IDS), unique=True).map(tuple))
FRONTS = st.sampled_from(["holds", "returns", None])


# ------------------------------------------------------------------------------------------------------------ drafts


def test_a_scenario_that_does_not_say_is_opened_with_all_happenings_and_a_front_that_returns() -> None:
    assert (FILE.happenings, FILE.front) == (None, None)
    for one in (TODAY.base, TODAY.edited, TODAY.scenario):
        assert (one.happenings, one.front) == ("all", "returns")


def test_a_scenario_that_says_none_is_left_so() -> None:
    held = Draft.of(FILE.but(happenings="none", front="holds"))
    assert (held.scenario.happenings, held.scenario.front) == ("none", "holds")
    assert Draft.of(FILE.but(happenings=IDS[:1])).scenario.front == "returns"


@given(SOME, FRONTS)
def test_no_draft_leaves_unsaid_what_may_happen(some: object, front: object) -> None:
    """As it is opened, and whatever is done to it afterwards."""
    draft = Draft.of(FILE.but(happenings=some, front=front))
    for one in (draft, draft.put(CASE, "trust", 0.4), draft.edit(happenings=None, front=None), draft.all_back()):
        assert None not in (one.base.happenings, one.base.front, one.edited.happenings, one.edited.front)
        text = to_toml(one.scenario)
        assert "happenings = " in text
        assert "front = " in text


def test_all_that_can_be_chosen_to_start_from_or_to_compare_is_as_the_page_opens_it() -> None:
    for name, scenario in presets(CASE).items():
        assert scenario == as_page_opens(load_scenario(name, CASE)) == Draft.of(load_scenario(name, CASE)).base


def test_switching_off_and_on_again_is_no_change() -> None:
    off = TODAY.let_happen(CASE, [])
    assert off.edited.happenings == "none"
    assert off.let_happen(CASE, IDS) == TODAY
    some = Draft.of(FILE.but(happenings=(IDS[2], IDS[0])))
    assert some.let_happen(CASE, IDS).let_happen(CASE, [IDS[0], IDS[2]]) == some
    less = TODAY.let_happen(CASE, IDS[1:])
    assert less.edited.happenings == tuple(IDS[1:])
    with pytest.raises(ScenarioError, match="did you mean 'army-joins'"):
        TODAY.let_happen(CASE, ["army-join"])


def test_it_is_told_what_was_switched_and_can_be_undone() -> None:
    less, held = TODAY.let_happen(CASE, IDS[1:]), TODAY.edit(front="holds")
    steps = Steps((TODAY,)).then(less).then(held)
    assert steps.back().back().now == TODAY
    assert steps.back().forth().now == held
    says = CASE.happening_of[IDS[0]].says.rstrip(".")
    assert change_in_words(CASE, TODAY, less) == f"“{says}” does not happen any more."
    assert change_in_words(CASE, less, TODAY) == f"“{says}” may happen."
    assert change_in_words(CASE, TODAY, TODAY.let_happen(CASE, [])) == "All 6 happenings → no happenings."
    assert change_in_words(CASE, held, TODAY) == "The front returns towards level, a fifth a month."


def test_nothing_is_changed_where_a_file_does_not_say_and_what_is_switched_is_told() -> None:
    assert counts(CASE, TODAY)["happenings"] == "6 of 6"
    assert counts(CASE, TODAY.let_happen(CASE, IDS[:2]))["happenings"] == "2 of 6, changed"
    assert counts(CASE, TODAY.edit(front="holds"))["happenings"] == "6 of 6, changed"
    assert counts(CASE, Draft.of(FILE.but(happenings="none")))["happenings"] == "0 of 6"
    line = changes_in_a_line(CASE, TODAY.let_happen(CASE, IDS[:2]).edit(front="holds"))
    assert line == "Changed: what may happen, what the front does."


# ------------------------------------------------------------------------------------------------------------- links


@given(SOME, FRONTS, SOME, FRONTS, st.booleans())
def test_what_may_happen_survives_the_way_into_a_link_and_back(
    some: object, front: object, other: object, its_front: object, own: bool
) -> None:
    """What is set and two pins, each with what it says; also where a file of one's own was changed."""
    own_file = Draft.of(OWN.base.but(happenings=other, front=its_front))
    base = own_file if own else TODAY
    draft = base.edit(happenings=some, front=front)
    pins = (base.put(CASE, "trust", 0.1).edit(happenings=other, front=its_front), own_file.edit(months=9))
    link = query(CASE, draft, pins=pins)
    found = opened(CASE, link)
    assert found.notes == []
    assert found.draft == draft
    assert [(pin.edited, pin.base) for pin in found.pins] == [(pin.edited, pin.base) for pin in pins]
    assert query(CASE, found.draft, pins=found.pins) == link


def test_a_link_says_it_also_where_it_is_what_the_page_does_anyway() -> None:
    said = dict(pairs(CASE, TODAY))
    assert [said[name] for name in SAID] == ["all", "returns"]
    said = dict(pairs(CASE, TODAY.let_happen(CASE, IDS[:2])))
    assert said["happens"] == "~".join(IDS[:2])


def test_a_pin_says_it_only_where_it_is_other_than_in_what_is_set() -> None:
    pins = (TODAY.put(CASE, "trust", 0.1), TODAY.let_happen(CASE, []))
    said = [name for name, _ in pairs(CASE, TODAY, pins=pins)]
    assert "1.happens" not in said
    assert "2.happens" in said


@pytest.mark.parametrize("base", [TODAY, OWN])
def test_an_old_link_opens_with_what_may_happen_and_that_is_told(base: Draft) -> None:
    link = [*pairs(CASE, base, pins=(base.put(CASE, "trust", 0.1),)), ("was", "settlement~0.3~0.2~0.1")]
    old = [pair for pair in link if pair[0] not in SAID]
    found = opened(CASE, old)
    assert found.more_may_happen
    assert found.notes == []
    assert found.draft == base
    assert found.pins == (base.put(CASE, "trust", 0.1),)
    assert not opened(CASE, link).more_may_happen
    assert not opened(CASE, "trust=0.4").more_may_happen, "typed by hand"


def test_a_pin_is_called_in_links_as_before_anything_could_happen() -> None:
    """Else what an older link has chosen to compare would be chosen no longer."""
    assert pin_id(OWN) == "fc7032c3"
    assert pin_id(OWN.let_happen(CASE, [])) != pin_id(OWN)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("happens=army-join", "did you mean 'army-joins'?"),
        ("happens=army-joins~", "unknown happening ''"),
        ("happens=", "unknown happening ''"),
        ("front=hold", "'front=hold' cannot be read"),
        ("happenings=none", "did you mean 'happens'?"),
    ],
)
def test_what_is_damaged_is_told_and_the_rest_holds(damage: str, told: str) -> None:
    found = opened(CASE, f"case=ukraine&from=default&trust=0.4&{damage}&months=18")
    assert [told in note for note in found.notes] == [True], found.notes
    assert (found.draft.edited.given, found.draft.edited.months) == ({"trust": 0.4}, 18)
    assert (found.draft.edited.happenings, found.draft.edited.front) == ("all", "returns")


# ---------------------------------------------------------------------------------------------------------- the page


def page(link: str = "") -> AppTest:
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for name, value in parse_qsl(link):
        at.query_params[name] = value
    return unfold(at, "happenings")


def edited(at: AppTest) -> Scenario:
    assert not at.exception
    made: Scenario = at.session_state["history"].now.edited
    return made


def test_each_happening_and_the_front_can_be_switched_undone_and_put_back(case: Case) -> None:
    at = page()
    assert "Changed:" not in shown(at)
    assert [box.key for box in at.checkbox] == [f"happening {name}" for name in IDS]
    assert all(box.value for box in at.checkbox)
    at.checkbox(key=f"happening {IDS[0]}").uncheck().run()
    assert edited(at).happenings == tuple(IDS[1:])
    assert at.query_params["happens"] == "~".join(IDS[1:])
    at.radio(key="front").set_value("holds").run()
    assert edited(at).front == "holds"
    at.toggle(key="happenings all").set_value(False).run()
    assert edited(at).happenings == "none"
    assert not any(box.value for box in at.checkbox)
    assert "no happenings, since they are switched off" in shown(at)
    at.checkbox(key=f"happening {IDS[3]}").check().run()
    assert edited(at).happenings == (IDS[3],)
    assert at.toggle(key="happenings all").value
    at.button(key="do Undo").click().run()
    assert edited(at).happenings == "none"
    press_in_more(at, "Put all back")
    assert (edited(at).happenings, edited(at).front) == ("all", "returns")
    assert all(box.value for box in at.checkbox)


def test_each_happening_tells_its_rate_its_count_its_source_and_our_judgement(case: Case) -> None:
    at = page()
    labels = {box.key: box.label for box in at.checkbox}
    assert "About once in 60 months for each side" in labels["happening leader-leaves"]
    text = shown(at)
    for happening in case.happenings:
        for told in (happening.count, happening.period, happening.source, happening.judgement):
            assert escape(told) in text


def test_an_old_link_says_in_a_line_that_what_may_happen_is_drawn_besides() -> None:
    at = page("case=ukraine&from=default&trust=0.6&was=settlement~0.3~0.2~0.1")
    assert "What may happen is now drawn besides" in shown(at)
    at.button(key="link read").click().run()
    assert "What may happen is now drawn besides" not in shown(at)


def test_a_case_without_happenings_says_so(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    none = rebuild(case, happenings=())
    monkeypatch.setattr("model.view.dashboard.load_case_on_offer", lambda _: none)
    at = page()
    assert not at.exception
    assert "This case has no happenings" in at.info[0].value
    assert not at.checkbox
    assert at.radio(key="front").value == "returns"


def test_what_a_scenario_supposes_of_it_is_told_if_that_is_not_what_the_page_does_anyway() -> None:
    at = page()
    at.session_state["history"] = Steps((Draft.of(FILE.but(happenings="none", front="holds")),))
    at.session_state["touched"] = True
    unfold(at, "supposes")
    assert "What may happen: no happenings, and a front that holds." in shown(at)
    assert "Changed:" not in shown(at)


def test_no_switch_has_emphasis_in_its_label_since_a_screen_reader_calls_it_by_that() -> None:
    at = page()
    labels = [at.toggle(key="happenings all").label, *(at.checkbox(key=f"happening {name}").label for name in IDS)]
    assert not [label for label in labels if "*" in label or "_" in label]
