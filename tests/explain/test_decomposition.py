"""The sums behind an answer: they add up, and an actor's deeds are those of the rules that ground with it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from model import Scenario, load_scenario, simulate
from model.explain import wording as words
from model.explain.actors import deeds, without_each_actor
from model.explain.decomposition import decompose, decompose_pulls
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES
from tests.support.scenarios import scenarios


@settings(max_examples=15)
@given(scenario=scenarios(months=6))
def test_the_parts_of_every_variable_add_up(case: Case, scenario: Scenario) -> None:
    run = simulate(case, scenario)
    for name in ("trust", "intensity", "widest_gap", f"{case.parties[0]}.flexibility"):
        found = decompose(run, name)
        assert sum(part.amount for part in found.parts) == pytest.approx(found.change, abs=1e-9)
        assert found.end == float(run.paths.sel(variable=name)[-1])


@settings(max_examples=15)
@given(scenario=scenarios(months=6))
def test_the_causes_of_every_pull_add_up_over_causes_and_rules(case: Case, scenario: Scenario) -> None:
    run = simulate(case, scenario)
    for outcome, pull in decompose_pulls(run).items():
        assert pull.end == run.pull[outcome]
        assert sum(cause.amount for cause in pull.causes) == pytest.approx(pull.end - pull.start, abs=1e-9)
        assert sum(end for _, end in pull.rules.values()) == pytest.approx(pull.end, abs=1e-9)
        for rule, (start, end) in pull.rules.items():
            of_rule = sum(cause.by_rule.get(rule, 0.0) for cause in pull.causes)
            assert of_rule == pytest.approx(end - start, abs=1e-9)


def test_every_part_says_what_it_rests_on(case: Case) -> None:
    run = simulate(case, load_scenario("europe-miscalculates", case))
    parts = [part for variable in ("trust", "involvement", "widest_gap") for part in decompose(run, variable).parts]
    assert any(part.basis == "an event of this scenario" for part in parts)
    assert all(part.says for part in parts)
    assert all(part.basis for part in parts if part.id in case.rule_of)


def test_an_actors_deeds_are_what_is_missing_without_it(case: Case) -> None:
    scenario = Scenario(title="x", months=12, levers={"trust": 0.6}, without=(case.outsiders[0],))
    found = deeds(simulate(case, scenario))
    assert set(found) == set(case.outsiders) - {case.outsiders[0]}
    for actor, deed in found.items():
        out = simulate(case, scenario.but(without=(*scenario.without, actor)))
        assert deed.effect.without == pytest.approx(out.pull, abs=1e-12)


def test_what_an_actor_moved_is_the_sum_of_its_rows(case: Case) -> None:
    run = simulate(case, load_scenario("default", case))
    rows = run.contributions("trust")
    for actor, deed in deeds(run).items():
        own = rows[[actor in actors for actors in rows["actors"]]]["amount"].sum()
        assert deed.moved.get("trust", 0.0) == pytest.approx(float(own), abs=1e-9)


def test_the_outside_actors_are_ranked_by_what_the_result_owes_to_them(case: Case) -> None:
    run = simulate(case, load_scenario("genuine-dialogue", case).but(without=("china",)))
    table = without_each_actor(run)
    assert sorted(table.index) == sorted(set(case.outsiders) - {"china"})
    assert list(table.columns) == ["label", *OUTCOMES, "effect"]
    assert (table["effect"].abs().diff().dropna() <= 0).all()
    assert table["effect"].iloc[0] != 0
    for actor, row in table.iterrows():
        out = simulate(case, run.scenario.but(without=("china", str(actor))))
        assert [row[outcome] for outcome in OUTCOMES] == pytest.approx(list(out.pull.values()), abs=1e-12)
        assert row["effect"] == pytest.approx(run.pull[run.outcome] - out.pull[run.outcome], abs=1e-12)


def test_of_nobody_there_is_a_table_without_rows(case: Case) -> None:
    table = without_each_actor(simulate(case, Scenario(title="x", months=2, without=case.outsiders)))
    assert table.empty
    assert list(table.columns) == ["label", *OUTCOMES, "effect"]


def test_an_actor_without_influence_is_told_to_have_none(case: Case) -> None:
    idle = Scenario(title="x", months=12, assumptions={"turkey.engagement": 0.0})
    deed = deeds(simulate(case, idle))["turkey"]
    assert set(deed.moved.values()) <= {0.0}
    assert words.pulls_without(deed.effect, 12) == "Without it, no pull would differ by 0.005 or more at month 12."
    assert words.changes_in_words(case, deed.moved) == ""
