"""What matters most? One at a time as bars; all together by Sobol's indices; the beliefs, screened; and surprises."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

import streamlit as st

from model.analysis import Over, morris, sobol, tornado
from model.engine import Run
from model.knowledge import OUTCOME_NAMES, Case, Outcome
from model.packages import SALIB
from model.scenario import Scenario
from model.view.analyses import on_request
from model.view.pages.base import Page, Pages
from model.view.pages.opening import open_with
from model.view.pages.sensitivity.downloads import offer_downloads
from model.view.pages.sensitivity.html import table_html
from model.view.pages.sensitivity.surprises import show_surprises
from model.view.pages.sensitivity.tables import (
    morris_table,
    sobol_table,
    tornado_table,
    variation_in_words,
)
from model.view.results import run_of
from model.view.session import choose, one_of
from model.view.style import add_style

if TYPE_CHECKING:
    import pandas as pd


#: So many bars are shown at once, the others folded away; and so many beliefs.
MOST_BARS, BELIEFS = 10, 15


#: Base points of Sobol's design, and trajectories of Morris's.
POINTS, TRAJECTORIES = 512, 32


#: The ranges over which each is moved.
RANGES: Mapping[str, str] = {"plausible": "Over what is plausible", "scale": "Over the whole scale"}


#: The choice among them.
OVER = one_of("over", lambda _: RANGES)


@lru_cache(maxsize=1)
def load_salib_early() -> Thread:
    """Load SALib in the background, once: that takes seconds, and nobody should wait for it."""

    def load() -> None:
        with suppress(ImportError):  # said where an analysis is asked for
            import_module("SALib.analyze.sobol")

    thread = Thread(target=load, daemon=True, name="loads SALib")
    thread.start()
    return thread


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show what matters most, by three methods, and what surprises are worth; what takes long once it is asked for."""
    run = run_of(case, scenario)
    add_style(__file__)
    load_salib_early()
    opening = st.empty()  # filled once it is known what comes first
    over: Over = (
        choose(
            st.segmented_control,
            "How far to move each",
            RANGES,
            OVER,
            "plausible",
            help="Variants are drawn from the plausible range. Sobol's and Morris's methods take every value in a "
            "range as equally likely.",
        )
        or "plausible"
    )
    st.caption(
        "The first three parts are about the pull in a single run; the last, about surprises, is about the shares of "
        "the pull, its means over the variants. Which beliefs move these shares is told on “What would it take?”, "
        "under “What is worth finding out”."
    )
    st.header("One at a time", anchor=False)
    try:
        bars = tornado(case, scenario, over=over)
        first, *_ = tornado_table(run, bars).rows
        open_with(f"What the answer depends on most: of levers and assumptions, “{first.label}” comes first.", opening)
        _show_one_at_a_time(run, bars)
    except ValueError:  # over what is plausible, only what is not set can be moved
        open_with("What the answer depends on most.", opening)
        st.info("This scenario sets every lever and assumption: nothing is left to vary. Try the whole scale.")
    else:
        st.header("All together", anchor=False)
        _show_all_together(run, over)
        st.header("Beliefs", anchor=False)
        _show_beliefs(run)
    st.header("Surprises", anchor=False)
    show_surprises(case, scenario)


def _show_all_together(run: Run, over: Over) -> None:
    st.markdown(
        f"The pull of {OUTCOME_NAMES[Outcome(run.outcome)]} varies when levers and assumptions do. How much of that "
        "does each explain, alone and together with others (Sobol 2001)? Figures that more runs might "
        "still reverse have no bar."
    )
    found = on_request(
        ("sobol", run.case, run.scenario, over),
        "Work out how much each explains",
        lambda progress: sobol(run.case, run.scenario, n=POINTS, second_order=False, over=over, progress=progress),
        needs=SALIB,
    )
    if found is None:
        return
    table = sobol_table(run, found)
    says = f"{variation_in_words(found, run.outcome)} {POINTS} base points; whiskers: 95 % intervals."
    st.html(table_html(table))
    st.caption(says)
    title = f"What the pull of {OUTCOME_NAMES[Outcome(run.outcome)]} varies by"
    offer_downloads(run, "sobol", table, title, says, lambda: found.to_dataframe().reset_index())


def _show_beliefs(run: Run) -> None:
    st.markdown(
        "How hard each rule pushes, how strong each tie is, how much each objective matters and where each variable "
        "starts are beliefs with a range. Which of them move the leading pull most, whatever the "
        "others are (Morris 1991)?"
    )
    found = on_request(
        ("morris", run.case, run.scenario, "plausible"),
        "Screen all beliefs",
        lambda progress: morris(run.case, run.scenario, "beliefs", n=TRAJECTORIES, progress=progress),
        needs=SALIB,
    )
    if found is None:
        return
    table = morris_table(run, found, BELIEFS)
    says = f"The {BELIEFS} that matter most of {found.sizes['factor']}; ±: 95 % intervals."
    st.html(table_html(table))
    st.caption(says)
    title = f"Beliefs that move the pull of {OUTCOME_NAMES[Outcome(run.outcome)]}"
    offer_downloads(run, "morris", table, title, says, lambda: found.to_dataframe().reset_index())


def _show_one_at_a_time(run: Run, table: pd.DataFrame) -> None:
    says = (
        "Each is put to the low and to the high end of its range, all else equal, with the central beliefs. The bar "
        "spans the leading pull's values there: solid blue where it rises with it, orange stripes where it falls, grey "
        "where it bends (both ends lie on one side of where it is now); the line is where it is now."
    )
    st.caption(says)
    st.html(table_html(tornado_table(run, _rows(table, slice(None, MOST_BARS)))))
    if len(table) > MOST_BARS:
        with st.expander(f"What matters less ({len(table) - MOST_BARS})", key="lesser bars"):
            st.html(table_html(tornado_table(run, _rows(table, slice(MOST_BARS, None)))))
    title = f"What moves the pull of {OUTCOME_NAMES[Outcome(run.outcome)]}, one at a time"
    offer_downloads(run, "one-at-a-time", tornado_table(run, table), title, says, lambda: table)


def _rows(table: pd.DataFrame, rows: slice) -> pd.DataFrame:
    part = table.iloc[rows].reset_index(drop=True)
    part.attrs = table.attrs
    return part


PAGE = Page(
    title="What matters most?",
    url_path="matters",
    icon="bar_chart",
    show=show_page,
    choices=(OVER,),
)
