"""Laws of the engine, over random scenarios of the real case, and its agreement with a reference that is not it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model import Event, Scenario, load_case, simulate
from model.arrays import Floats
from model.engine.batch import run_many
from model.engine.firing import firing_of, memberships
from model.engine.grounding import program_of
from model.engine.inputs import BLOCK, Inputs, central_inputs
from model.engine.program import Program
from model.engine.simulation import Run
from model.engine.stepping import SINGLE, Trace, trace
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.records import Objective, Scale
from model.knowledge.vocabulary import qualified
from model.uncertainty.draws import drawn_inputs
from tests.engine import reference
from tests.support.cases import OUTCOMES, variables
from tests.support.mirror import mirrored, mirrored_scenario
from tests.support.scenarios import scenarios

NOISY = Scenario(title="eventful", months=9).but(
    events=(
        Event(month=2, says="A breakthrough.", set={"battlefield_shift": 0.8}, until=4),
        Event(month=3, says="An exchange.", change={"trust": 0.2, "battlefield_shift": -0.1}),
        Event(month=6, says="A lull.", set={"battlefield_shift": 0.0, "strikes": 0.1}),
    )
)

#: Nothing is asleep: trust and pressure, engaged and united backers, guarantees, a front that moves both ways.
LIVELY = NOISY.but(
    title="lively",
    months=14,
    levers={"trust": 0.63, "external_pressure": 0.71, "battlefield_shift": 0.4},
    assumptions={"western_unity": 0.85, "guarantees": 0.7, "nato_path": 0.6, "sanctions": 0.8, "format": 0.7},
)


def value(run: Run, name: str, month: int) -> float:
    return float(run.trace.values[month, run.program.row[name], 0])


def path(run: Run, name: str) -> list[float]:
    return [float(x) for x in run.trace.values[:, run.program.row[name], 0]]


# ------------------------------------------------------------------------------------------- nothing leaves its scale


def assert_on_scale(program: Program, trace: Trace) -> None:
    scales = {q: program.case.scale_of[v.scale] for v in program.case.variables for q in qualified(program.case, v)}
    low = np.array([scales[name].low for name in program.ids])[None, :, None]
    high = np.array([scales[name].high for name in program.ids])[None, :, None]
    assert np.isfinite(trace.values).all()
    assert (trace.values >= low).all()
    assert (trace.values <= high).all()
    assert (trace.pulls >= 0).all()
    assert (trace.pulls <= 1).all()
    assert (trace.pulls.sum(axis=1) <= 1 + 1e-12).all()


@given(scenario=scenarios())
@settings(max_examples=80)
def test_nothing_leaves_its_scale(scenario: Scenario) -> None:
    case = load_case()
    run = simulate(case, scenario)
    assert_on_scale(run.program, run.trace)


@given(scenario=scenarios(), seed=st.integers(0, 2**64 - 1))
@settings(max_examples=25)
def test_nothing_leaves_its_scale_in_draws(scenario: Scenario, seed: int) -> None:
    case = load_case()
    program = program_of(case)
    inputs = drawn_inputs(program, scenario, 40, seed)
    assert_on_scale(program, trace(program, inputs, scenario.events, scenario.months))


def test_nothing_leaves_its_scale_when_every_rule_pushes_as_hard_as_it_may(case: Case) -> None:
    """All pushes at their limit, three times over: the step is still a part of the way to the end of the scale."""
    hard = []
    for rule in case.rules:
        pushes = {n: p if n in OUTCOMES else float(np.copysign(1.0, p)) for n, p in rule.consequents.items()}
        hard.append(rule.model_copy(update={"consequents": type(rule.consequents)(pushes)}))  # type: ignore[call-arg]
    beliefs = {rule.id: 3.0 for rule in case.rules if not rule.outcome}
    harder = rebuild(case, rules=tuple(hard))
    for trust in (0.0, 0.5, 1.0):
        run = simulate(harder, Scenario(title="x", months=60, beliefs=beliefs, levers={"trust": trust}))
        assert_on_scale(run.program, run.trace)


# ------------------------------------------------------------------------------------ a batch is its rows one by one


def assert_same_bits(one: Trace, other: Trace, columns: slice) -> None:
    assert one.values[:, :, columns].tobytes() == other.values.tobytes()
    assert one.pulls[:, :, columns].tobytes() == other.pulls.tobytes()


@given(scenario=scenarios(), seed=st.integers(0, 2**32))
@settings(max_examples=20)
def test_a_batch_gives_the_same_bits_as_its_rows_one_by_one(scenario: Scenario, seed: int) -> None:
    case = load_case()
    program = program_of(case)
    inputs = drawn_inputs(program, scenario, 7, seed)
    batch = trace(program, inputs, scenario.events, scenario.months)
    for row in range(inputs.runs):
        alone = trace(program, inputs.part(row, row + 1), scenario.events, scenario.months)
        assert_same_bits(batch, alone, slice(row, row + 1))


def test_a_batch_gives_the_same_bits_across_the_edge_of_a_block(case: Case) -> None:
    program = program_of(case)
    runs = BLOCK + 44
    inputs = drawn_inputs(program, NOISY, runs, seed=5)
    batch = trace(program, inputs, NOISY.events, NOISY.months)
    assert batch.pulls.shape == (NOISY.months + 1, 3, runs)
    for row in (0, 1, BLOCK - 2, BLOCK - 1, BLOCK, BLOCK + 1, runs - 1):
        alone = trace(program, inputs.part(row, row + 1), NOISY.events, NOISY.months)
        assert_same_bits(batch, alone, slice(row, row + 1))


@pytest.mark.parametrize(("first", "last"), [(0, 3), (BLOCK - 3, BLOCK + 3), (100, 100 + BLOCK), (1, 2 * BLOCK + 7)])
def test_any_part_of_a_batch_gives_the_same_bits(first: int, last: int, case: Case) -> None:
    program = program_of(case)
    inputs = drawn_inputs(program, NOISY, 2 * BLOCK + 9, seed=8)
    batch = trace(program, inputs, NOISY.events, NOISY.months)
    assert_same_bits(batch, trace(program, inputs.part(first, last), NOISY.events, NOISY.months), slice(first, last))


@given(scenario=scenarios(), seed=st.integers(0, 2**32), data=st.data())
@settings(max_examples=20)
def test_what_is_kept_of_the_runs_changes_no_bit(scenario: Scenario, seed: int, data: st.DataObject) -> None:
    program = program_of(load_case())
    inputs = drawn_inputs(program, scenario, 5, seed)
    whole = trace(program, inputs, scenario.events, scenario.months)
    rows = data.draw(st.lists(st.integers(0, len(program.ids) - 1), min_size=1, max_size=9))
    pulls, values = run_many(program, inputs, scenario.events, scenario.months, rows)
    assert pulls.tobytes() == whole.pulls.tobytes()
    assert np.array_equal(values, whole.values[:, rows])
    end, last = run_many(program, inputs, scenario.events, scenario.months, rows, every=False)
    assert np.array_equal(end[0], whole.pulls[-1])
    assert np.array_equal(last[0], whole.values[-1, rows])


@pytest.mark.slow
@given(scenario=scenarios(), seed=st.integers(0, 2**32))
@settings(max_examples=40)
def test_draws_in_single_precision_agree_with_double(scenario: Scenario, seed: int) -> None:
    """Over as many months as a scenario may have."""
    program, scenario = program_of(load_case()), scenario.but(months=120)
    inputs = drawn_inputs(program, scenario, 40, seed)
    single = trace(program, inputs, scenario.events, scenario.months)
    double = trace(program, inputs.to(np.float64), scenario.events, scenario.months)
    assert single.values.dtype == single.pulls.dtype == np.float32
    assert np.abs(single.values - double.values).max() < SINGLE
    assert np.abs(single.pulls - double.pulls).max() < SINGLE


@given(scenario=scenarios())
@settings(max_examples=20)
def test_recording_what_happens_changes_nothing(scenario: Scenario) -> None:
    case = load_case()
    program = program_of(case)
    inputs = central_inputs(program, scenario)
    recorded = trace(program, inputs, scenario.events, scenario.months, record=True)
    assert_same_bits(trace(program, inputs, scenario.events, scenario.months), recorded, slice(None))


def test_a_column_for_all_runs_is_as_good_as_one_for_each(case: Case) -> None:
    program = program_of(case)
    one = central_inputs(program, NOISY)
    runs = BLOCK + 3
    starts = np.tile(one.start, (1, runs))
    starts[program.row["trust"]] = np.linspace(0, 1, runs)
    shared = replace(one, start=starts)
    strength, push, pull = (np.tile(array, (1, runs)) for array in (one.strength, one.push, one.pull))
    spread = replace(shared, strength=strength, push=push, pull=pull)
    left, right = (trace(program, inputs, NOISY.events, NOISY.months) for inputs in (shared, spread))
    assert_same_bits(left, right, slice(None))
    alone = simulate(case, NOISY.but(levers={"trust": float(starts[program.row["trust"], 77])}))
    assert_same_bits(left, alone.trace, slice(77, 78))


# ----------------------------------------------------------------------------------------- the order of the files


ORDERED = ("rules", "edges", "objectives", "actors", "issues", "stances", "red_lines", "starts", "edge_kinds", "scales")


@pytest.mark.parametrize("field", [*ORDERED, "variables", "claims", "articles"])
def test_the_order_of_the_files_changes_no_bit(field: str, case: Case) -> None:
    scenario = LIVELY.but(without=("turkey",), months=18)
    told = simulate(case, scenario)
    for seed in (1, 2, 3):
        records = list(getattr(case, field))
        Random(seed).shuffle(records)
        other = simulate(rebuild(case, **{field: tuple(records)}), scenario)
        for name in told.program.ids:
            assert path(other, name) == path(told, name), name
        assert other.pulls.tobytes() == told.pulls.tobytes()


def crowded(case: Case) -> list[Objective]:
    """Return the case's objectives, and three more beside each that concerns territory."""
    more = []
    for goal in [goal for goal in case.objectives if goal.issue == "territory"]:
        for number in (1, 2, 3):
            change = {"id": f"{goal.id}-{number}", "salience": goal.salience / (number + 0.3), "low": 0.0, "high": 1.0}
            more.append(goal.model_copy(update={**change, "place": abs(goal.place - 0.03 * number)}))
    return [*case.objectives, *more]


