"""The last change, once more: first without it, then the levers on their way to where it put them."""

from __future__ import annotations

import streamlit as st

from model.engine import Run
from model.knowledge import Case
from model.view.components.playing import play_levers
from model.view.components.program import program_key
from model.view.plain import plain
from model.view.session import (
    REPLAY_SECONDS,
    Draft,
    change_in_words,
    draft_steps,
    end_replay_when_over,
    just_replayed,
    replaying,
)

#: How long the levers are on their way.
PLAY_SECONDS = 1.5


def show_replay(case: Case, run: Run) -> None:
    """Show the last change undone while it is replayed, and its levers on their way once it is made again."""
    place = st.container()  # a place of its own, so that what stands below keeps its place
    if replaying():
        history = draft_steps()
        with place:
            _show_replay(change_in_words(case, *history.steps[history.at : history.at + 2]))
    elif replayed := just_replayed():
        _play(case, run, *replayed)


@st.fragment(run_every=REPLAY_SECONDS)
def _show_replay(change: str) -> None:
    """Tell what is shown, and end the replay when its pause is over; nothing else waits for that."""
    st.info(f"**Before the last change.** In a moment it is made again: {plain(change)}", icon=":material/replay:")
    if end_replay_when_over():
        st.rerun()


def _play(case: Case, run: Run, before: Draft, after: Draft) -> None:
    """Show the levers on their way, if the change was of levers alone; one that varies is where the case starts it."""
    if len({program_key(case, draft.scenario, draft.seed) for draft in (before, after)}) > 1:
        return
    given = [draft.scenario.given for draft in (before, after)]
    levers = [v.id for v in case.variables if v.lever and any(v.id in some for some in given)]
    starts = {name: float(run.program.start[run.program.row[name]]) for name in levers}
    begin, end = ({name: some.get(name, start) for name, start in starts.items()} for some in given)
    play_levers(begin, end, PLAY_SECONDS)
