"""Scenarios: read, checked against a case, written back without loss; whatever is wrong is a ScenarioError."""

from __future__ import annotations

import contextlib
import datetime
import pickle
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model import Event, Expectation, Scenario, ScenarioError, ensemble, load_case, load_scenario, simulate, sweep
from model.knowledge.case import Case
from model.scenario.bounds import Bounds
from model.scenario.checks import faults_of
from model.scenario.expectation import EXPECTATION_KINDS
from model.scenario.files import bundled_scenarios, parse_scenario, to_toml
from tests.support.cases import UKRAINE
from tests.support.expectations import TEXTS, written_scenarios
from tests.support.scenarios import scenarios

FILE = "a.scenario.toml"
UNKNOWN_CLAIM = (
    "unknown claim 'X99'; known: C01, C02, C03, C04, C05, C06 and 56 more (python -m model list claims --case ukraine)"
)


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / FILE
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def refused(source: str | Path, case: Case | None = None) -> str:
    with pytest.raises(ScenarioError) as error:
        load_scenario(source, case)
    return str(error.value)


# ------------------------------------------------------------------------------------------------- reading and writing


@pytest.mark.slow
@given(scenario=written_scenarios())
@settings(max_examples=150)
def test_what_is_written_is_read_back_without_loss(scenario: Scenario) -> None:
    case = load_case()
    again = parse_scenario(tomllib.loads(to_toml(scenario)), FILE, case)
    assert again == scenario
    assert hash(again) == hash(scenario)
    assert to_toml(again) == to_toml(scenario)