def test_the_order_of_many_objectives_of_one_actor_on_one_issue_changes_no_bit(case: Case) -> None:
    """Sums and products of two are the same either way; of four they need not be."""

    def strengths(goals: list[Objective]) -> dict[tuple[str, str], tuple[bytes, ...]]:
        program = program_of(rebuild(case, objectives=tuple(goals)))
        inputs = central_inputs(program, LIVELY)
        found: dict[tuple[str, str], tuple[bytes, ...]] = {}
        for number, rule in enumerate(program.rules):
            own = inputs.push[program.push_rule == number]
            found[rule.rule, rule.where] = (inputs.strength[number].tobytes(), own.tobytes())
        return found

    goals = crowded(case)
    told = strengths(goals)
    for seed in range(6):
        Random(seed).shuffle(goals)
        assert strengths(goals) == told


def test_the_engine_agrees_with_the_reference_where_actors_have_many_objectives(case: Case) -> None:
    assert_agrees(rebuild(case, objectives=tuple(crowded(case))), LIVELY)


@pytest.mark.slow
@given(scenario=scenarios(months=12), seed=st.integers(0, 2**32))
@settings(max_examples=12)
def test_the_order_of_all_files_at_once_changes_no_bit(scenario: Scenario, seed: int) -> None:
    case = load_case()
    fields = ("rules", "edges", "objectives", "actors", "issues")
    orders = {field: Random(seed).sample(getattr(case, field), len(getattr(case, field))) for field in fields}
    told, other = (simulate(c, scenario) for c in (case, rebuild(case, **{f: tuple(r) for f, r in orders.items()})))
    for name in told.program.ids:
        assert path(other, name) == path(told, name), name
    assert other.pulls.tobytes() == told.pulls.tobytes()


