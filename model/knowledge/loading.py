"""TOML files to a checked, frozen Case. All faults of a file set are told at once, each with file and place."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from model.knowledge import graph
from model.knowledge.case import Case
from model.knowledge.checks import (
    check_humps,
    check_ids,
    check_pulls,
    check_references,
    check_rules,
    check_stances,
    check_variables,
)
from model.knowledge.errors import CaseError, Fault, likely, read_toml, schema_faults
from model.knowledge.file_format import TABLES
from model.knowledge.inheritance import CASE, bundled, read_files, stamp
from model.knowledge.records import Settings, Theory

DATA = Path(__file__).parent.parent / "data"


#: Where a case's folder has its theories, each a file.
THEORIES = "theories"


def cases() -> tuple[str, ...]:
    """Return the ids of the bundled cases; what others extend and names no parties is none."""
    return tuple(titles())


@cache
def titles() -> dict[str, str]:
    """Return the title of every bundled case by its id, the default case first."""
    first = default_case()
    names = sorted(bundled(DATA), key=lambda name: (name != first, name))
    read = {name: read_toml(DATA / name / CASE, CaseError) for name in names}
    return {name: str(raw.get("title", name)) for name, raw in read.items() if "parties" in raw}


def default_case() -> str:
    """Return the id of the bundled case that is meant where none is named."""
    return str(read_toml(DATA / "default.toml", CaseError)["case"])


def load_case(name: str | Path | None = None) -> Case:
    """Return a checked case.

    Args:
        name: a bundled case's id, or the path of a folder with a case's files; the default case if None.

    Raises:
        CaseError: with every fault of the files, each with file, place and the likely word.
    """
    if name is None:
        name = default_case()
    if not isinstance(name, str | Path):
        raise CaseError([Fault("", "", f"a case is named by its id or its folder, not by {name!r}")])
    if name in cases():
        return _bundled(str(name))
    try:
        is_folder = Path(name).is_dir()
    except (OSError, ValueError):
        is_folder = False
    if not is_folder:
        near = likely(str(name), cases())
        message = f"there is no bundled case and no folder named '{name}'{near}"
        raise CaseError([Fault("", "", message)])
    folder = Path(name).resolve()
    return _unchanged(folder, stamp(folder, DATA))


@cache
def _bundled(name: str) -> Case:
    return _load(DATA / name)


@lru_cache(maxsize=16)
def _unchanged(folder: Path, files: tuple[tuple[str, int], ...]) -> Case:
    """Return the case of a folder; the same one for as long as its files are."""
    return _load(folder)


def _load(folder: Path) -> Case:
    raws, homes, faults = read_files(folder, DATA)
    parts: dict[str, Any] = {"folder": folder, "homes": homes}
    for file, raw in raws.items():
        found, wrong = _parse(file, dict(raw))
        parts |= found
        faults += wrong
    theories: dict[str, Theory] = {}
    for home in reversed(homes):
        held, wrong = _theories(home / THEORIES)
        theories |= {theory.id: theory for theory in held}
        faults += wrong
    parts["theories"] = tuple(theories.values())
    order = {file: number for number, file in enumerate(TABLES)}
    faults.sort(key=lambda fault: order.get(fault.file, len(order)))  # as they are read, file by file
    if faults:
        raise CaseError(faults)
    case = _checked(Case(**parts))
    faults = list(check_humps(case))
    if faults:
        raise CaseError(faults)
    return case


def rebuild(case: Case, **changes: Any) -> Case:
    """Return the case with some of its fields replaced, checked as a loaded one is (but for humped effects).

    Raises:
        CaseError: with every fault that the changes bring about.
    """
    return _checked(replace(case, **changes))


def believing(case: Case, names: tuple[str, ...]) -> Case:
    """Return the case with the works, findings and rules of some of its theories among its own, and of no others.

    A theory is checked when it is first believed, together with those that are believed beside it.

    Args:
        case: with or without theories that are believed.
        names: ids of theories, in any order.

    Raises:
        CaseError: if there is no such theory, or it does not fit the case.
    """
    known = [theory.id for theory in case.theories]
    if unknown := [name for name in names if name not in known]:
        raise CaseError([Fault("", "theories", f"unknown theory '{n}'{likely(n, known)}") for n in unknown])
    wanted = tuple(name for name in known if name in names)
    if wanted == case.believed:
        return case
    plain = case.plain or case
    return _believing(plain, wanted) if wanted else plain


@lru_cache(maxsize=16)
def _believing(case: Case, names: tuple[str, ...]) -> Case:
    chosen = [theory for theory in case.theories if theory.id in names]
    more = {
        field: (*getattr(case, field), *(one for theory in chosen for one in getattr(theory, field)))
        for field in ("articles", "claims", "rules")
    }
    try:
        found = rebuild(case, **more, believed=names, plain=case)
        faults = list(check_humps(found))
    except CaseError as error:
        faults = list(error.faults)
    if faults:  # the case by itself is sound: what is wrong came with the theories
        where = " + ".join(f"{THEORIES}/{name}.toml" for name in names)
        raise CaseError([Fault(where, fault.place, fault.message) for fault in faults])
    return found


def _theories(folder: Path) -> tuple[tuple[Theory, ...], list[Fault]]:
    found: list[Theory] = []
    faults: list[Fault] = []
    for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
        if path.name.endswith(".scenario.toml"):
            continue
        name = f"{THEORIES}/{path.name}"
        try:
            found.append(
                Theory.model_validate({"id": path.stem, **read_toml(path, CaseError)}, by_alias=True, by_name=False)
            )
        except ValidationError as error:
            faults += schema_faults(error, Theory, name)
        except CaseError as error:
            faults += [Fault(name, fault.place, fault.message) for fault in error.faults]
    return tuple(found), faults


def _checked(case: Case) -> Case:
    faults = list(check_ids(case)) + list(check_references(case))
    if not faults:  # what follows looks things up, so it needs ids that hold
        case = replace(case, graph=graph.build(case.actors, case.issues, case.objectives, case.edges))
        faults = [*check_variables(case), *check_stances(case), *check_rules(case)]
    if not faults:
        faults = list(check_pulls(case))
    if faults:
        raise CaseError(faults)
    return case


def _parse(file: str, raw: dict[str, Any]) -> tuple[dict[str, Any], list[Fault]]:
    found: dict[str, Any] = {}
    faults: list[Fault] = []
    for table, (field, model) in TABLES[file].items():
        rows = raw.pop(table, [])
        if not isinstance(rows, list):
            faults.append(Fault(file, table, f"write [[{table}]], one for each, not [{table}]"))
            rows = []
        records = []
        for number, row in enumerate(rows, 1):
            try:
                records.append(model.model_validate(row, by_alias=True, by_name=False))
            except ValidationError as error:
                name = f"'{row['id']}'" if isinstance(row, dict) and "id" in row else f"no. {number}"
                faults += schema_faults(error, model, file, f"{table} {name}")
        found[field] = tuple(records)
    if file == "case.toml":
        try:
            found["settings"] = Settings.model_validate(raw)
        except ValidationError as error:
            faults += schema_faults(error, Settings, file)
    else:
        faults += [Fault(file, "", f"unknown table '{k}'{likely(k, TABLES[file])}") for k in raw]
    return found, faults
