"""Reasons and words: what they say is what the numbers say."""

from dataclasses import replace

import numpy as np
import pytest

from model import Scenario, load_scenario, simulate
from model.explain.central_run import course_in_words, outcome_in_words, run_in_words
from model.explain.formats import run_to_dict
from model.explain.reasoning import reasons
from model.explain.report import report_in_text
from model.explain.wording import reason_in_words
from model.knowledge.naming import name_of
from tests.support.cases import OUTCOMES


def with_pulls(run, pulls):
    """A run with other pulls by month, for words about runs that are hard to come by."""
    return replace(run, trace=replace(run.trace, pulls=np.array(pulls, dtype=float)[:, :, None]))


@pytest.fixture
def short(case):
    return simulate(case, Scenario(title="short", months=2))


@pytest.mark.parametrize(
    ("pulls", "said"),
    [
        (
            [[0, 0, 0.6], [0, 0.1, 0.6], [0, 0.1, 0.7]],
            "An escalation has formed. It has stood from the start; its pull at month 2 is 0.70.",
        ),
        (
            [[0, 0, 0.6], [0.5, 0.1, 0.3], [0.55, 0.1, 0.3]],
            "A settlement has formed. It has stood since month 1; its pull at month 2 is 0.55.",
        ),
        (
            [[0, 0.3, 0.1], [0.1, 0.3, 0.2], [0.1, 0.3, 0.2]],
            "No outcome has formed. The direction is a frozen conflict, which has led from the "
            "start, with a pull of 0.30 at month 2.",
        ),
        (
            [[0, 0.6, 0.1], [0.1, 0.2, 0.3], [0.1, 0.3, 0.2]],
            "A frozen conflict had formed at the start, and has passed. The direction is a frozen "
            "conflict, which has led in the last month only, with a pull of 0.30 at month 2.",
        ),
        (
            [[0, 0.3, 0.1], [0.5, 0.3, 0.2], [0.1, 0.3, 0.2]],
            "A settlement had formed in month 1, and has passed. The direction is a frozen conflict, "
            "which has led in the last month only, with a pull of 0.30 at month 2.",
        ),
        (
            [[0, 0.3, 0.1], [0.1, 0.3, 0.2], [0.2, 0.2, 0.1]],
            "No outcome has formed, and no direction leads: a settlement ties with another, with a "
            "pull of 0.20 at month 2.",
        ),
        (
            [[0, 0, 0], [0, 0, 0], [0, 0, 0]],
            "At month 2 nothing pulls it towards any of the three outcomes.",
        ),
    ],
)
def test_the_central_run_is_told_by_what_formed_or_where_it_leads(short, pulls, said):
    run = with_pulls(short, pulls)
    assert run_in_words(run) == said
    assert said.endswith(course_in_words(run))
    assert outcome_in_words(run) == (said.partition(".")[0] if run.formed else "No outcome has formed")


def test_a_reasons_effect_is_what_switching_the_rule_off_does(case):
    scenario = load_scenario("moscow-talks", case)
    run = simulate(case, scenario)
    found = reasons(run)
    assert len(found) > 10
    for reason in [reason for reason in found if reason.claims][:6]:
        off = simulate(case, scenario.but(beliefs={reason.id: 0.0}))
        assert off.pull[run.outcome] == pytest.approx(reason.without, abs=1e-12)
        assert reason.effect == pytest.approx(run.pull[run.outcome] - off.pull[run.outcome], abs=1e-12)


def test_what_a_reason_moved_is_what_its_contributions_sum_to(case):
    run = simulate(case, load_scenario("istanbul-2022", case))
    for reason in [reason for reason in reasons(run) if reason.claims][:8]:
        rows = run.contributions(reason.moved)
        path = run.paths.sel(variable=reason.moved).to_numpy()
        assert reason.span == (path[0], path[-1])
        assert rows.loc[rows["rule"] == reason.id, "amount"].sum() == pytest.approx(reason.amount, abs=1e-12)


