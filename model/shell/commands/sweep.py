"""`python -m model sweep SCENARIO --axis NAME=VALUES`: what has the largest share of the pull where."""

from __future__ import annotations

from contextlib import nullcontext
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np

from model.analysis import ClusterError, Stopped, check_size, check_target, connected, save
from model.analysis import sweep as run_sweep
from model.engine import warm_up
from model.knowledge import InputError, read_number
from model.shell.commands.sweep_report import for_machines, report
from model.shell.errors import Refusal
from model.shell.may_happen import MayHappen, may_happen_in_words, may_happen_options
from model.shell.options import (
    case_option,
    csv_style_option,
    drawn_as,
    draws_option,
    json_option,
    open_scenario,
    seed_option,
)
from model.shell.output import print_json, print_lines, say, wrapped
from model.shell.progress import progress_bar

if TYPE_CHECKING:
    import xarray as xr


#: The exit code of a command that was stopped by Ctrl+C, as shells have it.
INTERRUPTED = 130

#: So many variants are run at each point where no number is given.
DRAWS = 64


def _axes(context: click.Context, parameter: click.Parameter, texts: tuple[str, ...]) -> dict[str, list[float]]:
    """Return the values of every axis; what cannot be read is reported as a fault of the option."""
    axes: dict[str, list[float]] = {}
    for text in texts:
        name, sign, values = text.partition("=")
        if not (name and sign and values):
            raise click.BadParameter(f"'{text}': write NAME=LOW:HIGH:COUNT or NAME=VALUE,VALUE,...")
        if name in axes:
            raise click.BadParameter(f"'{name}' is named twice")
        try:
            axes[name] = _steps(values) if ":" in values else _listed(values)
        except ValueError as error:  # an InputError is one too
            why = error.faults[0].message if isinstance(error, InputError) else str(error)
            raise click.BadParameter(f"{name}: {why}") from None
    return axes


def _listed(text: str) -> list[float]:
    """Return the values of VALUE,VALUE or, for whoever writes decimal commas, VALUE;VALUE."""
    return [read_number(value) for value in text.split(";" if ";" in text else ",")]


def _steps(text: str) -> list[float]:
    """Return the values of LOW:HIGH:COUNT, both ends among them, rounded as one would write them."""
    parts = text.split(":")
    if len(parts) != 3:
        raise ValueError(f"'{text}': write LOW:HIGH:COUNT")
    low, high = map(read_number, parts[:2])
    if not parts[2].strip().isdecimal() or int(parts[2]) < 2:
        raise ValueError(f"'{parts[2]}': the count has to be a whole number, 2 or more")
    if not low < high:
        raise ValueError(f"{low:g} to {high:g}: the first has to be the lower one")
    check_size([int(parts[2])], 0)  # before so long a list is made
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
    "VALUE,VALUE,... (with decimal commas: VALUE;VALUE;...). Once for each axis.",
)
@case_option()
@draws_option(None, least=0, help=f"Variants; 0 for none. Else {DRAWS}, or as many as the result that is opened has.")
@seed_option(opened=True)
@click.option(
    "--out",
    "files",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="Write it to a file: .nc (NetCDF), .parquet, .csv or .xlsx. May be given more than once.",
)
@csv_style_option
@json_option
@click.option("--scheduler", metavar="ADDRESS", help="Of a Dask cluster that is to do the work: tcp://HOST:PORT.")
@may_happen_options()
@click.pass_context
def sweep(
    context: click.Context,
    scenario: str,
    axes: dict[str, list[float]],
    case_name: str | None,
    may_happen: MayHappen,
    draws: int | None,
    seed: int | None,
    files: tuple[Path, ...],
    csv_style: str,
    as_json: bool,
    scheduler: str | None,
) -> None:
    """Run SCENARIO at every combination of some levers' values.

    SCENARIO is a file or a bundled id; assumptions can be axes, too. Prints what has the largest share of the
    pull where, and how sturdy that is among plausible variants: for one axis a row a value, for two a map; or writes it
    to files. Ctrl+C stops
    it and keeps what is done. For example:

    \b
    python -m model sweep default --axis trust=0:1:21
    python -m model sweep default --axis trust=0:1:11 --axis external_pressure=0,0.5,1 --out map.parquet
    """
    for file in files:
        check_target(file, prod(map(len, axes.values())))
    case, chosen = open_scenario(scenario, case_name, may_happen=may_happen)
    seed, draws = drawn_as(scenario, seed, draws, DRAWS)
    warm_up(case)
    stopped, code = "", 0
    try:
        cluster = nullcontext() if scheduler is None else connected(scheduler)
        with progress_bar(label="runs", show_pos=True) as progress, cluster as client:
            result = run_sweep(case, chosen, axes, draws, seed, client=client, progress=progress)
    except Stopped as stop:
        result, stopped, code = stop.partial, str(stop), INTERRUPTED
    except ClusterError as error:
        if error.partial is None:
            raise Refusal(str(error)) from error
        result, stopped, code = error.partial, str(error), 1
    written = _write(result, files, csv_style, quiet=as_json)
    if as_json:
        print_json(for_machines(result))
    elif result.attrs["done"] and (not files or not written):  # what cannot be kept is at least shown
        print_lines(report(result))
        print_lines(["", *wrapped(may_happen_in_words(case, chosen))] if draws else ())
    if not written:
        context.exit(1)
    if stopped:
        say(stopped, err=True)
        context.exit(code)


def _write(result: xr.Dataset, files: tuple[Path, ...], csv_style: str, quiet: bool) -> bool:
    """Write a sweep to files, unless nothing of it is done; return whether all could be written.

    What was written is said on stdout, or on stderr where stdout has to be kept clean (`quiet`).
    """
    done = result.attrs["done"]
    written = True
    for file in files if done else ():
        try:
            save(result, file, csv_style)
        except InputError as error:
            say(error, err=True)
            written = False
        else:
            say(f"{file}: {done:,} of {result['leading'].size:,} points", err=quiet)
    return written
