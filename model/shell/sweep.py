"""`python -m model sweep SCENARIO --axis trust=0:1:21`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from model.analysis import ClusterError, Progress, Stopped, check_size, check_target, connected, save
from model.analysis import sweep as swept
from model.engine import warm_up
from model.knowledge import InputError, load_case
from model.scenario import load_with_case
from model.shell.sweep_table import plain, table
from model.uncertainty import MOST_DRAWS

if TYPE_CHECKING:
    import xarray as xr


#: What a shell returns for a command that was stopped by Ctrl+C.
INTERRUPTED = 130


def _axes(ctx: click.Context, param: click.Parameter, given: tuple[str, ...]) -> dict[str, list[float]]:
    """Return the values of every axis; a fault is told as one of the option."""
    found: dict[str, list[float]] = {}
    for text in given:
        name, sign, values = text.partition("=")
        if not (name and sign and values):
            raise click.BadParameter(f"'{text}': write NAME=LOW:HIGH:COUNT or NAME=VALUE,VALUE,...")
        if name in found:
            raise click.BadParameter(f"'{name}' is named twice")
        try:
            found[name] = _steps(values) if ":" in values else [float(value) for value in values.split(",")]
        except ValueError as error:  # as bad input is one too
            told = error.faults[0].message if isinstance(error, InputError) else str(error)
            why = told.replace("could not convert string to float:", "this is no number:")
            raise click.BadParameter(f"{name}: {why}") from None
    return found


def _steps(text: str) -> list[float]:
    """Return the values of LOW:HIGH:COUNT, both ends among them, rounded as one would write them."""
    parts = text.split(":")
    if len(parts) != 3:
        raise ValueError(f"'{text}': write LOW:HIGH:COUNT")
    low, high = map(float, parts[:2])
    if not parts[2].strip().isdecimal() or int(parts[2]) < 2:
        raise ValueError(f"'{parts[2]}': the count has to be a whole number, 2 or more")
    if not low < high:
        raise ValueError(f"{low:g} to {high:g}: the first has to be the lower one")
    check_size([int(parts[2])], 0)  # before a list of so many is built
    return [round(float(value), 12) for value in np.linspace(low, high, int(parts[2]))]


@click.command()
@click.argument("scenario")
@click.option(
    "--axis",
    "axes",
    callback=_axes,
    multiple=True,
    required=True,
    metavar="NAME=VALUES",
    help="A lever or an assumption, and its values: LOW:HIGH:COUNT in even steps, both ends among them, or "
    "VALUE,VALUE,... Once for each axis.",
)
@click.option("--case", "case_name", help="A case's id or folder; else the one that the scenario names.")
@click.option(
    "--draws", default=64, show_default=True, type=click.IntRange(0, MOST_DRAWS), help="Variants; 0 for none."
)
@click.option("--seed", default=0, show_default=True, type=click.IntRange(0, 2**64 - 1), help="Of the draws.")
@click.option(
    "--out",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Write it to a file: .nc (NetCDF), .parquet or .csv. May be given more than once.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster that is to do the work: tcp://HOST:PORT.")
def sweep(
    scenario: str,
    axes: dict[str, list[float]],
    case_name: str | None,
    draws: int,
    seed: int,
    files: tuple[Path, ...],
    as_json: bool,
    scheduler: str | None,
) -> None:
    r"""Run SCENARIO, a file or a bundled id, at every combination of values of some levers or assumptions.

    Prints what leads where, and how firmly that stands among plausible variants: for one axis a row a value, for
    two a map; or writes it to files. Ctrl+C stops it and keeps what is done. For example:

    \b
    python -m model sweep default --axis trust=0:1:21
    python -m model sweep default --axis trust=0:1:11 --axis external_pressure=0,0.5,1 --out map.parquet
    """
    stopped = ""
    try:
        for file in files:
            check_target(file)
        case = load_case(case_name) if case_name else None
        case, chosen = load_with_case(scenario, case)
        warm_up(case)
        with _bar() as progress:
            if scheduler is None:
                found = swept(case, chosen, axes, draws, seed, progress=progress)
            else:
                with connected(scheduler) as client:
                    found = swept(case, chosen, axes, draws, seed, client=client, progress=progress)
    except InputError as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    except Stopped as stop:
        stopped, code, found = str(stop), INTERRUPTED, stop.partial
    except ClusterError as error:
        if error.partial is None:
            click.echo(str(error), err=True)
            sys.exit(2)
        stopped, code, found = str(error), 1, error.partial
    _tell(found, files, as_json)
    if stopped:
        click.echo(stopped, err=True)
        sys.exit(code)


def _tell(found: xr.Dataset, files: tuple[Path, ...], as_json: bool) -> None:
    """Write the files, and print; nothing of a sweep of which nothing is done."""
    done = found.attrs["done"]
    failed = False
    for file in files if done else ():
        try:
            save(found, file)
        except InputError as error:
            click.echo(str(error), err=True)
            failed = True
        else:
            click.echo(f"{file}: {done:,} of {found['leading'].size:,} points", err=as_json)
    if as_json:
        click.echo(json.dumps(plain(found), indent=2))
    elif done and (failed or not files):  # what cannot be kept is at least shown
        click.echo("\n".join(table(found)))
    if failed:
        sys.exit(1)


@contextmanager
def _bar() -> Iterator[Progress | None]:
    """Give a function that tells how far the runs are: a bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label="runs", show_pos=True, file=sys.stderr) as bar:

        def told(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield told
