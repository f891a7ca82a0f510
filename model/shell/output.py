"""Output."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.knowledge import Record
from model.scenario import Scenario


def plain(found: Any) -> Any:
    """Return a result for machines: plain values, ready for JSON; a scenario by its title, a record by its id."""
    if isinstance(found, Mapping):
        return {str(key): plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [plain(value) for value in found]
    if isinstance(found, Scenario):
        return {"title": found.title, "months": found.months}
    if isinstance(found, Record):
        return found.model_dump()
    if hasattr(found, "__dataclass_fields__"):
        return {field: plain(getattr(found, field)) for field in found.__dataclass_fields__}
    return found if isinstance(found, str | int | float | bool) or found is None else str(found)
