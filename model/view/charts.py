"""Charts: what moves over the months. Lines differ by dash as well as by colour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st

from model.arrays import Floats
from model.engine import FORMED, Run
from model.explain import COLOURS, GOES_ON, LABELS, LAYER_NAMES, bands_in_words, percent, pulls_of
from model.knowledge import CLASS_NAMES, OUTCOMES, PULL_CLASSES, Case, ChartGroup, capitalised, name_of
from model.scenario import event_in_words
from model.uncertainty import Ensemble
from model.view.components.line_chart import ChartLine, LineChart
from model.view.components.saving import credit
from model.view.theme import REST_COLOURS, VARIABLE_COLOURS, VARIABLE_DASHES, current_theme


def shares_chart(
    run: Run, variants: Ensemble, bands: Mapping[str, Floats], before: Ensemble | None = None
) -> LineChart:
    """Return the chart of the four shares of the pull, with the bands of the variants' own pulls.

    `before`: the variants of the run before the last step, whose shares are drawn as thin lines.
    """
    colours, edges = [*COLOURS.values(), REST_COLOURS[current_theme()]], _edges(bands)
    labels = [*LABELS.values(), GOES_ON]
    ghosts: Sequence[list[float] | None] = [None] * 4 if before is None else before.shares_by_month.T.tolist()
    return LineChart(
        title="",
        label="Shares of the pull over the months",
        name="shares-of-the-pull",
        lines=[
            ChartLine(label, colour, dash, path, edges[name], ghost)
            for name, label, colour, dash, path, ghost in zip(
                PULL_CLASSES,
                labels,
                colours,
                VARIABLE_DASHES,
                variants.shares_by_month.T.tolist(),
                ghosts,
                strict=False,
            )
        ],
        described=shares_in_words(variants, bands),
        credit=credit(run),
        marks=event_marks(run),
        rule=(FORMED, ""),
        percent=True,
    )


def variant_chart(run: Run, title: str, happened: Sequence[tuple[int, str]], bands: Mapping[str, Floats]) -> LineChart:
    """Return the chart of one variant's four pulls over the bands of all, with what happened in it."""
    colours, edges, paths = [*COLOURS.values(), REST_COLOURS[current_theme()]], _edges(bands), pulls_of(run)
    labels = dict(zip(PULL_CLASSES, [*LABELS.values(), GOES_ON], strict=True))
    ends = ", ".join(f"{labels[name]} from {path[0]:.2f} to {path[-1]:.2f}" for name, path in paths.items())
    told = "; ".join(f"month {month}: {text}" for month, text in happened) or "nothing happened in it"
    return LineChart(
        title=title,
        label=f"{title}: its pulls over the months",
        name="one-variant",
        lines=[
            ChartLine(labels[name], colour, dash, paths[name], edges[name])
            for name, colour, dash in zip(PULL_CLASSES, colours, VARIABLE_DASHES, strict=False)
        ],
        described=f"Over {run.scenario.months} months: {ends}. What happened: {told}.",
        credit=credit(run),
        marks=sorted([*event_marks(run), *happened]),
        rule=(FORMED, ""),
    )


def paths_chart(run: Run, group: ChartGroup, bands: Mapping[str, Floats]) -> LineChart:
    """Return the chart of some variables' paths, all on [0, 1], and the variants' bands."""
    names = {variable: legend_name(run.case, variable) for variable in group.variables}
    return LineChart(
        title=group.title,
        label=f"{group.title}: {', '.join(name_of(run.case, v) for v in group.variables)} over the months",
        name=group.title.lower().replace(" ", "-").replace("'", ""),
        lines=_lines(run, names, bands, VARIABLE_COLOURS[current_theme()]),
        described=chart_in_words(run, group.variables, bands),
        credit=credit(run),
        marks=event_marks(run),
    )


def legend_name(case: Case, variable: str) -> str:
    """Return what a variable is called in a legend."""
    return capitalised(name_of(case, variable).removeprefix("the "))


def event_marks(run: Run) -> list[tuple[int, str]]:
    """Return a scenario's events: months and what happens."""
    return [(event.month, event_in_words(run.case, event)) for event in run.scenario.events]


def central_path(run: Run, variable: str) -> Floats:
    """Return a variable's values, or an outcome's pulls, in the central run by month: shape (months + 1,)."""
    if variable in OUTCOMES:
        return run.pulls[:, OUTCOMES.index(variable)]
    path: Floats = run.trace.values[:, run.program.row[variable], 0]
    return path


def _lines(run: Run, names: Mapping[str, str], bands: Mapping[str, Floats], colours: Sequence[str]) -> list[ChartLine]:
    edges = _edges(bands)
    return [
        ChartLine(name, colour, dash, central_path(run, variable).tolist(), edges[variable])
        for (variable, name), colour, dash in zip(names.items(), colours, VARIABLE_DASHES, strict=False)
    ]


def _edges(bands: Mapping[str, Floats]) -> dict[str, list[list[float]]]:
    """Return by variable the edges of its bands by month, as `band_edges` orders them."""
    return {name: edges.T.tolist() for name, edges in bands.items()}


def explain_share_bands(variants: Ensemble, bands: Mapping[str, Floats]) -> None:
    """Say what lines and bands are where the lines are shares of the pull."""
    edges = np.stack([bands[name] for name in PULL_CLASSES])
    st.caption(
        f"Lines: the shares of the pull, each the mean over the {variants.draws} plausible variants, month by month. "
        "Above the dashed line a class has more than all the others together. Bands: the pulls of the variants "
        f"themselves. {bands_in_words(edges)}"
    )


def explain_bands(variants: Ensemble, bands: Mapping[str, Floats]) -> None:
    """Say what lines and bands are where the lines are paths of the central run."""
    edges = np.stack([edges for name, edges in bands.items() if name not in PULL_CLASSES])
    st.caption(f"Lines: the central run. Bands: the {variants.draws} plausible variants. {bands_in_words(edges)}")


def shares_in_words(variants: Ensemble, bands: Mapping[str, Floats]) -> str:
    """Return the chart of the shares of the pull in words, for those who do not see it."""
    edges, paths = _edges(bands), variants.shares_by_month
    parts = []
    for number, name in enumerate(PULL_CLASSES):
        ends = [percent(edge[-1]) for edge in edges[name]]
        parts.append(
            f"{CLASS_NAMES[name]} from {percent(paths[0, number])} to {percent(paths[-1, number])} of the pull "
            f"{_spans(ends)}"
        )
    return f"Over {variants.scenario.months} months: " + "; ".join(parts) + "."


def chart_in_words(run: Run, variables: Sequence[str], bands: Mapping[str, Floats]) -> str:
    """Return a chart in words, for those who do not see it."""
    edges, parts = _edges(bands), []
    for variable in variables:
        start, end = central_path(run, variable)[[0, -1]]
        ends = [f"{edge[-1]:.2f}" for edge in edges[variable]]
        parts.append(f"{name_of(run.case, variable)} from {start:.2f} to {end:.2f} {_spans(ends)}")
    return f"Over {run.scenario.months} months: " + "; ".join(parts) + "."


def _spans(ends: Sequence[str]) -> str:
    """Return between what ends nine in ten variants lie at the horizon, in words."""
    low, unknown_low, unknown_high, high = ends
    inner, wider = LAYER_NAMES
    return (
        f"(at the end, nine in ten variants lie between {unknown_low} and {unknown_high} by {inner}, and between {low} "
        f"and {high} with {wider})"
    )
