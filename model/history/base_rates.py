"""Base rates: how past wars have ended, by published counts."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, model_validator

from model.history.codebook import HISTORY, Followed, read_history_file
from model.knowledge import Id, Record, Share, Text


class EndingShare(Record):
    """One way of ending: how many wars ended so, or which share of all, and the outcome that it is nearest to."""

    what: Text
    count: Annotated[int, Field(ge=0, strict=True)] | None = None
    share: Share | None = None
    nearest: Followed | None = None


class BaseRate(Record):
    """A published count of how wars ended, by its own definition of a war."""

    id: Id
    title: Text
    source: Text
    defines: Text
    parts: Annotated[tuple[EndingShare, ...], Field(min_length=2)]

    @model_validator(mode="after")
    def _whole(self) -> BaseRate:
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


class BaseRates(Record):
    """The file of the base rates."""

    rates: Annotated[tuple[BaseRate, ...], Field(alias="rate", min_length=1)]
    durations: Annotated[tuple[Duration, ...], Field(alias="duration")] = ()


@cache
def load_base_rates(folder: Path = HISTORY) -> BaseRates:
    """Return how wars have ended, from published counts. Raises CaseError."""
    return read_history_file(folder / "rates.toml", BaseRates)


def base_rate_in_words() -> str:
    """Return in a sentence how past wars have ended, as something to compare shares with."""
    rate = load_base_rates().rates[0]
    parts = ", ".join(f"{share:.0%} {part.what}" for part, share in zip(rate.parts, rate.shares, strict=True))
    return (
        f"Past wars: {rate.title[:1].lower()}{rate.title[1:]}, by what they ended with: {parts} ({rate.source}). These "
        "count endings, whenever they came; a share of the pull is conditional on all that is assumed here."
    )


def base_rate_in_brief() -> str:
    """Return how past wars have ended in half a line, for where there is no room for more."""
    rate = load_base_rates().rates[0]
    parts = ", ".join(f"{share:.0%} {part.what}" for part, share in zip(rate.parts, rate.shares, strict=True))
    return f"For comparison, how past wars ended ({rate.id.upper()}, {rate.title.lower()}): {parts}."