@given(scenario=written_scenarios())
@settings(max_examples=30)
def test_a_written_file_is_read_back_without_loss(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("written") / FILE
    path.write_text(to_toml(scenario), encoding="utf-8")
    assert load_scenario(path) == scenario


def test_a_full_file_is_read_as_it_stands(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """
        title = "A title"
        says = "What it supposes."
        case = "ukraine"
        claims = ["C17"]
        months = 24
        without = ["finland"]

        [levers]
        trust = 0.4

        [assumptions]
        guarantees = 0.7
        "turkey.engagement" = 0.9

        [beliefs]
        gains-embolden = 0.5

        [[event]]
        month = 3
        says = "A large prisoner exchange."
        change = { trust = 0.08 }

        [[event]]
        month = 4
        set = { strikes = 0.8 }
        until = 9

        [[expect]]
        says = "A sentence."
        compare = "bucha-2022"
        share = { settlement = { higher_by = 0.1 } }
        """,
    )
    assert load_scenario(path) == Scenario(
        title="A title",
        says="What it supposes.",
        case="ukraine",
        claims=("C17",),
        months=24,
        without=("finland",),
        levers={"trust": 0.4},
        assumptions={"guarantees": 0.7, "turkey.engagement": 0.9},
        beliefs={"gains-embolden": 0.5},
        events=(
            Event(month=3, says="A large prisoner exchange.", change={"trust": 0.08}),
            Event(month=4, set={"strikes": 0.8}, until=9),
        ),
        expect=(Expectation(says="A sentence.", compare="bucha-2022", share={"settlement": Bounds(higher_by=0.1)}),),
    )


def test_what_a_file_leaves_out_has_its_default(tmp_path: Path, case: Case) -> None:
    scenario = load_scenario(write(tmp_path, 'title = "T"'))
    assert scenario == Scenario(title="T")
    assert (scenario.case, scenario.months) == (case.id, 12)
    assert (dict(scenario.given), scenario.events, scenario.without, dict(scenario.beliefs)) == ({}, (), (), {})


def test_line_ends_of_windows_are_read(tmp_path: Path) -> None:
    assert load_scenario(write(tmp_path, b'title = "T"\r\n[levers]\r\ntrust = 0.4\r\n')).levers == {"trust": 0.4}


@pytest.mark.parametrize("path", sorted((UKRAINE / "scenarios").glob("*.scenario.toml")), ids=lambda path: path.stem)
def test_every_bundled_scenario_is_read_by_id_and_written_back(path: Path, case: Case) -> None:
    name = path.name.removesuffix(".scenario.toml")
    scenario = load_scenario(name)
    assert bundled_scenarios(case)[name] == path
    assert scenario == load_scenario(path) == load_scenario(str(path), case)
    assert parse_scenario(tomllib.loads(to_toml(scenario)), FILE, case) == scenario


# --------------------------------------------------------------------------------------------------- a value, not a box


@given(scenario=written_scenarios())
@settings(max_examples=30)
def test_a_scenario_is_hashable_and_picklable(scenario: Scenario) -> None:
    copy = pickle.loads(pickle.dumps(scenario))
    assert copy == scenario
    assert {scenario: "found"}[copy] == "found"


def test_a_scenario_cannot_be_changed() -> None:
    event = Event(month=1, set={"strikes": 0.5})
    scenario = Scenario(title="T", levers={"trust": 0.4}, events=(event,))
    with pytest.raises(ValueError, match="frozen"):
        scenario.months = 3  # type: ignore[misc]
    with pytest.raises(ValueError, match="frozen"):
        event.month = 3  # type: ignore[misc]
    with pytest.raises(TypeError):
        scenario.levers["trust"] = 0.5  # type: ignore[index]
    with pytest.raises(TypeError):
        event.set["strikes"] = 0.4  # type: ignore[index]


def test_a_scenario_does_not_follow_the_dict_that_it_was_made_of() -> None:
    levers = {"trust": 0.4}
    scenario = Scenario(title="T", levers=levers)
    levers["trust"] = 0.9
    assert scenario.levers == {"trust": 0.4}


def test_but_changes_some_fields_and_checks_them() -> None:
    scenario = Scenario(title="T", levers={"trust": 0.4}, events=(Event(month=1, change={"trust": 0.1}),))
    other = scenario.but(months=24)
    assert (other.months, scenario.months) == (24, 12)
    assert other.but(months=12) == scenario
    with pytest.raises(ValueError, match="months"):
        scenario.but(months=0)


# ---------------------------------------------------------------------------------------------------------- bad files

EVENT = "[[event]]\nmonth = 3\n"
EXPECT = '[[expect]]\nsays = "S."\n'
*MOST_KINDS, LAST_KIND = EXPECTATION_KINDS

#: What is wrong -> the file's text after its title, and what it is answered with after the file's name.
FAULTS: dict[str, tuple[str, str]] = {
    "an unknown lever": ("[levers]\ntrsut = 0.4", "levers: unknown lever 'trsut'; did you mean 'trust'?"),
    "a value in both tables": (
        "[levers]\ntrust = 0.4\n[assumptions]\ntrust = 0.4",
        "assumptions: 'trust' stands in 'levers' already: name it once",
    ),
    "an assumption among the levers, out of range": (
        "[levers]\nguarantees = 1.4",
        "levers: guarantees: 1.4 is outside its scale, 0 to 1",
    ),
    "a state among the levers": (
        "[levers]\nintensity = 0.4",
        "levers: unknown lever 'intensity'; it is one of the states",
    ),
    "a lever among the assumptions, out of range": (
        "[assumptions]\ntrust = -0.4",
        "assumptions: trust: -0.4 is outside its scale, 0 to 1",
    ),
    "a gauge among the assumptions": (
        "[assumptions]\nwidest_gap = 0.4",
        "assumptions: unknown assumption 'widest_gap'; it is one of the gauges",
    ),
    "an unknown assumption": (
        '[assumptions]\n"turky.engagement" = 0.4',
        "assumptions: unknown assumption 'turky.engagement'; did you mean 'turkey.engagement'?",
    ),
    "a value out of range": ("[levers]\ntrust = 1.5", "levers: trust: 1.5 is outside its scale, 0 to 1"),
    "a value below its scale": (
        "[levers]\nbattlefield_shift = -2",
        "levers: battlefield_shift: -2 is outside its scale, -1 to 1",
    ),
    "a number as text": ('[levers]\ntrust = "high"', "levers: trust: must be a number, not 'high'"),
    "a yes for a number": ("[levers]\ntrust = true", "levers: trust: must be a number, not True"),
    "no number": ("[levers]\ntrust = nan", "levers: trust: input should be a finite number"),
    "an endless number": ("[levers]\ntrust = -inf", "levers: trust: input should be a finite number"),
    "an actor that is not there": ('without = ["finlnd"]', "without: unknown actor 'finlnd'; did you mean 'finland'?"),
    "a party taken out": ('without = ["ukraine"]', "without: 'ukraine' is a party: it cannot be taken out"),
    "an unknown claim": ('claims = ["X99"]', f"claims: {UNKNOWN_CLAIM}"),
    "an unknown case": (
        'case = "ukrain"',
        "case: there is no bundled case and, seen from the file, no folder of a case named 'ukrain'"
        "; did you mean 'ukraine'?",
    ),
    "an unknown rule": (
        "[beliefs]\ngains-embolde = 1",
        "beliefs: unknown rule 'gains-embolde'; did you mean 'gains-embolden'?",
    ),
    "a belief too strong": ("[beliefs]\ngains-embolden = 4", "beliefs: 'gains-embolden': 4 is outside 0 to 3"),
    "an outcome rule strengthened": (
        "[beliefs]\nothers-in-a-half-war = 2",
        "beliefs: 'others-in-a-half-war': 2 is outside 0 to 1",
    ),
    "no month": ("months = 0", "months: input should be greater than or equal to 1"),
    "too many months": ("months = 121", "months: input should be less than or equal to 120"),
    "half a month": ("months = 2.5", "months: input should be a valid integer"),
    "an unknown key": ("month = 3", "unknown key 'month'; did you mean 'months'?"),
    "an empty title": ('says = "S."', "title: string should have at least 1 character"),
    "ten thousand events": (
        f"{EVENT}change = {{ trust = 0.1 }}\n" * 10_000,
        "event: tuple should have at most 200 items after validation, not 10000",
    ),
    "an event beyond the horizon": (
        "[[event]]\nmonth = 13\nchange = { trust = 0.1 }",
        "event no. 1: month: 13 is beyond the horizon of 12 months",
    ),
    "an end beyond the horizon": (
        f"{EVENT}set = {{ strikes = 0.1 }}\nuntil = 13",
        "event no. 1: until: 13 is beyond the horizon of 12 months",
    ),
    "an end before the beginning": (
        f"{EVENT}set = {{ strikes = 0.1 }}\nuntil = 2",
        "event: no. 1: 'until' goes with 'set', and is not before 'month'",
    ),
    "a change for a while": (
        f"{EVENT}change = {{ strikes = 0.1 }}\nuntil = 5",
        "event: no. 1: 'until' goes with 'set', and is not before 'month'",
    ),
    "a state set for a while": (
        f"{EVENT}set = {{ trust = 0.1 }}\nuntil = 5",
        "event no. 1: until: 'trust' is moved by the rules once it is set: leave 'until' out",
    ),
    "an event that does nothing": (EVENT, "event: no. 1: an event has to 'set' or 'change' something"),
    "an event that sets a state": (
        f"{EVENT}set = {{ intensity = 0.1 }}",
        "event no. 1: set: unknown variable 'intensity'; it is one of the states",
    ),
    "an event that sets nothing known": (
        f"{EVENT}change = {{ trust = 0.1 }}\n{EVENT}set = {{ intensty = 0.1 }}",
        "event no. 2: set: unknown variable 'intensty'; known: battlefield_shift, external_pressure, trust, "
        "guarantees, nato_path, western_unity and 25 more "
        "(python -m model list levers assumptions --case ukraine)",
    ),
    "an event that sets too high": (
        f"{EVENT}set = {{ strikes = 1.1 }}",
        "event no. 1: set: strikes: 1.1 is outside its scale, 0 to 1",
    ),
    "an event that changes nothing known": (
        f"{EVENT}change = {{ intensty = 0.1 }}",
        "event no. 1: change: unknown variable 'intensty'; did you mean 'intensity'?",
    ),
    "an event that changes a gauge": (
        f"{EVENT}change = {{ widest_gap = 0.1 }}",
        "event no. 1: change: unknown variable 'widest_gap'; it is one of the gauges",
    ),
    "an event with an unknown key": (
        f"{EVENT}change = {{ trust = 0.1 }}\nsay = 'S.'",
        "event: no. 1: unknown key 'say'; did you mean 'says'?",
    ),
    "an unknown outcome in a share": (
        f"{EXPECT}share = {{ setlement = {{ above = 0.1 }} }}",
        "expect: no. 1: share: unknown outcome 'setlement'; did you mean 'settlement'?",
    ),
    "an unknown outcome": (
        f"{EXPECT}outcome = 'setlement'",
        "expect: no. 1: outcome: must be 'settlement', 'frozen-conflict' or 'escalation', not 'setlement'",
    ),
    "an unknown variable expected": (
        f"{EXPECT}variable = {{ trsut = {{ above = 0.1 }} }}",
        "expect no. 1: variable: unknown variable 'trsut'; did you mean 'trust'?",
    ),
    "an expectation of nothing": (
        EXPECT,
        f"expect: no. 1: it expects nothing: add {', '.join(map(repr, MOST_KINDS))} or '{LAST_KIND}'",
    ),
    "a difference from nothing": (
        f"{EXPECT}share = {{ settlement = {{ higher_by = 0.1 }} }}",
        "expect: no. 1: 'higher_by' and 'lower_by' need something to compare with: 'compare' or 'compare_month', or a "
        "change of the scenario itself: 'with', 'without', 'theories', 'beliefs' or 'event'",
    ),
    "a comparison of nothing": (
        f"{EXPECT}compare = 'default'\nshare = {{ settlement = {{ above = 0.1 }} }}",
        "expect: no. 1: 'compare' and 'compare_month' go with 'higher_by' or 'lower_by'",
    ),
    "a bound without a limit": (
        f"{EXPECT}share = {{ settlement = {{}} }}",
        "expect: no. 1: share: settlement: it bounds nothing: give 'above', 'below', 'higher_by', 'lower_by', "
        "'not_higher_by', 'not_lower_by', 'rises_by' or 'falls_by'",
    ),
    "a bound without room": (
        f"{EXPECT}share = {{ settlement = {{ above = 0.5, below = 0.5 }} }}",
        "expect: no. 1: share: settlement: nothing is above 0.5 and below 0.5",
    ),
    "an expectation that a single draw fulfils": (
        f"{EXPECT}formed = {{ settlement = {{ above = 0 }} }}",
        "expect: no. 1: 'formed settlement': above 0 asks for nothing: a single draw would do",
    ),
    "an expectation that cannot fail": (
        f"{EXPECT}variable = {{ trust = {{ below = 1 }} }}",
        "expect no. 1: variable: trust: 1 is not within its scale, 0 to 1: it could never fail, or never hold",
    ),
    "a path that cannot fail": (
        f"{EXPECT}path = {{ battlefield_shift = {{ stays_above = -1 }} }}",
        "expect no. 1: path: battlefield_shift: -1 is not within its scale, -1 to 1: it could "
        "never fail, or never hold",
    ),
    "a path of nothing": (
        f"{EXPECT}path = {{ trust = {{ by = 3 }} }}",
        "expect: no. 1: path: trust: it bounds nothing: give 'rises_to', 'falls_to', "
        "'stays_above', 'stays_below' or 'turns'",
    ),
    "a path of what there is not": (
        f"{EXPECT}path = {{ tru_st = {{ turns = 'up' }} }}",
        "expect no. 1: path: unknown variable 'tru_st'; did you mean 'trust'?",
    ),
    "a path beyond the horizon": (
        f"{EXPECT}path = {{ trust = {{ turns = 'up', by = 13 }} }}",
        "expect no. 1: path: trust: by: 13 is beyond the horizon of 12 months",
    ),
    "a range of nothing": (
        f"{EXPECT}outcome = 'settlement'\nfor_all = {{ trust = [] }}",
        "expect: no. 1: for_all: trust: the range is empty: it could never fail",
    ),
    "an empty matrix": (
        f"{EXPECT}outcome = 'settlement'\nfor_all = {{}}",
        "expect: no. 1: 'for_all' is empty: it could never fail",
    ),
    "a matrix off the scale": (
        f"{EXPECT}outcome = 'settlement'\nfor_all = {{ trust = [0, 2] }}",
        "expect no. 1: for_all: trust: 2 is outside its scale, 0 to 1",
    ),
    "a matrix of what cannot be set": (
        f"{EXPECT}outcome = 'settlement'\nfor_all = {{ intensity = [0, 1] }}",
        "expect no. 1: for_all: unknown lever or assumption 'intensity'; it is one of the states",
    ),
    "a trend without a range": (
        f"{EXPECT}share = {{ settlement = {{ rises_by = 0 }} }}",
        "expect: no. 1: 'rises_by' and 'falls_by' need a range: 'along'",
    ),
    "a range that does not rise": (
        f"{EXPECT}along = {{ trust = [1, 0] }}\nshare = {{ settlement = {{ rises_by = 0 }} }}",
        "expect: no. 1: along: two or more values in rising order are needed",
    ),
    "a range without a trend": (
        f"{EXPECT}outcome = 'settlement'\nalong = {{ trust = [0, 1] }}",
        "expect: no. 1: 'along' goes with 'rises_by' or 'falls_by', and with nothing else",
    ),
    "a lever in two places": (
        f"{EXPECT}outcome = 'settlement'\nwith = {{ trust = 0.1 }}\nfor_all = {{ trust = [0, 1] }}",
        "expect: no. 1: 'trust' stands in 'with' and in 'for_all'",
    ),
    "a change of what there is not": (
        f"{EXPECT}outcome = 'settlement'\nwith = {{ trsut = 0.1 }}",
        "expect no. 1: with: unknown lever or assumption 'trsut'; did you mean 'trust'?",
    ),
    "a change of an actor that there is not": (
        f"{EXPECT}outcome = 'settlement'\nwithout = ['turky']",
        "expect no. 1: without: unknown actor 'turky'; did you mean 'turkey'?",
    ),
    "a change of a rule that there is not": (
        f"{EXPECT}outcome = 'settlement'\nbeliefs = {{ gains-embolde = 0 }}",
        "expect no. 1: beliefs: unknown rule 'gains-embolde'; did you mean 'gains-embolden'?",
    ),
    "a change that changes nothing": (
        f"{EXPECT}outcome = 'settlement'\nbeliefs = {{ gains-embolden = 1 }}",
        "expect no. 1: it changes nothing: the scenario has it so already",
    ),
    "a claim that there is not": (
        f"{EXPECT}outcome = 'settlement'\nclaims = ['C99']",
        "expect no. 1: claims: unknown claim 'C99'; did you mean 'C59'?",
    ),
    "an issue that there is not": (
        f"{EXPECT}concedes_more = {{ territry = 'ukraine' }}",
        "expect no. 1: concedes_more: unknown issue 'territry'; did you mean 'territory'?",
    ),
    "a party that there is not": (
        f"{EXPECT}concedes_more = {{ territory = 'ukrain' }}",
        "expect no. 1: concedes_more: unknown party 'ukrain'; did you mean 'ukraine'?",
    ),
    "a gap that holds nothing back": (
        f"{EXPECT}binds = 'territry'",
        "expect no. 1: binds: unknown core issue 'territry'; did you mean 'territory'?",
    ),
    "a reason that there is not": (
        f"{EXPECT}first_reason = 'gains-embolde'",
        "expect no. 1: first_reason: unknown rule 'gains-embolde'; did you mean 'gains-embolden'?",
    ),
    "a difference that is to be and not to be": (
        f"{EXPECT}compare = 'default'\nshare = {{ settlement = {{ higher_by = 0.2, not_higher_by = 0.1 }} }}",
        "expect: no. 1: share: settlement: no difference is 'higher_by' 0.2 and 'not_higher_by' 0.1",
    ),
    "an expectation beyond the horizon": (
        f"{EXPECT}month = 13\nshare = {{ settlement = {{ above = 0.1 }} }}",
        "expect no. 1: month: 13 is beyond the horizon of 12 months",
    ),
    "a comparison with itself beyond the horizon": (
        f"{EXPECT}compare_month = 13\nshare = {{ settlement = {{ higher_by = 0.1 }} }}",
        "expect no. 1: compare_month: 13 is beyond the horizon of 12 months",
    ),
}


@pytest.mark.parametrize("what", FAULTS)
def test_every_fault_is_told_with_its_file_its_place_and_the_likely_word(what: str, tmp_path: Path) -> None:
    text, expected = FAULTS[what]
    title = "" if "title" in expected else "T"
    assert refused(write(tmp_path, f'title = "{title}"\n{text}')) == f"{FILE}: {expected}"


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        'title = "T"\nclaims = ["X99"]\nwithout = ["ukraine", "finlnd"]\n[levers]\ntrsut = 0.4\nexternal_pressure = 3\n'
        f"{EVENT}set = {{ strikes = 9 }}\nuntil = 13",
    )
    assert refused(path).splitlines() == [
        f"{FILE}: claims: {UNKNOWN_CLAIM}",
        f"{FILE}: without: 'ukraine' is a party: it cannot be taken out",
        f"{FILE}: without: unknown actor 'finlnd'; did you mean 'finland'?",
        f"{FILE}: levers: unknown lever 'trsut'; did you mean 'trust'?",
        f"{FILE}: levers: external_pressure: 3 is outside its scale, 0 to 1",
        f"{FILE}: event no. 1: until: 13 is beyond the horizon of 12 months",
        f"{FILE}: event no. 1: set: strikes: 9 is outside its scale, 0 to 1",
    ]


