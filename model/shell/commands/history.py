"""`python -m model history`: what the rules say of wars whose end is known."""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd

from model.engine import engine_in_words
from model.history import HINDCAST_DRAWS, hindcast, load_history
from model.scenario import MadeBy
from model.shell.commands.history_report import history_lines
from model.shell.options import csv_style_option, draws_option, file_option, json_option, seed_option
from model.shell.output import print_json, print_lines, write_file
from model.shell.progress import progress_bar
from model.store import csv_text


@click.command()
@draws_option(HINDCAST_DRAWS, help="Variants of each.")
@seed_option("Of draws and bootstrap.")
@json_option
@file_option("--csv", "table", help="Also write all shares here.")
@csv_style_option
def history(draws: int, seed: int, as_json: bool, table: Path | None, csv_style: str) -> None:
    """Hold the general rules against wars whose end is known.

    They are wars since 1945. Prints the log score, the Brier score, the ranking and the calibration of the model's
    shares, with what may happen and without, beside the base rate, past wars of the same class, single items of the
    codebook and a quarter for each, with 95 % bootstrap intervals; how far two coders agree; how wars have ended by
    published counts; and what it comes to. Nothing is fitted to these wars. For example:

    \b
    python -m model history
    python -m model history --draws 64 --csv wars.csv
    """
    coded = load_history()
    with progress_bar(len(coded.episodes) + len(coded.graded_again), show_eta=False) as advance:
        result = hindcast(coded, draws, seed, advance)
    made_by = MadeBy(what="history", engine=engine_in_words(), seed=seed, draws=draws)
    if table is not None:
        write_file(table, csv_text(pd.DataFrame(list(result.rows())), csv_style, made_by.to_text()))
    if as_json:
        print_json({"made_by": made_by.to_dict(), **result.to_dict()})
    else:
        print_lines(history_lines(result))