def test_the_order_of_the_files_changes_no_bit_of_a_draw(case: Case) -> None:
    fields = ("rules", "edges", "objectives", "actors", "stances", "starts")
    orders = {field: Random(4).sample(getattr(case, field), len(getattr(case, field))) for field in fields}
    other = rebuild(case, **{f: tuple(r) for f, r in orders.items()})
    traces = []
    for program in (program_of(case), program_of(other)):
        traces.append(trace(program, drawn_inputs(program, NOISY, 20, seed=3), NOISY.events, NOISY.months))
    assert traces[0].pulls.tobytes() == traces[1].pulls.tobytes()


@given(data=st.data(), scenario=scenarios(months=10, happenings=False))
@settings(max_examples=25)
def test_the_order_of_events_of_a_month_on_distinct_variables_does_not_matter(
    data: st.DataObject, scenario: Scenario
) -> None:
    case = load_case()
    set_ = {"strikes": 0.9, "relief": 0.1, "battlefield_shift": -0.7, "turkey.engagement": 1.0}
    change = {"trust": 0.3, "ukraine.flexibility": -0.4, "guarantees": 0.2, "russia.exhaustion": 0.1}
    events = [Event(month=4, set={name: x}, until=data.draw(st.none() | st.integers(4, 9))) for name, x in set_.items()]
    events += [Event(month=4, change={name: x}) for name, x in change.items()]
    orders = data.draw(st.permutations(events)), data.draw(st.permutations(events))
    one, other = (simulate(case, scenario.but(events=tuple(order))) for order in orders)
    assert_same_bits(one.trace, other.trace, slice(None))


