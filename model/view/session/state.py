"""What a person has set, in the session: the one truth that every control shows, with its history."""

from __future__ import annotations

import time
from typing import Any

import streamlit as st

from model.knowledge import Case
from model.scenario import Scenario, load_scenario
from model.view.session import cases
from model.view.session.choices import Choices
from model.view.session.draft import Draft, Steps
from model.view.session.link import Opened
from model.view.session.news import accept, forget_news, news
from model.view.session.pins import PINNED, pinned_drafts, with_pins
from model.view.session.reading import opened
from model.view.session.remembering import ADDRESSES_OPENED, REMEMBERED, chosen
from model.view.session.touching import STEPPED, TOUCHED, touch

#: In the session: the steps; what a link held that has been opened; since when the last change is being replayed; and
#: whether this run of the script follows an address that was opened.
HISTORY, OPENED_LINK, REPLAY, FOLLOWED = "history", "opened link", "replay since", "followed"


#: In the session, with a dial's key: up to which move of which source its moves have been made.
MOVES_DONE = "moves done"


#: What is put away with a case when another one is opened.
PUT_AWAY_WITH_CASE = (HISTORY, PINNED, REMEMBERED)


#: In the session: the name of the case that is open; and what was set in the others, by their names.
CASE, CASES_LEFT = "case", "cases left open"


#: In the session: whether a replay has come to its end since the page was last shown.
REPLAYED = "replayed"


#: For so long the last change is shown undone when it is replayed, in seconds.
REPLAY_SECONDS = 1.5


#: In the session: the series that goes on, and when it last did. Moves that follow each other within so many seconds
#: are a series.
SERIES, SERIES_SECONDS = "series", 1.5


# ------------------------------------------------------------------------------------------------------------- cases


def open_case_name() -> str:
    """Return the name of the open case."""
    return str(st.session_state.setdefault(CASE, cases.first_case()))


def follow_address() -> None:
    """Open the case that the address names, if a person has opened an address, or gone back to one.

    If it names a case that is not on offer, the open one stays; `begin_session` notes that for the page.
    """
    given = news()
    if given is not None:
        named = dict(given).get("case", cases.first_case())
        if named in cases.cases_on_offer() and named != open_case_name():
            _leave(named)
        accept(given)


def open_case(name: str) -> None:
    """Open another case as it was left, or as its files have it: for a control's callback."""
    _leave(name)
    touch()


def open_draft(name: str, draft: Draft) -> None:
    """Take a step to a draft of a case, which is opened for it if another one is open: for a control's callback."""
    if name != open_case_name():
        open_case(name)
        begin_session(cases.load_case_on_offer(name))
    take_step(draft)


def pins_left(name: str) -> tuple[Draft, ...]:
    """Return what is pinned in a case that is not open now, by its name."""
    found: tuple[Draft, ...] = st.session_state.get(CASES_LEFT, {}).get(name, {}).get(PINNED, ())
    return found


def _leave(name: str) -> None:
    """Put away what was set in the open case, and bring back what was set in the one of this name before.

    Everything else in the session belongs to the case that was open, and is dropped.
    """
    left: dict[str, dict[str, Any]] = st.session_state.get(CASES_LEFT, {})
    here = open_case_name()
    stop_replay()
    left = left | {here: {key: st.session_state[key] for key in PUT_AWAY_WITH_CASE if key in st.session_state}}
    for key in list(st.session_state):
        if not str(key).startswith(MOVES_DONE):  # or the last move of a dial would be made again in the other case
            del st.session_state[key]
    st.session_state.update({CASES_LEFT: left, CASE: name, **left.get(name, {})})


# ------------------------------------------------------------------------------------------------------------- drafts


