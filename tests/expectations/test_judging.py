"""Expectations mean what they say: every form is held against another reading of the same draws."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import Event, Expectation, Scenario, ensemble, load_scenario, simulate
from model.analysis import differing_reasons
from model.expectations.figures import Sample
from model.expectations.judging import DRAWS, judge, judge_expectation
from model.expectations.telling import verdict_in_words
from model.expectations.verdict import Check, Verdict
from model.explain.reasoning import reasons
from model.knowledge.case import Case
from model.scenario.files import to_toml
from model.uncertainty.intervals import mean_interval, median_interval
from model.uncertainty.variants import Ensemble

YEAR = Scenario(title="A year", levers={"trust": 0.5}, assumptions={"guarantees": 0.6})


def verdict(case: Case, scenario: Scenario = YEAR, draws: int | None = 256, **told: Any) -> Verdict:
    return judge_expectation(case, scenario, Expectation(says="S.", **told), draws=draws)


@pytest.fixture(scope="module")
def of(case: Case) -> Ensemble:
    return ensemble(case, YEAR, 256, 0)


# ------------------------------------------------------------------------------------------------- statistics


def test_the_interval_of_a_median_covers_it_as_often_as_it_says() -> None:
    """Whatever the distribution: here a skewed one, whose median is known."""
    draws = np.random.default_rng(0).exponential(size=(2000, 101))
    held = [low <= np.log(2) <= high for _, low, high in map(median_interval, draws)]
    assert 0.94 <= np.mean(held) <= 0.98


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40))
def test_the_interval_of_a_median_holds_it(values: list[float]) -> None:
    middle, low, high = median_interval(np.array(values))
    assert min(values) <= low <= middle <= high <= max(values)


@given(st.integers(0, 256), st.floats(0.01, 0.99))
def test_a_limit_and_its_contrary_are_never_both_held(count: int, limit: float) -> None:
    sample = Sample(np.r_[np.ones(count), np.zeros(256 - count)], "share")
    above, below = (Check.of("", "", sign, limit, sample, "") for sign in (1, -1))
    assert {above.word, below.word} in ({"holds", "fails"}, {"unsure"})
    assert above.margin == -below.margin == pytest.approx(count / 256 - limit)


# ------------------------------------------------------------------------------------------------- figures


def figures(of: Ensemble, month: int) -> dict[str, dict[str, float]]:
    """Read every figure at a month off the public tables of an ensemble."""
    by_month = of.by_month().sel(month=month)
    paths = of.paths("trust", "widest_gap", "settlement", "escalation").sel(month=month).median("draw")
    formed = {str(o): float(by_month["formed"].sel(outcome=o)) for o in by_month.outcome.values}
    return {
        "share": {str(o): float(by_month["share"].sel(outcome=o)) for o in by_month.outcome.values},
        "formed": formed,
        "pull": {name: float(paths.sel(variable=name)) for name in ("settlement", "escalation")},
        "variable": {name: float(paths.sel(variable=name)) for name in ("trust", "widest_gap")},
        "war_goes_on": {"": 1 - sum(formed.values())},
    }


@pytest.mark.parametrize("month", [1, 6, 12])
def test_limits_are_held_against_what_the_draws_come_to(month: int, case: Case, of: Ensemble) -> None:
    for what, values in figures(of, month).items():
        for key, value in values.items():
            for word, sign in (("above", 1), ("below", -1)):
                for off in (-0.15, -0.001, 0.15):
                    limit = value - sign * off
                    if not 0.01 < limit < 0.99:
                        continue
                    bound: dict[str, Any] = {word: limit} if what == "war_goes_on" else {key: {word: limit}}
                    asked: dict[str, Any] = {what: bound}
                    found = verdict(case, month=month, **asked)
                    expected = {-0.15: "fails", 0.15: "holds"}.get(off)
                    assert found.margin == pytest.approx(off, abs=1e-6)
                    assert found.word == expected or (expected is None and found.word != "holds"), (what, key, word)


def test_the_leader_leads(case: Case, of: Ensemble) -> None:
    first, *rest = sorted(of.shares, key=lambda outcome: -of.shares[outcome])
    assert verdict(case, outcome=first).word == "holds"
    assert verdict(case, outcome=first).margin == pytest.approx(of.shares[first] - of.shares[rest[0]])
    assert {verdict(case, outcome=outcome).word for outcome in rest} == {"fails"}


# ------------------------------------------------------------------------------------------------- differences


def test_a_change_is_the_other_scenario_on_the_same_draws(case: Case) -> None:
    changed = YEAR.but(
        levers={"trust": 0.9},
        assumptions={"guarantees": 0.6, "strikes": 0.1},
        without=("turkey",),
        beliefs={"gains-embolden": 0},
    )
    one, other = (ensemble(case, scenario, 256, 0) for scenario in (changed, YEAR))
    trust = (one.paths("trust") - other.paths("trust")).sel(month=12).median()
    found = verdict(
        case,
        having={"trust": 0.9, "strikes": 0.1},
        without=("turkey",),
        beliefs={"gains-embolden": 0},
        share={"settlement": {"higher_by": 0}},
        variable={"trust": {"higher_by": 0}},
    )
    assert [check.value for check in found.checks] == pytest.approx(
        [one.shares["settlement"] - other.shares["settlement"], float(trust)], abs=1e-6
    )


def test_a_difference_counts_the_draws_that_turn(case: Case) -> None:
    """Of 256 draws that all stay as they are, none tells of a difference: that is no pass, however it is asked."""
    same: dict[str, Any] = {"compare_month": 12, "share": {"settlement": {"higher_by": 0}}}
    assert verdict(case, **same).word == "unsure"
    assert verdict(case, compare_month=12, share={"settlement": {"not_higher_by": 0.05}}).word == "holds"
    assert verdict(case, compare_month=12, share={"settlement": {"higher_by": 0.05}}).word == "fails"
    assert verdict(case, compare_month=12, variable={"trust": {"higher_by": 0}}).word == "fails"


def test_higher_than_another_scenario_is_lower_the_other_way_round(case: Case) -> None:
    good, bad = load_scenario("genuine-dialogue"), load_scenario("moscow-talks")
    for by in (0.0, 0.05):
        up = verdict(case, good, month=6, compare="moscow-talks", pull={"settlement": {"higher_by": by}})
        down = verdict(case, bad, month=6, compare="genuine-dialogue", pull={"settlement": {"lower_by": by}})
        assert up.word == down.word == "holds"
        assert up.margin == pytest.approx(down.margin)
        assert (
            verdict(case, good, month=6, compare="moscow-talks", pull={"settlement": {"lower_by": by}}).word == "fails"
        )


def test_months_are_compared_within_a_scenario(case: Case, of: Ensemble) -> None:
    paths = of.paths("trust")
    expected = float((paths.sel(month=12) - paths.sel(month=2)).median())
    found = verdict(case, compare_month=2, variable={"trust": {"higher_by": 0}})
    assert found.margin == pytest.approx(expected, abs=1e-6)


# ------------------------------------------------------------------------------------------------- ranges


def test_a_matrix_holds_where_every_point_does(case: Case) -> None:
    ranges: dict[str, list[float]] = {"battlefield_shift": [-1, 0, 1], "trust": [0, 0.5, 1]}
    bound: dict[str, Any] = {"share": {"escalation": {"below": 0.5}}}
    each = {
        (shift, trust): verdict(case, YEAR.but(levers={"battlefield_shift": shift, "trust": trust}), **bound)
        for shift in ranges["battlefield_shift"]
        for trust in ranges["trust"]
    }
    assert {found.word for found in each.values()} >= {"holds", "fails"}
    whole = verdict(case, for_all=ranges, **bound)
    assert whole.word == "fails"
    assert sorted(check.value for check in whole.checks) == sorted(found.checks[0].value for found in each.values())
    good = [at for at, found in each.items() if found.word == "holds"]
    shift = good[0][0]
    kept = [trust for at, trust in good if at == shift]
    assert verdict(case, for_all={"battlefield_shift": [shift], "trust": kept}, **bound).word == "holds"


def test_a_comparison_over_a_matrix_sets_both(case: Case) -> None:
    ranges = {"trust": [0.2, 0.8]}
    found = verdict(case, having={"guarantees": 1.0}, for_all=ranges, pull={"settlement": {"higher_by": 0}})
    for check, trust in zip(found.checks, ranges["trust"], strict=True):
        plain = YEAR.but(levers={"trust": trust})
        one = verdict(case, plain, having={"guarantees": 1.0}, pull={"settlement": {"higher_by": 0}})
        assert check.value == one.checks[0].value


def test_a_trend_is_one_way_all_along(case: Case) -> None:
    """A front that moves either way escalates: over the whole lever that neither rises nor falls."""
    along: dict[str, Any] = {"along": {"battlefield_shift": [-1, -0.5, 0, 0.5, 1]}}
    low = YEAR.but(levers={"trust": 0.1})
    for word in ("rises_by", "falls_by"):
        assert verdict(case, low, **along, pull={"escalation": {word: 0}}).word == "fails"
    half: dict[str, Any] = {"along": {"battlefield_shift": [0, 0.5, 1]}}
    assert verdict(case, low, **half, pull={"escalation": {"rises_by": 0.1}}).word == "holds"
    assert verdict(case, low, **half, pull={"escalation": {"falls_by": 0}}).word == "fails"
    assert verdict(case, low, **half, pull={"escalation": {"rises_by": 0.99}}).word == "fails"


# ------------------------------------------------------------------------------------------------- paths

UP_AND_DOWN = Scenario(
    title="Up and down",
    months=12,
    levers={"trust": 0.3},
    events=[Event(month=4, change={"trust": 0.5}), Event(month=8, change={"trust": -0.6})],
)


def test_a_path_is_read_over_its_months(case: Case) -> None:
    paths = ensemble(case, UP_AND_DOWN, 256, 0).paths("trust")[:, 0]
    top, bottom = float(paths.max("month").median()), float(paths.min("month").median())

    def word(**course: Any) -> str:
        return verdict(case, UP_AND_DOWN, path={"trust": course}).word

    assert word(rises_to=top - 0.1) == word(falls_to=bottom + 0.1) == "holds"
    assert word(rises_to=top + 0.1) == "fails"
    assert word(rises_to=top - 0.1, by=3) == "fails"
    assert word(stays_below=top + 0.1, stays_above=max(bottom - 0.1, 0.001)) == "holds"
    assert word(stays_below=top - 0.1) == word(stays_above=bottom + 0.1) == "fails"
    assert word(stays_below=top - 0.1, by=3) == "holds"


def test_what_starts_beyond_a_value_does_not_reach_it(case: Case) -> None:
    assert verdict(case, UP_AND_DOWN, path={"trust": {"rises_to": 0.2}}).word == "fails"
    assert verdict(case, UP_AND_DOWN, path={"trust": {"falls_to": 0.4}}).word == "fails"


def test_a_path_turns_before_its_month(case: Case) -> None:
    def word(**course: Any) -> str:
        return verdict(case, UP_AND_DOWN, path={"trust": course}).word

    assert word(turns="down") == word(turns="down", by=9) == "holds"
    assert word(turns="down", by=4) == "fails"  # the top is in the fourth month or later
    steady = UP_AND_DOWN.but(events=[Event(month=4, change={"trust": 0.5})])
    assert verdict(case, steady.until(4), path={"trust": {"turns": "down"}}).word == "fails"


# ------------------------------------------------------------------------------------------------- the table, reasons


def test_who_concedes_more_and_what_binds(case: Case) -> None:
    run = simulate(case, YEAR)
    first, second = case.parties
    for issue in (issue.id for issue in case.issues if issue.core):
        given = [float(run.paths.sel(variable=f"{party}.{issue}.concession")[-1]) for party in case.parties]
        if abs(given[0] - given[1]) > 0.05:
            more, less = (first, second) if given[0] > given[1] else (second, first)
            assert verdict(case, concedes_more={issue: more}).word == "holds"
            assert verdict(case, concedes_more={issue: less}).word == "fails"
    core = [issue.id for issue in case.issues if issue.core]
    widest = max(core, key=lambda issue: float(run.paths.sel(variable=f"{issue}.gap")[-1]))
    words = {issue: verdict(case, binds=issue).word for issue in core}
    assert words[widest] == "holds"
    assert list(words.values()).count("holds") == 1


def test_the_first_reason_is_the_first_that_is_told(case: Case) -> None:
    first, second, *_ = reasons(simulate(case, YEAR))
    assert verdict(case, first_reason=first.id).word == "holds"
    assert verdict(case, first_reason=second.id).word == "fails"
    assert verdict(case, first_reason=second.id).margin == pytest.approx(abs(second.effect) - abs(first.effect))


# ------------------------------------------------------------------------------------------------- verdicts


def test_what_draws_could_overturn_is_drawn_again_and_told(case: Case, of: Ensemble) -> None:
    many = ensemble(case, YEAR, DRAWS[-1], 0)
    outcome = max(many.shares, key=lambda name: -abs(many.shares[name] - 0.5))
    near: dict[str, Any] = {"share": {outcome: {"above": many.shares[outcome]}}}
    assert verdict(case, draws=None, **near).draws == DRAWS[-1]
    found = verdict(case, draws=None, **near)
    assert found.word == "unsure"
    assert not found.held
    assert "could overturn" in verdict_in_words(found)
    clear: dict[str, Any] = {"share": {outcome: {"above": many.shares[outcome] - 0.3}}}
    assert verdict(case, draws=None, **clear).draws == DRAWS[0]


def test_what_is_known_to_differ_has_to_fail(case: Case, of: Ensemble) -> None:
    first, *rest = sorted(of.shares, key=lambda outcome: -of.shares[outcome])
    known = verdict(case, outcome=rest[0], differs="The articles have it otherwise.")
    assert known.word == "differs"
    assert known.held
    moved = verdict(case, outcome=first, differs="The articles have it otherwise.")
    assert moved.word == "stale"
    assert not moved.held
    assert verdict_in_words(moved).startswith(
        "holds now, and is said to differ: S.\n  take 'differs' out: The articles have it otherwise.\n"
    )
    assert moved.brief.startswith("stale: ")


def test_a_failure_is_told_whole(case: Case) -> None:
    found = verdict(case, having={"trust": 0.0}, share={"settlement": {"above": 0.9}})
    text = verdict_in_words(found)
    assert text.startswith(
        "does not hold: S.\n  looked at: the scenario with trust = 0; 256 draws, seed 0\n"
        "  part of variants where settlement leads, month 12: expected above 0.9, found 0."
    )
    assert "margin -0." in text
    seen = simulate(case, YEAR.but(levers={"trust": 0.0}))
    assert [reason.id for reason in reasons(seen)[:5]] == [
        line.strip().partition(":")[0] for line in text.partition("central run:\n")[2].splitlines()
    ]


def test_a_failure_tells_the_change_that_was_looked_at(case: Case) -> None:
    found = verdict(
        case,
        having={"trust": 0.0},
        without=(case.outsiders[0],),
        theories=("commitment",),
        beliefs={"gains-embolden": 0.5},
        events=(Event(month=3, says="A truce", change={"trust": 0.1}),),
        for_all={"strikes": (0.1, 0.2)},
        formed={"settlement": {"above": 0.9}},
    )
    assert found.looked_at == (
        f"the scenario with trust = 0, without {case.outsiders[0]}, theory commitment, rule gains-embolden at 0.5, "
        "Month 3: A truce (trust by +0.1), strikes 0.1"
    )
    assert f"looked at: {found.looked_at}; 256 draws, seed 0" in verdict_in_words(found)


def test_a_failed_comparison_tells_what_makes_the_difference(case: Case) -> None:
    found = verdict(case, having={"trust": 0.1}, pull={"settlement": {"higher_by": 0.1}})
    text = verdict_in_words(found)
    here, there = simulate(case, YEAR.setting(case, {"trust": 0.1})), simulate(case, YEAR)
    told = differing_reasons((here, there), "settlement")[:5]
    head = "by what it adds to the pull of a settlement, and in the scenario as it stands:\n"
    assert [reason.id for reason in told] == [
        line.strip().partition(":")[0] for line in text.partition(head)[2].splitlines()
    ]
    first, second = (effect or 0.0 for effect in told[0].effects)
    assert f"{told[0].id}: {first:+.3f}, not {second:+.3f}. {told[0].says}" in text
    assert "shares of the pull in the scenario as it stands at month 12: settlement" in text


def test_a_failed_comparison_of_a_variable_tells_what_moved_it(case: Case) -> None:
    found = verdict(case, having={"trust": 0.1}, variable={"trust": {"higher_by": 0.1}}, month=6)
    text = verdict_in_words(found)
    assert "by what it adds to trust, and in the scenario as it stands:\n  start: +0.100, not +0.500.\n" in text


def test_a_failed_trend_tells_what_makes_the_difference_between_its_ends(case: Case) -> None:
    found = verdict(case, along={"trust": (0.2, 0.8)}, pull={"settlement": {"falls_by": 0}})
    assert "the pull of a settlement, and in the scenario with trust 0.2:" in verdict_in_words(found)


def test_a_figure_of_an_earlier_month_is_told_with_the_reasons_up_to_then(case: Case) -> None:
    found = verdict(case, month=2, formed={"settlement": {"above": 0.9}})
    text = verdict_in_words(found)
    assert "shares of the pull at month 2:" in text
    (first, *_) = reasons(simulate(case, YEAR.until(2)))
    assert f"central run:\n  {first.id}: " in text


def test_a_scenario_beside_the_file_can_be_compared_with(case: Case, tmp_path: Path) -> None:
    (tmp_path / "other.scenario.toml").write_text(to_toml(YEAR.but(levers={"trust": 0.1})), encoding="utf-8")
    asked = Expectation(says="S.", compare="other.scenario.toml", variable={"trust": {"higher_by": 0.1}})
    (found,) = judge(case, YEAR.but(expect=(asked,)), tmp_path)
    assert found.word == "holds"


# ------------------------------------------------------------------------------------------------- share of the pull


def test_a_share_of_the_pull_is_the_mean_over_the_draws_in_four_classes(case: Case, of: Ensemble) -> None:
    shares = {**of.mean_pull, "goes_on": of.goes_on}
    ends = {**of.mean_pull_intervals, "goes_on": of.goes_on_interval}
    for name, share in shares.items():
        (check,) = verdict(case, mean_pull={name: {"above": share / 2}}).checks
        assert check.what == f"share of the pull of {name}, month 12"
        assert (check.value, check.low, check.high) == pytest.approx((share, *ends[name]), abs=1e-12)
        assert check.word == "holds"
        assert verdict(case, mean_pull={name: {"below": share / 2}}).word == "fails"


def test_a_share_of_the_pull_is_no_median_and_no_count(case: Case) -> None:
    """Planted: of three draws, pulls of 0.9, 0 and 0: the mean is 0.3, the median 0, and one in three has formed."""
    sample = Sample(np.array([0.9, 0.0, 0.0]), "mean")
    assert sample.estimate[0] == pytest.approx(0.3)
    assert Sample(sample.values, "median").estimate[0] == 0.0


def test_shares_of_the_pull_are_compared_on_the_same_draws(case: Case, of: Ensemble) -> None:
    found = verdict(
        case, having={"trust": 0.7}, mean_pull={"settlement": {"higher_by": 0.0}, "goes_on": {"lower_by": 0}}
    )
    other = ensemble(case, YEAR.setting(case, {"trust": 0.7}), 256, 0)
    more = other.mean_pull["settlement"] - of.mean_pull["settlement"]
    less = other.goes_on - of.goes_on
    assert [check.value for check in found.checks] == pytest.approx([more, less], abs=1e-12)
    apart = other.of_the_pull_at(12) - of.of_the_pull_at(12)
    ends = mean_interval(apart.T)
    assert [found.checks[0].low, found.checks[0].high] == pytest.approx(ends[:, 0].tolist())
    assert "what makes the difference" in verdict_in_words(
        verdict(case, having={"trust": 0.7}, mean_pull={"goes_on": {"higher_by": 0.3}})
    )


def test_a_share_of_the_pull_rises_along_a_range(case: Case) -> None:
    ranges = {"trust": (0.3, 0.6, 0.9)}
    assert verdict(case, along=ranges, mean_pull={"settlement": {"rises_by": 0.01}}).word == "holds"
    assert verdict(case, along=ranges, mean_pull={"settlement": {"falls_by": 0.01}}).word == "fails"


def test_a_handful_of_draws_leaves_a_share_of_the_pull_unsure(case: Case) -> None:
    asked: dict[str, Any] = {"mean_pull": {"settlement": {"below": 0.999}}}
    assert verdict(case, draws=5, **asked).word == "unsure"
    assert verdict(case, draws=6, **asked).word == "holds"


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({"setlement": {"above": 0.2}}, "unknown outcome 'setlement'; did you mean 'settlement'?"),
        ({"war_goes_on": {"above": 0.2}}, "unknown outcome 'war_goes_on'; did you mean 'goes_on'?"),
        ({"settlement": {"above": 0}}, "'mean_pull settlement': above 0 asks for nothing"),
        ({"goes_on": {"above": 20}}, "'mean_pull goes_on' lies between 0 and 1"),
    ],
)
def test_a_share_of_the_pull_that_makes_no_sense_is_refused(bounds: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said.replace("?", r"\?")):
        Expectation(says="S.", mean_pull=bounds)


def test_a_failure_tells_the_four_shares_and_counts_of_variants_as_counts(case: Case, of: Ensemble) -> None:
    text = verdict_in_words(verdict(case, mean_pull={"goes_on": {"above": 0.99}}))
    told = ", ".join(f"{name} {share:.3f}" for name, share in of.mean_pull.items())
    assert f"shares of the pull at month 12: {told}, the war goes on {of.goes_on:.3f}\n" in text
    counts = {name: round(256 * share) for name, share in of.shares.items()}
    assert f"leads, of 256 variants: {', '.join(f'{name} {count}' for name, count in counts.items())}\n" in text
    assert "rules that drove the central run:" in text
