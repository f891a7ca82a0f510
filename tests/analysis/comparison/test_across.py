"""Scenarios of different wars side by side: each by its own draws, and no interval of a difference."""

from __future__ import annotations

import pytest

from model import ensemble, load_case, load_scenario
from model.analysis import (
    ACROSS_RULE,
    AcrossWars,
    across_sentences,
    across_shares_table,
    across_to_dict,
    compare_across,
)
from model.analysis.comparison.across_wording import SAME_WAR
from model.knowledge import PULL_CLASSES
from model.knowledge.case import Case


@pytest.fixture(scope="module")
def korea() -> Case:
    return load_case("korea")


@pytest.fixture(scope="module")
def found(case: Case, korea: Case) -> AcrossWars:
    return compare_across([case, korea], ["default", "thaw-1953"], 16)


def test_each_war_s_figures_are_those_of_its_scenario_alone(case: Case, korea: Case, found: AcrossWars) -> None:
    for home, name, shares in ((case, "default", found.shares[0]), (korea, "thaw-1953", found.shares[1])):
        alone = ensemble(home, load_scenario(name, home).until(found.months), 16)
        assert [shares[outcome].value for outcome in alone.mean_pull] == list(alone.mean_pull.values())
        assert shares["goes_on"].value == alone.goes_on


def test_all_are_told_at_the_shortest_horizon_and_longer_ones_at_their_own_end_too(found: AcrossWars) -> None:
    assert found.months == min(scenario.months for scenario in found.given)
    assert [end.scenario.months for end in found.ends] == [scenario.months for scenario in found.given]


def test_levers_stand_under_one_name_with_the_words_of_each_war(found: AcrossWars) -> None:
    shift = next(lever for lever in found.levers if lever.id == "battlefield_shift")
    assert "Russia" in shift.told[0] or "stalemate" in shift.told[0]
    assert all("no such lever" not in told for lever in found.levers for told in lever.told)


def test_what_is_not_set_is_told_with_where_it_starts(found: AcrossWars) -> None:
    trust = next(lever for lever in found.levers if lever.id == "trust")
    assert trust.told[0].startswith("not set: starts at 0.20")


def test_the_words_say_that_a_difference_between_wars_has_no_interval(case: Case, found: AcrossWars) -> None:
    assert ACROSS_RULE in across_sentences(found)
    assert SAME_WAR not in across_sentences(found)
    assert all(war in " ".join(across_sentences(found)) for war in found.wars)


def test_two_scenarios_of_one_war_among_others_are_to_be_compared_alone(case: Case, korea: Case) -> None:
    found = compare_across([case, korea, korea], ["default", "default", "thaw-1953"], 4, at=2)
    assert SAME_WAR in across_sentences(found)


def test_the_table_and_the_values_hold_every_share_and_no_difference(found: AcrossWars) -> None:
    table = across_shares_table(found)
    assert list(table["class"]) == [*PULL_CLASSES] * 2
    assert not [column for column in table.columns if "differ" in column]
    told = across_to_dict(found)
    assert [row["case"] for row in told["scenarios"]] == ["ukraine", "korea"]  # type: ignore[attr-defined]
    assert found.made_by.asked["cases"][1]["id"] == "korea"


def test_what_cannot_be_put_side_by_side_is_refused(case: Case, korea: Case) -> None:
    with pytest.raises(ValueError, match="all scenarios are of the case 'ukraine'; compare tells"):
        compare_across([case, case], ["default", "minsk"], 4)
    with pytest.raises(ValueError, match="two to four scenarios can be compared, not 1"):
        compare_across([case], ["default"], 4)
    with pytest.raises(ValueError, match="cases: one for each scenario is needed: 2, not 1"):
        compare_across([case], ["default", "minsk"], 4)
    with pytest.raises(ValueError, match="at: a month from 1 to"):
        compare_across([case, korea], ["default", "default"], 4, at=121)
