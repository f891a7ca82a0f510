"""What an ensemble tells, and how firmly an answer stands: known answers, and laws of the words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import xarray as xr
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.stats import binomtest

from model import Ensemble, Run, Scenario, ScenarioError, ensemble, load_scenario, robustness, simulate
from model.arrays import Floats
from model.engine.stepping import trace as stepped
from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES as ORDER
from model.uncertainty.draws import drawn_inputs
from model.uncertainty.intervals import quantiles, wilson_interval
from model.uncertainty.robust import (
    CENTRAL_RUN_RULE,
    FIRM_FROM,
    LEANING_ABOVE,
    ROBUSTNESS_RULE,
    interval_in_words,
    robustness_words,
)
from model.uncertainty.variants import QUANTILES
from tests.support.cases import OUTCOMES

SETTLEMENT, FROZEN, ESCALATION = OUTCOMES
PLAIN = Scenario(title="x", months=6)
CHANGES = load_scenario("stalemate-exhaustion")  # in many of its variants the lead changes hands


@pytest.fixture(scope="module")
def variants(case: Case) -> Ensemble:
    return ensemble(case, CHANGES, draws=64, seed=3)


def with_pulls(case: Case, run: list[float], draws: list[list[float]]) -> tuple[Run, Ensemble]:
    """Return a run, and variants of it, whose pulls at the horizon are given; one month, the start like its end."""
    scenario = Scenario(title="x", months=1)
    central, variants = simulate(case, scenario), ensemble(case, scenario, 1)
    month, months = np.array(run)[None, :, None], np.array(draws).T[None]
    central = replace(central, trace=replace(central.trace, pulls=np.repeat(month, 2, axis=0)))
    return central, replace(variants, pulls_by_month=np.repeat(months, 2, axis=0))


# ---------------------------------------------------------------------------------------------------- intervals


@pytest.mark.parametrize("draws", [1, 2, 7, 64, 256, 10_000])
def test_the_interval_of_a_share_is_that_of_scipy(draws: int) -> None:
    counts = sorted({0, 1, draws // 3, draws // 2, draws - 1, draws})
    found = wilson_interval(counts, draws)
    for number, count in enumerate(counts):
        expected = binomtest(count, draws).proportion_ci(0.95, method="wilson")
        assert found[:, number] == pytest.approx((expected.low, expected.high), abs=1e-12)
    assert found[0, 0] == 0
    assert found[1, -1] == pytest.approx(1)


@pytest.mark.parametrize(("count", "draws"), [(0, 0), (-1, 4), (5, 4)])
def test_there_is_no_interval_without_draws_or_of_more_than_all(count: int, draws: int) -> None:
    with pytest.raises(ValueError, match="a count from 0 to the number of draws"):
        wilson_interval(count, draws)


@pytest.mark.parametrize("draws", [1, 2, 3, 20, 33, 256])
@pytest.mark.parametrize("kind", [np.float64, np.float32])
def test_the_quantiles_are_those_of_numpy(draws: int, kind: type) -> None:
    values: Floats = np.random.default_rng(1).random((5, 3, draws)).astype(kind)
    expected = np.moveaxis(np.quantile(values.astype(float), QUANTILES, axis=-1), 0, -1)
    assert quantiles(values, QUANTILES) == pytest.approx(expected, abs=1e-12 if kind is np.float64 else 1e-6)


# ---------------------------------------------------------------------------------------------- shares and paths


def test_the_shares_are_counted_over_the_draws_and_lie_in_their_intervals(variants: Ensemble) -> None:
    for number, outcome in enumerate(ORDER):
        leads = [int(np.argmax(pulls)) == number for pulls in variants.pulls]
        formed = [led and pulls[number] >= 0.5 for led, pulls in zip(leads, variants.pulls, strict=True)]
        assert variants.shares[outcome] == np.mean(leads)
        assert variants.formed[outcome] == np.mean(formed)
        for count, interval in ((leads, variants.share_intervals), (formed, variants.formed_intervals)):
            assert interval[outcome] == pytest.approx(wilson_interval(sum(count), 64))
    none, (low, high) = variants.unformed
    assert none == pytest.approx(1 - sum(variants.formed.values()))
    assert low <= none <= high


def test_the_shares_by_month_are_those_at_each_month(variants: Ensemble) -> None:
    table = variants.by_month()
    about = {name: value for name, value in table.attrs.items() if name != "made_by"}
    assert about == {"scenario": CHANGES.title, "months": CHANGES.months, "draws": 64, "seed": 3}
    for month in (0, 5, CHANGES.months):
        for name, at in (("share", variants.shares_at), ("formed", variants.formed_at)):
            found = table.sel(month=month)[name]
            assert dict(zip(table["outcome"].to_numpy(), found.to_numpy(), strict=True)) == at(month)
            low, high = wilson_interval(found.to_numpy() * 64, 64)
            assert table.sel(month=month)[f"{name}_low"].to_numpy() == pytest.approx(low)
            assert table.sel(month=month)[f"{name}_high"].to_numpy() == pytest.approx(high)


def test_paths_are_those_of_the_draws_and_bands_their_quantiles(case: Case, variants: Ensemble) -> None:
    names = ["trust", "guarantees", "widest_gap", "settlement"]
    paths, bands = variants.paths(*names), variants.bands(*names)
    assert paths.dims == ("month", "variable", "draw")
    assert bands.dims == ("month", "variable", "quantile")
    assert list(bands["variable"].to_numpy()) == names
    assert list(bands["quantile"].to_numpy()) == list(QUANTILES)
    program = variants.program
    trace = stepped(program, drawn_inputs(program, CHANGES, 64, 3), CHANGES.events, CHANGES.months)
    for name in names[:-1]:
        assert np.array_equal(paths.sel(variable=name), trace.values[:, program.row[name]])
    assert np.array_equal(paths.sel(variable="settlement"), trace.pulls[:, 0])
    xr.testing.assert_allclose(bands, paths.quantile(QUANTILES, dim="draw").transpose(*bands.dims), atol=1e-12)
    assert variants.median("trust", 7) == pytest.approx(float(bands.sel(month=7, variable="trust", quantile=0.5)))


@pytest.mark.parametrize("call", ["paths", "bands"])
def test_an_unknown_variable_is_told_with_the_likely_one(variants: Ensemble, call: str) -> None:
    with pytest.raises(ScenarioError, match="unknown variable 'trsut'; did you mean 'trust'"):
        getattr(variants, call)("trust", "trsut")


def test_of_no_variables_there_are_no_paths(variants: Ensemble) -> None:
    assert variants.bands().shape == (CHANGES.months + 1, 0, 5)


def test_since_when_a_draw_leads_is_told_as_of_a_single_run(case: Case, variants: Ensemble) -> None:
    """Each draw by itself, as a run of which the pulls are the draw's."""
    central = simulate(case, CHANGES)
    for draw in range(variants.draws):
        pulls = variants.pulls_by_month[:, :, [draw]]
        single = replace(central, trace=replace(central.trace, pulls=pulls))
        assert (variants.outcomes[draw], variants.since[draw]) == (single.outcome, single.since)
    assert len(set(variants.since.tolist())) > 2, "a scenario in which nothing changes shows nothing"


