"""What would tip the answer: the smallest change of each thing, and a button that makes it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.engine import Run
from model.explain import COLOURS, SHAPES, Flip, event_of_flip, outcome_of_flip, tipping_in_words, values_of_flip
from model.knowledge import Case, Outcome, capitalised, name_of, typeset
from model.view.controls import levers
from model.view.plain import plain
from model.view.session import Draft, current_draft

#: A row: its HTML, and what it would change; None if that has just been done.
Row = tuple[str, Flip | None]


#: In the session: the draft after something was put where it tips the answer, the number of its row, and its HTML.
DONE = "tip done at"


#: The widths of a row's text and of its button.
WIDTHS = [7, 2]


def show_tipping_points(run: Run, tips: Sequence[Flip]) -> None:
    """Show what tips the answer, the smallest change first; what tips nothing is folded away."""
    tipping = [tip for tip in tips if tip.to is not None]
    st.caption(
        "Each is changed alone, with the central beliefs. Shown is the nearest value at which the answer changes: "
        "another outcome leads, or one forms, or no longer does."
    )
    if not tipping:
        st.write(plain(tipping_in_words(run, tips)))
    rows: list[Row] = [(_tip(run, tip), tip) for tip in tipping]
    _show_rows(run, _with_done(run.case, rows))
    idle = [tip for tip in tips if tip.to is None]
    if idle and tipping:
        with st.expander(f"What would not change it at any value ({len(idle)})", key="idle"):
            st.markdown("\n".join(f"- {plain(capitalised(_name(run, tip)))}, now {typeset(tip.at)}" for tip in idle))


def _with_done(case: Case, rows: list[Row]) -> list[Row]:
    """Return the rows, and what has just been put where it tips the answer in its old place, until something changes.

    A second click at the same spot would put another thing there otherwise.
    """
    done: tuple[Draft, int, str] | None = st.session_state.get(DONE)
    if done is None or done[0] != current_draft(case):
        return rows
    return [*rows[: done[1]], (done[2], None), *rows[done[1] :]]


def _show_rows(run: Run, rows: Sequence[Row]) -> None:
    for number, (html, tip) in enumerate(rows):
        row, button = st.columns(WIDTHS, vertical_alignment="center")
        row.html(html)
        if tip is None:
            button.button("Put there", key="tip done", disabled=True, width="stretch")
        elif tip.kind in ("lever", "assumption") and tip.to is not None:
            button.button(
                "Put it there",
                key=f"tip {tip.id}",
                help=plain(f"Put {name_of(run.case, tip.id)} to {values_of_flip(tip)[1]}."),
                on_click=_put,
                args=(run.case, tip.id, tip.to, number, html),
                width="stretch",
            )


def _put(case: Case, name: str, value: float, number: int, html: str) -> None:
    levers.set_value(case, name, value)
    st.session_state[DONE] = (current_draft(case), number, html)


def _name(run: Run, tip: Flip) -> str:
    return event_of_flip(run, tip) if tip.kind == "event" else name_of(run.case, tip.id)


def _tip(run: Run, tip: Flip) -> str:
    """Return one change that tips the answer: what, from where to where, and what comes out."""
    outcome = Outcome(tip.outcome)
    at, to = values_of_flip(tip)
    unit = " of it" if tip.kind == "event" else ""
    mark = f"<b style='color:{COLOURS[outcome]}' aria-hidden='true'>{SHAPES[outcome]}</b>"
    return (
        f"<div class='tip'><span class='what'>{escape(capitalised(_name(run, tip)))}</span>"
        f"<span class='from'>{at} → <b>{to}</b>{unit}</span>"
        f"<span>{mark} {escape(outcome_of_flip(run, tip))}</span></div>"
    )
