"""What moved a mean over the draws: the means of each draw's own exact sums, and nothing left over."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from model import Ensemble, Event, Scenario, ScenarioError, ensemble, simulate, variants_without_each_actor
from model.engine.contributions import COLUMNS
from model.knowledge.case import Case
from model.knowledge.naming import PULL_CLASSES
from model.uncertainty.mean_sums import ROUNDING
from tests.support.cases import OUTCOMES

DRAWS = 24
EVENTS = (
    Event(month=2, says="A push.", set={"battlefield_shift": 0.6}, until=4),
    Event(month=3, says="A signed annex.", change={"ukraine.territory.concession": 0.4, "trust": 0.2}),
)
Cause = tuple[int, str, str, str]

#: Of each kind: a state, an assumption that wanders, one that happenings move, and gauges that are limited or switch.
VARIABLES = ("trust", "ukraine.flexibility", "battlefield_shift", "western_unity", "territory.gap", "widest_gap")


@pytest.fixture(scope="module")
def variants(case: Case) -> Ensemble:
    happenings = tuple(happening.id for happening in case.happenings)
    return ensemble(case, Scenario(title="x", months=8, events=EVENTS, happenings=happenings), DRAWS, seed=5)


def by_cause(rows: pd.DataFrame) -> dict[Cause, float]:
    """Return the amounts by month, rule, where and actors; those of the same are added up."""
    found: dict[Cause, float] = {}
    for month, rule, where, actors, _, amount in rows.itertuples(index=False):
        cause = int(str(month)), str(rule), str(where), str(actors)
        found[cause] = found.get(cause, 0.0) + float(str(amount))
    return found


@pytest.mark.parametrize("variable", [*PULL_CLASSES, *VARIABLES])
def test_amounts_sum_to_the_change_of_the_mean(variants: Ensemble, variable: str) -> None:
    rows = variants.contributions(variable)
    assert list(rows.columns) == COLUMNS
    path = variants.paths(variable).values[:, 0].astype(float).mean(axis=1)
    assert rows["amount"].sum() == pytest.approx(path[-1] - path[0], abs=1e-9)
    by_month = rows.groupby("month")["amount"].sum().reindex(range(1, len(path)), fill_value=0.0)
    assert by_month.to_numpy() == pytest.approx(np.diff(path), abs=1e-9)
    assert not rows[["month", "rule", "where", "actors"]].duplicated().any()


def test_those_of_an_outcome_sum_to_the_change_of_its_share_of_the_pull(variants: Ensemble) -> None:
    for outcome in OUTCOMES:
        moved = variants.mean_pull[outcome] - variants.mean_pull_at(0)[outcome]
        assert variants.contributions(outcome)["amount"].sum() == pytest.approx(moved, abs=1e-9)
    moved = variants.goes_on - variants.goes_on_at(0)
    assert variants.contributions("goes_on")["amount"].sum() == pytest.approx(moved, abs=1e-9)


@pytest.mark.parametrize("variable", [*PULL_CLASSES, *VARIABLES])
def test_every_amount_is_the_mean_of_that_of_the_single_draws(variants: Ensemble, variable: str) -> None:
    """Each draw followed by itself, as one run, with the formulas of a run."""
    singles = [by_cause(variants.variant(draw).contributions(variable)) for draw in range(DRAWS)]
    found = by_cause(variants.contributions(variable))
    for cause in {*found, *(cause for single in singles for cause in single)}:
        if cause[1] != ROUNDING:
            expected = sum(single.get(cause, 0.0) for single in singles) / DRAWS
            assert found.get(cause, 0.0) == pytest.approx(expected, abs=1e-12), cause


def test_what_is_left_of_single_precision_is_next_to_nothing(variants: Ensemble) -> None:
    for variable in (*PULL_CLASSES, *VARIABLES):
        rows = variants.contributions(variable)
        assert (rows[rows["rule"] == ROUNDING]["amount"].abs() < 1e-6).all()


def test_what_the_war_going_on_gains_the_outcomes_lose_rule_by_rule(variants: Ensemble) -> None:
    rest = by_cause(variants.contributions("goes_on").query("rule != 'rounding'"))
    outcomes: dict[Cause, float] = {}
    for outcome in OUTCOMES:
        outcomes |= by_cause(variants.contributions(outcome).query("rule != 'rounding'"))
    assert rest.keys() == outcomes.keys()
    assert [-rest[cause] for cause in outcomes] == pytest.approx(list(outcomes.values()), abs=1e-15)


def test_events_wandering_and_what_happens_are_rows(variants: Ensemble) -> None:
    front = set(variants.contributions("battlefield_shift")["rule"])
    assert {"wandering", "event: A push."} <= front
    trust = variants.contributions("trust")
    annex = trust[trust["rule"] == "event: A signed annex."]
    assert annex["month"].tolist() == [3]
    assert 0 < annex["amount"].iloc[0] <= 0.2 + 1e-6  # where it would leave the scale, it does not
    told = {str(rule) for name in VARIABLES for rule in variants.contributions(name)["rule"]}
    assert any(rule.startswith("happening: ") for rule in told)


def test_many_draws_are_followed_some_at_a_time_with_the_same_sums(
    case: Case, variants: Ensemble, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = by_cause(variants.contributions("widest_gap"))
    monkeypatch.setattr("model.uncertainty.mean_sums.AT_ONCE", 7)
    parts = by_cause(variants.contributions("widest_gap"))
    kept = [cause for cause in whole if cause[1] != ROUNDING]
    assert [parts[cause] for cause in kept] == pytest.approx([whole[cause] for cause in kept], abs=1e-14)


def test_of_one_run_what_the_pulls_leave_is_split_too(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=8, events=EVENTS))
    path = run.path("settlement") + run.path("frozen-conflict") + run.path("escalation")
    assert run.contributions("goes_on")["amount"].sum() == pytest.approx(path[0] - path[-1], abs=1e-9)


def test_an_unknown_variable_is_told(variants: Ensemble) -> None:
    with pytest.raises(ScenarioError, match="did you mean 'trust'"):
        variants.contributions("trsut")


# ----------------------------------------------------------------------------------------------------------- by actor


def test_what_each_actor_makes_of_the_variants_is_the_difference_from_those_without_it(case: Case) -> None:
    scenario = Scenario(title="x", months=6, without=case.outsiders[-1:])
    table = variants_without_each_actor(case, scenario, DRAWS, seed=3)
    assert set(table["actor"]) == set(case.outsiders[:-1])
    whole = ensemble(case, scenario, DRAWS, seed=3)
    for row in table.to_dict("records")[:3]:
        alone = ensemble(case, scenario.but(without=(*scenario.without, row["actor"])), DRAWS, seed=3)
        shares = {**whole.mean_pull, "goes_on": whole.goes_on}
        left = {**alone.mean_pull, "goes_on": alone.goes_on}
        for name in PULL_CLASSES:
            assert row[name] == pytest.approx(shares[name] - left[name], abs=1e-7)
            assert row[f"{name}_low"] - 1e-12 <= row[name] <= row[f"{name}_high"] + 1e-12
        assert sum(row[name] for name in PULL_CLASSES) == pytest.approx(0, abs=1e-12)
    assert table["moves"].is_monotonic_decreasing


def test_where_no_outside_actor_takes_part_there_is_no_row(case: Case) -> None:
    assert variants_without_each_actor(case, Scenario(title="x", months=2, without=case.outsiders), 8).empty
