"""What drives the page without a browser."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import Scenario, load_scenario
from model.knowledge import Case
from model.view.components import number_fields
from model.view.session import as_page_opens

#: The project's root.
ROOT = Path(__file__).parents[2]


def text_of(html: str) -> str:
    """Return what is to be read of HTML, with one blank between any two words."""
    return unescape(" ".join(re.sub(r"<[^>]*>", " ", html).split()))


def page(name: str) -> AppTest:
    """Open a page by the name that it has in an address, as somebody who comes for the first time."""
    at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    at._page_hash = calc_hash(name)
    at.run()
    assert not at.exception
    return at


def on_page(name: str, case: Case | None = None) -> Scenario:
    """Return a bundled scenario as the page opens it: what may happen may, where the file does not say."""
    return as_page_opens(load_scenario(name, case))


def shown(at: AppTest) -> str:
    """Return all text of a page, and what is drawn as HTML."""
    kinds = (at.markdown, at.caption, at.get("html"))
    return "\n".join(str(getattr(e, "value", None) or e.proto.body) for kind in kinds for e in kind)


def press_in_more(at: AppTest, label: str) -> AppTest:
    """Press a button that stands behind "More", and return the page as it is then."""
    at.session_state["more"] = True
    at.run()
    return at.button(key=f"do {label}").click().run()


def payload(at: AppTest, component: str) -> Any:
    """Return what a component's script gets on a page, by the name of the component's folder."""
    (found,) = (one.proto for one in at.get("bidi_component") if one.proto.component_name == component)
    return json.loads(found.json)[0]


def fields_as_inputs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let fields for numbers be Streamlit's, which its test driver knows; its key: its component's, and its id."""

    def mount(
        _: str, __: str, payload: Mapping[str, Any], key: str, on_entered_change: Callable[[], None], **___: Any
    ) -> None:
        for field in payload["fields"]:
            name = f"{key} {field['id']}"
            st.session_state[name] = float(field["value"])

            def enter(name: str = name, id: str = field["id"]) -> None:
                st.session_state[key] = SimpleNamespace(entered={"id": id, "value": st.session_state[name]})
                on_entered_change()

            st.number_input(field["label"], key=name, on_change=enter, disabled=field["disabled"])

    monkeypatch.setattr(number_fields, "mount", mount)


def unfold(at: Any, *keys: str) -> Any:
    """Open foldable parts of a page in Streamlit's test driver, which would forget them at its next run."""
    run = at._run

    def open_and_run(*args: Any, **more: Any) -> Any:
        for key in keys:
            at.session_state[key] = True
        return run(*args, **more)

    at._run = open_and_run
    at.run()
    assert not at.exception
    return at
