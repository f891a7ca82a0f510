"""How the model fares on past wars, in sentences. No number here is a probability."""

from __future__ import annotations

import numpy as np

from model.history.codebook import CLASSES, GOES_ON, CodedWar
from model.history.forecasters import BASE, COUNTS, MEDIATION, MODEL
from model.history.hindcasting import Hindcast
from model.history.score_words import compared, difference_in_words, score_interval_in_words, signed_figure
from model.history.scores import ScoreWithInterval
from model.history.wording_besides import class_in_words, codings_in_words, events_in_words, layers_in_words
from model.knowledge import OUTCOME_NAMES, as_list

#: What followed, in words, as it stands within a sentence.
FOLLOWED = {str(outcome): name for outcome, name in OUTCOME_NAMES.items()} | {GOES_ON: "the war going on"}


#: An end counts as missed if the model gave it a smaller share than this.
MISSED_BELOW = 0.05


def history_verdicts(found: Hindcast) -> dict[str, str]:
    """Return what the history check comes to: a paragraph each, by its title."""
    parts = {
        "Scores": _scores_in_words,
        "Ranking": _ranking_in_words,
        "Calibration": _calibration_in_words,
        "Missed": _misses_in_words,
        "What may happen besides": layers_in_words,
        "Escalation, both ways": events_in_words,
        "Past wars of the same class": class_in_words,
        "A second coder": codings_in_words,
    }
    return {title: part(found) for title, part in parts.items() if found.again or part is not codings_in_words}


def history_in_a_sentence(found: Hindcast) -> str:
    """Return what the history check is for and what came out, in one sentence."""
    right, base = found.largest_share_followed(MODEL), found.largest_share_followed(BASE)
    return (
        f"How the rules fare on {len(found.followed)} wars whose end is known: the largest share of the pull is what "
        f"followed in {right:g} of them, and what is most frequent overall in {base:g}."
    )


def _scores_in_words(found: Hindcast) -> str:
    log, brier = found.scores["log_score"], found.scores["brier_score"]
    by_log, by_brier = compared(log[MODEL], "the base rate", True), compared(brier[MODEL], "the base rate", False)
    counts_log, alone_log, counts_brier, alone_brier = (
        signed_figure(scores[name].value) for scores in (log, brier) for name in (COUNTS, MEDIATION)
    )
    right, base = found.largest_share_followed(MODEL), found.largest_share_followed(BASE)
    return (
        f"As shares to go by, the model's shares of the pull are {by_log} by the log score "
        f"({_model_against_base(log)}) and {by_brier} by the Brier score ({_model_against_base(brier)}). "
        f"Counting variants in which an outcome has formed scores {counts_log} and {counts_brier}; knowing the "
        f"mediation alone, {alone_log} and {alone_brier}. The largest share of the pull was what followed in {right:g} "
        f"of {len(found.followed)} episodes, the largest base rate in {base:g}."
    )


def _model_against_base(scores: dict[str, ScoreWithInterval]) -> str:
    own, base = scores[MODEL], scores[BASE]
    return f"{signed_figure(own.value)} against {signed_figure(base.value)}; difference {difference_in_words(own)}"


def _ranking_in_words(found: Hindcast) -> str:
    kinds: dict[str, list[str]] = {"better": [], "chance": []}
    for name in CLASSES:
        score = found.ranks[name][MODEL]
        kind = "better" if score.interval[0] > 0.5 else "chance"
        kinds[kind].append(f"{FOLLOWED[name]} ({score_interval_in_words(score.value, score.interval)})")
    parts = []
    if kinds["better"]:
        parts.append(f"better than chance which wars led to {as_list(kinds['better'])}")
    if kinds["chance"]:
        parts.append(f"not clearly better than chance for {as_list(kinds['chance'])}")
    return f"As a ranking it tells {'; '.join(parts)}. {_best_items_in_words(found)} 0.50 is chance, 1.00 perfect."


def _best_items_in_words(found: Hindcast) -> str:
    """Return how well the best single item of the codebook ranks each class, beside the model."""
    parts, beaten = [], []
    for name in CLASSES:
        item = found.best_item(name)
        score = found.ranks[name][item]
        parts.append(f"{score.value:.2f} for {FOLLOWED[name]} ('{item}')")
        beaten += [FOLLOWED[name]] if score.more_interval[1] < 0 else []
    verdict = (
        f"The model is clearly better for {as_list(beaten)} alone"
        if beaten
        else "The model is clearly better for none of them"
    )
    return f"By itself, the best single item of the codebook reaches {', '.join(parts)}. {verdict}."


def _calibration_in_words(found: Hindcast) -> str:
    """Return whether what the model gave so much followed so often, and whether it is too sure of itself."""
    errors, slope = found.scores["calibration_error"], found.scores["calibration_slope"][MODEL]
    error, counted = errors[MODEL], errors[COUNTS]
    return (
        f"Taken at their word, shares of the pull differ from how often it came so by {error.value:.2f} on average "
        f"({signed_figure(error.interval[0])} to {signed_figure(error.interval[1])}); counts of variants by "
        f"{counted.value:.2f}. {_slope_in_words(slope)}"
    )


def _slope_in_words(slope: ScoreWithInterval) -> str:
    """Return whether the shares are as sure as they should be."""
    if np.isnan(slope.value):
        return "No calibration slope can be told: one figure parts all that followed from all that did not."
    low, high = slope.interval
    sure = "too sure of itself" if high < 1 else "not sure enough of itself" if low > 1 else ""
    verdict = f"it is {sure}" if sure else "it is not clearly too sure of itself, nor too unsure"
    told = score_interval_in_words(slope.value, slope.interval)
    return f"The calibration slope is {told}; at 1 what is said is as sure as it should be: {verdict}."


def _misses_in_words(found: Hindcast) -> str:
    missed = [episode.title for episode, share in shares_of_what_followed(found) if share < MISSED_BELOW]
    if not missed:
        return "There is no episode of whose end it had no inkling."
    return (
        f"What followed had less than {MISSED_BELOW:.0%} of the pull in {len(missed)} of "
        f"{len(found.history.episodes)} episodes: {'; '.join(missed)}."
    )


def shares_of_what_followed(found: Hindcast) -> list[tuple[CodedWar, float]]:
    """Return every episode with the model's share of what followed, the lowest first."""
    shares = np.take_along_axis(found.shares_by_forecaster[MODEL], found.followed[:, None], axis=1)[:, 0]
    pairs = zip(found.history.episodes, shares.tolist(), strict=True)
    return sorted(pairs, key=lambda pair: pair[1])
