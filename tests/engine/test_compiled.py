"""The compiled engine gives the bits of the NumPy engine, and nobody notices it but by the time it takes."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Event, Scenario, ensemble, load_case, sweep
from model.arrays import Floats
from model.engine.backend import NUMPY
from model.engine.batch import Batch, run_many
from model.engine.compiled import driver
from model.engine.compiled.driver import FEWEST_RUNS, CompiledBackend, Warmth, best_backend, warm_up
from model.engine.grounding import program_of
from model.engine.inputs import BLOCK, Inputs, central_inputs
from model.engine.program import Program
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.uncertainty.draws import drawn_inputs
from tests.support.mirror import mirrored
from tests.support.random_cases import random_case
from tests.support.scenarios import fitting, scenarios

EVENTFUL = Scenario(
    title="eventful",
    months=9,
    events=(
        Event(month=1, says="At once.", change={"trust": -0.1}),
        Event(month=2, says="A breakthrough.", set={"battlefield_shift": 0.8}, until=4),
        Event(month=3, says="An exchange.", change={"trust": 0.2, "battlefield_shift": -0.1}),
        Event(month=6, says="A lull.", set={"battlefield_shift": 0.0, "strikes": 0.1}),
    ),
)
PRECISIONS = (np.float32, np.float64)
COMPILED = CompiledBackend(frozenset(map(np.dtype, PRECISIONS)))


@pytest.fixture(scope="module", autouse=True)
def warmed() -> Iterator[None]:
    """Have the kernel compiled, and leave the engine to NumPy."""
    assert warm_up(load_case(), wait=True)
    assert best_backend() == COMPILED, "the kernel cannot be compiled"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(driver, "_warmth", Warmth())
        yield


def both(
    program: Program, inputs: Inputs, events: Sequence[Event], months: int, rows: Sequence[int] = (), every: bool = True
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """Return the courses by NumPy and by the kernel."""
    by_numpy, by_kernel = (run_many(program, inputs, events, months, rows, every, by) for by in (NUMPY, COMPILED))
    return by_numpy, by_kernel


def assert_same_bits(program: Program, inputs: Inputs, events: Sequence[Event], months: int, **which: Any) -> None:
    """Of all rows, if none are named, so that a gauge that differs is told by its name."""
    rows = which.setdefault("rows", range(len(program.ids)))
    (pulls, values), (quick_pulls, quick_values) = both(program, inputs, events, months, **which)
    differ = {program.ids[rows[row]] for _, row, _ in np.argwhere(values != quick_values)}
    assert not differ
    assert np.isfinite(values).all()
    assert values.tobytes() == quick_values.tobytes()
    assert pulls.tobytes() == quick_pulls.tobytes()


# ---------------------------------------------------------------------------------------------------- the same bits


@given(scenario=scenarios(), seed=st.integers(0, 2**32), draws=st.integers(FEWEST_RUNS, 300), data=st.data())
@settings(max_examples=40)
def test_the_same_bits_in_all_rows_pulls_and_months(scenario: Scenario, seed: int, draws: int, data: Any) -> None:
    program = program_of(load_case())
    dtype = data.draw(st.sampled_from(PRECISIONS))
    inputs = drawn_inputs(program, scenario, draws, seed).to(dtype)
    assert_same_bits(program, inputs, scenario.events, scenario.months, every=data.draw(st.booleans()))


@pytest.mark.parametrize("dtype", PRECISIONS)
@pytest.mark.parametrize("runs", [FEWEST_RUNS, 128, 129, 1000, BLOCK + 1, 2 * BLOCK + 77])
def test_the_same_bits_however_many_runs_are_split_between_threads(case: Case, runs: int, dtype: Any) -> None:
    program = program_of(case)
    inputs = drawn_inputs(program, EVENTFUL, runs, 1).to(dtype)
    assert_same_bits(program, inputs, EVENTFUL.events, EVENTFUL.months)


@pytest.mark.parametrize("dtype", PRECISIONS)
def test_the_same_bits_of_central_runs_where_one_column_stands_for_all(case: Case, dtype: Any) -> None:
    program = program_of(case)
    one = central_inputs(program, EVENTFUL)
    start = np.repeat(one.start, 200, axis=1)
    start[program.row["trust"]] = np.linspace(0, 1, 200)
    assert_same_bits(program, replace(one, start=start).to(dtype), EVENTFUL.events, EVENTFUL.months)


def test_the_same_bits_where_events_happen_in_part(case: Case) -> None:
    program = program_of(case)
    inputs = drawn_inputs(program, EVENTFUL, 700, 2)
    share = np.random.default_rng(0).random((len(EVENTFUL.events), 700)) * 2
    inputs = replace(inputs, share=share.astype(np.float32))
    assert_same_bits(program, inputs, EVENTFUL.events, EVENTFUL.months)


def test_the_same_bits_where_another_assumption_wanders(case: Case) -> None:
    program = program_of(case)
    row = program.row["trust"]  # a state, on which gauges and rules may hang
    assert_same_bits(program, replace(drawn_inputs(program, EVENTFUL, 300, 3), wander_row=row), EVENTFUL.events, 9)


def test_the_same_bits_for_parts_of_other_arrays(case: Case) -> None:
    program = program_of(case)
    assert_same_bits(program, drawn_inputs(program, EVENTFUL, 900, 4).part(100, 777), EVENTFUL.events, 9)


def test_the_same_bits_for_some_rows_and_for_none(case: Case) -> None:
    program = program_of(case)
    inputs = drawn_inputs(program, EVENTFUL, 300, 5)
    for rows in ((), (program.row["trust"],), (len(program.ids) - 1, 0, 80)):
        for every in (True, False):
            assert_same_bits(program, inputs, EVENTFUL.events, 9, rows=rows, every=every)


def without_lines(case: Case, *parties: str) -> Case:
    """Return a case in which some parties have no red lines."""
    return rebuild(case, red_lines=tuple(line for line in case.red_lines if line.actor not in parties))


@given(seed=st.integers(0, 2**32), data=st.data())
@settings(max_examples=8)
def test_the_same_bits_in_another_case(seed: int, data: Any) -> None:
    other = random_case(seed)
    scenario = fitting(other, data.draw(scenarios()))
    program = program_of(other)
    inputs = drawn_inputs(program, scenario, 70, seed)
    assert_same_bits(program, inputs, scenario.events, scenario.months)


def test_another_case_needs_no_compiling(case: Case) -> None:
    from model.engine.compiled.kernel import follow

    first, second = case.parties
    for other in (mirrored(case), without_lines(case, first), without_lines(case, first, second)):
        program = program_of(other)
        inputs = drawn_inputs(program, Scenario(title="other", months=6), 200, 6)
        assert_same_bits(program, inputs, (), 6)
    assert len(follow.signatures) == len(PRECISIONS)


def test_answers_are_the_same_with_and_without(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def answers() -> tuple[bytes, str]:
        """Return the bits of an ensemble and of a sweep; what made the sweep, the engine, too, is left out."""
        found = ensemble(case, EVENTFUL, 300)
        axes = {"trust": [0.0, 0.5, 1.0], "external_pressure": [0.2, 0.9]}
        return found.pulls_by_month.tobytes(), str(sweep(case, EVENTFUL, axes, draws=40).drop_attrs().to_dict())

    slow = answers()
    monkeypatch.setattr(driver._warmth, "backend", COMPILED)
    assert answers() == slow


# ------------------------------------------------------------------------------------------------- nobody notices it


def test_several_sessions_may_call_it_at_once(case: Case) -> None:
    program = program_of(case)
    several = [drawn_inputs(program, EVENTFUL, 1500, seed) for seed in range(6)]
    alone = [NUMPY.run(program, inputs, EVENTFUL.events, 9)[0] for inputs in several]
    with ThreadPoolExecutor(6) as sessions:
        found = list(sessions.map(lambda inputs: COMPILED.run(program, inputs, EVENTFUL.events, 9)[0], several * 3))
    for pulls, expected in zip(found, alone * 3, strict=True):
        assert pulls.tobytes() == expected.tobytes()


@pytest.fixture
def no_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing be run by the kernel."""
    monkeypatch.setattr(driver, "_follow", lambda *given: pytest.fail("it was not left to NumPy"))