def begin_session(case: Case, choices: Choices = ()) -> None:
    """Make sure that there is a draft: the one of an address that is news, else today's situation.

    What such an address holds besides is added to what is pinned and chosen, and nothing is taken away for it.
    """
    fresh, given = not is_begun(), forget_news()
    st.session_state.pop(TOUCHED, None)
    if not fresh and given is None:
        return
    st.session_state[FOLLOWED] = given is not None
    st.session_state[ADDRESSES_OPENED] = st.session_state.get(ADDRESSES_OPENED, 0) + (given is not None)
    found = opened(case, given, open_case_name(), choices) if given else None
    draft = found.draft if found else Draft.of(load_scenario("default", case), "default")
    st.session_state[HISTORY] = Steps((draft,)) if fresh else draft_steps().then(draft)
    if found and (found.pins or found.chosen):
        st.session_state[PINNED] = with_pins(pinned_drafts(), found.pins)
        st.session_state[REMEMBERED] = {**chosen(), **found.chosen}
    _note(case, found)


def _note(case: Case, found: Opened | None) -> None:
    """Keep what a link held for the page to tell, if there is anything to tell."""
    if found and (found.notes or found.older(case) or found.more_may_happen):
        st.session_state[OPENED_LINK] = found
    else:
        st.session_state.pop(OPENED_LINK, None)


def is_begun() -> bool:
    """Return whether anything is set yet: not where a war has been chosen that no page has shown so far."""
    return HISTORY in st.session_state


def draft_steps() -> Steps:
    """Return the steps."""
    steps: Steps = st.session_state[HISTORY]
    return steps


def current_draft(case: Case) -> Draft:
    """Return the draft that holds."""
    if not is_begun():
        begin_session(case)
    return draft_steps().now


def current_scenario(case: Case) -> Scenario:
    """Return the scenario that is being explored."""
    return current_draft(case).scenario


def current_seed() -> int:
    """Return the seed of the variants."""
    return draft_steps().now.seed if is_begun() else 0


# -------------------------------------------------------------------------------------------------------------- steps


def take_step(draft: Draft, series: str = "") -> None:
    """Take a step: for a control's callback. A change in the middle of a replay comes after what is being replayed.

    A step of the same series as the last one goes on with it, and both are undone together.
    """
    stop_replay()
    before = draft_steps()
    _go(before.then(draft, series), goes_on=before.goes_on(series))


def series_of(control: str) -> str:
    """Return the series of a control's move: the same one while moves of it follow each other without a pause."""
    last, number, when = st.session_state.get(SERIES, ("", 0, 0.0))
    now = time.monotonic()
    number += not (last == control and now - when < SERIES_SECONDS)
    st.session_state[SERIES] = (control, number, now)
    return f"{control} {number}"


def undo() -> None:
    """Go one step back."""
    stop_replay()
    _go(draft_steps().back())


def redo() -> None:
    """Go one step forth."""
    stop_replay()
    _go(draft_steps().forth())


def _go(steps: Steps, goes_on: bool = False) -> None:
    """Take up other steps, for which the browser is to make a new place in its history.

    A step that changes nothing gets none: when a page is left in a hurry, its widgets are reported once more.
    """
    if not goes_on and steps != draft_steps():
        st.session_state[STEPPED] = True
    st.session_state[HISTORY] = steps
    touch()


# ------------------------------------------------------------------------------------------------------------- replay


def replay() -> None:
    """Show the last change undone, until `replayed` does it again."""
    stop_replay()
    if draft_steps().past:
        st.session_state.update({HISTORY: draft_steps().back(), REPLAY: time.monotonic()})
        touch()


def replaying() -> bool:
    """Return whether the last change is shown undone."""
    return REPLAY in st.session_state


def end_replay_when_over() -> bool:
    """Do the last change again once its pause is over; return whether it is."""
    over = replaying() and time.monotonic() - st.session_state[REPLAY] >= REPLAY_SECONDS * 0.9
    if over:
        stop_replay()
        st.session_state[REPLAYED] = True
        touch()
    return over


def just_replayed() -> tuple[Draft, Draft] | None:
    """Return what was before and after a replayed change, once, when it has been made again."""
    steps = draft_steps()
    ended = st.session_state.pop(REPLAYED, False) and not replaying() and steps.past
    return (steps.steps[steps.at - 1], steps.now) if ended else None


def stop_replay() -> None:
    """Do the last change again if it is shown undone."""
    if st.session_state.pop(REPLAY, None) is not None:
        st.session_state[HISTORY] = draft_steps().forth()
