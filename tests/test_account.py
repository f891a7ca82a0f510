"""The paragraph: it says what the numbers say, in whole sentences, whatever the run."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from helpers import scenarios
from hypothesis import given, settings

from model import Event, Scenario, load_scenario, simulate
from model.account import account, tipping
from model.domain import Case
from model.explain import headline, reasons
from model.flips import Flip, flips
from model.scenario import bundled


@settings(max_examples=25)
@given(scenario=scenarios(months=6))
def test_it_is_whole_sentences_whatever_the_run(case: Case, scenario: Scenario) -> None:
    text = account(simulate(case, scenario))
    assert text.endswith(".")
    assert not re.search(r"\s\s|\.\.|\( | \)|None|nan|\b[a-z]+_[a-z]+\b", text), text
    assert text.count("(") == text.count(")")


def test_it_opens_with_the_headline_and_tells_only_what_the_reasons_and_flips_tell(case: Case) -> None:
    for name in bundled(case):
        run = simulate(case, load_scenario(name, case))
        text, found, tips = account(run), reasons(run), flips(run)
        assert text.startswith(headline(run))
        claims = {claim for reason in found for claim in reason.claims}
        assert set(re.findall(r"\bC\d\d\b", text)) <= claims
        if any(tip.to is not None for tip in tips):
            assert "The answer would change " in text
        for reason in [r for r in found if r.effect > 0][:3]:
            assert reason.says.rstrip(".")[1:] in text
            assert f"{reason.without:.2f}" in text


def test_where_nothing_matters_and_nothing_tips_it_says_so(case: Case) -> None:
    run = simulate(case, Scenario(title="x", months=1))
    text = account(run, [], [Flip("lever", "trust", 0.2, None, run.outcome, run.formed, 0.3)])
    name = NAMES[Outcome(run.outcome)]
    assert f"Besides what defines it, no single rule or event moves the pull of {name} by 0.005 or more." in text
    assert text.endswith("No lever and no assumption would change this answer by itself, anywhere on its scale.")


@pytest.mark.parametrize(
    ("tip", "said"),
    [
        (Flip("lever", "trust", 0.2, 0.5, "settlement", False), "with trust at 0.50 instead of 0.20: a settlement"),
        (Flip("lever", "trust", 0.2, 0.5, "settlement", True), "a settlement would have formed"),
        (Flip("lever", "trust", 0.2, 0.201, "escalation", False), "at 0.201 instead of 0.200"),
        (Flip("lever", "battlefield_shift", 0.1, -0.5, "escalation", False), "at \N{MINUS SIGN}0.50 instead of 0.10"),
        (Flip("event", "event no. 1", 1.0, 0.0, "settlement", False), "without the event of month 2 (A push)"),
        (Flip("event", "event no. 1", 1.0, 1.25, "settlement", False), "of month 2 (A push), 125% of it"),
        (Flip("event", "event no. 1", 1.0, 0.5, "settlement", False), "of month 2 (A push), 50% of it"),
    ],
)  # fmt: skip
def test_a_tip_in_words(tip: Flip, said: str, case: Case) -> None:
    event = Event(month=2, says="A push.", change={"intensity": 0.1})
    run = simulate(case, Scenario(title="x", months=3, events=(event,)))
    assert not run.formed
    assert said in tipping(case, run, [tip])


def test_what_had_formed_and_does_no_longer_is_told_so(case: Case) -> None:
    run = simulate(case, load_scenario("genuine-dialogue", case))
    assert run.formed
    gone = Flip("lever", "trust", 0.7, 0.3, run.outcome, False)
    assert "a settlement would no longer have formed" in tipping(case, run, [gone])
    other = replace(gone, outcome="escalation")
    assert "nothing would have formed, and an escalation would lead" in tipping(case, run, [other])
