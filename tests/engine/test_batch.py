"""A batch: many runs of one scenario, each of which is the run that one would make by itself."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from model import Event, Scenario, simulate
from model.arrays import Floats
from model.engine.backend import NUMPY
from model.engine.batch import ALL, Batch
from model.engine.grounding import program_of
from model.engine.inputs import Inputs, central_inputs
from model.engine.program import Program
from model.knowledge.case import Case
from model.uncertainty.draws import drawn_inputs

SCENARIO = Scenario(
    title="T",
    months=4,
    levers={"external_pressure": 0.3},
    events=(Event(month=2, says="An exchange.", change={"trust": 0.2}),),
)


@pytest.fixture
def program(case: Case) -> Program:
    return program_of(case)


@pytest.fixture
def draws(program: Program) -> Batch:
    """Three draws, of which nothing may be written to."""
    batch = Batch(program, SCENARIO, drawn_inputs(program, SCENARIO, 3, seed=1))
    for field in fields(Inputs):
        if isinstance(array := getattr(batch.inputs, field.name), np.ndarray):
            array.flags.writeable = False
    return batch


def end(case: Case, scenario: Scenario) -> Floats:
    return simulate(case, scenario).pulls[-1]


def test_runs_that_start_elsewhere_are_the_scenarios_that_set_it(case: Case, program: Program) -> None:
    values = [0.1, 0.5, 0.9]
    found = Batch.central(program, SCENARIO, 3).set([program.row["trust"]], np.array([values])).ends()
    for pulls, value in zip(found, values, strict=True):
        assert pulls.tolist() == end(case, SCENARIO.but(levers={**SCENARIO.levers, "trust": value})).tolist()


def test_nan_leaves_a_start_where_it_is(case: Case, program: Program) -> None:
    found = Batch.central(program, SCENARIO).set(ALL, np.full((program.variables, 1), np.nan)).ends()
    assert found.tolist() == [end(case, SCENARIO).tolist()]


def test_an_actors_rules_left_out_are_the_scenario_without_it(case: Case, program: Program) -> None:
    actor = case.outsiders[0]
    silent = np.array([[False, actor in rule.actors] for rule in program.rules])
    found = Batch.central(program, SCENARIO, 2).without(silent).ends()
    assert found[0].tolist() == end(case, SCENARIO).tolist()
    assert found[1] == pytest.approx(end(case, SCENARIO.but(without=(actor,))), abs=1e-12)


def test_pushes_by_a_factor_are_the_belief_in_their_rules(case: Case, program: Program) -> None:
    rule = program.pushing[0]
    own = np.array([program.rules[of].rule == rule for of in program.push_rule])
    found = Batch.central(program, SCENARIO).push(np.where(own, 0.5, 1.0)[:, None]).ends()
    assert found[0] == pytest.approx(end(case, SCENARIO.but(beliefs={rule: 0.5})), abs=1e-12)


def test_nothing_of_an_event_is_the_scenario_without_it(case: Case, program: Program) -> None:
    found = Batch.central(program, SCENARIO, 2).happening(np.array([[0.0, 1.0]])).ends()
    assert found[0] == pytest.approx(end(case, SCENARIO.but(events=())), abs=1e-12)
    assert found[1].tolist() == end(case, SCENARIO).tolist()


def test_other_weights_and_saliences_may_differ_by_run(program: Program) -> None:
    weight = np.stack([program.weight, program.weight / 2], axis=1)
    both = Batch.central(program, SCENARIO, 2, weight=weight).ends()
    halved = Batch.central(program, SCENARIO, weight=weight[:, 1:], salience=program.salience[:, None]).ends()
    assert both[0].tolist() == Batch.central(program, SCENARIO).ends()[0].tolist()
    assert both[1].tolist() == halved[0].tolist() != both[0].tolist()


def test_every_month_and_chosen_rows_have_the_shapes_that_are_written_down(program: Program, draws: Batch) -> None:
    rows = [program.row["trust"], program.row["widest_gap"]]
    pulls, values = draws.run(rows)
    assert (pulls.shape, values.shape) == ((5, 3, 3), (5, 2, 3))
    last, final = draws.run(rows, every=False)
    assert last[0].tolist() == pulls[-1].tolist()
    assert final[0].tolist() == values[-1].tolist()
    (trace,) = draws.traces()
    assert trace.pulls.tolist() == pulls.tolist()


@pytest.mark.parametrize("block", [1, 7, 2048])
def test_at_points_every_run_is_that_of_the_point_alone(
    program: Program, draws: Batch, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr("model.engine.batch.BLOCK", block)
    rows = [program.row["trust"], program.row["external_pressure"]]
    points = np.array([[0.1, 0.2], [np.nan, 0.9], [0.5, np.nan], [np.nan, np.nan], [1.0, 0.0]])
    found = draws.ends_at_points(rows, points)
    assert found.shape == (5, 3, 3)
    for pulls, point in zip(found, points, strict=True):
        assert pulls.tolist() == draws.set(rows, point[:, None]).ends().tolist()
    for where, pulls, values in draws.at_points(rows, points, keep=rows[:1]):
        assert pulls.shape == (5, 3, len(points[where]), 3)
        assert np.moveaxis(pulls[-1], 0, -1).tolist() == found[where].tolist()
        assert values.shape == (5, 1, len(points[where]), 3)


def test_repeated_runs_come_one_after_another(draws: Batch) -> None:
    share = np.array([[0.0, 1.0, 2.0]])
    found = draws.happening(share).repeated(2).ends()
    assert found.tolist() == [*draws.happening(share).ends().tolist()] * 2


def test_a_batch_never_changes(program: Program, draws: Batch) -> None:
    """Neither by what is made of it (its arrays are read-only here), nor where that ends half-way."""
    before = draws.ends()
    row = [program.row["trust"]]

    class Broken(type(NUMPY)):  # type: ignore[misc]
        calls = 0

        def run(self, *given: object, **named: object) -> tuple[Floats, Floats]:
            self.calls += 1
            if self.calls > 1:
                raise KeyboardInterrupt
            return super().run(*given, **named)

    draws.set(row, np.array([[0.0]])).push(np.full((len(program.push), 1), 2.0)).ends()
    with pytest.raises(KeyboardInterrupt):
        draws.ends_at_points(row, np.linspace(0, 1, 2000)[:, None], Broken())
    assert draws.ends().tolist() == before.tolist()
    assert draws.ends_at_points(row, np.array([[np.nan]]))[0].tolist() == before.tolist()


def test_precision_is_that_of_the_inputs(program: Program, draws: Batch) -> None:
    assert draws.ends().dtype == np.float32
    assert Batch.central(program, SCENARIO).ends().dtype == np.float64
    single = replace(draws, inputs=central_inputs(program, SCENARIO).to(np.float32))
    assert single.set([0], np.array([[0.5]])).ends().dtype == np.float32
