"""Scenarios side by side: laws of the comparison, that draws are shared, and that only what differs is listed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import bootstrap

from model import (
    Comparison,
    Ensemble,
    Event,
    Scenario,
    ScenarioError,
    compare,
    ensemble,
    headline,
    load_case,
    load_scenario,
    simulate,
)
from model.analysis.comparison.figures import NO_DIFFERENCE, Difference, Figure
from model.analysis.comparison.names import distinct_names
from model.analysis.comparison.settings import differing_settings, figures
from model.analysis.comparison.wording import (
    comparison_in_words,
    comparison_sentences,
    comparison_to_dict,
    difference_in_words,
)
from model.engine.outcomes import SLIGHT
from model.explain.effects import leave_one_out
from model.knowledge.case import Case
from model.knowledge.naming import CLASS_NAMES
from model.shell.app import main
from model.uncertainty.intervals import paired_interval
from tests.support.cases import OUTCOMES
from tests.support.scenarios import scenarios

DRAWS = 48
TODAY = load_scenario("default")
ATROCITIES = Event(month=2, says="A town is shelled.", change={"trust": -0.3})
EXCHANGE = Event(month=3, says="An exchange.", set={"relief": 0.9}, until=9)


def few(case: Case, *compared: Scenario, **options: Any) -> Comparison:
    return compare(case, compared, DRAWS, **options)


def values(found: Comparison, number: int) -> list[Difference]:
    held = [figure.differences[number] for figure in found.figures]
    assert all(difference is not None for difference in held)
    return [difference for difference in held if difference is not None]


def figure(found: Comparison, what: str, outcome: str = "") -> Figure:
    return next(figure for figure in found.figures if (figure.what, figure.outcome) == (what, outcome))


def _share(variants: Ensemble, what: str, outcome: str) -> float:
    if what == "pull":
        return (variants.mean_pull | {"goes_on": variants.goes_on})[outcome]
    if what == "goes on":
        return variants.unformed[0]
    return (variants.shares if what == "leads" else variants.formed)[outcome]


# ------------------------------------------------------------------------------------------------- another horizon


@pytest.mark.slow
@given(scenario=scenarios(), data=st.data())
@settings(max_examples=120)
def test_a_scenario_with_a_nearer_horizon_is_the_beginning_of_the_same(scenario: Scenario, data: st.DataObject) -> None:
    case = load_case()
    cut = scenario.until(data.draw(st.integers(1, scenario.months)))
    assert cut.months <= scenario.months
    assert np.array_equal(simulate(case, cut).trace.values, simulate(case, scenario).trace.values[: cut.months + 1])
    whole = ensemble(case, scenario, 8, seed=2).pulls_by_month
    assert np.array_equal(ensemble(case, cut, 8, seed=2).pulls_by_month, whole[: cut.months + 1])


def test_with_its_own_horizon_or_a_farther_one_a_scenario_keeps_its_events() -> None:
    scenario = load_scenario("bucha-2022")
    for months in (scenario.months, scenario.months + 6):
        kept = scenario.until(months)
        assert (kept.months, kept.events, kept.expect) == (months, scenario.events, ())


# ------------------------------------------------------------------------------------------------------------- laws


@given(one=scenarios(), other=scenarios())
@settings(max_examples=25)
def test_differences_are_those_of_the_shares_of_the_same_draws(one: Scenario, other: Scenario) -> None:
    case = load_case()
    found = few(case, one, other, seed=5)
    months = min(one.months, other.months)
    assert found.months == months
    a, b = (ensemble(case, scenario.until(months), DRAWS, 5) for scenario in (one, other))
    for figure in found.figures:
        shares = [_share(variants, figure.what, figure.outcome) for variants in (a, b)]
        assert figure.shares == pytest.approx(shares)
        assert figure.differences[1] is not None
        assert figure.differences[1].value == pytest.approx(shares[1] - shares[0], abs=1e-12)
        assert figure.differences[0] is None
        assert figure.counts == (() if figure.what == "pull" else tuple(round(share * DRAWS) for share in shares))


@given(one=scenarios(), other=scenarios())
@settings(max_examples=20)
def test_shares_of_the_pull_come_first_are_of_four_classes_and_sum_to_one(one: Scenario, other: Scenario) -> None:
    found = few(load_case(), one, other)
    pulls = found.figures[:4]
    assert [(figure.what, figure.outcome) for figure in pulls] == [("pull", name) for name in (*OUTCOMES, "goes_on")]
    assert [sum(figure.shares[number] for figure in pulls) for number in (0, 1)] == pytest.approx([1, 1])
    assert sum(difference.value for difference in values(found, 1)[:4]) == pytest.approx(0, abs=1e-12)


def test_the_interval_of_a_share_of_the_pull_is_that_of_the_same_draws_in_pairs(case: Case) -> None:
    found = compare(case, [load_scenario("long-stalemate"), load_scenario("stalemate-exhaustion")], 256)
    a, b = (variants.of_the_pull_at(found.months)[:, 0] for variants in found.variants)
    difference = clear(figure(found, "pull", "settlement").differences[1])
    told = bootstrap((b - a,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(1))
    low, high = told.confidence_interval
    assert [difference.low, difference.high] == pytest.approx([low, high], abs=0.08 * (high - low))
    alone = figure(found, "pull", "settlement").intervals
    assert difference.high - difference.low < sum(high - low for low, high in alone)


def test_five_draws_that_agree_tell_no_difference_in_the_share_of_the_pull_and_six_do(case: Case) -> None:
    for draws, told in ((1, False), (5, False), (6, True)):
        found = compare(case, [TODAY, load_scenario("genuine-dialogue")], draws)
        differences = [difference for difference in values(found, 1)[:4] if difference.clear]
        assert bool(differences) is told


def test_the_interval_is_the_one_of_the_draws_that_turn(case: Case) -> None:
    found = compare(case, [load_scenario("long-stalemate"), load_scenario("stalemate-exhaustion")], 256)
    a, b = (variants.outcomes == "settlement" for variants in found.variants)
    assert (a & b).sum() > 0 or (a | b).any()
    difference = figure(found, "leads", "settlement").differences[1]
    assert difference is not None
    expected = paired_interval(int((b & ~a).sum()), int((a & ~b).sum()), 256)
    assert (difference.low, difference.high) == pytest.approx(tuple(expected))


@given(one=scenarios(), other=scenarios())
@settings(max_examples=20)
def test_swapping_the_reference_turns_all_signs(one: Scenario, other: Scenario) -> None:
    case = load_case()
    there, back = few(case, one, other), few(case, one, other, reference=1)
    for a, b in zip(values(there, 1), values(back, 0), strict=True):
        assert (a.value, a.low, a.high) == pytest.approx((-b.value, -b.high, -b.low), abs=1e-12)
        assert a.clear == b.clear


@pytest.mark.slow
@given(scenario=scenarios())
@settings(max_examples=20)
def test_a_scenario_differs_from_itself_in_nothing(scenario: Scenario) -> None:
    found = few(load_case(), scenario, scenario.but(title="the same again"))
    assert found.settings == ()
    assert found.reasons == ()
    assert all(difference.value == 0 and not difference.clear for difference in values(found, 1))
    assert "Both set the same up to month" in comparison_in_words(found)


@given(one=scenarios(), other=scenarios())
@settings(max_examples=20)
def test_what_agrees_in_all_that_is_set_gives_the_same_bits(one: Scenario, other: Scenario) -> None:
    """Whoever sees nothing set differently has to be right that nothing differs, also of scenarios half alike."""
    case = load_case()
    half = one.but(assumptions=other.assumptions, beliefs=other.beliefs)
    for scenario in (one, half, one.but(levers=other.levers)):
        a, b = (ensemble(case, held, 8).pulls_by_month for held in (one, scenario))
        if not differing_settings(case, (one, scenario)):
            assert np.array_equal(a, b)
        if not np.array_equal(a, b):
            assert differing_settings(case, (one, scenario))


def test_every_scenario_is_run_with_the_draws_of_all_others(case: Case) -> None:
    """What one sets, the others still draw, draw by draw as they would alone."""
    sets = TODAY.but(title="sets", levers={"trust": 0.9})
    found = few(case, TODAY, sets, TODAY.but(title="again"), seed=4)
    start = [variants.paths("external_pressure").values[0, 0] for variants in found.variants]
    assert np.array_equal(start[0], start[1])
    assert len(set(start[0])) > DRAWS / 2
    assert np.array_equal(found.variants[0].pulls, found.variants[2].pulls)


# ---------------------------------------------------------------------------------------------- what is set differently


def test_only_what_differs_is_listed_each_in_words(case: Case) -> None:
    rule = next(rule for rule in case.rules if not rule.outcome)
    actor = case.outsiders[0]
    one = Scenario(
        title="one", months=12, levers={"trust": 0.4, "battlefield_shift": -0.2}, assumptions={"strikes": 0.5}
    )
    other = one.but(
        title="other",
        months=18,
        says="All other words.",
        levers={"trust": 0.402, "battlefield_shift": -0.2},
        assumptions={"strikes": 0.5, "relief": 0.3},
        without=(actor,),
        beliefs={rule.id: 0.0},
        events=(ATROCITIES,),
    )
    found = {setting.id: setting for setting in differing_settings(case, (one, other))}
    assert list(found) == ["months", "trust", "relief", actor, "month 2", rule.id]
    assert found["months"].told == ("12 months", "18 months")
    assert found["trust"].told == ("0.400", "0.402")
    low, high = (next(v for v in case.variables if v.id == "relief").model_dump()[end] for end in ("low", "high"))
    assert found["relief"].told == (f"not set: varied from {low:.2f} to {high:.2f}", "0.30")
    assert found["relief"].given == (None, 0.3)
    assert found[actor].told == ("takes part", "no part in it")
    assert found["month 2"].what == "Month 2: A town is shelled (trust by \u22120.3)"
    assert found["month 2"].told == ("does not happen", "happens")
    assert found[rule.id].what == rule.says
    assert found[rule.id].told[1] == "switched off"
    assert found[rule.id].told[0].startswith("not set: its push is varied by up to ")


def test_what_may_happen_is_a_setting_of_its_own(case: Case) -> None:
    """All or none in one line; else a line each. The same set in other words is no difference."""
    ids = [happening.id for happening in case.happenings]
    none, every = TODAY.but(happenings="none"), TODAY.but(happenings="all")
    assert differing_settings(case, (TODAY, none)) == ()
    assert differing_settings(case, (every, TODAY.but(happenings=tuple(ids)))) == ()
    (one,) = differing_settings(case, (every, none))
    assert (one.kind, one.what, one.told) == ("happening", "What may happen", ("all happenings", "no happenings"))
    assert [one.brief(number) for number in (0, 1)] == ["with what may happen", "without what may happen"]
    some = differing_settings(case, (every, TODAY.but(happenings=tuple(ids[2:]))))
    assert [setting.id for setting in some] == ids[:2]
    assert some[0].told == ("may happen", "does not happen")
    assert some[0].brief(1) == f"without “{case.happening_of[ids[0]].says.rstrip('.')}”"


def test_what_the_front_does_is_a_setting_and_unsaid_it_holds(case: Case) -> None:
    holds, returns = TODAY.but(front="holds"), TODAY.but(front="returns")
    assert differing_settings(case, (TODAY, holds)) == ()
    (front,) = differing_settings(case, (TODAY, returns))
    assert (front.kind, front.told) == ("front", ("holds where it is set", "returns towards level"))
    assert front.brief(1) == "with a front that returns towards level"


@given(one=scenarios(), other=scenarios())
@settings(max_examples=60)
def test_a_setting_is_listed_if_and_only_if_it_is_not_the_same(one: Scenario, other: Scenario) -> None:
    case = load_case()
    found = differing_settings(case, (one, other))
    by_kind = {kind: {s.id for s in found if s.kind in kind} for kind in (("lever", "assumption"), ("actor",))}
    unlike = {name for name in {*one.given, *other.given} if one.given.get(name) != other.given.get(name)}
    assert by_kind["lever", "assumption"] == unlike
    assert by_kind["actor",] == set(one.without) ^ set(other.without)
    for setting in found:
        assert len(set(setting.told)) > 1, setting
        assert len(set(setting.given)) > 1, setting
    again = differing_settings(case, (other, one))
    assert {(s.kind, s.id, s.given[::-1]) for s in again if s.kind != "event"} == {
        (s.kind, s.id, s.given) for s in found if s.kind != "event"
    }


def test_a_rule_that_counts_once_differs_from_one_that_is_left_alone_where_draws_vary_it(case: Case) -> None:
    pushing = next(rule.id for rule in case.rules if not rule.outcome)
    pulling = next(rule.id for rule in case.rules if rule.outcome)
    assert differing_settings(case, (TODAY, TODAY.but(beliefs={pushing: 1.0})))
    assert not differing_settings(case, (TODAY, TODAY.but(beliefs={pulling: 1.0})))


def test_the_order_of_a_months_events_is_set_too(case: Case) -> None:
    first, second = Event(month=2, set={"relief": 0.9}), Event(month=2, set={"relief": 0.1})
    one, other = TODAY.but(events=(first, second)), TODAY.but(events=(second, first))
    (setting,) = differing_settings(case, (one, other))
    assert setting.kind == "order"
    assert setting.told[0].index("0.9") < setting.told[0].index("0.1")
    assert differing_settings(case, (one, one.but(events=(ATROCITIES, first, second)))) != ()


def test_an_event_that_only_says_something_else_is_the_same(case: Case) -> None:
    one, other = (TODAY.but(events=(ATROCITIES.model_copy(update={"says": says}),)) for says in ("This.", "That."))
    assert differing_settings(case, (one, other)) == ()


def test_numbers_are_told_in_as_many_digits_as_tell_them_apart() -> None:
    assert figures([0.1, 0.25, 0.1]) == ["0.10", "0.25", "0.10"]
    assert figures([0.1, 0.1001]) == ["0.1000", "0.1001"]
    assert figures([-0.0, 0.0]) == ["0.00", "0.00"]
    assert figures([0.5, 0.5 + 1e-12]) == ["0.5", "0.500000000001"]
    assert figures([-0.5]) == ["\u22120.50"]


# ------------------------------------------------------------------------------------------------------------- names


def test_titles_that_agree_are_told_apart_by_what_is_set(case: Case) -> None:
    low, high = (TODAY.but(levers={"trust": trust}) for trust in (0.2, 0.7))
    title = TODAY.title
    assert distinct_names(case, (low, high)) == (f"{title}, with trust 0.20", f"{title}, with trust 0.70")
    assert distinct_names(case, (TODAY, high)) == (f"{title}, with trust not set", f"{title}, with trust 0.70")
    assert distinct_names(case, (TODAY, high.but(title="Other"))) == (title, "Other")
    assert distinct_names(case, (TODAY, TODAY.until(24)))[1] == f"{title}, over 24 months"
    actor = case.outsiders[0]
    assert distinct_names(case, (TODAY, TODAY.but(without=(actor,))))[1].endswith(f", without {case.spoken[actor]}")
    assert distinct_names(case, (TODAY, TODAY.but(events=(ATROCITIES,))))[1].endswith(
        ", with “Month 2: A town is shelled (trust by \u22120.3)”"
    )
    assert distinct_names(case, (TODAY, TODAY)) == (f"{title} (1)", f"{title} (2)")


@given(held=st.lists(scenarios(), min_size=1, max_size=4), titles=st.lists(st.sampled_from(["x", "x (1)", "y"])))
@settings(max_examples=60)
def test_names_are_all_different_and_begin_with_the_titles(held: list[Scenario], titles: list[str]) -> None:
    named = [s.but(title=t) for s, t in zip(held, titles + ["x"] * 4, strict=False)]
    named += named[:1]
    found = distinct_names(load_case(), named)
    assert len(set(found)) == len(named)
    assert all(name.startswith(scenario.title) for name, scenario in zip(found, named, strict=True))


# ----------------------------------------------------------------------------------------------------------- reasons


def test_effects_are_those_of_leaving_each_rule_out_in_each_scenario(case: Case) -> None:
    found = few(case, TODAY, load_scenario("outside-push")).about("settlement")
    tables = [leave_one_out(run) for run in found.runs]
    rules = [reason for reason in found.reasons if reason.id in case.rule_of]
    assert rules
    for reason in rules:
        for effect, run, table in zip(reason.effects, found.runs, tables, strict=True):
            assert effect == pytest.approx(run.pull["settlement"] - table["settlement"][reason.id], abs=1e-12)
        assert (reason.says, reason.claims) == (case.rule_of[reason.id].says, case.rule_of[reason.id].claims)
    spreads = [reason.spread for reason in found.reasons]
    assert spreads == sorted(spreads, reverse=True)
    assert min(spreads) >= SLIGHT
    assert not any(case.rule_of[reason.id].outcome for reason in rules), "what defines it is no reason"


def test_a_rule_that_says_what_an_outcome_is_counts_where_it_is_not_believed_alike(case: Case) -> None:
    found = few(case, TODAY, TODAY)
    outcome = found.runs[0].outcome
    parts = found.runs[0].parts[-1]
    number = max(range(len(parts)), key=lambda n: parts[n] * (OUTCOMES[found.runs[0].program.outcome_of[n]] == outcome))
    rule = found.runs[0].program.outcome_rules[number].id
    found = few(case, TODAY, TODAY.but(beliefs={rule: 0.0})).about(outcome)
    (reason,) = [reason for reason in found.reasons if reason.id == rule]
    assert reason.effects == pytest.approx((parts[number], 0.0))


def test_an_event_that_both_have_is_one_reason_and_one_that_only_one_has_is_none_of_the_other(case: Case) -> None:
    late = Event(month=4, says="Talks break off.", change={"talks": -0.5, "trust": -0.4})
    one, other = TODAY.but(events=(ATROCITIES,)), TODAY.but(title="other", events=(late, ATROCITIES))
    found = few(case, one, other)
    for outcome in OUTCOMES:
        for reason in found.about(outcome).reasons:
            if reason.says == "Month 4: Talks break off":
                assert reason.effects[0] is None
                assert reason.effects[1] == pytest.approx(
                    simulate(case, other).pull[outcome] - simulate(case, one).pull[outcome]
                )
    assert any(r.says == "Month 4: Talks break off" for o in OUTCOMES for r in found.about(o).reasons)


def test_reasons_are_about_the_outcome_whose_pull_differs_most(case: Case) -> None:
    found = few(case, TODAY, load_scenario("genuine-dialogue"))
    pulls = np.array([list(run.pull.values()) for run in found.runs])
    assert found.outcome == OUTCOMES[int(np.abs(pulls[1] - pulls[0]).argmax())]
    assert found.about(found.outcome) is found


# ------------------------------------------------------------------------------------------------------------- words


def clear(difference: Difference | None) -> Difference:
    assert difference is not None
    assert difference.clear
    return difference


def test_the_paragraph_says_what_the_figures_say(case: Case) -> None:
    one, other = TODAY, load_scenario("bucha-2022")
    found = compare(case, (one, other), 256)
    text = comparison_in_words(found)
    assert f"With “{other.title}” instead of “{one.title}”, the share of the pull is " in text
    for name, words in CLASS_NAMES.items():
        difference = clear(figure(found, "pull", name).differences[1])
        if not difference.slight:
            assert f"{difference_in_words(figure(found, 'pull', name), 1)} for {words}" in text
            assert ("higher" in difference_in_words(figure(found, "pull", name), 1)) is (difference.value > 0)
    for name, variants in zip(found.names, found.variants, strict=True):
        answer = headline(variants)
        largest = f"{CLASS_NAMES[answer.name]} has the largest pull in {answer.count} of 256 variants"
        assert f"{answer.word} with “{name}” ({largest})" in text
    assert "fewer" not in text, "counts are told as counts, and never as differences of counts"
    assert f"What is set differently: trust ({other.levers['trust']:.2f} instead of not set, varied from" in text


def told_as(difference: Difference, draws: int = 100, counts: tuple[int, ...] = ()) -> Figure:
    return Figure("leads" if counts else "pull", "settlement", (0, 0), ((0, 0),) * 2, (None, difference), draws, counts)


def test_a_difference_that_could_be_nothing_is_never_told_as_one(case: Case) -> None:
    found = few(case, TODAY, TODAY)
    assert not any(difference.clear for difference in values(found, 1))
    for value, low, high, word, counted in (
        (0.1, 0.02, 0.2, "higher", "more"),
        (-0.1, -0.2, -0.02, "lower", "fewer"),
        (0.1, -0.01, 0.2, NO_DIFFERENCE, NO_DIFFERENCE),
    ):
        assert told_as(Difference(value, low, high)).word(1) == word
        assert told_as(Difference(value, low, high), 10, (1, 2)).word(1) == counted
        assert told_as(Difference(value, low, high)).word(0) is None


def test_a_clear_difference_of_under_half_a_point_is_said_to_be_next_to_nothing(case: Case) -> None:
    """The same draws tell the least change apart; whoever reads it should not take it for one that matters."""
    found = few(case, TODAY, TODAY.but(title="Hardly other", events=(Event(month=1, change={"trust": 0.01}),)))
    assert any(difference.clear for difference in values(found, 1)[:4])
    text = comparison_in_words(found)
    assert "the share of the pull hardly changes for " in text
    assert " points " not in text


def test_a_small_but_clear_difference_is_told_in_digits_that_show_it() -> None:
    assert difference_in_words(told_as(Difference(0.123, 0.05, 0.19)), 1) == "12 points higher (5 to 19)"
    assert difference_in_words(told_as(Difference(-0.0062, -0.0101, -0.0023)), 1) == "0.6 points lower (0.2 to 1.0)"
    assert difference_in_words(told_as(Difference(0.0118, 0.0096, 0.0141)), 1) == "1.2 points higher (1.0 to 1.4)"
    assert difference_in_words(told_as(Difference(0.01, 0.01, 0.01)), 1) == "1 point higher (1 to 1)"
    assert difference_in_words(told_as(Difference(0.25, 0.01, 0.4), 20, (5, 10)), 1) == "5 more (0.2 to 8.0)"


def test_longer_scenarios_are_cut_and_it_is_said_so(case: Case) -> None:
    late = Event(month=20, says="Late.", change={"trust": 0.5})
    longer = load_scenario("genuine-dialogue").but(events=(late,))
    found = few(case, TODAY, longer)
    assert found.months == TODAY.months < longer.months
    assert found.given[1] is longer
    end = headline(ensemble(case, longer, DRAWS))
    assert comparison_sentences(found)[:3] == [
        f"All are compared at month {TODAY.months}, the shortest horizon.",
        f"What happens after it is left out (1 of “{longer.title}”).",
        f"“{longer.title}” goes on to month 24: there {CLASS_NAMES[end.name]} has {end.share:.0%} of the pull "
        f"({end.word}).",
    ]
    assert found.settings[0].kind == "months"
    assert not any(setting.kind == "event" for setting in found.settings)
    same = few(case, TODAY, TODAY.until(24))
    assert "so nothing differs" in comparison_in_words(same)
    assert [setting.kind for setting in same.settings] == ["months"]


def test_scenarios_are_compared_at_the_month_that_is_asked_for_and_keep_their_own_ends(case: Case) -> None:
    longer = load_scenario("genuine-dialogue").but(theories=tuple(theory.id for theory in case.theories)[:1])
    found = few(case, TODAY, longer, at=6, seed=3)
    assert (found.months, found.last_month) == (6, TODAY.months)
    assert found.variants == tuple(ensemble(case, s.until(6), DRAWS, 3) for s in (TODAY, longer))
    assert found.ends == tuple(ensemble(case, s, DRAWS, 3) for s in (TODAY, longer))
    assert found.made_by.asked["at"] == 6
    assert comparison_sentences(found)[0] == "All are compared at month 6."
    usual = few(case, TODAY, longer)
    assert usual.ends[0] is usual.variants[0], "what ends at the common month is not drawn again"


@pytest.mark.parametrize("month", [0, 13, True, 6.5])
def test_a_month_that_one_of_them_does_not_reach_is_refused_and_it_is_said_which(case: Case, month: Any) -> None:
    with pytest.raises(ValueError, match=f"a month from 1 to 12 is needed, not {month}, since “Today.*” ends at"):
        few(case, load_scenario("genuine-dialogue"), TODAY, at=month)


@pytest.mark.slow
@given(held=st.lists(scenarios(), min_size=2, max_size=4))
@settings(max_examples=15)
def test_any_comparison_can_be_told_and_written(held: Sequence[Scenario]) -> None:
    found = compare(load_case(), held, 8)
    text = comparison_in_words(found)
    assert text.endswith(".")
    assert "nan" not in text.lower().split()
    again = json.loads(json.dumps(comparison_to_dict(found), allow_nan=False))
    assert again["account"] == text
    assert len(again["figures"]) == 11
    assert all(len(figure["shares"]) == len(held) for figure in again["figures"])


# ---------------------------------------------------------------------------------------------------------- bad input


@pytest.mark.parametrize("number", [0, 1, 5])
def test_fewer_than_two_and_more_than_four_are_refused(case: Case, number: int) -> None:
    with pytest.raises(ValueError, match=f"two to four scenarios can be compared, not {number}"):
        compare(case, [TODAY] * number)


def test_what_cannot_be_compared_is_refused(case: Case) -> None:
    with pytest.raises(ValueError, match="different cases share no draws: elsewhere, ukraine"):
        compare(case, [TODAY, TODAY.but(case="elsewhere")])
    with pytest.raises(ScenarioError, match="did you mean 'trust'"):
        compare(case, [TODAY, TODAY.but(levers={"trsut": 0.2})])
    with pytest.raises(ValueError, match="reference: a place from 0 to 1 is needed, not 2"):
        few(case, TODAY, TODAY, reference=2)
    with pytest.raises(ValueError, match="draws: a whole number from 1"):
        compare(case, [TODAY, TODAY], 0)
    with pytest.raises(ValueError, match="unknown outcome 'setlement'; did you mean 'settlement'"):
        compare(case, [TODAY, TODAY], 4, outcome="setlement")


# ------------------------------------------------------------------------------------------------------------- shell


def shell(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["compare", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


def test_the_shell_prints_the_paragraph_the_shares_and_what_is_set(case: Case) -> None:
    code, out, _ = shell("default", "bucha-2022", "--draws", 32)
    found = compare(case, [TODAY, load_scenario("bucha-2022")], 32)
    assert code == 0
    assert comparison_in_words(found) in " ".join(out.split())
    cells = re.search(r"share of the pull\n.*\n  frozen-conflict +(\d+)% +(\d+)% \(-(\d+): ", out)
    assert cells is not None
    shares = figure(found, "pull", "frozen-conflict").shares
    assert [int(cell) for cell in cells.groups()[:2]] == [round(100 * share) for share in shares]
    counted = re.search(r"in so many of 32 variants\n.*\n  frozen-conflict leads +(\d+) +(\d+) \(-(\d+): ", out)
    assert counted is not None
    assert tuple(map(int, counted.groups()[:2])) == figure(found, "leads", "frozen-conflict").counts
    assert "    A not set: varied from 0.10 to 0.35\n    B 0.40\n" in out


def test_the_shell_prints_json_and_takes_files(tmp_path) -> None:
    file = tmp_path / "mine.scenario.toml"
    file.write_text('title = "Mine"\nmonths = 6\n[levers]\ntrust = 0.4\n')
    code, out, _ = shell("default", file, "minsk", "--draws", 16, "--json", "--outcome", "escalation")
    found = json.loads(out)
    assert code == 0
    assert (found["months"], found["draws"], found["outcome"]) == (6, 16, "escalation")
    assert [scenario["name"] for scenario in found["scenarios"]][1] == "Mine"


def test_the_shell_compares_at_a_month_and_tells_each_at_its_own_end(case: Case) -> None:
    code, out, _ = shell("default", "genuine-dialogue", "--draws", 32, "--at", 6)
    assert code == 0
    assert "\nat month 6, 32 variants of each" in out
    assert re.search(r"each at its own end +A month 12 +B month 24\n", out)
    end = ensemble(case, load_scenario("genuine-dialogue"), 32).mean_pull["settlement"]
    assert re.search(rf"  settlement +\d+% +{end:.0%}\n", out[out.index("each at its own end") :])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["genuine-dialogue", "default", "--at", "13"], "ends at month 12: choose a month from 1 to 12"),
        (["default"], "two to four can be compared, not 1"),
        (["default"] * 5, "two to four can be compared, not 5"),
        (["default", "minks"], "did you mean 'minsk'?"),
    ],
)
def test_the_shell_refuses_what_cannot_be_compared_without_a_traceback(arguments: list[str], said: str) -> None:
    code, out, error = shell(*arguments)
    assert code == 2
    assert out == ""
    assert said in error
    assert "Traceback" not in error