def test_when_each_outcome_takes_the_lead_is_summed_up_over_the_draws_that_it_leads(variants: Ensemble) -> None:
    table = variants.lead_taken
    for outcome, row in table.iterrows():
        months = variants.since[variants.outcomes == outcome]
        assert row["share"] == variants.shares[str(outcome)]
        if len(months):
            low, median, high = np.quantile(months, [0.25, 0.5, 0.75])
            assert row[["low", "median", "high"]].tolist() == pytest.approx([low, median, high])
        else:
            assert row[["low", "median", "high"]].isna().all()


def test_the_results_are_had_as_pandas_and_as_xarray(variants: Ensemble) -> None:
    table, data = variants.to_pandas(), variants.to_xarray()
    assert list(table.columns) == ["outcome", "formed", "since", *ORDER]
    assert table.index.name == "draw"
    assert table.groupby("outcome").size().div(64).to_dict() == {o: s for o, s in variants.shares.items() if s}
    assert table[table["formed"]].groupby("outcome").size().div(64).to_dict() == pytest.approx(
        {o: s for o, s in variants.formed.items() if s}
    )
    assert data["pull"].dims == ("month", "outcome", "draw")
    assert np.array_equal(data["pull"][-1].T, variants.pulls)
    assert np.array_equal(data["leading"], table["outcome"])
    assert np.array_equal(data["has_formed"], table["formed"])
    assert np.array_equal(data["since"], table["since"])
    assert np.array_equal(data["share"], variants.by_month()["share"])


def test_the_results_survive_a_round_through_a_file(variants: Ensemble) -> None:
    assert xr.Dataset.from_dict(variants.to_xarray().to_dict()).identical(variants.to_xarray())


