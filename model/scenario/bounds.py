"""What is expected of a figure, and of a path: limits, differences, a trend, a course from month to month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Annotated, Literal, Self

from frozendict import frozendict
from pydantic import AfterValidator, Field, model_validator

from model.knowledge import OUTCOMES, PULL_CLASSES, Months, Number, Record, Share, frozen, unknown

#: A difference that is not to be reached: more than none, since no number of draws could tell a difference from none.
SomeShare = Annotated[Share, Field(gt=0)]


def quoted_choices(names: Iterable[str]) -> str:
    """Return names as a choice between them: "'above', 'below' or 'turns'"."""
    *first, last = [f"'{name}'" for name in names]
    return f"{', '.join(first)} or {last}"


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
    not_higher_by: SomeShare | None = None
    not_lower_by: SomeShare | None = None
    rises_by: Share | None = None
    falls_by: Share | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if all(getattr(self, name) is None for name in type(self).model_fields):
            raise ValueError(f"it bounds nothing: give {quoted_choices(type(self).model_fields)}")
        if self.above is not None and self.below is not None and self.above >= self.below:
            raise ValueError(f"nothing is above {self.above:g} and below {self.below:g}")
        if self.higher_by is not None and self.lower_by is not None:
            raise ValueError("nothing is both higher and lower")
        for direction in ("higher_by", "lower_by"):
            by, most = getattr(self, direction), getattr(self, f"not_{direction}")
            if by is not None and most is not None and by >= most:
                raise ValueError(f"no difference is '{direction}' {by:g} and 'not_{direction}' {most:g}")
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
            raise ValueError(
                f"it bounds nothing: give {quoted_choices([n for n in type(self).model_fields if n != 'by'])}"
            )
        low, high = self.stays_above, self.stays_below
        if low is not None and high is not None and low >= high:
            raise ValueError(f"nothing stays above {low:g} and below {high:g}")
        return self

    @property
    def limits(self) -> list[float]:
        """The values that are given."""
        given = (self.rises_to, self.falls_to, self.stays_above, self.stays_below)
        return [value for value in given if value is not None]


def _only(known: Sequence[str], value: Mapping[str, Bounds]) -> Mapping[str, Bounds]:
    for word in value:
        if word not in known:
            raise ValueError(unknown("outcome", word, known))
    return frozendict(value)


ByOutcome = Annotated[Mapping[str, Bounds], AfterValidator(partial(_only, OUTCOMES))]


#: By outcome, and by what the outcomes leave: "goes_on".
ByClass = Annotated[Mapping[str, Bounds], AfterValidator(partial(_only, PULL_CLASSES))]


ByVariable = Annotated[Mapping[str, Bounds], AfterValidator(frozen)]


Courses = Annotated[Mapping[str, Course], AfterValidator(frozen)]
