"""Citations: what a rule, a reason or a part of a sum rests on, as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from model.knowledge import Case, places_in_words


def cited(case: Case, claims: Iterable[str], judgement: str = "", counted: str = "") -> str:
    """Return claims as the items of a list, each with its source, and our judgement as the last one if there is any.

    `counted` says of what may happen where its rate was counted.
    """
    items = [_claim(case, claim) for claim in claims]
    if counted:
        items.append(f"<li><b>Counted.</b> {escape(counted)}</li>")
    if judgement:
        items.append(f"<li><b>Our judgement.</b> {escape(judgement)}</li>")
    return "".join(items)


def _claim(case: Case, claim: str) -> str:
    """Return a claim's sentence, how it is said where it is not stated outright, and in which article and section."""
    record = case.claim_of[claim]
    status = "" if record.status == "stated" else f" ({record.status})"
    where = escape(places_in_words(case, record.source))
    return f"<li><b>{escape(claim)}</b>{status} {escape(record.says)} <i>{where}</i></li>"
