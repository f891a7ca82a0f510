"""Open a file: a scenario, or a result, which holds the scenario that made it; one that is neither changes nothing."""

from __future__ import annotations

import io
import tomllib
from typing import Any, NamedTuple

import streamlit as st

from model.knowledge import Case, Fault, InputError, ScenarioError
from model.scenario import SCENARIO_SUFFIX, Scenario, faults_of, opened_scenario, parse_scenario, read_made_by
from model.store import RESULT_ENDINGS
from model.view.session import (
    LONGEST_TEXT,
    Draft,
    current_seed,
    load_case_on_offer,
    name_of_home,
    open_case_name,
    open_draft,
)

#: In the session: the upload as a widget (another number makes it another, and empty); what was wrong with a file; what
#: has changed since the result was made that was opened.
UPLOAD, WRONG, CHANGED = "upload", "upload wrong", "upload changed"

#: Larger files are no scenarios, and no results, in bytes.
LARGEST, LARGEST_RESULT = 200_000, 20_000_000

#: In the session: whether the place where files are opened is unfolded.
OPEN = "open"

#: The seeds that the page has room for.
SEEDS = 2**32


def show_opening(case: Case) -> None:
    """Show where a file is opened."""
    st.markdown(
        f"**Open a scenario** (`{SCENARIO_SUFFIX}`), of your own or taken along from here, **or a result**: JSON, "
        "CSV, a workbook, Parquet or NetCDF. A result holds the scenario and the seed that made it."
    )
    key = f"upload {st.session_state.get(UPLOAD, 0)}"
    kinds = ["toml", *(ending[1:] for ending in RESULT_ENDINGS)]
    st.file_uploader("A scenario or a result", type=kinds, key=key, on_change=_uploaded, args=(case, key))


def show_file_note() -> None:
    """Tell why a file was not opened, or what has changed since a result was made that was opened.

    It stands on the page, where all of it has room, and not behind the button.
    """
    place = st.container()  # a place of its own, so that what stands below keeps its place
    wrong, changed = (str(st.session_state.get(told) or "") for told in (WRONG, CHANGED))
    if not (wrong or changed):
        return
    with place, st.container(border=True, key="file note"):
        if wrong:
            st.error("The file was not opened, and nothing has changed.")
        else:
            st.info("The result was opened. What comes of it may differ from what it was.")
        st.code(wrong or changed, language=None, wrap_lines=True)
        st.button("Got it", key="file read", on_click=_forget_notes)


def _forget_notes() -> None:
    for told in (WRONG, CHANGED):
        st.session_state.pop(told, None)


def _uploaded(case: Case, key: str) -> None:
    """Start from the scenario of a file; one that cannot be read changes nothing, and is told."""
    file = st.session_state.get(key)
    _forget_notes()
    if file is None:
        return
    st.session_state[UPLOAD] = st.session_state.get(UPLOAD, 0) + 1
    try:
        most, what = (LARGEST_RESULT, "result") if _is_result(file.name) else (LARGEST, "scenario")
        if file.size > most:
            raise ValueError(f"{file.name}: it has {file.size:,} bytes; a {what} has at most {most:,}")
        found = read_file(case, file.getvalue(), file.name)
        open_draft(found.home, Draft.of(found.scenario, "", found.seed))
        st.session_state[CHANGED] = found.changes
        if found.changes:
            st.session_state[OPEN] = False  # it would cover what is told
    except ValueError as error:
        st.session_state[WRONG] = str(error)
        st.session_state[OPEN] = False


def _is_result(name: str) -> bool:
    return name.lower().endswith(RESULT_ENDINGS)


class FileRead(NamedTuple):
    """What an uploaded file holds: its scenario, its seed, what has changed since it was made, and its case's name."""

    scenario: Scenario
    seed: int
    changes: str
    home: str


def read_file(case: Case, content: bytes, name: str) -> FileRead:
    """Return what an uploaded file holds: a scenario, or a result with the scenario that made it.

    Raises:
        ValueError: if it cannot be read, or does not fit its case: with file, place and likely word.
    """
    if not _is_result(name):
        found = read_scenario_file(case, content, name)
        return FileRead(found, current_seed(), "", name_of_home(found.case, open_case_name()))
    made = read_made_by(name, io.BytesIO(content))
    scenario = opened_scenario(made, name).where_unsaid("none", "holds")  # a result is opened as it was made
    mark = made.case.fingerprint if made.case else ""
    home = _home(case, scenario.case, mark)
    if faults := faults_of(home, scenario, name):
        raise ScenarioError(faults)
    _check_texts(scenario, name)
    seed = made.seed if made.seed is not None and made.seed < SEEDS else current_seed()
    changes = "\n".join(made.changes(home))
    return FileRead(
        scenario.for_case(home).but(expect=()), seed, changes, name_of_home(scenario.case, open_case_name(), mark)
    )


def read_scenario_file(case: Case, content: bytes, name: str) -> Scenario:
    """Return the scenario of an uploaded file, without expectations: of the case, or of another that it names.

    Raises:
        ValueError: if it is no UTF-8, no TOML, or no scenario that fits its case: with file, place and likely word.
    """
    try:
        raw = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ValueError(
            f"{name}: this is no text in UTF-8; a scenario is a file whose name ends in {SCENARIO_SUFFIX}"
        ) from None
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{name}: {error}") from None
    try:
        found = parse_scenario(raw, name, _home(case, raw.get("case"))).but(expect=())
        _check_texts(found, name)
    except InputError as error:
        raise ValueError(str(error)) from None
    return found


def _check_texts(scenario: Scenario, name: str) -> None:
    """Raise ScenarioError for texts that no link would keep, so that none is lost at the next reload."""
    texts = {"title": scenario.title, "says": scenario.says}
    texts |= {f"why: {of}": says for of, says in scenario.why.items()}
    texts |= {f"event {number}": event.says for number, event in enumerate(scenario.events, 1)}
    much = [
        Fault(name, place, f"{len(text):,} characters; the page keeps {LONGEST_TEXT:,} of a text at most")
        for place, text in texts.items()
        if len(text) > LONGEST_TEXT
    ]
    if much:
        raise ScenarioError(much)


def _home(case: Case, named: Any, fingerprint: str = "") -> Case:
    """Return the case that a file names, if it is on offer, else the open one, which then tells what does not fit."""
    if not isinstance(named, str) or (named == case.id and fingerprint in ("", case.fingerprint)):
        return case
    home = name_of_home(named, open_case_name(), fingerprint)
    return case if home == open_case_name() else load_case_on_offer(home)
