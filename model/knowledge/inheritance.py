"""The files of a case as they are read, together with those of the case that it extends.

A case that `extends` another has all of its records but those that it leaves out. A record of the same id is the
other's, with the fields that are given here in the place of its own; one that the other does not have is added, behind
the one that it follows here. What a record rests on goes together: who gives claims or a judgement of its own gives
the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from model.knowledge.errors import CaseError, Fault, likely, read_toml, toml_files
from model.knowledge.file_format import OPTIONAL, TABLES
from model.knowledge.hints import known_hint, unknown

Raw = dict[str, Any]


#: The file of a case's settings; what it calls the case that is extended, and the records of it that are left out.
CASE, EXTENDS, LEAVE_OUT = "case.toml", "extends", "leave_out"


#: What a record rests on, and how firmly: given together.
BASIS = {"claims", "judgement", "confidence"}


#: Where the rate of a happening was counted: who gives another rate says anew where.
COUNTED = {"count", "period", "source"}


#: The most cases that may extend one another in a row.
MOST_IN_A_ROW = 8


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
    folders, contents, faults = [folder], list[dict[str, Raw]](), list[Fault]()
    while True:
        own, wrong = _read_own_files(folders[-1])
        faults += wrong
        name = own.get(CASE, {}).pop(EXTENDS, None)
        contents.append(own)
        if name is None:
            break
        base = _folder_of(name, folders[-1], data)
        if base is None or base in folders or len(folders) > MOST_IN_A_ROW:
            near = known_hint(name, bundled(data))
            why = "extends itself" if base in folders else f"there is no case '{name}'{near}"
            faults.append(Fault(CASE, EXTENDS, why))
            break
        folders.append(base)
    faults += _missing_files(folders)
    whole = contents[-1]
    for own in reversed(contents[:-1]):
        whole, wrong = _extended(whole, own)
        faults += wrong
    with_id = [number for number, content in enumerate(contents) if "id" in content.get(CASE, {})]
    homes = (*folders[: with_id[0] + 1], *folders[with_id[-1] + 1 :]) if with_id else tuple(folders)
    return whole, homes, faults


def stamp(folder: Path, data: Path) -> tuple[tuple[str, int], ...]:
    """Return every TOML file of a case's folder and of those that it extends, with when it was last changed."""
    files, folders = list[tuple[str, int]](), [folder]
    # a folder without settings is no case, and may be a large one: what lies below it is not looked at
    while len(folders) <= MOST_IN_A_ROW and (folders[-1] / CASE).is_file():
        files += [(str(path), path.stat().st_mtime_ns) for path in toml_files(folders[-1], below=True)]
        try:
            name = read_toml(folders[-1] / CASE, CaseError).get(EXTENDS)
        except CaseError:
            break
        base = _folder_of(name, folders[-1], data)
        if base is None or base in folders:
            break
        folders.append(base)
    return tuple(files)


def bundled(data: Path) -> list[str]:
    """Return the names of the folders with a case's settings, those included that are no case by themselves."""
    return sorted(path.name for path in data.iterdir() if (path / CASE).is_file())


def _read_own_files(folder: Path) -> tuple[dict[str, Raw], list[Fault]]:
    """Return the raw content of the files that a folder has, and a fault for each that cannot be read."""
    contents, faults = dict[str, Raw](), list[Fault]()
    for file in TABLES:
        if file != CASE and not (folder / file).exists():
            continue
        try:
            contents[file] = read_toml(folder / file, CaseError)
        except CaseError as error:
            faults += error.faults
    return contents, faults


def _missing_files(folders: list[Path]) -> Iterator[Fault]:
    """Yield a fault for every file that neither a case has nor one that it extends."""
    for file in TABLES:
        if file == CASE or file in OPTIONAL or any((folder / file).exists() for folder in folders):
            continue
        try:
            read_toml(folders[0] / file, CaseError)
        except CaseError as error:
            yield from error.faults


def _folder_of(name: Any, home: Path, data: Path) -> Path | None:
    """Return the folder of a case that is extended: one beside it, a bundled one, or a path from where it is named."""
    if not isinstance(name, str) or not name:
        return None
    beside = home.parent / name
    for folder in (beside, data / name, home / name):
        if (folder / CASE).is_file() and (folder is not beside or folder.resolve() != home.resolve()):
            return folder.resolve()
    return None


