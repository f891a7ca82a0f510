"""Does it hold? The suites of scenario tests, a person's own, and what is seen saved as a test."""

from __future__ import annotations

import json
import re
import tomllib
from functools import lru_cache
from html import escape
from pathlib import Path

import streamlit as st

from model.analysis import Progress
from model.expectations import (
    NO_EXPECTATIONS,
    FileResult,
    Proposal,
    as_test,
    bundled_suites,
    judge,
    misnamed,
    proposals,
    run_suite,
    suite_tally,
)
from model.knowledge import Case, Fault, InputError, capitalised
from model.scenario import SCENARIO_SUFFIX, Scenario, parse_scenario, to_toml
from model.view.analyses import progress_on
from model.view.controls.downloads import file_stem
from model.view.pages.base import Page, Pages
from model.view.pages.expectations.html import results_list, verdicts_in_words
from model.view.pages.opening import open_with
from model.view.plain import plain
from model.view.session import current_draft, recall, remember, ticks, words
from model.view.style import add_style

#: In the session: whether the suites were asked for.
ASKED = "suites asked for"


#: Larger files are no scenarios, in bytes.
LARGEST = 200_000


#: The choices: which proposals are expected, and the sentence that says why.
MOST_CHARACTERS = 500


EXPECTED, WHY = ticks("expected"), words("expect why", MOST_CHARACTERS)


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the suites of the case, let a test be tried, and let what is seen be saved as one."""
    add_style(__file__)
    opening = st.empty()  # filled once it is known whether the tests have been run
    st.markdown(
        "Each test is a scenario with a sentence that somebody could dispute. It *holds*, *fails*, or is *unsure*: "
        "other draws could overturn it, and that is no pass. A test tells what the model does; whether the world does "
        "so, no test can tell."
    )
    st.header("Tests that come with this case", anchor=False)
    st.caption(
        "Each is judged on its own scenario, not on what you have set. Where a file does not say what may happen, "
        "nothing does."
    )
    open_with(
        f"Whether the model still does what sources and theory say that it should: {_show_suites(case)}.", opening
    )
    st.header("A test of your own", anchor=False)
    _try_test(case)
    st.header("Save what you see as a test", anchor=False)
    _save_as_test(case, scenario)


# ---------------------------------------------------------------------------------------------------------- the suites


@lru_cache(maxsize=512)
def _judged(case: Case, file: Path, changed: float) -> FileResult:
    """Return what a file comes to; kept until the file changes."""
    (found,) = run_suite([file], case)
    return found


def _run_all(case: Case, files: list[Path], progress: Progress) -> list[FileResult]:
    found = []
    for number, file in enumerate(files):
        progress(number, len(files))
        found.append(_judged(case, file, file.stat().st_mtime))
    return found


def _show_suites(case: Case) -> str:
    """Show the suites, and return in a clause what they come to, as far as they have been run."""
    files = bundled_suites(case)
    if not files:
        st.info("No scenario tests come with this case.")
        return "this case has no tests yet"
    asked = f"{ASKED} {case.id}"
    place = st.empty()
    if asked not in st.session_state:
        place.button(
            f"Run the tests of all {len(files)} scenarios",
            key="run suites",
            on_click=lambda: st.session_state.update({asked: True}),
            icon=":material/play_arrow:",
        )
        return f"press “Run” to test {len(files)} scenarios"
    with place.container():
        bar = st.progress(0.0, "Getting ready")
        st.button("Stop", key="stop suites", on_click=lambda: st.session_state.pop(asked, None), icon=":material/stop:")
    found = _run_all(case, files, progress_on(bar))
    place.empty()
    told = f"{verdicts_in_words(suite_tally(found))}, in {len(found)} scenarios"
    st.markdown(f"**{capitalised(told)}**.")
    for file in misnamed([case.folder] if case.folder else []):
        st.html(f"<p>Not run, because its name does not end in {SCENARIO_SUFFIX}: {escape(file.name)}</p>")
    for folder, results in _by_folder(found).items():
        st.subheader(plain(folder), anchor=False)
        st.html(results_list(results))
    return told


def _by_folder(found: list[FileResult]) -> dict[str, list[FileResult]]:
    """Return the results by the folder in which their files lie."""
    groups: dict[str, list[FileResult]] = {}
    for one in found:
        groups.setdefault(one.file.parent.name.replace("-", " ").capitalize(), []).append(one)
    return groups


# ------------------------------------------------------------------------------------------------------- a person's own


def _try_test(case: Case) -> None:
    st.markdown(
        f"A scenario file with expectations (`{SCENARIO_SUFFIX}`), as the README describes them. It is tested here, "
        "and changes nothing of what you have set. Scenarios that it compares with have to be bundled ones."
    )
    file = st.file_uploader("A scenario test", type=["toml"], key="test upload")
    if file is None:
        return
    if file.size > LARGEST:
        st.error(f"{plain(file.name)}: it has {file.size:,} bytes; a scenario has at most {LARGEST:,}.")
        return
    found = uploaded(case, file.getvalue(), file.name)
    if found.faults:
        st.error("The file cannot be used.")
        st.code("\n".join(map(str, found.faults)), language=None, wrap_lines=True)
    else:
        st.html(results_list([found], unfolded=True))


@lru_cache(maxsize=32)
def uploaded(case: Case, content: bytes, name: str) -> FileResult:
    """Return what an uploaded file comes to as a test, or its faults."""
    try:
        scenario = parse_scenario(tomllib.loads(content.decode("utf-8-sig")), name, case)
        faults = () if scenario.expect else (Fault(name, "", NO_EXPECTATIONS),)
        verdicts_ = () if faults else tuple(judge(case, scenario))
        return FileResult(Path(name), case, scenario, verdicts_, faults)
    except UnicodeDecodeError:
        message = f"this is no text in UTF-8; a scenario is a file whose name ends in {SCENARIO_SUFFIX}"
        return FileResult(Path(name), case, None, faults=(Fault(name, "", message),))
    except tomllib.TOMLDecodeError as error:
        return FileResult(Path(name), case, None, faults=(Fault(name, "", f"this is not valid TOML: {error}"),))
    except InputError as error:
        return FileResult(Path(name), case, None, faults=error.faults)


# -------------------------------------------------------------------------------------------- what is seen, as a test


@lru_cache(maxsize=64)
def _proposed(case: Case, scenario: Scenario, start: str) -> list[Proposal]:
    return proposals(case, scenario, start)


def _save_as_test(case: Case, scenario: Scenario) -> None:
    """Let a person say why they believe what they see, choose what of it is expected, and take it along as a test."""
    st.markdown(
        "Choose what should stay so, and say why you believe it: a sentence that somebody could dispute. The file "
        "passes today; when the model no longer does so it fails, and asks which of the two is wrong."
    )
    offered = {_name_of(one): one for one in _proposed(case, scenario, current_draft(case).start)}
    chosen = [one for place, (name, one) in enumerate(offered.items()) if _ticked(name, one.says, place == 0)]
    says = st.text_input(
        "Why do you believe it?",
        key=WHY.key,
        max_chars=MOST_CHARACTERS,
        placeholder="A sentence of your own",
        on_change=remember(WHY, recall(WHY, "")),
    )
    ready = bool(says.strip() and chosen)
    st.download_button(
        "Save what I see as a scenario test",
        (lambda: to_toml(as_test(scenario, says.strip(), chosen))) if ready else "",
        f"{file_stem(scenario.title)}{SCENARIO_SUFFIX}",
        "application/toml",
        key="save test",
        on_click="ignore",
        disabled=not ready,
        icon=":material/download:",
        help="" if ready else "First choose what is expected, and say why",
    )
    if not ready:
        st.caption("Choose at least one sentence, and write your own." if not chosen else "Write your own sentence.")


def _name_of(proposal: Proposal) -> str:
    """Return what tells a proposal from others, whatever its sentence is."""
    return re.sub(r"[^a-z0-9]+", ".", json.dumps(proposal.asks)).strip(".")[-80:]


def _ticked(name: str, says: str, at_first: bool) -> bool:
    """Show a proposal to be chosen; return whether it is."""
    return st.checkbox(
        plain(says),
        key=f"{EXPECTED.key} {name}",
        on_change=remember(EXPECTED, recall(EXPECTED, at_first, part=name), name),
    )


PAGE = Page(
    title="Tests of the model",
    url_path="holds",
    icon="fact_check",
    show=show_page,
    choices=(EXPECTED, WHY),
)
