"""`python -m model list WHAT`: what there is to name in scenarios, rules and commands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pandas as pd

from model.knowledge import Case, load_case
from model.shell.commands.list_lists import LISTS, Row
from model.shell.errors import Refusal
from model.shell.options import csv_style_option, default_case_option, file_option, json_option
from model.shell.output import columns, print_json, print_lines, write_file
from model.store import csv_text


@click.command("list")
@click.argument("lists", nargs=-1, type=click.Choice(list(LISTS)), metavar="[WHAT ...]")
@default_case_option
@json_option
@file_option("--csv", "table", help="Also write the list here.")
@csv_style_option
def list_what(lists: tuple[str, ...], case_name: str | None, as_json: bool, table: Path | None, csv_style: str) -> None:
    """List what there is to name: levers, rules, scenarios and more.

    Without WHAT, tells which lists there are and how long each is. JSON and CSV have more columns. For example:

    \b
    python -m model list levers
    python -m model list scenarios --case korea
    python -m model list rules --json
    """
    if table is not None and len(lists) != 1:
        raise Refusal("--csv: a file holds one list: name one")
    case = load_case(case_name)
    found = {name: list(LISTS[name].rows(case)) for name in lists or LISTS}
    if table is not None:
        write_file(table, csv_text(_table(found[lists[0]]), csv_style))
    if as_json:
        print_json({"case": case.id, **found})
    elif lists:
        print_lines(_shown(case, found))
    else:
        print_lines(_overview(case, found))


def _overview(case: Case, found: dict[str, list[Row]]) -> Iterator[str]:
    yield f"{case.settings.title} ({case.id}). Name a list to see it:"
    yield from columns([(f"  {name}", f"{len(rows):4d}", LISTS[name].says) for name, rows in found.items()])


def _shown(case: Case, found: dict[str, list[Row]]) -> Iterator[str]:
    """Yield lists as people read them: under a heading each, if there are several."""
    for number, (name, rows) in enumerate(found.items()):
        if len(found) > 1:
            yield from (*([""] if number else []), f"{name}: {LISTS[name].says}")
        if not rows:
            yield f"{case.settings.title} has none."
            continue
        shown = LISTS[name].shown
        heads = tuple(column.replace("_", " ") for column in shown)
        yield from columns([heads, *(tuple(_cell(row[column]) for column in shown) for row in rows)], wrap=True)


def _cell(value: object) -> str:
    """Return a value as a cell of a table."""
    match value:
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:g}"
        case list() | tuple():
            return ", ".join(map(_cell, value))
        case dict():
            return ", ".join(f"{name}: {_cell(held)}" for name, held in value.items())
        case None:
            return ""
    return str(value)


def _table(rows: list[Row]) -> pd.DataFrame:
    """Return a list as a table with all of its columns; lists and tables in a cell are put as text."""
    kept = (int, float, str, type(None))
    return pd.DataFrame(
        [{name: value if isinstance(value, kept) else _cell(value) for name, value in row.items()} for row in rows]
    )
