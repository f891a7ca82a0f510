"""The dashboard: the open case, the page that is chosen, and what stands around every page."""

from __future__ import annotations

import streamlit as st

from model.engine import warm_up
from model.knowledge import Case, InputError, believing
from model.view.components.program import show_program
from model.view.components.replacing import replace_address
from model.view.components.steady import keep_steady
from model.view.controls import beliefs
from model.view.controls.choosers import show_case_chooser
from model.view.controls.presets import presets
from model.view.desk import show_bar, show_beside_the_levers, what_stays
from model.view.pages import BESIDE_THE_LEVERS, GROUPS, PAGES
from model.view.pages.base import Page
from model.view.plain import plain
from model.view.quiet import set_aside_what_stays
from model.view.results import run_of, variants_of
from model.view.session import (
    begin_session,
    current_draft,
    current_query,
    current_scenario,
    current_seed,
    follow_address,
    load_case_on_offer,
    open_case_name,
    write_address,
)
from model.view.strip import show_strip
from model.view.style import add_common_style

#: What can be chosen on the pages, and stands in every link.
CHOICES = tuple(page.choices for page in PAGES.values())

#: The page that opens first: the answer.
FIRST = next(iter(PAGES.values()))


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
    _navigation(case).run()
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


def _navigation(case: Case) -> st.Page:
    """Show the navigation, the pages in their groups, and return the page that is chosen."""
    groups = {group: [_entry(folder, case) for folder in folders] for group, folders in GROUPS.items()}
    return st.navigation(groups, position="top")


def _entry(folder: str, case: Case) -> st.Page:
    """Return a page for the navigation; `run` of it shows the page for the scenario at hand, and all around it."""
    page = PAGES[folder]
    if page.by_itself:
        return page.entry(lambda: _show_alone(case, page))
    beside = any(folder in GROUPS[group] for group in BESIDE_THE_LEVERS)
    return page.entry(lambda: _show(case, page, beside))


def _show(case: Case, page: Page, beside: bool) -> None:
    """Show a page with the bar above it, the answer below it, and the levers beside it, if they stand there."""
    scenario = current_scenario(case)
    run = run_of(case, scenario)
    replace_address(write_address(case, run, CHOICES))  # before the page, which may take long
    with st.bottom:
        show_strip(run, variants_of(case, scenario))
    show_bar(case, run, current_query(case, run, CHOICES))

    def show() -> None:
        st.title(page.title, anchor=False)
        page.show(case, scenario, PAGES)

    if beside:
        show_beside_the_levers(case, show)
    else:
        beliefs.show_beliefs_note(case)
        show()


def _show_alone(case: Case, page: Page) -> None:
    """Show a page that a lever's move makes anew by itself, and below the first one what no such move changes."""
    _show_by_itself(case, page, what_stays(case))
    if page is FIRST:
        show_program(case, current_scenario(case), current_seed())


@st.fragment
def _show_by_itself(case: Case, page: Page, stays: object) -> None:
    """Show a page that a lever's move makes anew by itself; all else that changes makes the whole anew.

    Args:
        case: the open one, with the theories that are believed.
        page: one whose `by_itself` is true.
        stays: `what_stays` as it was when the whole was made.
    """
    set_aside_what_stays()  # the whole, which counts itself, is not made anew here
    if what_stays(case) != stays:
        st.rerun()
    begin_session(case, CHOICES)
    scenario = current_scenario(case)
    run = run_of(case, scenario)
    replace_address(write_address(case, run, CHOICES))
    show_bar(case, run, current_query(case, run, CHOICES), guide=page is FIRST)

    def show() -> None:
        if page is not FIRST:  # its title is its verdict
            st.title(page.title, anchor=False)
        page.show(case, scenario, PAGES)

    show_beside_the_levers(case, show)
