"""Citations."""

from __future__ import annotations

from html import escape

from model.knowledge import Case, places_in_words


def source(case: Case, claim: str) -> str:
    """Return a claim as a list item: its sentence, how it is said, and in which article and section."""
    record = case.claim_of[claim]
    status = "" if record.status == "stated" else f" ({record.status})"
    told = escape(places_in_words(case, record.source))
    return f"<li><b>{escape(claim)}</b>{status} {escape(record.says)} <i>{told}</i></li>"
