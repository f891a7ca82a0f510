"""What followed years of war within two calendar years, counted from the rows of a published file.

Pairs of warring sides: what came first, an ending or that somebody joined (`count_followed`). Any unit: whether one of
the two years took fewer lives (`count_fallen`). What a file cannot tell is left out, and counted as left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from model.history.reference_classes import WarSort, too_few
from model.history.war_years import LEAST_DEATHS, WarYear

#: So many calendar years are looked ahead.
AHEAD = 2

#: What is counted besides the endings of the bundled classes: the fighting goes on, and one side is no more.
CEASED = "ceased"

WENT_ON, JOINED = "went-on", "joined"

#: Every ending, in the order in which they are told.
ENDINGS = ("agreement", "ceasefire", "quiet", "joined", WENT_ON, "victory", CEASED)


@dataclass(frozen=True)
class Asked:
    """Which years of war are counted: those of a sort, in calendar years from `first` to `last` (None: no bound)."""

    sort: WarSort
    first: int | None = None
    last: int | None = None

    def holds(self, one: WarYear, so_far: int) -> bool:
        """Whether a year of war is meant that is number `so_far` in a row."""
        sort = self.sort
        return (
            one.kind in sort.kinds
            and LEAST_DEATHS[one.intensity] >= sort.least_deaths
            and sort.least_years <= so_far <= (so_far if sort.most_years is None else sort.most_years)
            and (self.first is None or one.year >= self.first)
            and (self.last is None or one.year <= self.last)
        )


@dataclass(frozen=True)
class Followed:
    """What followed the years of war that were asked for.

    `counts`: of how many years what came first, by the ids of ENDINGS. `dyads`: of how many pairs they are. `too_late`:
    how many were left out since the next two years are not in the file; `unclear`: since it does not tell what came.
    """

    counts: dict[str, int]
    dyads: int
    too_late: int
    unclear: int

    @property
    def of(self) -> int:
        """How many years of war were counted."""
        return sum(self.counts.values())

    @property
    def few(self) -> bool:
        """Whether so little was counted that the shares say little."""
        return too_few(self.of, self.dyads)

    @property
    def shares(self) -> dict[str, float]:
        """The share of each ending, summing to 1; empty where nothing was counted."""
        return {name: count / self.of for name, count in self.counts.items()} if self.of else {}


@dataclass(frozen=True)
class Fallen:
    """In how many of so many years of war one of the next two took fewer lives; `units`: of how many conflicts."""

    count: int
    of: int
    units: int
    too_late: int


def count_followed(years: Sequence[WarYear], asked: Asked) -> Followed:
    """Return what came first in the two calendar years after each year of war that was still being fought at its end.

    In one calendar year somebody joins before the fighting ends: nobody joins a war that is over. Who fought beside
    the sides in the year itself has not joined.

    Args:
        years: all years of the file, of pairs of warring sides, in any order.
        asked: which of them are counted.
    """
    by_place, last = {(one.unit, one.year): one for one in years}, max(one.year for one in years)
    counts, dyads, too_late, unclear = Counter[str](), set[str](), 0, 0
    for one, so_far in _with_years_so_far(years):
        if one.ended or not asked.holds(one, so_far):
            continue
        if one.year + AHEAD > last:
            too_late += 1
        elif came := _came_first(one, by_place):
            counts[came] += 1
            dyads.add(one.unit)
        else:
            unclear += 1
    return Followed({name: counts[name] for name in ENDINGS}, len(dyads), too_late, unclear)


def _came_first(one: WarYear, by_place: dict[tuple[str, int], WarYear]) -> str:
    """Return what came first after a year of war; empty where the file does not tell."""
    for ahead in range(1, AHEAD + 1):
        later = by_place.get((one.unit, one.year + ahead))
        if later is None:  # no ending is told, and yet it is not there
            return ""
        if later.helpers - one.helpers:
            return JOINED
        if later.ended:
            return later.ending
    return WENT_ON


def count_fallen(years: Sequence[WarYear], asked: Asked) -> Fallen:
    """Return after how many years of war one of the next two took fewer lives than were asked for.

    Years are counted in a row: the first is one before which a year took fewer.
    """
    last = max(one.year for one in years)
    heavy = [one for one in years if LEAST_DEATHS[one.intensity] >= asked.sort.least_deaths]
    there = {(one.unit, one.year) for one in heavy}
    count, of, units, too_late = 0, 0, set[str](), 0
    for one, so_far in _with_years_so_far(heavy):
        if not asked.holds(one, so_far):
            continue
        if one.year + AHEAD > last:
            too_late += 1
            continue
        of += 1
        units.add(one.unit)
        count += any((one.unit, one.year + ahead) not in there for ahead in range(1, AHEAD + 1))
    return Fallen(count, of, len(units), too_late)


def _with_years_so_far(years: Iterable[WarYear]) -> Iterator[tuple[WarYear, int]]:
    """Yield every year of war with its place in a row: a gap begins a new row, and so does a year after an end."""
    before: WarYear | None = None
    so_far = 0
    for one in sorted(years, key=lambda one: (one.unit, one.year)):
        goes_on = before is not None and (before.unit, before.year + 1) == (one.unit, one.year) and not before.ended
        so_far = so_far + 1 if goes_on else 1
        before = one
        yield one, so_far
