"""The search for answers, under the eyes of the person: what is found so far is shown, and it can be stopped."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import Goal, Progress, Reach, as_it_is_in_words, none_found_in_words, search
from model.knowledge import Case, InputError
from model.scenario import Scenario
from model.view.analyses import ANALYSES_CACHE
from model.view.pages.reach.cards import answer_card
from model.view.plain import plain
from model.view.session import current_seed

#: In the session: what was found by searches that were stopped, by what they depend on; and what was found last.
STOPPED = "searches stopped"


LAST = f"{STOPPED} last"


def search_under_eyes(
    case: Case, scenario: Scenario, goal: Goal, names: Sequence[str], costs: dict[str, float]
) -> Reach | None:
    """Return what a search for the goal has found; of one that was stopped, what it had found by then.

    Args:
        case: the case.
        scenario: where the search starts.
        goal: what is to be reached.
        names: what may be changed.
        costs: what it costs to move each by a whole unit of its scale.
    """
    key = ("reach", case, scenario.supposed, goal, tuple(names), tuple(costs.items()), current_seed())
    if key in ANALYSES_CACHE:
        found: Reach = ANALYSES_CACHE[key]
        return found
    stopped: dict[object, Reach | None] = st.session_state.setdefault(STOPPED, {})
    place = st.empty()
    if key in stopped:
        place.button("Search on", key="search on", on_click=_go_on, args=(key,), icon=":material/search:")
        return stopped[key]
    with place.container():
        bar = st.progress(0.0, "Getting ready")
        st.button("Stop", key="stop search", on_click=_stop, args=(key,), icon=":material/stop:")
        so_far = st.empty()
    last = None
    try:
        for last in search(case, scenario, goal, names, costs, seed=current_seed(), progress=_progress_on(bar)):
            st.session_state[LAST] = (key, last)
            _show_so_far(case, so_far, last)
    except InputError as error:
        place.error(plain(str(error)))
        return None
    place.empty()
    ANALYSES_CACHE[key] = last
    return last


def _progress_on(bar: DeltaGenerator) -> Progress:
    """Return what shows how far the search is: through single things, then through pairs, and so on."""
    at_once = 1

    def show(done: int, of: int) -> None:
        nonlocal at_once
        many = {1: "one thing", 2: "two things"}.get(at_once, f"{at_once} things at once")
        bar.progress(done / of, f"Looking through {many}: {done:,} of {of:,} runs")
        at_once += done == of

    return show


def _stop(key: object) -> None:
    """Stop a search: what it had found by then is shown."""
    of, found = st.session_state.get(LAST, (None, None))
    st.session_state[STOPPED][key] = found if of == key else None


def _go_on(key: object) -> None:
    st.session_state[STOPPED].pop(key, None)


def _show_so_far(case: Case, place: DeltaGenerator, found: Reach) -> None:
    with place.container():
        st.write(plain(as_it_is_in_words(case, found)))
        if not found.answers:
            st.write(plain(none_found_in_words(case, found)))
        else:
            st.html("".join(answer_card(case, number, answer) for number, answer in enumerate(found.answers, 1)))
