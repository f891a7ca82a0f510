"""What has been found, to take along: as a picture, and as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from model.engine import Run
from model.scenario import MadeBy
from model.store import csv_text
from model.view.components.saving import credit
from model.view.controls.tables import csv_style
from model.view.pages.sensitivity.picture import table_picture
from model.view.pages.sensitivity.tables import BarTable
from model.view.theme import current_theme

if TYPE_CHECKING:
    import pandas as pd


def offer_downloads(
    run: Run,
    name: str,
    table: BarTable,
    title: str,
    says: str,
    frame: Callable[[], pd.DataFrame],
    made_by: MadeBy | None = None,
) -> None:
    """Offer what has been found as a picture, in the theme that is shown, and all of its figures as a table.

    Both are made when they are asked for. `made_by` is what made it, where that is not the central run.
    """
    theme, style = current_theme(), csv_style()

    def picture() -> bytes:
        return table_picture(table, title, says, credit(run), theme).encode()

    def data() -> bytes:
        return csv_text(frame(), style, (made_by or run.made_by).but(what=name).to_text()).encode()

    with st.container(horizontal=True, gap="small"):
        ways = (("Picture (SVG)", picture, "svg", "image/svg+xml"), ("Data (CSV)", data, "csv", "text/csv"))
        for label, made, ending, kind in ways:
            st.download_button(
                label,
                made,
                f"{name}.{ending}",
                kind,
                key=f"save {name} {ending}",
                on_click="ignore",
                help=f"{title}: {label}",
                icon=":material/download:",
            )
