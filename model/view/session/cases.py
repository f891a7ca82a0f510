"""Which wars there are: the bundled cases, and folders that the dashboard was started with.

A case on offer goes by one name, in the session, in links and after a reload. Of a folder that is the id in its
settings, else what the folder is called; if something else goes by that, the folder above it is named as well. The id
of a case (`case.id`) is another matter: a folder that extends a case, and gives itself no id, has that of the other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from model.knowledge import CASE, Case, CaseError, load_case, read_toml, titles

#: The script that is given folders: `streamlit run app.py -- FOLDER ...`.
SCRIPT = "app.py"


def case_folders() -> list[Path]:
    """Return the folders of cases that the dashboard was started with, each once."""
    script, *given = sys.argv or [""]
    folders = {Path(name).resolve(): Path(name) for name in given} if Path(script).name == SCRIPT else {}
    return list(folders.values())


def cases_on_offer() -> dict[str, tuple[str, str]]:
    """Return every case that can be opened, by its name: its title, and where it is. The first one opens first."""
    bundled = titles()
    settings = {folder: _settings(folder) for folder in case_folders()}
    names = {folder: list(_names(folder, raw)) for folder, raw in settings.items()}
    found = dict[str, tuple[str, str]]()
    for folder, raw in settings.items():
        others = {name for other, own in names.items() if other != folder for name in own} | bundled.keys()
        name = next(name for name in names[folder] if name not in others)
        title = str(raw.get("title", name))
        taken = {*bundled.values(), *(one for one, _ in found.values())}
        found[name] = (f"{title} ({name})" if title in taken else title, str(folder))
    return found | {name: (title, name) for name, title in bundled.items()}


def _settings(folder: Path) -> dict[str, object]:
    """Return what a folder's settings say; nothing if they cannot be read, which is told where the case is opened."""
    try:
        return read_toml(folder / CASE, CaseError)
    except CaseError:
        return {}


def _names(folder: Path, settings: dict[str, object]) -> Iterator[str]:
    """Yield the names that a folder can go by, the longer ones last, which no other folder can."""
    if "id" in settings:
        yield str(settings["id"])
    parts = [part.strip("/\\") for part in folder.resolve().parts]
    for first in range(len(parts) - 1, -1, -1):
        yield "-".join(parts[first:])
    yield str(folder.resolve())


def first_case() -> str:
    """Return the name of the case that opens where none is named."""
    return next(iter(cases_on_offer()))


def load_case_on_offer(name: str) -> Case:
    """Return a case that is offered. Raises CaseError, with every fault of its files."""
    return load_case(cases_on_offer()[name][1])


def name_of_home(case_id: str, opened: str, fingerprint: str = "") -> str:
    """Return the name of the case that is meant by an id in a file.

    That is the case on offer that has the id and the fingerprint, if one is told; or else the open case, by its name
    `opened`, if it has the id, or the first one on offer that does; if none does it is the open one, which then tells
    that the file is for another.
    """
    offered = cases_on_offer()
    alike = [name for name in (opened, case_id, *offered) if name in offered and _id_of(name) == case_id]
    same = (name for name in alike if fingerprint and load_case_on_offer(name).fingerprint == fingerprint)
    return next(same, next(iter(alike), opened))


def _id_of(name: str) -> str:
    """Return the id of a case on offer; nothing if it cannot be read."""
    try:
        return name if name in titles() else load_case_on_offer(name).id
    except CaseError:
        return ""
