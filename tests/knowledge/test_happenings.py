"""Happenings in files: what they may say, and what is told of what they may not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from model import CaseError, Scenario, ScenarioError, load_case, load_scenario, simulate
from model.knowledge import Case, Happening, cases, rebuild
from model.knowledge.inheritance import _extended_record
from model.scenario.files import parse_scenario, to_toml

SOUND: dict[str, Any] = {
    "id": "a-turn",
    "says": "A turn.",
    "rate": 0.1,
    "count": "1 in 10",
    "period": "now",
    "source": "us",
    "judgement": "Made up.",
    "change": {"trust": [-0.2, -0.1]},
}

WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "nothing done": ({"change": {}}, "a happening has to 'set' or 'change' something"),
    "both": ({"set": {"trust": 0.2}}, "'trust' stands in 'set' already"),
    "ends the wrong way round": ({"change": {"trust": [0.2, 0.1]}}, "the lower end stands first: [0.1, 0.2]"),
    "half a month": ({"change": {"relief": 0.1}, "months": [1, 2.5]}, "whole months from 1 to 120 are needed"),
    "above 1": ({"rate": 1.2}, "rate"),
    "two scales": ({"scaled_by": {"trust": "low", "talks": "low"}}, "scaled_by"),
}

UNFIT: dict[str, tuple[dict[str, Any], str]] = {
    "unknown": ({"change": {"trusst": 0.1}}, "change: unknown variable 'trusst'; did you mean 'trust'?"),
    "a gauge": ({"change": {"widest_gap": 0.1}}, "change: unknown variable 'widest_gap'; it is one of the gauges"),
    "a state set": ({"set": {"intensity": 0.1}}, "set: unknown variable 'intensity'; it is one of the states"),
    "off its scale": ({"set": {"relief": [0.5, 1.5]}}, "set: 'relief': 0.5 to 1.5 is not on its scale, 0 to 1"),
    "no change": ({"change": {"relief": 0}}, "change: 'relief': it changes nothing"),
    "a state for a while": ({"months": 3}, "months: what it does is moved by the rules from then on"),
    "a party's, of the world": (
        {"change": {"party.flexibility": 0.1}},
        "unknown variable 'party.flexibility'; what happens to a side is written with for = 'party'",
    ),
    "term": ({"scaled_by": {"trust": "lwo"}}, "scaled_by: 'trust': unknown term 'lwo'; did you mean 'low'?"),
    "a word of scenarios": ({"id": "none"}, "id: scenarios that say 'happenings = \"none\"' mean something else"),
    "unsourced": ({"judgement": ""}, "unsourced: name its claims, or say the judgement it rests on"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_happening_may_not_say(name: str) -> None:
    values, message = WRONG[name]
    changes = {"change": {}, **values} if "change" in values or name == "half a month" else values
    with pytest.raises(ValueError, match=re.escape(message)):
        Happening.model_validate(SOUND | changes)


@pytest.mark.parametrize("name", UNFIT)
def test_what_does_not_fit_the_case_is_told_with_file_and_place(case: Case, name: str) -> None:
    values, message = UNFIT[name]
    unfit = Happening.model_validate(SOUND | ({"change": {}} if "set" in values else {}) | values)
    with pytest.raises(CaseError, match=re.escape(message)) as caught:
        rebuild(case, happenings=(unfit,))
    assert str(caught.value).startswith(f"happenings.toml: happening '{unfit.id}'")


@pytest.mark.parametrize("name", cases())
def test_each_bundled_case_has_happenings_with_a_count_and_a_reason(name: str) -> None:
    for happening in load_case(name).happenings:
        assert happening.judgement
        assert happening.count
        assert happening.source


def test_a_case_need_not_have_any(case: Case) -> None:
    assert simulate(rebuild(case, happenings=()), "default").pull == simulate(case, "default").pull


# ------------------------------------------------------------------------------------------------ in scenarios


@pytest.mark.parametrize("chosen", ["all", "none", ("leader-leaves", "army-joins"), None])
@pytest.mark.parametrize("front", ["holds", "returns", None])
def test_what_a_scenario_allows_is_written_and_read_back(case: Case, chosen: Any, front: Any) -> None:
    import tomllib

    scenario = load_scenario("default", case).but(happenings=chosen, front=front)
    assert parse_scenario(tomllib.loads(to_toml(scenario)), "x", case) == scenario


def test_unsaid_is_none_of_them_and_a_front_that_holds() -> None:
    said = Scenario(title="x", happenings="none", front="holds")
    assert said.supposed == Scenario(title="y").supposed
    assert said.supposed != said.but(happenings="all").supposed
    assert said.supposed != said.but(front="returns").supposed


def test_an_unknown_happening_is_told_with_the_likely_one(case: Case) -> None:
    with pytest.raises(ScenarioError, match="unknown happening 'leader-leave'; did you mean 'leader-leaves'"):
        simulate(case, Scenario(title="x", happenings=("leader-leave",)))


def test_one_happening_is_given_in_a_list() -> None:
    with pytest.raises(ValueError, match=re.escape("write 'all', 'none', or ids in a list, as in ['army-joins']")):
        Scenario(title="x", happenings="army-joins")


@pytest.mark.parametrize(
    ("value", "said"),
    [(("all",), "'all' stands alone, without a list"), (1, "write 'all', 'none', or ids in a list, not 1")],
)
def test_what_happenings_may_not_be(value: Any, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        Scenario(title="x", happenings=value)


def test_another_rate_says_anew_where_it_was_counted() -> None:
    """What is extended keeps its count only as long as its rate is the one that was counted."""
    under = {"id": "a", "rate": 0.1, "count": "1 in 10", "period": "now", "source": "us", "judgement": "ours"}
    assert _extended_record(under, {"id": "a", "rate": 0.5}) == {"id": "a", "rate": 0.5, "judgement": "ours"}
    assert _extended_record(under, {"id": "a", "says": "b"}) == under | {"says": "b"}
