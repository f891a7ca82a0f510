"""Text from outside is shown as text: what Markdown, or Streamlit after it, would make something of is taken apart."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.view.plain import JOINER, MARKS, plain


def unmarked(shown: str) -> str:
    """What Markdown leaves of a text: no backslash before a mark."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", shown)


@given(st.text())
def test_what_is_seen_is_the_text_on_one_line(text: str) -> None:
    assert unmarked(plain(text)).replace(JOINER, "") == " ".join(text.split()).replace(JOINER, "")


@given(st.text(alphabet="\\`*_[]<>{}|~$&a1 .:-#\n"))
def test_no_mark_stands_without_a_backslash(text: str) -> None:
    assert not MARKS.search(re.sub(r"\\[!-/:-@\[-`{-~]", "", plain(text)))


@pytest.mark.parametrize(
    "text",
    [
        "# heading",
        "- item",
        "+ item",
        "1. item",
        "12) item",
        "=== ",
        "---",
        "::: note",
        "> quote",
        "[x]: http://x",
    ],
)
def test_a_line_does_not_begin_a_heading_a_list_or_a_block(text: str) -> None:
    assert re.match(r"\d*\\", plain(text))


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (":red[x]", r":\w"),
        (":smile: and :+1:", r":[\w+-]+:"),
        (":material/home:", r":material/"),
        ("http://host and HTTPS://host", r"(?i)https?://"),
        ("www.host.example", r"(?i)www\."),
        ("a@b.example", r"@\w"),
        ("mailto:a", r":\w"),
        ("a -> b <- c <-> d -- e >= f <= g", r"(?:^|\s)(?:<->|->|<-|--|>=|<=|~=)(?:\s|$)"),
    ],
)
def test_what_streamlit_looks_for_in_what_markdown_leaves_is_not_there(text: str, taken: str) -> None:
    assert re.search(taken, text)
    assert not re.search(taken, unmarked(plain(text)))


def test_ordinary_sentences_stay_as_they_are() -> None:
    for text in ("A side that is winning asks for more.", "Month 3: “An exchange” (of this scenario), 5 % of it."):
        assert plain(text) == text
