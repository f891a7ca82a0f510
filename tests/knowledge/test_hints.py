"""What a fault says of a word that is not known: the likely one; if none is near, what is known, and what lists it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from model import Scenario, ScenarioError, load_case, load_scenario, simulate
from model.knowledge import Case, begin_case, known_hint, unknown


def test_the_likely_word_is_told_alone() -> None:
    assert unknown("rule", "gains-embolde", ["gains-embolden", "other"]) == (
        "unknown rule 'gains-embolde'; did you mean 'gains-embolden'?"
    )


def test_where_none_is_near_the_known_ones_are_told_once_each() -> None:
    assert unknown("party", "zzz", ["sparta", "athens", "sparta"]) == "unknown party 'zzz'; known: sparta, athens"


def test_where_there_is_none_that_is_told() -> None:
    assert unknown("theory", "zzz", []) == "unknown theory 'zzz'; there is none"


def test_of_many_some_are_told_and_the_command_that_lists_them(case: Case) -> None:
    many = [f"rule-{number}" for number in range(20)]
    told = "; known: rule-0, rule-1, rule-2, rule-3, rule-4, rule-5 and 14 more"
    assert known_hint("zzz", many, "rule", case) == f"{told} (python -m model list rules --case ukraine)"
    assert known_hint("zzz", many, "rule").endswith("and 14 more")  # while a case is read no command can list it
    assert known_hint("zzz", many, "axis", case).endswith("and 14 more")  # of these there is no list


def test_a_case_of_ones_own_is_named_by_its_folder_as_a_shell_takes_it(tmp_path: Path) -> None:
    mine = begin_case(tmp_path / "my war", None, "A", "B")
    many = [f"rule-{number}" for number in range(20)]
    assert known_hint("zzz", many, "rule", mine).endswith(f"list rules --case '{tmp_path}/my war')")
    assert known_hint("zzz", many, "rule", replace(mine, folder=None)).endswith("list rules)")


@pytest.mark.parametrize(
    ("scenario", "said"),
    [
        (Scenario(title="x", levers={"zzz": 0.5}), "levers: unknown lever 'zzz'; known: "),
        (Scenario(title="x", beliefs={"zzz": 0.5}), "beliefs: unknown rule 'zzz'; known: "),
        (Scenario(title="x", without=("zzz",)), "without: unknown actor 'zzz'; known: "),
        (Scenario(title="x", theories=("zzz",)), "theories: unknown theory 'zzz'; known: "),
    ],
)
def test_a_scenario_with_an_unknown_name_says_what_could_stand_there(scenario: Scenario, said: str) -> None:
    with pytest.raises(ScenarioError) as told:
        simulate(load_case(), scenario)
    assert said in str(told.value)


def test_an_unknown_scenario_says_which_are_bundled() -> None:
    with pytest.raises(ScenarioError, match=r"'zzz'; known: .* more \(python -m model list scenarios --case ukraine\)"):
        load_scenario("zzz")
