"""`python -m model history`: what the rules say of wars whose end is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pandas as pd

from model.engine import engine_in_words
from model.history import (
    CLASSES,
    COUNTS,
    FORECASTER_NAMES,
    HINDCAST_DRAWS,
    MEDIATION,
    MODEL,
    Hindcast,
    hindcast,
    history_verdicts,
    load_base_rates,
    load_history,
    score_interval_in_words,
)
from model.scenario import MadeBy
from model.shell.commands.rates_report import class_lines
from model.shell.options import csv_style_option, draws_option, file_option, json_option, seed_option
from model.shell.output import print_json, print_lines, wrapped, write_file
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
    shares beside the base rate, single items of the codebook and a quarter for each, with 95 % bootstrap intervals; how
    wars have ended by published counts; and what it comes to. Nothing is fitted to these wars. For example:

    \b
    python -m model history
    python -m model history --draws 64 --csv wars.csv
    """
    coded = load_history()
    with progress_bar(len(coded.episodes), show_eta=False) as advance:
        result = hindcast(coded, draws, seed, advance)
    made_by = MadeBy(what="history", engine=engine_in_words(), seed=seed, draws=draws)
    if table is not None:
        write_file(table, csv_text(pd.DataFrame(list(result.rows())), csv_style, made_by.to_text()))
    if as_json:
        print_json({"made_by": made_by.to_dict(), **result.to_dict()})
    else:
        print_lines(_report(result))


def _report(result: Hindcast) -> Iterator[str]:
    yield from _scores(result)
    for sentence in history_verdicts(result):
        yield from ("", *wrapped(sentence))
    yield from (
        "",
        "Of wars that were still being fought, how many went which way within two years (python -m model rates):",
    )
    yield from ("", *class_lines(None))
    yield from ("", "How wars have ended, by published counts (endings, whenever they came):")
    for rate in load_base_rates().rates:
        parts = ", ".join(f"{part.what} {share:.0%}" for part, share in zip(rate.parts, rate.shares, strict=True))
        yield from ("", *wrapped(f"{rate.title}: {parts}."), *wrapped(f"({rate.source})"))


def _scores(result: Hindcast) -> Iterator[str]:
    """Yield the scores of the model and of what it is held against, and how well each ranks the wars."""
    wars, months = len(result.history.episodes), result.history.codebook.months
    yield f"{wars} wars since 1945, {months} months from a date in each, {result.draws} variants of each:"
    yield ""
    yield f"  {'':<30} {'log score (higher is better)':<32} {'Brier score (lower is better)':<32} largest share"
    for name, title in FORECASTER_NAMES.items():
        log, brier = (score_interval_in_words(s.value, s.interval) for s in (result.log[name], result.brier[name]))
        yield f"  {title:<30} {log:<32} {brier:<32} {result.largest_share_followed(name)} of {wars}"
    yield ""
    heads = ("shares of the pull", "formed at the end", "mediation", "best item")
    yield f"  {'ranking (0.50 is chance)':<28} {' '.join(f'{head:<22}' for head in heads)}".rstrip()
    for kind in CLASSES:
        ranks, best = result.ranks[kind], result.best_item(kind)
        cells = (score_interval_in_words(ranks[n].value, ranks[n].interval) for n in (MODEL, COUNTS, MEDIATION, best))
        yield f"  {kind:<28} {' '.join(f'{cell:<22}' for cell in cells)}({best})"
    yield ""
    yield f"  {'calibration (0 and 1 best)':<28} {'error':<22} slope"
    for name, scores in result.calibration.items():
        error, slope = (score_interval_in_words(score.value, score.interval) for score in scores)
        yield f"  {FORECASTER_NAMES[name].removeprefix('The model: '):<28} {error:<22} {slope}"
