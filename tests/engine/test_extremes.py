"""Extremes and matrices: every lever and assumption at its ends, alone and in pairs, and laws that hold all over them.

The same laws for scenarios of any kind are in test_engine.py (scales, batches, order, the other side, actors that are
out) and test_run.py (sums); here nothing is left to what Hypothesis happens to draw.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations, product

import numpy as np
import pytest

from model import Event, Scenario, ensemble, load_case, load_scenario, simulate
from model.engine.counterfactuals import trial_batch
from model.engine.grounding import program_of
from model.engine.inputs import central_inputs
from model.engine.program import Program
from model.engine.stepping import SINGLE, Trace, trace
from model.knowledge.building import believing, rebuild
from model.knowledge.case import Case
from model.knowledge.records import Scale, Variable
from model.scenario.files import bundled_situations
from model.scenario.scenario import MOST_EVENTS
from tests.support.mirror import mirrored, mirrored_scenario

MONTHS = 24


@cache
def corners() -> tuple[dict[str, float], ...]:
    """Return every setting of one or two levers or assumptions to an end of their scales, and of all at once."""
    program = program_of(load_case())
    ends = {name: (program.low[row], program.high[row]) for name, row in settable(program).items()}
    alone = [{name: float(end)} for name, values in ends.items() for end in values]
    pairs = [
        dict(zip(two, map(float, values), strict=True))
        for two in combinations(ends, 2)
        for values in product(*(ends[name] for name in two))
    ]
    whole = [{name: float(values[side]) for name, values in ends.items()} for side in (0, 1)]
    return (*alone, *pairs, *whole)


def settable(program: Program) -> dict[str, int]:
    of, stored = program.variable_of, program.ids[: program.variables]
    return {name: row for row, name in enumerate(stored) if of[name].lever or of[name].kind == "assumption"}


def matrix(case: Case, base: Scenario, mirror: bool = False) -> list[Trace]:
    """Run a scenario at every corner."""
    made = [base.setting(case, {**base.given, **values}) for values in corners()]
    made = [mirrored_scenario(one) for one in made] if mirror else made
    return list(trial_batch(program_of(case), made).traces())


@pytest.fixture(scope="module")
def whole(case: Case) -> list[Trace]:
    return matrix(case, Scenario(title="corner", months=MONTHS))


def test_the_matrix_has_every_end_alone_and_in_pairs() -> None:
    many = len(settable(program_of(load_case())))
    assert len(corners()) == len({tuple(sorted(c.items())) for c in corners()}) == 2 * many + 2 * many * (many - 1) + 2


def test_nothing_leaves_its_scale_at_any_corner(case: Case, whole: list[Trace]) -> None:
    program = program_of(case)
    scales = [case.scale_of[program.variable_of[name].scale] for name in program.ids]
    low, high = (np.array([getattr(scale, end) for scale in scales])[None, :, None] for end in ("low", "high"))
    for batch in whole:
        assert np.isfinite(batch.values).all()
        assert (batch.values >= low).all()
        assert (batch.values <= high).all()
        assert (batch.pulls >= 0).all()
        assert (batch.pulls.sum(axis=1) <= 1 + 1e-12).all()


def test_no_settlement_pulls_over_a_crossed_red_line_at_any_corner(case: Case, whole: list[Trace]) -> None:
    """As far as a line counts as crossed, so much at least is missing of a settlement's pull."""
    row = program_of(case).row["red_line_crossed"]
    for batch in whole:
        assert (batch.pulls[:, 0] <= 1 - batch.values[:, row] + 1e-12).all()


def test_mirrored_parties_mirror_at_every_corner(case: Case, whole: list[Trace]) -> None:
    other = matrix(mirrored(case), Scenario(title="corner", months=MONTHS), mirror=True)
    for one, two in zip(whole, other, strict=True):
        assert np.abs(one.pulls - two.pulls).max() <= 1e-12


def test_where_no_rule_is_believed_everything_stays_where_it_is(case: Case) -> None:
    off = {rule.id: 0.0 for rule in case.rules}
    program = program_of(case)
    for batch in matrix(case, Scenario(title="nothing believed", months=6, beliefs=off)):
        assert (batch.values[:, : program.variables] == batch.values[:1, : program.variables]).all()
        assert (batch.pulls == 0).all()


