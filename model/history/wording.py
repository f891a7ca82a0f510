"""What the confrontation with history comes to, in words and as a table. No number here is a probability."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from model.history.codebook import CLASSES, GOES_ON, CodedWar
from model.history.hindcasting import ALONE, BASE, EVEN, FIRST, HALF, MODEL, Hindcast
from model.history.scores import Scored
from model.knowledge import OUTCOME_NAMES, as_list

#: What each forecaster is called, and what it knows.
CALLED = {
    MODEL: "The model: formed at the end",
    FIRST: "The model: what forms first",
    HALF: "Half model, half base rate",
    ALONE: "Mediation alone",
    BASE: "Base rate of the table",
    EVEN: "A quarter for each",
}


KNOWS = {
    MODEL: "shares of variants in which each outcome has formed after two years, as on every page",
    FIRST: "the same variants, by what came first and lasted, as the episodes are coded",
    HALF: "both, with equal weights: added when the first run had been seen",
    ALONE: "how the other episodes with as much mediation went on",
    BASE: "how the other episodes went on",
    EVEN: "nothing",
}


#: What followed, in words, as it stands within a sentence.
FOLLOWED = {str(outcome): name for outcome, name in OUTCOME_NAMES.items()} | {GOES_ON: "the war going on"}


#: Below such a share of what followed, an episode is one that the model did not see coming.
MISSED = 0.05


def history_verdicts(found: Hindcast) -> list[str]:
    """Return what it comes to, a sentence each: the scores beside the base rate, the ranking, and where it fails."""
    return [_scores(found), _ranks(found), _misses(found)]


def _scores(found: Hindcast) -> str:
    log, brier = found.log[MODEL], found.brier[MODEL]
    right, base, all_ = found.right(MODEL), found.right(BASE), len(found.history.episodes)
    alone = found.brier[ALONE]
    return (
        f"As shares to go by, the model is {_against(log, better_high=True)} by the log score ({_both(found.log)}) and "
        f"{_against(brier, better_high=False)} by the Brier score ({_both(found.brier)}); knowing the mediation alone "
        f"scores {alone.value:.2f} there. It gave the largest share to what followed in {right} of {all_} episodes, "
        f"the base rate in {base}."
    )


def _against(score: Scored, better_high: bool) -> str:
    low, high = score.more_interval
    if low <= 0 <= high:
        lean = "better" if (score.more > 0) == better_high else "worse"
        return f"no different from the base rate that can be told, and {lean} if anything,"
    return ("better" if (score.more > 0) == better_high else "worse") + " than the base rate"


def _both(scores: dict[str, Scored]) -> str:
    own, base = scores[MODEL], scores[BASE]
    return f"{signed_figure(own.value)} against {signed_figure(base.value)}; difference {score_interval_in_words(own.more, own.more_interval)}"


def _ranks(found: Hindcast) -> str:
    told: dict[str, list[str]] = {"better": [], "chance": []}
    for name in CLASSES:
        score = found.ranks[name][MODEL]
        kind = "better" if score.interval[0] > 0.5 else "chance"
        told[kind].append(f"{FOLLOWED[name]} ({score_interval_in_words(score.value, score.interval)})")
    parts = []
    if told["better"]:
        parts.append(f"better than chance which wars led to {as_list(told['better'])}")
    if told["chance"]:
        parts.append(f"no better than chance that could be told for {as_list(told['chance'])}")
    return f"As a ranking it tells {'; '.join(parts)}. Chance is 0.50, and 1.00 would be perfect."


def _misses(found: Hindcast) -> str:
    missed = [episode.title for episode, share in of_what_followed(found) if share < MISSED]
    if not missed:
        return "There is no episode of whose end it had no inkling."
    return (
        f"What followed had less than {MISSED:.0%} of the variants in {len(missed)} of {len(found.history.episodes)} "
        f"episodes: {'; '.join(missed)}. Such certainty is what costs the model most: its variants differ by what is "
        "uncertain in the beliefs, and not by all that may happen in two years."
    )


def of_what_followed(found: Hindcast) -> list[tuple[CodedWar, float]]:
    """Return every episode with the model's share of what followed, the lowest first."""
    shares = np.take_along_axis(found.said[MODEL], found.followed[:, None], axis=1)[:, 0]
    pairs = zip(found.history.episodes, shares.tolist(), strict=True)
    return sorted(pairs, key=lambda pair: pair[1])


def signed_figure(value: float) -> str:
    """Return a number in two digits, with a minus sign that is one."""
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def score_interval_in_words(value: float, ends: tuple[float, float]) -> str:
    """Return a number with its 95 % interval."""
    return f"{signed_figure(value)}, {signed_figure(ends[0])} to {signed_figure(ends[1])}"


def share_rows(found: Hindcast) -> Iterator[dict[str, Any]]:
    """Yield a row for every episode: what followed, and what each forecaster's shares were."""
    for number, episode in enumerate(found.history.episodes):
        row: dict[str, Any] = {"id": episode.id, "at": episode.at, "followed": str(episode.followed)}
        for name, shares in found.said.items():
            row |= {f"{name}: {kind}": round(float(shares[number, k]), 4) for k, kind in enumerate(CLASSES)}
        yield row


def history_summary(found: Hindcast) -> dict[str, Any]:
    """Return all figures for machines."""

    def told(scores: dict[str, Scored]) -> dict[str, Any]:
        return {
            name: {
                "value": one.value,
                "interval": list(one.interval),
                "more_than_reference": one.more,
                "more_interval": list(one.more_interval),
            }
            for name, one in scores.items()
        }

    return {
        "episodes": len(found.history.episodes),
        "months": found.history.codebook.months,
        "draws": found.draws,
        "seed": found.seed,
        "log_score": told(found.log),
        "brier_score": told(found.brier),
        "ranking": {name: told(scores) for name, scores in found.ranks.items()},
        "largest_share_followed": {name: found.right(name) for name in found.said},
        "table": list(share_rows(found)),
    }
