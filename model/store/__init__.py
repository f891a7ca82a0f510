"""Results as files: tables as CSV and workbooks, and what made a result, read back out of any file that holds one."""

from model.store.made_by_text import MADE_BY, RESULT_ENDINGS, made_by_in
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
    "shown_text",
    "workbook",
]
