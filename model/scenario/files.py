"""Scenario files: read, checked against a case, and written back without loss."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from warnings import warn

import tomli_w
from pydantic import ValidationError

from model.knowledge import (
    Case,
    CaseError,
    Fault,
    ScenarioError,
    cases,
    known_hint,
    likely,
    load_case,
    read_toml,
    schema_faults,
)
from model.scenario.checks import faults_of
from model.scenario.provenance import ResultChanged, opened_scenario, read_made_by, scenario_to_dict
from model.scenario.scenario import SCENARIO_SUFFIX, Scenario
from model.store import RESULT_ENDINGS

#: What a file's name ends in that holds a scenario, or a result that says what made it.
FILE_ENDINGS = (".toml", *RESULT_ENDINGS)


#: What a scenario may be given as: itself, a bundled scenario's id, or a file's path.
AnyScenario = Scenario | str | Path


def scenario_of(case: Case, given: AnyScenario) -> Scenario:
    """Return the scenario that is meant, by whatever it is given: the one place for all that take a scenario.

    Args:
        case: the case that it is to be run on.
        given: a scenario, as it stands; or what `load_scenario` takes, an id or a path.

    Raises:
        CaseError: if the case is none. ScenarioError: if there is no such scenario, or it does not fit the case.
    """
    _check_types(case, given)
    return given if isinstance(given, Scenario) else load_scenario(given, case)


def _check_types(case: object, given: object) -> None:
    """Raise an InputError if the case is no case, or the scenario nothing that could stand for one."""
    if not isinstance(case, Case):
        wanted = f"load_case({case!r}) gives it" if isinstance(case, str) else "load_case() gives the default one"
        raise CaseError([Fault("", "case", f"a case is needed, not {_brief(case)}; {wanted}")])
    if not isinstance(given, AnyScenario):
        wanted = "a scenario, a bundled scenario's id, or a file's path"
        raise ScenarioError([Fault("", "scenario", f"{wanted} is needed, not {_brief(given)}")])


def _brief(value: object) -> str:
    """Return what was given, in a word or two: a text as it stands, anything else by its type."""
    return repr(value)[:60] if isinstance(value, str) else f"a value of the type {type(value).__name__}"


def is_scenario_file(path: Path) -> bool:
    """Return whether a file is called as scenario files are, in letters of any size."""
    return path.name.lower().endswith(SCENARIO_SUFFIX)


def bundled_scenarios(case: Case) -> dict[str, Path]:
    """Return the files of a case's bundled scenarios by id, with those of the cases that it extends under its id."""
    found = {
        file.name[: -len(SCENARIO_SUFFIX)]: file
        for home in reversed(case.homes or tuple(filter(None, (case.folder,))))
        for file in (home / "scenarios").glob("*")
        if is_scenario_file(file)
    }
    return dict(sorted(found.items()))


def load_scenario(source: str | Path, case: Case | None = None) -> Scenario:
    """Return a scenario, checked against its case; see `load_with_case`."""
    return load_with_case(source, case)[1]


def load_with_case(source: str | Path, case: Case | None = None) -> tuple[Case, Scenario]:
    """Return a scenario, checked, and the case that it is about.

    A result's file (JSON, CSV, Parquet, NetCDF, workbook) gives the scenario that made it. Where the case or the model
    has changed since, that is told as a warning, `ResultChanged`.

    Args:
        source: a bundled scenario's id ("default" is today's situation), also with its case before it
            ("CASE/ID"), or a file's path.
        case: the case it has to fit; else the one that the file names: a bundled one, the one in whose folder it
            lies, or one by its folder, as seen from the file; and for a bundled id the default case.

    Raises:
        ScenarioError: with every fault of the file, each with its place and the likely word.
    """
    war, text = _war_and_id(source)
    if war and case is not None and case.id != war:
        raise ScenarioError([Fault(str(source), "case", f"the scenario is for '{war}', not for '{case.id}'")])
    if not _is_path(source):
        home = case or load_case(war or None)
        known = bundled_scenarios(home)
        if text not in known:
            hint = known_hint(text, known, "scenario", home)
            message = f"there is no bundled scenario '{text}'{hint}; a file's name ends in .toml"
            raise ScenarioError([Fault("", "", message)])
        source, case = known[text], home
    path = Path(source)
    if path.suffix.lower() in RESULT_ENDINGS:
        return _load_result(path, case)
    raw = read_toml(path, ScenarioError)
    named = raw.get("case")
    try:
        if case is None:
            case = _home(path, named)
            raw |= {"case": case.id}
        elif isinstance(named, str) and named != case.id and _is_case(path.parent / named):
            raw["case"] = load_case(path.parent / named).id
    except CaseError as error:
        raise ScenarioError([Fault(path.name, "case", str(error))]) from None
    return case, parse_scenario(raw, path.name, case)


