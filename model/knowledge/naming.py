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


#: The four classes of which each has a share of the pull, by id and in their order: the outcomes, and what they leave.
THE_REST = "goes_on"
PULL_CLASSES = (*OUTCOMES, THE_REST)


#: The classes as they stand in a sentence.
CLASS_NAMES = {str(outcome): name for outcome, name in OUTCOME_NAMES.items()} | {THE_REST: "the war going on"}


#: The classes as they stand in a table of plain text, or in a notebook's picture.
CLASS_TITLES = {name: name for name in OUTCOMES} | {THE_REST: "the war goes on"}


@lru_cache(maxsize=4096)
def name_of(case: Case, variable: str) -> str:
    """Return what a qualified id is called within a sentence: "trust", "a party's flexibility"."""
    if variable in OUTCOMES:
        return f"the pull of {OUTCOME_NAMES[Outcome(variable)]}"
    *owner, last = variable.split(".")
    scopes = _scopes(case, owner)
    words = next(v.words for v in case.variables if v.id == last and v.scope in scopes)
    if not owner:
        return words
    what, first = words.removeprefix("the "), case.spoken[owner[0]]
    if scopes == ("issue",):
        return f"the {what} on {first}"
    return f"{possessive(first)} {what}" + "".join(f" on {case.spoken[issue]}" for issue in owner[1:])


def _scopes(case: Case, owner: list[str]) -> tuple[str, ...]:
    """Return the scopes that a variable may have, by what stands before its name in its qualified id."""
    match owner:
        case []:
            return ("world",)
        case [one]:
            return ("issue",) if one in case.issue_of else ("party", "actor")
        case _:
            return ("stance",)


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
        first, second = typeset(one, digits), typeset(other, digits)
        if first != second:
            break
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
    """Return a number as typeset: with a minus sign, not a hyphen, and no sign at what is shown as zero."""
    shown = f"{value:{'+' if sign else ''}z.{digits}f}"
    return with_minus_sign(shown) if float(shown) else shown.lstrip("+")


def with_minus_sign(number: str) -> str:
    """Return a number that has been written with a hyphen, with a minus sign in its place."""
    return number.replace("-", "\N{MINUS SIGN}")


def as_list(parts: list[str]) -> str:
    """Return words as a list within a sentence: "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
