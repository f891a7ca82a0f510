"""A second coding of some of the episodes, and how far it agrees with the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from model.history.agreement import Agreement, Grades, agreement
from model.history.codebook import Codebook, CodedWar
from model.knowledge import Fault, Id, Record, Text, unknown

FILE = "second_coding.toml"


def _grade_from_list(value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("a second grade is [grade, 'the note that the coder saw']")
    return {"code": value[0], "note": value[1]}


class SecondGrade(Record):
    """The grade that an item got from the second coder, and the note that he saw."""

    code: Annotated[int, Field(strict=True)]
    note: Text


class SecondWar(Record):
    """An episode as the second coder graded it; `number` is that in his list."""

    id: Id
    number: Annotated[int, Field(ge=1, strict=True)]
    graded: Mapping[str, Annotated[SecondGrade, BeforeValidator(_grade_from_list)]]


class SecondCoding(Record):
    """Which episodes were graded again, by what rule they were chosen, who graded them, and what he saw."""

    rule: Text
    saw: Text
    coder: Text
    wars: Annotated[tuple[SecondWar, ...], Field(alias="war", min_length=1)]


def recoded(episodes: tuple[CodedWar, ...], second: SecondCoding) -> tuple[CodedWar, ...]:
    """Return the episodes that were graded again, in the order of all, with the second grades.

    How sure a coder is was not asked again: what the first one said of it stays.
    """
    again = {war.id: war.graded for war in second.wars}

    def graded(episode: CodedWar) -> CodedWar:
        own = again[episode.id]
        coded = {
            name: coding.model_copy(update={"code": own[name].code, "why": own[name].note})
            for name, coding in episode.coded.items()
        }
        return episode.model_copy(update={"coded": coded})

    return tuple(graded(episode) for episode in episodes if episode.id in again)


def agreements(codebook: Codebook, episodes: tuple[CodedWar, ...], second: SecondCoding) -> dict[str, Agreement]:
    """Return how far the two codings agree on each item, by its id, and under "" on all together.

    Nothing where none of the episodes was graded again.
    """
    again = recoded(episodes, second)
    if not again:
        return {}
    known = {episode.id: episode for episode in episodes}
    given = {
        item.id: Grades(
            first=[known[war.id].coded[item.id].code for war in again],
            second=[war.coded[item.id].code for war in again],
            scale=[grade.code for grade in item.grades],
        )
        for item in codebook.items
    }
    return {name: agreement([grades]) for name, grades in given.items()} | {"": agreement(list(given.values()))}


def check_second(codebook: Codebook, episodes: tuple[CodedWar, ...], second: SecondCoding) -> Iterator[Fault]:
    """Yield what does not fit: unknown or doubled episodes, items that are not graded or unknown, unknown grades."""
    ids, items = [episode.id for episode in episodes], {item.id: item for item in codebook.items}
    for number, war in enumerate(second.wars):
        place = f"war '{war.id}'"
        if war.id not in ids:
            yield Fault(FILE, place, unknown("episode", war.id, ids))
        if war.id in [other.id for other in second.wars[:number]]:
            yield Fault(FILE, place, "this id stands here twice")
        for name in items.keys() - war.graded.keys():
            yield Fault(FILE, place, f"'{name}' is not graded")
        for name, grade in war.graded.items():
            if name not in items:
                yield Fault(FILE, place, unknown("item", name, items))
            elif grade.code not in items[name].grade_of:
                known = ", ".join(map(str, items[name].grade_of))
                yield Fault(FILE, f"{place}: {name}", f"there is no grade {grade.code}: {known}")
