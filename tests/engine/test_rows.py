"""A run as one flat list of row operations has the bits of the engine, whatever a scenario supposes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Event, Scenario, load_case, load_scenario
from model.engine.backend import NUMPY
from model.engine.grounding import program_of
from model.engine.inputs import Inputs, central_inputs
from model.engine.operations import Kind, Operation
from model.engine.program import Program
from model.engine.row_blocks import WORK, blocks_of
from model.engine.rows.machine import Machine
from model.engine.simulation import ready_program
from model.knowledge.case import Case
from model.knowledge.loading import cases
from model.scenario.files import bundled_scenarios
from model.uncertainty.draws import drawn_inputs
from tests.support.random_cases import random_case
from tests.support.scenarios import fitting, scenarios

EVERYTHING = Scenario(
    title="all kinds of things from outside",
    months=12,
    front="returns",
    happenings="all",
    events=(
        Event(month=1, says="At once.", change={"trust": -0.1}),
        Event(month=2, says="A breakthrough.", set={"battlefield_shift": 0.8, "trust": 0.7}),
        Event(month=3, says="A lull.", set={"battlefield_shift": 0.1, "strikes": 0.2}, until=5),
        Event(month=4, says="An exchange.", change={"trust": 0.2, "battlefield_shift": -0.3}),
        Event(month=6, says="A gesture.", set={"trust": 0.5, "strikes": 0.9}),
    ),
)


def assert_same_bits(program: Program, inputs: Inputs, scenario: Scenario) -> None:
    rows = range(len(program.ids))
    events, months = scenario.events, scenario.months
    pulls, values = NUMPY.run(program, inputs, events, months, rows)
    own_pulls, own_values = Machine(program, inputs, events, months).run(rows)
    assert not {program.ids[row] for _, row, _ in np.argwhere(values != own_values)}
    assert values.tobytes() == own_values.tobytes()
    assert pulls.tobytes() == own_pulls.tobytes()


def assert_same_bits_of_both(case: Case, scenario: Scenario, draws: int = 12, seed: int = 0) -> None:
    """Of the central run, and of draws with their luck and with none."""
    program = ready_program(case, scenario)
    assert_same_bits(program, central_inputs(program, scenario), scenario)
    assert_same_bits(program, drawn_inputs(program, scenario, draws, seed), scenario)
    assert_same_bits(program, drawn_inputs(program, scenario, draws, seed, luck=None), scenario)


@pytest.mark.slow
@pytest.mark.parametrize("case_id", sorted(cases()))
def test_every_bundled_scenario(case_id: str) -> None:
    case = load_case(case_id)
    for name in bundled_scenarios(case):
        assert_same_bits_of_both(case, load_scenario(name, case), draws=3)


@given(scenario=scenarios(), seed=st.integers(0, 2**32), data=st.data())
@settings(max_examples=8)
def test_any_scenario_of_a_random_case(scenario: Scenario, seed: int, data: Any) -> None:
    case = random_case(seed)
    more = {
        "front": data.draw(st.sampled_from(["holds", "returns"])),
        "happenings": data.draw(st.sampled_from(["all", "none"])),
    }
    assert_same_bits_of_both(case, fitting(case, scenario).but(**more), seed=seed)


@pytest.mark.parametrize("happenings", [True, False])
def test_events_happenings_and_a_front_that_returns(case: Case, happenings: bool) -> None:
    assert_same_bits_of_both(case, EVERYTHING.but(happenings="all" if happenings else "none"), draws=64)


@pytest.mark.slow
def test_the_longest_horizon(case: Case) -> None:
    assert_same_bits_of_both(case, EVERYTHING.but(months=120), draws=16)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_events_that_happen_in_part(case: Case, dtype: type[np.floating]) -> None:
    program = program_of(case)
    inputs = drawn_inputs(program, EVERYTHING, 40, 2).to(dtype)
    share = np.random.default_rng(0).choice([0, 0.3, 1, 2], (len(EVERYTHING.events), 40)).astype(dtype)
    assert_same_bits(program, replace(inputs, share=share), EVERYTHING)
    still = EVERYTHING.but(happenings="none")
    assert_same_bits(program, replace(central_inputs(program, still), share=share[:, :1].astype(float)), still)


def test_an_event_of_which_nothing_happens_leaves_a_state_where_it_is(case: Case) -> None:
    """Not where an event set it months before."""
    first = Event(month=1, says="A gesture.", set={"trust": 0.9})
    second = Event(month=8, says="Another.", set={"trust": 0.1})
    program, scenario = program_of(case), Scenario(title="T", months=9, events=(first, second))
    inputs = replace(central_inputs(program, scenario), share=np.array([[1.0], [0.0]]))
    row = [program.row["trust"]]
    _, without = NUMPY.run(program, replace(inputs, share=None), (first,), 9, row)
    _, in_part = NUMPY.run(program, inputs, scenario.events, 9, row)
    assert without.tobytes() == in_part.tobytes()


def test_draws_with_events_are_worked_out_in_single_precision_throughout(case: Case) -> None:
    """A run then has the same bits wherever it is worked out, also where there is no double precision beside it."""
    program = program_of(case)
    scenario = Scenario(title="T", months=3, events=(Event(month=1, says="", set={"battlefield_shift": 0.3}),))
    inputs = drawn_inputs(program, scenario, 8, 0)
    _, values = NUMPY.run(program, inputs, scenario.events, 3, [program.row["battlefield_shift"]])
    assert inputs.wander is not None
    assert (values[2, 0] == np.float32(0.3) + inputs.wander[2]).all()


def test_every_kind_of_operation_has_its_work_and_does_what_it_says() -> None:
    assert set(WORK) == set(Kind)
    rows = [0.5, 0.25, 2.0]
    told = {
        Kind.COPY: 0.25,
        Kind.WAY: (0.25 - 0.1) * 3,
        Kind.LIMIT: 0.25,
        Kind.MULTIPLY: 0.125,
        Kind.ADD_PRODUCT: 1.0,
        Kind.ADD_SCALED: 0.5 + 0.25 * 0.1,
        Kind.MOVE: 0.5 + (0.25 * (3 - 0.5) - 2 * (0.5 - 0.1)) / (0.25 + 2 + 1),
        Kind.PART: 0.25 + (0.1 - 0.25) * 2,
        Kind.KEEP: 0.0,
    }
    for kind, expected in told.items():
        now = np.array(rows)[:, None]
        low = -1.0 if kind is Kind.PART else 3.0
        blocks_of([Operation(kind, 0, 1, 2, 0.1, low, 4.0)], now.dtype)[0].run(now)
        assert now[0, 0] == expected, kind
