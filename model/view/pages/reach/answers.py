"""The answers: each with a button that puts it there, and the way to one of them; or what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from model.analysis import Reach, as_it_is_in_words, none_found_in_words, red_lines_moved
from model.knowledge import Case
from model.scenario import Scenario
from model.view.analyses import at_once
from model.view.pages.reach.cards import answer_card
from model.view.pages.reach.red_lines import red_lines_moved_list
from model.view.pages.reach.way import show_way_to
from model.view.plain import plain
from model.view.session import current_draft, current_seed, take_step


def show_answers(case: Case, scenario: Scenario, found: Reach) -> None:
    """Show the answers that a search has found, with the way to one of them."""
    st.write(plain(as_it_is_in_words(case, found)))
    if not found.done:
        st.caption("The search was stopped: there may be cheaper answers, and others.")
    if not found.answers:
        st.write(plain(none_found_in_words(case, found)))
        if found.done:
            _show_what_stands_in_the_way(case, found, scenario)
        return
    answers = [answer for answer in found.answers if answer.values]  # an answer may be that nothing has to change
    for number, answer in enumerate(answers, 1):
        card, button = st.columns([5, 1], vertical_alignment="center")
        card.html(answer_card(case, number, answer))
        button.button(
            "Put it there",
            key=f"take {number}",
            help="Sets the levers and assumptions to these values at the start.",
            on_click=_put,
            args=(case, dict(answer.values)),
            width="stretch",
        )
    if answers:
        show_way_to(case, scenario, found.goal, answers)


def _put(case: Case, values: Mapping[str, float]) -> None:
    draft = current_draft(case)
    for name, value in values.items():
        draft = draft.put(case, name, value)
    take_step(draft)


def _show_what_stands_in_the_way(case: Case, found: Reach, scenario: Scenario) -> None:
    """Show which red line stands in the way of what comes nearest, and what moving it would do."""
    st.subheader("Which line stands in the way", anchor=False)
    nearest = found.closest.scenario if found.closest else scenario
    moved = at_once(
        ("lines", case, nearest.supposed, found.goal, current_seed()),
        "Moving the red lines, one at a time",
        lambda: red_lines_moved(case, nearest, found.goal, seed=current_seed()),
    )
    st.html(red_lines_moved_list(case, moved))
