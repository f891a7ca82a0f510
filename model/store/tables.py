"""Tables as CSV: in a style that a spreadsheet expects, with nothing in them that it would take for a formula.

What made a table stands in its last column, `made_by`, in the first row alone. A head of comments would be read as data
by a spreadsheet, and has to be skipped by whoever reads the file otherwise; a second file beside it is soon lost; a
column is read everywhere, stays when rows are sorted, and can be dropped by its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from model.store.made_by_text import MADE_BY

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class CsvStyle:
    """How a CSV file is written: what stands between cells, the decimal sign, and what the file begins with."""

    separator: str
    decimal: str
    begins: str = ""


#: The style that programs read.
PLAIN = "plain"

#: The styles by name. The second is for spreadsheets that write decimal commas; the mark in front tells them UTF-8.
CSV_STYLES = {PLAIN: CsvStyle(",", "."), "european": CsvStyle(";", ",", "\ufeff")}

#: A spreadsheet takes a text for a formula that begins with one of these, also in their full width.
FORMULA_SIGNS = "=+-@\uff1d\uff0b\uff0d\uff20"


def csv_text(table: pd.DataFrame, style: str = PLAIN, made_by: str = "", float_format: str | None = None) -> str:
    """Return a table as the text of a CSV file, without its index.

    Args:
        table: of numbers and texts. A text that a spreadsheet would take for a formula gets an apostrophe in front.
        style: a key of `CSV_STYLES`.
        made_by: what made it, as JSON; left out if empty, or if there is no row for it.
        float_format: as of `%`, for all numbers with a fraction; else as many digits as they have.
    """
    chosen = CSV_STYLES[style]
    shown = table.rename(columns=lambda name: shown_text(str(name)))
    for name in shown.columns[[kind.kind not in "biuf" for kind in map(_dtype, shown.dtypes)]]:
        shown[name] = shown[name].astype(object).map(lambda cell: _cell(cell, chosen.decimal))
    if made_by and len(shown):
        shown[MADE_BY] = [made_by, *[""] * (len(shown) - 1)]
    text = shown.to_csv(index=False, sep=chosen.separator, decimal=chosen.decimal, float_format=float_format)
    return f"{chosen.begins}{text}"


def _dtype(dtype: Any) -> Any:
    return getattr(dtype, "numpy_dtype", dtype)


def _cell(cell: Any, decimal: str) -> Any:
    """Return a cell of a column that is not all numbers."""
    if isinstance(cell, float) and cell == cell:
        return repr(float(cell)).replace(".", decimal)
    if isinstance(cell, list | tuple):
        cell = ", ".join(map(str, cell))
    return shown_text(cell) if isinstance(cell, str) else cell


def shown_text(text: str) -> str:
    """Return a text as a spreadsheet shows it: with an apostrophe in front if it would take it for a formula.

    A carriage return becomes a line break: Python's writer leaves it bare, and a bare one would begin a row.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    begins = text.lstrip()[:1]
    if not begins or (begins not in FORMULA_SIGNS and text[0] not in "\t\n") or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    try:
        float(text.replace(",", "."))
    except ValueError:
        return False
    return True
