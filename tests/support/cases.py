"""The bundled case: what the tests ask of it, and copies of its files with something changed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w

from model.knowledge import inheritance
from model.knowledge.case import Case
from model.knowledge.records import Outcome, Variable
from model.knowledge.vocabulary import qualified

UKRAINE = Path(__file__).parents[2] / "model" / "data" / "ukraine"
OUTCOMES = [str(outcome) for outcome in Outcome]

#: A case's files, parsed: file name -> what tomllib reads from it. A change edits it in place.
Files = dict[str, dict[str, Any]]
Change = Callable[[Files], None]
#: A scenario's file, parsed, is edited in place, too.
ScenarioChange = Callable[[dict[str, Any]], None]


@cache
def variables(case: Case, *kinds: str) -> dict[str, Variable]:
    """Return the variables of some kinds by qualified id."""
    return {q: v for v in case.variables if v.kind in kinds for q in qualified(case, v)}


@cache
def settable(case: Case) -> dict[str, Variable]:
    """Return the levers and assumptions: what a scenario may set at the start, and an event at any time."""
    return {q: v for q, v in variables(case, "assumption", "state").items() if v.lever or v.kind == "assumption"}


def _id_of(row: dict[str, Any]) -> str:
    return str(row["id"]) if "id" in row else f"{row['actor']}.{row['issue']}"


def edit(file: str, table: str, record: str, **values: Any) -> Change:
    """Set keys of one record (of a record without an id: "actor.issue"); a key whose value is None is taken away.

    A key that is a Python word is written with an underscore behind it: `if_`, `from_`, `for_`.
    """

    def change(files: Files) -> None:
        (row,) = [row for row in files[file][table] if _id_of(row) == record]
        for key, value in values.items():
            row[key.removesuffix("_")] = value
            if value is None:
                del row[key.removesuffix("_")]

    return change


def add(file: str, table: str, **row: Any) -> Change:
    """Add one record at the end of a table."""
    record = {key.removesuffix("_"): value for key, value in row.items() if value is not None}
    return lambda files: files[file][table].append(dict(record))


def drop(file: str, table: str, record: str) -> Change:
    """Take one record away."""

    def change(files: Files) -> None:
        kept = [row for row in files[file][table] if _id_of(row) != record]
        assert len(kept) < len(files[file][table]), f"there is no {table} '{record}'"
        files[file][table] = kept

    return change


def top(file: str, **values: Any) -> Change:
    """Set keys that stand before all tables of a file; a key whose value is None is taken away."""

    def change(files: Files) -> None:
        files[file].update(values)
        for key in [key for key, value in values.items() if value is None]:
            del files[file][key]

    return change


@cache
def _bundled() -> dict[str, tuple[Any, str]]:
    """Return the bundled case's files, what it extends included: parsed, and as text."""
    files, _, _ = inheritance.read_files(UKRAINE, UKRAINE.parent)
    return {name: (raw, tomli_w.dumps(raw)) for name, raw in files.items()}


def write_case(folder: Path, *changes: Change) -> Path:
    """Write the bundled case out, what it extends included, with some changes; return the folder."""
    files = {name: deepcopy(raw) for name, (raw, _) in _bundled().items()}
    for change in changes:
        change(files)
    for name, raw in files.items():
        before, text = _bundled().get(name, ({}, ""))
        same = repr(raw) == repr(before)  # also in its order; to write a file takes longer than to compare it
        (folder / name).write_text(text if same else tomli_w.dumps(raw), "utf-8")
    return folder


def taking_out(*actors: str) -> ScenarioChange:
    """Take actors out of a scenario, and no others."""
    return lambda raw: raw.update(without=list(actors))


def write_scenarios(folder: Path, **changes: ScenarioChange | None) -> Path:
    """Write the bundled scenarios beside a written case, each change made to the one that it is named after.

    A scenario's name is written with underscores; one whose change is None is left out. Returns the case's folder.
    """
    (folder / "scenarios").mkdir()
    for path in sorted((UKRAINE / "scenarios").glob("*.scenario.toml")):
        raw = tomllib.loads(path.read_text("utf-8"))
        name = path.name.removesuffix(".scenario.toml").replace("-", "_")
        if name in changes:
            change = changes[name]
            if change is None:
                continue
            change(raw)
        (folder / "scenarios" / path.name).write_text(tomli_w.dumps(raw), "utf-8")
    return folder
