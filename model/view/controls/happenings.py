"""What may happen: which happenings are drawn in the variants, and what the front does."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.explain import (
    effects_in_words,
    fronts_in_words,
    layers_in_words,
    rate_in_words,
)
from model.knowledge import Case, Happening, capitalised, name_of
from model.view.plain import plain
from model.view.session import Draft, current_draft, offer, take_step, while_shown

#: The widgets of the switch for all, of a happening (before its id), and of the front.
ALL, ONE, FRONT = "happenings all", "happening ", "front"


def show_happenings(case: Case, draft: Draft) -> None:
    """Show a switch for all happenings, one for each with its rate and where that was counted, and the front."""
    st.caption(
        "Nobody decides these. In each variant they happen in some months and not in others, as often as was counted "
        "over many wars or states; never in the central run. An event, by contrast, happens in the month it names."
    )
    if case.happenings:
        _switch_for_all(case, draft)
        for happening in case.happenings:
            _switch(case, draft, happening)
    else:
        st.info("This case has no happenings; only the front wanders.")
    _front(case, draft)
    st.caption(plain(layers_in_words(case, draft.edited)))


def _on(case: Case, draft: Draft) -> list[str]:
    return [happening.id for happening in case.happenings if draft.edited.may_happen(happening.id)]


def _switch_for_all(case: Case, draft: Draft) -> None:
    """Show the switch that is on while anything may happen: off, nothing may; on, everything."""
    _show_as(ALL, bool(_on(case, draft)))
    every = [happening.id for happening in case.happenings]
    st.toggle(
        "Let these things happen",
        key=ALL,
        on_change=while_shown(lambda: _let(case, every if st.session_state[ALL] else []), ALL),
        help="Off: none of them; on: all of them.",
    )


def _switch(case: Case, draft: Draft, happening: Happening) -> None:
    """Show the checkbox of a happening, and folded away what it does and what that rests on."""
    key = f"{ONE}{happening.id}"
    _show_as(key, draft.edited.may_happen(happening.id))

    def take() -> None:
        others = [name for name in _on(case, current_draft(case)) if name != happening.id]
        _let(case, [*others, happening.id] if st.session_state[key] else others)

    # without emphasis: a label is also what a screen reader calls the control, asterisks and all
    label = f"{plain(happening.says)} {plain(capitalised(rate_in_words(case, happening)))}."
    st.checkbox(label, key=key, on_change=while_shown(take, key))
    st.html(_basis(case, happening))


def _show_as(key: str, on: bool) -> None:
    if st.session_state.get(key) != on:
        st.session_state[key] = on


def _let(case: Case, names: list[str]) -> None:
    take_step(current_draft(case).let_happen(case, names))


def _basis(case: Case, happening: Happening) -> str:
    """Return what a happening does, how often it was counted, where, and what is our judgement, folded, as HTML."""
    rests = happening.judgement and f"Our judgement: {happening.judgement}"
    claims = f"Rests on: {', '.join(happening.claims)}." if happening.claims else ""
    lines = [
        effects_in_words(case, happening),
        f"Count: {happening.count}. Period: {happening.period}.",
        f"Source: {happening.source}.",
        claims,
        rests,
    ]
    told = "".join(f"<p>{escape(line)}</p>" for line in lines if line)
    return f"<details class='happening'><summary>What it does, and what that rests on</summary>{told}</details>"


def _front(case: Case, draft: Draft) -> None:
    wanders = name_of(case, case.settings.wander.variable)
    offer(
        st.radio,
        "The front",
        {name: capitalised(words) for name, words in fronts_in_words(case).items()},
        FRONT,
        draft.edited.front,
        lambda front: take_step(current_draft(case).edit(front=front)),
        help=f"This is {plain(wanders)}. In the variants it also wanders. If it returns, it does so in the central run "
        "too; an event can hold it for some months.",
    )