@given(data=st.data())
@settings(max_examples=10)
def test_events_may_be_written_in_any_order_of_months(data: st.DataObject) -> None:
    case = load_case()
    order = data.draw(st.permutations(NOISY.events))
    told, other = (simulate(case, s) for s in (NOISY, NOISY.but(events=tuple(order))))
    assert_same_bits(told.trace, other.trace, slice(None))


# ------------------------------------------------------------------------------------------- from the other side


@given(scenario=scenarios())
@settings(max_examples=30)
def test_telling_the_war_from_the_other_side_changes_nothing_but_the_signs(scenario: Scenario) -> None:
    case = load_case()
    first, second = case.parties
    told, other = simulate(case, scenario), simulate(_other_side(case), mirrored_scenario(scenario))
    assert other.case.parties == (second, first)
    assert np.abs(other.pulls - told.pulls).max() <= 1e-12
    assert set(other.program.ids) == set(told.program.ids)
    for name in told.program.ids:
        here, there = np.array(path(told, name)), np.array(path(other, name))
        if name == "battlefield_shift":
            there = -there
        elif name.endswith(".position"):
            there = 1 - there
        assert np.abs(here - there).max() <= 1e-12, name


@cache
def _other_side(case: Case) -> Case:
    return mirrored(case)


def test_the_other_side_of_the_other_side_is_this_side(case: Case) -> None:
    twice = simulate(mirrored(mirrored(case)), NOISY)
    assert np.abs(twice.pulls - simulate(case, NOISY).pulls).max() <= 1e-12


# --------------------------------------------------------------------------------------------------------- fuzzy terms


def hats(scale: Scale, x: Floats) -> dict[str, Floats]:
    """Return the memberships of values, as the engine derives them."""
    clauses = [(0, tuple(float(term == other) for other in scale.terms)) for term in scale.terms]
    held = memberships(firing_of([(clause,) for clause in clauses], [scale]), x[None, :])
    return dict(zip(scale.terms, held, strict=True))


def test_the_memberships_of_any_value_sum_to_one(case: Case) -> None:
    for scale in case.scales:
        x = np.linspace(scale.low, scale.high, 2001)
        assert np.abs(sum(hats(scale, x).values()) - 1).max() <= 1e-12, scale.id


@given(data=st.data())
def test_the_memberships_sum_to_one_on_any_scale(data: st.DataObject) -> None:
    steps = data.draw(st.lists(st.floats(0.01, 5), min_size=3, max_size=7))
    marks = np.cumsum(steps) - data.draw(st.floats(0, 10))
    low, *peaks, high = map(float, marks)
    peaks = peaks if len(peaks) > 1 else [low, *peaks]
    scale = Scale(id="any", low=low, high=high, terms={f"t{n}": peak for n, peak in enumerate(peaks)})
    x = np.append(np.linspace(low, high, 301), peaks)
    found = hats(scale, x)
    assert np.abs(sum(found.values()) - 1).max() <= 1e-9
    assert all((hat >= 0).all() for hat in found.values())
    for number, term in enumerate(scale.terms):
        assert found[term][301 + number] == pytest.approx(1.0, abs=1e-9)


def test_a_term_is_one_at_its_peak_and_nothing_at_its_neighbours_and_the_outermost_stay_one(case: Case) -> None:
    gap = case.scale_of["gap"]
    peaks = list(gap.terms.values())
    for number, term in enumerate(gap.terms):
        expected = [1.0 if number == other else 0.0 for other in range(len(peaks))]
        assert hats(gap, np.array(peaks))[term] == pytest.approx(expected, abs=1e-12)
    closed, *_, wide = gap.terms
    assert hats(gap, np.array([gap.low]))[closed] == [1.0]
    assert hats(gap, np.array([gap.high]))[wide] == [1.0]


def test_graded_terms_add_up_and_clauses_multiply(case: Case) -> None:
    program = program_of(case)
    now = trace(program, drawn_inputs(program, NOISY, 30, seed=2), NOISY.events, NOISY.months).values[5]
    scale = {q: case.scale_of[v.scale] for v in case.variables for q in qualified(case, v)}
    fired = memberships(program.firing, now)
    for number, rule in enumerate(program.rules):
        expected = np.ones(now.shape[1])
        for row, grades in rule.clauses:
            held = hats(scale[program.ids[row]], now[row])
            expected = expected * sum(grade * held[term] for term, grade in zip(held, grades, strict=True))
        assert np.abs(fired[number] - expected).max() <= 1e-12, (rule.rule, rule.where)


# ------------------------------------------------------------------------------------------------ taking an actor out


