"""Names of expectations that can stand anywhere: in a test's id, an address, a file of results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256

from model.knowledge import slug
from model.scenario import Expectation

#: The words of a name have at most so many letters, so that a line of a report has room for more than the name.
LONGEST = 32


def expectation_ids(expectations: Sequence[Expectation]) -> list[str]:
    """Return a name for each expectation of a scenario: a-z, 0-9 and hyphens, all different.

    A name comes from the expectation's own sentence, so it stays when others are added, taken out, or change places.
    It ends with a mark where the sentence cannot be told from its words alone, or they are cut. Where a sentence stands
    twice, the mark is of all that is asked; only what is the same throughout is counted.
    """
    names = [_name(one.says) for one in expectations]
    often = Counter(names)
    return list(
        _counted(
            name if often[name] == 1 else f"{_words(one.says)}-{_mark(one.model_dump_json(exclude_defaults=True))}"
            for name, one in zip(names, expectations, strict=True)
        )
    )


def _name(sentence: str) -> str:
    words = _words(sentence)
    told_whole = sentence == f"{words.replace('-', ' ').capitalize()}."
    return words if told_whole else f"{words}-{_mark(sentence)}"


def _words(sentence: str) -> str:
    """Return the words of a sentence as an id, as many as there is room for."""
    words = slug(sentence)
    if len(words) > LONGEST:
        words = words[: LONGEST + 1].rpartition("-")[0] or words[:LONGEST]
    return words or "expectation"


def _mark(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _counted(names: Iterator[str]) -> Iterator[str]:
    """Yield names as they are, and those that were there before with a number."""
    seen = set[str]()
    for name in names:
        new, number = name, 1
        while new in seen:
            number += 1
            new = f"{name}-{number}"
        seen.add(new)
        yield new
