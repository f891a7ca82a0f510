"""Wars whose end is known: the rule by which they are coded, what was coded, and the case that a coding makes.

An episode is a war at a date. Each item of the codebook asks one question of it and has a few grades, each tied to what
could be observed, and each standing for values of levers, assumptions or starts. The files lie in `data/history`; the
rule was written before any episode was coded, and all were coded before the model was run on one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from model.domain import Case, Confidence, Id, Months, Number, Numbers, Outcome, Record, Share, Start, Text
from model.faults import CaseError, Fault, likely, read_toml, schema_faults
from model.ground import ground
from model.load import DATA, load_case, rebuild

HISTORY = DATA / "history"
R = TypeVar("R", bound=Record)
#: What may have followed: an outcome, or none of the three.
Followed = Outcome | Literal["continued-war"]
GOES_ON = "continued-war"
CLASSES = (*map(str, Outcome), GOES_ON)


def _coding(value: Any) -> Any:
    if not isinstance(value, list | tuple) or len(value) != 3 or ": " not in str(value[2]):
        raise ValueError("a coding is [grade, confidence, 'work: why']")
    work, _, why = str(value[2]).partition(": ")
    return {"code": value[0], "confidence": value[1], "work": work, "why": why}


class Grade(Record):
    """One answer to an item's question: when it holds, and the values that it stands for, on the variables' scales."""

    code: Annotated[int, Field(strict=True)]
    when: Text
    sets: Annotated[Numbers, Field(min_length=1)]


class Item(Record):
    """A question that is asked of every episode, with its grades, weakest first."""

    id: Id
    asks: Text
    grades: Annotated[tuple[Grade, ...], Field(alias="grade", min_length=2)]

    @cached_property
    def grade_of(self) -> dict[int, Grade]:
        """Every grade by its code."""
        return {grade.code: grade for grade in self.grades}


class Widths(Record):
    """By how much a start may lie off its grade's value, either way, by the coder's confidence."""

    high: Share
    medium: Share
    low: Share


class End(Record):
    """When something counts as having followed."""

    id: Followed
    when: Text


class Codebook(Record):
    """The rule: how far is looked ahead, in months; what counts as having followed; what is asked, with what spread."""

    months: Months
    width: Widths
    ends: Annotated[tuple[End, ...], Field(alias="outcome")]
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


class Episode(Record):
    """A war at a date, and what came first of what the codebook counts, in which month after it.

    `first` is the side that a positive shift of the battlefield favours. `by_arms`: one side won it.
    """

    id: Id
    title: Text
    at: Annotated[str, Field(pattern=r"^\d{4}-\d{2}$")]
    first: Text
    second: Text
    followed: Followed
    month: Months
    by_arms: bool = False
    says: Text
    source: str
    coded: Mapping[str, Annotated[Coding, BeforeValidator(_coding)]]


class Coded(Record):
    """The file of the episodes."""

    works: Annotated[tuple[Work, ...], Field(alias="work")]
    episodes: Annotated[tuple[Episode, ...], Field(alias="episode", min_length=1)]


class Part(Record):
    """A part of the endings that were counted: how many, or which share of all; and the outcome it is nearest to."""

    what: Text
    count: Annotated[int, Field(ge=0, strict=True)] | None = None
    share: Share | None = None
    nearest: Followed | None = None


class Rate(Record):
    """A published count of how wars ended, by its own definition of a war."""

    id: Id
    title: Text
    source: Text
    defines: Text
    parts: Annotated[tuple[Part, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _whole(self) -> Rate:
        given = [(part.count is None, part.share is None) for part in self.parts]
        if given not in ([(False, True)] * len(given), [(True, False)] * len(given)):
            raise ValueError("every part has a count, or every part has a share")
        if abs(sum(self.shares) - 1) > 1e-6:
            raise ValueError(f"the shares sum to {sum(self.shares):g}, not to 1")
        return self

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of every part, in [0, 1]."""
        total = sum(part.count or 0 for part in self.parts)
        return tuple(part.share if part.share is not None else (part.count or 0) / total for part in self.parts)

    @property
    def nearest(self) -> dict[str, float]:
        """The summed share of the parts that are nearest to each outcome."""
        found: dict[str, float] = {}
        for part, share in zip(self.parts, self.shares, strict=True):
            if part.nearest is not None:
                found[str(part.nearest)] = found.get(str(part.nearest), 0.0) + share
        return found


class Duration(Record):
    """How long wars lasted, from a published count."""

    says: Text
    source: Text


class Rates(Record):
    """The file of the base rates."""

    rates: Annotated[tuple[Rate, ...], Field(alias="rate", min_length=1)]
    durations: Annotated[tuple[Duration, ...], Field(alias="duration")] = ()


@dataclass(frozen=True, eq=False)
class History:
    """The codebook, the works, the episodes, and the war that they are run on."""

    codebook: Codebook
    works: tuple[Work, ...]
    episodes: tuple[Episode, ...]
    war: Case

    @cached_property
    def title_of(self) -> dict[str, str]:
        """The title of every work by its id."""
        return {work.id: work.title for work in self.works}


