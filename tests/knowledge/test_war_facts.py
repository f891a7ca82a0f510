"""What a case says of what sort of war it is: the facts by which wars like it are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from model import load_case
from model.knowledge import CaseError, WarFacts, begin_case, rebuild

FACTS = """
[war]
kind = "within-a-state"
deaths = 1200
began = 2019
at = 2021
judgement = "Made up."
"""


def case_with(folder: Path, facts: str) -> Path:
    (folder / "case.toml").write_text(f'extends = "korea"\n{facts}', "utf-8")
    return folder


def test_facts_are_read_and_take_the_place_of_those_of_the_case_that_is_extended(tmp_path: Path):
    war = load_case(case_with(tmp_path, FACTS)).settings.war
    assert war == WarFacts(kind="within-a-state", deaths=1200, began=2019, at=2021, judgement="Made up.")
    assert war.years == 3


def test_a_case_that_says_nothing_has_those_of_the_case_that_it_extends_and_the_general_one_has_none(tmp_path: Path):
    assert load_case(case_with(tmp_path, "")).settings.war == load_case("korea").settings.war


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"within-a-state"', '"civil"', "case.toml: war: kind: must be 'between-states', 'internationalised' or"),
        ("deaths = 1200", "deaths = -1", "case.toml: war: deaths"),
        ("deaths = 1200", "deaths = 12.5", "case.toml: war: deaths"),
        ("deaths = 1200", "death = 1200", "case.toml: war: unknown key 'death'; did you mean 'deaths'?"),
        ("at = 2021", "at = 2018", "case.toml: war: the case starts in 2018, before the war began, in 2019"),
        ("began = 2019", "began = 19", "case.toml: war: began"),
        ("began = 2019\n", "", "case.toml: war: 'began' is missing"),
        ('judgement = "Made up."', "", "case.toml: war: unsourced: name its claims, or say the judgement it rests on"),
        ('judgement = "Made up."', 'claims = ["no-such"]', "case.toml: war: claims: unknown claim 'no-such'"),
    ],
)
def test_nonsense_is_told_with_its_place(tmp_path: Path, old: str, new: str, said: str):
    assert old in FACTS
    with pytest.raises(CaseError) as told:
        load_case(case_with(tmp_path, FACTS.replace(old, new)))
    assert said in str(told.value)


def test_no_pull_hangs_on_the_facts():
    from model import load_scenario, simulate

    case = load_case("korea")
    other = rebuild(case, settings=case.settings.but(war=None))
    scenario = load_scenario("default", case)
    assert simulate(other, scenario).pull == simulate(case, scenario).pull
    assert other.fingerprint != case.fingerprint


def test_a_new_case_has_facts_that_are_yet_to_be_told(tmp_path: Path):
    case = begin_case(tmp_path / "my-war", None, "One", "Other")
    assert case.settings.war is not None
    assert case.settings.war.judgement.startswith("To be told")
