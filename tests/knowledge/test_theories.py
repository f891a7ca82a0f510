"""Theories: off they change nothing, on they add their rules and nothing else, wherever a scenario goes."""

from __future__ import annotations

import shutil
import tomllib
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from model import CaseError, Event, Scenario, compare, ensemble, load_case, load_scenario, simulate, sweep
from model.analysis.comparison.settings import differing_settings
from model.engine.grounding import program_of
from model.explain.reasoning import reasons
from model.knowledge.building import believing, rebuild
from model.knowledge.case import Case
from model.scenario.checks import faults_of
from model.scenario.expectation import Expectation
from model.scenario.files import parse_scenario, to_toml
from model.uncertainty import robustness
from model.view.session.changes import change_in_words
from model.view.session.draft import Draft
from model.view.session.link import pairs
from model.view.session.reading import opened
from tests.support.cases import UKRAINE
from tests.support.page import ROOT, unfold

APP = str(ROOT / "app.py")


def names(case: Case) -> list[str]:
    return [theory.id for theory in case.theories]


# ------------------------------------------------------------------------------------------------------- the mechanism


def test_what_is_not_believed_changes_nothing(case: Case) -> None:
    """The case with its theories on offer is, rule by rule, the case without them."""
    assert believing(case, ()) is case
    all_of_them = believing(case, tuple(names(case)))
    assert believing(all_of_them, ()) is case
    assert believing(all_of_them, (names(case)[0],)) is believing(case, (names(case)[0],))
    assert {rule.rule for rule in program_of(case).rules} <= {rule.id for rule in case.rules}


@pytest.mark.slow
def test_each_theory_and_all_together_fit_the_case(case: Case) -> None:
    for chosen in [*[(name,) for name in names(case)], *combinations(names(case), 2), tuple(names(case))]:
        found = believing(case, chosen)
        more = [rule.id for theory in case.theories if theory.id in chosen for rule in theory.rules]
        assert [rule.id for rule in found.rules] == [*(rule.id for rule in case.rules), *more]
        assert found.believed == tuple(name for name in names(case) if name in chosen)


def test_a_theory_shares_its_draws_with_the_case_without_it(case: Case) -> None:
    """With its rules off, it is as if it were not believed: every other belief has its own stream of draws."""
    today = load_scenario("default", case)
    for theory in case.theories:
        off = {rule.id: 0.0 for rule in theory.rules}
        silent = today.but(theories=(theory.id,), beliefs=off)
        one, other = (ensemble(case, scenario, 64, 3).pulls_by_month for scenario in (silent, today))
        assert np.allclose(one, other, atol=1e-6)


def test_every_rule_of_a_theory_moves_something(case: Case) -> None:
    """Somewhere on a small grid of situations, leaving the rule out changes a path."""
    corners = [
        {"battlefield_shift": shift, "external_pressure": pressure, "trust": trust, "guarantees": 0.9, "sanctions": 0.9}
        for shift in (-0.9, 0.0)
        for pressure in (0.1, 0.95)
        for trust in (0.1, 0.7)
    ]
    for theory in case.theories:
        idle = {rule.id for rule in theory.rules}
        for values, fresh in product(corners, (False, True)):
            rested = {f"{party}.exhaustion": -1.0 for party in case.parties}
            events = (Event(month=1, change=rested),) if fresh else ()
            base = Scenario(title="corner", months=24, theories=(theory.id,), events=events).setting(case, values)
            whole = simulate(case, base).paths
            for rule in sorted(idle):
                without = simulate(case, base.but(beliefs={rule: 0.0})).paths
                if float(abs(whole - without).max()) > 0.005:
                    idle.discard(rule)
        assert idle == set()


def test_every_finding_is_carried_or_says_why_not(case: Case) -> None:
    for theory in case.theories:
        carried = {claim for rule in theory.rules for claim in rule.claims}
        for claim in theory.claims:
            assert bool(claim.not_modelled) != (claim.id in carried), claim.id


