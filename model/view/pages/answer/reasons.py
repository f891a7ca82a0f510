"""Why: the strongest reasons for the central run's direction and against it, each with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.explain import LABELS, Reason, reason_in_words
from model.knowledge import Case, Outcome, typeset
from model.view.citations import cited
from model.view.components.folding import expander

#: So many reasons for the direction are shown at once, and so many against it; the others are folded away.
MOST_FOR, MOST_AGAINST = 3, 1


def show_reasons(case: Case, reasons: Sequence[Reason]) -> None:
    """Show the strongest reasons for the direction and against it; `reasons` are in the order of their strength."""
    if not reasons:
        st.write("In the central run no rule and no event made a difference to the leading pull.")
        return
    strongest = [reason for reason in reasons if reason.effect > 0][:MOST_FOR]
    strongest += [reason for reason in reasons if reason.effect < 0][:MOST_AGAINST]
    st.html("".join(_reason(case, reason) for reason in strongest))
    others = [reason for reason in reasons if reason not in strongest]
    if others:
        unfolded, place = expander("More reasons", "more reasons")
        if unfolded:
            place.html("".join(_reason(case, reason) for reason in others))
    st.caption(
        "These are reasons of the central run: each figure is what its leading pull would lose, or gain, if nobody "
        "believed the rule or the event did not happen. Rules that hardly matter here are left out."
    )


def _reason(case: Case, reason: Reason) -> str:
    side = "for" if reason.effect > 0 else "against"
    tag = f"{side} {LABELS[Outcome(reason.outcome)].lower()} {typeset(reason.effect, sign=True)}"
    return (
        f"<div class='reason {side}'><p><span class='side'>{escape(tag)}</span> "
        f"{escape(reason_in_words(case, reason))}</p>"
        f"<ul>{cited(case, reason.claims, reason.judgement)}</ul></div>"
    )
