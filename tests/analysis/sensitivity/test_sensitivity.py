"""What matters most: against functions whose indices are known, and against single runs of the model."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import xarray as xr
from hypothesis import given, settings
from hypothesis import strategies as st

from model import Event, Scenario, ScenarioError, simulate
from model.analysis.sensitivity import factors
from model.analysis.sensitivity.elementary_effects import morris_of
from model.analysis.sensitivity.factors import beliefs, choose, open_factors, run_design
from model.analysis.sensitivity.measures import morris, sobol, tornado
from model.analysis.sensitivity.sobol_indices import DOES_NOT_VARY, FEWEST_BASE_POINTS, WIDEST_INTERVAL, sobol_of
from model.arrays import Floats
from model.engine.grounding import program_of
from model.engine.inputs import central_inputs
from model.engine.stepping import trace
from model.knowledge.case import Case
from model.uncertainty import draws as sampling
from tests.support.cases import OUTCOMES, settable, variables
from tests.support.scenarios import scenarios

PLAIN = Scenario(title="plain", months=6)
UNIT = (0.0, 1.0)


def column(function: Callable[[Floats], Floats]) -> Callable[[Floats], Floats]:
    """Make a function of one output one of several, as the analysis takes them."""
    return lambda design: function(design)[:, None]


@column
def nothing_of_the_last(design: Floats) -> Floats:
    """Add up all factors but the last, which has no effect."""
    return design[:, :-1].sum(axis=1)


def a_rule(case: Case) -> str:
    return next(name for name in beliefs(case) if name.startswith("push ")).removeprefix("push ")


def indices(found: xr.Dataset, order: str) -> Any:
    return found[order].values[0]


# ------------------------------------------------------------------------------- functions whose indices are known


@pytest.mark.slow
def test_the_ishigami_function_has_its_published_indices() -> None:
    """Check against Ishigami and Homma (1990), with A = 7 and B = 0.1, as SALib has the function."""
    from SALib.test_functions import Ishigami

    ranges = dict.fromkeys(["x1", "x2", "x3"], (-np.pi, np.pi))
    found = sobol_of(column(Ishigami.evaluate), ranges, n=8192)
    assert indices(found, "first") == pytest.approx([0.3139, 0.4424, 0.0], abs=0.01)
    assert indices(found, "total") == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.01)
    pairs = found.second.isel(output=0)
    assert [float(pairs.sel(factor=a, other=b)) for a, b in (("x1", "x3"), ("x1", "x2"), ("x2", "x3"))] == (
        pytest.approx([0.2437, 0.0, 0.0], abs=0.02)
    )
    assert found.total_converged.all()


def test_the_intervals_of_the_ishigami_function_hold_its_published_indices_about_as_often_as_they_say() -> None:
    from SALib.test_functions import Ishigami

    ranges = dict.fromkeys(["x1", "x2", "x3"], (-np.pi, np.pi))
    missed = []
    for seed in range(20):
        found = sobol_of(column(Ishigami.evaluate), ranges, n=512, seed=seed, second_order=False)
        for order, known in (("first", [0.3139, 0.4424, 0.0]), ("total", [0.5576, 0.4424, 0.2437])):
            missed += list(abs(indices(found, order) - known) > indices(found, f"{order}_conf"))
    assert np.mean(missed) <= 0.1  # 5 % would be fair; Sobol points do better than the bootstrap knows


SLOPES, WIDTHS = np.array([1.0, -2.0, 3.0, 0.5]), np.array([1.0, 2.0, 0.5, 10.0])
STRAIGHT = {f"x{n}": (-1.0, -1.0 + width) for n, width in enumerate(WIDTHS)}


@column
def straight(design: Floats) -> Floats:
    return design @ SLOPES


def test_of_a_sum_each_factor_has_its_part_of_the_variance_and_nothing_interacts() -> None:
    found = sobol_of(straight, STRAIGHT)
    parts = (SLOPES * WIDTHS) ** 2 / ((SLOPES * WIDTHS) ** 2).sum()
    assert indices(found, "first") == pytest.approx(parts, abs=0.01)
    assert indices(found, "total") == pytest.approx(parts, abs=0.01)
    assert np.nanmax(np.abs(indices(found, "second"))) < 0.01
    assert float(found.deviation[0]) ** 2 == pytest.approx(((SLOPES * WIDTHS) ** 2).sum() / 12, rel=0.01)


def test_of_a_sum_each_elementary_effect_is_the_slope_times_the_range() -> None:
    found = morris_of(straight, STRAIGHT, n=10)
    assert indices(found, "mu") == pytest.approx(SLOPES * WIDTHS)
    assert indices(found, "mu_star") == pytest.approx(np.abs(SLOPES * WIDTHS))
    assert indices(found, "sigma") == pytest.approx(0, abs=1e-12)
    assert found.converged.all()


def test_of_a_product_around_zero_no_factor_does_anything_alone() -> None:
    found = sobol_of(column(lambda d: d[:, 0] * d[:, 1]), {"a": (-1.0, 1.0), "b": (-1.0, 1.0)}, n=2048)
    assert indices(found, "first") == pytest.approx(0, abs=0.02)
    assert indices(found, "total") == pytest.approx(1, abs=0.02)
    pairs = found.second.isel(output=0)
    assert float(pairs.sel(factor="a", other="b")) == pytest.approx(1, abs=0.05)
    assert float(pairs.sel(factor="b", other="a")) == float(pairs.sel(factor="a", other="b"))


def test_a_group_has_what_its_factors_have_together() -> None:
    found = sobol_of(straight, STRAIGHT, groups=["one", "other", "one", "other"])
    parts = (SLOPES * WIDTHS) ** 2 / ((SLOPES * WIDTHS) ** 2).sum()
    assert list(found.factor.values) == ["one", "other"]
    assert indices(found, "total") == pytest.approx([parts[0] + parts[2], parts[1] + parts[3]], abs=0.01)


def test_several_outputs_of_one_design_are_what_each_is_alone() -> None:
    ranges = dict.fromkeys("ab", UNIT)
    of = [column(lambda d: d[:, 0] + 2 * d[:, 1]), column(lambda d: d[:, 0] * d[:, 1])]
    both = sobol_of(lambda d: np.hstack([f(d) for f in of]), ranges, ["sum", "product"], n=64)
    for function, name in zip(of, both.output.values, strict=True):
        xr.testing.assert_allclose(
            sobol_of(function, ranges, [str(name)], n=64).isel(output=0).drop_vars("output"),
            both.sel(output=name).drop_vars("output"),
            rtol=1e-12,
        )


# ---------------------------------------------------------------------------------------- no effect, and no variance


@pytest.mark.parametrize("n", [2, 16, 1024])
def test_a_factor_without_any_effect_has_none_and_never_nan(n: int) -> None:
    ranges = dict.fromkeys("abc", UNIT)
    found = sobol_of(nothing_of_the_last, ranges, n=n).isel(output=0)
    assert float(found.total.sel(factor="c")) == float(found.total_conf.sel(factor="c")) == 0.0
    screened = morris_of(nothing_of_the_last, ranges, n=n).isel(output=0).sel(factor="c")
    assert [float(screened[key]) for key in ("mu", "mu_star", "sigma", "mu_star_conf")] == [0.0] * 4
    for name, values in found.drop_vars(["second", "second_conf"]).data_vars.items():
        assert not values.isnull().any(), name
    for values in (found.second, found.second_conf):
        assert np.array_equal(np.isnan(values.values), np.eye(3, dtype=bool))


@pytest.mark.parametrize("noise", [0.0, 1e-15])
def test_indices_of_what_does_not_vary_are_zero_and_marked_without_a_warning(noise: float) -> None:
    def still(design: Floats) -> Floats:
        return 192.53 * (1 + noise * np.sign(design[:, :1] - 0.5))

    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        warnings.simplefilter("error", UserWarning)
        found, screened = sobol_of(still, {"a": UNIT, "b": UNIT}), morris_of(still, {"a": UNIT, "b": UNIT})
    for order in ("first", "total"):
        assert (found[order] == 0).all()
        assert (found[f"{order}_mark"] == DOES_NOT_VARY).all()
        assert not found[f"{order}_converged"].any()
    assert not found.second_converged.any()
    assert float(found.second.sel(factor="a", other="b")[0]) == 0.0
    assert float(found.deviation[0]) == 0.0
    assert (screened.mu_star == 0).all()


# --------------------------------------------------------------------------------------------------- what is marked


def breaks_the_rule(found: xr.Dataset, output: int, factor: int, n: int) -> bool:
    """Tell by the rule as `sobol_of` writes it whether a first order is to be marked, in plain numbers."""
    first, conf, total, total_conf = (
        float(found[key].values[output, factor]) for key in ("first", "first_conf", "total", "total_conf")
    )
    return n < 64 or first < -1e-9 or conf > 0.1 or first > total + conf + total_conf


@pytest.mark.parametrize("n", [32, 64, 256])
def test_what_breaks_the_written_rule_is_marked_and_nothing_else(n: int, case: Case) -> None:
    found = sobol(case, PLAIN, n=n, second_order=False)
    verdicts = set()
    for output in range(3):
        if float(found.deviation[output]) == 0.0:
            continue
        for factor in range(found.sizes["factor"]):
            verdicts.add(broken := breaks_the_rule(found, output, factor, n))
            assert bool(found.first_converged.values[output, factor]) is not broken
            assert (found.first_mark.values[output, factor] != "") is broken
    assert verdicts == ({True} if n < FEWEST_BASE_POINTS else {True, False})


def test_nothing_that_comes_from_a_handful_of_points_is_taken_for_a_fact(case: Case) -> None:
    still = Scenario(title="hardly anything moves", months=1)
    found = sobol(case, still, ["trust", "relief"], n=2)
    for order in ("first", "total", "second"):
        assert not found[f"{order}_converged"].any()
        assert (found[f"{order}_mark"] != "").all()
    assert not morris(case, PLAIN, ["trust", "relief"], n=2).converged.any()


def test_a_wide_interval_is_marked() -> None:
    found = sobol_of(column(lambda d: np.prod(np.exp(6 * d), axis=1)), dict.fromkeys("abc", UNIT), n=128)
    wide = found.total_conf.values > WIDEST_INTERVAL
    assert wide.any()
    assert not found.total_converged.values[wide].any()
    assert all("interval" in mark for mark in found.total_mark.values[wide])


def test_an_index_above_a_total_that_contains_it_is_marked() -> None:
    """Of factors that hardly do anything beside a wave, the estimates of a few fall beyond their intervals."""
    ranges = {f"x{n}": UNIT for n in range(10)}
    firsts, seconds = set(), set()
    for seed in range(20):
        wave = column(lambda d: np.sin(20 * d[:, 0]) + 0.01 * d[:, 2:].sum(axis=1))
        found = sobol_of(wave, ranges, n=64, seed=seed).isel(output=0)
        bound = (found.total + found.total_conf).values
        above = (found["first"] - found.first_conf).values > bound
        assert not found.first_converged.values[above].any()
        assert not found.total_converged.values[above].any()
        firsts |= set(found.first_mark.values[above]) | set(found.total_mark.values[above])
        above = (found.second - found.second_conf).values > np.minimum.outer(bound, bound)
        assert not found.second_converged.values[above].any()
        seconds |= set(found.second_mark.values[above])
        assert not found.second_converged.values[np.eye(len(ranges), dtype=bool)].any()
    assert "the first order is above the total" in firsts
    assert "it is above a total that contains it" in seconds


# --------------------------------------------------------------------------------------------------------- the seed


@pytest.mark.parametrize("seed", [0, 1, 2**64 - 1])
def test_the_same_seed_gives_the_same_indices_and_another_other_ones(seed: int, case: Case) -> None:
    before = np.random.get_state(legacy=True)[1].tobytes()  # type: ignore[index]
    names = ["trust", "relief", f"push {a_rule(case)}"]
    for analyse in (sobol, morris):
        once, again = (analyse(case, PLAIN, names, n=16, seed=seed) for _ in range(2))
        xr.testing.assert_identical(once, again)
        assert not once.equals(analyse(case, PLAIN, names, n=16, seed=7))
    assert np.random.get_state(legacy=True)[1].tobytes() == before  # type: ignore[index]


# --------------------------------------------------------------------------------- tornado bars against single runs


def with_value(case: Case, scenario: Scenario, factor: str, value: float) -> Scenario:
    held = "levers" if settable(case)[factor].lever else "assumptions"
    return scenario.but(**{held: {**getattr(scenario, held), factor: value}})


@settings(max_examples=15)
@given(scenario=scenarios(), over=st.sampled_from(["plausible", "scale"]), data=st.data())
def test_each_end_of_a_bar_is_the_run_with_that_value(case: Case, scenario: Scenario, over: Any, data: Any) -> None:
    names = data.draw(st.lists(st.sampled_from(sorted(settable(case))), min_size=1, max_size=4, unique=True))
    table = tornado(case, scenario, names, over)
    now = simulate(case, scenario)
    assert table.attrs == {"outcome": now.outcome, "pull": now.pull}
    assert sorted(table["factor"]) == sorted(names)
    for bar in table.to_dict("records"):
        ends_ = {end: simulate(case, with_value(case, scenario, bar["factor"], bar[end])) for end in ("low", "high")}
        for end, made in ends_.items():
            assert {o: bar[f"{o} {end}"] for o in OUTCOMES} == made.pull
        pulls = [run.pull[now.outcome] for run in (*ends_.values(), now)]
        assert bar["swing"] == max(pulls) - min(pulls)
    assert table["swing"].is_monotonic_decreasing


def test_a_bar_of_a_rule_is_the_run_that_believes_it_so_much_more_or_less(case: Case) -> None:
    names = [name for name in beliefs(case) if name.startswith("push ")][::7]
    for bar in tornado(case, PLAIN, names).to_dict("records"):
        for end in ("low", "high"):
            believed = PLAIN.but(beliefs={bar["factor"].removeprefix("push "): bar[end]})
            assert simulate(case, believed).pull == pytest.approx({o: bar[f"{o} {end}"] for o in OUTCOMES}, abs=1e-12)


@pytest.mark.parametrize(("kind", "field"), [("edge", "weight"), ("salience", "salience"), ("start", "start")])
def test_a_bar_of_any_other_belief_is_the_run_of_a_program_that_holds_it(kind: str, field: str, case: Case) -> None:
    program = program_of(case)
    some = [factor for factor in beliefs(case).values() if factor.kind == kind][::5]
    assert some
    bars = tornado(case, PLAIN, [factor.name for factor in some]).set_index("factor")
    assert bars["swing"].max() > 0
    for factor in some:
        for end in ("low", "high"):
            held = getattr(program, field).copy()
            held[factor.at[0]] = getattr(factor, end)
            other = replace(program, **{field: held})
            pulls = trace(other, central_inputs(other, PLAIN), (), PLAIN.months).pulls[-1, :, 0]
            assert [bars.loc[factor.name, f"{o} {end}"] for o in OUTCOMES] == list(pulls)


@settings(max_examples=15)
@given(scenario=scenarios())
def test_with_every_belief_at_its_centre_a_run_is_the_scenarios_own(case: Case, scenario: Scenario) -> None:
    """What it sets, whom it leaves out and what it believes of rules holds also where beliefs are varied."""
    program = program_of(case)
    chosen = choose(program, scenario, list(beliefs(case)))
    (pulls,) = run_design(program, scenario, chosen, np.array([[factor.value for factor in chosen]]))
    assert dict(zip(OUTCOMES, pulls, strict=True)) == simulate(case, scenario).pull


def test_a_bar_that_goes_the_same_way_at_both_ends_is_as_long_as_it_goes(case: Case) -> None:
    table = tornado(case, PLAIN.but(months=24), over="scale")
    now = table.attrs["pull"][lead := table.attrs["outcome"]]
    humped = table[(table[f"{lead} low"] < now) & (table[f"{lead} high"] < now)]
    assert len(humped)
    assert (humped["swing"] >= now - humped[[f"{lead} low", f"{lead} high"]].min(axis=1)).all()


def test_what_an_event_sets_for_good_at_once_is_set_whatever_the_factor_was(case: Case) -> None:
    told = PLAIN.but(events=(Event(month=1, set={"relief": 0.5}),))
    names = ["relief", "external_pressure"]
    assert tornado(case, told, names).set_index("factor")["swing"]["relief"] == 0.0
    assert tornado(case, PLAIN, names).set_index("factor")["swing"]["relief"] > 0.0
    found = sobol(case, told, names, n=64).sel(factor="relief")
    assert (found.total == 0).all()
    assert (morris(case, told, names).mu_star.sel(factor="relief") == 0).all()


# ------------------------------------------------------------------------------------------- which factors there are


def test_beliefs_are_called_as_their_streams_and_range_as_their_draws(case: Case, monkeypatch: Any) -> None:
    asked: list[str] = []
    real = sampling.uniform

    def noted(seed: int, name: str, *rest: Any) -> Any:
        asked.append(name)
        return real(seed, name, *rest)

    monkeypatch.setattr(sampling, "uniform", noted)
    program, held = program_of(case), beliefs(case)
    inputs = sampling.drawn_inputs(program, PLAIN, 500, 0)
    assert set(held) == {name for name in asked if not name.startswith(("wander ", "happening "))}
    plain = central_inputs(program, PLAIN)
    ratio = inputs.push[program.push_stance < 0] / plain.push[program.push_stance < 0]  # nothing else varies these
    pushes = {at: factor for factor in held.values() if factor.kind == "push" for at in factor.at}
    assert sorted(pushes) == list(range(len(program.push)))
    for at, drawn in zip(np.flatnonzero(program.push_stance < 0).tolist(), ratio, strict=True):
        low, high = pushes[at].low, pushes[at].high
        assert low <= drawn.min() < low + 0.05 * (high - low)
        assert high - 0.05 * (high - low) < drawn.max() <= high
    for factor in held.values():
        if factor.kind == "start":
            drawn = inputs.start[factor.at[0]]
            assert factor.low <= drawn.min() <= factor.value <= drawn.max() <= factor.high


def test_what_is_left_open_is_varied_and_what_is_set_is_not(case: Case) -> None:
    program = program_of(case)
    engaged = [name for name in settable(case) if name.endswith(".engagement")]
    actor = engaged[0].removesuffix(".engagement")
    told = PLAIN.but(levers={"trust": 0.9}, assumptions={"relief": 0.9}, without=(actor,), beliefs={a_rule(case): 0.5})
    everything = set(settable(case))
    assert {f.name for f in choose(program, PLAIN, None)} == everything
    assert {f.name for f in choose(program, told, None)} == everything - {"trust", "relief", engaged[0]}
    assert {f.name for f in choose(program, told, None, "scale")} == everything - {engaged[0]}
    left = set(beliefs(case)) - {f.name for f in choose(program, told, "beliefs")}
    assert left == {"start trust", "start relief", f"start {engaged[0]}", f"push {a_rule(case)}"}
    assert choose(program, told, ["trust"])[0].value == 0.9
    assert [f.kind for f in choose(program, PLAIN, None)][:4] == ["lever"] * 3 + ["assumption"]


def test_ranges_are_the_plausible_ones_or_the_scales(case: Case) -> None:
    program = program_of(case)
    for over, low, high in (
        ("plausible", program.start_low, program.start_high),
        ("scale", program.low, program.high),
    ):
        for name, factor in open_factors(case, over).items():  # type: ignore[arg-type]
            assert (factor.low, factor.high) == (low[program.row[name]], high[program.row[name]])


def test_outputs_are_what_a_run_tells(case: Case) -> None:
    program = program_of(case)
    chosen = choose(program, PLAIN, None)
    names = ["lead", *OUTCOMES, *variables(case, "state", "gauge", "assumption")]
    (row,) = run_design(program, PLAIN, chosen, np.array([[f.value for f in chosen]]), names)
    one = simulate(case, PLAIN)
    assert row[0] == one.margin
    assert list(row[1:]) == list(one.paths.sel(variable=names[1:]).values[-1])


def test_beliefs_can_be_screened_and_taken_together_by_kind(case: Case) -> None:
    short = PLAIN.but(months=3)
    found = morris(case, short, "beliefs", n=2, output="trust")
    assert list(found.factor.values) == list(beliefs(case))
    assert float(found.mu_star.sel(factor="start trust")[0]) > 0
    assert list(found.low.values) == [f.low for f in beliefs(case).values()]
    kinds = sobol(case, short, "beliefs", n=64, output="trust", grouped=True, second_order=False)
    assert list(kinds.factor.values) == ["push", "edge", "salience", "start"]
    assert float(kinds.total.sum()) > 0.9  # all variance is somebody's; interactions count more than once


# ----------------------------------------------------------------------------------------------- parts, and progress


def test_runs_are_the_same_in_whatever_parts_they_are_made_and_progress_is_told(case: Case, monkeypatch: Any) -> None:
    program = program_of(case)
    chosen = choose(program, PLAIN, ["trust", f"push {a_rule(case)}"])
    design = np.linspace([f.low for f in chosen], [f.high for f in chosen], 1000)
    whole = run_design(program, PLAIN, chosen, design)
    monkeypatch.setattr(factors, "RUNS_TOGETHER", 256)
    told: list[tuple[int, int]] = []
    parts = run_design(program, PLAIN, chosen, design, progress=lambda done, of: told.append((done, of)))
    assert whole.tobytes() == parts.tobytes()
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == (1000, 1000)


def test_what_progress_raises_stops_the_work(case: Case, monkeypatch: Any) -> None:
    monkeypatch.setattr(factors, "RUNS_TOGETHER", 256)
    told = []

    def stop(done: int, of: int) -> None:
        told.append(done)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sobol(case, PLAIN, ["trust", "relief"], n=256, progress=stop)
    assert len(told) == 1


# ----------------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize(
    ("wrong", "error", "words"),
    [
        ({"n": 1000}, ValueError, "n: 1000 is not a power of two, .* try 1024"),
        ({"n": 0}, ValueError, "n: a whole number from 2"),
        ({"n": -4}, ValueError, "n: a whole number from 2"),
        ({"n": 2.0}, ValueError, "n: a whole number"),
        ({"n": 2**21}, ValueError, "n: a whole number"),
        ({"n": 2**20}, ValueError, "are too many: take a smaller n"),
        ({"seed": -1}, ValueError, "seed: a whole number from 0"),
        ({"factors": ["trsut"]}, ScenarioError, "unknown factor 'trsut'; did you mean 'trust'"),
        ({"factors": "trsut"}, ScenarioError, "unknown factor 'trsut'; did you mean 'trust'"),
        ({"factors": ["trust", "trust"]}, ScenarioError, "'trust' is named twice"),
        ({"factors": ["trust", "start trust"]}, ScenarioError, "'start trust' is named twice, as 'trust' too"),
        ({"factors": []}, ValueError, "there is nothing to vary"),
        ({"factors": [3]}, ScenarioError, "unknown factor '3'"),
        ({"output": "settlment"}, ScenarioError, "unknown output 'settlment'; did you mean 'settlement'"),
        ({"output": ["trust", "trust"]}, ScenarioError, "'trust' is named twice"),
        ({"output": []}, ValueError, "output: name an outcome"),
        ({"over": "scales"}, ValueError, "over: 'plausible' or 'scale' is needed, not 'scales'; did you mean 'scale'"),
        ({"grouped": True, "factors": ["trust", "battlefield_shift"]}, ValueError, "at least two"),
    ],
)
def test_bad_input_is_told_before_any_work(wrong: Any, error: type[Exception], words: str, case: Case) -> None:
    def never(done: int, of: int) -> None:
        pytest.fail("the work has begun")

    told = {"factors": None, "n": 64, "progress": never, **wrong}
    with pytest.raises(error, match=words):
        sobol(case, PLAIN, **told)
    if not {"grouped"} & set(wrong) and wrong.get("n") not in (1000, 2**20):  # Morris takes any number of trajectories
        told = {key: value for key, value in told.items() if key != "grouped"}
        with pytest.raises(error, match=words):
            morris(case, PLAIN, **told)


def test_a_fixed_factor_is_left_out_or_told(case: Case, monkeypatch: Any) -> None:
    program = program_of(case)
    high = program.start_high.copy()
    high[program.row["relief"]] = program.start_low[program.row["relief"]]
    pinned = replace(program, start_high=high)
    monkeypatch.setattr(factors, "program_of", lambda case: pinned)
    assert "relief" not in {f.name for f in choose(pinned, PLAIN, None)}
    assert "start relief" not in {f.name for f in choose(pinned, PLAIN, "beliefs")}
    with pytest.raises(ScenarioError, match="'relief' is fixed"):
        choose(pinned, PLAIN, ["relief"])
    with pytest.raises(ValueError, match="'a' is fixed"):
        sobol_of(straight, {"a": (1.0, 1.0)})


def test_a_scenario_that_sets_everything_leaves_nothing_to_vary(case: Case) -> None:
    held = {name: program_of(case).start[program_of(case).row[name]] for name in settable(case)}
    levers = {name: value for name, value in held.items() if settable(case)[name].lever}
    told = PLAIN.but(levers=levers, assumptions={n: v for n, v in held.items() if n not in levers})
    with pytest.raises(ValueError, match="there is nothing to vary"):
        tornado(case, told)
    assert len(tornado(case, told, over="scale")) == len(held)


def test_all_beliefs_with_second_order_are_too_many_and_told_so(case: Case) -> None:
    with pytest.raises(ValueError, match="are too many: take a smaller n, fewer factors, no second order, or morris"):
        sobol(case, PLAIN, "beliefs")


# ------------------------------------------------------------------------------------------------------- the extra


def test_without_salib_it_is_told_what_to_install(case: Case, monkeypatch: Any) -> None:
    for module in [name for name in sys.modules if name.split(".")[0] == "SALib"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "SALib", None)
    for analyse in (sobol, morris):
        with pytest.raises(ImportError, match=r"needs SALib.*uv run --extra sensitivity"):
            analyse(case, PLAIN, n=64)
    assert len(tornado(case, PLAIN, ["trust"])) == 1


@pytest.mark.slow
def test_salib_and_scipy_are_loaded_only_where_they_are_used() -> None:
    tried = """
import sys
from model import Scenario
from model import load_case
from model.analysis.sensitivity.measures import tornado
tornado(load_case(), Scenario(title="plain"), ["trust"])
print([name for name in ("SALib", "scipy", "matplotlib") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", tried], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