@given(scenario=scenarios(happenings=False), data=st.data())
@settings(max_examples=40)
def test_taking_an_actor_out_is_as_if_it_did_nothing(scenario: Scenario, data: st.DataObject) -> None:
    case = load_case()
    actor = data.draw(st.sampled_from(case.outsiders))
    given = {name: x for name, x in scenario.assumptions.items() if name != f"{actor}.engagement"}
    others = tuple(other for other in scenario.without if other != actor)
    out = simulate(case, scenario.but(assumptions=given, without=(*others, actor)))
    idle = simulate(case, scenario.but(assumptions=given | {f"{actor}.engagement": 0.0}, without=others))
    assert np.abs(out.pulls - idle.pulls).max() <= 1e-12
    for name in out.program.ids:
        if name != f"{actor}.engagement":
            assert np.abs(np.array(path(out, name)) - np.array(path(idle, name))).max() <= 1e-12, name


def test_taking_an_actor_out_takes_its_part_and_gives_it_to_nobody(case: Case) -> None:
    program = program_of(case)
    whole = central_inputs(program, Scenario(title="x")).strength[:, 0]
    for actor in case.outsiders:
        less = central_inputs(program, Scenario(title="x", without=(actor,))).strength[:, 0]
        for number, rule in enumerate(program.rules):
            expected = 0.0 if actor in rule.actors else whole[number]
            assert less[number] == expected, (actor, rule.rule, rule.where)


def test_an_edge_counts_as_its_part_of_the_whole_weight_on_its_target(case: Case) -> None:
    program = program_of(case)
    strength = central_inputs(program, Scenario(title="x", without=case.outsiders[:2])).strength[:, 0]
    gone = set(case.outsiders[:2])
    pairs = {kind.id for kind in case.edge_kinds if kind.pair}
    checked = 0
    for number, rule in enumerate(program.rules):
        edges = [case.edges[edge] for edge in rule.edges]
        if not edges or edges[0].kind in pairs or rule.interest:
            continue
        (edge,) = edges
        kin = [other for other in case.edges if (other.kind, other.head) == (edge.kind, edge.head)]
        expected = 0.0 if gone & {edge.tail, edge.head} else edge.weight / sum(other.weight for other in kin)
        assert strength[number] == pytest.approx(expected, abs=1e-15), (rule.rule, rule.where)
        checked += 1
    assert checked > 10


def test_a_mediator_counts_once_with_the_lesser_of_its_ties(case: Case) -> None:
    program = program_of(case)
    strength = central_inputs(program, Scenario(title="x")).strength[:, 0]
    ties: dict[str, dict[str, float]] = {}
    for edge in case.edges:
        if edge.kind == "mediates":
            ties.setdefault(edge.tail, {})[edge.head] = edge.weight
    lesser = {actor: min(to.values()) for actor, to in ties.items() if set(to) == set(case.parties)}
    both = [n for n, rule in enumerate(program.rules) if len(rule.edges) == 2 and not rule.interest]
    assert both
    for number in both:
        (actor,) = set(program.rules[number].actors) - set(case.parties)
        assert strength[number] == pytest.approx(lesser[actor] / sum(lesser.values()), abs=1e-15)


def test_the_parts_of_all_who_act_alike_on_a_target_sum_to_one(case: Case) -> None:
    """Three backers do not count three times."""
    program = program_of(case)
    strength = central_inputs(program, Scenario(title="x")).strength[:, 0]
    sums: dict[tuple[str, str], float] = {}
    full: dict[tuple[str, str], set[str]] = {}
    for number, rule in enumerate(program.rules):
        if rule.edges and not rule.interest and len(rule.edges) == 1:
            edge = case.edges[rule.edges[0]]
            sums[rule.rule, edge.head] = sums.get((rule.rule, edge.head), 0.0) + strength[number]
            full.setdefault((rule.rule, edge.head), set()).add(edge.id)
    checked = 0
    for (rule_id, head), total in sums.items():
        kind = case.rule_of[rule_id].over
        every = {edge.id for edge in case.edges if (edge.kind, edge.head) == (kind, head)}
        if full[rule_id, head] == every:
            assert total == pytest.approx(1.0, abs=1e-12)
            checked += 1
    assert checked > 5


@pytest.mark.slow
@given(scenario=scenarios(), data=st.data())
@settings(max_examples=20)
def test_a_belief_of_nothing_is_as_if_the_rule_were_not_there(scenario: Scenario, data: st.DataObject) -> None:
    case = load_case()
    gone = data.draw(st.sampled_from([rule.id for rule in case.rules]))
    beliefs = {rule: factor for rule, factor in scenario.beliefs.items() if rule != gone}
    off = simulate(case, scenario.but(beliefs=beliefs | {gone: 0.0}))
    less = rebuild(case, rules=tuple(rule for rule in case.rules if rule.id != gone))
    assert np.abs(off.pulls - simulate(less, scenario.but(beliefs=beliefs)).pulls).max() <= 1e-12


