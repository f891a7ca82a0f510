"""Text from outside (files, links, uploads, cases) among our own Markdown: shown as the text that it is.

Streamlit takes Markdown in captions, labels, buttons, helps, errors and toasts. HTML has `html.escape`, and what the
components' scripts draw is text anyway.
"""

from __future__ import annotations

import re

#: What Markdown takes for its own wherever it stands: a backslash before it makes it text.
MARKS = re.compile(r"[\\`*_\[\]<>{}|~$&]")


#: What begins a heading, a list or a rule at the head of a line.
HEAD = re.compile(r"^(\d*)([#+=.):-])")


#: What Streamlit looks for in the text that Markdown has left, where no backslash stands any longer: colours, icons and
#: emoji (":red[...]", ":smile:"), addresses (also without a mark of their own), and arrows. Each is parted here.
PARTED = re.compile(
    r"(?:(?<=:)(?=[\w+/-])|(?<=@)(?=\w)|(?<=\bwww)(?=\.)|(?:(?<=\s[<>~-])|(?<=^[<>~-]))(?=[>=-]{1,2}(?:\s|$)))",
    re.IGNORECASE,
)


#: Parts two letters, and is not seen: no line is broken there either.
JOINER = "\N{WORD JOINER}"


def plain(text: str) -> str:
    """Return a text as Markdown that shows just this text, on one line."""
    parted = PARTED.sub(JOINER, " ".join(text.split()))
    marked = MARKS.sub(r"\\\g<0>", parted)
    return HEAD.sub(r"\1\\\2", marked)
