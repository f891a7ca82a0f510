"""A sweep in words: rows or a map of letters, and how often each outcome leads; and the same for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from model.history import base_rate_in_brief
from model.knowledge import OUTCOMES
from model.shell.output import wrapped
from model.store import MADE_BY
from model.uncertainty import ROBUSTNESS_RULE, interval_in_words, robustness_words

if TYPE_CHECKING:
    import xarray as xr


#: The widest map that is drawn, in values of the second axis.
WIDEST_MAP = 60


#: What the letters of a map mean, and what their capitals mean with draws and without.
LETTERS_MEAN = "S settlement, F frozen conflict, E escalation: what leads; "
CAPITALS_MEAN_WITH_DRAWS = (
    "a capital where it has formed in more than half of the variants, even at the lower end of the interval; "
    "? where the lead is open"
)
CAPITALS_MEAN_WITHOUT = "a capital where it has formed; ? where the lead is too close to call"


def report(sweep: xr.Dataset) -> Iterator[str]:
    """Yield a sweep as lines: for one axis a row a value, for two a map, for all how often each outcome leads."""
    draws, dims = sweep.attrs["draws"], list(map(str, sweep["leading"].dims))
    runs = f"{draws} variants at each point (95% intervals)" if draws else "central runs"
    yield from (f"{sweep.attrs['scenario']}, after {sweep.attrs['months']} months, {runs}", "")
    if len(dims) == 1:
        yield from (*_rows(sweep, dims[0]), "")
    elif len(dims) == 2 and sweep.sizes[dims[1]] <= WIDEST_MAP:
        capitals_mean = CAPITALS_MEAN_WITH_DRAWS if draws else CAPITALS_MEAN_WITHOUT
        yield from (*_map(sweep), "", *wrapped(LETTERS_MEAN + capitals_mean), "")
    yield from _totals(sweep)
    if draws:
        yield from ("", *wrapped(f"{ROBUSTNESS_RULE} {base_rate_in_brief()}"))


def _rows(sweep: xr.Dataset, axis: str) -> Iterator[str]:
    """Yield a row for each value that is done."""
    yield f"{axis:>12}  {'leads':<16} {'share':<24} {'formed':<7} how firmly"
    for number in np.flatnonzero(sweep["leading"] != ""):
        point = sweep.isel({axis: number})
        leader = str(point["leading"].item())
        share = f"{point['share'].sel(outcome=leader).item():6.1%}"
        if sweep.attrs["draws"]:
            share += f" ({interval_in_words(point['lead_low'].item(), point['lead_high'].item())})"
        formed = f"{point['formed'].sel(outcome=leader).item():.0%}"
        yield f"{point[axis].item():>12g}  {leader:<16} {share:<24} {formed:>6}  {point['robustness'].item()}".rstrip()


def _map(sweep: xr.Dataset) -> Iterator[str]:
    """Yield the first axis downwards, its highest value at the top, and the second one to the right."""
    down, right = map(str, sweep["leading"].dims)
    letters = _letters(sweep)
    values = [f"{value:g}" for value in sweep[down].values]
    wide = max(map(len, [down, *values]))
    yield down.rjust(wide)
    for number in np.argsort(sweep[down].values)[::-1]:
        yield f"{values[number]:>{wide}}  {' '.join(letters[number])}"
    first, last = (f"{value:g}" for value in sweep[right].values[[0, -1]])
    yield f"{'':>{wide}}  {right}: {first}" + (f" to {last}" if sweep.sizes[right] > 1 else "")


def _letters(sweep: xr.Dataset) -> np.ndarray[Any, Any]:
    """Return the letter of each point: a capital where the outcome has formed, "?" where open, "." where not done."""
    draws = max(sweep.attrs["draws"], 1)
    leading = sweep["leading"].values
    times_formed = np.nan_to_num(sweep["formed"].max("outcome").values * draws).round()
    formed = robustness_words(times_formed, draws) != "open" if sweep.attrs["draws"] else times_formed > 0
    initials = np.array([outcome[:1] for outcome in leading.astype(str).ravel()]).reshape(leading.shape)
    letters = np.where(formed, np.char.upper(initials), initials)
    return np.select([leading == "", sweep["robustness"].values == "open"], [".", "?"], letters)


def _totals(sweep: xr.Dataset) -> Iterator[str]:
    """Yield how many points each outcome leads, and how firmly."""
    leading, words = sweep["leading"].values, sweep["robustness"].values
    done = int((leading != "").sum())
    yield f"of {leading.size:,} points" + (f", {done:,} of which are done" if done < leading.size else "") + ":"
    for outcome in OUTCOMES:
        own = words[leading == outcome]
        firmness = [f"{(own == w).sum():,} {w}" for w in ("firm", "leaning", "open") if (own == w).any()]
        yield f"  {outcome:<16} leads in {len(own):,}" + (f" ({', '.join(firmness)})" if firmness else "")


def for_machines(sweep: xr.Dataset) -> dict[str, object]:
    """Return a sweep for machines: its attributes, axes, and the points that are done; ready for JSON."""
    dims = list(map(str, sweep["leading"].dims))
    by_point = [name for name in sweep.data_vars if "outcome" not in sweep[name].dims]
    by_outcome = [name for name in sweep.data_vars if "outcome" in sweep[name].dims]
    columns = {str(name): sweep[name].values.ravel().tolist() for name in by_point}
    places = np.indices(sweep["leading"].shape).reshape(len(dims), -1)
    columns |= {dim: sweep[dim].values[place].tolist() for dim, place in zip(dims, places, strict=True)}
    triples = {str(name): sweep[name].values.reshape(-1, len(OUTCOMES)).tolist() for name in by_outcome}
    points = [
        {name: columns[name][number] for name in dims}
        | {str(name): _or_null(columns[str(name)][number]) for name in by_point}
        | {name: dict(zip(OUTCOMES, triple[number], strict=True)) for name, triple in triples.items()}
        for number in range(sweep["leading"].size)
        if columns["leading"][number]
    ]
    return {
        **sweep.attrs,
        MADE_BY: json.loads(sweep.attrs[MADE_BY]),
        "axes": {dim: sweep[dim].values.tolist() for dim in dims},
        "rule": ROBUSTNESS_RULE,
        "points": points,
    }


def _or_null(value: object) -> object:
    return None if value != value else value  # JSON has no NaN