@pytest.mark.usefixtures("no_kernel")
def test_few_runs_are_left_to_numpy(case: Case) -> None:
    assert_same_bits(program_of(case), drawn_inputs(program_of(case), EVENTFUL, 5, 0), EVENTFUL.events, 3)


@pytest.mark.usefixtures("no_kernel")
def test_what_is_not_compiled_yet_is_left_to_numpy(case: Case) -> None:
    program = program_of(case)
    inputs = drawn_inputs(program, EVENTFUL, 99, 0).to(np.float64)
    half_warm = CompiledBackend(frozenset({np.dtype(np.float32)}))
    pulls, _ = half_warm.run(program, inputs, (), 3)
    assert pulls.tobytes() == NUMPY.run(program, inputs, (), 3)[0].tobytes()


def test_a_batch_keeps_to_one_backend_from_beginning_to_end(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where the kernel gets warm in between."""
    used = []

    class Counting(type(NUMPY)):  # type: ignore[misc]
        def run(self, *given: Any, **named: Any) -> tuple[Floats, Floats]:
            used.append(self)
            monkeypatch.setattr(driver._warmth, "backend", COMPILED)
            return super().run(*given, **named)

    first = Counting()
    monkeypatch.setattr(driver._warmth, "backend", first)
    batch = Batch.central(program_of(case), Scenario(title="T", months=1), runs=100)
    points = np.linspace(0, 1, 50)[:, None]
    monkeypatch.setattr("model.engine.batch.BLOCK", 500)
    batch.ends_at_points([program_of(case).row["trust"]], points)
    assert used == [first] * 10
    assert best_backend() is COMPILED


def test_it_can_be_switched_off(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIPENESS_FAST", "0")
    assert not warm_up(case, wait=True)
    assert best_backend() is NUMPY


def test_without_numba_everything_stays_as_it_is(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "find_spec", lambda name: None)
    assert not warm_up(case, wait=True)
    assert best_backend() is NUMPY


def test_a_numba_that_does_not_work_is_told_of_and_not_used(
    case: Case, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(driver, "_warmth", Warmth())
    monkeypatch.setitem(sys.modules, "model.engine.compiled.kernel", None)
    with caplog.at_level(logging.WARNING):
        assert warm_up(case, wait=True)
    assert best_backend() is NUMPY
    assert "Numba is there, but cannot be used" in caplog.text


@pytest.mark.slow
def test_numba_is_not_loaded_by_who_does_not_ask_for_it() -> None:
    code = (
        "import sys; from model import *; import model.engine.compiled.driver, model.analysis.sensitivity.measures;"
        "case = load_case(); ensemble(case, Scenario(title='x', months=3), 100); assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
