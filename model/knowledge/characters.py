"""Characters that some places cannot hold: what no terminal should be sent, and no XML may have in it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

#: Control characters but for tab and new line, halves of pairs that stand alone, and what Unicode says is no character.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def visible(text: str) -> str:
    r"""Return a text in which what cannot be seen or is no character is written out, as in `\x1b`.

    A terminal would obey a control character, a byte of a file's name that is no text could not be printed, and XML
    has no way of writing either.
    """
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)


def xml_text(root: Xml.Element, declaration: bool = False) -> str:
    """Return an element as text that every reader of XML takes, whatever stands in its texts and attributes.

    Args:
        root: what is written; its texts and attributes are made visible.
        declaration: whether to begin with the XML declaration.
    """
    for element in root.iter():
        element.text, element.tail = (part and visible(part) for part in (element.text, element.tail))
        for name, value in element.attrib.items():
            element.set(name, visible(value))
    return Xml.tostring(root, encoding="unicode", xml_declaration=declaration)
