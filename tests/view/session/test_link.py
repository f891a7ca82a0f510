"""Links: whatever can be set survives the way into an address and back, and damage costs only what is damaged."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Scenario, load_case, load_scenario, simulate
from model.scenario.files import bundled_scenarios
from model.scenario.scenario import STRONGEST
from model.view.session.draft import Draft
from model.view.session.link import LONGEST, NAMES, Was, pairs, query
from model.view.session.reading import opened
from tests.support.drafts import busy
from tests.support.scenarios import scenarios

CASE = load_case()
BUNDLED = {name: load_scenario(name, CASE) for name in sorted(bundled_scenarios(CASE))}
CASE_FILE = Scenario(title="Plan B", case=CASE.id, levers={"trust": 0.7})
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)  # all that UTF-8 can write
SOME_WORDS, MORE_THAN_SPACES = WORDS.filter(bool), WORDS.filter(str.strip)
STARTS = st.sampled_from(["", *BUNDLED])
MADE = scenarios()
RULES = st.lists(st.sampled_from(sorted(CASE.rule_of)), unique=True, max_size=6)
HAPPENINGS = st.lists(st.sampled_from(sorted(CASE.happening_of)), unique=True).map(tuple) | st.just("all")
SEEDS, MONTHS, SHARES = st.integers(0, 2**32 - 1), st.integers(1, 120), st.floats(0, 1)


@st.composite
def setups(draw: st.DrawFn) -> Draft:
    """Any setup that a person can come to: from a bundled scenario or from one of their own, with anything changed."""
    start = draw(STARTS)
    made = draw(MADE)
    rules = draw(RULES)
    base = BUNDLED.get(start) or made.but(
        title=draw(MORE_THAN_SPACES), says=draw(WORDS), why={name: draw(SOME_WORDS) for name in made.levers}
    )
    draft = Draft.of(base, start, seed=draw(SEEDS))
    return draft.edit(
        months=draw(MONTHS),
        levers=made.levers,
        assumptions=made.assumptions,
        without=made.without,
        beliefs={rule: draw(SHARES) for rule in rules},
        happenings=draw(HAPPENINGS),
        front=draw(st.sampled_from(["holds", "returns"])),
        events=tuple(event.model_copy(update={"says": draw(WORDS)}) for event in made.events),
    )


def same(one: Draft, other: Draft) -> bool:
    """Whether two setups make the same scenario and keep the same in store; claims and episodes are not carried."""
    kept = ("months", "levers", "assumptions", "without", "beliefs", "events", "happenings", "front")
    if any(getattr(one.edited, name) != getattr(other.edited, name) for name in kept):
        return False
    if (one.start, one.seed) != (other.start, other.seed):
        return False
    if not one.start and any(getattr(one.base, name) != getattr(other.base, name) for name in kept):
        return False
    told = [(s.scenario.title, s.scenario.says, s.scenario.why, s.scenario.events) for s in (one, other)]
    return told[0] == told[1]


@pytest.mark.slow
@settings(max_examples=1000)
@given(setups())
def test_a_setup_survives_the_way_into_a_link_and_back(setup):
    link = query(CASE, setup)
    found = opened(CASE, link)
    assert found.notes == []
    assert same(found.draft, setup)
    assert query(CASE, found.draft) == link


def test_a_file_that_was_changed_keeps_what_it_said() -> None:
    """After a reload it is still told what was changed, and it can all be put back."""
    made = CASE_FILE.setting(CASE, {"trust": 0.9})
    draft = Draft(base=CASE_FILE, edited=made)
    back = opened(CASE, query(CASE, draft)).draft
    assert back.base.given == {"trust": 0.7}
    assert back.changed == ["trust"]
    assert back.base.title == "Plan B"
    assert back.scenario.title == "Plan B (changed)"
    assert query(CASE, back) == query(CASE, draft)
    assert "base." not in query(CASE, draft.all_back())


@pytest.mark.parametrize("name", BUNDLED)
def test_every_bundled_scenario_makes_a_short_link_that_brings_it_back(name):
    scenario = load_scenario(name, CASE)
    link = query(CASE, Draft.of(scenario, name), Was.of(simulate(CASE, scenario)))
    assert len(link) < LONGEST / 1.5
    assert opened(CASE, link).draft == Draft.of(scenario, name)


def test_a_link_with_everything_set_is_short_enough_to_paste():
    setup = busy("Heavy strikes on the power grid, in the coldest weeks")
    link = query(CASE, setup, Was.of(simulate(CASE, setup.scenario)))
    assert len(link) + len("https://ripeness.example.org/matters?") < LONGEST


# ------------------------------------------------------------------------------------------ only what was set


def test_a_link_carries_what_is_set_also_where_it_is_the_start_and_nothing_that_is_not(monkeypatch):
    start = next(v.start for v in CASE.variables if v.id == "trust")
    assert start is not None
    default = Draft.of(load_scenario("default", CASE), "default")
    names = {name for name, _ in pairs(CASE, default)}
    assert not names & {v.id for v in CASE.variables}
    assert dict(pairs(CASE, default.put(CASE, "trust", start)))["trust"] == f"{start:g}"


def test_a_link_holds_its_values_when_the_scenario_it_started_from_has_changed():
    setup = Draft.of(load_scenario("istanbul-2022", CASE), "istanbul-2022")
    link = query(CASE, setup).replace("from=istanbul-2022", "from=minsk")
    assert opened(CASE, link).draft.edited.given == setup.edited.given
    gone = opened(CASE, query(CASE, setup).replace("from=istanbul-2022", "from=istanbul-2021"))
    assert gone.draft.edited.given == setup.edited.given
    assert gone.draft.start == ""
    assert "did you mean" in gone.notes[0]


def test_an_old_link_tells_its_versions_and_what_came_of_it():
    setup = Draft.of(load_scenario("default", CASE), "default")
    run = simulate(CASE, setup.scenario)
    link = query(CASE, setup, Was.of(run))
    today = opened(CASE, link)
    assert not today.older(CASE)
    assert today.was is not None
    assert today.was.outcome == run.outcome
    assert today.was.formed == run.formed
    assert today.was.pull == pytest.approx(run.pull, abs=5e-4)
    old = opened(CASE, link.replace(f"version={CASE.settings.version}", "version=2025.1"))
    assert old.older(CASE)
    assert old.version == "2025.1"
    assert same(old.draft, setup)


# -------------------------------------------------------------------------------------------------------- damage


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (("trust", "abc"), "'trust=abc' cannot be read"),
        (("trust", "7"), "outside its scale"),
        (("trsut", "0.4"), "did you mean 'trust'?"),
        (("turkey.engagment", "0.4"), "did you mean 'turkey.engagement'?"),
        (("months", "500"), "less than or equal to 120"),
        (("months", "a year"), "'months=a year' cannot be read"),
        (("without", "finlnd"), "did you mean 'finland'?"),
        (("without", "ukraine"), "is a party"),
        (("rule.gains-emboldn", "0.5"), "did you mean 'gains-embolden'?"),
        (("rule.gains-embolden", "9"), "outside 0 to 3"),
        (("event", "3~set.strikes"), "cannot be read"),
        (("event", "3~set.strikes~x~~Words"), "cannot be read"),
        (("event", "3~set.strikez~0.4~~Words"), "did you mean 'strikes'?"),
        (("event", ""), "cannot be read"),
        (("seed", "-1"), "'seed=-1' cannot be read"),
        (("was", "peace~1~2"), "cannot be read"),
        (("case", "korae"), "another case, 'korae'"),
    ],
)
def test_what_is_damaged_is_told_and_the_rest_holds(damage, told):
    good = [("case", CASE.id), ("from", "default"), ("months", "18"), ("external_pressure", "0.8")]
    name, value = damage
    link = urlencode([pair for pair in good if pair[0] != name] + [(name, value)])
    found = opened(CASE, link)
    assert any(told in note for note in found.notes), found.notes
    assert len(found.notes) == 1
    if name != "case":
        assert found.draft.edited.levers == {"external_pressure": 0.8}
    if name not in ("months", "case"):
        assert found.draft.edited.months == 18


@pytest.mark.slow
@settings(max_examples=300)
@given(setups(), st.data())
def test_a_link_cut_or_garbled_anywhere_opens_something_that_runs(setup, data):
    link = query(CASE, setup)
    at = data.draw(st.integers(0, len(link)))
    garbled = link[:at] + data.draw(st.sampled_from(["", "x", "%", "~", "&", "=", "-9", "%00"])) + link[at + 2 :]
    for damaged in (link[:at], garbled):
        found = opened(CASE, damaged)
        assert simulate(CASE, found.draft.scenario).outcome
        again = opened(CASE, query(CASE, found.draft))
        assert again.notes == []
        assert same(again.draft, found.draft)


def test_a_variable_with_the_name_of_a_parameter_is_told_from_it():
    assert not set(NAMES) & {v.id for v in CASE.variables}
    assert opened(CASE, "set.trust=0.7").draft.edited.levers == {"trust": 0.7}


def test_pairs_and_text_say_the_same():
    setup = busy("Words & more = 100 % ~ ;")
    assert parse_qsl(query(CASE, setup)) == pairs(CASE, setup)
    assert same(opened(CASE, pairs(CASE, setup)).draft, setup)


@settings(max_examples=50)
@given(st.floats(0, STRONGEST))
def test_beliefs_keep_every_digit(factor):
    rule = "gains-embolden"
    setup = Draft.of(load_scenario("default", CASE), "default").edit(beliefs={rule: factor})
    assert opened(CASE, query(CASE, setup)).draft.edited.beliefs == {rule: factor}
