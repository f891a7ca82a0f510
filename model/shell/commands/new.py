"""`python -m model new FOLDER`: begin a case of one's own."""

from __future__ import annotations

from pathlib import Path

import click

from model.knowledge import begin_case, pending


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="Of the case; else the folder's name.")
@click.option("--first", default="First side", show_default=True, help="The party that a positive shift favours.")
@click.option("--second", default="Second side", show_default=True, help="The other party.")
def new(folder: Path, title: str | None, first: str, second: str) -> None:
    """Begin a case in FOLDER, which is made and whose name becomes the case's id.

    Writes all files of a small case that runs at once, on the general rules; what you have to tell says "To be told".
    The guide is docs/a-case-of-your-own.md.
    """
    case = begin_case(folder, title or folder.name.replace("-", " ").capitalize(), first, second)
    click.echo(f"{folder}: a case '{case.id}' that runs, with {len(list(pending(folder)))} lines to be told. Next:")
    click.echo(f"  python -m model lint {folder}           what is missing, unfounded or without effect")
    click.echo(f"  python -m model check {folder}          whether its scenarios' sentences hold")
    click.echo(f"  streamlit run app.py -- {folder}        the dashboard with it")
    click.echo("  python -m model schema schemas --extending   JSON Schemas, so that your editor completes and checks")
