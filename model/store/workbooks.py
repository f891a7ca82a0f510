"""Tables as a workbook (.xlsx), through openpyxl: every text is a text, whatever it begins with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from model.knowledge import Fault, TargetError
from model.packages import OPENPYXL
from model.store.made_by_text import CHUNK, MADE_BY, MADE_BY_SHEET

if TYPE_CHECKING:
    import pandas as pd

#: The most rows of a sheet, its head among them, and the longest text of a cell: a spreadsheet has no more room.
MOST_ROWS, LONGEST_CELL = 1_048_576, 32_767

#: The widest column, in characters.
WIDEST_COLUMN = 60


def check_openpyxl() -> None:
    """Raise TargetError, with what to install, where workbooks cannot be written."""
    if not OPENPYXL.there:
        raise TargetError([Fault("", "", f"a workbook needs openpyxl: {OPENPYXL.how}")])


def workbook(sheets: Mapping[str, pd.DataFrame], made_by: str = "") -> bytes:
    """Return tables as a workbook, each a sheet, without their index; what made them is the last sheet.

    Args:
        sheets: tables by the names of their sheets, of up to 31 characters.
        made_by: what made them, as JSON; left out if empty.

    Raises:
        TargetError: without openpyxl, or for a table with more rows than a sheet has.
    """
    check_openpyxl()
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, table in sheets.items():
        if len(table) >= MOST_ROWS:
            message = f"'{name}' has {len(table):,} rows, and a sheet has {MOST_ROWS - 1:,} at most; .csv has no bound"
            raise TargetError([Fault("", "", message)])
        _add_sheet(book, name, list(map(str, table.columns)), table.itertuples(index=False, name=None))
    if made_by:
        parts = [made_by[first : first + CHUNK] for first in range(0, len(made_by), CHUNK)]
        _add_sheet(book, MADE_BY_SHEET, ["what", "made these tables"], ((MADE_BY, part) for part in parts))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _add_sheet(book: Any, name: str, head: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name[:31])
    sheet.freeze_panes = "A2"
    for number, title in enumerate(head, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(len(title) + 2, 10), WIDEST_COLUMN)
    sheet.append([_cell(sheet, title, Font(bold=True)) for title in head])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any, font: Any = None) -> Any:
    """Return a cell: a number, yes or no, nothing for what is missing, and anything else as a text and nothing else."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    plain = value.item() if isinstance(value, np.generic) else value
    if plain is None or (isinstance(plain, float) and np.isnan(plain)):
        return None
    if isinstance(plain, bool | int) or (isinstance(plain, float) and np.isfinite(plain)):
        return plain
    text = ", ".join(map(str, plain)) if isinstance(plain, list | tuple) else str(plain)
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", text)[:LONGEST_CELL])
    cell.data_type = "s"  # else what begins with "=" would be a formula
    if font is not None:
        cell.font = font
    return cell
