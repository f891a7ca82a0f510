"""Red lines: how near a way comes to each, and what moving it would do; as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from model.analysis import RedLineMoved, red_line_moved_in_words
from model.explain import RedLineNearness, red_line_in_words
from model.knowledge import Case


def red_lines_list(case: Case, lines: Sequence[RedLineNearness]) -> str:
    """Return how near a way comes to every red line."""
    items = "".join(f"<li>{escape(red_line_in_words(case, line))}</li>" for line in lines)
    return f"<ul>{items}</ul>" if items else "<p>No party has a red line.</p>"


def red_lines_moved_list(case: Case, lines: Sequence[RedLineMoved]) -> str:
    """Return what moving every red line would do."""
    return f"<ul>{''.join(f'<li>{escape(red_line_moved_in_words(case, line))}</li>' for line in lines)}</ul>"
