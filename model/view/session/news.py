"""The address as the browser tells it, and whether that is news: a link opened, Back or Forward, or typed by hand.

An address that we have written comes back with every run of the script, and is none. Nor is one that the browser has
not got round to replacing yet, nor the bare one that a click on another page begins with.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from model.view.session.link import Pairs
from model.view.session.touching import TOUCHED

#: In the session: the address that was last written or opened; the one that it took the place of; the page that it was
#: on; and what has been opened and not been read yet.
ADDRESS, STALE, PAGE, NEWS = "address", "stale address", "page of address", "news"


def address() -> Pairs:
    """Return the parameters of the address, in order."""
    return [(name, value) for name in st.query_params for value in st.query_params.get_all(name)]


def page_path() -> str:
    """Return the path of the page, as "/why"; nothing where there is no browser."""
    return urlsplit(st.context.url or "").path


def news() -> Pairs | None:
    """Return the address if a person has opened it, or gone back to it; else None."""
    given, before = address(), st.session_state.get(ADDRESS, [])
    if st.session_state.get(TOUCHED) or given in (before, st.session_state.get(STALE)):
        return None
    turned = page_path() != st.session_state.get(PAGE, page_path())
    return given if given or not turned else None


def accept(given: Pairs) -> None:
    """Let an address that is news be the one that holds; `forget_news` hands it out to be read."""
    st.session_state[ADDRESS] = st.session_state[NEWS] = given
    st.session_state.pop(STALE, None)


def forget_news() -> Pairs | None:
    """Return the news that has been accepted, once; else None."""
    found: Pairs | None = st.session_state.pop(NEWS, None)
    return found


def wrote(wanted: Pairs, in_place: bool) -> None:
    """Keep what has been written; `in_place`: the browser is to put it where the one before it is, in its own time."""
    if in_place:
        st.session_state[STALE] = address()
    else:
        st.session_state.pop(STALE, None)
    st.session_state[ADDRESS] = wanted
    st.session_state[PAGE] = page_path()
