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

from model.knowledge import Record, visible
from model.scenario import Scenario
from model.shell.errors import Refusal
from model.shell.own_name import in_own_name

#: The widest line of wrapped text, in characters.
WIDTH = 110

#: Less room than this is too little for a column of texts.
LEAST_WIDTH = 30


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


def columns(rows: Sequence[Sequence[str]], wrap: bool = False) -> list[str]:
    """Return rows of cells as lines in which every column but the last is padded to its widest cell.

    Args:
        rows: of one length.
        wrap: whether the last column is wrapped at `WIDTH`, and goes below the others where they leave it no room.
    """
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)][:-1]
    heads = ["".join(f"{cell:<{width}}  " for cell, width in zip(row, widths, strict=False)) for row in rows]
    if not wrap:
        return [head + row[-1] for head, row in zip(heads, rows, strict=True)]
    indent = sum(widths) + 2 * len(widths)
    if indent + LEAST_WIDTH <= WIDTH:
        told = [wrapped(row[-1], head, " " * indent) or [head] for head, row in zip(heads, rows, strict=True)]
    else:
        told = [[head, *hanging(row[-1], 4)] for head, row in zip(heads, rows, strict=True)]
    return [line.rstrip() for lines in told for line in lines]


def say(text: object, err: bool = False) -> None:
    """Print a text, on stderr if `err`; what a terminal would obey, such as a control character, is written out."""
    click.echo(in_own_name(visible(str(text))), err=err)


def print_lines(lines: Iterable[str]) -> None:
    """Print lines, each as soon as it is there."""
    for line in lines:
        say(line)


def print_json(result: Any) -> None:
    """Print a result as JSON: a record with all its fields, a scenario by its title and months."""
    click.echo(json.dumps(_json_value(result), indent=2))


def fields_of(result: Any) -> dict[str, Any]:
    """Return the fields of a dataclass by name, as they are."""
    return {name: getattr(result, name) for name in result.__dataclass_fields__}


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


def write_file(path: Path, content: str | bytes) -> None:
    """Write a text, in UTF-8, or bytes to a file, whole or not at all: it replaces what was there once all is written.

    What a link leads to is written to as it is, and so is what is no file, such as a terminal.

    Raises:
        Refusal: if it cannot be written.
    """
    with writing(path):
        replace_file(path, content)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn an OSError into a refusal that says which file or folder cannot be written, and why."""
    try:
        yield
    except OSError as error:
        raise Refusal(f"{path}: cannot be written: {error.strerror or error}") from error


def replace_file(path: Path, content: str | bytes) -> None:
    """Do what `write_file` does, but raise an OSError as it is."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_symlink() or (path.exists() and not path.is_file()):  # /dev/stdout and the like cannot be replaced
        path.write_bytes(raw)
        return
    beside = path.with_name(f".{os.getpid()}.part")
    try:
        beside.write_bytes(raw)
        if path.exists():
            path.open("a").close()  # raises where there is no right to write it
            shutil.copymode(path, beside)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
