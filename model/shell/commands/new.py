"""`python -m model new FOLDER`: begin a case of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from model.knowledge import Case, begin_case, pending, quoted
from model.shell.output import columns, print_lines


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Of the case; else the folder's name.")
@click.option("--first", default="First side", show_default=True, help="The party that a positive shift favours.")
@click.option("--second", default="Second side", show_default=True, help="The other party.")
def new(folder: Path, title: str | None, first: str, second: str) -> None:
    """Begin a case of your own in FOLDER.

    The folder is made, and its name becomes the case's id; names may be in any letters, ids are in Latin ones.
    Writes all files of a small case that runs at once, on the general rules; what you have to tell says "To be
    told". The guide is docs/a-case-of-your-own.md. For example:

    \b
    python -m model new my-war --title "The war of ..." --first Sparta --second Athens
    """
    print_lines(_next_steps(folder, begin_case(folder, title, first, second)))


def _next_steps(folder: Path, case: Case) -> Iterator[str]:
    """Yield what was written, what its parties are called in the files, and which commands come next."""
    one, other = (f"{case.labels[party]} is '{party}'" for party in case.parties)
    yield f"{folder}: a case '{case.id}' that runs, with {len(list(pending(folder)))} lines to be told."
    yield f"In its files {one}, and {other}. Next:"
    here = quoted(folder)
    yield from columns(
        [
            (f"  python -m model lint {here}", "what is missing, unfounded or without effect"),
            (f"  python -m model check {here}", "whether its scenarios' sentences hold"),
            (f"  python -m model dashboard {here}", "the dashboard with it"),
            ("  python -m model schema schemas --extending", "JSON Schemas, so that your editor completes and checks"),
        ]
    )