def test_single_precision_keeps_its_word_at_every_corner(case: Case, whole: list[Trace]) -> None:
    program = program_of(case)
    at = 0
    for double in whole:
        runs = double.values.shape[2]
        inputs = central_inputs(program, Scenario(title="corner", months=MONTHS))
        start = np.tile(inputs.start, (1, runs))
        for column, values in enumerate(corners()[at : at + runs]):
            for name, value in values.items():
                start[program.row[name], column] = value
        single = trace(program, type(inputs)(**{**vars(inputs), "start": start}).to(np.float32), (), MONTHS)
        assert np.abs(single.values - double.values).max() <= SINGLE
        assert np.abs(single.pulls - double.pulls).max() <= SINGLE
        at += runs
    assert at == len(corners())


@pytest.mark.parametrize("name", ["default", "minsk", "istanbul-2022", "strikes-both-ways"])
def test_a_nearer_horizon_is_the_beginning_of_a_further_one(name: str, case: Case) -> None:
    """Horizon 1 of 120, and 24 of 120: in the central run, and draw by draw, events and wandering front and all."""
    long = bundled_situations(case)[name].but(months=120, expect=())
    path, pulls = simulate(case, long).paths, ensemble(case, long, 32, 5).pulls_by_month
    for months in (1, 24):
        near = long.until(months)
        assert (simulate(case, near).paths.values == path.values[: months + 1]).all()
        assert (ensemble(case, near, 32, 5).pulls_by_month == pulls[: months + 1]).all()


def test_shares_add_up_at_every_end(case: Case) -> None:
    for values in [one for one in corners() if len(one) == 1][::3]:
        found = ensemble(case, Scenario(title="end", months=12).setting(case, values), 32, 1)
        assert sum(found.shares.values()) == pytest.approx(1)
        assert all(found.formed[outcome] <= found.shares[outcome] for outcome in found.shares)
        assert sum(found.formed.values()) + found.unformed[0] == pytest.approx(1)


def test_sums_hold_where_everything_is_at_an_end(case: Case) -> None:
    for values in corners()[-2:]:
        result = simulate(case, Scenario(title="all", months=MONTHS).setting(case, values))
        for name in ("trust", "intensity", "widest_gap", "settlement", "escalation"):
            path = result.paths.sel(variable=name)
            assert result.contributions(name).amount.sum() == pytest.approx(float(path[-1] - path[0]), abs=1e-9)


def test_as_many_events_as_there_may_be_each_as_large_as_it_may_be(case: Case) -> None:
    states = [q for q, v in program_of(case).variable_of.items() if v.kind == "state"]
    events = [
        Event(month=1 + at % 24, change={states[at % len(states)]: (-1.0) ** (at // len(states))})
        for at in range(MOST_EVENTS)
    ]
    result = simulate(case, Scenario(title="busy", months=24, events=events))
    assert np.isfinite(result.trace.values).all()
    path = result.paths.sel(variable=states[0])
    assert result.contributions(states[0]).amount.sum() == pytest.approx(float(path[-1] - path[0]), abs=1e-9)


def test_what_the_ends_of_a_scale_are_called_does_not_matter(case: Case) -> None:
    """A state told from -1 to 1 instead of 0 to 1 moves as before, twice as far: a step knows both ends of a scale."""
    name = "deterrence"
    wide = Scale(id="wide", low=-1.0, high=1.0, terms={"low": -1.0, "medium": 0.0, "high": 1.0})

    def widened(variable: Variable) -> Variable:
        if variable.id != name:
            return variable
        ends = {end: 2 * getattr(variable, end) - 1 for end in ("start", "low", "high")}
        return variable.model_copy(update={"scale": "wide", **ends})

    other = rebuild(case, scales=(*case.scales, wide), variables=tuple(map(widened, case.variables)))
    base = load_scenario("nato-entry", case)
    here, there = simulate(case, base).paths, simulate(other, base).paths
    assert np.abs(2 * here.sel(variable=name) - 1 - there.sel(variable=name)).max() <= 1e-12
    rest = [variable for variable in here.coords["variable"].values if variable != name]
    assert np.abs(here.sel(variable=rest) - there.sel(variable=rest)).max() <= 1e-12


def test_with_all_theories_believed_the_laws_hold_as_well(case: Case) -> None:
    full = believing(case, tuple(theory.id for theory in case.theories))
    program = program_of(full)
    scales = [case.scale_of[program.variable_of[name].scale] for name in program.ids]
    low, high = (np.array([getattr(scale, end) for scale in scales])[None, :, None] for end in ("low", "high"))
    for batch in matrix(full, Scenario(title="corner", months=12, theories=full.believed)):
        assert (batch.values >= low).all()
        assert (batch.values <= high).all()
        assert (batch.pulls >= 0).all()
        assert (batch.pulls.sum(axis=1) <= 1 + 1e-12).all()
