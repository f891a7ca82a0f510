"""Expectation: a sentence somebody could dispute, and what of a result it stands for. As it is written, not judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise, product
from math import prod
from typing import Annotated, Any, Literal, NamedTuple, Self

from frozendict import frozendict
from pydantic import AfterValidator, Field, model_validator

from model.knowledge import Months, Number, Numbers, Record, Text, Words, frozen
from model.scenario.bounds import Bounds, ByClass, ByOutcome, ByVariable, Courses, quoted_choices
from model.scenario.event import Event
from model.scenario.kinds import Kind, concessions_exist, core_issue_exists, paths_exist, rule_exists, variables_exist

#: The most combinations of values at which an expectation is looked at.
MOST_POINTS = 500


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


Range = Annotated[tuple[Number, ...], AfterValidator(_range)]


Ranges = Annotated[Mapping[str, Range], AfterValidator(frozen)]


class Bound(NamedTuple):
    """One figure and its bounds: `kind` is a key of `EXPECTATION_KINDS`, `key` says of what ("" for `war_goes_on`)."""

    kind: str
    key: str
    bounds: Bounds

    @property
    def name(self) -> str:
        """What the figure is called: "formed settlement"."""
        return f"{self.kind} {self.key}".strip()


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
        outcome: leads, in more draws than any other.
        mean_pull: bounds of an outcome's share of the pull, which is its mean pull over the draws, or of what the
            outcomes leave ("goes_on").
        share, formed, pull, war_goes_on, variable: bounds of the part of the draws in which an outcome leads, or has
            formed; of its pull; of the part of the draws in which nothing has formed; of a variable or gauge. Of a
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
    outcome: Annotated[Literal["settlement", "frozen-conflict", "escalation"] | None, Kind()] = None
    mean_pull: Annotated[ByClass, Kind(figure=True)] = frozendict()
    share: Annotated[ByOutcome, Kind(figure=True)] = frozendict()
    formed: Annotated[ByOutcome, Kind(figure=True)] = frozendict()
    pull: Annotated[ByOutcome, Kind(figure=True)] = frozendict()
    war_goes_on: Annotated[Bounds | None, Kind(figure=True)] = None
    variable: Annotated[ByVariable, Kind(variables_exist, figure=True, on_scale=True)] = frozendict()
    path: Annotated[Courses, Kind(paths_exist)] = frozendict()
    concedes_more: Annotated[Words, Kind(concessions_exist)] = frozendict()
    binds: Annotated[str | None, Kind(core_issue_exists)] = None
    first_reason: Annotated[str | None, Kind(rule_exists)] = None
    differs: str = ""

    @property
    def asked(self) -> dict[str, Any]:
        """What has to hold, by kind, in the order of EXPECTATION_KINDS; bounds of figures are by key, see `Bound`."""
        given = {name: getattr(self, name) for name in EXPECTATION_KINDS}
        return {
            name: {"": value} if isinstance(value, Bounds) else value
            for name, value in given.items()
            if value != type(self).model_fields[name].default
        }

    @property
    def bounds(self) -> list[Bound]:
        """Every bounded figure."""
        figures = {kind: by_key for kind, by_key in self.asked.items() if EXPECTATION_KINDS[kind].figure}
        return [Bound(kind, key, bounds) for kind, by_key in figures.items() for key, bounds in by_key.items()]

    @property
    def changes(self) -> bool:
        """Whether the scenario is looked at with a change."""
        return bool(self.having or self.without or self.theories or self.beliefs or self.events)

    @property
    def compares(self) -> bool:
        """Whether it compares with another scenario, another month, or the scenario without the change."""
        return any(bound.bounds.relative for bound in self.bounds)

    @property
    def points(self) -> Iterator[dict[str, float]]:
        """Every combination of values at which it has to hold; a single empty one, if it has no `for_all`."""
        ranges = self.for_all or {}
        return (dict(zip(ranges, values, strict=True)) for values in product(*ranges.values()))

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not any(self.asked.values()):
            raise ValueError(f"it expects nothing: add {quoted_choices(EXPECTATION_KINDS)}")
        for bound in self.bounds:
            if not EXPECTATION_KINDS[bound.kind].on_scale:
                _check_share(bound.name, bound.bounds)
        self._check_comparison()
        self._check_along()
        self._check_for_all()
        return self

    def _check_comparison(self) -> None:
        other = self.compare is not None or self.compare_month is not None
        if self.compares and not (other or self.changes):
            raise ValueError(
                "'higher_by' and 'lower_by' need something to compare with: 'compare' or 'compare_month', or a change "
                "of the scenario itself: 'with', 'without', 'theories', 'beliefs' or 'event'"
            )
        if other and not self.compares:
            raise ValueError("'compare' and 'compare_month' go with 'higher_by' or 'lower_by'")

    def _check_along(self) -> None:
        bounds = [bound.bounds for bound in self.bounds]
        if self.along is None:
            if any(bound.trend for bound in bounds):
                raise ValueError("'rises_by' and 'falls_by' need a range: 'along'")
            return
        trends_alone = all(bound.trend and not bound.limits for bound in bounds) and not self.compares
        if not trends_alone or any(value for kind, value in self.asked.items() if not EXPECTATION_KINDS[kind].figure):
            raise ValueError("'along' goes with 'rises_by' or 'falls_by', and with nothing else")

    def _check_for_all(self) -> None:
        if self.for_all is not None and not self.for_all:
            raise ValueError("'for_all' is empty: it could never fail")
        count = prod(map(len, (self.for_all or {}).values()))
        if count > MOST_POINTS:
            raise ValueError(f"'for_all' has {count:,} combinations; at most {MOST_POINTS:,} are looked at")
        places = {"with": self.having, "for_all": self.for_all or {}, "along": self.along or {}}
        seen: dict[str, str] = {}
        for place, names in places.items():
            for name in names:
                if name in seen:
                    raise ValueError(f"'{name}' stands in '{seen[name]}' and in '{place}'")
                seen[name] = place


#: The kinds of expectation by their keys in a file: the fields that are marked with a `Kind`, in their order.
EXPECTATION_KINDS = {
    name: mark for name, field in Expectation.model_fields.items() for mark in field.metadata if isinstance(mark, Kind)
}


def _check_share(name: str, bounds: Bounds) -> None:
    """Raise ValueError if limits of a figure between 0 and 1 lie outside, or could hardly fail."""
    for word, limit, trivial in (("above", bounds.above, 0.0), ("below", bounds.below, 1.0)):
        if limit is not None and not 0 <= limit <= 1:
            raise ValueError(f"'{name}' lies between 0 and 1, and so do its limits")
        if limit == trivial:
            raise ValueError(f"'{name}': {word} {limit:g} asks for nothing: a single draw would do")
