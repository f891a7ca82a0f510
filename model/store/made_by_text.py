"""What made a result, read out of a file that holds one: JSON, CSV, Parquet, NetCDF or a workbook.

To add a format: a function that returns the text, or "" if there is none, and its line in `READERS`.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from typing import IO, Any

from model.knowledge import Fault, ScenarioError
from model.packages import H5NETCDF, OPENPYXL, PYARROW, Package

#: Under this name stands what made a result: a key, a column, or an attribute.
MADE_BY = "made_by"

#: The sheet of a workbook that holds it, in parts of so many characters: more do not go into a cell.
MADE_BY_SHEET, CHUNK = "made by", 30_000

#: The longest that is read, in characters: a scenario is far shorter.
LONGEST = 5_000_000


def made_by_in(name: str, file: IO[bytes]) -> dict[str, Any]:
    """Return what made a result, as it stands in a file.

    Args:
        name: of the file; its ending, one of `RESULT_ENDINGS`, says how it is read.
        file: opened for reading.

    Raises:
        ScenarioError: if the file cannot be read, or holds no such thing: it is none of our results.
    """
    ending = ending_of(name)
    read, package = READERS[ending]
    try:
        text = read(file)
        found = json.loads(text) if text else None
    except ImportError as error:
        how = f"{package.name}: {package.how}" if package else str(error)
        raise _refused(name, f"to open it needs {how}") from None
    except (json.JSONDecodeError, UnicodeDecodeError, csv.Error, RecursionError) as error:
        raise _refused(name, f"this is not valid {ending[1:].upper()}: {error}") from None
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise _refused(name, f"the file cannot be read: {str(error).splitlines()[0][:200]}") from None
    if not isinstance(found, dict):
        raise _refused(name, f"this is no result of Ripeness: it does not say what made it ('{MADE_BY}')")
    return found


def ending_of(name: str) -> str:
    """Return the ending of a file's name, in lower case and with its dot."""
    return f".{name.rpartition('.')[2].lower()}"


def _json(file: IO[bytes]) -> str:
    found = json.loads(file.read().decode("utf-8-sig"))
    held = found.get(MADE_BY) if isinstance(found, dict) else None
    return json.dumps(held) if isinstance(held, dict) else held if isinstance(held, str) else ""


def _csv(file: IO[bytes]) -> str:
    """Return the first filled cell of the column that holds it: whoever sorts the rows moves it."""
    csv.field_size_limit(LONGEST)
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    try:
        head = text.readline()
        separator = max(",;\t", key=head.count)
        columns = next(csv.reader([head], delimiter=separator), [])
        if MADE_BY not in columns:
            return ""
        place = columns.index(MADE_BY)
        return next((row[place] for row in csv.reader(text, delimiter=separator) if row[place:] and row[place]), "")
    finally:
        text.detach()  # the file is not ours to close


def _parquet(file: IO[bytes]) -> str:
    from pyarrow.parquet import read_schema

    attributes = json.loads((read_schema(file).metadata or {}).get(b"pandas", b"{}")).get("attributes") or {}
    return str(attributes.get(MADE_BY, ""))


def _netcdf(file: IO[bytes]) -> str:
    import h5netcdf

    with h5netcdf.File(file, "r") as found:
        return str(found.attrs.get(MADE_BY, ""))


def _workbook(file: IO[bytes]) -> str:
    from openpyxl import load_workbook

    book = load_workbook(file, read_only=True)
    if MADE_BY_SHEET not in book.sheetnames:
        return ""
    rows = book[MADE_BY_SHEET].iter_rows(max_col=2, values_only=True)
    return "".join(str(part) for name, part in rows if name == MADE_BY)


#: By the ending of a file's name: what reads it, and the package that this needs, if any.
READERS: dict[str, tuple[Callable[[IO[bytes]], str], Package | None]] = {
    ".json": (_json, None),
    ".csv": (_csv, None),
    ".parquet": (_parquet, PYARROW),
    ".nc": (_netcdf, H5NETCDF),
    ".xlsx": (_workbook, OPENPYXL),
}

#: The endings of files that hold results.
RESULT_ENDINGS = tuple(READERS)


def _refused(name: str, message: str) -> ScenarioError:
    return ScenarioError([Fault(name, "", message)])
