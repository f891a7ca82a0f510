"""`python -m model history`: what the rules say of wars whose end is known."""

from __future__ import annotations

import csv
import json
import sys
import textwrap
from pathlib import Path
from typing import Any

import click

from model.history import (
    CALLED,
    CLASSES,
    HINDCAST_DRAWS,
    Hindcast,
    hindcast,
    history_summary,
    history_verdicts,
    load_history,
    load_rates,
    score_interval_in_words,
    share_rows,
)
from model.knowledge import InputError
from model.uncertainty import MOST_DRAWS as MOST

WIDE = 110


@click.command()
@click.option(
    "--draws", default=HINDCAST_DRAWS, show_default=True, type=click.IntRange(1, MOST), help="Variants of each."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of draws and bootstrap.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--csv", "table", type=click.Path(dir_okay=False, path_type=Path), help="Also write all shares here.")
def history(draws: int, seed: int, as_json: bool, table: Path | None) -> None:
    """Hold the general rules against wars since 1945 whose end is known.

    Prints the log score, the Brier score and the ranking of the model's shares beside the base rate, mediation alone
    and a quarter for each, with 95 % bootstrap intervals; how wars have ended by published counts; and what it comes
    to. Nothing is fitted to these wars.
    """
    try:
        coded = load_history()
        if sys.stderr.isatty():
            with click.progressbar(length=len(coded.episodes), show_eta=False, file=sys.stderr) as bar:
                found = hindcast(coded, draws, seed, lambda done, of: bar.update(min(done, 1)))
        else:
            found = hindcast(coded, draws, seed)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    if table is not None:
        _write(table, list(share_rows(found)))
    if as_json:
        click.echo(json.dumps(history_summary(found), indent=2))
        return
    click.echo("\n".join(_report(found)))


def _write(path: Path, told: list[dict[str, Any]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, told[0])
            writer.writeheader()
            writer.writerows(told)
    except OSError as error:
        click.echo(f"{path}: cannot be written: {error.strerror or error}", err=True)
        sys.exit(2)


def _report(found: Hindcast) -> list[str]:
    many, months = len(found.history.episodes), found.history.codebook.months
    lines = [f"{many} wars since 1945, {months} months from a date in each, {found.draws} variants of each:", ""]
    lines.append(f"  {'':<30} {'log score (higher is better)':<32} {'Brier score (lower is better)':<32} largest share")
    for name, title in CALLED.items():
        log, brier = found.log[name], found.brier[name]
        scores = f"{score_interval_in_words(log.value, log.interval):<32} {score_interval_in_words(brier.value, brier.interval):<32}"
        lines.append(f"  {title:<30} {scores} {found.right(name)} of {many}")
    lines += ["", f"  {'ranking (0.50 is chance)':<30} {'the model':<32} {'mediation alone':<32}"]
    for kind in CLASSES:
        own, alone = found.ranks[kind]["model"], found.ranks[kind]["mediation"]
        told = f"{score_interval_in_words(own.value, own.interval):<32} {score_interval_in_words(alone.value, alone.interval):<32}"
        lines.append(f"  {kind:<30} {told}".rstrip())
    for sentence in history_verdicts(found):
        lines += ["", textwrap.fill(sentence, WIDE)]
    lines += ["", "How wars have ended, by published counts (endings, whenever they came):"]
    for rate in load_rates().rates:
        parts = ", ".join(f"{part.what} {share:.0%}" for part, share in zip(rate.parts, rate.shares, strict=True))
        lines += ["", textwrap.fill(f"{rate.title}: {parts}.", WIDE), textwrap.fill(f"({rate.source})", WIDE)]
    return lines
