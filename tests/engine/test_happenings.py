"""What may happen: rates, effects and how long they last; laws over random happenings; one answer of both engines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Event, Scenario, ensemble, load_case, simulate
from model.arrays import Floats
from model.engine.backend import NUMPY
from model.engine.batch import Batch
from model.engine.compiled.driver import CompiledBackend
from model.engine.grounding import program_of
from model.engine.inputs import Inputs
from model.engine.program import Program
from model.engine.stepping import trace
from model.knowledge import Happening, rebuild
from model.knowledge.case import Case
from model.uncertainty.draws import drawn_inputs
from tests.support.scenarios import scenarios

PRECISIONS = (np.float32, np.float64)
COMPILED = CompiledBackend(frozenset(map(np.dtype, PRECISIONS)))
ALL = Scenario(title="whatever may happen", months=24, happenings="all")
NONE = ALL.but(happenings="none")


def happening(name: str = "a-turn", **values: Any) -> Happening:
    """Return a happening of the world that comes about each month, unless told otherwise."""
    told = {"says": "A turn.", "rate": 1.0, "judgement": "Made up.", "count": "1", "period": "now", "source": "us"}
    return Happening.model_validate({"id": name} | told | values)


def with_happenings(case: Case, *happenings: Happening) -> Case:
    return rebuild(case, happenings=happenings)


def calm(program: Program, scenario: Scenario, draws: int = 8, seed: int = 1) -> Inputs:
    """Return the inputs of some draws with a front that does not wander."""
    return replace(drawn_inputs(program, scenario, draws, seed), wander=None)


def path(case: Case, scenario: Scenario, variable: str, **how: Any) -> Floats:
    """Return a variable by month and draw."""
    program = program_of(case)
    inputs = calm(program, scenario, **how)
    return trace(program, inputs, scenario.events, scenario.months).values[:, program.row[variable]]


# ------------------------------------------------------------------------------------------------ known answers


def test_a_rate_of_one_is_an_event_in_each_month(case: Case) -> None:
    turned = with_happenings(case, happening(change={"trust": -0.05}))
    each_month = NONE.but(events=tuple(Event(month=m, change={"trust": -0.05}) for m in range(1, 25)))
    assert path(turned, ALL, "trust") == pytest.approx(path(case, each_month, "trust"), abs=1e-6)


def test_what_sets_an_assumption_for_good_is_as_an_event_that_does(case: Case) -> None:
    turned = with_happenings(case, happening(set={"strikes": 0.9}))
    for name in ("strikes", "trust"):
        event = NONE.but(events=(Event(month=1, set={"strikes": 0.9}),))
        assert path(turned, ALL, name) == pytest.approx(path(case, event, name), abs=1e-6)


def test_what_changes_an_assumption_is_over_after_its_months(case: Case) -> None:
    """One of three months each month: from the third month on, three of them are in force at once."""
    turned = with_happenings(case, happening(change={"strikes": 0.01}, months=3))
    added = path(turned, ALL, "strikes") - path(case, NONE, "strikes")
    assert added[:, 0] == pytest.approx(np.minimum(np.arange(25), 3) * 0.01, abs=1e-6)


def test_it_goes_back_to_where_it_was_to_the_last_bit(case: Case) -> None:
    turned = with_happenings(case, happening(rate=0.02, change={"strikes": [0.1, 0.3]}, months=2))
    there, was = (path(c, s, "strikes", draws=300) for c, s in ((turned, ALL), (case, NONE)))
    assert (there != was).any(axis=0).mean() > 0.2
    struck = np.flatnonzero((there[1:-2] != was[1:-2]).any(axis=0))
    assert len(struck)
    assert (there[-1] == was[-1]).mean() > 0.9


def test_an_event_that_sets_an_assumption_ends_what_happened_to_it(case: Case) -> None:
    turned = with_happenings(case, happening(rate=0.5, change={"strikes": 0.1}))
    until = ALL.but(months=6, events=(Event(month=6, set={"strikes": 0.4}),))
    at_once = path(with_happenings(case, happening(rate=1e-9, change={"strikes": 0.1})), until, "strikes")
    assert at_once[-1] == pytest.approx(0.4)
    last = path(turned, until, "strikes", draws=400)[-1]
    assert set(np.round(last, 6)) == {
        np.float32(0.4),
        np.float32(0.5),
    }  # what happens then comes after it


def test_what_sets_an_assumption_ends_what_happened_before(case: Case) -> None:
    often = happening("a", change={"strikes": 0.01})
    turned = with_happenings(case, often, happening("b", set={"strikes": 0.5}, months=1))
    assert path(turned, ALL, "strikes")[2:] == pytest.approx(0.51, abs=1e-6)  # set first, then changed


def test_changes_of_one_month_add_up_before_they_are_limited(case: Case) -> None:
    turned = with_happenings(case, happening("a", change={"trust": 1.5}), happening("b", change={"trust": -1.5}))
    assert path(turned, ALL, "trust") == pytest.approx(path(case, NONE, "trust"), abs=1e-5)


def test_a_happening_for_each_party_strikes_each_by_itself(case: Case) -> None:
    turned = with_happenings(case, happening(**{"for": "party"}, rate=0.02, change={"party.flexibility": 0.3}))
    program = program_of(turned)
    strokes = drawn_inputs(program, ALL, 2000, 0).strokes
    assert strokes is not None
    sides = [{*zip(strokes.run[strokes.what == n], strokes.month[strokes.what == n], strict=True)} for n in (0, 1)]
    assert len(sides[0] & sides[1]) < 0.1 * len(sides[0])
    assert [h.where for h in program.happenings] == sorted(case.parties)


def test_counts_are_those_of_the_rate(case: Case) -> None:
    """A planted Poisson count: 2,000 draws of 120 months at .03, within four standard deviations."""
    turned = with_happenings(case, happening(rate=0.03, change={"trust": 0.1}))
    strokes = drawn_inputs(program_of(turned), ALL.but(months=120), 2000, 5).strokes
    assert strokes is not None
    expected = 2000 * 120 * 0.03
    assert abs(len(strokes.run) - expected) < 4 * np.sqrt(expected)
    by_draw = np.bincount(strokes.run, minlength=2000)
    assert by_draw.var() == pytest.approx(120 * 0.03 * 0.97, rel=0.15)


def test_a_rate_is_scaled_by_how_far_a_term_holds(case: Case) -> None:
    """With the term holding by three quarters, three in four of what was drawn comes about."""
    scale = case.scale_of[next(v.scale for v in case.variables if v.id == "strikes")]
    low, high = list(scale.terms.values())[-2:]
    level, term = low + 0.75 * (high - low), list(scale.terms)[-1]
    turned = with_happenings(case, happening(rate=0.5, scaled_by={"strikes": term}, change={"sanctions": 1e-3}))
    at = ALL.but(assumptions={"strikes": level}, months=20)
    added = path(turned, at, "sanctions", draws=2000) - path(case, at.but(happenings="none"), "sanctions", draws=2000)
    assert (added[-1] / 1e-3).mean() / 20 == pytest.approx(0.5 * 0.75, rel=0.05)


def test_a_front_that_returns_is_an_ar1_path(case: Case) -> None:
    """The planted path: by so much a month towards level, in a run and in every draw around which it wanders."""
    kept = case.settings.wander.persistence
    back = NONE.but(levers={"battlefield_shift": 0.8}, front="returns")
    assert simulate(case, back).path("battlefield_shift") == pytest.approx(0.8 * kept ** np.arange(25), abs=1e-12)
    program = program_of(case)
    inputs = drawn_inputs(program, back, 50, 2)
    held = trace(program, inputs, (), 24).values[:, program.row["battlefield_shift"]]
    assert inputs.wander is not None
    assert held == pytest.approx(0.8 * kept ** np.arange(25)[:, None] + inputs.wander, abs=1e-6)


def test_a_front_that_is_set_for_a_while_holds_and_returns_from_then_on(case: Case) -> None:
    kept = case.settings.wander.persistence
    event = Event(month=2, set={"battlefield_shift": 0.5}, until=4)
    back = NONE.but(levers={"battlefield_shift": 0.8}, front="returns", months=6, events=(event,))
    expected = [0.8, 0.8 * kept, 0.5, 0.5, 0.5, 0.8 * kept**5, 0.8 * kept**6]
    assert simulate(case, back).path("battlefield_shift") == pytest.approx(expected)
    for_good = back.but(events=(Event(month=2, set={"battlefield_shift": 0.5}),))
    expected = [0.8, 0.8 * kept, 0.5, 0.5 * kept, 0.5 * kept**2, 0.5 * kept**3, 0.5 * kept**4]
    assert simulate(case, for_good).path("battlefield_shift") == pytest.approx(expected)


# ------------------------------------------------------------------------------------------------ laws


def test_rates_of_zero_change_no_bit(case: Case) -> None:
    never = rebuild(case, happenings=[h.but(rate=0.0) for h in case.happenings])
    assert (
        ensemble(never, ALL, 200, 3).pulls_by_month.tobytes() == ensemble(case, NONE, 200, 3).pulls_by_month.tobytes()
    )


def test_what_never_comes_about_changes_no_bit(case: Case) -> None:
    """As above, with rates that are above 0 but below every draw: the way there is another one."""
    hardly = rebuild(case, happenings=[h.but(rate=1e-15) for h in case.happenings])
    front = happening("z", rate=1e-15, change={"battlefield_shift": 0.3})
    events = (Event(month=3, set={"battlefield_shift": 0.3, "strikes": 0.7}, until=7),)
    hardly = rebuild(hardly, happenings=(*hardly.happenings, front))
    one, other = (ensemble(c, s.but(events=events), 200, 3) for c, s in ((hardly, ALL), (case, NONE)))
    assert one.pulls_by_month.tobytes() == other.pulls_by_month.tobytes()


def test_adding_a_happening_moves_no_other(case: Case) -> None:
    more = rebuild(case, happenings=(happening("b-more", rate=0.3, change={"trust": 0.1}), *case.happenings))
    one, two = (drawn_inputs(program_of(c), ALL, 500, 7).strokes for c in (case, more))
    assert one is not None
    assert two is not None
    names = [h.id for h in program_of(more).happenings]
    kept = two.where(np.array([names[what] != "b-more" for what in two.what]))
    for field in ("month", "run", "row", "amount", "until", "luck"):
        assert getattr(kept, field).tobytes() == getattr(one, field).tobytes()


def test_a_scenario_allows_some_and_no_others(case: Case) -> None:
    names = tuple(h.id for h in case.happenings[:2])
    program = program_of(case)
    strokes = drawn_inputs(program, ALL.but(happenings=names), 500, 7).strokes
    assert strokes is not None
    assert {program.happenings[what].id for what in strokes.what} == set(names)
    assert drawn_inputs(program, NONE, 500, 7).strokes is None


def test_the_first_draws_of_many_are_those_of_few(case: Case) -> None:
    few, many = (ensemble(case, ALL, draws, 5).pulls_by_month for draws in (60, 300))
    assert few.tobytes() == np.ascontiguousarray(many[:, :, :60]).tobytes()


@pytest.mark.parametrize("scenario", [ALL, ALL.but(front="returns")])
def test_all_sums_are_exact_in_each_variant(case: Case, scenario: Scenario) -> None:
    variants = ensemble(case, scenario, 40, 11)
    seen = 0
    for draw in range(0, 40, 4):
        run = variants.variant(draw)
        seen += len(run.happened)
        assert run.pulls == pytest.approx(variants.pulls_by_month[:, :, draw], abs=1e-4)
        for name in (*case.settings.chart[0].variables, "trust", "relief", "external_pressure", "widest_gap"):
            moved = float(run.path(name)[-1] - run.path(name)[0])
            assert run.contributions(name)["amount"].sum() == pytest.approx(moved, abs=1e-9)
    assert seen


def test_a_variant_tells_what_happened_in_it_and_its_sums_have_rows_for_that(case: Case) -> None:
    turned = with_happenings(case, happening(change={"trust": -0.05}))
    run = ensemble(turned, ALL.but(months=3), 5).variant(2)
    assert run.happened.values.tolist() == [[month, "a-turn", "world", "A turn."] for month in (1, 2, 3)]
    rows = run.contributions("trust").query("rule == 'happening: A turn.'")
    assert rows["month"].tolist() == [1, 2, 3]
    assert rows["amount"].tolist() == pytest.approx([-0.05] * 3)


# ------------------------------------------------------------------------------------------------ over random ones

WORLD = ("strikes", "sanctions", "external_pressure", "battlefield_shift", "trust", "intensity", "relief")
SCALED = ({"trust": {"low": 0.3, "high": 1}}, {"widest_gap": "wide"}, {"battlefield_shift": ["second-gains", "level"]})
SIZE = st.floats(-0.6, 0.6, allow_subnormal=False).filter(lambda x: abs(x) > 1e-3)


@st.composite
def happenings(draw: st.DrawFn) -> Sequence[Happening]:
    """Draw some happenings, rare and frequent, that set or change this and that for good or for a while."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        names: list[str] = draw(st.lists(st.sampled_from(WORLD), min_size=1, max_size=3, unique=True))
        spans = {name: sorted(draw(st.tuples(SIZE, SIZE))) for name in names}
        put = draw(st.lists(st.sampled_from(names), unique=True).map(list))
        sets = {name: sorted(map(abs, spans.pop(name))) for name in put if name != "intensity"}
        lasts = [name for name in names if name not in ("trust", "intensity")]
        values: dict[str, Any] = {"set": sets, "change": spans, "rate": draw(st.sampled_from([0.02, 0.3, 1.0]))}
        if draw(st.booleans()) and lasts:
            values["months"] = sorted(draw(st.tuples(st.integers(1, 9), st.integers(1, 9))))
        if draw(st.booleans()):
            values["scaled_by"] = draw(st.sampled_from(SCALED))
        found.append(happening(f"h-{number}", **values))
    return found


