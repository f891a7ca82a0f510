"""Results as files: tables as CSV and workbooks, what made a result read back out of one, and tables of others read."""

from model.store.made_by_text import MADE_BY, RESULT_ENDINGS, made_by_in
from model.store.reading import read_table
from model.store.tables import CSV_STYLES, PLAIN, csv_text, shown_text
from model.store.workbooks import MOST_ROWS, check_openpyxl, workbook

__all__ = [
    "CSV_STYLES",
    "MADE_BY",
    "MOST_ROWS",
    "PLAIN",
    "RESULT_ENDINGS",
    "check_openpyxl",
    "csv_text",
    "made_by_in",
    "read_table",
    "shown_text",
    "workbook",
]
