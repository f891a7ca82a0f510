"""The machine in the browser gives Python's bits and figures, over scenarios of all wars."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model import Event, Scenario, ensemble, load_case, load_scenario
from model.arrays import Floats
from model.engine import Inputs, Program, central_inputs, ready_program
from model.engine.backend import NUMPY
from model.knowledge import CaseError, believing
from model.knowledge.case import Case
from model.knowledge.loading import cases
from model.scenario.files import bundled_scenarios
from model.uncertainty import drawn_inputs, headline, layer_bands
from model.uncertainty.intervals import quantiles
from model.view.components.machine import machine_payload
from model.view.components.mounting import script_of
from tests.support.random_cases import random_case
from tests.support.scenarios import fitting, scenarios

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

#: Run some payloads at some levers; what comes of them, in base64.
RUN = """([payload, levers]) => {
    const text = (array) => {
        const bytes = new Uint8Array(array.buffer);
        let found = "";
        for (let k = 0; k < bytes.length; k += 32768) found += String.fromCharCode(...bytes.subarray(k, k + 32768));
        return btoa(found);
    };
    const run = window.machine.build(payload);
    return levers.map((given) => { const found = run(given); return [text(found.pulls), text(found.values)]; });
}"""
#: The same, but of all that comes of it two sums of its bits alone, each bit weighed by its place.
SUMS = """([payload, levers]) => {
    const sums = (array) => {
        const bits = new Uint32Array(array.buffer);
        let one = 0, other = 0;
        for (let k = 0; k < bits.length; k++) {
            one = (one + Math.imul(bits[k], Math.imul(k + 1, 0x9E3779B1) | 1)) | 0;
            other = (other + Math.imul(bits[k], Math.imul(k + 1, 0x85EBCA6B) | 1)) | 0;
        }
        return [one >>> 0, other >>> 0];
    };
    const run = window.machine.build(payload);
    return levers.map((given) => { const found = run(given); return [sums(found.pulls), sums(found.values)]; });
}"""
LEVERS: list[dict[str, float]] = [
    {},
    {"trust": 0.35},
    {"trust": 0.9, "external_pressure": 0.15, "battlefield_shift": -0.4},
]
#: Two of them that come one after the other: none set, and all.
FEW = [LEVERS[0], LEVERS[-1]]


@pytest.fixture(scope="module")
def machine(browser: Browser) -> Iterator[Page]:
    """A blank page with the machine."""
    page = browser.new_page()
    source = script_of("machine")
    page.evaluate(
        """async (source) => {
            window.machine = await import(URL.createObjectURL(new Blob([source], { type: "text/javascript" })));
        }""",
        source,
    )
    yield page
    page.close()


def read(text: str, like: Floats) -> Floats:
    return np.frombuffer(b64decode(text), like.dtype).reshape(like.shape)


def sums(array: Floats) -> list[int]:
    """Return two sums of an array's bits, each bit weighed by its place."""
    bits = np.ascontiguousarray(array).view(np.uint32).ravel()
    place = np.arange(1, len(bits) + 1, dtype=np.uint32)
    weights = (place * np.uint32(odd) | np.uint32(1) for odd in (0x9E3779B1, 0x85EBCA6B))
    return [int((bits * weight).sum(dtype=np.uint32)) for weight in weights]


def reference(program: Program, scenario: Scenario, inputs: Inputs, levers: dict[str, float]) -> tuple[Floats, Floats]:
    """Return pulls and all rows by month as NumPy has them, at a setting of the levers."""
    start = inputs.start.copy()
    for name, value in levers.items():
        start[program.row[name]] = value
    rows = range(len(program.ids))
    return NUMPY.run(program, replace(inputs, start=start), scenario.events, scenario.months, rows)


def assert_same_sums(machine: Page, program: Program, scenario: Scenario, inputs: Inputs) -> None:
    """Of all rows and pulls, at some settings of the levers, by sums of their bits; whatever differs is then named."""
    payload = machine_payload(program, scenario, inputs, program.ids)
    found = machine.evaluate(SUMS, [payload, FEW])
    expected = [[sums(array) for array in reference(program, scenario, inputs, levers)] for levers in FEW]
    if found != expected:
        assert_same_bits(machine, program, scenario, inputs)
        raise AssertionError("the sums of the bits differ, and the bits do not")


def assert_same_bits(machine: Page, program: Program, scenario: Scenario, inputs: Inputs) -> None:
    """Of all rows and pulls, at some settings of the levers."""
    payload = machine_payload(program, scenario, inputs, program.ids)
    for levers, found in zip(LEVERS, machine.evaluate(RUN, [payload, LEVERS]), strict=True):
        expected = reference(program, scenario, inputs, levers)
        pulls, values = (read(text, like) for text, like in zip(found, expected, strict=True))
        assert not {program.ids[row] for _, row, _ in np.argwhere(values != expected[1])}, levers
        assert values.tobytes() == expected[1].tobytes()
        assert pulls.tobytes() == expected[0].tobytes()


