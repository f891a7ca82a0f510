"""What the answer's component is told of a scenario: its verdict, its course beside the run before, and its reasons."""

from __future__ import annotations

from model.explain import (
    LABELS,
    REST_SHAPE,
    SHAPES,
    headline_in_words,
    sturdiness_in_words,
    tips_in_words,
)
from model.knowledge import OUTCOME_NAMES, Case, Outcome, believing
from model.scenario import Scenario
from model.uncertainty import RULE_IN_BRIEF, Ensemble, Headline, headline
from model.view import charts
from model.view.components.answer import AnswerPayload, Aside, Verdict
from model.view.components.line_chart import drawn
from model.view.controls.beliefs import without_own_factors
from model.view.pages.answer.reasons import reason_lines
from model.view.results import bands_of, flips_of, reasons_of, run_of, variants_of
from model.view.session import draft_steps


def run_before(case: Case) -> Ensemble | None:
    """Return the variants of the step before the last one; None where nothing has been set yet."""
    before = draft_steps().before
    if before is None:
        return None
    return variants_of(believing(case, before.scenario.theories), before.scenario, before.seed)


def answer_payload(
    case: Case, scenario: Scenario, before: Ensemble | None, *, numbers: bool = False, wide: bool = False
) -> AnswerPayload:
    """Return what the answer's component shows of a scenario.

    `before` are the variants of the run before the last step, if there was one; `numbers`: whether the numbers are
    unfolded; `wide`: whether there is room for the paths and for what would tip the answer.
    """
    run, variants = run_of(case, scenario), variants_of(case, scenario)
    found, reasons = headline(variants), reasons_of(case, scenario)
    of = OUTCOME_NAMES[Outcome(run.outcome)]
    return {
        "verdict": verdict(found),
        "course": drawn(charts.shares_chart(run, variants, bands_of(case, scenario), before)),
        "shapes": [*(SHAPES[outcome] for outcome in LABELS), REST_SHAPE],
        "horizon": [scenario.months, scenario.months if before is None else before.scenario.months],
        "levers": levers_set(case, scenario),
        "about": f"{LABELS[Outcome(run.outcome)]}: for and against",
        "none": f"No rule and no event makes a difference to the pull of {of}.",
        "reasons": reason_lines(case, reasons, reasons_of(case, without_own_factors(case, scenario))),
        "numbers": numbers,
        "aside": _aside(case, scenario) if wide else None,
    }


def levers_set(case: Case, scenario: Scenario) -> dict[str, float]:
    """Return the levers that a scenario sets, by their ids; its assumptions are not the browser's to move."""
    levers = {variable.id for variable in case.variables if variable.lever}
    return {name: value for name, value in scenario.given.items() if name in levers}


def verdict(found: Headline) -> Verdict:
    """Return the headline, how sturdy it is in a word, and what that word means."""
    return {
        "sentence": headline_in_words(found),
        "word": found.word,
        "means": [sturdiness_in_words(found), RULE_IN_BRIEF],
    }


def _aside(case: Case, scenario: Scenario) -> Aside:
    """Return the variables' paths, and what would tip the answer."""
    run, bands, groups = run_of(case, scenario), bands_of(case, scenario), case.settings.chart
    return {
        "paths": [drawn(charts.paths_chart(run, group, bands)) for group in groups],
        "ids": [list(group.variables) for group in groups],
        "tips": tips_in_words(run, flips_of(case, scenario)),
    }
