"""Wars whose end is known: the rule by which they are coded, what was coded, and the case that a coding makes.

An episode is a war at a date. Each item of the codebook asks one question of it and has a few grades, each tied to what
could be observed, and each standing for values of levers, assumptions or starts. The files lie in `data/history`; the
rule was written before any episode was coded, and all were coded before the model was run on one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError

from model.knowledge import (
    DATA,
    OUTCOMES,
    CaseError,
    Confidence,
    Id,
    Months,
    Numbers,
    Outcome,
    Record,
    Share,
    Text,
    WarFacts,
    WarKind,
    read_toml,
    schema_faults,
)

HISTORY = DATA / "history"


AnyRecord = TypeVar("AnyRecord", bound=Record)


#: What may have followed: an outcome, or none of the three.
Followed = Outcome | Literal["continued-war"]


GOES_ON = "continued-war"


CLASSES = (*OUTCOMES, GOES_ON)


#: The reference classes count years of war with so many dead or more; a coded war is taken for one of them.
CLASS_DEATHS = 1000


def _three(value: Any, says: str) -> tuple[Any, Any, str, str]:
    """Return the parts of a list of three, the last of which is a work and why. Raises ValueError."""
    if not isinstance(value, list | tuple) or len(value) != 3 or ": " not in str(value[2]):
        raise ValueError(says)
    work, _, why = str(value[2]).partition(": ")
    return value[0], value[1], work, why


def _coding_from_list(value: Any) -> Any:
    parts = _three(value, "a coding is [grade, confidence, 'work: why']")
    return dict(zip(("code", "confidence", "work", "why"), parts, strict=True))


def _sort_from_list(value: Any) -> Any:
    parts = _three(value, "a sort of war is [kind, year in which it began, 'work: why']")
    return dict(zip(("kind", "began", "work", "why"), parts, strict=True))


class ItemGrade(Record):
    """One answer to an item's question: when it holds, and the values that it stands for, on the variables' scales."""

    code: Annotated[int, Field(strict=True)]
    when: Text
    sets: Annotated[Numbers, Field(min_length=1)]


class Item(Record):
    """A question that is asked of every episode, with its grades, weakest first."""

    id: Id
    asks: Text
    grades: Annotated[tuple[ItemGrade, ...], Field(alias="grade", min_length=2)]

    @cached_property
    def grade_of(self) -> dict[int, ItemGrade]:
        """Every grade by its code."""
        return {grade.code: grade for grade in self.grades}


class Widths(Record):
    """By how much a start may lie off its grade's value, either way, by the coder's confidence."""

    high: Share
    medium: Share
    low: Share


class Ending(Record):
    """When something counts as having followed."""

    id: Followed
    when: Text


class Codebook(Record):
    """The rule: how far is looked ahead, in months; what counts as having followed; what is asked, with what spread."""

    months: Months
    width: Widths
    ends: Annotated[tuple[Ending, ...], Field(alias="outcome")]
    items: Annotated[tuple[Item, ...], Field(alias="item", min_length=1)]


class Coding(Record):
    """The grade that an item got, how sure the coder was of it, and the work it rests on, with a word on why."""

    code: Annotated[int, Field(strict=True)]
    confidence: Confidence
    work: str
    why: Text


class Work(Record):
    """A work that codings rest on."""

    id: Id
    title: Text


class CodedSort(Record):
    """What sort of war it is at the date: its kind, the calendar year in which it began, the work and why."""

    kind: WarKind
    began: Annotated[int, Field(strict=True)]
    work: str
    why: Text


class CodedWar(Record):
    """A war at a date, and what came first of what the codebook counts, in which month after it.

    `first` is the side that a positive shift of the battlefield favours. `by_arms`: one side won it; the
    codebook asks for it, and nothing is computed from it.
    """

    id: Id
    title: Text
    at: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    first: Text
    second: Text
    war: Annotated[CodedSort, BeforeValidator(_sort_from_list)]
    followed: Followed
    month: Months
    by_arms: bool = False
    says: Text
    source: str
    coded: Mapping[str, Annotated[Coding, BeforeValidator(_coding_from_list)]]

    @property
    def year(self) -> int:
        """The calendar year of the date."""
        return int(self.at[:4])

    @property
    def facts(self) -> WarFacts:
        """What sort of war it is, as its reference class is chosen by: with as many dead as the classes ask for."""
        sort = self.war
        return WarFacts(kind=sort.kind, deaths=CLASS_DEATHS, began=sort.began, at=self.year, judgement=sort.why)


class EpisodesFile(Record):
    """The file of the episodes."""

    works: Annotated[tuple[Work, ...], Field(alias="work")]
    episodes: Annotated[tuple[CodedWar, ...], Field(alias="episode", min_length=1)]


def read_history_file(path: Path, model: type[AnyRecord]) -> AnyRecord:
    """Return the record that a TOML file holds. Raises CaseError with every fault of its form."""
    try:
        return model.model_validate(read_toml(path, CaseError), by_alias=True, by_name=False)
    except ValidationError as error:
        raise CaseError(schema_faults(error, model, path.name)) from None