def test_all_faults_of_form_are_told_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, 'months = 0\ntitel = "T"\n[levers]\ntrust = "high"\nexternal_pressure = nan')
    assert sorted(refused(path).splitlines()) == [
        f"{FILE}: 'title' is missing",
        f"{FILE}: levers: external_pressure: input should be a finite number",
        f"{FILE}: levers: trust: must be a number, not 'high'",
        f"{FILE}: months: input should be greater than or equal to 1",
        f"{FILE}: unknown key 'titel'; did you mean 'title'?",
    ]


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    text = 'title = "T"\n[levers]\ntrust = \n'
    with pytest.raises(tomllib.TOMLDecodeError) as cause:
        tomllib.loads(text)
    assert "line 3" in str(cause.value)
    assert refused(write(tmp_path, text)) == f"{FILE}: this is not valid TOML: {cause.value}"


def test_a_file_that_is_not_there_is_told_with_the_likely_one(tmp_path: Path) -> None:
    write(tmp_path, 'title = "T"')
    expected = f"b.scenario.toml: there is no such file in '{tmp_path}'; did you mean '{FILE}'?"
    assert refused(tmp_path / "b.scenario.toml") == expected


def test_a_binary_file_is_told_with_the_byte(tmp_path: Path) -> None:
    assert refused(write(tmp_path, b"\x89PNG\r\n\x1a\n\xff")) == f"{FILE}: byte 0: this is not text in UTF-8"


