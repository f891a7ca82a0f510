"""Reference classes: of wars like one at hand, how many went which way within two years, by published counts.

A war's facts (kind, deaths a year, years fought) choose its class. The counts lie in `data/history`; `terminations.py`
and `fallen_years.py` count them anew from the files that they come from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, model_validator

from model.history.codebook import CLASSES, HISTORY, Followed, read_history_file
from model.knowledge import CaseError, Fault, Id, Number, Numbers, Record, Text, WarFacts, WarKind, frozen, unknown
from model.uncertainty import wilson_interval

FILE = "reference_classes.toml"

#: Below so many years of war, or so many pairs of warring sides, a class is said to be small.
FEW_YEARS, FEW_DYADS = 30, 20

#: The ending that is told beside the classes, and never inside them.
VICTORY = "victory"

Whole = Annotated[int, Field(ge=0, strict=True)]
Kinds = Annotated[tuple[WarKind, ...], Field(min_length=1)]


class CountedData(Record):
    """A published file of wars: its source and period, and what was counted in it."""

    id: Id
    title: Text
    source: Text
    period: Text
    defines: Text


class EndingKind(Record):
    """What may come first within two years, and the outcome here that it is nearest to, if one is."""

    id: Id
    what: Text
    defines: Text
    nearest: Followed | None = None


class WarSort(Record):
    """Which wars are meant: of these kinds, with so many dead a year or more, fought for so many calendar years."""

    kinds: Kinds
    least_deaths: Whole = 1000
    least_years: Annotated[int, Field(ge=1, strict=True)] = 1
    most_years: Annotated[int, Field(ge=1, strict=True)] | None = None

    @model_validator(mode="after")
    def _years_in_order(self) -> WarSort:
        if self.most_years is not None and self.most_years < self.least_years:
            raise ValueError(f"'most_years' is {self.most_years}, less than 'least_years', {self.least_years}")
        return self

    def holds(self, facts: WarFacts) -> bool:
        """Whether a war of such facts is meant."""
        most = facts.years if self.most_years is None else self.most_years
        alike = facts.kind in self.kinds and facts.deaths >= self.least_deaths
        return alike and self.least_years <= facts.years <= most


class ReferenceClass(WarSort):
    """How many wars of a sort went which way within two years: whole counts, or per cent where no more was published.

    `of` is the number of years of war that were counted, `dyads` that of the pairs of warring sides they belong to.
    """

    id: Id
    title: Text
    data: Id
    of: Annotated[int, Field(ge=1, strict=True)]
    dyads: Annotated[int, Field(ge=1, strict=True)]
    counts: Annotated[Mapping[str, Whole], AfterValidator(frozen)] | None = None
    percent: Numbers | None = None

    @model_validator(mode="after")
    def _whole(self) -> ReferenceClass:
        if (self.counts is None) == (self.percent is None):
            raise ValueError("either 'counts' or 'percent' is needed")
        if self.dyads > self.of:
            raise ValueError(f"{self.dyads} pairs cannot have fought in {self.of} years of war")
        if self.counts is not None and sum(self.counts.values()) != self.of:
            raise ValueError(f"the counts sum to {sum(self.counts.values())}, not to {self.of}")
        if any(share < 0 for share in self.shares.values()):
            raise ValueError("a share is negative")
        rounding = 0.005 * len(self.shares) if self.counts is None else 1e-9
        if abs(sum(self.shares.values()) - 1) > rounding:
            raise ValueError(f"the parts sum to {sum(self.shares.values()):.0%}, not to 100%")
        return self

    @cached_property
    def shares(self) -> dict[str, float]:
        """The share of every ending among the years of war, by the ending's id; rounded ones may not sum to 1 quite."""
        if self.counts is not None:
            return {name: count / self.of for name, count in self.counts.items()}
        return {name: percent / 100 for name, percent in (self.percent or {}).items()}

    @property
    def few(self) -> bool:
        """Whether so little was counted that the shares say little."""
        return too_few(self.of, self.dyads)


def too_few(of: int, dyads: int) -> bool:
    """Whether so few years of war, or of so few pairs of warring sides, were counted that shares of them say little."""
    return of < FEW_YEARS or dyads < FEW_DYADS


