"""Every text from outside is shown as text: every page is opened with a case, a link and pins that try to be more."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import ensemble, load_case, load_scenario, simulate
from model.explain import briefing, flips, reasons
from model.knowledge import Case
from model.scenario import Event
from model.view.pages import PAGES
from model.view.session import Draft
from model.view.session.link import pairs
from tests.support.hostile import PAYLOAD, write_hostile_case
from tests.support.page import ROOT, press_in_more, unfold

pytestmark = pytest.mark.slow

#: What would be taken for more than text in Markdown, and in HTML.
IN_MARKDOWN = re.compile(
    r"(?<!\\)(?:\$1|\$2|\[x\]|\[i\]|\[s\]|<b>|\*m)|:red|:smile|:material/home|http://evil|www\.evil|@evil"
)


IN_HTML = re.compile(r"<b>z|<img|<a\s", re.IGNORECASE)


#: Fields that are no Markdown: options, what is typed, what scripts get and draw as text, code, names for machines.
PLAIN = re.compile(
    r"(Selectbox|MultiSelect|Slider)\.(options|default|raw_values?)|TextInput\.(default|value)|Code\.code_text|\.(id|key|placeholder|form_id"
    r"|user_key|url|page_script_hash|element_id|html_content|css_content|js_content)$|BidiComponent\.|DownloadButton\.url"
    r"|ArrowData|DataFrame|NewSession|PageLink\.page"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_hostile_case(tmp_path_factory.mktemp("cases") / "hostile")


@pytest.fixture(scope="module")
def case(hostile: Path) -> Case:
    return load_case(hostile)


def draft(case: Case) -> Draft:
    """A scenario from a link, with its own words, reasons, events early and late, beliefs and a theory."""
    base = load_scenario("default", case).but(title=f"Mine {PAYLOAD}", says=f"Says {PAYLOAD}", why={})
    event = Event(month=3, says=f"Happens {PAYLOAD}"[:190], change={"trust": 0.1})
    late = Event(month=30, says=f"Late {PAYLOAD}"[:190], set={"strikes": 0.3})
    one = Draft.of(base).put(case, "trust", 0.4).edit(events=(event, late))
    rule = next(rule.id for rule in case.rules if not rule.outcome)
    return one.edit(beliefs={rule: 0.5}, theories=tuple(theory.id for theory in case.theories[:1]))


def opened(case: Case, folder: Path, address: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(sys, "argv", ["app.py", str(folder)])
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in [*pairs(case, draft(case)), ("nonsense", PAYLOAD), ("version", f"0 {PAYLOAD}")]:
        at.query_params[name] = [*at.query_params.get(name, []), value]
    at._page_hash = calc_hash(address)
    at.run()
    assert not at.exception
    return at


def strings(message: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a message and of those in it, each with where it stands."""
    name = type(message).__name__
    for field, value in message.ListFields():
        several = list(value) if not isinstance(value, str | bytes) and hasattr(value, "__iter__") else [value]
        for one in several:
            if isinstance(one, str):
                yield f"{path}{name}.{field.name}", one
            elif hasattr(one, "ListFields"):
                yield from strings(one, f"{path}{name}.")


def told(node: Any) -> Iterator[tuple[str, str]]:
    """Yield every text of all elements and blocks of a page."""
    if getattr(node, "proto", None) is not None:
        yield from strings(node.proto)
    for child in getattr(node, "children", {}).values():
        yield from told(child)


def taken_for_more(at: Any) -> list[str]:
    found = []
    for path, text in told(at._tree):
        if path.endswith("Html.body"):
            found += [f"{path}: {text[max(hit.start() - 80, 0) : hit.end() + 40]}" for hit in IN_HTML.finditer(text)][
                :1
            ]
        elif not PLAIN.search(path):
            found += [
                f"{path}: {text[max(hit.start() - 80, 0) : hit.end() + 40]}" for hit in IN_MARKDOWN.finditer(text)
            ][:1]
    return found


#: What is unfolded on each page besides what stands around all of them.
FOLDS = (
    "assumptions",
    "events",
    "theories",
    "supposes",
    "scenario",
    "share",
    "take",
    "open",
    "more reasons",
    "map table",
)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_takes_a_text_from_outside_for_more(
    case: Case, hostile: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = opened(case, hostile, PAGES[name].url_path, monkeypatch)
    assert "evil" in "".join(text for _, text in told(at._tree))
    unfold(at, *FOLDS, "movable fold", "met along", "war coded", "codebook")
    at.session_state["event chosen"] = 0
    at.session_state["upload wrong"] = PAYLOAD
    at.session_state["event wrong"] = PAYLOAD
    press_in_more(at, "Pin")
    assert not at.exception
    at.button(key="do Undo").click().run() if not at.button(key="do Undo").disabled else None
    assert not at.exception
    assert taken_for_more(at) == []


def test_a_payload_that_is_not_parted_is_found() -> None:
    def script(text: str) -> None:
        import streamlit as st

        st.caption(text)
        st.expander(text)
        st.button("b", help=text)
        st.html(text)

    at = AppTest.from_function(script, args=(PAYLOAD,)).run()
    assert len(taken_for_more(at)) == 4


def test_a_printed_briefing_holds_it_as_text(case: Case) -> None:
    run = simulate(case, draft(case).scenario)
    page = briefing(run, ensemble(case, run.scenario, 16), reasons(run), flips(run), PAYLOAD, f"javascript:{PAYLOAD}")
    assert not IN_HTML.search(page)
    assert "&lt;b&gt;z&lt;/b&gt;" in page
