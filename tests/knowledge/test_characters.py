"""What no terminal should be sent and no XML may hold is written out; everything else stays as it is."""

from __future__ import annotations

from xml.etree import ElementTree as Xml

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from model.knowledge import Id, plainly, slug, visible, xml_text


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a bell \a", r"a bell \x07"),
        ("red \x1b[31m and \x9b31m", r"red \x1b[31m and \x9b31m"),
        ("back\rto the start", r"back\x0dto the start".replace("x0d", "r")),
        ("half a pair \ud800", r"half a pair \ud800"),
        ("no character \uffff", r"no character \uffff"),
    ],
)
def test_what_cannot_be_seen_is_written_out(text: str, seen: str) -> None:
    assert visible(text) == seen


def test_letters_of_all_scripts_lines_and_tabs_stay() -> None:
    text = "Переговоры\tصلح 和谈 \N{MINUS SIGN}1\n\N{ZERO WIDTH JOINER}\U0001f54a"
    assert visible(text) == text


@given(st.text(st.characters(codec=None)), st.text(st.characters(codec=None)))
def test_whatever_stands_in_an_element_it_can_be_read_back(text: str, attribute: str) -> None:
    root = Xml.Element("a", name=attribute)
    Xml.SubElement(root, "b").text = text
    root[0].tail = attribute
    read = Xml.fromstring(xml_text(root, declaration=True))
    assert (read.attrib["name"], read[0].text or "") == (visible(attribute), visible(text))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("\N{MINUS SIGN}1.2 \N{EN DASH} 3", "-1.2 - 3"),
        ("a \N{NOT EQUAL TO} b \N{RIGHTWARDS ARROW} c", "a != b -> c"),
        ("\N{LEFT DOUBLE QUOTATION MARK}Мир\N{RIGHT DOUBLE QUOTATION MARK}", '"Mir"'),
        ("nothing alike: \U0001fbff0", "nothing alike: ?0"),
    ],
)
def test_a_text_is_put_plainly(text: str, plain: str) -> None:
    assert plainly(text) == plain


@given(st.text(st.characters(codec=None), max_size=20))
def test_whatever_is_put_plainly_is_ascii_and_an_id_is_one(text: str) -> None:
    assert plainly(text).isascii()
    assert not slug(text) or TypeAdapter(Id).validate_python(slug(text)) == slug(text)