# -------------------------------------------------------------------------------------------------------------- events


def eventful(case: Case, *events: Event, months: int = 12, **given: float) -> Run:
    levers = {name: x for name, x in given.items() if name in ("trust", "battlefield_shift", "external_pressure")}
    rest = {name: x for name, x in given.items() if name not in levers}
    return simulate(case, Scenario(title="x", months=months, levers=levers, assumptions=rest, events=events))


def test_what_is_set_for_good_stays(case: Case) -> None:
    run = eventful(case, Event(month=3, set={"strikes": 0.9}), strikes=0.2)
    assert path(run, "strikes") == [0.2] * 3 + [0.9] * 10


def test_what_is_set_for_a_while_goes_back_after_its_last_month(case: Case) -> None:
    run = eventful(case, Event(month=3, until=5, set={"strikes": 0.9}), strikes=0.2)
    assert path(run, "strikes") == [0.2] * 3 + [0.9] * 3 + [0.2] * 7


def test_a_while_may_be_one_month_and_may_reach_the_horizon(case: Case) -> None:
    run = eventful(
        case,
        Event(month=1, until=1, set={"strikes": 0.9}),
        Event(month=12, until=12, set={"relief": 0.9}),
        strikes=0.2,
        relief=0.3,
    )
    assert path(run, "strikes") == [0.2, 0.9] + [0.2] * 11
    assert path(run, "relief") == [0.3] * 12 + [0.9]


def test_what_is_set_for_good_meanwhile_stays_when_the_while_is_over(case: Case) -> None:
    run = eventful(
        case, Event(month=2, until=6, set={"strikes": 0.9}), Event(month=4, set={"strikes": 0.5}), strikes=0.2
    )
    assert path(run, "strikes") == [0.2] * 2 + [0.9] * 2 + [0.5] * 9


def test_what_is_set_for_good_ends_every_while(case: Case) -> None:
    run = eventful(
        case,
        Event(month=2, until=9, set={"strikes": 0.9}),
        Event(month=4, until=6, set={"strikes": 0.6}),
        Event(month=5, set={"strikes": 0.5}),
        strikes=0.2,
    )
    assert path(run, "strikes") == [0.2] * 2 + [0.9] * 2 + [0.6] + [0.5] * 8


def test_a_second_while_that_lasts_longer_goes_back_to_where_it_would_be_without_both(case: Case) -> None:
    run = eventful(
        case,
        Event(month=2, until=5, set={"strikes": 0.9}),
        Event(month=4, until=8, set={"strikes": 0.6}),
        strikes=0.2,
    )
    assert path(run, "strikes") == [0.2] * 2 + [0.9] * 2 + [0.6] * 5 + [0.2] * 4


def test_a_second_while_within_the_first_goes_back_to_the_first(case: Case) -> None:
    """In month 7 strikes would be at 0.9, had the second event not been: the first lasts through month 9."""
    run = eventful(
        case,
        Event(month=2, until=9, set={"strikes": 0.9}),
        Event(month=4, until=6, set={"strikes": 0.6}),
        strikes=0.2,
    )
    assert path(run, "strikes") == [0.2] * 2 + [0.9] * 2 + [0.6] * 3 + [0.9] * 3 + [0.2] * 3


def test_one_while_after_the_other_goes_back_in_the_end(case: Case) -> None:
    run = eventful(
        case,
        Event(month=2, until=3, set={"strikes": 0.9}),
        Event(month=4, until=5, set={"strikes": 0.6}),
        strikes=0.2,
    )
    assert path(run, "strikes") == [0.2] * 2 + [0.9] * 2 + [0.6] * 2 + [0.2] * 7


def test_a_change_meanwhile_outlasts_the_while(case: Case) -> None:
    run = eventful(
        case,
        Event(month=2, until=5, set={"strikes": 0.75}),
        Event(month=3, change={"strikes": 0.125}),
        strikes=0.25,
    )
    assert path(run, "strikes") == [0.25] * 2 + [0.75] + [0.875] * 3 + [0.375] * 7


def test_a_change_meanwhile_moves_all_that_lies_beneath(case: Case) -> None:
    run = eventful(
        case,
        Event(month=2, until=9, set={"strikes": 0.5}),
        Event(month=4, until=6, set={"strikes": 0.25}),
        Event(month=5, change={"strikes": 0.25}),
        strikes=0.125,
    )
    assert path(run, "strikes") == [0.125] * 2 + [0.5] * 2 + [0.25] + [0.5] * 2 + [0.75] * 3 + [0.375] * 3


