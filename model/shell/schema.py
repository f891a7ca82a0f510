"""`python -m model schema`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from model.schemas import schemas


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--extending", is_flag=True, help="For a case that extends another: records may have some fields only.")
def schema(folder: Path, extending: bool) -> None:
    r"""Write JSON Schemas of a case's files into FOLDER, so that editors complete and check them.

    One for each file of a case, one for scenarios, one for theories. In a file of yours, name its schema in the first
    line, and an editor that knows TOML (Taplo, Even Better TOML) finds it:

    \b
    #:schema ../schemas/rules.schema.json
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, held in schemas(extending).items():
            (folder / name).write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")
            click.echo(folder / name)
    except OSError as error:
        click.echo(f"{folder}: cannot be written: {error.strerror or error}", err=True)
        sys.exit(2)
