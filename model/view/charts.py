"""Charts: what moves over the months. Lines differ by dash as well as by colour."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import altair as alt
import pandas as pd
import streamlit as st

from model.domain import Outcome
from model.explain import name_of
from model.run import OUTCOMES, Run

#: Colours that can be told apart without good colour sight (Okabe and Ito); each goes with a shape or a dash.
COLOURS = {Outcome.SETTLEMENT: "#009E73", Outcome.FROZEN: "#56B4E9", Outcome.ESCALATION: "#D55E00"}
#: For variables, by theme: none of them an outcome's colour.
LINES = {
    "light": ["#0072B2", "#9A5B00", "#A63D7F", "#5C5C5C", "#2F2F2F"],
    "dark": ["#7CC0EE", "#E69F00", "#E39BC4", "#B8B8B8", "#EEEEEE"],
}
DASHES = [[1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4]]
LABELS = {Outcome.SETTLEMENT: "Settlement", Outcome.FROZEN: "Frozen conflict", Outcome.ESCALATION: "Escalation"}
#: In pixels.
HEIGHT = 210


def pulls(run: Run) -> None:
    """Show the three pulls, with the line above which an outcome has formed."""
    names = {outcome: LABELS[Outcome(outcome)] for outcome in OUTCOMES}
    half = alt.Chart(pd.DataFrame({"at": [0.5], "text": ["formed above this line"]})).encode(y="at:Q")
    grey = alt.value("#888888")
    label = half.mark_text(align="left", dx=4, dy=-6, fontSize=11).encode(text="text:N", x=alt.value(0), color=grey)
    _show(run, names, list(COLOURS.values()), [half.mark_rule(strokeDash=[3, 3]).encode(color=grey), label])


def paths(run: Run, variables: Sequence[str]) -> None:
    """Show some variables' paths, all on [0, 1]."""
    names = {v: (n := name_of(run.case, v).removeprefix("the "))[:1].upper() + n[1:] for v in variables}
    theme = "dark" if st.context.theme.type == "dark" else "light"
    _show(run, names, LINES[theme][: len(names)], [])


def _show(run: Run, names: dict[str, str], colours: Sequence[str], under: list[alt.Chart]) -> None:
    st.html(_legend(list(names.values()), colours))
    layers = [*under, *_events(run), _lines(run, names, colours)]
    chart = alt.layer(*layers).properties(height=HEIGHT)
    st.altair_chart(chart, alt=described(run, list(names)))


def _lines(run: Run, names: dict[str, str], colours: Sequence[str]) -> alt.Chart:
    parts = [
        pd.DataFrame({"month": run.paths["month"], "what": name, "value": run.paths.sel(variable=variable)})
        for variable, name in names.items()
    ]
    order = list(names.values())
    months = run.scenario.months
    step = next(s for s in (1, 2, 3, 6, 12, 24) if months / s <= 12)
    ticks = alt.Axis(values=list(range(0, months + 1, step)), grid=False)
    dashes = alt.Scale(domain=order, range=DASHES[: len(order)])
    chart: alt.Chart = (
        alt.Chart(pd.concat(parts, ignore_index=True))
        .mark_line(strokeWidth=2.5)
        .encode(
            x=alt.X("month:Q", title="month", axis=ticks, scale=alt.Scale(domain=[0, months], nice=False)),
            y=alt.Y(
                "value:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(values=[0, 0.5, 1], format=".1f")
            ),
            color=alt.Color("what:N", sort=order, scale=alt.Scale(domain=order, range=list(colours)), legend=None),
            strokeDash=alt.StrokeDash("what:N", sort=order, scale=dashes, legend=None),
            tooltip=[
                alt.Tooltip("what:N", title="what"),
                alt.Tooltip("month:Q", title="month"),
                alt.Tooltip("value:Q", title="value", format=".2f"),
            ],
        )
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


def described(run: Run, variables: Sequence[str]) -> str:
    """Return a chart in words, for those who do not see it."""
    ends = {v: run.paths.sel(variable=v).to_numpy()[[0, -1]] for v in variables}
    told = [f"{name_of(run.case, v)} from {start:.2f} to {end:.2f}" for v, (start, end) in ends.items()]
    return f"Over {run.scenario.months} months: " + "; ".join(told) + "."