def test_the_suite_names_a_reference_for_each_sentence_and_has_what_was_asked_of_it(case: Case) -> None:
    asked: list[Expectation] = []
    for file in sorted((UKRAINE / "suites" / "theory").glob("*.scenario.toml")):
        asked += load_scenario(file, case).expect
    assert len(asked) >= 24
    assert all(one.source for one in asked)
    works = " ".join(one.source for one in asked)
    for work in ("Zartman", "Fearon", "Powell", "Walter", "Fortna", "Min ", "Hufbauer", "Stedman", "Wallensteen"):
        assert work in works
    assert any(one.differs for one in asked)


# ------------------------------------------------------------------------------------------------------- bad input


def copied(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "case"
    shutil.copytree(UKRAINE, folder, ignore=shutil.ignore_patterns("scenarios", "suites", "theories"))
    (folder / "theories").mkdir()
    (folder / "theories" / "mine.toml").write_text(text, encoding="utf-8")
    return folder


SOUND = """
title = "Mine"
says = "A theory."
[[article]]
id = "me-2026"
title = "Me (2026)"
sections = ["all"]
[[claim]]
id = "Me 2026"
says = "A finding."
source = ["me-2026: all"]
[[rule]]
id = "mine"
says = "A rule."
for = "world"
if = { trust = "low" }
then = { talks = -0.1 }
claims = ["Me 2026"]
"""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (SOUND.replace("trust =", "trsut ="), "theories/mine.toml: rule 'mine': if: unknown variable 'trsut'; did you"),
        (
            SOUND.replace('["Me 2026"]', '["Me 25"]'),
            "theories/mine.toml: rule 'mine': claims: unknown claim 'Me 25'",
        ),
        (SOUND.replace('id = "mine"', 'id = "gains-embolden"'), "theories/mine.toml: rule 'gains-embolden': this id"),
    ],
)
def test_a_theory_that_does_not_fit_is_told_with_its_file_once_it_is_believed(
    wrong: str, said: str, tmp_path: Path
) -> None:
    case = load_case(copied(tmp_path, wrong))
    with pytest.raises(CaseError) as error:
        simulate(case, Scenario(title="x", theories=("mine",)))
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (SOUND.replace("says =", "sais =", 1), "theories/mine.toml: unknown key 'sais'; did you mean 'says'?"),
        (SOUND.replace("if =", "fi ="), "theories/mine.toml: rule: no. 1: unknown key 'fi'"),
        ("title = ", "theories/mine.toml: this is not valid TOML"),
        ('title = "T"\nsays = "S."', "theories/mine.toml: 'article' is missing"),
    ],
)
def test_a_theory_that_cannot_be_read_is_told_with_the_case(wrong: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(CaseError) as error:
        load_case(copied(tmp_path, wrong))
    assert said in str(error.value)


def test_an_unknown_theory_is_told_with_the_likely_one(case: Case) -> None:
    faults = faults_of(case, Scenario(title="x", theories=("comitment",)), "f")
    assert list(map(str, faults)) == ["f: theories: unknown theory 'comitment'; did you mean 'commitment'?"]
    with pytest.raises(CaseError, match="did you mean 'commitment'"):
        believing(case, ("comitment",))


# ------------------------------------------------------------------------------------------------------- everywhere


@pytest.fixture(scope="module")
def believed() -> Scenario:
    return Scenario(title="Believed", theories=("commitment",), levers={"battlefield_shift": -0.9}, months=12)


def test_a_theorys_rule_is_told_with_its_work(case: Case, believed: Scenario) -> None:
    found = {reason.id: reason for reason in reasons(simulate(case, believed))}
    assert found["declining-side-fights-on"].basis == "Powell 2006"
    assert "declining-side-fights-on" not in {r.id for r in reasons(simulate(case, believed.but(theories=())))}


def test_files_setups_and_links_carry_theories(case: Case, believed: Scenario) -> None:
    held = believed.but(beliefs={"declining-side-fights-on": 0.5})
    assert parse_scenario(tomllib.loads(to_toml(held)), "f", case) == held
    setup = Draft.of(load_scenario("default", case), "default").believe(case, "commitment")
    setup = setup.edit(beliefs={"declining-side-fights-on": 0.5})
    found = opened(case, pairs(case, setup))
    assert (found.draft, found.notes) == (setup, [])
    left = setup.believe(case, "commitment", on=False)
    assert (left.edited.theories, dict(left.edited.beliefs)) == ((), {})
    broken = opened(case, [("theory", "comitment")])
    assert "did you mean 'commitment'" in broken.notes[0]
    assert "theory “Commitment problems” believed" in change_in_words(case, left, setup)


def test_sweeps_and_comparisons_follow_the_scenarios_theories(case: Case, believed: Scenario) -> None:
    grid = sweep(case, believed, {"trust": [0.2, 0.6]}, draws=16)
    for trust in (0.2, 0.6):
        plain = ensemble(case, believed.setting(case, {"trust": trust}), 16, 0)
        assert np.allclose(grid.share.sel(trust=trust), list(plain.shares.values()))
    found = compare(case, [believed.but(theories=()), believed], draws=64)
    assert [setting.what for setting in found.settings] == ["The theory “Commitment problems”"]
    effects = {reason.id: reason.effects for reason in found.reasons}
    assert effects["declining-side-fights-on"][0] is None
    assert effects["declining-side-fights-on"][1] is not None
    alone = simulate(case, believed.but(theories=())).pull
    assert found.runs[0].pull == alone


def test_a_theory_is_believed_on_the_page_undone_and_shared(case: Case) -> None:
    at = AppTest.from_file(APP, default_timeout=60).run()
    unfold(at, "theories")
    at.toggle(key="theory commitment").set_value(True).run()
    assert not at.exception
    assert at.session_state["history"].now.edited.theories == ("commitment",)
    assert at.query_params["theory"] in ("commitment", ["commitment"])
    at.button(key="do Undo").click().run()
    assert at.toggle(key="theory commitment").value is False


# ----------------------------------------------------------------------------------------------- one immutable value


def test_a_case_knows_itself_without_its_theories(case: Case) -> None:
    believed = believing(case, ("commitment",))
    assert (case.plain, case.believed) == (case, ())
    assert believed.plain is case
    assert not believed.same_beliefs(case)
    assert believed.same_beliefs(believing(believing(case, ()), ("commitment",)))


def test_a_case_that_is_read_twice_holds_the_same_beliefs(case: Case) -> None:
    assert case.folder is not None
    again = load_case(case.folder)
    assert again is not case
    assert again.same_beliefs(case)
    assert not rebuild(case, rules=case.rules[1:]).same_beliefs(case)


def test_a_case_is_rebuilt_by_itself_and_its_theories_are_believed_again(case: Case) -> None:
    less = {"red_lines": case.red_lines[1:]}
    believed = rebuild(believing(case, ("commitment",)), **less)
    assert believed.plain.red_lines == believed.red_lines == case.red_lines[1:]
    assert believed.same_beliefs(believing(rebuild(case, **less), ("commitment",)))
    assert believing(believed, ()).same_beliefs(rebuild(case, **less))


def test_variants_of_a_case_that_was_read_again_belong_to_the_run(case: Case, believed: Scenario) -> None:
    assert case.folder is not None
    again = load_case(case.folder)
    run, variants = simulate(case, believed), ensemble(again, believed, 16)
    assert robustness(run, variants).draws == 16
    with pytest.raises(ValueError, match="or another case"):
        robustness(run, ensemble(rebuild(again, red_lines=again.red_lines[1:]), believed, 16))


def test_scenarios_are_compared_by_how_firmly_a_theorys_rule_is_believed(case: Case) -> None:
    """A rule that says nothing of its own firmness has that of its theory's claims, which the case alone has not."""
    first, *rest = case.theories
    rule = first.rules[0].but(confidence=None)
    silent = rebuild(case, theories=(first.but(rules=(rule, *first.rules[1:])), *rest))
    scenarios = [Scenario(title=str(f), theories=(first.id,), beliefs={rule.id: f}) for f in (0.5, 0.25)]
    assert [setting.what for setting in differing_settings(silent, scenarios)] == [rule.says]
