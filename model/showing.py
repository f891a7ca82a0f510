"""How a value shows itself: one line in a console, a small table in a notebook, whatever text it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from textwrap import shorten

#: The longest title, fact and line, in characters.
LONGEST_TITLE, LONGEST_FACT, LONGEST_LINE = 60, 60, 240


@dataclass(frozen=True)
class Card:
    """What a value tells of itself: a title, facts by name, and for a notebook a table, its first row the head."""

    title: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    table: Sequence[Sequence[str]] = ()


class Shown:
    """A value that shows itself by a card. Dataclasses that are shown so say `repr=False`."""

    def _card(self) -> Card:
        raise NotImplementedError

    def __repr__(self) -> str:
        card = self._card()
        title = f" {_in_short(card.title, LONGEST_TITLE)!r}" if card.title else ""
        facts = ", ".join(f"{name} {_in_short(told, LONGEST_FACT)}" for name, told in card.facts.items())
        line = f"{type(self).__name__}{title}{': ' if facts else ''}{facts}"
        return f"<{line if len(line) <= LONGEST_LINE else f'{line[: LONGEST_LINE - 4]} ...'}>"

    def _repr_html_(self) -> str:
        """Return the card as HTML: what a notebook shows. Every text in it is shown as text."""
        card = self._card()
        title = f": {escape(card.title)}" if card.title else ""
        facts = "".join(f"<tr><th scope='row'>{escape(n)}</th><td>{escape(t)}</td></tr>" for n, t in card.facts.items())
        table = ""
        if card.table:
            head, *rows = card.table
            table = f"<table><thead>{_row(head, 'th')}</thead><tbody>{''.join(map(_row, rows))}</tbody></table>"
        return (
            f"<div><p><b>{type(self).__name__}</b>{title}</p>{f'<table><tbody>{facts}</tbody></table>' * bool(facts)}"
            f"{table}</div>"
        )


def counted(number: int, word: str, words: str = "") -> str:
    """Return a number with its word: "1 event", "2 events"."""
    return f"{number:,} {word if number == 1 else words or f'{word}s'}"


def figures(values: Mapping[str, float]) -> str:
    """Return figures by name in short: "settlement 0.12, escalation 0.08"."""
    return ", ".join(f"{name} {value:.2f}" for name, value in values.items())


def _in_short(text: str, longest: int) -> str:
    """Return a text in one line, cut at a word where it is too long."""
    plain = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return shorten(plain, longest, placeholder=" ...") if " " in plain[:longest] else plain[:longest]


def _row(cells: Iterable[str], tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"
