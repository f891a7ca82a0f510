"""The dashboard: the open case, the page that is chosen, and what stands around every page."""

from __future__ import annotations

import streamlit as st

from model.engine import Run, warm_up
from model.knowledge import Case, InputError, believing
from model.view.components.tour import show_tour
from model.view.controls import beliefs, toolbar
from model.view.controls.levers import at_hand, controls, folded, more, war
from model.view.controls.presets import presets
from model.view.pages import PAGES
from model.view.pages.base import Page
from model.view.results import run_of, variants_of
from model.view.session import cases, state
from model.view.strip import show_strip
from model.view.style import add_common_style


def main() -> None:
    """Show the dashboard as the session has it: once at the first visit, and anew after every change."""
    st.set_page_config(page_title="Ripeness", page_icon="🕊️", layout="wide")
    case = _open_case()
    warm_up(case)
    add_common_style()
    state.begin(case)
    case = believing(case, state.now(case).scenario.theories)
    entries = [_entry(page, case) for page in PAGES.values()]
    chosen = st.navigation(entries, position="top")
    run = run_of(case, at_hand(case))
    if chosen is entries[0]:
        _first_head(case, run)
    else:
        _head(chosen.title, case, run)
    beliefs.note(case)
    chosen.run()
    state.write_address(case, run)
    st.caption(
        f"{case.settings.title}, version {case.settings.version}: {len(case.actors)} actors, "
        f"{len(case.objectives)} objectives, {len(case.rules)} rules, each with its source or marked as our judgement."
    )


def _open_case() -> Case:
    """Return the case that the session has open; if its files have faults, show them instead of any page."""
    try:
        case = cases.opened(state.case_id())
        presets(case)  # their files may have faults, too
    except InputError as error:
        st.title("Ripeness", anchor=False)
        st.error("The case cannot be read; nothing of it is shown until its files are mended.")
        st.code(str(error), language=None, wrap_lines=True)
        war(state.case_id())
        st.stop()
    return case


def _entry(page: Page, case: Case) -> st.Page:
    """Return a page for the navigation; once it is chosen, it is shown for the scenario at hand, the strip below it."""

    def show() -> None:
        scenario = at_hand(case)
        with st.bottom:
            show_strip(run_of(case, scenario), variants_of(case, scenario))
        page.show(case, scenario, PAGES)

    return page.entry(show)


def _first_head(case: Case, run: Run) -> None:
    """Show what stands above the first page: what this is, the controls unfolded, and the toolbar."""
    st.title("Ripeness", anchor=False)
    st.markdown(
        f"**{case.settings.title}.** {case.settings.says} Move a lever and see towards which of three outcomes the "
        "rules drive the war. *This explores assumptions; it forecasts nothing.*"
    )
    show_tour(moved=state.history().past > 0)
    toolbar.notes(case, run)
    controls(case)
    toolbar.show(case, run)
    more(case)


def _head(title: str, case: Case, run: Run) -> None:
    """Show what stands above every other page: its title, the toolbar, and the controls, folded away."""
    st.title(title, anchor=False)
    toolbar.notes(case, run)
    toolbar.show(case, run)
    unfolded, place = folded(case)
    if unfolded:
        with place:
            controls(case)
            more(case)
