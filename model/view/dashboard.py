"""The dashboard: the open case, the page that is chosen, and what stands around every page."""

from __future__ import annotations

import streamlit as st

from model.engine import Run, warm_up
from model.knowledge import Case, InputError, believing
from model.view.components.replacing import replace_address
from model.view.components.steady import keep_steady
from model.view.components.tour import show_tour
from model.view.controls import beliefs, toolbar
from model.view.controls.levers import folded_controls, show_case_chooser, show_levers, show_other_settings
from model.view.controls.presets import presets
from model.view.pages import PAGES
from model.view.pages.base import Page
from model.view.plain import plain
from model.view.quiet import set_aside_what_stays
from model.view.results import run_of, variants_of
from model.view.session import (
    begin_session,
    current_draft,
    current_query,
    current_scenario,
    draft_steps,
    follow_address,
    load_case_on_offer,
    open_case_name,
    write_address,
)
from model.view.strip import show_strip
from model.view.style import add_common_style

#: What can be chosen on the pages, and stands in every link.
CHOICES = tuple(page.choices for page in PAGES.values())


def main() -> None:
    """Show the dashboard as the session has it: once at the first visit, and anew after every change."""
    set_aside_what_stays()
    st.set_page_config(page_title="Ripeness", page_icon="🕊️", layout="wide")
    follow_address()
    case = _open_case()
    warm_up(case)
    add_common_style()
    keep_steady()
    begin_session(case, CHOICES)
    case = believing(case, current_draft(case).scenario.theories)
    entries = [_entry(page, case) for page in PAGES.values()]
    chosen = st.navigation(entries, position="top")
    run = run_of(case, current_scenario(case))
    replace_address(write_address(case, run, CHOICES))  # before the page, which may take long
    if chosen is entries[0]:
        _first_head(case, run)
    else:
        _head(chosen.title, case, run)
    beliefs.show_beliefs_note(case)
    chosen.run()
    st.caption(
        f"{plain(case.settings.title)}, version {plain(case.settings.version)}: {len(case.actors)} actors, "
        f"{len(case.objectives)} objectives, {len(case.rules)} rules, each with its source or marked as our judgement."
    )


def _open_case() -> Case:
    """Return the case that the session has open; if its files have faults, show them instead of any page."""
    try:
        case = load_case_on_offer(open_case_name())
        presets(case)  # their files may have faults, too
    except InputError as error:
        st.title("Ripeness", anchor=False)
        st.error("The case cannot be read; nothing of it is shown until its files are mended.")
        st.code(str(error), language=None, wrap_lines=True)
        show_case_chooser()
        st.stop()
    return case


def _entry(page: Page, case: Case) -> st.Page:
    """Return a page for the navigation; once it is chosen, it is shown for the scenario at hand, the strip below it."""

    def show() -> None:
        scenario = current_scenario(case)
        with st.bottom:
            show_strip(run_of(case, scenario), variants_of(case, scenario))
        page.show(case, scenario, PAGES)

    return page.entry(show)


def _first_head(case: Case, run: Run) -> None:
    """Show what stands above the first page: what this is, the controls unfolded, and the toolbar."""
    st.title("Ripeness", anchor=False)
    st.markdown(
        f"**{plain(case.settings.title)}.** {plain(case.settings.says)} Move a lever and see towards which of three "
        "outcomes the rules drive the war. *This explores assumptions; it forecasts nothing.*"
    )
    show_tour(moved=draft_steps().past > 0)
    toolbar.show_link_notes(case, run)
    show_levers(case)
    toolbar.show_toolbar(case, run, current_query(case, run, CHOICES))
    show_other_settings(case)


def _head(title: str, case: Case, run: Run) -> None:
    """Show what stands above every other page: its title, the toolbar, and the controls, folded away."""
    st.title(title, anchor=False)
    toolbar.show_link_notes(case, run)
    toolbar.show_toolbar(case, run, current_query(case, run, CHOICES))
    unfolded, place = folded_controls(case)
    if unfolded:
        with place:
            show_levers(case)
            show_other_settings(case)