def test_a_change_meanwhile_moves_the_level_by_as_much_as_it_really_moved(case: Case) -> None:
    run = eventful(
        case,
        Event(month=2, until=5, set={"strikes": 0.875}),
        Event(month=3, change={"strikes": 0.5}),
        strikes=0.25,
    )
    assert path(run, "strikes") == [0.25] * 2 + [0.875] + [1.0] * 3 + [0.375] * 7


def test_a_change_of_an_assumption_stays(case: Case) -> None:
    run = eventful(case, Event(month=3, change={"strikes": 0.25}), strikes=0.25)
    assert path(run, "strikes") == [0.25] * 3 + [0.5] * 10


def test_a_set_and_a_change_of_one_event_add_up(case: Case) -> None:
    run = eventful(case, Event(month=3, set={"strikes": 0.5}, change={"strikes": 0.25}), strikes=0.125)
    assert path(run, "strikes") == [0.125] * 3 + [0.75] * 10


@pytest.mark.parametrize(("start", "by", "real"), [(0.75, 0.5, 0.25), (0.25, -0.5, -0.25), (0.5, 0.25, 0.25)])
def test_a_change_is_limited_to_the_scale_and_the_real_amount_is_recorded(
    start: float, by: float, real: float, case: Case
) -> None:
    run = eventful(case, Event(month=2, says="A turn.", change={"strikes": by}), strikes=start)
    row = run.program.row["strikes"]
    assert path(run, "strikes") == [start] * 2 + [start + real] * 11
    assert [(m, what, float(amount[0])) for m, r, what, amount in run.trace.moved if r == row] == [(2, 0, real)]


def test_a_change_of_a_state_acts_before_the_rules_of_its_month(case: Case) -> None:
    off = {rule.id: 0.0 for rule in case.rules if not rule.outcome}
    shock = Event(month=2, change={"trust": 0.25})
    run = simulate(case, Scenario(title="x", levers={"trust": 0.25}, events=(shock,), beliefs=off))
    assert path(run, "trust") == [0.25] * 2 + [0.5] * 11
    before = simulate(case, Scenario(title="x", months=1, levers={"trust": 0.5}))
    moved = simulate(
        case, Scenario(title="x", months=1, levers={"trust": 0.25}, events=(Event(month=1, change={"trust": 0.25}),))
    )
    assert path(moved, "trust")[0] == 0.25
    assert path(moved, "trust")[1] == path(before, "trust")[1]


def test_trust_that_is_set_is_moved_by_the_rules_from_there(case: Case) -> None:
    run = eventful(case, Event(month=3, set={"trust": 0.9}))
    fresh = simulate(case, Scenario(title="x", months=1, levers={"trust": 0.9}))
    assert path(run, "trust")[3] != 0.9
    assert abs(path(run, "trust")[3] - path(fresh, "trust")[1]) < 0.1


def test_gauges_follow_an_event_in_its_month(case: Case) -> None:
    run = eventful(case, Event(month=2, set={"battlefield_shift": -0.5}), battlefield_shift=0.25)
    first, second = case.parties
    assert path(run, "front_movement")[:3] == [0.25, 0.25, 0.5]
    assert path(run, f"{first}.fortune")[:3] == [0.25, 0.25, -0.5]
    assert path(run, f"{second}.fortune")[:3] == [-0.25, -0.25, 0.5]


def test_an_event_of_an_actor_that_is_out_has_no_effect(case: Case) -> None:
    out = Scenario(title="x", without=("turkey",))
    loud = out.but(events=(Event(month=2, set={"turkey.engagement": 1.0}),))
    assert np.array_equal(simulate(case, out).pulls, simulate(case, loud).pulls)


# ------------------------------------------------------------------------------------ events on a front that wanders


def walked(case: Case, *events: Event, level: float = 0.0) -> tuple[Floats, Floats]:
    """Return the front's path by month and draw, and the walk around its level."""
    program = program_of(case)
    scenario = Scenario(title="x", months=10, levers={"battlefield_shift": level}, events=events)
    inputs = drawn_inputs(program, scenario, 20, seed=1)
    assert inputs.wander is not None
    return trace(program, inputs, events, 10).values[:, program.row["battlefield_shift"]], inputs.wander


def test_a_front_wanders_around_its_level(case: Case) -> None:
    path, walk = walked(case, level=0.25)
    assert np.array_equal(path, np.clip(0.25 + walk, -1, 1))
    assert (path[0] == 0.25).all()
    assert len(np.unique(path[1])) == 20


