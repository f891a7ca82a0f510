"""Draws: every belief has its own stream, a draw is a place in it, and nothing leaves its plausible range."""

from __future__ import annotations

import math
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Event, Scenario, ensemble, load_case
from model.arrays import Floats
from model.engine.grounding import program_of
from model.engine.inputs import Inputs, central_inputs
from model.engine.program import GroundRule, Program
from model.engine.stepping import trace
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.uncertainty.draws import drawn_inputs, triangular, uniform
from tests.support.scenarios import scenarios

FIELDS = ("start", "strength", "push", "pull", "wander")
#: Draws are float32: so much may a number be off, as a part of it.
SINGLE = 1e-6
PLAIN = Scenario(title="plain", months=12)
SEEDS = st.integers(0, 2**64 - 1)


def bits(inputs: Inputs, draws: slice) -> dict[str, bytes]:
    """Return the exact bits of some draws, field by field."""
    return {name: np.ascontiguousarray(getattr(inputs, name)[:, draws]).tobytes() for name in FIELDS}


# ------------------------------------------------------------------------------------------------- streams of numbers


@given(seed=SEEDS, width=st.integers(1, 7), first=st.integers(0, 50), cut=st.integers(0, 50), rest=st.integers(0, 50))
@settings(max_examples=200)
def test_a_stream_is_the_same_wherever_it_is_entered(seed: int, width: int, first: int, cut: int, rest: int) -> None:
    whole = uniform(seed, "some belief", 0, first + cut + rest, width)
    assert whole.shape == (width, first + cut + rest)
    part = uniform(seed, "some belief", first, first + cut, width)
    assert np.array_equal(part, whole[:, first : first + cut])


@given(seed=SEEDS, draws=st.integers(1, 40), more=st.integers(0, 40), width=st.integers(2, 130))
@settings(max_examples=100)
def test_the_first_draws_of_more_are_the_draws_also_when_each_takes_several_numbers(
    seed: int, draws: int, more: int, width: int
) -> None:
    fewer, all_ = uniform(seed, "walk", 0, draws, width), uniform(seed, "walk", 0, draws + more, width)
    assert np.array_equal(all_[:, :draws], fewer)


def test_numbers_are_even_and_streams_have_nothing_to_do_with_each_other() -> None:
    n = 20_000
    one, other, seeded = (
        uniform(0, "edge E01", 0, n)[0],
        uniform(0, "edge E02", 0, n)[0],
        uniform(1, "edge E01", 0, n)[0],
    )
    for u in (one, other, seeded):
        assert u.min() >= 0
        assert u.max() < 1
        assert abs(u.mean() - 0.5) < 5 * math.sqrt(1 / 12 / n)
        assert abs(u.var() - 1 / 12) < 5 * math.sqrt(1 / 180 / n)
        assert np.histogram(u, bins=10, range=(0, 1))[0].min() > n / 10 - 5 * math.sqrt(n / 10)
    for a, b in ((one, other), (one, seeded), (one[:-1], one[1:])):
        assert abs(np.corrcoef(a, b)[0, 1]) < 5 / math.sqrt(n)


# ------------------------------------------------------------------------------------------- triangles, in closed form


def share_below(x: float, low: float, mode: float, high: float) -> float:
    """Return the triangular distribution's share below a value: the areas of two right-angled triangles."""
    if x <= mode:
        return (x - low) ** 2 / ((high - low) * (mode - low)) if mode > low else 0.0
    return 1 - (high - x) ** 2 / ((high - low) * (high - mode))


TRIANGLES = [
    (0.0, 0.5, 1.0),
    (0.2, 0.3, 0.9),
    (-1.0, -0.15, 0.15),
    (0.0, 0.0, 1.0),
    (0.4, 1.0, 1.0),
    (0.1, 0.1001, 0.9),
]


def quantile(u: Floats, low: float, mode: float, high: float) -> Floats:
    return triangular(u, *(np.array(x) for x in (low, mode, high)))


