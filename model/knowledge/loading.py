"""From the TOML files of a folder to a checked case. All faults are told at once, each with its file and place."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from model.knowledge.building import THEORIES, checked
from model.knowledge.case import Case
from model.knowledge.errors import CaseError, Fault, read_toml, schema_faults, toml_files
from model.knowledge.file_format import DATA, TABLES
from model.knowledge.hints import known_hint, unknown
from model.knowledge.inheritance import CASE, bundled, read_files, stamp
from model.knowledge.records import Settings, Theory
from model.knowledge.rule_checks import check_humps


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
        near = known_hint(name, cases(), "case")
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
        read, wrong = _theories(home / THEORIES)
        theories |= {theory.id: theory for theory in read}
        faults += wrong
    parts["theories"] = tuple(theories.values())
    order = {file: number for number, file in enumerate(TABLES)}
    faults.sort(key=lambda fault: order.get(fault.file, len(order)))  # as they are read, file by file
    if faults:
        raise CaseError(faults)
    case = checked(Case(**parts))
    faults = list(check_humps(case))
    if faults:
        raise CaseError(faults)
    return case


def _theories(folder: Path) -> tuple[tuple[Theory, ...], list[Fault]]:
    found: list[Theory] = []
    faults: list[Fault] = []
    for path in toml_files(folder):
        if path.name.lower().endswith(".scenario.toml"):
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
        faults += [Fault(file, "", unknown("table", k, TABLES[file])) for k in raw]
    return found, faults