def test_a_folder_is_no_scenario(tmp_path: Path) -> None:
    folder = tmp_path / FILE
    folder.mkdir()
    assert refused(folder) == f"{FILE}: the file cannot be read: Is a directory"


def test_an_unknown_id_is_told_with_the_likely_one() -> None:
    expected = "there is no bundled scenario 'defalt'; did you mean 'default'?; a file's name ends in .toml"
    assert refused("defalt") == expected


def test_a_scenario_of_another_case_is_refused(case: Case, tmp_path: Path) -> None:
    path = write(tmp_path, 'title = "T"\ncase = "elsewhere"')
    assert refused(path, case) == f"{FILE}: case: the scenario is for 'elsewhere', not for 'ukraine'"


@pytest.mark.parametrize(
    "name",
    [
        "",
        "..",
        "/no/such/folder/at/all",
        "a\x00b",
        "a\x00b.toml",
        pytest.param("x" * 5000, id="5000 letters"),
        pytest.param("x" * 5000 + ".toml", id="5000 letters .toml"),
    ],
)
def test_a_name_that_leads_nowhere_is_a_scenario_error(name: str, case: Case) -> None:
    refused(name)
    if not name.endswith(".toml"):
        with pytest.raises(ScenarioError):
            parse_scenario({"title": "T", "case": name}, FILE)


