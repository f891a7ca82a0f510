"""What the tables of this page have in common: heads, frames, and how a class is marked."""

from __future__ import annotations

from model.explain import COLOURS, LABELS, SHAPES
from model.history import GOES_ON
from model.knowledge import Outcome

#: What each class is called and marked with.
NAMED = {str(o): (LABELS[o], SHAPES[o], COLOURS[o]) for o in Outcome} | {GOES_ON: ("The war went on", "▨", "")}


def head(*texts: str) -> str:
    """Return the cells of a table's head, each of HTML."""
    return "".join(f"<th scope='col'>{text}</th>" for text in texts)


def table(head: str, rows: str, kind: str = "fares") -> str:
    """Return a table in a frame that scrolls where it is too wide; `kind` is its class."""
    whole = f"<table class='{kind}'><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f"<div class='wide' tabindex='0'>{whole}</div>"  # what can be scrolled has to be reached by keyboard


def mark(kind: str) -> str:
    """Return what a class is called, with its mark in its colour."""
    label, shape, colour = NAMED[kind]
    style = f" style='color:{colour}'" if colour else ""
    return f"<b{style} aria-hidden='true'>{shape}</b> {label}"