def interval_by_pairs(share: float, dyads: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, as wide as if each of so many pairs of warring sides had counted once.

    Years of one war are not independent, and one ending counts for both years before it: by the number of years the
    interval would be far too narrow. By that of the pairs it is rather too wide, which is the safer side.
    """
    low, high = wilson_interval(share * dyads, dyads)
    return float(low), float(high)


class FallenClass(WarSort):
    """In how many of a sort's years one of the two next years took fewer than a thousand lives."""

    id: Id
    title: Text
    data: Id
    of: Annotated[int, Field(ge=1, strict=True)]
    count: Whole | None = None
    percent: Annotated[Number, Field(ge=0, le=100)] | None = None
    note: str = ""

    @model_validator(mode="after")
    def _whole(self) -> FallenClass:
        if (self.count is None) == (self.percent is None):
            raise ValueError("either 'count' or 'percent' is needed")
        if self.count is not None and self.count > self.of:
            raise ValueError(f"{self.count} is more than {self.of}")
        return self

    @property
    def share(self) -> float:
        """The share, in [0, 1]."""
        return self.count / self.of if self.count is not None else (self.percent or 0.0) / 100


class ReferenceClasses(Record):
    """The file of the reference classes."""

    data: Annotated[tuple[CountedData, ...], Field(min_length=1)]
    endings: Annotated[tuple[EndingKind, ...], Field(alias="ending", min_length=1)]
    classes: Annotated[tuple[ReferenceClass, ...], Field(alias="class", min_length=1)]
    fallen: tuple[FallenClass, ...] = ()

    @cached_property
    def data_of(self) -> dict[str, CountedData]:
        """Every file that was counted, by its id."""
        return {one.id: one for one in self.data}

    def chosen(self, facts: WarFacts | None) -> ReferenceClass | None:
        """Return the class of a war: of those that hold it, the one that tells most by the years fought.

        Among classes alike in that, it is the one of fewest kinds. None if no class holds the war, or nothing is known.
        """
        holding = [one for one in self.classes if facts is not None and one.holds(facts)]
        return max(holding, key=lambda one: (one.least_years, -len(one.kinds)), default=None)

    def nearest_shares(self, one: ReferenceClass) -> dict[str, float]:
        """Return the summed share of the endings nearest to each class of CLASSES, of all years that were counted.

        They sum to 1 less the share of victories, but for rounding.
        """
        found = dict.fromkeys(CLASSES, 0.0)
        for ending in self.endings:
            if ending.nearest is not None:
                found[str(ending.nearest)] += one.shares.get(ending.id, 0.0)
        return found


@cache
def load_reference_classes(folder: Path = HISTORY) -> ReferenceClasses:
    """Return the reference classes. Raises CaseError with every fault, each with file, place and the likely word."""
    found = read_history_file(folder / FILE, ReferenceClasses)
    faults = [*_check_ids(found), *_check_names(found)]
    if faults:
        raise CaseError(faults)
    return found


def class_shares(facts: WarFacts | None) -> dict[str, float] | None:
    """Return how wars of the same class went, as a forecast over CLASSES: shares that sum to 1.

    Settlement is an agreement, frozen conflict a ceasefire or quiet, escalation that somebody joined. Victories are
    left out, and what is left is shared out anew in proportion. None where no class holds the war.
    """
    known = load_reference_classes()
    chosen = known.chosen(facts)
    if chosen is None:
        return None
    shares = known.nearest_shares(chosen)
    whole = sum(shares.values())
    return {name: share / whole for name, share in shares.items()}


def _check_ids(found: ReferenceClasses) -> Iterator[Fault]:
    for table, records in (("data", found.data), ("ending", found.endings), ("class", found.classes)):
        ids = [record.id for record in records]
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            yield Fault(FILE, f"{table} '{name}'", "this id stands here twice")
    for name in CLASSES:
        if name not in [str(ending.nearest) for ending in found.endings]:
            yield Fault(FILE, "ending", f"none is nearest to '{name}'")


def _check_names(found: ReferenceClasses) -> Iterator[Fault]:
    endings = [ending.id for ending in found.endings]
    for table, records in (("class", found.classes), ("fallen", found.fallen)):
        for record in records:
            if record.data not in found.data_of:
                yield Fault(FILE, f"{table} '{record.id}': data", unknown("data", record.data, found.data_of))
    for one in found.classes:
        for name in one.shares:
            if name not in endings:
                yield Fault(FILE, f"class '{one.id}'", unknown("ending", name, endings))
