"""Characters that some places cannot hold: a terminal, XML, a console with few of them, an id, a command line."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import PurePath
from xml.etree import ElementTree as Xml

#: Control characters but for tab and new line, halves of pairs that stand alone, and what Unicode says is no character.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


#: What the library that writes letters in ASCII has nothing for, or what would say something else.
OWN = {
    "\N{NOT EQUAL TO}": "!=",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{LEFTWARDS ARROW}": "<-",
    "\N{ARABIC LETTER ALEF}": "a",
}


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


def plainly(text: str) -> str:
    """Return a text in ASCII: a hyphen for a minus sign, Latin letters for others; "?" where there is nothing alike."""
    return "".join(letter if letter.isascii() else _latin(letter) or "?" for letter in text)


def slug(text: str) -> str:
    """Return the id that a name makes: lower-case words of a to z and digits, joined by hyphens; "" if it has none.

    Names in other scripts are written in Latin letters: an id stands in addresses, file names and keys of TOML, where
    others have to be quoted or look like letters that they are not.
    """
    latin = "".join(letter if letter.isascii() else re.sub("['`]", "", _latin(letter)) for letter in text)
    return re.sub(r"[^a-z0-9]+", "-", latin.lower()).strip("-")


def quoted(path: PurePath) -> str:
    """Return a path as it stands in a command line: in quotation marks where the shell would not take it as one."""
    text = str(path) if path.name and not str(path).startswith("-") else os.path.join(".", path)  # else an option
    return subprocess.list2cmdline([text]) if os.name == "nt" else shlex.quote(text)


def _latin(letter: str) -> str:
    from anyascii import anyascii  # for some names and consoles only: nobody else waits for its tables

    return OWN.get(letter) or str(anyascii(letter))