def test_what_does_not_fit_is_refused_by_all_that_runs_a_scenario(case: Case) -> None:
    wrong = Scenario(title="T", levers={"trsut": 0.4})
    expected = "levers: unknown lever 'trsut'; did you mean 'trust'?"
    for attempt in (
        lambda: simulate(case, wrong),
        lambda: ensemble(case, wrong, draws=4),
        lambda: sweep(case, wrong, {"external_pressure": [0.1]}, draws=0),
    ):
        with pytest.raises(ScenarioError) as error:
            attempt()
        assert str(error.value) == expected


@given(scenario=scenarios())
@settings(max_examples=30)
def test_what_the_tests_draw_fits_the_case(scenario: Scenario) -> None:
    case = load_case()
    assert faults_of(case, scenario) == []


# -------------------------------------------------------------------------------------------- any input whatever


def parsed(raw: dict[str, Any], case: Case | None = None) -> None:
    """Read a parsed file: any other exception than ScenarioError is for pytest to tell."""
    with contextlib.suppress(ScenarioError):
        parse_scenario(raw, FILE, case)


def read(path: Path) -> None:
    """Read a file: any other exception than ScenarioError is for pytest to tell."""
    with contextlib.suppress(ScenarioError):
        load_scenario(path)


FIELDS = [*Scenario.model_fields, *Event.model_fields, *Expectation.model_fields, *Bounds.model_fields, "event"]
WORDS = ["trust", "strikes", "turkey.engagement", "intensity", "widest_gap", "settlement", "ukraine", "turkey", "C01"]
keys = st.sampled_from(FIELDS) | st.sampled_from(WORDS) | TEXTS
scalars = (
    st.none().map(lambda _: datetime.date(2026, 11, 22))
    | st.booleans()
    | st.integers(-3, 130)
    | st.integers()
    | st.floats()
    | st.sampled_from(WORDS)
    | TEXTS
    | st.datetimes()
    | st.times()
)
tables = st.recursive(
    scalars, lambda held: st.lists(held, max_size=4) | st.dictionaries(keys, held, max_size=4), max_leaves=12
)