def _extended(base: Mapping[str, Raw], own: Mapping[str, Raw]) -> tuple[dict[str, Raw], list[Fault]]:
    """Return the files of a case with those of one that extends it laid over them, and what it leaves out taken out."""
    settings = dict(own.get(CASE, {}))
    leave_out = settings.pop(LEAVE_OUT, {})
    whole, faults = dict[str, Raw](), list[Fault]()
    for file, tables in TABLES.items():
        under, over = base.get(file, {}), settings if file == CASE else own.get(file, {})
        given = [table for table in tables if table in under or table in over]
        whole[file] = {**under, **over, **{table: _extended_rows(under.get(table), over.get(table)) for table in given}}
        for table in tables:
            faults += _misspelt_ids(file, table, under.get(table), over.get(table))
    return whole, [*faults, *_leave_out(whole, leave_out)]


def _leave_out(contents: dict[str, Raw], ids_by_table: Any) -> Iterator[Fault]:
    """Take records out of a case's files; yield a fault for every table or record that is not there."""
    if not isinstance(ids_by_table, Mapping):
        yield Fault(CASE, LEAVE_OUT, "lists of ids by table are needed, as in rule = ['an-id']")
        return
    file_of = {table: file for file, tables in TABLES.items() for table in tables}
    for table, ids in ids_by_table.items():
        place = f"{LEAVE_OUT}: {table}"
        if table not in file_of or not isinstance(ids, list):
            near = known_hint(table, file_of)
            yield Fault(CASE, place, "a list of ids is needed" if table in file_of else f"there is no such table{near}")
            continue
        raw = contents[file_of[table]]
        rows = raw.get(table, [])
        names = {_name(row) for row in rows}
        for one in ids:
            if one not in names:
                yield Fault(CASE, place, unknown(table, one, names))
        raw[table] = [row for row in rows if _name(row) not in ids]


def _extended_rows(under: Any, over: Any) -> Any:
    """Return the rows of a table with those of another laid over them; one that is new comes behind the one before it.

    What is not a list of rows is left to be found by whoever makes records of it.
    """
    if not isinstance(under, list) or not isinstance(over, list):
        return over if over is not None else under
    rows: dict[Any, Any] = {_key(row, number): row for number, row in enumerate(under)}
    order, last, own = list(rows), None, set[Any]()
    for number, row in enumerate(over):
        key = _key(row, f"own {number}")
        if key in own:  # it stands here twice: kept, for the check of ids to tell
            rows[key, number] = rows[key]
            key = (key, number)
        own.add(key)
        if key not in order:
            order.insert(order.index(last) + 1 if last is not None else len(order), key)
        both = isinstance(row, Mapping) and isinstance(rows.get(key), Mapping)
        rows[key] = _extended_record(rows[key], row) if both else row
        last = key
    return [rows[key] for key in order]


def _misspelt_ids(file: str, table: str, under: Any, over: Any) -> Iterator[Fault]:
    """Yield a fault for every new record that seems to change one whose id is misspelt: near to it, but not whole."""
    if not isinstance(under, list) or not isinstance(over, list):
        return
    known = {_name(row): row for row in under if isinstance(row, Mapping)}
    needed = set.intersection(*map(set, known.values())) - BASIS - {"general"} if known else set()
    for row in over:
        name = _name(row)
        if isinstance(row, Mapping) and name not in known and needed - row.keys() and likely(name, known):
            yield Fault(file, f"{table} '{name}'", f"there is none of this id to change{likely(name, known)}")


def _extended_record(under: Mapping[str, Any], over: Mapping[str, Any]) -> Raw:
    """Return a record with the fields of another in the place of its own; what it rests on is taken as a whole."""
    gone = BASIS if {"claims", "judgement"} & over.keys() else set()
    gone |= COUNTED if "rate" in over else set()
    return {**{name: value for name, value in under.items() if name not in gone}, **over}


def _key(row: Any, number: int | str) -> Any:
    """Return what tells a record from others of its table; rows that are none, or have no id, are each their own."""
    if not isinstance(row, Mapping) or not ("id" in row or {"actor", "issue"} <= row.keys()):
        return number
    return (row.get("scope"), row["id"]) if "id" in row else (row["actor"], row["issue"])


def _name(row: Any) -> str:
    """Return what a row is called in `leave_out` and in faults: its id, else its actor and issue."""
    if not isinstance(row, Mapping):
        return ""
    return str(row.get("id") or f"{row.get('actor')}.{row.get('issue')}")