def assert_same_sums_of_both(machine: Page, case: Case, scenario: Scenario, draws: int, seed: int = 0) -> None:
    """Of the central run and of variants, with their luck."""
    program = ready_program(case, scenario)
    assert_same_sums(machine, program, scenario, central_inputs(program, scenario))
    assert_same_sums(machine, program, scenario, drawn_inputs(program, scenario, draws, seed))


@pytest.mark.parametrize("case_id", sorted(cases()))
def test_every_bundled_scenario_has_the_bits_of_python(machine: Page, case_id: str) -> None:
    case = load_case(case_id)
    for name in bundled_scenarios(case):
        assert_same_sums_of_both(machine, case, load_scenario(name, case), draws=32)


def luck() -> st.SearchStrategy[dict[str, str]]:
    """Draw what may happen, and what the front does."""
    return st.fixed_dictionaries(
        {"happenings": st.sampled_from(["all", "none"]), "front": st.sampled_from(["holds", "returns"])}
    )


@cache
def theories_that_fit(case: Case) -> list[tuple[str, ...]]:
    """Return no theory, and by itself each that a war can be run with."""

    def fits(theory: str) -> bool:
        with suppress(CaseError):
            return bool(believing(case, (theory,)))
        return False

    return [(), *((theory.id,) for theory in case.theories if fits(theory.id))]


@st.composite
def of_any_war(draw: st.DrawFn) -> Scenario:
    """Draw a scenario of one of the wars, with a near horizon and perhaps a theory."""
    case = load_case(draw(st.sampled_from(sorted(cases()))))
    scenario = draw(scenarios(months=draw(st.integers(1, 5)), case=case))
    return scenario.but(theories=draw(st.sampled_from(theories_that_fit(case))), **draw(luck()))


@given(scenario=of_any_war(), seed=st.integers(0, 2**32))
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_scenario_of_the_wars_has_the_bits_of_python(machine: Page, scenario: Scenario, seed: int) -> None:
    assert_same_sums_of_both(machine, load_case(scenario.case), scenario, draws=256, seed=seed)


@given(scenario=scenarios(), seed=st.integers(0, 2**32), luck=luck())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_scenario_of_any_case_has_the_bits_of_python(
    machine: Page, scenario: Scenario, seed: int, luck: dict[str, str]
) -> None:
    case = random_case(seed)
    assert_same_sums_of_both(machine, case, fitting(case, scenario).but(**luck), draws=16, seed=seed)


def test_events_in_part_and_the_longest_horizon_have_the_bits_of_python(machine: Page) -> None:
    event = Event(month=3, says="A lull.", set={"battlefield_shift": 0.1, "trust": 0.8})
    scenario = Scenario(title="T", months=120, events=(event, event.but(month=90)), happenings="all", front="returns")
    program = ready_program(load_case(), scenario)
    inputs = drawn_inputs(program, scenario, 256, 0)
    share = np.random.default_rng(0).choice([0, 0.3, 1, 2], (2, 256)).astype(np.float32)
    assert_same_sums(machine, program, scenario, replace(inputs, share=share))


def test_the_figures_are_those_of_the_ensemble(machine: Page) -> None:
    case = load_case()
    scenario = load_scenario("default", case)
    program, variants = ready_program(case, scenario), ensemble(case, scenario, draws=256, seed=0)
    payloads = [
        machine_payload(program, scenario, drawn_inputs(program, scenario, 256, 0, luck=luck)) for luck in (0, None)
    ]
    found = machine.evaluate("(all) => window.machine.figures(...all.map((p) => window.machine.build(p)()))", payloads)
    told = headline(variants)
    assert found[-1]["counts"] == list(told.counts)
    assert found[-1]["shares"] == pytest.approx(told.shares, abs=1e-12)
    bands = layer_bands(variants, "settlement", "frozen-conflict", "escalation", "goes_on").to_numpy()
    for month, figures in enumerate(found):
        assert np.array(figures["bands"]) == pytest.approx(bands[month][:, [0, 3]], abs=1e-12)
        assert np.array(figures["unknown"]) == pytest.approx(bands[month][:, [1, 2]], abs=1e-12)


@pytest.mark.parametrize("many", [1, 2, 3, 20, 64, 256])
def test_quantiles_of_values_in_any_order_and_of_equal_ones_are_those_of_python(machine: Page, many: int) -> None:
    rng = np.random.default_rng(many)
    rows = [rng.random(many).round(digits) for digits in (1, 2, 15) for _ in range(20)]
    at = [0.0, 0.05, 0.06, 0.5, 0.95, 1.0]
    script = "([rows, at]) => rows.map((row) => window.machine.quantiles(Float64Array.from(row), at))"
    found = machine.evaluate(script, [[row.tolist() for row in rows], at])
    assert found == quantiles(np.array(rows), at).tolist()


def test_a_lever_that_is_not_there_is_told_of(machine: Page) -> None:
    case = load_case()
    scenario = Scenario(title="T", months=1)
    program = ready_program(case, scenario)
    payload = json.loads(json.dumps(machine_payload(program, scenario, central_inputs(program, scenario))))
    told = machine.evaluate(
        "(p) => { try { window.machine.build(p)({ trsut: 1 }); } catch (error) { return error.message; } }", payload
    )
    assert told.startswith('there is no lever "trsut"; there are: ')
