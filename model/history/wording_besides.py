"""What else the history check comes to: what may happen besides, escalation as an event, past wars, a second coder."""

from __future__ import annotations

import numpy as np

from model.history.agreement import Agreement
from model.history.forecasters import CLASS, EVENT, EVENT_BOTH, MODEL, WITH_BOTH, WITH_FRONT, WITH_HAPPENINGS
from model.history.hindcasting import Hindcast
from model.history.score_words import compared, difference_in_words, score_interval_in_words, signed_figure

#: What escalation means in the codebook and in the model, and how it is scored both ways.
ESCALATION_RULE = (
    "The codebook's escalation is an event: somebody joins the fighting within two years, or it is carried into "
    "another country. The model's is a state of the war, read at the end. So it is scored both ways: as it stands at "
    "the end, and as an event, by the largest share of the pull that it reaches in any month, the other classes being "
    "scaled to what that leaves. The rule was written down before anything was scored by it."
)

#: What the class of past wars has seen.
CLASS_RULE = (
    "Years of most of these same wars are among those that the classes were counted from, so the class knew part of "
    "the answer. Wars with fewer than a thousand dead a year are taken for ones that had as many; victories are left "
    "out, and the rest is shared out anew."
)

#: What the agreement of two coders is, and what it is not.
AGREEMENT_RULE = (
    "It tests the grading, not the finding of facts: the second coder saw the first one's notes, with all names "
    "replaced, and neither the grades nor what followed."
)


def layers_in_words(found: Hindcast) -> str:
    """Return what it is worth to let happen what may: happenings, a front that returns, and both."""
    log, brier = found.beside_model["log_score"], found.beside_model["brier_score"]
    by_log, by_brier = (
        compared(log[WITH_BOTH], "those without", True),
        compared(brier[WITH_BOTH], "those without", False),
    )
    apart = [difference_in_words(score[WITH_BOTH]) for score in (log, brier)]
    verdict = f"{by_log} by the log score ({apart[0]}) and {by_brier} by the Brier score ({apart[1]})"
    if by_log == by_brier:
        verdict = f"{by_log} by either score (log {apart[0]}; Brier {apart[1]})"
    alone = "; ".join(
        f"{what} alone, {difference_in_words(log[name])} and {difference_in_words(brier[name])}"
        for what, name in (("Happenings", WITH_HAPPENINGS), ("a front that returns", WITH_FRONT))
    )
    return (
        "With happenings at their published rates, and a front that returns towards level, "
        f"the shares of the pull score {_both_scores(found, WITH_BOTH)}: {verdict}. {alone}. "
        f"The largest share was what followed in {found.largest_share_followed(WITH_BOTH):g} of {len(found.followed)}."
    )


def _both_scores(found: Hindcast, name: str) -> str:
    """Return a forecaster's log and Brier score."""
    log, brier = found.scores["log_score"][name], found.scores["brier_score"][name]
    return f"{signed_figure(log.value)} and {signed_figure(brier.value)}"


def events_in_words(found: Hindcast) -> str:
    """Return how the model fares where an escalation is an event, as the codebook has it."""
    log, rank = found.beside_model["log_score"][EVENT], found.ranks["escalation"][EVENT]
    verdict = compared(log, "those at the end", True)
    return (
        f"{ESCALATION_RULE} As an event the shares score {_both_scores(found, EVENT)} "
        f"({_both_scores(found, EVENT_BOTH)} with what may happen), {verdict} by the log score "
        f"({difference_in_words(log)}); they rank escalations at "
        f"{score_interval_in_words(rank.value, rank.interval)}."
    )


def class_in_words(found: Hindcast) -> str:
    """Return how the classes of past wars fare, and the model beside them."""
    scores = found.scores_against(CLASS)
    log, brier = scores["log_score"][MODEL], scores["brier_score"][MODEL]
    return (
        f"Chosen by kind and years fought, from UCDP counts, they score {_both_scores(found, CLASS)}; the shares "
        f"of the pull are {compared(log, 'these', True)} by the log score ({difference_in_words(log)}) and "
        f"{compared(brier, 'these', False)} by the Brier score ({difference_in_words(brier)}). {CLASS_RULE}"
    )


def codings_in_words(found: Hindcast) -> str:
    """Return how far two coders agree, and what the model makes of either's grades."""
    whole, scores = found.agreements[""], found.by_both_codings["log_score"]
    first, second = (signed_figure(scores[name].value) for name in ("first", "second"))
    return (
        f"{len(found.history.graded_again)} of the {len(found.followed)} were graded a second time. The two coders "
        f"agree in {whole.alike} of {whole.of} grades: Cohen's kappa is {kappa_in_words(whole)}. {AGREEMENT_RULE} On "
        f"these wars the shares of the pull score {first} by the first grades and {second} by the second: "
        f"{compared(scores['second'], 'those by the first', True)} by the log score "
        f"({difference_in_words(scores['second'])})."
    )


def kappa_in_words(one: Agreement) -> str:
    """Return both kappas with their intervals; a word where there is none."""
    if np.isnan(one.kappa):
        return "not to be told, since both gave one grade to all"
    plain = score_interval_in_words(one.kappa, one.kappa_interval)
    linear = score_interval_in_words(one.linear, one.linear_interval)
    return f"{plain}; with a step apart counted as less than two, {linear}"
