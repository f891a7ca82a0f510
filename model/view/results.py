"""What more than one page needs of a scenario, computed once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import Progress
from model.engine import Run, simulate
from model.explain import (
    Deed,
    EdgeEvidence,
    Evidence,
    Flip,
    Reason,
    account,
    deeds,
    evidence,
    flips,
    modelled_edges,
    reasons,
)
from model.knowledge import Case
from model.scenario import Scenario
from model.uncertainty import Ensemble, ensemble
from model.view.caching import SharedCache
from model.view.session import state

Found = TypeVar("Found")


#: Variants behind the shares that the pages show; scenario tests take as many.
DRAWS = 256


#: Analyses that were asked for, by their name and all that they depend on.
ANALYSES_CACHE = SharedCache[tuple[Hashable, ...], Any](most=48)


#: In the session: which analyses were asked for.
ASKED = "analyses asked for"


@lru_cache(maxsize=256)
def run_of(case: Case, scenario: Scenario) -> Run:
    """Return the run of a scenario."""
    return simulate(case, scenario)


def variants_of(case: Case, scenario: Scenario, seed: int | None = None) -> Ensemble:
    """Return the plausible variants of a scenario, with the seed that is set if none is given."""
    return _variants(case, scenario, state.seed() if seed is None else seed)


@lru_cache(maxsize=256)
def _variants(case: Case, scenario: Scenario, seed: int) -> Ensemble:
    return ensemble(case, scenario, DRAWS, seed)


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
    return deeds(run), modelled_edges(run)


@lru_cache(maxsize=256)
def flips_of(case: Case, scenario: Scenario) -> list[Flip]:
    """Return what would tip a scenario's answer."""
    return flips(run_of(case, scenario))


def account_of(case: Case, scenario: Scenario) -> str:
    """Return a scenario's answer as a paragraph."""
    return account(run_of(case, scenario), reasons_of(case, scenario), flips_of(case, scenario))


def told_on(place: DeltaGenerator) -> Progress:
    """Return what shows on the page how far long work is.

    When a person changes something meanwhile, Streamlit stops the script in it, and with it the work.
    """

    def tell(done: int, of: int) -> None:
        place.progress(done / of, f"{done:,} of {of:,} runs")

    return tell


def asked(key: tuple[Hashable, ...], label: str, work: Callable[[Progress], Found]) -> Found | None:
    """Return an analysis if it has been asked for; else show the button that asks for it.

    While it runs, a bar tells how far it is, and a button stops it; so does any other change on the page.

    Args:
        key: what the analysis depends on, its name first.
        label: what the button says.
        work: makes it, and tells how far it is.
    """
    if key in ANALYSES_CACHE:
        found: Found = ANALYSES_CACHE[key]
        return found
    asked_for: set[object] = st.session_state.setdefault(ASKED, set())
    kind, place = key[0], st.empty()
    if key not in asked_for:
        place.button(label, key=f"ask {kind}", on_click=asked_for.add, args=(key,), icon=":material/play_arrow:")
        return None
    with place.container():
        bar = st.progress(0.0, "Getting ready")
        st.button("Stop", key=f"stop {kind}", on_click=asked_for.discard, args=(key,), icon=":material/stop:")
    try:
        made = work(told_on(bar))
    except ImportError as missing:
        place.error(str(missing))
        return None
    place.empty()
    ANALYSES_CACHE[key] = made
    return made
