"""What is pinned and chosen on the pages: a link holds all of it; what is damaged in it is told and left out whole."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest

from model import load_case, load_scenario
from model.knowledge import believing, cases
from model.scenario import Scenario
from model.view.dashboard import CHOICES
from model.view.pages import PAGES
from model.view.session import news
from model.view.session.choices import Choice, ToChooseFrom
from model.view.session.choosing import distinct, offer
from model.view.session.draft import Draft, Steps
from model.view.session.link import LONGEST, pairs, pin_id, query
from model.view.session.pins import MOST_PINS
from model.view.session.reading import LONGEST_TEXT, opened

CASE = load_case()
TODAY = Draft.of(load_scenario("default", CASE), "default")
MINSK = Draft.of(load_scenario("minsk", CASE), "minsk").put(CASE, "trust", 0.6)
OWN = Draft.of(Scenario(title="A ~ title & more", says="It says.", levers={"trust": 0.3}, why={"trust": "A reason."}))


def samples(*pins: Draft) -> dict[str, Any]:
    """Something else than the default for every choice of every page."""
    return {
        "map across": "strikes",
        "map up": "trust",
        "goal kind": "variable",
        "goal form": "leads",
        "goal share": 65,
        "goal what": "ukraine.flexibility",
        "goal side": "most",
        "goal value": 0.35,
        "goal month": 7,
        "movable": ["trust", "turkey.engagement", "relief"],
        "cost of": {"trust": 2.5, "relief": 0.3},
        "answer shown": 2,
        "variant": "most-settlement",
        "argued rule": next(iter(CASE.rule_of)),
        "table month of": {"12": 5, "24": 0},
        "compared": ["at hand", "in korea thaw-1953", *(f"pin {pin_id(pin)}" for pin in pins)],
        "wars": ["korea"],
        "held against": "bundled minsk",
        "compared at": 6,
        "paths compared": 1,
        "reasons about": "escalation",
        "over": "scale",
        "expected": {"formed.settlement.above.0.5": True, "outcome.escalation": False},
        "tied": "turkey",
        "read by": "rule",
        "search": "C17 & “trust”",
        "expect why": "Because ~ of 100 % of it & more; really?",
        "episode coded": EPISODES[-1],
    }


EPISODES = [war.id for war in import_module("model.view.pages.history.page").history_of().episodes]


def link(chosen: dict[str, Any], *pins: Draft, draft: Draft = TODAY) -> str:
    return query(CASE, draft, pins=pins, choices=CHOICES, chosen=chosen)


def read(text: str) -> Any:
    return opened(CASE, text, choices=CHOICES)


def test_every_choice_of_every_page_survives_the_way_into_a_link_and_back() -> None:
    chosen = samples(MINSK, OWN)
    assert set(chosen) == {choice.key for of_page in CHOICES for choice in of_page}, "a new choice: add a sample"
    found = read(link(chosen, MINSK, OWN))
    assert found.notes == []
    assert found.chosen == chosen
    assert found.draft == TODAY


def test_every_choice_that_a_page_declares_is_listed_in_it() -> None:
    for folder, page in PAGES.items():
        home = import_module(f"model.view.pages.{folder}")
        for file in iter_modules(home.__path__, f"{home.__name__}."):
            declared = [one for one in vars(import_module(file.name)).values() if isinstance(one, Choice)]
            assert [one.key for one in declared if one not in page.choices] == [], file.name


def test_no_two_choices_have_the_same_name() -> None:
    names = [choice.name for of_page in CHOICES for choice in of_page]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("map.across=trsut", "'map.across=trsut' cannot be read: there is no 'trsut' to choose; did you mean 'trust'"),
        ("goal.share=4", "has to lie between 5 and 95"),
        ("goal.share=7.5", "no whole number"),
        ("goal.value=nan", "this is no number"),
        ("goal.month=soon", "this is no number"),
        ("cost.of=trust~2~relief", "a number is missing"),
        ("movable=trust~relif", "did you mean 'relief'"),
        ("movable=" + "~".join(["trust"] * 201), "more than 200 parts"),
        ("compared=at+hand~pin+0badc0de", "there is no 'pin 0badc0de'"),
        ("expect.why=" + "x" * 501, "more than 500 characters"),
        ("expected=<b>~1", "no list of names"),
    ],
)
def test_a_choice_that_cannot_be_read_is_told_and_its_page_begins_without_any(damage: str, told: str) -> None:
    chosen = samples()
    name = damage.partition("=")[0]
    good = [(one, value) for one, value in parse_qsl(link(chosen)) if one != name]
    found = read(f"{urlencode(good)}&{damage}")
    assert len(found.notes) == 1
    assert told in found.notes[0]
    of_page = next(of_page for of_page in CHOICES if name in [choice.name for choice in of_page])
    assert found.chosen == {key: value for key, value in chosen.items() if key not in [one.key for one in of_page]}


def test_a_choice_that_is_misspelt_is_told() -> None:
    assert "did you mean 'map.across'?" in read("map.acros=trust").notes[0]


def test_a_theorys_rule_can_be_argued_with_by_link() -> None:
    theory = CASE.theories[0]
    rule = theory.rules[0].id
    draft = TODAY.believe(CASE, theory.id)
    assert rule in believing(CASE, (theory.id,)).rule_of
    assert read(link({"argued rule": rule}, draft=draft)).chosen == {"argued rule": rule}


# --------------------------------------------------------------------------------------------------------------- pins


def test_pins_survive_the_way_into_a_link_and_back_and_keep_what_tells_them_apart() -> None:
    pins = (MINSK, OWN, TODAY.edit(without=("turkey",)), TODAY)
    found = read(link({}, *pins))
    assert found.notes == []
    assert [pin.scenario for pin in found.pins] == [pin.scenario for pin in pins]
    assert [pin_id(pin) for pin in found.pins] == [pin_id(pin) for pin in pins]
    assert found.pins[0].start == "minsk"


def test_a_pin_that_cannot_be_read_is_left_out_whole_and_the_others_stay() -> None:
    text = link({}, MINSK, TODAY, OWN).replace("1.trust=0.6", "1.trsut=0.6")
    found = read(text)
    assert [pin.scenario.title for pin in found.pins] == [TODAY.base.title, OWN.base.title]
    assert len(found.notes) == 1
    assert found.notes[0].startswith("Pin 1 is left out. 'trsut=0.6'")


def test_a_fifth_pin_in_a_link_is_told() -> None:
    pins = [TODAY.put(CASE, "trust", n / 10) for n in range(1, 6)]
    found = read(link({}, *pins))
    assert len(found.pins) == MOST_PINS
    assert found.notes == ["Pin 5 is left out. There are at most 4."]


def test_a_link_with_four_pins_a_goal_a_map_and_a_comparison_is_short_enough_to_paste() -> None:
    names = ("trust", "external_pressure", "battlefield_shift")
    pins = [MINSK, TODAY, OWN, TODAY.edit(months=36)]
    for name in names:
        pins = [pin.put(CASE, name, 0.55) for pin in pins]
    chosen = samples(*pins[:2])
    for other in ("expect why", "expected", "variant", "search"):
        del chosen[other]
    assert len(link(chosen, *pins)) < LONGEST * 0.9


# ------------------------------------------------------------------------------------------------- what is not ours


@pytest.mark.parametrize("name", cases())
def test_what_others_add_to_an_address_is_passed_over(name: str) -> None:
    case = load_case(name)
    added = (
        "utm_source=x&utm_medium=x&utm_campaign=spring&utm_term=x&utm_content=x&utm_id=1&fbclid=y&gclid=z&gad_source=1"
        "&msclkid=1&dclid=1&twclid=1&yclid=1&igshid=1&mc_cid=1&mc_eid=1&_ga=1.2&_gl=1&ref=a&ref_src=b&source=c&si=d"
        "&via=e&share=1&s=20&t=1&srsltid=2&hsa_acc=1&vero_id=1&wickedid=1&_hsenc=p&mkt_tok=t&<b>x</b>=1"
    )
    draft = Draft.of(load_scenario("default", case), "default").put(case, "trust", 0.6)
    text = query(case, draft)
    assert opened(case, f"{text}&{added}").notes == []
    assert opened(case, f"{text}&{added}").draft == draft
    assert opened(case, added).draft == draft.all_back()


def test_a_variable_that_is_gone_is_told_where_it_stands_in_a_link_of_ours() -> None:
    text = query(CASE, TODAY.put(CASE, "trust", 0.6))
    notes = opened(CASE, text.replace("&trust=", "&zeitgeist=0.4&trust=")).notes
    assert notes == ["'zeitgeist=0.4': there is no 'zeitgeist'."]


def test_a_text_without_end_in_a_link_is_refused() -> None:
    found = opened(CASE, f"title={'x' * (LONGEST_TEXT + 1)}&trust=0.4")
    assert found.notes == ["'title' has more than 5,000 characters."]
    assert found.draft.edited.levers == {"trust": 0.4}


def test_a_variable_called_like_a_pin_or_a_choice_is_told_from_it() -> None:
    odd = TODAY.but(edited=TODAY.edited.but(assumptions={"1.engagement": 0.5, "map.across": 0.4}))
    names = [name for name, _ in pairs(CASE, odd, choices=CHOICES)]
    assert {"set.1.engagement", "set.map.across"} <= set(names)


# -------------------------------------------------------------------------------------------- ids, labels, identities


def test_equal_labels_are_told_apart() -> None:
    assert distinct({"a": "X", "b": "X", "c": "X (2)", "d": "Y"}) == {
        "a": "X",
        "b": "X (2)",
        "c": "X (2) (2)",
        "d": "Y",
    }


def test_what_is_opened_has_an_identity_of_its_own() -> None:
    plans = [Draft.of(Scenario(title=title, levers={"trust": 0.4})) for title in ("Plan A", "Plan B", TODAY.base.title)]
    ids = {draft.base_id for draft in plans}
    assert len(ids) == 3
    assert not ids & {"default", "minsk"}
    assert plans[0].put(CASE, "trust", 0.9).base_id == plans[0].base_id


def test_a_choice_is_made_among_what_the_link_itself_pins() -> None:
    compared = next(choice for of_page in CHOICES for choice in of_page if choice.key == "compared")
    with pytest.raises(ValueError, match="there is no"):
        compared.read(ToChooseFrom(CASE), f"pin {pin_id(MINSK)}")
    assert compared.read(ToChooseFrom(CASE, [MINSK]), f"pin {pin_id(MINSK)}") == [f"pin {pin_id(MINSK)}"]


# ------------------------------------------------------------------------------------------------------------- series


def test_moves_of_one_series_are_one_step_and_another_move_ends_it() -> None:
    steps = Steps((TODAY,))
    for value in (0.25, 0.3, 0.35):
        steps = steps.then(steps.now.put(CASE, "trust", value), "keys 1")
    assert steps.past == 1
    assert steps.back().now == TODAY
    steps = steps.then(steps.now.put(CASE, "strikes", 0.1)).then(steps.now.put(CASE, "trust", 0.4), "keys 1")
    assert steps.past == 3


def test_a_series_that_was_undone_does_not_go_on() -> None:
    steps = Steps((TODAY,)).then(TODAY.put(CASE, "trust", 0.3), "keys 1").back()
    steps = steps.then(TODAY.put(CASE, "trust", 0.4), "keys 1")
    assert [one.edited.levers.get("trust") for one in steps.steps] == [None, 0.4]


def test_a_series_that_comes_back_to_where_it_began_is_no_step() -> None:
    there = TODAY.put(CASE, "trust", 0.3)
    steps = Steps((TODAY,)).then(there, "keys 1").then(TODAY, "keys 1")
    assert steps == Steps((TODAY,))


# ------------------------------------------------------------------------------------------------ what comes back


@pytest.mark.parametrize(
    ("name", "comes", "taken"),
    [
        ("selectbox", "Plan A", []),  # the label of an option that was
        ("selectbox", "b", ["b"]),
        ("multiselect", ["a", "Plan A"], []),
        ("multiselect", ["b", "a"], [["b", "a"]]),
        ("segmented_control", None, [None]),
    ],
)
def test_what_comes_back_and_is_no_option_is_no_choice(
    monkeypatch: pytest.MonkeyPatch, name: str, comes: Any, taken: list[Any]
) -> None:
    held: dict[str, Any] = {}
    monkeypatch.setattr("streamlit.session_state", held)
    made: dict[str, Any] = {}

    def widget(label: str, options: list[str], **more: Any) -> None:
        made.update(more)

    widget.__name__ = name
    chosen: list[Any] = []
    offer(
        widget, "Plan", {"a": "Plan C", "b": "Plan B"}, "plan", ["a"] if name == "multiselect" else "a", chosen.append
    )
    held["plan"] = comes
    made["on_change"]()
    assert chosen == taken


class Browser:
    """What the browser tells, and the session; `told` is what the next run of the script takes for news."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.session: dict[str, Any] = {}
        self.given: list[tuple[str, str]] = []
        self.path = "/"
        monkeypatch.setattr("streamlit.session_state", self.session)
        monkeypatch.setattr(news, "address", lambda: self.given)
        monkeypatch.setattr(news, "page_path", lambda: self.path)

    def told(self, *given: tuple[str, str], path: str = "/") -> Any:
        self.given, self.path = list(given), path
        return news.news()


TRUST, CHOSEN = ("trust", "1"), ("over", "scale")


def test_back_to_the_bare_address_is_news_and_a_click_on_another_page_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(monkeypatch)
    assert browser.told() is None
    news.wrote([TRUST], in_place=False)
    assert browser.told(TRUST) is None
    assert browser.told(path="/why") is None
    news.wrote([TRUST], in_place=True)
    assert browser.told(path="/why") is None, "the browser has not got round to it"
    assert browser.told(TRUST, path="/why") is None
    news.wrote([TRUST], in_place=False)
    assert browser.told(path="/why") == []


def test_an_address_that_was_replaced_is_no_news_while_the_browser_still_tells_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = Browser(monkeypatch)
    news.wrote([TRUST], in_place=False)
    browser.told(TRUST)
    news.wrote([TRUST, CHOSEN], in_place=True)
    assert browser.told(TRUST) is None
    assert browser.told(TRUST, CHOSEN) is None
    assert browser.told(("trust", "0.5")) == [("trust", "0.5")]


def test_what_is_being_changed_is_never_overruled_by_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = Browser(monkeypatch)
    browser.session["touched"] = True
    assert browser.told(TRUST) is None
