"""Event: something that happens in a scenario, at the beginning of a month."""

from __future__ import annotations

from typing import Self

from frozendict import frozendict
from pydantic import model_validator

from model.knowledge import Months, Numbers, Record


class Event(Record):
    """Something that happens at the beginning of a month, before the rules of that month fire.

    `set` puts a lever or an assumption to a value, for good or through the month `until`, after which it goes back
    to where it was; where such windows overlap, the latest counts, and a `set` for good ends them. `change` moves any
    variable by an amount, limited to its scale; within a window it also moves what the variable goes back to, by as
    much as it really moved.
    """

    month: Months
    says: str = ""
    set: Numbers = frozendict()
    change: Numbers = frozendict()
    until: Months | None = None

    @property
    def title(self) -> str:
        """What it is called where its effect is told."""
        return f"event: {self.says or 'unnamed'}"

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if not self.set and not self.change:
            raise ValueError("an event has to 'set' or 'change' something")
        if self.until is not None and (self.until < self.month or not self.set):
            raise ValueError("'until' goes with 'set', and is not before 'month'")
        return self
