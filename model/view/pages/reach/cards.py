"""An answer as a card."""

from __future__ import annotations

from html import escape

from model.analysis import Answer, score_in_words
from model.knowledge import Case, band_in_words, capitalised, name_without_article, typeset


def answer_card(case: Case, number: int, answer: Answer) -> str:
    """Return an answer as HTML: what changes, from where to where, what it costs, and what comes of it."""
    changes = "".join(
        f"<li><b>{escape(capitalised(name_without_article(case, what)))}</b> {typeset(answer.before[what])} → "
        f"<b>{typeset(to)}</b>{escape(band_in_words(case, what, to))}</li>"
        for what, to in answer.values.items()
    )
    return (
        f"<div class='answer-card'><span class='no' aria-hidden='true'>{number}</span><ul>{changes}</ul>"
        f"<p>{escape(score_in_words(answer))}; costs {answer.cost:.2f}</p></div>"
    )
