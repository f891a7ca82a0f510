"""Which files are scenario tests: by what they are called, and by what they hold."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from model.knowledge import Case, Fault, ScenarioError
from model.scenario import SCENARIO_SUFFIX, is_scenario_file

#: What makes a file a scenario test, whatever its name: an expectation.
_EXPECTATION = re.compile(rb"^\s*(\[\[\s*expect\s*\]\]|expect\s*=\s*\[\s*\{)", re.MULTILINE)


def bundled_suites(case: Case) -> list[Path]:
    """Return the scenario files that come with a case, wherever in its folder."""
    return list(filter(is_scenario_file, _toml_below(case.folder))) if case.folder else []


def files_of(paths: Sequence[Path]) -> list[Path]:
    """Return the scenario files that some paths name: files as they are, and what is called so in folders and below.

    Raises:
        ScenarioError: with every path that is not there, and every folder without a scenario file.
    """
    files: list[Path] = []
    faults: list[Fault] = []
    for path in paths:
        inside = list(filter(is_scenario_file, _toml_below(path))) if path.is_dir() else [path]
        if not path.exists():
            faults.append(Fault(str(path), "", "there is no such file or folder"))
        elif not inside:
            message = f"there is no scenario file in it: their names end in {SCENARIO_SUFFIX}"
            other = next(misnamed([path]), None)
            faults.append(
                Fault(
                    str(path),
                    "",
                    f"{message}; '{other}' holds a scenario test: rename it, or name it" if other else message,
                )
            )
        files += inside
    if faults:
        raise ScenarioError(faults)
    return list(dict.fromkeys(files))


def misnamed(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield what lies in folders and below, holds a scenario test and is not called so: it is run only where named."""
    paths = list(paths)
    named = {path.resolve() for path in paths}
    for path in paths:
        for file in _toml_below(path) if path.is_dir() else ():
            if not is_scenario_file(file) and file.resolve() not in named and _holds_expectation(file):
                yield file


def _holds_expectation(file: Path) -> bool:
    try:
        return _EXPECTATION.search(file.read_bytes()) is not None
    except OSError:
        return False


def _toml_below(folder: Path) -> list[Path]:
    """Return the TOML files in a folder and below, but for hidden folders and virtual environments, in their order."""
    found: list[Path] = []
    for home, inside, files in os.walk(folder):
        inside[:] = [name for name in inside if name[0] != "." and not Path(home, name, "pyvenv.cfg").is_file()]
        found += [Path(home, name) for name in files if name.lower().endswith(".toml")]
    return sorted(found)
