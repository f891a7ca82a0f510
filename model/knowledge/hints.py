"""What a fault says of a word that is not known: the likely one, else what is known and where all of it is listed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from model.knowledge.characters import quoted
from model.knowledge.errors import known_words, likely
from model.knowledge.file_format import DATA

if TYPE_CHECKING:
    from model.knowledge.case import Case

#: The lists of `python -m model list` that hold what a word may be, where they do.
LISTED = {
    "actor": "actors",
    "assumption": "assumptions",
    "case": "cases",
    "claim": "claims",
    "episode": "episodes",
    "happening": "happenings",
    "lever": "levers assumptions",
    "lever or assumption": "levers assumptions",
    "rule": "rules",
    "scenario": "scenarios",
    "theory": "theories",
    "variable": "variables",
}


def unknown(what: str, word: object, known: Iterable[str], case: Case | None = None) -> str:
    """Return that a word is unknown, with what `known_hint` adds; arguments as there."""
    return f"unknown {what} '{word}'{known_hint(word, known, what, case)}"


def known_hint(word: object, known: Iterable[str], what: str = "", case: Case | None = None) -> str:
    """Return "; did you mean '...'?" for the known word nearest to `word`; if none is near, what is known.

    Args:
        word: what somebody wrote.
        known: what could stand there; of many only some are told.
        what: what it should be, as in "rule"; if there is a list of these, the command that prints it is told.
        case: the case in which they are known; None while it is being read, when no command could list them.
    """
    names = list(map(str, known))
    listed = f" (python -m model list {LISTED[what]}{_of(case)})" if what in LISTED and case is not None else ""
    return likely(str(word), names) or known_words(names, listed)


def _of(case: Case) -> str:
    """Return the option that names a case in a command; a case that no command can open is not named."""
    if case.folder is None:
        return ""
    return f" --case {case.id if case.folder == DATA / case.id else quoted(case.folder)}"
