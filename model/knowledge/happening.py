"""Happening: something that nobody in the model decides and that may come about in any month, at a published rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from frozendict import frozendict
from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from model.knowledge.fields import MONTHS, Clauses, Id, Number, Text, frozen
from model.knowledge.records import Based


def _both_ends(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else (value, value)


def _rising(value: tuple[float, float]) -> tuple[float, float]:
    if value[0] > value[1]:
        raise ValueError(f"the lower end stands first: [{value[1]:g}, {value[0]:g}]")
    return value


def _whole_months(value: tuple[float, float]) -> tuple[float, float]:
    if not all(1 <= end <= MONTHS and end == int(end) for end in value):
        raise ValueError(f"whole months from 1 to {MONTHS} are needed, not {list(value)}")
    return value


#: A number, or the two ends between which it is drawn, all values alike: 0.3, or [0.1, 0.5].
Span = Annotated[tuple[Number, Number], BeforeValidator(_both_ends), AfterValidator(_rising)]


Spans = Annotated[Mapping[str, Span], AfterValidator(frozen)]


class Happening(Based):
    """Something that may happen in any month, to the world or to each party, whatever anybody believes or does.

    `rate` is how often it happens in a month, in [0, 1]; `scaled_by` multiplies that by how far a variable is a term as
    the month before left it. What it does is told in the language of events: `set` puts levers and assumptions to a
    value, `change` moves any state or assumption, each by a number or by one drawn between two ends; assumptions go
    back after so many `months`, or never. `count`, `period` and `source` say where the rate was counted. What it does
    is seldom counted anywhere: `judgement` says why we think so.
    """

    id: Id
    says: Text
    over: Annotated[Literal["world", "party"], Field(alias="for")] = "world"
    rate: Annotated[Number, Field(ge=0, le=1)]
    scaled_by: Annotated[Clauses, Field(max_length=1)] = frozendict()
    set: Spans = frozendict()
    change: Spans = frozendict()
    months: Annotated[Span, AfterValidator(_whole_months)] | None = None
    count: Text
    period: Text
    source: Text

    @property
    def title(self) -> str:
        """What it is called where its effect is told."""
        return f"happening: {self.says}"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.set and not self.change:
            raise ValueError("a happening has to 'set' or 'change' something")
        if both := [name for name in self.set if name in self.change]:
            raise ValueError(f"'{both[0]}' stands in 'set' already: it cannot be changed besides")
        return self
