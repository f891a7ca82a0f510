"""Charts: what moves over the months. Lines differ by dash as well as by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st
import xarray as xr

from model.arrays import Floats
from model.engine import FORMED, Run
from model.explain import COLOURS, LABELS
from model.knowledge import OUTCOMES, Case, Outcome, capitalised, name_of
from model.knowledge import ChartGroup as Group
from model.scenario import event_in_words as told
from model.uncertainty import Ensemble
from model.view.components.line_chart import ChartLine, LineChart
from model.view.components.saving import credit

#: For variables, by theme: none of them an outcome's colour.
LINES = {
    "light": ["#0072B2", "#9A5B00", "#A63D7F", "#5C5C5C", "#2F2F2F"],
    "dark": ["#7CC0EE", "#E69F00", "#E39BC4", "#B8B8B8", "#EEEEEE"],
}


DASHES = [[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4]]


def colours() -> list[str]:
    """Return the colours for variables, as they stand out in the theme that is shown."""
    return LINES["dark" if st.context.theme.type == "dark" else "light"]


def pulls(run: Run, bands: xr.DataArray) -> LineChart:
    """Return the chart of the three pulls, with the line above which an outcome has formed, and the variants' bands."""
    names = {outcome: LABELS[Outcome(outcome)] for outcome in OUTCOMES}
    return LineChart(
        title="",
        label="Pulls over the months",
        name="pulls",
        lines=_lines(run, names, bands, list(COLOURS.values())),
        described=described(run, OUTCOMES, bands),
        credit=credit(run),
        marks=marks(run.case, run),
        rule=(FORMED, "formed above this line"),
    )


def paths(run: Run, group: Group, bands: xr.DataArray) -> LineChart:
    """Return the chart of some variables' paths, all on [0, 1], and the variants' bands."""
    names = {v: label(run.case, v) for v in group.variables}
    return LineChart(
        title=group.title,
        label=f"{group.title}: {', '.join(name_of(run.case, v) for v in group.variables)} over the months",
        name=group.title.lower().replace(" ", "-").replace("'", ""),
        lines=_lines(run, names, bands, colours()),
        described=described(run, group.variables, bands),
        credit=credit(run),
        marks=marks(run.case, run),
    )


def label(case: Case, variable: str) -> str:
    """Return what a variable is called in a legend."""
    return capitalised(name_of(case, variable).removeprefix("the "))


def marks(case: Case, run: Run) -> list[tuple[int, str]]:
    """Return a scenario's events: months and what happens."""
    return [(event.month, told(case, event)) for event in run.scenario.events]


def _lines(run: Run, names: Mapping[str, str], bands: xr.DataArray, inks: Sequence[str]) -> list[ChartLine]:
    quantiles = bands.transpose("variable", "quantile", "month").to_numpy()
    place = {str(name): at for at, name in enumerate(bands["variable"].to_numpy())}
    found = []
    for (variable, name), ink, dash in zip(names.items(), inks, DASHES, strict=False):
        band = quantiles[place[variable]][[0, 1, 3, 4]].tolist()
        found.append(ChartLine(name, ink, dash, _path(run, variable).tolist(), band))
    return found


def _path(run: Run, variable: str) -> Floats:
    """Return a variable's, or an outcome's pull's, central path by month."""
    if variable in OUTCOMES:
        return run.pulls[:, OUTCOMES.index(variable)]
    path: Floats = run.trace.values[:, run.program.row[variable], 0]
    return path


def key(variants: Ensemble) -> None:
    """Say what lines and bands are."""
    st.caption(
        f"Lines: the central run. Bands: the {variants.draws} plausible variants, month by month; nine in ten of "
        "them lie in the light band, half of them in the darker one."
    )


def described(run: Run, variables: Sequence[str], bands: xr.DataArray) -> str:
    """Return a chart in words, for those who do not see it."""
    ends, parts = bands[-1].transpose("variable", "quantile"), []
    edges = dict(zip(map(str, ends["variable"].to_numpy()), ends.to_numpy()[:, [0, 1, 3, 4]].tolist(), strict=True))
    for v in variables:
        start, end = _path(run, v)[[0, -1]]
        low, lower, upper, high = edges[v]
        parts.append(
            f"{name_of(run.case, v)} from {start:.2f} to {end:.2f} (at the end, half of the variants lie between "
            f"{lower:.2f} and {upper:.2f}, nine in ten between {low:.2f} and {high:.2f})"
        )
    return f"Over {run.scenario.months} months: " + "; ".join(parts) + "."
