"""What stands around a page: the bar above it, the levers and all else that can be set at its left."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from model.engine import Run
from model.knowledge import Case
from model.view.components.tour import show_tour
from model.view.controls import beliefs, toolbar
from model.view.controls.choosers import show_choosers
from model.view.controls.levers import levers_of, show_levers, show_other_settings
from model.view.session import current_draft, current_seed, draft_steps, is_begun, open_case_name

#: How wide the levers stand beside a page, in pixels.
LEVERS_WIDTH = 340


def show_bar(case: Case, run: Run, query: str, guide: bool = False) -> None:
    """Show the bar: the name, what is looked at, what can be done with it, and the guide where that is wanted.

    `query` holds what is shown, as the part of an address behind the question mark.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="bar"):
        st.html("<p class='brand'>Ripeness</p>", width="content")
        show_choosers(case)
        if guide:
            with st.container(width="content", key="guide"):
                show_tour(moved=draft_steps().past > 0)
        toolbar.show_toolbar(case, run, query)
    toolbar.show_notes(case, run)


def show_beside_the_levers(case: Case, show: Callable[[], None]) -> None:
    """Show the levers and all else that can be set, and a page beside them."""
    with st.container(horizontal=True, gap="medium", key="desk"):
        with st.container(width=LEVERS_WIDTH, key="beside"):
            show_levers(case)
            show_other_settings(case)
        with st.container(width="stretch", key="page"):
            beliefs.show_beliefs_note(case)
            show()


def what_stays(case: Case) -> object:
    """Return all that is set but the levers: what a move of a lever leaves as it is.

    Of another war, which has just been chosen, nothing is set until it is opened, and not with the case shown so far.
    """
    if not is_begun():
        return (open_case_name(),)
    draft = current_draft(case)
    rest = draft.edited.unsetting([lever.id for lever in levers_of(case)])
    return open_case_name(), draft.base_id, rest, current_seed()
