"""Output: text at one width, aligned columns, JSON for machines, and files that are written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from model.knowledge import Record
from model.scenario import Scenario
from model.shell.errors import Refusal

#: The widest line of wrapped text, in characters.
WIDTH = 110


def wrapped(text: str, first: str = "", rest: str = "", hyphens: bool = True) -> list[str]:
    """Return a text as lines of at most `WIDTH` characters.

    Args:
        text: a sentence or a paragraph.
        first: what the first line begins with.
        rest: what all other lines begin with.
        hyphens: whether a line may end at a hyphen, which would break an id in two.
    """
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=hyphens)


def hanging(text: str, indent: int = 0) -> list[str]:
    """Return a text as wrapped lines that begin after `indent` spaces, all but the first after two more."""
    return wrapped(text, " " * indent, " " * (indent + 2))


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows of cells as lines in which every column but the last is padded to its widest cell."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    return ["  ".join([*map(str.ljust, row[:-1], widths), row[-1]]) for row in rows]


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, each as soon as it is there."""
    for line in lines:
        click.echo(line)


def print_json(result: Any) -> None:
    """Print a result as JSON: a record with all its fields, a scenario by its title and months."""
    click.echo(json.dumps(_json_value(result), indent=2))


def _json_value(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _json_value(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_json_value(held) for held in value]
    if isinstance(value, Scenario):
        return {"title": value.title, "months": value.months}
    if isinstance(value, Record):
        return value.model_dump()
    if hasattr(value, "__dataclass_fields__"):
        return {field: _json_value(getattr(value, field)) for field in value.__dataclass_fields__}
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def write_file(path: Path, text: str) -> None:
    """Write a text to a file, in UTF-8, whole or not at all: a file that was there is replaced once all is written.

    What a link leads to is written to as it is, and so is what is no file, such as a terminal.

    Raises:
        Refusal: if it cannot be written.
    """
    with writing(path):
        replace_file(path, text)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an OSError into a refusal that says which file or folder cannot be written, and why."""
    try:
        yield
    except OSError as error:
        raise Refusal(f"{path}: cannot be written: {error.strerror or error}") from error


def replace_file(path: Path, text: str) -> None:
    """Do what `write_file` does, but raise an OSError as it is."""
    if path.is_symlink() or (path.exists() and not path.is_file()):  # /dev/stdout and the like cannot be replaced
        path.write_text(text, encoding="utf-8", newline="")
        return
    beside = path.with_name(f".{os.getpid()}.part")
    try:
        beside.write_text(text, encoding="utf-8", newline="")
        if path.exists():
            path.open("a").close()  # raises where there is no right to write it
            shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
