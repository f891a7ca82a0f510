"""A new case: a folder with all files, small and complete, in which what has to be told says so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from string import Template
from tempfile import TemporaryDirectory

from model.knowledge.case import Case
from model.knowledge.characters import slug, visible
from model.knowledge.errors import CaseError, Fault, toml_files
from model.knowledge.file_format import DATA
from model.knowledge.loading import load_case
from model.knowledge.naming import capitalised

TEMPLATE = Path(__file__).parent / "template"


#: How what has yet to be told begins.
PENDING = "To be told"


def begin_case(folder: Path, title: str | None, first: str, second: str) -> Case:
    """Write a new case into a folder, which may not hold anything yet, and return it, loaded.

    Args:
        folder: of the case; its name, in any letters, makes the id.
        title: of the case; else the folder's name.
        first: what the party is called that gains when the battlefield shift is positive.
        second: what the other one is called.

    Raises:
        CaseError: if the folder holds something or cannot be written, or the names make no two different ids.
    """
    title, first, second = (" ".join((text or "").split()) for text in (title, first, second))
    called = folder.resolve().name
    ids = {"the folder's name": slug(called), "--first": slug(first), "--second": slug(second)}
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
    title = title or capitalised(called.replace("-", " "))
    words = {"id": name, "title": title, "first": one, "second": other, "first_label": first, "second_label": second}
    try:
        with TemporaryDirectory() as home:
            _write(Path(home), words)
            load_case(home)  # a name that does not fit, such as an issue's, is told before anything is written
            shutil.copytree(home, folder, dirs_exist_ok=True)
    except CaseError as error:
        what = f"the ids '{one}' and '{other}' do not fit a new case"
        raise CaseError([Fault("", "--first, --second", f"{what}: {fault}") for fault in error.faults]) from None
    except (OSError, shutil.Error) as error:
        why = getattr(error, "strerror", None) or error
        raise CaseError([Fault("", str(folder), f"cannot be written: {why}")]) from None
    return load_case(folder)


def _write(folder: Path, words: dict[str, str]) -> None:
    """Write the files of a new case, with these words in them, into a folder."""
    safe = {key: _quoted(text) for key, text in words.items()}
    for path in sorted(TEMPLATE.rglob("*.toml")):
        written = folder / path.relative_to(TEMPLATE)
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(Template(path.read_text("utf-8")).substitute(safe), "utf-8")


def _quoted(text: str) -> str:
    """Return text as it stands between quotation marks in TOML, which escapes as JSON does."""
    return json.dumps(visible(text), ensure_ascii=False)[1:-1]


def pending(folder: Path) -> Iterator[Fault]:
    """Yield every line of a case's files that says that something has yet to be told."""
    for path in toml_files(folder, below=True):
        lines = path.read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            if f'"{PENDING}' in line:
                what = line.split(PENDING, 1)[1].strip(': "').rstrip(".")
                yield Fault(path.name, f"line {number:3d}", f"to be told: {what}")
