"""What a person has set, in the session: the one truth that every control shows, with its history, and the address."""

from __future__ import annotations

import time
from typing import Any

import streamlit as st

from model.engine import Run
from model.knowledge import Case
from model.scenario import Scenario, load_scenario
from model.view.session import cases
from model.view.session.draft import Draft, Steps
from model.view.session.link import Opened, Pairs, Was, opened, pairs
from model.view.session.pins import PINNED
from model.view.session.remembering import REMEMBERED

#: In the session: the steps; the parameters last written to the address; whether something was changed in this run of
#: the script; what a link held that has been opened; since when the last change is being replayed.
HISTORY, ADDRESS, TOUCHED, OPENED_LINK, REPLAY = "history", "address", "touched", "opened link", "replay since"


#: In the session, with a dial's key: up to which move of which source its moves have been made.
MOVES_DONE = "moves done"


#: What is put away with a case when another one is opened.
PUT_AWAY_WITH_CASE = (HISTORY, PINNED, REMEMBERED)


#: In the session: the id of the case that is open; and what was set in the others, by their ids.
CASE, CASES_LEFT = "case", "cases left open"


#: For so long the last change is shown undone when it is replayed, in seconds.
REPLAY_SECONDS = 1.5


def open_case_id() -> str:
    """Return the id of the open case; an address that a person opened may name another one, which is opened first.

    If the address names a case that is not on offer, the open one stays; `begin_session` notes that for the page.
    """
    given = _address()
    fresh = given and given != st.session_state.get(ADDRESS) and not st.session_state.get(TOUCHED)
    named = dict(given).get("case")
    if fresh and named in cases.cases_on_offer() and named != st.session_state.get(CASE, cases.first_case()):
        _leave(named)
    return str(st.session_state.setdefault(CASE, cases.first_case()))


def open_case(name: str) -> None:
    """Open another case as it was left, or as its files have it: for a control's callback."""
    _leave(name)
    st.session_state[TOUCHED] = True


def open_draft(case: Case, draft: Draft) -> None:
    """Take a step to a draft of a case, which is opened for it if another one is open: for a control's callback."""
    if case.id != st.session_state.get(CASE, cases.first_case()):
        open_case(case.id)
        begin_session(case)
    take_step(draft)


def _leave(name: str) -> None:
    """Put away what was set in the open case, and bring back what was set in the one of this id before.

    Everything else in the session belongs to the case that was open, and is dropped.
    """
    left: dict[str, dict[str, Any]] = st.session_state.get(CASES_LEFT, {})
    here = st.session_state.get(CASE, cases.first_case())
    stop_replay()
    left = left | {here: {key: st.session_state[key] for key in PUT_AWAY_WITH_CASE if key in st.session_state}}
    for key in list(st.session_state):
        if not str(key).startswith(MOVES_DONE):  # or the last move of a dial would be made again in the other case
            del st.session_state[key]
    st.session_state.update({CASES_LEFT: left, CASE: name, **left.get(name, {})})


def begin_session(case: Case) -> None:
    """Make sure that there is a draft: the address's if it holds one that we have not written, else today's situation.

    An address that comes back while nothing was changed is the browser's Back or Forward, or was typed by hand.
    """
    given = _address()
    touched = st.session_state.pop(TOUCHED, False)
    if HISTORY not in st.session_state:
        found = opened(case, given) if given and not touched else None
        draft = found.draft if found else Draft.of(load_scenario("default", case), "default")
        st.session_state[HISTORY] = Steps((draft,))
        _note(case, found)
        if found:
            st.session_state[ADDRESS] = given
    elif given and given != st.session_state.get(ADDRESS) and not touched:
        found = opened(case, given)
        st.session_state[HISTORY] = draft_steps().then(found.draft)
        _note(case, found)
        st.session_state[ADDRESS] = given


def _address() -> Pairs:
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def _note(case: Case, found: Opened | None) -> None:
    """Keep what a link held for the page to tell, if there is anything to tell."""
    if found and (found.notes or found.older(case)):
        st.session_state[OPENED_LINK] = found
    else:
        st.session_state.pop(OPENED_LINK, None)


def draft_steps() -> Steps:
    """Return the steps."""
    steps: Steps = st.session_state[HISTORY]
    return steps


def current_draft(case: Case) -> Draft:
    """Return the draft that holds."""
    if HISTORY not in st.session_state:
        begin_session(case)
    return draft_steps().now


def current_scenario(case: Case) -> Scenario:
    """Return the scenario that is being explored."""
    return current_draft(case).scenario


def current_seed() -> int:
    """Return the seed of the variants."""
    return draft_steps().now.seed if HISTORY in st.session_state else 0


def take_step(draft: Draft) -> None:
    """Take a step: for a control's callback. A change in the middle of a replay comes after what is being replayed."""
    stop_replay()
    st.session_state[HISTORY] = draft_steps().then(draft)
    st.session_state[TOUCHED] = True


def undo() -> None:
    """Go one step back."""
    stop_replay()
    st.session_state[HISTORY] = draft_steps().back()
    st.session_state[TOUCHED] = True


def redo() -> None:
    """Go one step forth."""
    stop_replay()
    st.session_state[HISTORY] = draft_steps().forth()
    st.session_state[TOUCHED] = True


def replay() -> None:
    """Show the last change undone, until `replayed` does it again."""
    stop_replay()
    if draft_steps().past:
        st.session_state[HISTORY] = draft_steps().back()
        st.session_state[REPLAY] = time.monotonic()
        st.session_state[TOUCHED] = True


def replaying() -> bool:
    """Return whether the last change is shown undone."""
    return REPLAY in st.session_state


def end_replay_when_over() -> bool:
    """Do the last change again once its pause is over; return whether it is."""
    over = replaying() and time.monotonic() - st.session_state[REPLAY] >= REPLAY_SECONDS * 0.9
    if over:
        stop_replay()
        st.session_state[TOUCHED] = True
    return over


def stop_replay() -> None:
    """Do the last change again if it is shown undone."""
    if st.session_state.pop(REPLAY, None) is not None:
        st.session_state[HISTORY] = draft_steps().forth()


def write_address(case: Case, run: Run) -> None:
    """Let the address hold what is set and what has come of it, once something has been set; an opened link stays.

    A case that was turned to stands in the address at once: it would not come back otherwise.
    """
    named = dict(_address()).get("case", cases.first_case())
    if len(draft_steps().steps) == 1 and named == case.id and (_address() or ADDRESS not in st.session_state):
        return
    wanted = pairs(case, draft_steps().now, Was.of(run))
    if wanted != _address():
        grouped: dict[str, list[str]] = {}
        for name, value in wanted:
            grouped.setdefault(name, []).append(value)
        st.query_params.from_dict(grouped)
    st.session_state[ADDRESS] = wanted