def test_a_front_wanders_around_the_level_that_an_event_sets(case: Case) -> None:
    path, walk = walked(case, Event(month=3, set={"battlefield_shift": -0.5}))
    assert np.array_equal(path[:3], walk[:3])
    assert np.array_equal(path[3:], -0.5 + walk[3:])


def test_a_front_that_is_set_for_a_while_wanders_around_that_and_then_around_its_level(case: Case) -> None:
    path, walk = walked(case, Event(month=3, until=5, set={"battlefield_shift": -0.5}))
    assert np.array_equal(path[:3], walk[:3])
    assert np.array_equal(path[3:6], -0.5 + walk[3:6])
    assert np.array_equal(path[6:], walk[6:])


def test_a_front_that_is_set_for_good_meanwhile_wanders_around_that_at_once(case: Case) -> None:
    stand = Event(month=3, until=8, set={"battlefield_shift": -0.5})
    path, walk = walked(case, stand, Event(month=5, set={"battlefield_shift": 0.25}))
    assert np.array_equal(path[3:5], -0.5 + walk[3:5])
    assert np.array_equal(path[5:], 0.25 + walk[5:])


def test_a_front_never_wanders_off_its_scale(case: Case) -> None:
    path, walk = walked(case, level=0.95)
    assert (0.95 + walk).max() > 1
    assert np.array_equal(path, np.minimum(1.0, 0.95 + walk))


def test_a_change_moves_the_level_that_the_front_wanders_around(case: Case) -> None:
    path, walk = walked(case, Event(month=3, change={"battlefield_shift": 0.5}))
    assert np.array_equal(path[3:], 0.5 + walk[3:])


# ---------------------------------------------------------------------------------------------------- the reference


def assert_agrees(case: Case, scenario: Scenario) -> None:
    run, course = simulate(case, scenario), reference.follow(case, scenario)
    assert set(course.values[0]) == set(run.program.ids)
    for month in range(scenario.months + 1):
        for name, expected in course.values[month].items():
            found = value(run, name, month)
            assert abs(found - expected) <= 1e-12, f"{name} at month {month}: {found}, and by the reference {expected}"
        for number, outcome in enumerate(OUTCOMES):
            assert abs(run.pulls[month, number] - course.pulls[month][outcome]) <= 1e-12, (outcome, month)


@pytest.mark.slow
@given(scenario=scenarios())
@settings(max_examples=120)
@example(scenario=Scenario(title="nothing set", months=24))
@example(scenario=NOISY)
@example(scenario=LIVELY)
def test_the_engine_agrees_with_the_reference(scenario: Scenario) -> None:
    case = load_case()
    assert_agrees(case, scenario)


@pytest.mark.parametrize("trust", [0.0, 0.25, 0.5, 0.75, 1.0])
@pytest.mark.parametrize("shift", [-1.0, 0.0, 0.5, 1.0])
def test_the_engine_agrees_with_the_reference_on_the_lever_cube(shift: float, trust: float, case: Case) -> None:
    levers = {"battlefield_shift": shift, "trust": trust, "external_pressure": 1 - trust / 2}
    assert_agrees(case, Scenario(title="x", months=24, levers=levers))


@given(scenario=scenarios())
@settings(max_examples=15)
def test_the_engine_agrees_with_the_reference_on_the_other_side(scenario: Scenario) -> None:
    case = load_case()
    assert_agrees(_other_side(case), mirrored_scenario(scenario))


@pytest.mark.slow
@given(scenario=scenarios())
@settings(max_examples=80)
def test_what_events_really_changed_is_what_the_reference_says(scenario: Scenario) -> None:
    case = load_case()
    run, course = simulate(case, scenario), reference.follow(case, scenario)
    found: dict[tuple[int, str], float] = {}
    for month, row, _, amount in run.trace.moved:
        key = month, run.program.ids[row]
        found[key] = found.get(key, 0.0) + float(amount[0])
    expected = {(month, name): amount for month, name, amount in course.moved}
    for key in found.keys() | expected.keys():
        assert found.get(key, 0.0) == pytest.approx(expected.get(key, 0.0), abs=1e-12), key


def test_the_reference_is_really_another_one() -> None:
    """It may read the records, and nothing that grounds, sums or steps."""
    source = Path(reference.__file__).read_text("utf-8")
    for module in (
        "numpy",
        "model.engine",
        "model.knowledge.vocabulary",
        "model.knowledge.graph",
    ):
        assert f"import {module}" not in source
        assert f"from {module}" not in source


def test_all_kinds_of_variables_are_among_what_is_compared(case: Case) -> None:
    kept: dict[str, Any] = variables(case, "state", "assumption", "gauge")
    assert set(program_of(case).ids) == set(kept)
    assert isinstance(central_inputs(program_of(case), NOISY), Inputs)
