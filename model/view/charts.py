"""Charts: what moves over the months. Lines differ by dash as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from model.domain import Outcome
from model.explain import name_of
from model.run import OUTCOMES, Run

#: Colours that can be told apart without good colour sight (Okabe and Ito); each goes with a shape or a dash.
COLOURS = {Outcome.SETTLEMENT: "#009E73", Outcome.FROZEN: "#56B4E9", Outcome.ESCALATION: "#D55E00"}
LINES = ["#0072B2", "#E69F00", "#CC79A7", "#009E73", "#999999"]
DASHES = [[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4]]
#: In pixels, the legend above the lines included.
HEIGHT = 270
LABELS = {Outcome.SETTLEMENT: "Settlement", Outcome.FROZEN: "Frozen conflict", Outcome.ESCALATION: "Escalation"}


def pulls(run: Run) -> alt.LayerChart | alt.FacetChart:
    """Return the chart of the three pulls, with the line above which an outcome has formed."""
    names = {outcome: LABELS[Outcome(outcome)] for outcome in OUTCOMES}
    lines = _lines(run, names, [COLOURS[outcome] for outcome in Outcome])
    half = alt.Chart(pd.DataFrame({"at": [0.5], "text": ["formed above this line"]})).encode(y="at:Q")
    grey = alt.value("#888888")
    label = half.mark_text(align="left", dx=4, dy=-6, fontSize=11).encode(text="text:N", x=alt.value(0), color=grey)
    return alt.layer(half.mark_rule(strokeDash=[3, 3]).encode(color=grey), label, lines).properties(height=HEIGHT)


def paths(run: Run, variables: Sequence[str]) -> alt.Chart:
    """Return the chart of some variables' paths, all on [0, 1]."""
    names = {v: (n := name_of(run.case, v))[:1].upper() + n[1:] for v in variables}
    return _lines(run, names, LINES[: len(names)]).properties(height=HEIGHT)


def _lines(run: Run, names: dict[str, str], colours: Sequence[str]) -> alt.Chart:
    parts = [
        pd.DataFrame({"month": run.paths["month"], "what": name, "value": run.paths.sel(variable=variable)})
        for variable, name in names.items()
    ]
    long = pd.concat(parts, ignore_index=True)
    order = list(names.values())
    months = run.scenario.months
    step = next(s for s in (1, 2, 3, 6, 12, 24) if months / s <= 12)
    chart: alt.Chart = (
        alt.Chart(long)
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("month:Q", title="month", axis=alt.Axis(values=list(range(0, months + 1, step)), grid=False)),
            y=alt.Y(
                "value:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(values=[0, 0.5, 1], format=".1f")
            ),
            color=alt.Color(
                "what:N",
                title=None,
                sort=order,
                scale=alt.Scale(domain=order, range=list(colours)),
                legend=_legend(3 if len(order) == 3 else 2),
            ),
            strokeDash=alt.StrokeDash(
                "what:N", title=None, sort=order, scale=alt.Scale(domain=order, range=DASHES[: len(order)])
            ),
            tooltip=[
                alt.Tooltip("what:N", title="what"),
                alt.Tooltip("month:Q", title="month"),
                alt.Tooltip("value:Q", title="value", format=".2f"),
            ],
        )
    )
    return chart


def _legend(columns: int) -> alt.Legend:
    return alt.Legend(orient="top", columns=columns, labelLimit=190, symbolSize=220, symbolStrokeWidth=2.5)


def described(run: Run, variables: Sequence[str]) -> str:
    """Return a chart in words, for those who do not see it."""
    ends = {v: run.paths.sel(variable=v).to_numpy()[[0, -1]] for v in variables}
    told = [f"{name_of(run.case, v)} from {start:.2f} to {end:.2f}" for v, (start, end) in ends.items()]
    return f"Over {run.scenario.months} months: " + "; ".join(told) + "."
