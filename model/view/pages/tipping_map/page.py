"""Where does it tip? A map of the pull over two levers or assumptions, from plausible variants at every point."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import streamlit as st

from model.analysis import Progress, open_factors, sweep, sweep_csv
from model.history import base_rate_in_brief
from model.knowledge import Case, capitalised, name_of, settable
from model.scenario import Scenario
from model.uncertainty import ROBUSTNESS_RULE
from model.view.analyses import progress_on
from model.view.caching import SharedCache
from model.view.components.folding import expander
from model.view.components.outcome_map import picked_cell, show_outcome_map
from model.view.components.points import points_payload
from model.view.controls import levers
from model.view.controls.tables import csv_style
from model.view.pages.base import Page, Pages
from model.view.plain import plain
from model.view.results import run_of
from model.view.session import choose, current_draft, current_seed, one_of, take_step

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


#: Variants at every point, and how far the points are from each other: a step of the levers' sliders.
DRAWS, STEP = 64, 0.05


#: The choices: the axes.
ACROSS, UP = (one_of(key, lambda among: settable(among.case)) for key in ("map across", "map up"))


#: Maps, by all that they depend on.
MAPS_CACHE = SharedCache[tuple[Case, Scenario, str, str, int], "xr.Dataset"](most=24)


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the map of the outcomes over the axes that are chosen, and the map as a table."""
    out = {f"{actor}.engagement" for actor in scenario.without}
    names = [name for name in open_factors(case, "scale") if name not in out]
    place = st.container()
    across, up = _choose_axes(case, names)
    with place:
        points = points_payload(case, scenario, _axes(case, across, up), DRAWS, current_seed())
        show_outcome_map(run_of(case, scenario), points, lambda: _put_there(case, across, up))
    st.caption(
        f"At each point {DRAWS} plausible variants are run. {ROBUSTNESS_RULE} Shares of the pull are no probabilities. "
        f"{plain(base_rate_in_brief())}"
    )
    _offer_table(case, scenario, across, up)


def _choose_axes(case: Case, names: list[str]) -> tuple[str, str]:
    """Show what the map goes over, and return it: to the right, and up."""
    first, second = usual_axes([lever.id for lever in levers.levers_of(case)], names)
    labels = {name: capitalised(name_of(case, name).removeprefix("the ")) for name in names}
    left, right = st.columns(2)
    across: str = choose(left.selectbox, "To the right", labels, ACROSS, first)
    others = {name: label for name, label in labels.items() if name != across}
    up: str = choose(right.selectbox, "Upwards", others, UP, second if across != second else first)
    return across, up


def usual_axes(levers: Sequence[str], names: Sequence[str]) -> tuple[str, str]:
    """Return what a map goes over at first: the last two levers; of a case with fewer, whatever else can be set."""
    first, second, *_ = dict.fromkeys([*reversed(levers), *names])
    return first, second


def _map_key(case: Case, scenario: Scenario, across: str, up: str, seed: int) -> tuple[Case, Scenario, str, str, int]:
    """Return what the table of a map depends on; what the scenario itself sets of the two axes makes no other map."""

    def rest(held: Mapping[str, float]) -> dict[str, float]:
        return {name: value for name, value in held.items() if name not in (across, up)}

    levers, assumptions = rest(scenario.levers), rest(scenario.assumptions)
    return case, scenario.but(levers=levers, assumptions=assumptions).supposed, across, up, seed


def map_of(
    case: Case, scenario: Scenario, across: str, up: str, progress: Progress | None = None, seed: int = 0
) -> xr.Dataset:
    """Return the sweep that the map shows."""
    key = _map_key(case, scenario, across, up, seed)
    found = MAPS_CACHE.get(key)
    if found is None:
        found = sweep(case, key[1], _axes(case, across, up), DRAWS, seed, progress=progress)
        MAPS_CACHE[key] = found
    return found


def _axes(case: Case, across: str, up: str) -> dict[str, list[float]]:
    """Return the values along both axes."""
    ranges = open_factors(case, "scale")
    return {name: axis_points(ranges[name].low, ranges[name].high) for name in (across, up)}


def axis_points(low: float, high: float) -> list[float]:
    """Return the values of an axis, from one end of its scale to the other."""
    return [float(v) for v in np.linspace(low, high, round((high - low) / STEP) + 1).round(10)]


def _put_there(case: Case, across: str, up: str) -> None:
    """Put what the map goes over where it was clicked, in one step."""
    at = picked_cell()
    if at is not None:
        draft = current_draft(case)
        for name, value in zip((across, up), at, strict=True):
            draft = draft.put(case, name, value)
        take_step(draft)


def _offer_table(case: Case, scenario: Scenario, across: str, up: str) -> None:
    """Offer the map as a table; it is worked out here when it is opened."""
    shown, place = expander("The map as a table", "map table")
    if not shown:
        return
    with place:
        bar = st.empty()
        found = map_of(case, scenario, across, up, progress_on(bar.progress(0.0, "Getting ready")), current_seed())
        bar.empty()
        st.dataframe(map_table(found), hide_index=True, height=300)
        style = csv_style()
        st.download_button(
            "Download as CSV",
            lambda: sweep_csv(found, style),
            f"map-{across}-{up}.csv",
            "text/csv",
            on_click="ignore",
            key="map csv",
            icon=":material/download:",
        )


def map_table(found: xr.Dataset) -> pd.DataFrame:
    """Return a map as a table, a row a point: the axes, the shares of the pull, the largest, and how sturdy that is."""
    shares = found["mean_pull"].to_dataset("outcome").assign(goes_on=found["goes_on"])
    return shares.merge(found[["largest", "sturdiness", "largest_in"]]).to_dataframe().reset_index()


PAGE = Page(
    title="Map of outcomes",
    url_path="where",
    icon="map",
    show=show_page,
    choices=(ACROSS, UP),
    by_itself=True,
)