# ------------------------------------------------------------------------------------------------------- words

COUNTS = st.integers(1, 3000).flatmap(lambda draws: st.tuples(st.integers(0, draws), st.just(draws)))
RANK = {"open": 0, "leaning": 1, "firm": 2}


@given(COUNTS)
def test_where_the_interval_of_the_lead_straddles_a_tie_the_word_is_open(pair: tuple[int, int]) -> None:
    """The tie between the answer and everything else; held against scipy's interval, not ours."""
    count, draws = pair
    interval = binomtest(count, draws).proportion_ci(0.95, method="wilson")
    assume(abs(interval.low - LEANING_ABOVE) > 1e-9)
    assert (str(robustness_words(count, draws)) == "open") == (interval.low < LEANING_ABOVE)


@settings(max_examples=300)
@given(st.lists(st.integers(0, 400), min_size=3, max_size=3))
def test_a_lead_over_the_next_that_could_be_a_tie_is_open_also_among_three(parts: list[int]) -> None:
    """The difference of two shares of one sample has the variance (p + q - (p - q)^2) / n (Wald)."""
    draws = sum(parts)
    assume(draws >= 20)
    first, second, _ = (part / draws for part in sorted(parts, reverse=True))
    half = 1.96 * np.sqrt((first + second - (first - second) ** 2) / draws)
    if first - second <= half:
        assert str(robustness_words(max(parts), draws)) == "open"


@given(COUNTS)
def test_more_draws_in_which_it_stays_never_weaken_the_word(pair: tuple[int, int]) -> None:
    count, draws = pair
    ranks = [RANK[str(word)] for word in robustness_words(np.arange(draws + 1), draws)]
    assert ranks == sorted(ranks)
    assert ranks[count] <= ranks[draws]


@given(COUNTS, st.integers(2, 20))
def test_more_draws_with_the_same_share_never_weaken_an_answer_that_is_not_open(
    pair: tuple[int, int], times: int
) -> None:
    count, draws = pair
    assert RANK[str(robustness_words(count * times, draws * times))] >= RANK[str(robustness_words(count, draws))]


@pytest.mark.parametrize("draws", range(1, 21))
def test_few_draws_are_never_firm_whatever_they_say(draws: int) -> None:
    assert "firm" not in robustness_words(np.arange(draws + 1), draws)


def test_a_single_draw_is_open() -> None:
    assert robustness_words([0, 1], 1).tolist() == ["open", "open"]


def test_the_words_are_those_of_the_rule() -> None:
    """With 10,000 draws the interval is narrow: the word is that of the share."""
    assert robustness_words([9500, 8900, 5200, 5000, 3000], 10_000).tolist() == [
        "firm",
        "leaning",
        "leaning",
        "open",
        "open",
    ]
    assert robustness_words([9500, 5200], 10_000, [True, True]).tolist() == ["open", "open"]
    for part in ("Firm: ", "Leaning: ", "Open: ", f"{FIRM_FROM:.0%}", "more than half", "95%"):
        assert part in ROBUSTNESS_RULE
        assert part in CENTRAL_RUN_RULE


# -------------------------------------------------------------------------------------------------- robustness

GRID = st.integers(0, 20).map(lambda tenth: tenth / 20)
PULLS = st.lists(st.lists(GRID, min_size=3, max_size=3), min_size=1, max_size=60)


@pytest.mark.slow
@settings(max_examples=150)
@given(run=st.lists(GRID, min_size=3, max_size=3), draws=PULLS, order=st.permutations(range(3)))
def test_the_words_do_not_depend_on_which_outcome_is_which(
    case: Case, run: list[float], draws: list[list[float]], order: list[int]
) -> None:
    """Unless the central run ties: then which outcome is named depends on the order, and the word is open anyway."""
    found = robustness(*with_pulls(case, run, draws))
    turned = robustness(*with_pulls(case, [run[n] for n in order], [[draw[n] for n in order] for draw in draws]))
    if sorted(run)[-1] == sorted(run)[-2]:
        assert found.word == turned.word == "open"
    else:
        assert ORDER[order[ORDER.index(turned.outcome)]] == found.outcome
        for one, other in ((found.lead, turned.lead), (found.verdict, turned.verdict)):
            assert one == other
        assert found.margin == turned.margin


