"""The address follows what is set, pinned and chosen, so that a reload brings all of it back.

A step is a new place in the browser's history, to which Back returns. All else (what is chosen on a page, a pin,
another page, more of the same move) changes the address where it is.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from model.engine import Run
from model.knowledge import Case
from model.scenario import load_scenario
from model.view.session.cases import first_case
from model.view.session.choices import Choices
from model.view.session.draft import Draft
from model.view.session.link import Pairs, Was, pairs, query
from model.view.session.news import ADDRESS, address, page_path, wrote
from model.view.session.pins import pinned_drafts
from model.view.session.remembering import chosen
from model.view.session.state import FOLLOWED, current_draft, draft_steps, open_case_name
from model.view.session.touching import CHANGED, STEPPED


def current_query(case: Case, run: Run, choices: Choices) -> str:
    """Return all that is shown as the part of an address behind the question mark."""
    return query(case, current_draft(case), Was.of(run), **_besides(choices))


def write_address(case: Case, run: Run, choices: Choices) -> str:
    """Let the address hold all that is shown, once something has been changed; an opened link stays as it is.

    Returns:
        what the browser is to put in the place of the part behind the question mark; nothing if it need not.
    """
    wanted = pairs(case, current_draft(case), Was.of(run), **_besides(choices))
    given, stepped, followed = address(), st.session_state.pop(STEPPED, False), st.session_state.pop(FOLLOWED, False)
    if wanted == given or _is_right_as_it_is(case, given):
        wrote(given, in_place=False)
        return ""
    in_place = bool(page_path()) and not stepped and not followed
    if not in_place:
        grouped: dict[str, list[str]] = {}
        for name, value in wanted:
            grouped.setdefault(name, []).append(value)
        st.query_params.from_dict(grouped)
    wrote(wanted, in_place)
    return urlencode(wanted) if in_place else ""


def _besides(choices: Choices) -> dict[str, Any]:
    """Return what a link holds besides the draft."""
    return {"name": open_case_name(), "pins": pinned_drafts(), "choices": choices, "chosen": chosen()}


def _is_right_as_it_is(case: Case, given: Pairs) -> bool:
    """Whether nothing has been changed since the address was opened, or nothing at all is set."""
    if CHANGED in st.session_state or len(draft_steps().steps) > 1:
        return False
    if dict(given).get("case", first_case()) != open_case_name():
        return False  # it would not come back otherwise
    if given == st.session_state.get(ADDRESS, []):
        return True
    start = Draft.of(load_scenario("default", case), "default")
    return not given and draft_steps().now == start and not pinned_drafts() and not chosen()
