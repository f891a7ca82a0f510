"""What more than one page needs of a scenario's run, computed once for all sessions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from model.arrays import Floats
from model.engine import Run, simulate
from model.explain import (
    Deed,
    EdgeEvidence,
    Evidence,
    Flip,
    Reason,
    account,
    account_in_parts,
    deeds,
    evidence,
    flips,
    modelled_edges,
    reasons,
)
from model.knowledge import PULL_CLASSES, Case
from model.scenario import Scenario
from model.uncertainty import Ensemble, Headline, Layers, band_edges, ensemble, headline, layers
from model.view.session import current_seed

#: Variants behind the shares and counts that the pages show; scenario tests take as many.
DRAWS = 256


@lru_cache(maxsize=256)
def run_of(case: Case, scenario: Scenario) -> Run:
    """Return the run of a scenario."""
    return simulate(case, scenario)


def variants_of(case: Case, scenario: Scenario, seed: int | None = None) -> Ensemble:
    """Return the plausible variants of a scenario, with the seed that is set if none is given."""
    return _variants(case, scenario, current_seed() if seed is None else seed)


@lru_cache(maxsize=256)
def _variants(case: Case, scenario: Scenario, seed: int) -> Ensemble:
    return ensemble(case, scenario, DRAWS, seed)


@lru_cache(maxsize=256)
def bands_of(case: Case, scenario: Scenario) -> Mapping[str, Floats]:
    """Return the two bands of all that the charts show; kept for when the same is asked again."""
    shown = dict.fromkeys(variable for chart in case.settings.chart for variable in chart.variables)
    return band_edges(variants_of(case, scenario), *PULL_CLASSES, *shown)


def layers_of(case: Case, scenario: Scenario) -> Layers:
    """Return the two layers by which a scenario's variants differ."""
    return _layers(case, scenario, current_seed())


@lru_cache(maxsize=64)
def _layers(case: Case, scenario: Scenario, seed: int) -> Layers:
    return layers(variants_of(case, scenario, seed))


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
    return account(*_told_of(case, scenario))


def account_parts_of(case: Case, scenario: Scenario) -> list[str]:
    """Return a scenario's answer as a list, every reason and every tipping point by itself."""
    return account_in_parts(*_told_of(case, scenario))


def _told_of(case: Case, scenario: Scenario) -> tuple[Run, list[Reason], list[Flip], Headline]:
    found = headline(variants_of(case, scenario))
    return run_of(case, scenario), reasons_of(case, scenario), flips_of(case, scenario), found