@pytest.fixture(scope="module", autouse=True)
def warmed(compiled: None) -> None:
    """Have the kernel compiled."""


@pytest.mark.slow
@given(some=happenings(), scenario=scenarios(), seed=st.integers(0, 2**32), data=st.data())
@settings(max_examples=40)
def test_both_engines_give_the_same_bits(some: Any, scenario: Scenario, seed: int, data: Any) -> None:
    program = program_of(with_happenings(load_case(), *some))
    scenario = scenario.but(happenings="all", front=data.draw(st.sampled_from(["holds", "returns"])), expect=())
    inputs = drawn_inputs(program, scenario, data.draw(st.integers(64, 300)), seed)
    inputs = inputs.to(data.draw(st.sampled_from(PRECISIONS)))
    if scenario.events and data.draw(st.booleans()):
        share = np.random.default_rng(0).choice([0.0, 0.4, 1.0, 2.0], (len(scenario.events), inputs.runs))
        inputs = replace(inputs, share=share.astype(inputs.start.dtype))
    batch, rows = Batch(program, scenario, inputs), range(len(program.ids))
    (pulls, values), (quick, there) = (batch.run(rows, backend=by) for by in (NUMPY, COMPILED))
    differ = {program.ids[row] for _, row, _ in np.argwhere(values != there)}
    assert not differ
    assert pulls.tobytes() == quick.tobytes()
    _on_its_scale(program, values)
    _told_apart_or_not(program, scenario, inputs, values)
    _parts_and_copies(batch, pulls)


