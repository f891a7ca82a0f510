"""A new case: a folder with all files, small and complete, in which what has to be told says so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from model.knowledge.case import Case
from model.knowledge.errors import CaseError, Fault
from model.knowledge.loading import DATA, load_case

TEMPLATE = Path(__file__).parent / "template"


#: How what has yet to be told begins.
PENDING = "To be told"


def slug(text: str) -> str:
    """Return the id that a name makes: lower-case words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def begin_case(folder: Path, title: str, first: str, second: str) -> Case:
    """Write a new case into a folder, which may not hold anything yet, and return it, loaded.

    Args:
        folder: of the case; its name makes the id.
        title: of the case.
        first: what the party is called that gains when the battlefield shift is positive.
        second: what the other one is called.

    Raises:
        CaseError: if the folder holds something or cannot be written, or the names make no two different ids.
    """
    ids = {"the folder's name": slug(folder.resolve().name), "--first": slug(first), "--second": slug(second)}
    faults = [Fault("", what, "there is no letter or digit in it") for what, made in ids.items() if not made]
    name, one, other = ids.values()
    if one == other:
        faults.append(Fault("", "--second", f"'{second}' and '{first}' make the same id"))
    if name and (DATA / name).exists():
        faults.append(Fault("", "the folder's name", f"'{name}' is already one of the bundled cases"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        faults.append(Fault("", str(folder), "there is something already; name a new or empty folder"))
    if faults:
        raise CaseError(faults)
    words = {"id": name, "title": title, "first": one, "second": other, "first_label": first, "second_label": second}
    safe = {key: _quoted(text) for key, text in words.items()}
    try:
        for path in sorted(TEMPLATE.rglob("*.toml")):
            written = folder / path.relative_to(TEMPLATE)
            written.parent.mkdir(parents=True, exist_ok=True)
            written.write_text(Template(path.read_text("utf-8")).substitute(safe), "utf-8")
    except OSError as error:
        raise CaseError([Fault("", str(folder), f"cannot be written: {error.strerror or error}")]) from None
    return load_case(folder)


def _quoted(text: str) -> str:
    """Return text as it stands between quotation marks in TOML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def pending(folder: Path) -> Iterator[Fault]:
    """Yield every line of a case's files that says that something has yet to be told."""
    for path in sorted(folder.rglob("*.toml")):
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if f'"{PENDING}' in line:
                what = line.split(PENDING, 1)[1].strip(': "').rstrip(".")
                yield Fault(path.name, f"line {number:3d}", f"to be told: {what}")
