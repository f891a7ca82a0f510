"""Line charts over the months, several at once, drawn in the browser by `line_chart.js`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from model.explain import LAYER_NAMES
from model.view.components.mounting import mount

#: How much a band covers what is under it: two on each other are still lighter than a line.
BAND = 0.15


@dataclass(frozen=True)
class ChartLine:
    """One line: its name, colour and dash (in pixels), a value a month from 0, the variants' bands, the line before.

    The bands are four rows of values, each as long as the line: the wider band's lower end, the inner band's two ends,
    and the wider band's upper end; None: no bands. Where the inner one reaches further, the wider is drawn around both.
    `before` are the values of the run before the last step, which may have other months; None: there was none.
    """

    name: str
    colour: str
    dash: Sequence[int]
    values: Sequence[float]
    band: Sequence[Sequence[float]] | None = None
    before: Sequence[float] | None = None


@dataclass(frozen=True)
class LineChart:
    """One chart.

    Attributes:
        title: what stands over it; empty where a heading does already.
        label: what it is called for screen readers, and in a saved picture.
        name: of saved files, without an ending.
        lines: one or more, all of the same months.
        described: the chart in words; credit: what a saved picture says of where it is from.
        marks: events, as (month, text), drawn at their months, where the lines show what they do.
        rule: a level with a name, as (value, text); the text may be empty.
        low, high, ticks: the scale upwards.
        percent: whether values are told in whole per cent.
        bands: what the inner band and the wider one are called.
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
    percent: bool = False
    bands: tuple[str, str] = LAYER_NAMES


class DrawnLine(TypedDict):
    """A `ChartLine` as the script gets it: its values, and its band to six places.

    Values are not rounded here: rounded twice, one would be told otherwise than in a table.
    """

    name: str
    colour: str
    dash: list[int]
    values: list[float]
    band: list[list[float]] | None
    before: list[float] | None


class EventMark(TypedDict):
    """An event: its month, and what happens."""

    month: int
    text: str


class DrawnChart(TypedDict):
    """A `LineChart` as the script gets it; `band` says how much of what is under it a band covers, from 0 to 1.

    `bands` are the names of the inner and the wider one; none where no line has any.
    """

    title: str
    label: str
    name: str
    lines: list[DrawnLine]
    described: str
    credit: str
    marks: list[EventMark]
    rule: tuple[float, str] | None
    low: float
    high: float
    ticks: list[float]
    percent: bool
    band: float
    bands: list[str]


class LineChartsPayload(TypedDict):
    """What the script gets: in how many columns the charts stand, and the charts."""

    columns: int
    charts: list[DrawnChart]


def show_line_charts(charts: Sequence[LineChart], key: str, columns: int = 1) -> None:
    """Show charts of which all stand in so many columns, and in one on a phone."""
    payload = line_charts_payload(charts, columns)
    mount("line_chart", "<div class='lines'></div>", payload, f"lines {key}", uses=("saving", "month_chart"))


def line_charts_payload(charts: Sequence[LineChart], columns: int = 1) -> LineChartsPayload:
    """Return what the charts show."""
    return {"columns": columns, "charts": [drawn(chart) for chart in charts]}


def drawn(chart: LineChart) -> DrawnChart:
    """Return a chart as a script gets it."""
    return {
        "title": chart.title,
        "label": chart.label,
        "name": chart.name,
        "lines": [_line(line) for line in chart.lines],
        "described": chart.described,
        "credit": chart.credit,
        "marks": [{"month": month, "text": text} for month, text in chart.marks],
        "rule": chart.rule,
        "low": chart.low,
        "high": chart.high,
        "ticks": list(chart.ticks),
        "percent": chart.percent,
        "band": BAND,
        "bands": list(chart.bands) if any(line.band for line in chart.lines) else [],
    }


def _line(line: ChartLine) -> DrawnLine:
    return {
        "name": line.name,
        "colour": line.colour,
        "dash": list(line.dash),
        "values": [float(v) for v in line.values],
        "band": None if line.band is None else [[round(float(v), 6) for v in edge] for edge in line.band],
        "before": None if line.before is None else [float(v) for v in line.before],
    }
