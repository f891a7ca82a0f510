"""One run: its exact sums, and what outcome, formed, since and margin mean."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from model import Event, Run, Scenario, ScenarioError, ensemble, load_case, simulate
from model.arrays import Floats
from model.engine.contributions import shapley
from model.engine.outcomes import largest, leading, of_four
from model.knowledge.case import Case
from tests.support.cases import OUTCOMES, variables
from tests.support.random_cases import random_case
from tests.support.scenarios import fitting, scenarios

COLUMNS = ["month", "rule", "where", "actors", "claims", "amount"]
SETTLEMENT, FROZEN, ESCALATION = OUTCOMES

#: Events that cross zero, hit the ends of scales, move red lines and switch the widest gap.
EVENTFUL = Scenario(title="eventful", months=14).but(
    levers={"trust": 0.7, "battlefield_shift": -0.3, "external_pressure": 0.9},
    events=(
        Event(month=2, says="A breakthrough.", set={"battlefield_shift": 0.6}, until=5),
        Event(month=3, says="A signed annex.", change={"ukraine.territory.concession": 0.6}),
        Event(month=4, says="A walk-out.", change={"ukraine.territory.concession": -0.5, "trust": -0.9}),
        Event(month=7, says="An offer.", change={"russia.security-guarantees.concession": 0.9}),
        Event(month=9, says="Two at once.", change={"russia.territory.concession": 0.4, "trust": 0.2}),
        Event(month=11, says="All taken back.", change={"russia.territory.concession": -0.9}),
        Event(month=9, says="And another.", change={"battlefield_shift": 2.0, "strikes": -1.0}),
        Event(month=11, says="A closed chapter.", change={"russia.neutrality-demilitarisation.concession": 0.9}),
    ),
)


def everything(case: Case) -> list[str]:
    return [*variables(case, "state", "assumption", "gauge"), *OUTCOMES]


def assert_adds_up(run: Run) -> None:
    names = everything(run.case)
    for name, path in zip(names, run.paths.sel(variable=names).transpose("variable", "month").values, strict=True):
        rows = run.contributions(name)
        assert list(rows.columns) == COLUMNS
        months, amounts = rows["month"].to_numpy(dtype=int), rows["amount"].to_numpy(dtype=float)
        assert abs(amounts.sum() - (path[-1] - path[0])) <= 1e-9, name
        by_month = np.bincount(months, amounts, len(path))  # a table for each of a hundred variables takes longer
        assert by_month[0] == 0, name
        assert np.abs(by_month[1:] - np.diff(path)).max() <= 1e-9, name


# ---------------------------------------------------------------------------------------------------- what adds up


@pytest.mark.slow
@given(scenario=scenarios())
@settings(max_examples=15)
def test_contributions_sum_to_the_change_of_everything_month_by_month(scenario: Scenario) -> None:
    assert_adds_up(simulate(load_case(), scenario))


@pytest.mark.slow
@given(scenario=scenarios(), seed=st.integers(0, 2**32))
@settings(max_examples=10)
def test_contributions_sum_to_the_change_of_everything_in_any_case(scenario: Scenario, seed: int) -> None:
    case = random_case(seed)
    assert_adds_up(simulate(case, fitting(case, scenario)))


@given(scenario=scenarios(months=1))
@settings(max_examples=5)
def test_contributions_sum_to_the_change_of_a_single_month(scenario: Scenario) -> None:
    assert_adds_up(simulate(load_case(), scenario))


def test_contributions_sum_to_the_change_where_gauges_are_limited_and_the_widest_gap_switches(case: Case) -> None:
    run = simulate(case, EVENTFUL)
    assert_adds_up(run)
    rows = run.contributions("widest_gap")
    switches = rows[rows["rule"] == "binding issue changed"]
    order = [issue.id for issue in case.issues]
    steps = [[order.index(issue) for issue in where.split(" -> ")] for where in switches["where"]]
    assert any(after > before for before, after in steps)
    assert any(after < before for before, after in steps)


def test_the_switch_of_the_widest_gap_is_told_where_it_happens(case: Case) -> None:
    run = simulate(case, EVENTFUL)
    core = [issue.id for issue in case.issues if issue.core]
    gaps = run.paths.sel(variable=[f"{issue}.gap" for issue in core]).values
    widest = [core[number] for number in gaps.argmax(axis=1)]
    expected = [(m, f"{widest[m - 1]} -> {widest[m]}") for m in range(1, len(widest)) if widest[m] != widest[m - 1]]
    rows = run.contributions("widest_gap")
    told = rows[rows["rule"] == "binding issue changed"]
    assert list(zip(told["month"], told["where"], strict=True)) == expected


def test_contributions_of_a_state_name_rule_place_actors_and_claims(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=3))
    rows = run.contributions("ukraine.flexibility")
    assert set(rows["month"]) == {1, 2, 3}
    for row in rows.itertuples():
        rule = case.rule_of[str(row.rule)]
        assert row.claims == rule.claims
        assert isinstance(row.where, str)
        assert set(row.actors) <= {actor.id for actor in case.actors}  # type: ignore[arg-type]
        assert bool(row.actors) == (rule.over not in ("world", "party", "stance"))
    edges = {f"{edge.tail} -> {edge.head}" for edge in case.edges if edge.kind == "presses" and edge.head == "ukraine"}
    pressed = rows[[case.rule_of[str(rule)].over == "presses" for rule in rows["rule"]]]
    assert set(pressed["where"]) == edges
    assert not rows[["month", "rule", "where"]].duplicated().any()


def test_what_an_actor_that_is_out_would_do_amounts_to_nothing(case: Case) -> None:
    rows = simulate(case, Scenario(title="x", without=("united-states",))).contributions("talks")
    touched = rows[["united-states" in actors for actors in rows["actors"]]]
    assert (touched["amount"] == 0).all()
    assert (rows["amount"] != 0).any()


def test_events_are_rows_of_their_own_with_the_real_amount(case: Case) -> None:
    shocks = (
        Event(month=3, says="A large prisoner exchange.", change={"trust": 0.08}),
        Event(month=5, says="All for all.", change={"trust": 5.0}),
        Event(month=6, change={"trust": -0.25}),
    )
    run = simulate(case, Scenario(title="x", levers={"trust": 0.4}, events=shocks))
    rows = run.contributions("trust")
    told = rows[[str(rule).startswith("event: ") for rule in rows["rule"]]]
    before = float(run.paths.sel(variable="trust", month=4))
    assert list(told["month"]) == [3, 5, 6]
    assert told["rule"].iloc[0] == "event: A large prisoner exchange."
    assert list(told["amount"]) == pytest.approx([0.08, 1 - before, -0.25], abs=1e-12)
    assert set(told["claims"]) == set(told["actors"]) == {()}


def test_what_is_set_for_a_while_has_a_row_when_it_begins_and_one_when_it_is_over(case: Case) -> None:
    strike = Event(month=3, until=5, says="A winter of strikes.", set={"strikes": 0.75})
    run = simulate(case, Scenario(title="x", assumptions={"strikes": 0.25}, events=(strike,)))
    rows = run.contributions("strikes")
    assert list(zip(rows["month"], rows["amount"], strict=True)) == [(3, 0.5), (6, -0.5)]
    assert rows["rule"].iloc[0] == "event: A winter of strikes."
    assert rows["rule"].iloc[1].startswith("event: ")


def test_an_assumption_that_nothing_touches_has_no_rows(case: Case) -> None:
    rows = simulate(case, Scenario(title="x")).contributions("strikes")
    assert rows.empty
    assert list(rows.columns) == COLUMNS


def test_rows_of_an_outcome_are_those_of_its_rules(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=6, beliefs={"hard-war-with-others-in-it": 0.5}))
    for outcome in OUTCOMES:
        rows = run.contributions(outcome)
        pulling = {rule.id for rule in case.rules if outcome in rule.consequents}
        assert set(rows["rule"]) == pulling
        assert set(rows["where"]) == {"world"}
        assert len(rows) == 6 * len(pulling)


def test_a_gauge_tells_the_rows_of_the_states_under_it(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=6))
    gap, parts = (
        run.contributions("territory.gap"),
        [run.contributions(f"{p}.territory.concession") for p in case.parties],
    )
    assert set(gap["rule"]) == set(pd.concat(parts)["rule"])
    front = simulate(
        case, Scenario(title="x", events=(Event(month=2, says="A push.", set={"battlefield_shift": 1.0}),))
    )
    first, second = case.parties
    for name, sign in ((f"{first}.fortune", 1), (f"{second}.fortune", -1)):
        rows = front.contributions(name)
        assert list(rows["rule"]) == ["event: A push."]
        start = float(front.paths.sel(variable="battlefield_shift", month=0))
        assert float(rows["amount"].iloc[0]) == pytest.approx(sign * (1.0 - start), abs=1e-12)


def test_of_an_open_gap_every_row_is_that_of_the_concession_times_the_distance_the_other_way(case: Case) -> None:
    """Where no gauge is limited, a gap falls, and a position moves, by the distance times what was conceded."""
    run = simulate(case, Scenario(title="x", months=8))
    first, second = case.parties
    for table in run.program.tables:
        assert (run.paths.sel(variable=f"{table.issue}.gap") > 0).all()
        rows = {party: run.contributions(f"{party}.{table.issue}.concession") for party in case.parties}
        both = pd.concat([rows[first], rows[second]], ignore_index=True)
        assert (both["amount"] != 0).any()
        gap = run.contributions(f"{table.issue}.gap")
        assert gap["amount"].to_numpy() == pytest.approx(-table.distance * both["amount"].to_numpy(), abs=1e-12)
        for party, sign in ((first, -1), (second, 1)):
            place = run.contributions(f"{party}.{table.issue}.position")["amount"].to_numpy()
            assert place == pytest.approx(sign * table.distance * rows[party]["amount"].to_numpy(), abs=1e-12)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("trsut", "trust"), ("ukrain.flexibility", "ukraine.flexibility"), ("setlement", "settlement")],
)
def test_an_unknown_variable_is_told_with_the_likely_one(word: str, meant: str, case: Case) -> None:
    with pytest.raises(ScenarioError) as error:
        simulate(case, Scenario(title="x", months=1)).contributions(word)
    assert str(error.value) == f"unknown variable '{word}'; did you mean '{meant}'?"


# ------------------------------------------------------------------------------------------------------- the paths


def test_paths_tell_everything_by_month(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=7, levers={"trust": 0.4}))
    assert run.paths.dims == ("month", "variable")
    assert list(run.paths["month"].values) == list(range(8))
    assert sorted(run.paths["variable"].values) == sorted(everything(case))
    assert float(run.paths.sel(month=0, variable="trust")) == 0.4
    assert float(run.paths.sel(month=7, variable=SETTLEMENT)) == run.pull[SETTLEMENT]
    assert run.paths.dtype == np.float64
    assert np.isfinite(run.paths.values).all()


def test_month_zero_is_the_start_and_nothing_else(case: Case) -> None:
    run = simulate(case, EVENTFUL)
    still = simulate(case, EVENTFUL.but(events=(), months=1))
    assert np.array_equal(run.paths.sel(month=0).values, still.paths.sel(month=0).values)


# ------------------------------------------------------------------------------------- what the words mean, by hand


def by_hand(case: Case, *pulls: tuple[float, float, float]) -> Run:
    """Return a run whose pulls by month are these: settlement, frozen conflict, escalation."""
    run = simulate(case, Scenario(title="by hand", months=len(pulls) - 1))
    return replace(run, trace=replace(run.trace, pulls=np.array(pulls)[:, :, None]))


def test_the_outcome_is_the_leading_pull_at_the_horizon(case: Case) -> None:
    run = by_hand(case, (0.9, 0.0, 0.0), (0.1, 0.2, 0.3))
    assert run.outcome == ESCALATION
    assert run.pull == {SETTLEMENT: 0.1, FROZEN: 0.2, ESCALATION: 0.3}


@pytest.mark.parametrize(
    ("pulls", "expected"),
    [
        ((0.3, 0.3, 0.3), SETTLEMENT),
        ((0.0, 0.0, 0.0), SETTLEMENT),
        ((0.2, 0.3, 0.3), FROZEN),
        ((0.3, 0.2, 0.3), SETTLEMENT),
        ((0.3, 0.3 + 1e-13, 0.2), SETTLEMENT),
        ((0.2, 0.3, 0.3 + 1e-13), FROZEN),
        ((0.3, 0.3 + 1e-9, 0.2), FROZEN),
        ((0.2, 0.3, 0.3 + 1e-9), ESCALATION),
    ],
)
def test_on_a_tie_settlement_comes_before_frozen_and_frozen_before_escalation(
    pulls: tuple[float, float, float], expected: str, case: Case
) -> None:
    assert by_hand(case, (0.0, 0.0, 0.0), pulls).outcome == expected
    assert OUTCOMES[int(leading(np.array(pulls)))] == expected


@given(hnp.arrays(float, (4, 3), elements=st.floats(0, 1 / 3)))
def test_three_pulls_and_what_they_leave_are_four_classes_that_sum_to_one(pulls: Floats) -> None:
    classes = of_four(pulls)
    assert np.array_equal(classes[:, :3], pulls)
    assert classes.sum(axis=1) == pytest.approx(np.ones(4))
    for row, number in zip(classes, largest(pulls), strict=True):
        assert row[number] >= row.max() - 1e-12


def test_of_classes_that_tie_the_first_is_the_largest_and_the_war_going_on_comes_last() -> None:
    assert largest(np.array([[0.25, 0.25, 0.25], [0.5, 0.0, 0.0], [0.2, 0.2, 0.2]])).tolist() == [0, 0, 3]


def test_leading_is_told_along_any_axis() -> None:
    pulls = np.array([[0.1, 0.2, 0.3], [0.3, 0.3, 0.1], [0.0, 0.5, 0.2]])
    assert leading(pulls).tolist() == [2, 0, 1]
    assert leading(pulls.T, axis=0).tolist() == [2, 0, 1]


@pytest.mark.parametrize(
    ("pulls", "formed"),
    [((0.5, 0.3, 0.2), True), ((0.4999, 0.0, 0.0), False), ((0.1, 0.1, 0.8), True), ((0.4, 0.3, 0.3), False)],
)
def test_it_has_formed_when_its_pull_is_one_half_or_more(
    pulls: tuple[float, float, float], formed: bool, case: Case
) -> None:
    assert by_hand(case, (0.0, 0.0, 0.0), pulls).formed is formed


def test_since_is_the_month_since_which_it_leads_without_a_break(case: Case) -> None:
    s, f = (0.3, 0.2, 0.1), (0.2, 0.3, 0.1)
    assert by_hand(case, s, s, s).since == 0
    assert by_hand(case, f, s, s).since == 1
    assert by_hand(case, s, s, f, s, s).since == 3
    assert by_hand(case, s, s, s, f).since == 3
    assert by_hand(case, s, (0.25, 0.25, 0.0), s).since == 0  # a tie that it wins is no break
    assert by_hand(case, f, (0.25, 0.25, 0.0), f).since == 2  # a tie that it loses is one


def test_formed_since_is_the_month_since_which_it_has_formed_without_a_break(case: Case) -> None:
    no, yes, other = (0.4, 0.2, 0.1), (0.6, 0.2, 0.1), (0.2, 0.7, 0.1)
    assert by_hand(case, yes, yes).formed_since == 0
    assert by_hand(case, no, yes, yes).formed_since == 1
    assert by_hand(case, yes, no, yes, yes).formed_since == 2
    assert by_hand(case, other, other, yes).formed_since == 2
    assert by_hand(case, yes, yes, no).formed_since is None
    assert by_hand(case, no, no).formed_since is None
    assert by_hand(case, no, no).since == 0


def test_the_margin_is_the_lead_over_the_next(case: Case) -> None:
    assert by_hand(case, (0, 0, 0), (0.125, 0.5, 0.25)).margin == 0.25
    assert by_hand(case, (0, 0, 0), (0.25, 0.25, 0.0)).margin == 0.0
    assert by_hand(case, (0, 0, 0), (0.0, 0.0, 0.75)).margin == 0.75


@given(scenario=scenarios())
@settings(max_examples=40)
def test_the_words_agree_with_each_other(scenario: Scenario) -> None:
    run = simulate(load_case(), scenario)
    assert run.outcome == max(OUTCOMES, key=lambda outcome: round(run.pull[outcome], 12))
    assert run.formed == (run.formed_since is not None) == (run.pull[run.outcome] >= 0.5)
    assert run.since is not None
    assert 0 <= run.since <= (run.since if run.formed_since is None else run.formed_since) <= scenario.months
    assert 0 <= run.margin <= 1
    assert sum(run.pull.values()) <= 1 + 1e-12


def test_with_all_outcome_rules_off_nothing_pulls_and_nothing_has_formed(case: Case) -> None:
    off = {rule.id: 0.0 for rule in case.rules if rule.outcome}
    run = simulate(case, Scenario(title="x", beliefs=off))
    assert set(run.pull.values()) == {0.0}
    assert (run.outcome, run.formed, run.formed_since, run.since, run.margin) == (SETTLEMENT, False, None, 0, 0.0)


def test_run_and_ensemble_judge_alike_whether_a_near_tie_has_formed(case: Case) -> None:
    """Settlement leads on a tie, and it is its own pull that has to reach one half."""
    scenario = Scenario(title="x", months=1)
    pulls = np.array([[0.5 - 1e-13, 0.5, 0.0]] * 2)[:, :, None]
    run = simulate(case, scenario)
    run = replace(run, trace=replace(run.trace, pulls=pulls))
    variants = ensemble(case, scenario, 1)
    variants = replace(variants, pulls_by_month=pulls)
    assert run.outcome == "settlement"
    assert not run.formed
    assert sum(variants.formed.values()) == 0


@settings(max_examples=30)
@given(scenario=scenarios())
def test_the_antecedents_of_an_outcome_rule_sum_to_what_it_did_month_by_month(case: Case, scenario: Scenario) -> None:
    assert_clauses_add_up(simulate(case, scenario))


@pytest.mark.slow
@settings(max_examples=10)
@given(scenario=scenarios(), seed=st.integers(0, 2**32))
def test_the_antecedents_of_an_outcome_rule_sum_to_what_it_did_in_any_case(scenario: Scenario, seed: int) -> None:
    case = random_case(seed)
    assert_clauses_add_up(simulate(case, fitting(case, scenario)))


def assert_clauses_add_up(run: Run) -> None:
    for outcome in OUTCOMES:
        by_rule = run.contributions(outcome).groupby(["rule", "month"])["amount"].sum()
        by_clause = run.antecedents(outcome).groupby(["rule", "month"])["amount"].sum()
        assert (by_rule - by_clause).abs().max() <= 1e-9


def test_a_product_of_two_is_split_half_and_half_over_what_changed_together() -> None:
    """By hand: from 0.2 x 0.5 to 0.6 x 1.0 the first gains 0.4 times the mean of 0.5 and 1, the second the rest."""
    split = shapley(np.array([[0.2, 0.5]]), np.array([[0.6, 1.0]]))
    assert split == pytest.approx(np.array([[0.3, 0.2]]))
    assert split.sum() == pytest.approx(0.6 * 1.0 - 0.2 * 0.5)


def test_of_no_outcome_there_are_no_antecedents(case: Case) -> None:
    with pytest.raises(ScenarioError, match="unknown outcome 'setlement'; did you mean 'settlement'"):
        simulate(case, Scenario(title="x", months=2)).antecedents("setlement")
