"""The files of a case as they are read, together with those of the case that it extends.

A case that `extends` another has all of its records but those that it leaves out. A record of the same id is the
other's, with the fields that are given here in the place of its own; one that the other does not have is added.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from model.checks import TABLES
from model.faults import CaseError, Fault, likely, read_toml

Raw = dict[str, Any]
#: In `case.toml`: the case that is extended, and the records of it that are left out, ids by table.
EXTENDS, LEAVE_OUT = "extends", "leave_out"
CASE = "case.toml"
#: The most cases that may extend one another in a row.
DEEP = 8


def files(folder: Path, data: Path) -> tuple[dict[str, Raw], tuple[Path, ...], list[Fault]]:
    """Return what the files of a case's folder say, those of the cases that it extends included.

    Args:
        folder: of the case.
        data: where the bundled cases are.

    Returns:
        the raw content by file; the folders of the case and of those that it extends under the same id, its own first;
        and every file that cannot be read, and every way in which one does not fit the other, as faults.
    """
    homes, raws, faults = [folder], [], list[Fault]()
    while True:
        own, wrong = _own(homes[-1])
        faults += wrong
        base = own.get(CASE, {}).pop(EXTENDS, None)
        raws.append(own)
        if base is None:
            break
        found = _folder(base, homes[-1], data)
        if found is None or found in homes or len(homes) > DEEP:
            known = [path.name for path in data.iterdir() if (path / CASE).is_file()]
            why = "extends itself" if found in homes else f"there is no case '{base}'{likely(str(base), known)}"
            faults.append(Fault(CASE, EXTENDS, why))
            break
        faults = [fault for fault in faults if not _missing(fault, homes[-1])]
        homes.append(found)
    named = next((number for number, raw in enumerate(raws) if "id" in raw.get(CASE, {})), len(raws) - 1)
    whole = raws.pop()
    while raws:
        whole, wrong = _joined(whole, raws.pop())
        faults += wrong
    return whole, tuple(homes[: named + 1]), faults


def _own(folder: Path) -> tuple[dict[str, Raw], list[Fault]]:
    found, faults = dict[str, Raw](), list[Fault]()
    for file in TABLES:
        try:
            found[file] = read_toml(folder / file, CaseError)
        except CaseError as error:
            faults += error.faults
    return found, faults


def _missing(fault: Fault, folder: Path) -> bool:
    """Return whether a fault is that a file is not there, which is none where there is one to extend."""
    return fault.file != CASE and not (folder / fault.file).exists()


def _folder(name: Any, home: Path, data: Path) -> Path | None:
    """Return the folder of a case that is extended: a bundled case's id, or a path from the folder that names it."""
    if not isinstance(name, str) or not name:
        return None
    for folder in (data / name, home / name):
        if (folder / CASE).is_file():
            return folder.resolve()
    return None


def _joined(base: Mapping[str, Raw], own: Mapping[str, Raw]) -> tuple[dict[str, Raw], list[Fault]]:
    """Return a case's files with those of the case that extends it laid over them."""
    settings = dict(own.get(CASE, {}))
    out = settings.pop(LEAVE_OUT, {})
    laid, faults = dict[str, Raw](), list[Fault]()
    for file, tables in TABLES.items():
        under, over = base.get(file, {}), settings if file == CASE else own.get(file, {})
        rows = {table: _rows(under.get(table), over.get(table)) for table in tables if table in under or table in over}
        laid[file] = {**under, **over, **rows}
    known = {table for tables in TABLES.values() for table in tables}
    if not isinstance(out, Mapping):
        return laid, [*faults, Fault(CASE, LEAVE_OUT, "lists of ids by table are needed, as in rule = ['an-id']")]
    for table, ids in out.items():
        if table not in known or not isinstance(ids, list):
            why = "a list of ids is needed" if table in known else f"there is no such table{likely(str(table), known)}"
            faults.append(Fault(CASE, f"{LEAVE_OUT}: {table}", why))
            continue
        (file,) = (file for file, tables in TABLES.items() if table in tables)
        faults += _left_out(laid[file], table, ids)
    return laid, faults


def _rows(under: Any, over: Any) -> Any:
    """Return the rows of a table, those of the same key being the one with the fields of the other in their place."""
    if not isinstance(under, list) or not isinstance(over, list):
        return over if over is not None else under
    found: dict[Any, Any] = {_key(row, number): row for number, row in enumerate(under)}
    for number, row in enumerate(over):
        key = _key(row, f"own {number}")
        same = isinstance(row, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = {**found[key], **row} if same else row
    return list(found.values())


def _key(row: Any, number: int | str) -> Any:
    """Return what tells a record from others of its table; rows that are none, or have no id, are each their own."""
    if not isinstance(row, Mapping) or not ("id" in row or {"actor", "issue"} <= row.keys()):
        return number
    return (row.get("scope"), row["id"]) if "id" in row else (row["actor"], row["issue"])


def _left_out(raw: Raw, table: str, ids: Iterable[Any]) -> list[Fault]:
    rows = raw.get(table, [])
    names = {_name(row) for row in rows}
    faults = [
        Fault(CASE, f"{LEAVE_OUT}: {table}", f"unknown {table} '{one}'{likely(str(one), names)}")
        for one in ids
        if one not in names
    ]
    raw[table] = [row for row in rows if _name(row) not in ids]
    return faults


def _name(row: Any) -> str:
    if not isinstance(row, Mapping):
        return ""
    return str(row.get("id") or f"{row.get('actor')}.{row.get('issue')}")