def _on_its_scale(program: Program, values: Floats) -> None:
    for row in range(program.variables):
        assert (values[:, row] >= program.low[row]).all()
        assert (values[:, row] <= program.high[row]).all()


def _told_apart_or_not(program: Program, scenario: Scenario, inputs: Inputs, values: Floats) -> None:
    """Each change told apart comes to the same bits, and what is told adds up."""
    part = inputs.part(3, 9)
    told = trace(program, part, scenario.events, scenario.months, record=True)
    assert told.values.tobytes() == np.ascontiguousarray(values[:, :, 3:9]).tobytes()
    for row in program.lasting:
        moved = sum(amount for _, of, _, amount in told.moved if of == row)
        assert moved == pytest.approx(told.values[-1, row] - told.values[0, row], abs=1e-5)


def _parts_and_copies(batch: Batch, pulls: Floats) -> None:
    part = replace(batch, inputs=batch.inputs.part(5, 40))
    assert part.run(backend=NUMPY)[0].tobytes() == np.ascontiguousarray(pulls[:, :, 5:40]).tobytes()
    twice = part.repeated(2).run(backend=COMPILED)[0]
    assert twice[:, :, :35].tobytes() == twice[:, :, 35:].tobytes() == part.run(backend=NUMPY)[0].tobytes()
