"""Which wars there are: the bundled cases, and folders that the dashboard was started with."""

from __future__ import annotations

import sys
from pathlib import Path

from model.knowledge import CASE, Case, CaseError, load_case, read_toml, titles

#: The script that is given folders: `streamlit run app.py -- FOLDER ...`.
SCRIPT = "app.py"


def case_folders() -> list[Path]:
    """Return the folders of cases that the dashboard was started with."""
    script, *given = sys.argv or [""]
    return [Path(name) for name in given] if Path(script).name == SCRIPT else []


def cases_on_offer() -> dict[str, tuple[str, str]]:
    """Return every case that can be opened, by its id: its title, and where it is. The first one opens first."""
    found = {}
    for folder in case_folders():
        try:
            raw = read_toml(folder / CASE, CaseError)
        except CaseError:
            raw = {}
        name = str(raw.get("id", folder.resolve().name))
        found[name] = (str(raw.get("title", name)), str(folder))
    bundled = {name: (title, name) for name, title in titles().items()}
    return found | {name: entry for name, entry in bundled.items() if name not in found}


def first_case() -> str:
    """Return the id of the case that opens where none is named."""
    return next(iter(cases_on_offer()))


def load_case_on_offer(name: str) -> Case:
    """Return a case that is offered. Raises CaseError, with every fault of its files."""
    return load_case(cases_on_offer()[name][1])
