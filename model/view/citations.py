"""Citations: what a rule, a reason or a part of a sum rests on, as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from model.knowledge import Case, places_in_words


class Cited(NamedTuple):
    """Something that a rule or a reason rests on: what it is called, what it says, and where that stands, if anywhere.

    `status` says how a claim is said where it is not stated outright; else "".
    """

    name: str
    status: str
    says: str
    where: str


def citations(case: Case, claims: Iterable[str], judgement: str = "", counted: str = "") -> list[Cited]:
    """Return claims with their sources, and our judgement last if there is any.

    `counted` says of what may happen where its rate was counted.
    """
    found = [_claim(case, claim) for claim in claims]
    found += [Cited("Counted.", "", counted, "")] if counted else []
    return found + ([Cited("Our judgement.", "", judgement, "")] if judgement else [])


def cited(case: Case, claims: Iterable[str], judgement: str = "", counted: str = "") -> str:
    """Return the same as the items of a list."""
    return "".join(map(_item, citations(case, claims, judgement, counted)))


def _item(of: Cited) -> str:
    status = f" ({of.status})" if of.status else ""
    where = f" <i>{escape(of.where)}</i>" if of.where else ""
    return f"<li><b>{escape(of.name)}</b>{status} {escape(of.says)}{where}</li>"


def _claim(case: Case, claim: str) -> Cited:
    """Return a claim's sentence, how it is said where it is not stated outright, and in which article and section."""
    record = case.claim_of[claim]
    return Cited(
        claim, "" if record.status == "stated" else record.status, record.says, places_in_words(case, record.source)
    )
