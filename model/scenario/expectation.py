"""Expectation: a sentence somebody could dispute, and what of a result it stands for. As it is written, not judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from math import prod
from typing import Annotated, Literal, NamedTuple, Self

from frozendict import frozendict
from pydantic import AfterValidator, Field, model_validator

from model.knowledge import OUTCOMES, Months, Number, Numbers, Record, Share, Text, Words, frozen, likely
from model.scenario.event import Event

#: A difference that is not to be reached: of none at all draws could not tell.
Slight = Annotated[Share, Field(gt=0)]


#: The most combinations at which an expectation is looked at.
POINTS = 500


class Bounds(Record):
    """What is expected of a figure: limits, a difference from the compared figure, or a trend `along` a range.

    `above` and `below` are limits of the figure. `higher_by` and `lower_by` are differences from the same figure of
    what it is compared with, `not_higher_by` and `not_lower_by` such differences that it does not reach; `rises_by`
    and `falls_by` differences from one end of the range to the other. 0 asks for the direction alone. Along the range
    a trend never turns back by more than a hundredth.
    """

    above: Number | None = None
    below: Number | None = None
    higher_by: Share | None = None
    lower_by: Share | None = None
    not_higher_by: Slight | None = None
    not_lower_by: Slight | None = None
    rises_by: Share | None = None
    falls_by: Share | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if all(getattr(self, name) is None for name in type(self).model_fields):
            raise ValueError(f"it bounds nothing: give {_listed(type(self).model_fields)}")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise ValueError(f"nothing is above {self.above:g} and below {self.below:g}")
        if self.higher_by is not None and self.lower_by is not None:
            raise ValueError("nothing is both higher and lower")
        for way in ("higher_by", "lower_by"):
            by, most = getattr(self, way), getattr(self, f"not_{way}")
            if by is not None and most is not None and by >= most:
                raise ValueError(f"no difference is '{way}' {by:g} and 'not_{way}' {most:g}")
        if self.rises_by is not None and self.falls_by is not None:
            raise ValueError("nothing both rises and falls all along")
        return self

    @property
    def limits(self) -> list[float]:
        """The limits that are given."""
        return [limit for limit in (self.above, self.below) if limit is not None]

    @property
    def relative(self) -> bool:
        """Whether it is about a difference from something else."""
        given = (self.higher_by, self.lower_by, self.not_higher_by, self.not_lower_by)
        return any(by is not None for by in given)

    @property
    def trend(self) -> bool:
        """Whether it is about a range."""
        return self.rises_by is not None or self.falls_by is not None


class Course(Record):
    """What is expected of a path, from the start through month `by`, else to the horizon.

    `rises_to` and `falls_to` are values that it reaches at some month, `stays_above` and `stays_below` such that it
    never reaches; `turns` is "down" for a path that rises first and falls then, "up" for the reverse, the turning
    month being before `by`, each way by more than a hundredth.
    """

    rises_to: Number | None = None
    falls_to: Number | None = None
    stays_above: Number | None = None
    stays_below: Number | None = None
    turns: Literal["up", "down"] | None = None
    by: Months | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.turns is None and not self.limits:
            raise ValueError(f"it bounds nothing: give {_listed([n for n in type(self).model_fields if n != 'by'])}")
        low, high = self.stays_above, self.stays_below
        if low is not None and high is not None and low >= high:
            raise ValueError(f"nothing stays above {low:g} and below {high:g}")
        return self

    @property
    def limits(self) -> list[float]:
        """The values that are given."""
        given = (self.rises_to, self.falls_to, self.stays_above, self.stays_below)
        return [value for value in given if value is not None]


def _by_outcome(value: Mapping[str, Bounds]) -> Mapping[str, Bounds]:
    known = list(OUTCOMES)
    for word in value:
        if word not in known:
            raise ValueError(f"unknown outcome '{word}'{likely(word, known)}")
    return frozendict(value)


def _range(values: tuple[float, ...]) -> tuple[float, ...]:
    if not values:
        raise ValueError("the range is empty: it could never fail")
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise ValueError(f"{twice:g} is there twice")
    return values


def _rising(ranges: Mapping[str, tuple[float, ...]]) -> Mapping[str, tuple[float, ...]]:
    if len(ranges) != 1:
        raise ValueError(f"it goes along one lever or assumption, not {len(ranges)}")
    (values,) = ranges.values()
    if len(values) < 2 or any(one >= other for one, other in pairwise(values)):
        raise ValueError("two or more values in rising order are needed")
    return frozendict(ranges)


ByOutcome = Annotated[Mapping[str, Bounds], AfterValidator(_by_outcome)]


ByVariable = Annotated[Mapping[str, Bounds], AfterValidator(frozen)]


Courses = Annotated[Mapping[str, Course], AfterValidator(frozen)]


Range = Annotated[tuple[Number, ...], AfterValidator(_range)]


Ranges = Annotated[Mapping[str, Range], AfterValidator(frozen)]


class Bound(NamedTuple):
    """One figure and its bounds: `what` is share, formed, pull, variable or war_goes_on, `key` of which."""

    what: str
    key: str
    bounds: Bounds


class Expectation(Record):
    """A sentence somebody could dispute, and what of the result it stands for.

    Attributes:
        says, source, claims: the sentence; the reference or the claims of the register that it rests on.
        month: when its figures are read; else at the horizon.
        having, without, theories, beliefs, events: what is looked at is the scenario with these levers and assumptions
            set otherwise (`with` in a file), without these actors, with these theories besides its own, with these
            factors of rules, with these events (`event`) after its own; compared with it as it stands ...
        compare, compare_month: ... or with this scenario, or at this month.
        for_all: it has to hold at every combination of these values of levers and assumptions.
        along: the range of one lever or assumption over which figures rise or fall.
        outcome: leads, with the highest share.
        share, formed, pull, war_goes_on, variable: bounds of the share of draws in which an outcome leads, or has
            formed; of its pull; of the share of draws in which nothing has formed; of a variable or gauge. Of a
            pull or variable it is the median draw, of a difference in them the median difference.
        path: what variables, gauges or pulls do from month to month, in the median draw.
        concedes_more: by issue, the party that has come the greater part of its way to the other.
        binds: the core issue with the widest gap, in more draws than any other.
        first_reason: the rule that ranks first among the reasons of the central run.
        differs: why the model does not hold it, and is known not to: it has to fail.
    """

    says: Text
    source: str = ""
    claims: tuple[str, ...] = ()
    month: Months | None = None
    having: Annotated[Numbers, Field(alias="with")] = frozendict()
    without: tuple[str, ...] = ()
    theories: tuple[str, ...] = ()
    beliefs: Numbers = frozendict()
    events: Annotated[tuple[Event, ...], Field(alias="event")] = ()
    compare: str | None = None
    compare_month: Months | None = None
    for_all: Ranges | None = None
    along: Annotated[Ranges, AfterValidator(_rising)] | None = None
    outcome: Literal["settlement", "frozen-conflict", "escalation"] | None = None
    share: ByOutcome = frozendict()
    formed: ByOutcome = frozendict()
    pull: ByOutcome = frozendict()
    war_goes_on: Bounds | None = None
    variable: ByVariable = frozendict()
    path: Courses = frozendict()
    concedes_more: Words = frozendict()
    binds: str | None = None
    first_reason: str | None = None
    differs: str = ""

    @property
    def bounds(self) -> list[Bound]:
        """Every bounded figure."""
        of = ("share", "formed", "pull", "variable")
        found = [Bound(what, key, bound) for what in of for key, bound in getattr(self, what).items()]
        return found + ([Bound("war_goes_on", "", self.war_goes_on)] if self.war_goes_on else [])

    @property
    def changes(self) -> bool:
        """Whether the scenario is looked at with a change."""
        return bool(self.having or self.without or self.theories or self.beliefs or self.events)

    @property
    def compares(self) -> bool:
        """Whether it compares with another scenario, another month, or the scenario without the change."""
        return any(bound.relative for _, _, bound in self.bounds)

    @property
    def points(self) -> Iterator[dict[str, float]]:
        """Every combination of values at which it has to hold; one of none, if it says nothing of them."""
        ranges = self.for_all or {}
        return (dict(zip(ranges, values, strict=True)) for values in product(*ranges.values()))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        others = (self.outcome, self.path, self.concedes_more, self.binds, self.first_reason)
        if not any((*others, self.bounds)):
            raise ValueError(
                "it expects nothing: add 'outcome', 'share', 'formed', 'pull', 'war_goes_on', 'variable', 'path', "
                "'concedes_more', 'binds' or 'first_reason'"
            )
        for what, key, bound in self.bounds:
            if what != "variable":
                _possible(f"{what} {key}".strip(), bound)
        self._compared()
        self._ranged(any(others))
        return self

    def _compared(self) -> None:
        other = self.compare is not None or self.compare_month is not None
        if self.compares and not (other or self.changes):
            raise ValueError(
                "'higher_by' and 'lower_by' need something to compare with: 'compare' or 'compare_month', or a change "
                "of the scenario itself: 'with', 'without', 'theories', 'beliefs' or 'event'"
            )
        if other and not self.compares:
            raise ValueError("'compare' and 'compare_month' go with 'higher_by' or 'lower_by'")

    def _ranged(self, others: bool) -> None:
        trends = [bound.trend for _, _, bound in self.bounds]
        if self.along is None and any(trends):
            raise ValueError("'rises_by' and 'falls_by' need a range: 'along'")
        if self.along is not None and (others or not all(trends) or self.compares or any(self._limits())):
            raise ValueError("'along' goes with 'rises_by' or 'falls_by', and with nothing else")
        if self.for_all is not None and not self.for_all:
            raise ValueError("'for_all' is empty: it could never fail")
        count = prod(map(len, (self.for_all or {}).values()))
        if count > POINTS:
            raise ValueError(f"'for_all' has {count:,} combinations; at most {POINTS:,} are looked at")
        places = {"with": self.having, "for_all": self.for_all or {}, "along": self.along or {}}
        seen: dict[str, str] = {}
        for place, names in places.items():
            for name in names:
                if name in seen:
                    raise ValueError(f"'{name}' stands in '{seen[name]}' and in '{place}'")
                seen[name] = place

    def _limits(self) -> list[list[float]]:
        return [bound.limits for _, _, bound in self.bounds]


def _possible(what: str, bounds: Bounds) -> None:
    """Raise ValueError if limits of a figure between 0 and 1 are outside, or such that they could hardly fail."""
    for word, limit, trivial in (("above", bounds.above, 0.0), ("below", bounds.below, 1.0)):
        if limit is not None and not 0 <= limit <= 1:
            raise ValueError(f"'{what}' lies between 0 and 1, and so do its limits")
        if limit == trivial:
            raise ValueError(f"'{what}': {word} {limit:g} asks for nothing: a single draw would do")


def _listed(names: Mapping[str, object] | list[str]) -> str:
    *first, last = [f"'{name}'" for name in names]
    return f"{', '.join(first)} or {last}"
