"""Line charts over the months, several at once, drawn in the browser by `lines.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import streamlit as st

from model.view.components.saving import script

#: How much a band covers what is under it: two on each other are still lighter than a line.
BAND = 0.15


@dataclass(frozen=True)
class ChartLine:
    """One line: its name, its colour and dash (in pixels), a value for each month from 0, and the variants' band.

    The band has four rows of values, each as long as the line: the 5 %, 25 %, 75 % and 95 % quantiles; None: no band.
    """

    name: str
    colour: str
    dash: Sequence[int]
    values: Sequence[float]
    band: Sequence[Sequence[float]] | None = None


@dataclass(frozen=True)
class LineChart:
    """One chart.

    Attributes:
        title: what stands over it; empty where a heading does already.
        label: what it is called for screen readers, and in a saved picture.
        name: of saved files, without an ending.
        lines: one or more, all of the same months.
        described: the chart in words; credit: what a saved picture says of where it is from.
        marks: events, as (month, text), drawn at the beginning of their months.
        rule: a level with a name, as (value, text).
        low, high, ticks: the scale upwards.
    """

    title: str
    label: str
    name: str
    lines: Sequence[ChartLine]
    described: str
    credit: str
    marks: Sequence[tuple[int, str]] = ()
    rule: tuple[float, str] | None = None
    low: float = 0.0
    high: float = 1.0
    ticks: Sequence[float] = (0.0, 0.5, 1.0)


def data(charts: Sequence[LineChart], columns: int = 1) -> dict[str, Any]:
    """Return what the component draws, in plain values."""
    return {
        "columns": columns,
        "charts": [
            asdict(chart)
            | {"marks": [{"month": month, "text": text} for month, text in chart.marks], "band": BAND}
            | {"lines": [_line(line) for line in chart.lines]}
            for chart in charts
        ],
    }


def _line(line: ChartLine) -> dict[str, Any]:
    band = None if line.band is None else [[round(float(v), 4) for v in edge] for edge in line.band]
    values = [round(float(v), 4) for v in line.values]
    return {"name": line.name, "colour": line.colour, "dash": list(line.dash), "values": values, "band": band}


def show(charts: Sequence[LineChart], key: str, columns: int = 1) -> None:
    """Show charts of which all stand in so many columns, and in one on a phone."""
    css, js = script("line_chart")
    component = st.components.v2.component(f"lines_{key}", html="<div class='lines'></div>", css=css, js=js)
    component(data=data(charts, columns), key=f"lines {key}")
