"""What more than one page needs of a scenario, computed once."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.account import account
from model.domain import Case, Outcome
from model.evidence import EdgeEvidence, Evidence, evidence, ties
from model.explain import NAMES, Reason, reasons, verdict
from model.flips import Flip, flips
from model.run import Run, simulate
from model.scenario import Scenario
from model.tally import Deed, deeds
from model.view import levers


@lru_cache(maxsize=256)
def run_of(case: Case, scenario: Scenario) -> Run:
    """Return the run of a scenario."""
    return simulate(case, scenario)


@lru_cache(maxsize=256)
def reasons_of(case: Case, scenario: Scenario) -> list[Reason]:
    """Return the ranked reasons of a scenario's run."""
    return reasons(run_of(case, scenario))


@lru_cache(maxsize=64)
def evidence_of(case: Case, scenario: Scenario) -> Evidence:
    """Return what a scenario's run rests on."""
    return evidence(run_of(case, scenario))


@lru_cache(maxsize=256)
def deeds_of(case: Case, scenario: Scenario) -> tuple[dict[str, Deed], dict[str, EdgeEvidence]]:
    """Return what every outside actor, and every relation, does in a scenario's run."""
    run = run_of(case, scenario)
    return deeds(run), ties(run)


@lru_cache(maxsize=256)
def flips_of(case: Case, scenario: Scenario) -> list[Flip]:
    """Return what would tip a scenario's answer."""
    return flips(run_of(case, scenario))


def account_of(case: Case, scenario: Scenario) -> str:
    """Return a scenario's answer as a paragraph."""
    return account(run_of(case, scenario), reasons_of(case, scenario), flips_of(case, scenario))


def folded(case: Case) -> DeltaGenerator:
    """Return the folded place for the controls, titled with the scenario at hand and what it comes to."""
    scenario = levers.at_hand(case)
    run = run_of(case, scenario)
    said = verdict(run) if run.formed else f"{verdict(run)}, towards {NAMES[Outcome(run.outcome)]}"
    title = scenario.title.replace("[", "\\[").replace("*", "\\*")
    return st.expander(f"**{title}**: {said[:1].lower()}{said[1:]}, at month {scenario.months}", key="scenario")