@pytest.mark.slow
@settings(max_examples=150)
@given(run=st.lists(GRID, min_size=3, max_size=3), draws=hnp.arrays(float, (60, 3), elements=GRID))
def test_an_answer_that_most_variants_do_not_give_is_open(case: Case, run: list[float], draws: np.ndarray) -> None:
    central, variants = with_pulls(case, run, draws.tolist())
    found = robustness(central, variants)
    if found.margin <= 0 or max(variants.shares, key=lambda o: variants.shares[o]) != central.outcome:
        assert found.word == "open"
    says = variants.formed[central.outcome] if central.formed else variants.unformed[0]
    if says <= 0.5:
        assert found.verdict.word == "open"
    assert found.lead.low <= found.share <= found.lead.high


def test_a_firm_answer_reads_as_firm_and_one_that_ties_never_does(case: Case) -> None:
    firm = robustness(*with_pulls(case, [0.1, 0.4, 0.2], [[0.1, 0.4, 0.2]] * 60))
    assert (firm.outcome, firm.word, firm.share, firm.margin) == (FROZEN, "firm", 1.0, 1.0)
    assert firm.pull_margin == pytest.approx(0.2)
    assert (firm.formed, firm.verdict.word) == (False, "firm")
    tied = robustness(*with_pulls(case, [0.1, 0.4, 0.4], [[0.1, 0.5, 0.4]] * 60))
    assert (tied.word, tied.share) == ("open", 1.0)


def test_where_nothing_pulls_the_direction_is_open_and_that_nothing_forms_is_firm(case: Case) -> None:
    """Settlement would lead in all draws by the order of the outcomes alone."""
    off = {rule.id: 0.0 for rule in case.rules if rule.outcome}
    scenario = Scenario(title="x", months=2, beliefs=off)
    run, variants = simulate(case, scenario), ensemble(case, scenario, 128)
    found = robustness(run, variants)
    assert (found.share, found.word, found.margin) == (0.0, "open", 0.0)
    assert found.verdict.word == "firm"


def test_a_draw_that_ties_stays_for_nobody(case: Case) -> None:
    found = robustness(*with_pulls(case, [0.4, 0.1, 0.1], [[0.3, 0.3, 0.0]] * 50 + [[0.4, 0.1, 0.1]] * 50))
    assert (found.share, found.word) == (0.5, "open")


def test_three_ways_is_open_even_where_one_leads_the_next_for_certain(case: Case) -> None:
    draws = [[0.4, 0.1, 0.1]] * 450 + [[0.1, 0.4, 0.1]] * 300 + [[0.1, 0.1, 0.4]] * 250
    found = robustness(*with_pulls(case, [0.4, 0.1, 0.1], draws))
    assert found.margin == pytest.approx(0.15)
    assert found.word == "open"


def test_a_central_run_that_says_other_than_its_variants_is_open(case: Case) -> None:
    central, variants = with_pulls(case, [0.6, 0.2, 0.1], [[0.2, 0.4, 0.1]] * 90 + [[0.6, 0.2, 0.1]] * 10)
    found = robustness(central, variants)
    assert (found.word, found.verdict.word) == ("open", "open")
    assert found.margin == pytest.approx(-0.8)


def test_a_pull_on_the_line_where_it_forms_is_open_whatever_the_variants_say(case: Case) -> None:
    for pull in (0.502, 0.498):
        found = robustness(*with_pulls(case, [pull, 0.1, 0.1], [[0.4, 0.1, 0.1]] * 50 + [[0.7, 0.1, 0.1]] * 50))
        assert found.verdict.word == "open"
        assert found.word == "firm"


def test_variants_of_another_scenario_tell_nothing_of_a_run(case: Case) -> None:
    with pytest.raises(ValueError, match="the variants are of 'x'"):
        robustness(simulate(case, PLAIN.but(title="y")), ensemble(case, PLAIN, 4))


# ---------------------------------------------------------------------------------------------------- in words


def test_an_interval_never_looks_as_if_it_began_on_a_bound_of_the_rule() -> None:
    assert interval_in_words(0.4967, 0.62) == "49.7% to 62.0%"
    assert interval_in_words(0.5, 0.62) == "50% to 62%"
    assert interval_in_words(0.641, 0.75) == "64% to 75%"


def test_the_robustness_is_plain_values_for_machines(case: Case, variants: Ensemble) -> None:
    found = robustness(simulate(case, CHANGES), variants)
    told = found.to_dict()
    assert told["share"] == variants.shares[found.outcome]
    assert told["interval"] == pytest.approx(variants.share_intervals[found.outcome])
    assert told["rule"] == CENTRAL_RUN_RULE