def test_reasons_come_strongest_first_and_leave_out_outcome_rules(case):
    found = reasons(simulate(case, load_scenario("default", case)))
    sizes = [abs(reason.effect) for reason in found]
    assert sizes == sorted(sizes, reverse=True)
    pulling = {rule.id for rule in case.rules if set(rule.consequents) & set(OUTCOMES)}
    assert not pulling & {reason.id for reason in found}


def test_without_any_rule_there_is_no_reason(case):
    off = {rule.id: 0.0 for rule in case.rules}
    run = simulate(case, Scenario(title="nothing believed", beliefs=off))
    assert reasons(run) == []
    assert "nothing pulls it" in run_in_words(run)
    assert "no rule or event made a difference" in report_in_text(run)
    assert np.ptp(run.paths.sel(variable="trust").to_numpy()) == 0


@pytest.mark.parametrize(
    ("variable", "name"),
    [
        ("trust", "trust"),
        ("widest_gap", "the widest gap"),
        ("ukraine.flexibility", "Ukraine's flexibility"),
        ("united-states.engagement", "the United States' engagement"),
        ("russia.territory.concession", "Russia's concession on territory"),
        ("territory.gap", "the gap on territory"),
        ("ukraine.red_line_crossed", "Ukraine's nearest red line of its own"),
        ("red_line_crossed", "the nearest red line"),
        ("turkey.engagement", "Turkey's engagement"),
        ("european-union.engagement", "the European Union's engagement"),
        ("separatist-regions.engagement", "the separatist regions' engagement"),
        ("civil-society.engagement", "civil society's engagement"),
        ("western_unity", "Western unity"),
        ("battlefield_shift", "the battlefield shift"),
        ("strikes", "strikes on civilians"),
        ("ceasefire.gap", "the gap on the ceasefire"),
        ("russia.eu-alignment.concession", "Russia's concession on EU alignment"),
        ("frozen-conflict", "the pull of a frozen conflict"),
    ],
)
def test_a_variable_has_a_name_for_sentences(case, variable, name):
    assert name_of(case, variable) == name


def test_every_variable_has_a_name(case):
    run = simulate(case, Scenario(title="x"))
    assert all(name_of(case, str(variable)) for variable in run.paths["variable"].values)


def test_a_sentence_gives_rule_source_movement_and_effect(case):
    run = simulate(case, load_scenario("default", case))
    reason = reasons(run)[0]
    text = reason_in_words(case, reason)
    assert text.startswith(reason.says)
    assert all(claim in text for claim in reason.claims)
    assert f"{reason.without:.2f} instead of {reason.pull:.2f}" in text


def test_the_summary_is_plain_values(case):
    import json

    run = simulate(case, load_scenario("genuine-dialogue", case))
    found = json.loads(json.dumps(run_to_dict(run)))
    assert found["outcome"] == "settlement"
    assert found["formed"] is True
    assert len(found["reasons"]) == 5
    assert len(found["path"]["settlement"]) == 25


def test_an_event_is_a_reason_too_and_its_effect_is_what_leaving_it_out_does(case):
    scenario = load_scenario("europe-miscalculates", case)
    run = simulate(case, scenario)
    (event,) = [reason for reason in reasons(run) if reason.id.startswith("event")]
    without = simulate(case, scenario.but(events=())).pull[run.outcome]
    assert event.without == pytest.approx(without, abs=1e-12)
    assert event.effect > 0.1
    assert event.moved == "involvement"
    assert event.amount == pytest.approx(scenario.events[0].change["involvement"])
    assert "(an event of this scenario)" in reason_in_words(case, event)


def test_just_under_one_half_is_not_told_as_one_half(short):
    run = with_pulls(short, [[0, 0.3, 0.1], [0.1, 0.3, 0.2], [0.1, 0.498, 0.2]])
    assert "just under 0.50" in course_in_words(run)