def named_case(source: str | Path) -> Case | None:
    """Return the case that a file, a result or an id like "CASE/ID" names; None for what names none.

    Raises:
        ScenarioError: if the file cannot be read, or there is no such case.
    """
    war, _ = _war_and_id(source)
    if war or not _is_path(source):
        return load_case(war) if war else None
    path = Path(source)
    if path.suffix.lower() in RESULT_ENDINGS:
        named: Any = opened_scenario(read_made_by(path), path.name).case
    else:
        named = read_toml(path, ScenarioError).get("case")
    try:
        return None if named is None else _home(path, named)
    except CaseError as error:
        raise ScenarioError([Fault(path.name, "case", str(error))]) from None


def _war_and_id(source: str | Path) -> tuple[str, str]:
    """Return the case and the id of a bundled scenario that is given with its case before it; else "" and the text.

    Raises:
        ScenarioError: if there is neither such a file nor such a case, but one of nearly that name.
    """
    text = str(source)
    war, slash, name = text.partition("/")
    if isinstance(source, Path) or not slash or text.lower().endswith(FILE_ENDINGS) or Path(text).exists():
        return "", text
    if war in cases():
        return war, name
    if near := likely(war, cases()):
        raise ScenarioError([Fault("", "", f"there is no file '{text}', and no bundled case '{war}'{near}")])
    return "", text


def _is_path(source: str | Path) -> bool:
    """Return whether a file is meant, and not a bundled scenario."""
    text = str(source)
    if isinstance(source, Path) or text.lower().endswith(FILE_ENDINGS):
        return True
    return ("/" in text or "\\" in text) and not _war_and_id(source)[0]


def _load_result(path: Path, case: Case | None) -> tuple[Case, Scenario]:
    """Return the scenario of a result's file, and its case; warn of what has changed since the result was made."""
    made = read_made_by(path)
    scenario = opened_scenario(made, path.name)
    if case is None:
        try:
            case = _home(path, scenario.case)
        except CaseError as error:
            raise ScenarioError([Fault(path.name, "case", str(error))]) from None
    if faults := faults_of(case, scenario, path.name):
        raise ScenarioError(faults)
    for change in made.changes(case):
        warn(f"{path.name}: {change}", ResultChanged, stacklevel=4)
    return case, scenario.for_case(case)


def _home(path: Path, name: Any) -> Case:
    """Return the case that a file names: a bundled one, one in whose folder it lies, or one by its folder from there.

    Raises:
        CaseError: if there is none such, or it is none.
    """
    if not isinstance(name, str) or name in cases():
        return load_case(name)
    for folder in path.resolve().parents:
        if _is_case(folder) and (found := load_case(folder)).id == name:
            return found
    folder = path.parent / name
    if not _is_case(folder):
        near = likely(name, cases())
        if not near and _is_case(Path(name)):  # seen from where one is
            near = f"; did you mean '{Path(os.path.relpath(name, path.parent)).as_posix()}'?"
        near = near or known_hint(name, cases())
        message = f"there is no bundled case and, seen from the file, no folder of a case named '{name}'{near}"
        raise CaseError([Fault("", "", message)])
    return load_case(folder)


def _is_case(folder: Path) -> bool:
    """Return whether a folder holds a case, whatever is wrong with it."""
    try:
        return (folder / "case.toml").is_file()
    except (OSError, ValueError):  # no name of a folder at all
        return False


def parse_scenario(raw: Mapping[str, Any], file: str, case: Case | None = None) -> Scenario:
    """Return the scenario that a parsed TOML file holds; `file` is named in faults. Raises ScenarioError."""
    try:
        scenario = Scenario.model_validate(raw, by_alias=True, by_name=False)
    except ValidationError as error:
        raise ScenarioError(schema_faults(error, Scenario, file)) from None
    try:
        home = case or load_case(scenario.case)
    except ValueError as error:
        raise ScenarioError([Fault(file, "case", str(error))]) from None
    faults = faults_of(home, scenario, file)
    if faults:
        raise ScenarioError(faults)
    return scenario.for_case(home)


def to_toml(scenario: Scenario) -> str:
    """Return the scenario as the text of a file; reading it gives an equal scenario."""
    return tomli_w.dumps(scenario_to_dict(scenario))


def bundled_situations(case: Case) -> dict[str, Scenario]:
    """Return the bundled scenarios of a case by id. Raises ScenarioError if one cannot be run."""
    return {name: load_scenario(path, case) for name, path in bundled_scenarios(case).items()}