@pytest.mark.slow
@given(raw=st.dictionaries(keys, tables, max_size=6))
@example(raw={"title": "T", "levers": {"trust": 10**400}})
@example(raw={"title": "T", "levers": {"trust": int("f" * 5000, 16)}})
@example(raw={"title": "T", "months": int("f" * 5000, 16)})
@example(raw={"title": "T", "without": [["turkey"]]})
@example(raw={"title": "T", "assumptions": {"turkey": {"engagement": 0.5}}})
@settings(max_examples=400)
def test_any_table_makes_a_scenario_or_a_scenario_error(raw: dict[str, Any]) -> None:
    case = load_case()
    parsed(raw, case)


OTHERS = [name for name in FIELDS if name != "title"]


@pytest.mark.slow
@given(raw=st.fixed_dictionaries({"title": st.just("T")}, optional=dict.fromkeys(OTHERS, tables)))
@settings(max_examples=200)
def test_any_value_of_a_known_key_makes_a_scenario_or_a_scenario_error(raw: dict[str, Any]) -> None:
    case = load_case()
    parsed(raw, case)


@given(name=st.text(max_size=40))
@settings(max_examples=50)
def test_any_name_of_a_case_makes_a_scenario_or_a_scenario_error(name: str) -> None:
    parsed({"title": "T", "case": name})


