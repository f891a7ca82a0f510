"""What things are called in a sentence, and how numbers are typeset."""

from __future__ import annotations

from functools import lru_cache

from model.knowledge.case import Case
from model.knowledge.records import OUTCOMES, Outcome, Variable
from model.knowledge.vocabulary import settable

#: The outcomes as they stand in a sentence.
OUTCOME_NAMES = {
    Outcome.SETTLEMENT: "a settlement",
    Outcome.FROZEN: "a frozen conflict",
    Outcome.ESCALATION: "an escalation",
}


@lru_cache(maxsize=4096)
def name_of(case: Case, variable: str) -> str:
    """Return what a qualified id is called within a sentence: "trust", "a party's flexibility"."""
    if variable in OUTCOMES:
        return f"the pull of {OUTCOME_NAMES[Outcome(variable)]}"
    *owner, last = variable.split(".")
    issues = {issue.id for issue in case.issues}
    scope = {0: "world", 2: "stance"}.get(len(owner)) or ("issue" if owner[0] in issues else "party actor")
    words = next(v.words for v in case.variables if v.id == last and v.scope in scope)
    if not owner:
        return words
    what = words.removeprefix("the ")
    if owner[0] in issues:
        return f"the {what} on {case.spoken[owner[0]]}"
    whose = f"{possessive(case.spoken[owner[0]])} {what}"
    return whose if len(owner) == 1 else f"{whose} on {case.spoken[owner[1]]}"


def possessive(name: str) -> str:
    """Return a name as it stands before what is its own: with an apostrophe, and an s unless it ends with one."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def uncapitalised(text: str) -> str:
    """Return words as they stand within a sentence; names in capitals stay as they are."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def capitalised(text: str) -> str:
    """Return words as they stand at the head of a sentence."""
    return text[:1].upper() + text[1:]


def distinct_figures(one: float, other: float) -> tuple[str, str]:
    """Return two figures in two digits, or in as many more as tell them apart; with a minus sign, not a hyphen."""
    for digits in range(2, 7):
        told = f"{one:.{digits}f}", f"{other:.{digits}f}"
        if told[0] != told[1]:
            break
    first, second = (text.replace("-", "\N{MINUS SIGN}") for text in told)
    return first, second


def name_without_article(case: Case, what: str) -> str:
    """Return what a lever or an assumption is called without its article: "trust", "guarantees on offer"."""
    return name_of(case, what).removeprefix("the ")


def band(variable: Variable, value: float, low: float, high: float) -> str:
    """Return the word for the band in which a value lies, in brackets, if its variable has any."""
    if not variable.bands:
        return ""
    at = min(int((value - low) / (high - low) * len(variable.bands)), len(variable.bands) - 1)
    return f" ({variable.bands[at]})"


def band_in_words(case: Case, what: str, value: float) -> str:
    """Return the word for the band in which a lever's or an assumption's value lies, in brackets, if it has any."""
    variable = settable(case)[what]
    scale = case.scale_of[variable.scale]
    return band(variable, value, scale.low, scale.high)


def typeset(value: float, digits: int = 2, sign: bool = False) -> str:
    """Return a number as typeset: with a minus sign, not a hyphen."""
    return f"{value:{'+' if sign else ''}.{digits}f}".replace("-", "−")  # noqa: RUF001


def as_list(parts: list[str]) -> str:
    """Return words as a list within a sentence: "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
