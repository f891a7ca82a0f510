"""What can be done with the draft from every page: undo, redo, replay, put all back, pin, share, take along, open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import streamlit as st

from model.engine import Run
from model.explain import LABELS
from model.knowledge import OUTCOMES, Case, Outcome
from model.version import __version__
from model.view.components.copying import show_copy_button
from model.view.components.folding import expander, popover
from model.view.components.tour import show_limits
from model.view.controls import downloads as take
from model.view.controls.opening import OPEN, show_file_note, show_opening
from model.view.controls.replaying import show_replay
from model.view.plain import plain
from model.view.session import (
    LONGEST,
    MOST_PINS,
    OPENED_LINK,
    Opened,
    Was,
    change_in_words,
    draft_steps,
    pin_draft,
    pinned_scenarios,
    redo,
    replay,
    take_step,
    undo,
)


def show_toolbar(case: Case, run: Run, query: str) -> None:
    """Show what can be done, each as an icon with a name; `query` holds what is shown."""
    history = draft_steps()
    last = change_in_words(case, *history.steps[history.at - 1 : history.at + 1]) if history.past else ""
    following = change_in_words(case, *history.steps[history.at : history.at + 2]) if history.undone else ""
    link = _link(query)
    with st.container(horizontal=True, gap="xxsmall", key="toolbar", width="content"):
        _button("Undo", "undo", "Ctrl+Z", undo, history.past, last)
        _button("Redo", "redo", "Ctrl+Shift+Z", redo, history.undone, following)
        _button("Replay", "replay", None, replay, history.past, f"The last change, back and forth: {last}")
        _share(link)
        shown, place = popover("More", "more", ":material/more_horiz:")
        if shown:
            with place:
                _more(case, run, link)


def _more(case: Case, run: Run, link: str) -> None:
    """Show what is needed less often."""
    now = draft_steps().now
    back = f"Back to “{now.base.title}”"
    _button("Put all back", "restart_alt", None, _all_back, now != now.all_back(), back, width="stretch")
    _button("Pin", "keep", None, _pin, True, "Keep this scenario to compare it with others", width="stretch")
    _folded("Take along", "take", "download", lambda: take.show_downloads(case, run.scenario, link))
    _folded("Open", OPEN, "upload_file", lambda: show_opening(case))
    _folded("Limits", "limits", "info", lambda: show_limits(case))


def _folded(label: str, key: str, icon: str, show: Callable[[], None]) -> None:
    unfolded, place = expander(label, key, f":material/{icon}:")
    if unfolded:
        with place:
            show()


def show_notes(case: Case, run: Run) -> None:
    """Show below the bar what there is to tell: of a replay, of a file that was opened, and of a link."""
    show_link_notes(case, run)
    show_replay(case, run)
    show_file_note()


def _button(
    label: str,
    icon: str,
    shortcut: str | None,
    act: object,
    possible: object,
    text: str,
    width: Literal["content", "stretch"] = "content",
) -> None:
    st.button(
        label,
        key=f"do {label}",
        icon=f":material/{icon}:",
        shortcut=shortcut,
        on_click=act,  # type: ignore[arg-type]
        disabled=not possible,
        help=plain(text) or None,
        width=width,
    )


def _pin() -> None:
    refused = pin_draft(draft_steps().now)
    many = len(pinned_scenarios())
    st.toast(
        refused or f"Pinned, {many} of {MOST_PINS}. “Compare scenarios” shows them side by side.",
        icon=":material/keep:",
    )


def _all_back() -> None:
    take_step(draft_steps().now.all_back())


# ------------------------------------------------------------------------------------------------------------- links


def _link(query: str) -> str:
    """Return the link to what is shown: the page's address with all that is set, pinned and chosen."""
    page = urlsplit(st.context.url or "")
    return urlunsplit(page._replace(path=page.path or "/", query=query, fragment=""))


def _share(link: str) -> None:
    shown, place = popover("Share", "share", ":material/link:")
    if not shown:
        return
    with place:
        st.markdown(
            "**This link holds all that you see**: what is set, pinned and chosen, the page, the seed, and the "
            "versions of the case and the model. What is not set is not in it: it varies."
        )
        st.code(link, language=None, wrap_lines=True)
        show_copy_button(link)
        if len(link) > LONGEST:
            st.warning(
                f"It has {len(link):,} characters; some programs cut links after {LONGEST:,}. Fewer pins and shorter "
                "sentences of events make it shorter; the scenario as a file has no such bound."
            )


def show_link_notes(case: Case, run: Run) -> None:
    """Tell what the link that was opened held, if not all of it could be read, or if it is of another version."""
    place = st.container()
    found: Opened | None = st.session_state.get(OPENED_LINK)
    if found is None:
        return
    with place, st.container(border=True, key="link note"):
        text, button = st.columns([6, 2], vertical_alignment="center")
        if found.notes:
            many = "One thing" if len(found.notes) == 1 else f"{len(found.notes)} things"
            text.markdown(f"**{many} in the link could not be read**; the rest is open.")
            text.markdown("\n".join(f"- {plain(note)}" for note in found.notes))
        if found.older(case):
            text.markdown(older_link_in_words(case, found, run))
        if found.more_may_happen:
            text.markdown(
                "**What may happen is now drawn besides**, and the front returns towards level: the link is from "
                "before that. “What may happen” switches it off."
            )
        button.button("Got it", key="link read", on_click=lambda: st.session_state.pop(OPENED_LINK, None))


def older_link_in_words(case: Case, found: Opened, run: Run) -> str:
    """Return as Markdown what is told of a link of another version: which, and what came of it then, and now."""
    version, model = plain(found.version or "unknown"), plain(found.model or "unknown")
    text = (
        f"**This link was made with another version**: of the case {version} (now {plain(case.settings.version)}), "
        f"of the model {model} (now {__version__}). What was set holds; what comes of it may differ."
    )
    if found.was is not None:
        text += f" Then: {_result(found.was)}. Now, with the link as it was: {_result(Was.of(run))}."
    return text


def _result(was: Was) -> str:
    pulls = ", ".join(f"{LABELS[Outcome(o)]} {was.pull[o]:.2f}" for o in OUTCOMES)
    name = LABELS[Outcome(was.outcome)].lower()
    return f"{name} {'had formed' if was.formed else 'led, and nothing had formed'} (pulls: {pulls})"