@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=150)
def test_any_bytes_make_a_scenario_or_a_scenario_error(
    content: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / FILE
    path.write_bytes(content)
    read(path)


LINES = ['title = "T"', "[levers]", "trust = 0.4", "trust = 1e999", "[[event]]", "month = 3", "set = { strikes = 1 }"]
LINES += [
    "change = { trust = -9 }",
    "until = 4",
    "[[expect]]",
    'says = "S."',
    "share.settlement.above = 0.1",
    "[event]",
]
LINES += [
    "[assumptions]",
    '"turkey.engagement" = 0.9',
    "turkey.engagement = 0.9",
    "months = 1_0",
    "months = 1979-05-27",
]


@given(lines=st.lists(st.sampled_from(LINES), max_size=8))
@settings(max_examples=150)
def test_any_lines_make_a_scenario_or_a_scenario_error(
    lines: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / FILE
    path.write_text("\n".join(lines), "utf-8")
    read(path)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("months = " + "9" * 5000, id="a number of 5000 digits"),
        pytest.param("months = 0x" + "f" * 5000, id="a hexadecimal number of 5000 digits"),
        pytest.param(f"{EXPECT}outcome = 0x{'f' * 5000}", id="an outcome of 5000 digits"),
        pytest.param("claims = " + "[" * 20_000, id="brackets 20,000 deep"),
        pytest.param("x" + ".x" * 2_000 + " = 1", id="a key 2,000 deep"),
    ],
)
def test_a_file_that_is_too_much_to_read_is_a_scenario_error(text: str, tmp_path: Path) -> None:
    refused(write(tmp_path, f'title = "T"\n{text}'))
