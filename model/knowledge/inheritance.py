"""The files of a case as they are read, together with those of the case that it extends.

A case that `extends` another has all of its records but those that it leaves out. A record of the same id is the
other's, with the fields that are given here in the place of its own; one that the other does not have is added, behind
the one that it follows here. What a record rests on goes together: who gives claims or a judgement of its own gives
the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from model.knowledge.errors import CaseError, Fault, likely, read_toml
from model.knowledge.file_format import TABLES

Raw = dict[str, Any]


#: In `case.toml`: the case that is extended, and the records of it that are left out, ids by table.
EXTENDS, LEAVE_OUT = "extends", "leave_out"


CASE = "case.toml"


#: What a record rests on, and how firmly: given together.
BASIS = {"claims", "judgement", "confidence"}


#: The most cases that may extend one another in a row.
DEEP = 8


def read_files(folder: Path, data: Path) -> tuple[dict[str, Raw], tuple[Path, ...], list[Fault]]:
    """Return what the files of a case's folder say, those of the cases that it extends included.

    Args:
        folder: of the case.
        data: where the bundled cases are.

    Returns:
        the raw content by file; the folders of the case (its own first), of those that it extends under its id, and
        of those that have no id, which are general; and every file that cannot be read, and every way in which one does
        not fit the other, as faults.
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
            known = bundled(data)
            why = "extends itself" if found in homes else f"there is no case '{base}'{likely(str(base), known)}"
            faults.append(Fault(CASE, EXTENDS, why))
            break
        homes.append(found)
    faults += _missing(homes)
    named = [number for number, raw in enumerate(raws) if "id" in raw.get(CASE, {})]
    kept = (*homes[: named[0] + 1], *homes[named[-1] + 1 :]) if named else tuple(homes)
    whole = raws.pop()
    while raws:
        whole, wrong = _joined(whole, raws.pop())
        faults += wrong
    return whole, kept, faults


def stamp(folder: Path, data: Path) -> tuple[tuple[str, int], ...]:
    """Return every TOML file of a case's folder and of those that it extends, with when it was last changed."""
    found, homes = list[tuple[str, int]](), [folder]
    while len(homes) <= DEEP and (homes[-1] / CASE).is_file():  # and not all that lies below some other folder
        found += [(str(path), path.stat().st_mtime_ns) for path in sorted(homes[-1].rglob("*.toml"))]
        try:
            base = read_toml(homes[-1] / CASE, CaseError).get(EXTENDS)
        except CaseError:
            break
        following = _folder(base, homes[-1], data)
        if following is None or following in homes:
            break
        homes.append(following)
    return tuple(found)


def bundled(data: Path) -> list[str]:
    """Return the names of the folders with a case's settings, those included that are no case by themselves."""
    return sorted(path.name for path in data.iterdir() if (path / CASE).is_file())


def _own(folder: Path) -> tuple[dict[str, Raw], list[Fault]]:
    found, faults = dict[str, Raw](), list[Fault]()
    for file in TABLES:
        if file != CASE and not (folder / file).exists():
            continue
        try:
            found[file] = read_toml(folder / file, CaseError)
        except CaseError as error:
            faults += error.faults
    return found, faults


def _missing(homes: Iterable[Path]) -> Iterator[Fault]:
    """Yield a fault for every file that neither a case has nor one that it extends."""
    folder, *others = homes
    for file in TABLES:
        if file == CASE or any((home / file).exists() for home in (folder, *others)):
            continue
        try:
            read_toml(folder / file, CaseError)
        except CaseError as error:
            yield from error.faults


def _folder(name: Any, home: Path, data: Path) -> Path | None:
    """Return the folder of a case that is extended: one beside it, a bundled one, or a path from where it is named."""
    if not isinstance(name, str) or not name:
        return None
    beside = home.parent / name
    for folder in (beside, data / name, home / name):
        if (folder / CASE).is_file() and (folder is not beside or folder.resolve() != home.resolve()):
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
        for table in tables:
            faults += _strays(file, table, under.get(table), over.get(table))
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
    order, last, own = list(found), None, set[Any]()
    for number, row in enumerate(over):
        key = _key(row, f"own {number}")
        if key in own:  # it stands here twice: kept, for the check of ids to tell
            found[key, number] = found[key]
            key = (key, number)
        own.add(key)
        if key not in order:
            order.insert(order.index(last) + 1 if last is not None else len(order), key)
        same = isinstance(row, Mapping) and isinstance(found.get(key), Mapping)
        found[key] = _laid(found[key], row) if same else row
        last = key
    return [found[key] for key in order]


def _strays(file: str, table: str, under: Any, over: Any) -> Iterator[Fault]:
    """Yield every record that looks as if it were to change one of another id: not whole by itself, and near to it."""
    if not isinstance(under, list) or not isinstance(over, list):
        return
    held = {_name(row): row for row in under if isinstance(row, Mapping)}
    whole = set.intersection(*map(set, held.values())) - BASIS - {"general"} if held else set()
    for row in over:
        name = _name(row)
        if isinstance(row, Mapping) and name not in held and whole - row.keys() and likely(name, held):
            yield Fault(file, f"{table} '{name}'", f"there is none of this id to change{likely(name, held)}")


def _laid(under: Mapping[str, Any], over: Mapping[str, Any]) -> Raw:
    """Return a record with the fields of another in the place of its own, and what it rests on as a whole."""
    gone = BASIS if {"claims", "judgement"} & over.keys() else set()
    return {**{name: value for name, value in under.items() if name not in gone}, **over}


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
