"""Tables to take along, as CSV in the style that is chosen and as workbooks; each says what made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import streamlit as st

from model.packages import OPENPYXL
from model.scenario import MadeBy
from model.store import PLAIN, csv_text, workbook
from model.view.session import offer

if TYPE_CHECKING:
    import pandas as pd

#: In the session: the style that was chosen for all CSV; and its widget.
STYLE, STYLE_WIDGET = "csv style", "csv style shown"

#: What the styles are called.
STYLE_NAMES = {PLAIN: "for programs: 0.5, 1", "european": "for European spreadsheets: 0,5; 1"}

#: The type of a workbook.
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Table = Callable[[], "pd.DataFrame"]


def csv_style() -> str:
    """Return the style that is chosen for CSV; a file is made in another thread, which knows no session."""
    return str(st.session_state.get(STYLE, PLAIN))


def choose_csv_style() -> None:
    """Let the style of all CSV be chosen."""

    def take(style: str) -> None:
        st.session_state[STYLE] = style

    offer(
        st.selectbox,
        "CSV",
        STYLE_NAMES,
        STYLE_WIDGET,
        csv_style(),
        take,
        help="It holds for every table of the page that is taken along as CSV.",
    )


def offer_csv(label: str, name: str, make: Table, made_by: Callable[[], MadeBy], key: str, help: str = "") -> None:
    """Show a button for a table as CSV, which is made when it is asked for.

    Args:
        label: of the button.
        name: of the file.
        make: returns the table.
        made_by: returns what made it.
        key: of the button.
        help: shown where the pointer rests; nothing if empty.
    """
    style = csv_style()
    _button(label, name, lambda: csv_text(make(), style, made_by().to_text()), "text/csv", key, help)


def offer_workbook(
    label: str, name: str, make: Callable[[], Mapping[str, pd.DataFrame]], made_by: Callable[[], MadeBy], key: str
) -> None:
    """Show a button for tables as a workbook, a sheet each; it says beforehand what is missing to write one."""
    _button(
        label,
        name,
        lambda: workbook(make(), made_by().to_text()),
        XLSX,
        key,
        OPENPYXL.missing,
        disabled=not OPENPYXL.there,
    )


def _button(
    label: str, name: str, make: Callable[[], str | bytes], kind: str, key: str, help: str, disabled: bool = False
) -> None:
    st.download_button(
        label,
        make,
        name,
        kind,
        key=key,
        on_click="ignore",
        icon=":material/download:",
        help=help or None,
        disabled=disabled,
    )
