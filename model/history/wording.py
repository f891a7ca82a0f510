"""How the model fares on past wars, in sentences. No number here is a probability."""

from __future__ import annotations

import numpy as np

from model.history.codebook import CLASSES, GOES_ON, CodedWar
from model.history.hindcasting import BASE, EVEN, FIRST, HALF, MEDIATION, MODEL, Hindcast
from model.history.scores import ScoreWithInterval
from model.knowledge import OUTCOME_NAMES, as_list

#: What each forecaster is called.
FORECASTER_NAMES = {
    MODEL: "The model: formed at the end",
    FIRST: "The model: what forms first",
    HALF: "Half model, half base rate",
    MEDIATION: "Mediation alone",
    BASE: "Base rate of the table",
    EVEN: "A quarter for each",
}


#: What each forecaster knows.
FORECASTER_KNOWLEDGE = {
    MODEL: "shares of variants in which each outcome has formed after two years, as on every page",
    FIRST: "the same variants, by what came first and lasted, as the episodes are coded",
    HALF: "both, with equal weights: added when the first run had been seen",
    MEDIATION: "how the other episodes with as much mediation went on",
    BASE: "how the other episodes went on",
    EVEN: "nothing",
}


#: What followed, in words, as it stands within a sentence.
FOLLOWED = {str(outcome): name for outcome, name in OUTCOME_NAMES.items()} | {GOES_ON: "the war going on"}


#: An end counts as missed if the model gave it a smaller share than this.
MISSED_BELOW = 0.05


def history_verdicts(found: Hindcast) -> list[str]:
    """Return three sentences: the scores beside the base rate, the ranking, and the ends that the model missed."""
    return [_scores_in_words(found), _ranking_in_words(found), _misses_in_words(found)]


def _scores_in_words(found: Hindcast) -> str:
    by_log = _compared_with_base(found.log[MODEL], better_high=True)
    by_brier = _compared_with_base(found.brier[MODEL], better_high=False)
    right, base = found.largest_share_followed(MODEL), found.largest_share_followed(BASE)
    return (
        f"As shares to go by, the model is {by_log} by the log score ({_model_against_base(found.log)}) and "
        f"{by_brier} by the Brier score ({_model_against_base(found.brier)}); knowing the mediation alone "
        f"scores {found.brier[MEDIATION].value:.2f} there. It gave the largest share to what followed in {right} of "
        f"{len(found.history.episodes)} episodes, the base rate in {base}."
    )


def _compared_with_base(score: ScoreWithInterval, better_high: bool) -> str:
    low, high = score.more_interval
    if low <= 0 <= high:
        lean = "better" if (score.more > 0) == better_high else "worse"
        return f"no different from the base rate that can be told, and {lean} if anything,"
    return ("better" if (score.more > 0) == better_high else "worse") + " than the base rate"


def _model_against_base(scores: dict[str, ScoreWithInterval]) -> str:
    own, base = scores[MODEL], scores[BASE]
    difference = score_interval_in_words(own.more, own.more_interval)
    return f"{signed_figure(own.value)} against {signed_figure(base.value)}; difference {difference}"


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
        parts.append(f"no better than chance that could be told for {as_list(kinds['chance'])}")
    return f"As a ranking it tells {'; '.join(parts)}. Chance is 0.50, and 1.00 would be perfect."


def _misses_in_words(found: Hindcast) -> str:
    missed = [episode.title for episode, share in shares_of_what_followed(found) if share < MISSED_BELOW]
    if not missed:
        return "There is no episode of whose end it had no inkling."
    return (
        f"What followed had less than {MISSED_BELOW:.0%} of the variants in {len(missed)} of "
        f"{len(found.history.episodes)} episodes: {'; '.join(missed)}. Such certainty is what costs "
        "the model most: its variants differ by what is uncertain in the beliefs, and not by all that "
        "may happen in two years."
    )


def shares_of_what_followed(found: Hindcast) -> list[tuple[CodedWar, float]]:
    """Return every episode with the model's share of what followed, the lowest first."""
    shares = np.take_along_axis(found.shares_by_forecaster[MODEL], found.followed[:, None], axis=1)[:, 0]
    pairs = zip(found.history.episodes, shares.tolist(), strict=True)
    return sorted(pairs, key=lambda pair: pair[1])


def signed_figure(value: float) -> str:
    """Return a number in two digits, with a minus sign instead of a hyphen."""
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def score_interval_in_words(value: float, ends: tuple[float, float]) -> str:
    """Return a number with its 95 % interval."""
    return f"{signed_figure(value)}, {signed_figure(ends[0])} to {signed_figure(ends[1])}"
