"""Tables that somebody else has published, read as text: CSV with any usual separator, and workbooks."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from model.knowledge import CaseError, Fault
from model.packages import OPENPYXL


@dataclass(frozen=True)
class Table:
    """A table as it stands in a file: the columns' names, and each row's cells by column with the line it stands in."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_table(path: Path) -> Table:
    """Return the table in a file, its first line being the columns' names.

    A workbook (.xlsx) is read from its first sheet; anything else as CSV in UTF-8 or, if it is not that, in Windows'
    Western letters, with commas, semicolons or tabs between cells.

    Raises:
        CaseError: if there is no such file, it cannot be read, a row is longer than the first, or it has no column.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"the file cannot be read: {error.strerror or error}") from None
    lines = _workbook(path, raw) if path.suffix.lower() == ".xlsx" else _csv(path, raw)
    if not lines or not any(lines[0][1]):
        raise _refused(path, "there is nothing in it: the first line has to name the columns")
    columns = tuple(name.strip() for name in lines[0][1])
    for number, cells in lines[1:]:
        if any(cells[len(columns) :]):
            raise _refused(path, f"more cells than the {len(columns)} columns of the first line", f"line {number}")
    rows = ((number, dict(zip(columns, cells, strict=False))) for number, cells in lines[1:])
    return Table(path.name, columns, tuple(rows))


def _csv(path: Path, raw: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    head = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count))
    try:
        lines, begins = [], 1
        for cells in reader:  # a row goes on over several lines if a cell does: it is told by the first of them
            lines.append((begins, cells))
            begins = reader.line_num + 1
        return lines
    except csv.Error as error:
        raise _refused(path, f"this is not valid CSV: {error}", f"line {reader.line_num}") from None


def _workbook(path: Path, raw: bytes) -> list[tuple[int, list[str]]]:
    if not OPENPYXL.there:
        raise _refused(path, f"a workbook needs openpyxl: {OPENPYXL.how}; or save it as CSV")
    from openpyxl import load_workbook

    try:
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        rows = list(book.worksheets[0].iter_rows(values_only=True)) if book.worksheets else []
    except (ValueError, KeyError, OSError, zipfile.BadZipFile) as error:
        raise _refused(path, f"this is no workbook that can be read: {str(error).splitlines()[0][:200]}") from None
    return [(n, ["" if cell is None else str(cell) for cell in row]) for n, row in enumerate(rows, 1)]


def _refused(path: Path, message: str, place: str = "") -> CaseError:
    return CaseError([Fault(path.name, place, message)])
