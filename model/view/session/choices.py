"""Choices: what a person chooses on a page besides the scenario, and how a link tells it and is checked.

A page declares its choices and lists them in its `Page`; whatever is not listed there cannot be remembered, and
whatever is listed there stands in every link. The choices of a page hold together: if one of them cannot be read from a
link, the page begins as if none had been there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from re import fullmatch
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import unquote

from model.knowledge import Case, likely, read_number
from model.view.session.draft import Draft

Value = TypeVar("Value")


#: Between the parts of a choice of several things.
PART = "~"


#: No choice is made of more parts.
MOST_PARTS = 200


class ToChooseFrom(NamedTuple):
    """What the choices of a link are made among: the case, and the pins that the link holds."""

    case: Case
    pins: Sequence[Draft] = ()


Options = Callable[[ToChooseFrom], Iterable[Value]]


@dataclass(frozen=True)
class Choice(Generic[Value]):
    """Something that is chosen on a page.

    Attributes:
        key: of its widget, and of what is remembered; with dots for spaces, its name in links.
        read: returns the value that a link's text stands for; raises ValueError, in words, if there is none.
        write: returns a value as the text of a link.
    """

    key: str
    read: Callable[[ToChooseFrom, str], Value]
    write: Callable[[Any], str] = str

    @property
    def name(self) -> str:
        """What links call it."""
        return self.key.replace(" ", ".")


#: The choices of all pages, those of a page together.
Choices = Sequence[Sequence[Choice[Any]]]


def one_of(key: str, options: Options[Value]) -> Choice[Value]:
    """Return the choice of one among some options, which are ids or numbers."""
    return Choice(key, lambda among, text: _option(options(among), text))


def some_of(key: str, options: Options[str], also: Callable[[str], bool] = lambda _: False) -> Choice[list[str]]:
    """Return the choice of some among some options, each once, in the order in which they are chosen.

    `also` says of a text whether it is an option that no list has; it raises ValueError, in words, if it was meant as
    one and is none.
    """

    def read(among: ToChooseFrom, text: str) -> list[str]:
        known = list(options(among))
        return list(dict.fromkeys(part if also(part) else _option(known, part) for part in _parts(text)))

    return Choice(key, read, _joined)


def number(key: str, low: float, high: float) -> Choice[float]:
    """Return the choice of a number between two ends."""
    return Choice(key, lambda _, text: _number(text, low, high), number_in_link)


def whole_number(key: str, low: int, high: int) -> Choice[int]:
    """Return the choice of a whole number between two ends."""
    return Choice(key, lambda _, text: _whole_number(text, low, high), lambda value: str(int(value)))


def numbers(key: str, options: Options[str], low: float, high: float) -> Choice[dict[str, float]]:
    """Return the choice of a number for each of some options."""

    def read(among: ToChooseFrom, text: str) -> dict[str, float]:
        parts, known = _parts(text), list(options(among))
        names, values = parts[::2], parts[1::2]
        if len(names) != len(values):
            raise ValueError("a number is missing")
        return {_option(known, n): _number(value, low, high) for n, value in zip(names, values, strict=True)}

    def write(value: Mapping[str, float]) -> str:
        return _joined(part for name, held in value.items() for part in (name, number_in_link(held)))

    return Choice(key, read, write)


def ticks(key: str) -> Choice[dict[str, bool]]:
    """Return the choice of yes or no for each of some things, whose names only the page knows."""

    def read(_: ToChooseFrom, text: str) -> dict[str, bool]:
        parts = _parts(text)
        names, values = parts[::2], parts[1::2]
        if not all(fullmatch(r"[\w.-]{1,80}", name) for name in names) or not {*values} <= {"0", "1"}:
            raise ValueError("it is no list of names, each with 0 or 1")
        if len(names) != len(values):
            raise ValueError("a 0 or 1 is missing")
        return {name: value == "1" for name, value in zip(names, values, strict=True)}

    def write(value: Mapping[str, bool]) -> str:
        return _joined(part for name, ticked in value.items() for part in (name, str(int(ticked))))

    return Choice(key, read, write)


def words(key: str, most: int) -> Choice[str]:
    """Return the choice of some words of one's own, of at most so many characters."""
    return Choice(key, partial(_words, most))


# -------------------------------------------------------------------------------------------------------------- links


def choice_pairs(choices: Choices, chosen: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what has been chosen, by the keys of the choices, as the parameters of a link."""
    every = (choice for of_page in choices for choice in of_page)
    return [(choice.name, choice.write(chosen[choice.key])) for choice in every if choice.key in chosen]


def read_choices(
    among: ToChooseFrom, choices: Choices, given: Iterable[tuple[str, str]], notes: list[str]
) -> dict[str, Any]:
    """Return what a link says has been chosen, by the keys of the choices; `notes` gets what cannot be read."""
    told, found = dict(given), dict[str, Any]()
    for of_page in choices:
        own, wrong = dict[str, Any](), list[str]()
        for choice in of_page:
            if choice.name in told:
                try:
                    own[choice.key] = choice.read(among, told[choice.name])
                except (ValueError, OverflowError) as error:
                    wrong.append(f"'{choice.name}={brief(told[choice.name])}' cannot be read: {error}.")
        notes += [f"{one} The page begins without what was chosen on it." for one in wrong]
        if not wrong:
            found |= own
    return found


def number_in_link(value: float) -> str:
    """Return a number as short as it can be read back exactly."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def brief(text: str, most: int = 40) -> str:
    """Return a text cut to a length at which it can be quoted."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _option(options: Iterable[Value], text: str) -> Value:
    by_text = {str(option): option for option in options}
    if text not in by_text:
        raise ValueError(f"there is no '{brief(text)}' to choose{likely(text, by_text).removesuffix('?')}")
    return by_text[text]


def _parts(text: str) -> list[str]:
    parts = text.split(PART) if text else []
    if len(parts) > MOST_PARTS:
        raise ValueError(f"it has more than {MOST_PARTS} parts")
    return [unquote(part) for part in parts]


def _joined(parts: Iterable[str]) -> str:
    return PART.join(part.replace("%", "%25").replace(PART, "%7E") for part in parts)


def _number(text: str, low: float, high: float) -> float:
    value = read_number(brief(text))
    if not low <= value <= high:
        raise ValueError(f"it has to lie between {low:g} and {high:g}")
    return value


def _whole_number(text: str, low: int, high: int) -> int:
    value = _number(text, low, high)
    if value != int(value):
        raise ValueError("it is no whole number")
    return int(value)


def _words(most: int, among: ToChooseFrom, text: str) -> str:
    if len(text) > most:
        raise ValueError(f"it has more than {most} characters")
    return text
