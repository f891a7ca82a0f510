"""Sweeps as files: NetCDF, which keeps them as they are; tables with a row for each point and outcome otherwise."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from model.knowledge import OUTCOMES, Fault, TargetError, likely
from model.packages import H5NETCDF, OPENPYXL, PYARROW, Package
from model.store import CSV_STYLES, MADE_BY, MOST_ROWS, PLAIN, csv_text, workbook

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def sweep_rows(dataset: xr.Dataset) -> pd.DataFrame:
    """Return a sweep as a table, one row for each point that is done and outcome.

    Columns: the axes, outcome, and every variable of the sweep; what does not depend on the outcome stands in all
    three rows of a point. `attrs` are the sweep's.
    """
    table = dataset.to_dataframe().reset_index()
    table = table[table["share"].notna()].reset_index(drop=True)
    table.attrs = dict(dataset.attrs)
    return table


def _netcdf(dataset: xr.Dataset, path: Path, style: str) -> None:
    dataset.to_netcdf(path, engine="h5netcdf")


def _parquet(dataset: xr.Dataset, path: Path, style: str) -> None:
    sweep_rows(dataset).to_parquet(path, engine="pyarrow", index=False)


def _csv(dataset: xr.Dataset, path: Path, style: str) -> None:
    path.write_text(sweep_csv(dataset, style), encoding="utf-8", newline="")


def _xlsx(dataset: xr.Dataset, path: Path, style: str) -> None:
    path.write_bytes(workbook({"sweep": sweep_rows(dataset)}, dataset.attrs.get(MADE_BY, "")))


def sweep_csv(dataset: xr.Dataset, style: str = PLAIN) -> str:
    """Return a sweep as the text of a CSV file: `sweep_rows`, and what made it; `style` is one of `CSV_STYLES`."""
    return csv_text(sweep_rows(dataset), style, dataset.attrs.get(MADE_BY, ""))


#: By the ending of a file's name: what writes it, and the package that this needs, if any.
FORMATS: dict[str, tuple[Callable[[xr.Dataset, Path, str], None], Package | None]] = {
    ".nc": (_netcdf, H5NETCDF),
    ".parquet": (_parquet, PYARROW),
    ".csv": (_csv, None),
    ".xlsx": (_xlsx, OPENPYXL),
}


def save(dataset: xr.Dataset, path: str | Path, csv_style: str = PLAIN) -> None:
    """Write a sweep to a file, whole or not at all: it takes the place of what was there once all is written.

    Args:
        dataset: what `sweep` returns, or the `partial` of a sweep that was stopped.
        path: its ending says how: ".nc" (NetCDF 4; `xarray.open_dataset` gives the sweep back; needs the extra
            `netcdf`), ".parquet", ".csv" or ".xlsx" (a row for each point and outcome). All of them say what made the
            sweep, so that `load_scenario` opens its scenario again.
        csv_style: for CSV: "plain", or "european" (semicolons and decimal commas).

    Raises:
        TargetError: if the file cannot be written, or its ending is unknown.
    """
    target = check_target(path)
    _check_saved(dataset, path)
    if csv_style not in CSV_STYLES:
        raise _refused(path, f"unknown CSV style '{csv_style}'{likely(csv_style, CSV_STYLES)}")
    write = FORMATS[target.suffix.lower()][0]
    beside = _beside(target)
    try:
        write(dataset, beside, csv_style)
        os.replace(beside, target)
    except (OSError, RuntimeError) as error:  # the latter is what HDF5 tells of a full disk
        raise _refused(path, f"it cannot be written: {getattr(error, 'strerror', None) or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _check_saved(dataset: object, path: str | Path) -> None:
    """Raise TargetError, in words, for what is no data set of ours, or goes into no table of points."""
    import xarray as xr

    if not isinstance(dataset, xr.Dataset):
        raise _refused(
            path,
            f"what `sweep` or `simulate_many` returns is needed, not {dataset!r:.60}; tables of a run or an ensemble "
            "are written by `python -m model run ... --csv`, `--xlsx` or `--json`",
        )
    if "share" not in dataset and Path(path).suffix.lower() != ".nc":
        raise _refused(path, "only sweeps go into tables; .nc takes it, and `dataset.to_dataframe()` makes one of it")


def check_target(path: str | Path, points: int = 0) -> Path:
    """Return the file, with links followed, if a sweep could be written to it; to be asked before a sweep runs.

    Args:
        path: of the file.
        points: how many the sweep has.

    Raises:
        TargetError: for an unknown ending or a missing library; for more points than a workbook has room for; if there
            is no such folder, or no right to write.
    """
    target = Path(path).resolve()
    ending = target.suffix.lower()
    if ending not in FORMATS:
        known = f"{', '.join(list(FORMATS)[:-1])} or {list(FORMATS)[-1]}"
        message = f"the ending {ending!r} is unknown{likely(ending, FORMATS)}" if ending else "its name has no ending"
        raise _refused(path, f"{message}; it has to be {known}")
    _, package = FORMATS[ending]
    if package is not None and not package.there:
        raise _refused(path, f"this ending needs {package.name}: {package.how}")
    if ending == ".xlsx" and points * len(OUTCOMES) >= MOST_ROWS:
        most = (MOST_ROWS - 1) // len(OUTCOMES)
        raise _refused(
            path, f"a workbook has room for {most:,} points, not for {points:,}; .csv and .parquet have more"
        )
    if not target.parent.is_dir():
        raise _refused(path, f"there is no folder '{target.parent}'")
    if target.is_dir():
        raise _refused(path, "it is a folder")
    if target.exists() and not os.access(target, os.W_OK):
        raise _refused(path, "there is no right to write it")
    try:
        beside = _beside(target)
        beside.touch()
        beside.unlink()
    except OSError as error:
        raise _refused(path, f"it cannot be written: {error.strerror or error}") from None
    return target


def _beside(target: Path) -> Path:
    """Return the name under which a file is written before it takes its place; of this process alone."""
    return target.with_name(f".{target.name}.{os.getpid()}.part")


def _refused(path: str | Path, message: str) -> TargetError:
    return TargetError([Fault(str(path), "", message)])
