"""What is other in one version of a case than in another: records added, gone and changed, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from model.knowledge.case import Case
from model.knowledge.records import Record

#: The tables of a case, those whose records move results before those that only explain; and what a record is called.
TABLES_BY_WEIGHT = {
    "rules": "rule",
    "happenings": "happening",
    "edges": "relation",
    "objectives": "objective",
    "red_lines": "red line",
    "stances": "stance",
    "variables": "variable",
    "starts": "start",
    "scales": "scale",
    "issues": "issue",
    "actors": "actor",
    "edge_kinds": "kind of relation",
    "claims": "claim",
    "episodes": "episode",
    "ends": "outcome",
    "facts": "fact",
    "articles": "article",
    "theories": "theory",
}


#: What is said of a record when only this of it is other: words, and no number.
WORDS = {
    "says",
    "label",
    "spoken",
    "means",
    "bands",
    "group",
    "judgement",
    "title",
    "humped",
    "period",
    "expect",
    "general",
}


@dataclass(frozen=True)
class Revision:
    """One record that is not the same in both versions, `what` being its table in words and its id.

    fields: what is other in it, as (field or field and key, before, after); None where it is not there. `words`: it is
    other in words alone, and moves no result.
    """

    kind: Literal["added", "gone", "changed"]
    what: str
    says: str
    fields: tuple[tuple[str, Any, Any], ...] = ()

    @property
    def words(self) -> bool:
        """Whether it moves no result, as far as the record itself tells."""
        return self.kind == "changed" and all(name in WORDS for name, _, _ in self.fields)

    def __str__(self) -> str:
        if self.kind != "changed":
            return f"{self.kind:<7} {self.what}: {self.says}".rstrip(": ")
        told = "; ".join(_field_in_words(*change) for change in self.fields)
        return f"changed {self.what}: {told}"


def revisions(old: Case, new: Case) -> tuple[Revision, ...]:
    """Return every record that is other in a new version of a case than in an old one, the weightiest tables first."""
    found: list[Revision] = []
    for table, name in TABLES_BY_WEIGHT.items():
        before, after = (_by_key(getattr(case, table)) for case in (old, new))
        for key in [*before, *(key for key in after if key not in before)]:
            found += _record(f"{name} '{key}'", before.get(key), after.get(key))
    found += _record("case", old.settings, new.settings)
    return tuple(found)


def _by_key(records: tuple[Record, ...]) -> dict[str, Record]:
    return {str(getattr(one, "id", None) or f"{one.actor}.{one.issue}"): one for one in records}  # type: ignore[attr-defined]


def _record(what: str, before: Record | None, after: Record | None) -> Iterator[Revision]:
    if before is None or after is None:
        there = before or after
        says = str(getattr(there, "says", "") or getattr(there, "label", ""))
        yield Revision("added" if before is None else "gone", what, says)
    elif before != after:
        fields = tuple(_fields(before.model_dump(), after.model_dump()))
        yield Revision("changed", what, str(getattr(after, "says", "")), fields)


def _fields(before: Mapping[str, Any], after: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Any, Any]]:
    for name in dict.fromkeys([*before, *after]):
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        if isinstance(one, Mapping) and isinstance(other, Mapping):
            yield from _fields(one, other, f"{within}{name}: ")
        else:
            yield f"{within}{name}", one, other


def _field_in_words(name: str, before: Any, after: Any) -> str:
    return f"{name} {_value(before)} → {_value(after)}"


def _value(value: Any) -> str:
    if value is None or value in ("", ()):
        return "nothing"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name} {_value(held)}" for name, held in value.items()) + "}"
    return f"“{value}”" if " " in str(value) else str(value)
