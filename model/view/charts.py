"""Charts: what moves over the months. Lines differ by dash as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import altair as alt
import pandas as pd
import streamlit as st
import xarray as xr

from model.domain import Outcome
from model.ensemble import Ensemble
from model.explain import name_of
from model.run import OUTCOMES, Run
from model.view.signs import COLOURS, LABELS

#: For variables, by theme: none of them an outcome's colour.
LINES = {
    "light": ["#0072B2", "#9A5B00", "#A63D7F", "#5C5C5C", "#2F2F2F"],
    "dark": ["#7CC0EE", "#E69F00", "#E39BC4", "#B8B8B8", "#EEEEEE"],
}
DASHES = [[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4]]
#: In pixels.
HEIGHT = 250
#: How much a band covers what is under it: two on each other are still lighter than a line.
BAND = 0.15


def pulls(run: Run, bands: xr.DataArray) -> None:
    """Show the three pulls, with the line above which an outcome has formed, and the variants' bands."""
    names = {outcome: LABELS[Outcome(outcome)] for outcome in OUTCOMES}
    half = alt.Chart(pd.DataFrame({"at": [0.5], "text": ["formed above this line"]})).encode(y="at:Q")
    grey = alt.value("#888888")
    label = half.mark_text(align="left", dx=4, dy=-6, fontSize=11).encode(text="text:N", x=alt.value(0), color=grey)
    over = [half.mark_rule(strokeDash=[3, 3]).encode(color=grey), label]
    _show(run, names, bands, list(COLOURS.values()), over)


def paths(run: Run, variables: Sequence[str], bands: xr.DataArray) -> None:
    """Show some variables' paths, all on [0, 1], and the variants' bands."""
    names = {v: (n := name_of(run.case, v).removeprefix("the "))[:1].upper() + n[1:] for v in variables}
    theme = "dark" if st.context.theme.type == "dark" else "light"
    _show(run, names, bands, LINES[theme][: len(names)], [])


def key(variants: Ensemble) -> None:
    """Say what lines and bands are."""
    st.caption(
        f"Lines: the central run. Bands: the {variants.draws} plausible variants, month by month; nine in ten of "
        "them lie in the light band, half of them in the darker one."
    )


def _show(run: Run, names: dict[str, str], bands: xr.DataArray, colours: Sequence[str], over: list[alt.Chart]) -> None:
    st.html(_legend(list(names.values()), colours))
    base = _base(run, names, bands, colours)
    layers = [_band(base, "low", "high"), _band(base, "lower", "upper"), *over, *_events(run), _lines(base, names)]
    chart = alt.layer(*layers).properties(height=HEIGHT)
    st.altair_chart(chart, alt=described(run, list(names), bands))


def _table(run: Run, names: dict[str, str], bands: xr.DataArray) -> pd.DataFrame:
    """Return one row for each variable and month: the central run's value, and the variants' quantiles."""
    months = run.paths["month"].to_numpy()
    parts = [
        pd.DataFrame(
            bands.sel(variable=variable).to_numpy(), columns=["low", "lower", "median", "upper", "high"]
        ).assign(month=months, what=name, value=run.paths.sel(variable=variable).to_numpy())
        for variable, name in names.items()
    ]
    table = pd.concat(parts, ignore_index=True).drop(columns="median").round(4)
    for name, (low, high) in {"half": ("lower", "upper"), "most": ("low", "high")}.items():
        table[name] = [f"{a:.2f} to {b:.2f}" for a, b in zip(table[low], table[high], strict=True)]
    return table


def _base(run: Run, names: dict[str, str], bands: xr.DataArray, colours: Sequence[str]) -> alt.Chart:
    """Return what lines and bands have in common: the table, the months, and a colour for each variable."""
    order, months = list(names.values()), run.scenario.months
    step = next(s for s in (1, 2, 3, 6, 12, 24) if months / s <= 12)
    ticks = alt.Axis(values=list(range(0, months + 1, step)), grid=False)
    chart: alt.Chart = alt.Chart(_table(run, names, bands)).encode(
        x=alt.X("month:Q", title="month", axis=ticks, scale=alt.Scale(domain=[0, months], nice=False)),
        color=alt.Color("what:N", sort=order, scale=alt.Scale(domain=order, range=list(colours)), legend=None),
    )
    return chart


def _value(field: str) -> alt.Y:
    axis = alt.Axis(values=[0, 0.5, 1], format=".1f")
    return alt.Y(f"{field}:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=axis)


def _band(base: alt.Chart, low: str, high: str) -> alt.Chart:
    """Return the variables' bands between two quantiles; two of them, one on the other, make the darker one."""
    band: alt.Chart = base.mark_area(opacity=BAND).encode(y=_value(low), y2=alt.Y2(high))
    return band


def _lines(base: alt.Chart, names: dict[str, str]) -> alt.Chart:
    order = list(names.values())
    dashes = alt.Scale(domain=order, range=DASHES[: len(order)])
    chart: alt.Chart = base.mark_line(strokeWidth=2.5).encode(
        y=_value("value"),
        strokeDash=alt.StrokeDash("what:N", sort=order, scale=dashes, legend=None),
        tooltip=[
            alt.Tooltip("what:N", title="what"),
            alt.Tooltip("month:Q", title="month"),
            alt.Tooltip("value:Q", title="central run", format=".2f"),
            alt.Tooltip("half:N", title="half of the variants"),
            alt.Tooltip("most:N", title="nine in ten"),
        ],
    )
    return chart


def _events(run: Run) -> list[alt.Chart]:
    """Return marks for the scenario's events, at the beginning of their months."""
    if not run.scenario.events:
        return []
    table = pd.DataFrame([{"month": event.month - 1, "event": event.says} for event in run.scenario.events])
    rule = alt.Chart(table).mark_rule(strokeWidth=1.5, strokeDash=[1, 3], color="#888888")
    return [rule.encode(x="month:Q", tooltip=[alt.Tooltip("event:N")])]


def _legend(names: Sequence[str], colours: Sequence[str]) -> str:
    lines = zip(names, colours, DASHES, strict=False)
    return "<div class='legend' aria-hidden='true'>" + "".join(map(_swatch, *zip(*lines, strict=True))) + "</div>"


def _swatch(name: str, colour: str, dash: Sequence[int]) -> str:
    edges = [sum(dash[:n]) for n in range(len(dash) + 1)]
    inks = [colour if n % 2 == 0 else "transparent" for n in range(len(dash))]
    stripes = ", ".join(f"{ink} {a}px {b}px" for ink, a, b in zip(inks, edges, edges[1:], strict=False))
    return f"<span><i style='background:repeating-linear-gradient(90deg, {stripes})'></i>{escape(name)}</span>"


def described(run: Run, variables: Sequence[str], bands: xr.DataArray) -> str:
    """Return a chart in words, for those who do not see it."""
    told = []
    for v in variables:
        start, end = run.paths.sel(variable=v).to_numpy()[[0, -1]]
        low, lower, upper, high = bands.sel(variable=v).to_numpy()[-1, [0, 1, 3, 4]]
        told.append(
            f"{name_of(run.case, v)} from {start:.2f} to {end:.2f} (at the end, half of the variants lie between "
            f"{lower:.2f} and {upper:.2f}, nine in ten between {low:.2f} and {high:.2f})"
        )
    return f"Over {run.scenario.months} months: " + "; ".join(told) + "."
