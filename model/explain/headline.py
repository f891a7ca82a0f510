"""The answer in a sentence or two: what has formed or leads, since when, and how robust that is."""

from __future__ import annotations

import numpy as np

from model.engine import FORMED, SLIGHT, TIE, Run
from model.explain.figures import percent
from model.explain.symbols import GOES_ON
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Outcome
from model.uncertainty import Ensemble, Robustness, Standing, interval_in_words, outright, robustness

#: A lead smaller than this is called small ("if by little").
NARROW_LEAD = 0.03


def outcome_in_words(run: Run) -> str:
    """Return the shortest answer: what has formed, or that the war goes on."""
    name = OUTCOME_NAMES[Outcome(run.outcome)]
    return f"{name[:1].upper()}{name[1:]} has formed" if run.formed else GOES_ON


def course_in_words(run: Run) -> str:
    """Return what stands behind the verdict, in a sentence or two: since when, and the direction."""
    name, months, pull = OUTCOME_NAMES[Outcome(run.outcome)], run.scenario.months, run.pull[run.outcome]
    if run.formed:
        return f"It has stood {_since_in_words(run.formed_since, months)}; its pull at month {months} is {pull:.2f}."
    if pull < SLIGHT:
        return f"At month {months} nothing pulls it towards any of the three outcomes."
    shown = "just under 0.50" if f"{pull:.2f}" == "0.50" else f"{pull:.2f}"
    with_pull = f"with a pull of {shown} at month {months}"
    if run.margin < SLIGHT:
        level = "ties with another" if run.margin <= TIE else "is as good as level with another"
        return f"No outcome has formed, and no direction leads: {name} {level}, {with_pull}."
    close = ", if by little" if run.margin < NARROW_LEAD else ""
    since = _since_in_words(run.since, months)
    none = _formed_and_passed(run) or "No outcome has formed."
    return f"{none} The direction is {name}, which has led {since}{close}, {with_pull}."


def _formed_and_passed(run: Run) -> str:
    """Return which outcome had formed last and has passed since, with its months; "" if none ever had formed."""
    formed = run.pulls >= FORMED
    if not formed.any():
        return ""
    last = int(np.flatnonzero(formed.any(axis=1))[-1])
    outcome = int(formed[last].argmax())
    first = last
    while first and formed[first - 1, outcome]:
        first -= 1
    name = OUTCOME_NAMES[Outcome(OUTCOMES[outcome])]
    span = f"from month {first} to month {last}" if first else f"from the start to month {last}"
    when = (f"in month {last}" if last else "at the start") if first == last else span
    return f"{name[:1].upper()}{name[1:]} had formed {when}, and has passed."


def _since_in_words(since: int | None, months: int) -> str:
    if since == 0:
        return "from the start"
    return "in the last month only" if since == months else f"since month {since}"


def headline(run: Run) -> str:
    """Return what the run comes to: the verdict, and what stands behind it."""
    return f"{outcome_in_words(run)}. {course_in_words(run)}"


def answer_in_words(run: Run, found: Robustness) -> str:
    """Return the answer in a line, each part with its word; while nothing has formed, with the direction, too."""
    text = f"{outcome_in_words(run)} ({found.verdict.word})"
    return text if run.formed else f"{text}, towards {OUTCOME_NAMES[Outcome(run.outcome)]} ({found.lead.word})"


def robustness_in_words(run: Run, variants: Ensemble) -> str:
    """Return how robust the verdict and the direction are: two sentences, each beginning with its word."""
    found, led, formed = robustness(run, variants), outright(variants).mean(axis=0), variants.formed
    name = OUTCOME_NAMES[Outcome(run.outcome)]
    rivals = {o: float(led[n]) for n, o in enumerate(OUTCOMES) if o != run.outcome}
    stays, also = f"nothing has formed in {_standing_in_words(found.verdict)}", ""
    if run.formed:
        stays = f"{name} has formed in {_standing_in_words(found.verdict)}"
        none = variants.unformed[0]
        stays += f"; in {percent(none)} nothing has formed" if none >= SLIGHT else ""
        stays += _other_shares({o: formed[o] for o in rivals}, "has formed")
    elif formed[run.outcome] >= SLIGHT:
        also = f" and has formed in {percent(formed[run.outcome])}"
    others = _other_shares(rivals, "leads")
    return (
        f"{_robustness_word(found.verdict)}: of {found.draws} plausible variants, {stays}. "
        f"{_robustness_word(found.lead)}: {name} leads in {_standing_in_words(found.lead)}{also}{others}."
    )


def _robustness_word(standing: Standing) -> str:
    """Return the word as it begins a sentence, with the reason where the shares do not show it."""
    word = standing.word.capitalize()
    return f"{word}, since the central run is too close to call" if standing.tied else word


def _standing_in_words(standing: Standing) -> str:
    return f"{percent(standing.share)} ({interval_in_words(standing.low, standing.high)})"


def _other_shares(shares: dict[str, float], what: str) -> str:
    """Return what else leads or has formed, the most frequent first."""
    order = sorted(shares, key=lambda o: -shares[o])
    return "".join(
        f"; {OUTCOME_NAMES[Outcome(o)]} {what} in {percent(shares[o])}" for o in order if shares[o] >= SLIGHT
    )
