"""What the model is asked to do, whatever its numbers: on the lever cube, from today's situation, along each lever."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import xarray as xr

from model import Scenario, ensemble, load_scenario, simulate, sweep
from model.knowledge.case import Case
from model.knowledge.records import Rule
from model.knowledge.vocabulary import names
from model.uncertainty.variants import Ensemble
from tests.support.cases import OUTCOMES, variables

SETTLEMENT, FROZEN, ESCALATION = OUTCOMES
CUBE = {
    "battlefield_shift": np.linspace(-1, 1, 21).round(10),
    "external_pressure": np.linspace(0, 1, 11).round(10),
    "trust": np.linspace(0, 1, 11).round(10),
}
#: Rounding of a lever's value is no step along it.
SLACK = 1e-9


@pytest.fixture(scope="session")
def cube(case: Case) -> xr.Dataset:
    """Two years of central runs on the lever cube, everything else as today."""
    axes = {name: [float(x) for x in values] for name, values in CUBE.items()}
    return sweep(case, Scenario(title="the lever cube", months=24), axes, draws=0)


def where(cube: xr.Dataset, mask: xr.DataArray) -> str:
    """Tell the first few points of the cube at which something is so."""
    points = np.argwhere(mask.transpose(*CUBE).values)
    told = [", ".join(f"{n} {CUBE[n][i]:g}" for n, i in zip(CUBE, point, strict=True)) for point in points]
    return f"at {len(told)} of {mask.size} points: " + "; ".join(told[:5])


# ------------------------------------------------------------------------------------------------- the lever cube


def test_the_cube_is_what_it_says(cube: xr.Dataset, case: Case) -> None:
    assert dict(cube.pull.sizes) == {"battlefield_shift": 21, "external_pressure": 11, "trust": 11, "outcome": 3}
    levers = {"battlefield_shift": -0.8, "external_pressure": 0.3, "trust": 0.7}
    run = simulate(case, Scenario(title="a point", months=24, levers=levers))
    point = cube.sel(levers, method="nearest")
    assert point.pull.values == pytest.approx([run.pull[outcome] for outcome in OUTCOMES], abs=1e-12)
    assert str(point.leading.values) == run.outcome
    assert bool(point.formed.sum() == 1) == run.formed


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_forms_in_one_point_of_twenty_at_least(outcome: str, cube: xr.Dataset) -> None:
    share = float(cube.formed.sel(outcome=outcome).mean())
    assert share >= 0.05, f"{outcome} forms in {share:.1%} of the cube"


def test_more_trust_never_lowers_the_pull_of_settlement(cube: xr.Dataset) -> None:
    steps = cube.pull.sel(outcome=SETTLEMENT).diff("trust")
    worst = steps.min()
    assert float(worst) >= -1e-12, f"down by {-float(worst):.4f} at {worst.coords}"


def test_with_mistrust_and_little_pressure_a_settlement_never_leads(cube: xr.Dataset) -> None:
    corner = (cube.trust <= 0.2 + SLACK) & (cube.external_pressure <= 0.2 + SLACK)
    bad = (cube.leading == SETTLEMENT) & corner
    assert not bad.any(), where(cube, bad)


def test_a_moving_front_with_mistrust_leads_to_escalation(cube: xr.Dataset) -> None:
    corner = (abs(cube.battlefield_shift) >= 0.8 - SLACK) & (cube.trust <= 0.2 + SLACK)
    bad = (cube.leading != ESCALATION) & corner
    assert not bad.any(), where(cube, bad)


def test_a_moving_front_with_deep_mistrust_escalates(cube: xr.Dataset) -> None:
    corner = (abs(cube.battlefield_shift) >= 0.8 - SLACK) & (cube.trust <= 0.1 + SLACK)
    bad = (cube.formed.sel(outcome=ESCALATION) == 0) & corner
    assert not bad.any(), where(cube, bad)


def test_all_the_pressure_in_the_world_settles_nothing_without_trust(cube: xr.Dataset) -> None:
    corner = (cube.external_pressure >= 1 - SLACK) & (cube.trust <= 0.1 + SLACK)
    settles = (cube.leading == SETTLEMENT) | (cube.formed.sel(outcome=SETTLEMENT) == 1)
    assert not (settles & corner).any(), where(cube, settles & corner)


# --------------------------------------------------------------------------------------------- from today's situation


def test_from_today_the_war_mostly_goes_on(case: Case) -> None:
    today = load_scenario("default", case)
    assert today.months == 12
    variants = ensemble(case, today, draws=256, seed=0)
    assert sum(variants.formed.values()) < 0.5, variants.formed


# ------------------------------------------------------------------------------------------------- the told episodes


@pytest.fixture(scope="session")
def episodes(case: Case) -> dict[str, Ensemble]:
    """The variants of every episode that the articles tell, each to its own horizon."""
    return {e.id: ensemble(case, load_scenario(e.id, case), draws=256, seed=0) for e in case.episodes if e.told}


def test_of_the_told_episodes_the_talks_of_istanbul_come_closest_to_a_settlement(episodes: dict[str, Ensemble]) -> None:
    """By the median pull, and by the share of variants in which a settlement leads."""
    closest = episodes["istanbul-2022"]
    pull = closest.median(SETTLEMENT, closest.scenario.months)
    for name, other in episodes.items():
        if other is closest:
            continue
        assert other.median(SETTLEMENT, other.scenario.months) < pull - 0.05, name
        assert other.shares[SETTLEMENT] < closest.shares[SETTLEMENT] - 0.05, name


@pytest.mark.parametrize("gainer", range(2))
def test_who_gains_stiffens_and_who_loses_does_not(gainer: int, case: Case, episodes: dict[str, Ensemble]) -> None:
    """The two episodes of a moving front mirror each other in who asks for more."""
    own, mirror = ("ukrainian-momentum-2022", "russian-gains")[:: 1 - 2 * gainer]
    flexibility = f"{case.parties[gainer]}.flexibility"
    gains, loses = (episodes[name].median(flexibility, 12) for name in (own, mirror))
    assert gains < loses - 0.02


def test_a_hard_push_helps_those_who_move_more_than_a_mild_one(case: Case) -> None:
    push = load_scenario("outside-push", case)
    hard, mild = (
        simulate(case, push.but(levers={**push.levers, "external_pressure": x})).pull[SETTLEMENT] for x in (0.95, 0.5)
    )
    assert hard > mild


@pytest.mark.parametrize("name", ["default", "istanbul-2022"])
@pytest.mark.parametrize("gainer", range(2))
def test_who_wins_is_no_readier_to_give_way_than_on_a_level_front(gainer: int, name: str, case: Case) -> None:
    told = load_scenario(name, case)
    level, winning = (
        simulate(case, told.but(levers={**told.levers, "battlefield_shift": shift}))
        .paths.sel(variable=f"{case.parties[gainer]}.flexibility", month=range(3, 7))
        .values
        for shift in (0.0, 0.6 - 1.2 * gainer)
    )
    assert (winning < level).all()


@pytest.mark.parametrize("assumptions", [{"relief": 0.9}, {"follow_through": 0.9, "format": 0.0}])
def test_no_single_good_deed_settles_the_war(assumptions: dict[str, float], case: Case) -> None:
    """Small agreements, kept or not, do not by themselves move the rest (C09, C61, C45)."""
    run = simulate(case, Scenario(title="one good thing", months=48, assumptions=assumptions))
    assert not (run.formed and run.outcome == SETTLEMENT), run.pull


def levers(case: Case) -> dict[str, tuple[float, float]]:
    """Return the ends of every lever."""
    found = {name: case.scale_of[v.scale] for name, v in variables(case, "assumption", "state").items() if v.lever}
    return {name: (scale.low, scale.high) for name, scale in found.items()}


@pytest.mark.parametrize("lever", CUBE)
def test_over_its_full_range_each_lever_moves_some_pull_by_a_tenth(lever: str, case: Case) -> None:
    today = load_scenario("default", case)
    low, high = levers(case)[lever]
    axis = [float(x) for x in np.linspace(low, high, 41)]
    pulls = sweep(case, today, {lever: axis}, draws=0).pull
    reach = float((pulls.max(lever) - pulls.min(lever)).max())
    assert reach >= 0.1, f"{lever} moves no pull by more than {reach:.3f} in {today.months} months"


@pytest.mark.parametrize("lever", CUBE)
def test_no_stretch_of_a_lever_is_dead(lever: str, case: Case) -> None:
    today = load_scenario("default", case)
    low, high = levers(case)[lever]
    axis = [float(x) for x in np.linspace(low, high, round((high - low) / 0.1) + 1).round(10)]
    states = [name for name in variables(case, "state") if name != lever]
    paths = [simulate(case, today.but(levers={lever: x})).paths.sel(variable=states).values for x in axis]
    for (at, here), (to, there) in pairwise(zip(axis, paths, strict=True)):
        assert np.abs(there - here).max() >= 0.001, f"nothing moves between {lever} {at:g} and {to:g}"


def test_the_levers_are_the_three_of_the_articles(case: Case) -> None:
    assert sorted(levers(case)) == sorted(CUBE)


# ---------------------------------------------------------------------------------------------------- the rules' sense


def test_else_equal_a_push_is_monotone_over_the_terms_of_a_variable_or_the_rule_says_why(case: Case) -> None:
    """Rules that differ in one variable's terms alone are one effect, told by grades: it has a direction."""
    kinds = {kind.id: kind for kind in case.edge_kinds}
    for rule, name in [(each, name) for each in case.rules for name in each.antecedents]:
        variable = names(case.variables, rule.over, kinds.get(rule.over))[name]
        for pushed in set(rule.consequents) - set(OUTCOMES):
            grades = [other for other in case.rules if name in other.antecedents and pushed in other.consequents]
            grades = [other for other in grades if but(other, name) == but(rule, name)]
            effect = [
                sum(grade.consequents[pushed] * grade.antecedents[name].get(term, 0) for grade in grades)
                for term in case.scale_of[variable.scale].terms
            ]
            told = [grade.id for grade in grades]
            assert effect in (sorted(effect), sorted(effect, reverse=True)) or any(g.humped for g in grades), (
                told,
                effect,
            )


def but(rule: Rule, name: str) -> tuple[object, ...]:
    """Return what a rule rests on, but for one variable."""
    return rule.over, rule.where, {other: terms for other, terms in rule.antecedents.items() if other != name}