@pytest.mark.parametrize("triangle", TRIANGLES)
def test_quantiles_of_a_triangle_are_those_of_the_closed_form(triangle: tuple[float, float, float]) -> None:
    u = np.linspace(0, 1, 101)
    found = quantile(u, *triangle)
    back = [share_below(float(x), *triangle) for x in found]
    assert np.abs(np.array(back) - u).max() <= 1e-9
    assert (np.diff(found) > 0).all()
    assert (found[0], found[-1]) == (triangle[0], triangle[2])


@pytest.mark.parametrize("triangle", TRIANGLES)
def test_mean_and_variance_of_a_triangle_are_those_of_the_closed_form(triangle: tuple[float, float, float]) -> None:
    low, mode, high = triangle
    u = (np.arange(200_000) + 0.5) / 200_000
    found = quantile(u, *triangle)
    assert found.mean() == pytest.approx((low + mode + high) / 3, abs=1e-6)
    variance = (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18
    assert found.var() == pytest.approx(variance, abs=1e-5)


def test_a_triangle_without_width_is_its_value() -> None:
    assert quantile(np.linspace(0, 1, 11), 0.3, 0.3, 0.3).tolist() == [0.3] * 11


@given(u=st.floats(0, 1, exclude_max=True), ends=st.lists(st.floats(-1, 1), min_size=3, max_size=3).map(sorted))
def test_a_triangle_never_leaves_its_range(u: float, ends: list[float]) -> None:
    low, mode, high = ends
    assert low <= float(quantile(np.array([u]), low, mode, high)[0]) <= high


# ---------------------------------------------------------------------------------------------- draws, bit for bit


def test_the_first_256_draws_of_512_are_the_256(case: Case) -> None:
    program = program_of(case)
    fewer, more = (drawn_inputs(program, PLAIN, draws, seed=3) for draws in (256, 512))
    assert bits(more, slice(0, 256)) == bits(fewer, slice(None))
    assert bits(more, slice(256, 512)) != bits(fewer, slice(None))


@given(data=st.data(), seed=SEEDS, scenario=scenarios(happenings=False))
@settings(max_examples=25)
def test_draws_may_be_taken_in_any_parts(data: st.DataObject, seed: int, scenario: Scenario) -> None:
    program = program_of(load_case())
    whole = drawn_inputs(program, scenario, 37, seed)
    cuts = sorted(data.draw(st.sets(st.integers(1, 36), max_size=4)) | {0, 37})
    for first, last in pairwise(cuts):
        part = drawn_inputs(program, scenario, last - first, seed, first=first)
        assert part.runs == last - first
        assert bits(part, slice(None)) == bits(whole, slice(first, last))


def test_the_same_seed_gives_the_same_bits_and_another_does_not(case: Case) -> None:
    program = program_of(case)
    one, again, other = (drawn_inputs(program, PLAIN, 16, seed) for seed in (7, 7, 8))
    assert bits(one, slice(None)) == bits(again, slice(None))
    for name in ("start", "strength", "push", "wander"):
        assert bits(one, slice(None))[name] != bits(other, slice(None))[name]


@pytest.mark.parametrize("seed", [0, 2**64 - 1])
def test_the_least_and_the_greatest_seed_will_do(seed: int, case: Case) -> None:
    assert ensemble(case, PLAIN, draws=4, seed=seed).draws == 4


def test_a_longer_horizon_takes_the_same_steps(case: Case) -> None:
    program = program_of(case)
    short, long = (drawn_inputs(program, PLAIN.but(months=months), 9, seed=2) for months in (5, 120))
    assert short.wander is not None
    assert long.wander is not None
    assert np.array_equal(long.wander[:6], short.wander)
    assert np.array_equal(long.start, short.start)


def test_an_ensemble_has_the_draws_of_the_sampling_in_their_order(case: Case) -> None:
    program = program_of(case)
    scenario = PLAIN.but(events=(Event(month=2, change={"trust": 0.2}),))
    variants = ensemble(case, scenario, draws=300, seed=4)
    traced = trace(program, drawn_inputs(program, scenario, 300, seed=4), scenario.events, scenario.months)
    assert np.array_equal(variants.pulls, traced.pulls[-1].T)
    assert np.array_equal(ensemble(case, scenario, draws=17, seed=4).pulls, variants.pulls[:17])
    assert sum(variants.shares.values()) == pytest.approx(1.0, abs=1e-12)
    assert all(variants.formed[outcome] <= share for outcome, share in variants.shares.items())


# ------------------------------------------------------------------------------------------ what is shared, and by whom


def by_place(program: Program, keep: Any = lambda rule: True) -> dict[tuple[str, str], int]:
    """Return the number of every ground rule by (rule id, where)."""
    return {(rule.rule, rule.where): number for number, rule in enumerate(program.rules) if keep(rule)}


def pushes(program: Program, inputs: Inputs) -> dict[tuple[str, str, str], bytes]:
    """Return the drawn bits of every push by (rule id, where, what it pushes)."""
    found = {}
    for number, (rule, row) in enumerate(zip(program.push_rule, program.push_row, strict=True)):
        place = program.rules[rule]
        found[place.rule, place.where, program.ids[row]] = inputs.push[number].tobytes()
    return found


@pytest.mark.parametrize("actor", ["united-states", "finland"])
def test_an_actor_that_is_taken_out_shifts_no_other_draw(actor: str, case: Case) -> None:
    program = program_of(case)
    full, less = (drawn_inputs(program, scenario, 40, seed=5) for scenario in (PLAIN, PLAIN.but(without=(actor,))))
    for name in ("start", "push", "pull", "wander"):
        assert bits(full, slice(None))[name] == bits(less, slice(None))[name]
    for number, rule in enumerate(program.rules):
        expected = np.zeros(40) if actor in rule.actors else full.strength[number]
        assert np.array_equal(less.strength[number], expected)


def test_a_case_with_one_rule_fewer_shares_all_other_draws(case: Case) -> None:
    gone = case.rules[len(case.rules) // 2].id
    fewer = program_of(rebuild(case, rules=tuple(rule for rule in case.rules if rule.id != gone)))
    program = program_of(case)
    full, less = (drawn_inputs(p, PLAIN, 40, seed=5) for p in (program, fewer))
    assert bits(full, slice(None))["start"] == bits(less, slice(None))["start"]
    assert bits(full, slice(None))["wander"] == bits(less, slice(None))["wander"]
    kept = {key: value for key, value in pushes(program, full).items() if key[0] != gone}
    assert pushes(fewer, less) == kept
    numbers = by_place(program, lambda rule: rule.rule != gone)
    assert set(by_place(fewer)) == set(numbers)
    for key, number in by_place(fewer).items():
        assert np.array_equal(less.strength[number], full.strength[numbers[key]])


def test_a_case_with_one_edge_fewer_shares_all_other_draws(case: Case) -> None:
    """The weight of the edge is taken from the whole, so its kin count for more; what was drawn for them stays."""
    gone = next(edge for edge in case.edges if edge.kind == "backs")
    fewer = program_of(rebuild(case, edges=tuple(edge for edge in case.edges if edge.id != gone.id)))
    program = program_of(case)
    full, less = (drawn_inputs(p, PLAIN, 40, seed=5) for p in (program, fewer))
    assert bits(full, slice(None))["start"] == bits(less, slice(None))["start"]
    shared = pushes(fewer, less)
    assert shared == {key: value for key, value in pushes(program, full).items() if key in shared}
    numbers = by_place(program)
    for key, number in by_place(fewer).items():
        rule, before = fewer.rules[number], program.rules[numbers[key]]
        assert np.allclose(less.strength[number] * rule.norm, full.strength[numbers[key]] * before.norm, rtol=SINGLE)
        if case.rule_of[key[0]].over != "backs":
            assert np.array_equal(less.strength[number], full.strength[numbers[key]])


def test_a_case_with_one_objective_fewer_shares_all_draws_that_it_has_no_part_in(case: Case) -> None:
    gone = next(goal for goal in case.objectives if goal.actor in case.outsiders)
    fewer = program_of(rebuild(case, objectives=tuple(goal for goal in case.objectives if goal.id != gone.id)))
    program = program_of(case)
    full, less = (drawn_inputs(p, PLAIN, 40, seed=5) for p in (program, fewer))
    assert bits(full, slice(None))["start"] == bits(less, slice(None))["start"]
    numbers = by_place(program)
    for key, number in by_place(fewer).items():
        own = [program.saliences[i] for i in program.rules[numbers[key]].interest]
        if gone.id not in own:
            assert np.array_equal(less.strength[number], full.strength[numbers[key]]), key


@pytest.mark.parametrize(
    "other",
    [
        PLAIN.but(levers={"trust": 0.5}),
        PLAIN.but(assumptions={"turkey.engagement": 0.9}),
        PLAIN.but(beliefs={"gains-embolden": 1.5}),
        PLAIN.but(events=(Event(month=3, set={"strikes": 1.0}),)),
    ],
    ids=["a lever", "an assumption", "a belief", "an event"],
)
def test_scenarios_that_are_compared_share_their_draws(other: Scenario, case: Case) -> None:
    program = program_of(case)
    one, two = (drawn_inputs(program, scenario, 40, seed=5) for scenario in (PLAIN, other))
    rows = [row for name, row in program.row.items() if row < program.variables and name not in other.given]
    assert np.array_equal(one.start[rows], two.start[rows])
    assert bits(one, slice(None))["strength"] == bits(two, slice(None))["strength"]
    assert bits(one, slice(None))["wander"] == bits(two, slice(None))["wander"]
    same = [n for n, rule in enumerate(program.push_rule) if program.rules[rule].rule not in other.beliefs]
    assert np.array_equal(one.push[same], two.push[same])


# ------------------------------------------------------------------------------------------------------------ ranges


def test_what_a_scenario_sets_is_not_varied_and_all_else_that_has_a_range_is(case: Case) -> None:
    program = program_of(case)
    scenario = PLAIN.but(levers={"trust": 0.5, "battlefield_shift": -0.25}, assumptions={"turkey.engagement": 0.9})
    inputs = drawn_inputs(program, scenario, 64, seed=0)
    for name, row in program.row.items():
        if row >= program.variables:
            continue
        if name in scenario.given:
            assert (inputs.start[row] == np.float32(scenario.given[name])).all()
        elif program.start_high[row] > program.start_low[row]:
            assert len(np.unique(inputs.start[row])) == 64, name


def test_a_rule_that_a_scenario_sets_is_not_varied(case: Case) -> None:
    program = program_of(case)
    rule = "gains-embolden"
    inputs = drawn_inputs(program, PLAIN.but(beliefs={rule: 1.5}), 64, seed=0)
    own = [n for n, of in enumerate(program.push_rule) if program.rules[of].rule == rule]
    assert own
    for number in own:
        assert inputs.push[number] == pytest.approx([1.5 * program.push[number]] * 64, rel=SINGLE)


@given(seed=SEEDS)
@settings(max_examples=15)
def test_starts_stay_in_their_ranges(seed: int) -> None:
    program = program_of(load_case())
    start = drawn_inputs(program, PLAIN, 50, seed).start
    assert (start >= program.start_low[:, None] - SINGLE).all()
    assert (start <= program.start_high[:, None] + SINGLE).all()


def test_starts_are_triangular_with_the_central_belief_likeliest(case: Case) -> None:
    program = program_of(case)
    n = 20_000
    start = drawn_inputs(program, PLAIN.but(months=1), n, seed=1).start
    for name in ("trust", "strikes", "turkey.engagement", "ukraine.humanitarian.concession"):
        row = program.row[name]
        low, mode, high = (float(x[row]) for x in (program.start_low, program.start, program.start_high))
        assert start[row].mean() == pytest.approx((low + mode + high) / 3, abs=5 * (high - low) / math.sqrt(18 * n))
        below = float(np.mean(start[row] <= mode))
        assert below == pytest.approx(share_below(mode, low, mode, high), abs=5 * 0.5 / math.sqrt(n))


@given(seed=SEEDS)
@settings(max_examples=15)
def test_edge_weights_and_saliences_stay_in_their_ranges(seed: int) -> None:
    case = load_case()
    program = program_of(case)
    strength = drawn_inputs(program, PLAIN, 50, seed).strength
    for number, rule in enumerate(program.rules):
        least, most = strength_range(program, rule)
        assert (strength[number] >= least - SINGLE).all(), (rule.rule, rule.where)
        assert (strength[number] <= most + SINGLE).all(), (rule.rule, rule.where)


def strength_range(program: Program, rule: GroundRule) -> tuple[float, float]:
    """Return the least and the most that a ground rule's strength can be, its beliefs within their ranges."""
    edges = [program.case.edges[edge] for edge in rule.edges]
    least, most = (min(ends, default=1.0) for ends in ([e.low for e in edges], [e.high for e in edges]))
    dear = partial(np.prod, dtype=float)
    low = 1 - dear([1 - program.salience_low[i] for i in rule.interest]) if rule.interest else 1.0
    high = 1 - dear([1 - program.salience_high[i] for i in rule.interest]) if rule.interest else 1.0
    return least / rule.norm * rule.reach * float(low), most / rule.norm * rule.reach * float(high)


@given(seed=SEEDS)
@settings(max_examples=15)
def test_pushes_stay_within_the_spread_of_their_confidence(seed: int) -> None:
    case = load_case()
    program = program_of(case)
    inputs = drawn_inputs(program, PLAIN, 50, seed)
    for number, of in enumerate(program.push_rule):
        if program.push_stance[number] < 0:  # pushes on stances also vary with the saliences
            width = getattr(case.settings.spread, case.confidence(case.rule_of[program.rules[of].rule]))
            factor = inputs.push[number] / program.push[number]
            assert (factor >= 1 - width - SINGLE).all()
            assert (factor <= 1 + width + SINGLE).all()


def test_one_rule_s_push_is_one_belief_wherever_it_grounds(case: Case) -> None:
    program = program_of(case)
    inputs = drawn_inputs(program, PLAIN, 20, seed=2)
    factors: dict[str, list[Floats]] = {}
    for number, of in enumerate(program.push_rule):
        if program.push_stance[number] < 0:
            factors.setdefault(program.rules[of].rule, []).append(inputs.push[number] / program.push[number])
    assert all(np.allclose(factor, same[0], rtol=SINGLE) for same in factors.values() for factor in same)
    assert any(len(same) > 1 for same in factors.values())
    firsts = [same[0] for same in factors.values()]
    assert not np.allclose(firsts[0], firsts[1])


@given(seed=SEEDS)
@settings(max_examples=15)
def test_the_front_never_strays_further_than_its_bound(seed: int) -> None:
    case = load_case()
    wander = case.settings.wander
    walk = drawn_inputs(program_of(case), PLAIN.but(months=120), 50, seed).wander
    assert walk is not None
    assert walk.shape == (121, 50)
    assert (walk[0] == 0).all()
    assert (np.abs(walk) <= wander.bound + SINGLE).all()
    assert wander.bound == pytest.approx(wander.step / (1 - wander.persistence))
    steps = walk[1:] - wander.persistence * walk[:-1]
    assert (np.abs(steps) <= wander.step + SINGLE).all()
    assert np.abs(walk).max() > wander.step  # it is a walk, and no mere jitter


def test_the_centre_of_all_draws_is_the_central_run(case: Case) -> None:
    """With all ranges shut and no spread, a draw is the central run, but for the wandering front."""
    shut = rebuild(
        case,
        settings=case.settings.model_copy(
            update={
                "spread": case.settings.spread.model_copy(update={"high": 0.0, "medium": 0.0, "low": 0.0}),
                "wander": case.settings.wander.model_copy(update={"step": 0.0}),
            }
        ),
        edges=tuple(e.model_copy(update={"low": e.weight, "high": e.weight}) for e in case.edges),
        objectives=tuple(o.model_copy(update={"low": o.salience, "high": o.salience}) for o in case.objectives),
        stances=tuple(s.model_copy(update={"low": s.salience, "high": s.salience}) for s in case.stances),
        variables=tuple(v.model_copy(update={"low": v.start, "high": v.start}) for v in case.variables),
        starts=tuple(s.model_copy(update={"low": s.start, "high": s.start}) for s in case.starts),
    )
    program = program_of(shut)
    middle, inputs = central_inputs(program, PLAIN), drawn_inputs(program, PLAIN, 3, seed=9)
    for name in ("start", "strength", "push", "pull"):
        assert np.allclose(getattr(inputs, name), getattr(middle, name), rtol=SINGLE, atol=0), name
    assert inputs.wander is not None
    assert (inputs.wander == 0).all()
