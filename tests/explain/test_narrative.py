"""The paragraph: it says what the numbers say, in whole sentences, whatever the run."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from frozendict import frozendict
from hypothesis import given, settings

from model import Event, Scenario, load_scenario, simulate
from model.engine.simulation import Run
from model.explain.central_run import run_in_words
from model.explain.deal import binding_issue_in_words, deal_terms
from model.explain.narrative import account, basis_of_value, tipping_in_words
from model.explain.reasoning import Reason, reasons
from model.explain.tipping import Flip, flips
from model.explain.wording import reason_in_words
from model.knowledge.case import Case
from model.knowledge.naming import OUTCOME_NAMES
from model.knowledge.records import Outcome
from model.scenario.files import bundled_scenarios
from tests.support.scenarios import scenarios


@settings(max_examples=25)
@given(scenario=scenarios(months=6))
def test_it_is_whole_sentences_whatever_the_run(case: Case, scenario: Scenario) -> None:
    text = account(simulate(case, scenario))
    assert text.endswith(".")
    assert not re.search(r"\s\s|\.\.|\( | \)|None|nan|\b[a-z]+_[a-z]+\b", text), text
    assert text.count("(") == text.count(")")
    assert not re.search(r"\b(the the|a the|an the)\b|[^e] (United States|European Union|separatist regions)'", text), (
        text
    )
    assert all(part[0].isupper() for part in re.split(r"(?<=[.?]) ", text)), text


def test_it_opens_with_what_the_run_comes_to_and_tells_only_what_the_reasons_and_flips_tell(case: Case) -> None:
    for name in bundled_scenarios(case):
        run = simulate(case, load_scenario(name, case))
        found, tips = reasons(run), flips(run)
        text = account(run, found, tips)
        assert text.startswith(run_in_words(run))
        near = [basis_of_value(run, tip.id) for tip in tips[:2] if tip.kind != "event"]
        claims = {claim for reason in found for claim in reason.claims} | set(re.findall(r"\bC\d\d\b", " ".join(near)))
        assert set(re.findall(r"\bC\d\d\b", text)) <= claims
        if any(tip.to is not None for tip in tips):
            assert "The answer would change " in text
        for reason in [r for r in found if r.effect > 0][:3]:
            says = reason.says if reason.id in case.rule_of else reason.says.partition(": ")[2]
            assert says.rstrip(".") in text
            assert f"{reason.without:.2f}" in text


def test_where_nothing_matters_and_nothing_tips_it_says_so(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=1))
    text = account(run, [], [Flip("lever", "trust", 0.2, None, run.outcome, run.formed, 0.3)])
    name = OUTCOME_NAMES[Outcome(run.outcome)]
    assert f"Its own rules aside, no single rule or event moves the pull of {name} by 0.005 or more." in text
    assert text.endswith("No single lever or assumption would change this answer, however far it is moved.")


@pytest.mark.parametrize(
    ("tip", "said"),
    [
        (("lever", "trust", 0.2, 0.5, "settlement", False, 0.3),
         "if trust started at 0.50 instead of 0.20 (C07, C33): then a settlement would lead."),
        (("lever", "trust", 0.2, 0.5, "settlement", True, 0.6), "then a settlement would have formed."),
        (("lever", "trust", 0.2, 0.201, "escalation", False, 0.3), "started at 0.201 instead of 0.200"),
        (("lever", "battlefield_shift", 0.1, -0.5, "escalation", False, 0.3),
         "if the battlefield shift stood at \N{MINUS SIGN}0.50 instead of 0.10 (set by this scenario): then an escal"),
        (("lever", "external_pressure", 0.7, 0.5, "escalation", False, 0.3),
         "if external pressure stood at 0.50 instead of 0.70 (set by this scenario; C37, C38): then an escalation"),
        (("assumption", "united-states.engagement", 0.8, 0.5, "escalation", False, 0.3),
         "if the United States' engagement stood at 0.50 instead of 0.80 (C37): then"),
        (("assumption", "belarus.engagement", 0.2, 0.5, "escalation", False, 0.3),
         "if Belarus' engagement stood at 0.50 instead of 0.20 (our judgement): then"),
        (("assumption", "strikes", 0.6, 0.5, "escalation", False, 0.3), "if strikes on civilians started at 0.50"),
        (("assumption", "relief", 0.6, 0.5, "escalation", False, 0.001), "would lead, with next to no pull."),
        (("assumption", "relief", 0.6, 0.5, "settlement", False, 0.0), "then no outcome would have any pull."),
        (("event", "event no. 1", 1.0, 0.0, "settlement", False, 0.3),
         "without the event of month 2, “A push” (of this scenario): then a settlement would lead."),
        (("event", "event no. 1", 1.0, 1.25, "settlement", False, 0.3),
         "if the event of month 2, “A push” (of this scenario) came with 125% of its strength: then"),
        (("event", "event no. 1", 1.0, 0.999, "settlement", False, 0.3), "came with 99.9% of its strength"),
        (("event", "event no. 1", 1.0, 0.001, "settlement", False, 0.3), "came with 0.1% of its strength"),
        (("event", "event no. 2", 1.0, 0.0, "settlement", False, 0.3), "without the event of month 3 (of this"),
    ],
)  # fmt: skip
def test_a_tip_in_words(tip: tuple[str, str, float, float, str, bool, float], said: str, case: Case) -> None:
    events = (Event(month=2, says="A push.", change={"intensity": 0.1}), Event(month=3, set={"strikes": 0.5}))
    levers = {"battlefield_shift": 0.1, "external_pressure": 0.7}
    run = simulate(case, Scenario(title="x", months=3, levers=levers, events=events))
    assert not run.formed
    assert run.outcome == "frozen-conflict"
    told = tipping_in_words(run, [Flip(*tip)])
    assert said in told
    assert told.startswith("The answer would change ")


def test_two_tips_are_two_sentences(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=3))
    told = tipping_in_words(run, [Flip("lever", "trust", 0.2, to, "settlement", False, 0.3) for to in (0.5, 0.6, 0.7)])
    assert told.count(". It would also change if trust started at 0.60") == 1
    assert "0.70" not in told


def test_where_events_tip_nothing_either_it_says_how_far_they_were_looked_at(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=3, events=(Event(month=2, change={"intensity": 0.1}),)))
    assert "No event would either, between none of it and twice as much." in tipping_in_words(run, [])


def test_what_had_formed_and_does_no_longer_is_told_so(case: Case) -> None:
    run = simulate(case, load_scenario("genuine-dialogue", case))
    assert run.formed
    gone = Flip("lever", "trust", 0.7, 0.3, run.outcome, False, 0.4)
    assert "a settlement would no longer have formed" in tipping_in_words(run, [gone])
    other = replace(gone, outcome="escalation")
    assert "nothing would have formed, and an escalation would lead" in tipping_in_words(run, [other])


# ------------------------------------------------------------------------------------------------------ tricky runs

FIRST, SECOND = Event(month=2, says="A turn.", change={"intensity": 0.3}), Event(month=2, change={"involvement": 0.15})


def reason(run: Run, effect: float) -> Reason:
    """A reason for the leading pull that is worth so much, for words about runs that are hard to come by."""
    rule = next(rule for rule in run.case.rules if rule.claims)
    pull = run.pull[run.outcome]
    what = (rule.id, rule.says, rule.claims, "")
    return Reason(*what, run.outcome, pull, pull - effect, "trust", 0.1, (0.2, 0.3))


def with_pulls(run: Run, pulls: list[list[float]]) -> Run:
    return replace(run, trace=replace(run.trace, pulls=np.array(pulls, dtype=float)[:, :, None]))


@pytest.mark.parametrize(
    ("pulls", "effects", "said"),
    [
        pytest.param(
            [[0, 0.3, 0.1], [0.1, 0.3, 0.2], [0.1, 0.3, 0.2]], [-0.2, 0.1, -0.1],
            "No outcome has formed. The direction is a frozen conflict, which has led from the start, "
            "with a pull of 0.30 at month 2. What pulls most towards a frozen conflict? RULE Without this, the pull of "
            "a frozen conflict would be 0.20 instead of 0.30. What holds it back most? RULE Without this, the pull of "
            "a frozen conflict would be 0.50 instead of 0.30. NOTHING",
            id="nothing formed",
        ),
        pytest.param(
            [[0, 0.3, 0.1], [0.1, 0.3, 0.2], [0.2, 0.2, 0.1]], [0.1, 0.05],
            "No outcome has formed, and no direction leads: a settlement ties with another, with a "
            "pull of 0.20 at month 2. What pulls most towards a settlement? RULE Without this, the pull of a "
            "settlement would be 0.10 instead of 0.20. What else? RULE Without this, it would be 0.15. No single rule "
            "or event takes 0.005 or more from that pull. NOTHING",
            id="a tie, no reason against",
        ),
        pytest.param(
            [[0, 0.3, 0.1], [0.1, 0.3, 0.2], [0.2, 0.203, 0.1]], [-0.0051],
            "No outcome has formed, and no direction leads: a frozen conflict is as good as level "
            "with another, with a pull of 0.20 at month 2. Its own rules aside, no single rule or event adds "
            "0.005 or more to the pull of a frozen conflict. What holds it back most? RULE Without this, the pull of a "
            "frozen conflict would be 0.21 instead of 0.20. NOTHING",
            id="all but a tie, no reason for",
        ),
        pytest.param(
            [[0, 0, 0.6], [0, 0.1, 0.6], [0, 0.1, 0.7]], [0.699, 0.3, 0.1, 0.09],
            "An escalation has formed. It has stood from the start; its pull at month 2 is 0.70. What pulls most "
            "towards an escalation? RULE Without this, the pull of an escalation would be 0.00 instead of 0.70. What "
            "else? RULE Without this, it would be 0.40. RULE Without this, it would be 0.60. No single rule or event "
            "takes 0.005 or more from that pull. NOTHING",
            id="leads from month 0, a fourth reason is not told",
        ),
        pytest.param(
            [[0, 0, 0.3], [0, 0.1, 0.3], [0, 0.296, 0.2]], [-0.0079],
            "No outcome has formed. The direction is a frozen conflict, which has led in the last "
            "month only, with a pull of 0.30 at month 2. Its own rules aside, no single rule or event adds "
            "0.005 or more to the pull of a frozen conflict. What holds it back most? RULE Without this, the pull of a "
            "frozen conflict would be 0.304 instead of 0.296. NOTHING",
            id="leads in the last month only, and figures that would read alike",
        ),
        pytest.param(
            [[0, 0.3, 0.1], [0.5, 0.3, 0.2], [0.1, 0.3, 0.2]], [],
            "A settlement had formed in month 1, and has passed. The direction is a frozen conflict, "
            "which has led in the last month only, with a pull of 0.30 at month 2. Its own rules aside, no single "
            "rule or event moves the pull of a frozen conflict by 0.005 or more. NOTHING",
            id="formed and passed, no reasons",
        ),
        pytest.param(
            [[0, 0, 0], [0, 0, 0], [0, 0, 0]], [],
            "At month 2 nothing pulls it towards any of the three outcomes. Its own rules aside, "
            "no single rule or event moves the pull of a settlement by 0.005 or more. NOTHING",
            id="nothing pulls",
        ),
    ],
)  # fmt: skip
def test_the_whole_paragraph_of_a_tricky_run(
    pulls: list[list[float]], effects: list[float], said: str, case: Case
) -> None:
    run = with_pulls(simulate(case, Scenario(title="short", months=2)), pulls)
    told = account(run, [reason(run, effect) for effect in effects], [])
    rule = next(rule for rule in case.rules if rule.claims)
    said = said.replace("RULE", f"{rule.says.rstrip('.')} ({', '.join(rule.claims)}).")
    nothing = "No single lever or assumption would change this answer, however far it is moved."
    assert told == said.replace("NOTHING", nothing)


def test_where_nothing_is_believed_the_start_decides_and_the_beliefs_are_told(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=6, beliefs={rule.id: 0.0 for rule in case.rules}))
    assert account(run, tips=[]) == (
        "At month 6 nothing pulls it towards any of the three outcomes. Its own rules aside, no "
        "single rule or event moves the pull of a settlement by 0.005 or more. No single lever or assumption would "
        "change this answer, however far it is moved. All this rests on the scenario's own beliefs about "
        f"{len(case.rules)} of the {len(case.rules)} rules."
    )
    assert account(run) == account(run, tips=[])


def test_where_nothing_moves_what_defines_the_outcomes_still_pulls(case: Case) -> None:
    still = {rule.id: 0.0 for rule in case.rules if not rule.outcome}
    run = simulate(case, Scenario(title="x", months=6, beliefs=still))
    told = account(run)
    assert "which has led from the start" in told
    assert "Its own rules aside, no single rule or event moves the pull of" in told
    assert f"beliefs about {len(still)} of the {len(case.rules)} rules." in told


def test_events_of_one_month_that_say_the_same_are_told_apart_and_counted_once_each(case: Case) -> None:
    events = (FIRST, FIRST.model_copy(update={"change": frozendict({"intensity": -0.1})}), SECOND, SECOND, Event(
        month=3, says="Nobody else.", change={"intensity": 0.05}))  # fmt: skip
    run = simulate(case, Scenario(title="x", months=3, events=events))
    found = {r.id: r for r in reasons(run) if r.id.startswith("event")}
    for number, event in enumerate(events):
        ((name, change),) = event.change.items()
        one = found.get(f"event no. {number + 1}")
        if one is not None:
            assert one.moved == name
            assert one.amount == pytest.approx(change, abs=1e-12)
    assert found["event no. 1"].says == "Month 2, event number 1: A turn."
    assert found["event no. 4"].says == "Month 2, event number 4: something happens."
    told = account(run, list(found.values()), [])
    assert "Event number 1 of month 2, “A turn” (of this scenario). Without this, the pull of" in told
    assert "vent number 4 of month 2 (of this scenario). Without this," in told


def test_an_event_says_what_it_did_in_its_month_also_when_that_is_over(case: Case) -> None:
    strike = Event(month=2, until=3, says="A wave of strikes.", set={"strikes": 1.0})
    run = simulate(case, Scenario(title="x", months=5, assumptions={"strikes": 0.0}, events=(strike,)))
    one = Reason(
        "event no. 1", "Month 2: A wave of strikes.", (), "", run.outcome, 0.3, 0.2, "strikes", 1.0, (0.0, 0.0)
    )
    assert "It added 1.00 to strikes on civilians; without it, the pull" in reason_in_words(case, one)


# ------------------------------------------------------------------------------------ what holds a settlement back


def test_the_issue_that_holds_a_settlement_back_is_named(case: Case) -> None:
    run = simulate(case, load_scenario("genuine-dialogue", case))
    (binding,) = [term for term in deal_terms(run) if term.binding]
    assert binding_issue_in_words(run) == (
        f"What holds a settlement back the most is {case.spoken[binding.issue]}: of the core issues, that is where the "
        f"gap is widest, {binding.gap:.2f} of the scale at month 24."
    )


def test_issues_that_hold_a_settlement_back_alike_are_all_named_and_none_where_no_gap_is_left(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=3))
    alike = [replace(term, gap=0.5) for term in deal_terms(run) if term.core]
    names = [case.spoken[term.issue] for term in alike]
    told = binding_issue_in_words(run, alike)
    assert f"the most is {', '.join(names[:-1])} and {names[-1]}: of the core issues, these are where" in told
    closed = [replace(term, gap=0.001) for term in alike]
    assert (
        binding_issue_in_words(run, closed)
        == "On none of the core issues is there a gap of 0.005 or more left at month 3."
    )