def load_history(folder: Path = HISTORY) -> History:
    """Return the episodes with the rule by which they are coded.

    Raises:
        CaseError: with every fault of the files, each with file, place and the likely word.
    """
    codebook = _read(folder / "codebook.toml", Codebook)
    coded = _read(folder / "episodes.toml", Coded)
    war = load_case(folder / "war")
    faults = [*_check_items(codebook, war), *_check_episodes(codebook, coded)]
    if faults:
        raise CaseError(faults)
    return History(codebook, coded.works, coded.episodes, war)


@cache
def load_rates(folder: Path = HISTORY) -> Rates:
    """Return how wars have ended, from published counts. Raises CaseError."""
    return _read(folder / "rates.toml", Rates)


def reference() -> str:
    """Return in a sentence what a share can be held against: how wars have ended."""
    rate = load_rates().rates[0]
    parts = ", ".join(f"{share:.0%} {part.what}" for part, share in zip(rate.parts, rate.shares, strict=True))
    return (
        f"Past wars: {rate.title[:1].lower()}{rate.title[1:]}, by what they ended with: {parts} ({rate.source}). These "
        "count endings, whenever they came; a share of variants is conditional on all that is assumed here."
    )


def reference_in_brief() -> str:
    """Return how wars have ended in half a line, for where there is room for no more."""
    rate = load_rates().rates[0]
    parts = ", ".join(f"{share:.0%} {part.what}" for part, share in zip(rate.parts, rate.shares, strict=True))
    return f"For comparison, how past wars ended ({rate.id.upper()}, {rate.title.lower()}): {parts}."


def case_of(history: History, episode: Episode) -> Case:
    """Return the war with an episode's codings in the place of its starts.

    A start is the value of its grade; its plausible range is as wide as the coder was unsure, within the scale.
    """
    scales = _scales(history.war)
    starts = []
    for item in history.codebook.items:
        coding = episode.coded[item.id]
        width = getattr(history.codebook.width, coding.confidence)
        for name, value in item.grade_of[coding.code].sets.items():
            low, high = scales[name]
            around = {"low": max(low, value - width), "high": min(high, value + width)}
            why = f"{coding.why} ({history.title_of[coding.work]})"
            starts.append(Start(id=name, start=value, judgement=why, **around))
    return rebuild(history.war, starts=tuple(starts))


def _scales(war: Case) -> dict[str, tuple[Number, Number]]:
    program = ground(war)
    ends = zip(program.low.tolist(), program.high.tolist(), strict=True)
    return dict(zip(program.ids[: program.variables], ends, strict=True))


def _read(path: Path, model: type[R]) -> R:
    try:
        return model.model_validate(read_toml(path, CaseError), by_alias=True, by_name=False)
    except ValidationError as error:
        raise CaseError(schema_faults(error, model, path.name)) from None


def _check_items(codebook: Codebook, war: Case) -> Iterator[Fault]:
    scales = _scales(war)
    for end in CLASSES:
        if [str(one.id) for one in codebook.ends].count(end) != 1:
            yield Fault("codebook.toml", "outcome", f"'{end}' has to stand here once")
    for item in codebook.items:
        names = {name for grade in item.grades for name in grade.sets}
        if len(item.grade_of) < len(item.grades):
            yield Fault("codebook.toml", f"item '{item.id}'", "two grades have the same code")
        for grade in item.grades:
            place = f"item '{item.id}': grade {grade.code}"
            for name in names - grade.sets.keys():
                yield Fault("codebook.toml", place, f"'{name}' is not set, as it is by other grades")
            for name, value in grade.sets.items():
                if name not in scales:
                    yield Fault("codebook.toml", place, f"unknown variable '{name}'{likely(name, scales)}")
                elif not scales[name][0] <= value <= scales[name][1]:
                    yield Fault("codebook.toml", place, f"'{name}': {value:g} is outside its scale")


def _check_episodes(codebook: Codebook, coded: Coded) -> Iterator[Fault]:
    works, items = {work.id for work in coded.works}, {item.id: item for item in codebook.items}
    seen: set[str] = set()
    for episode in coded.episodes:
        place = f"episode '{episode.id}'"
        if episode.id in seen:
            yield Fault("episodes.toml", place, "this id stands here twice")
        seen.add(episode.id)
        if episode.month > codebook.months:
            yield Fault("episodes.toml", f"{place}: month", f"{episode.month} is beyond the window")
        for name in items.keys() - episode.coded.keys():
            yield Fault("episodes.toml", place, f"'{name}' is not coded")
        for work in sorted({episode.source, *(coding.work for coding in episode.coded.values())} - works):
            yield Fault("episodes.toml", place, f"unknown work '{work}'{likely(work, works)}")
        for name, coding in episode.coded.items():
            if name not in items:
                yield Fault("episodes.toml", place, f"unknown item '{name}'{likely(name, items)}")
            elif coding.code not in items[name].grade_of:
                known = ", ".join(map(str, items[name].grade_of))
                yield Fault("episodes.toml", f"{place}: {name}", f"there is no grade {coding.code}: {known}")
