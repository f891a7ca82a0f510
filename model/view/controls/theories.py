"""Theories: what the literature adds to the articles, each to be believed or not."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.knowledge import Case, Theory
from model.view.plain import plain
from model.view.session import Draft, current_draft, take_step, while_shown


def show_theories(case: Case, draft: Draft) -> None:
    """Show a switch for each theory of the case, with its works, what its rules say, and what the model cannot say."""
    st.caption(
        "A theory adds rules from the literature on how wars end. Switch one on to see what it would change; all are "
        "off at first."
    )
    for theory in case.theories:
        key = f"theory {theory.id}"
        on = theory.id in draft.edited.theories
        if st.session_state.get(key) != on:
            st.session_state[key] = on
        st.toggle(
            f"**{plain(theory.title)}.** {plain(theory.says)}",
            key=key,
            on_change=while_shown(_believe, key),
            args=(case, theory.id, key),
        )
        st.html(_theory_in_words(theory))


def _believe(case: Case, theory: str, key: str) -> None:
    take_step(current_draft(case).believe(case, theory, bool(st.session_state[key])))


def _theory_in_words(theory: Theory) -> str:
    """Return a theory's rules, findings that have none, and works, folded, as HTML."""
    rules = [f"<li>{escape(rule.says)} <i>({escape(rule.basis)})</i></li>" for rule in theory.rules]
    gaps = [
        f"<li><i>No rule:</i> {escape(claim.says)} <i>({escape(claim.id)})</i> {escape(claim.not_modelled)}</li>"
        for claim in theory.claims
        if claim.not_modelled
    ]
    works = "".join(f"<li>{escape(work.title)}</li>" for work in theory.articles)
    many = len(theory.rules)
    return (
        f"<details class='theory'><summary>{many} rule{'' if many == 1 else 's'}, and the works behind</summary>"
        f"<ul>{''.join([*rules, *gaps])}</ul><ul>{works}</ul></details>"
    )
