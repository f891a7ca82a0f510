"""The kinds of fields that records are made of: numbers, ids, texts and tables, each checked as it is read."""

from __future__ import annotations

from collections.abc import Mapping
from numbers import Real
from re import fullmatch
from typing import Annotated, Any, Literal

from frozendict import frozendict
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from model.knowledge.characters import slug


def _number(value: Any) -> Any:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise PydanticCustomError("number", "must be a number, not {value}", {"value": repr(value)})
    try:
        return float(value)
    except OverflowError:
        raise PydanticCustomError("number", "the number is too large") from None


def _id(value: str) -> str:
    if not fullmatch(r"[a-z0-9]+([-_][a-z0-9]+)*", value):
        like = f"; write '{slug(value)}'" if slug(value) else ""
        raise ValueError(f"'{value}' is not an id: words of a to z and digits joined by hyphens or underscores{like}")
    return value


def _source(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    article, _, section = value.partition(": ")
    return {"article": article, "section": section}


def _grades(value: Any) -> Any:
    if isinstance(value, str):
        return {value: 1.0}
    if isinstance(value, list | tuple):
        return dict.fromkeys(value, 1.0)
    return value


def _at_full(value: Mapping[str, float]) -> Mapping[str, float]:
    if max(value.values()) < 1:
        raise ValueError("the highest grade has to be 1: a push is told for conditions that hold in full")
    return frozendict(value)


def _two(value: tuple[str, ...]) -> tuple[str, ...]:
    if len(value) != 2 or value[0] == value[1]:
        raise ValueError(f"two different parties are needed, not {list(value)}")
    return value


def frozen(value: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a mapping that cannot be changed, and that can be hashed if its values can."""
    return frozendict(value)


#: The longest horizon, in months.
MONTHS = 120


Number = Annotated[float, BeforeValidator(_number), Field(allow_inf_nan=False)]


Share = Annotated[Number, Field(ge=0, le=1)]


Months = Annotated[int, Field(ge=1, le=MONTHS, strict=True)]


Id = Annotated[str, AfterValidator(_id)]


Text = Annotated[str, Field(min_length=1)]


Words = Annotated[Mapping[str, str], AfterValidator(frozen)]


Grade = Annotated[Number, Field(gt=0, le=1)]


Grades = Annotated[Mapping[str, Grade], BeforeValidator(_grades), Field(min_length=1), AfterValidator(_at_full)]


Clauses = Annotated[Mapping[str, Grades], AfterValidator(frozen)]


Numbers = Annotated[Mapping[str, Number], AfterValidator(frozen)]


#: The kinds of war as the Uppsala Conflict Data Program tells them apart.
WarKind = Literal["between-states", "internationalised", "within-a-state"]


Status = Literal["stated", "possible", "implied", "inferred"]


Confidence = Literal["high", "medium", "low"]
