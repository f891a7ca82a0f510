"""A sweep as a person reads it in a shell: rows, a map of letters, and how often each outcome leads."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from model.history import reference_in_brief
from model.knowledge import OUTCOMES
from model.uncertainty import ROBUSTNESS_RULE, interval_in_words, robustness_in_words

if TYPE_CHECKING:
    import xarray as xr


#: The widest map, in columns of values.
WIDE = 60


LETTERS = "S settlement, F frozen conflict, E escalation: what leads; "


FORMED = (
    "a capital where it has formed in more than half of the variants, even at the lower end of the interval; "
    "? where the lead is open"
)


CENTRAL = "a capital where it has formed; ? where the lead is too close to call"


def table(found: xr.Dataset) -> list[str]:
    """Return a sweep as lines: for one axis a row a value, for two a map, for all how often each outcome leads."""
    head = f"{found.attrs['scenario']}, after {found.attrs['months']} months, "
    draws = found.attrs["draws"]
    head += f"{draws} variants at each point (95% intervals)" if draws else "central runs"
    lines = [head, ""]
    dims = found["leading"].dims
    if len(dims) == 1:
        lines += [*_rows(found, str(dims[0])), ""]
    elif len(dims) == 2 and found.sizes[dims[1]] <= WIDE:
        lines += [*_map(found), "", *textwrap.wrap(LETTERS + (FORMED if draws else CENTRAL), 110), ""]
    return [
        *lines,
        *_totals(found),
        *(["", *textwrap.wrap(f"{ROBUSTNESS_RULE} {reference_in_brief()}", 110)] if draws else []),
    ]


def _rows(found: xr.Dataset, axis: str) -> Iterator[str]:
    """Yield a row for each value that is done."""
    yield f"{axis:>12}  {'leads':<16} {'share':<24} {'formed':<7} how firmly"
    for number in np.flatnonzero(found["leading"] != ""):
        point = found.isel({axis: number})
        leader = str(point["leading"].item())
        share = f"{point['share'].sel(outcome=leader).item():6.1%}"
        if found.attrs["draws"]:
            share += f" ({interval_in_words(point['lead_low'].item(), point['lead_high'].item())})"
        formed = f"{point['formed'].sel(outcome=leader).item():.0%}"
        yield f"{point[axis].item():>12g}  {leader:<16} {share:<24} {formed:>6}  {point['robustness'].item()}".rstrip()


def _map(found: xr.Dataset) -> Iterator[str]:
    """Yield the first axis downwards, its highest value at the top, and the second one to the right."""
    down, right = map(str, found["leading"].dims)
    letters = _letters(found)
    values = [f"{value:g}" for value in found[down].values]
    wide = max(map(len, [down, *values]))
    yield down.rjust(wide)
    for number in np.argsort(found[down].values)[::-1]:
        yield f"{values[number]:>{wide}}  {' '.join(letters[number])}"
    first, last = (f"{value:g}" for value in found[right].values[[0, -1]])
    yield f"{'':>{wide}}  {right}: {first}" + (f" to {last}" if found.sizes[right] > 1 else "")


def _letters(found: xr.Dataset) -> np.ndarray[Any, Any]:
    draws = max(found.attrs["draws"], 1)
    leading = found["leading"].values
    has_formed = np.nan_to_num(found["formed"].max("outcome").values * draws).round()
    formed = robustness_in_words(has_formed, draws) != "open" if found.attrs["draws"] else has_formed > 0
    initial = np.array([letter[:1] for letter in np.char.lower(leading.astype(str)).ravel()]).reshape(leading.shape)
    letters = np.where(formed, np.char.upper(initial), initial)
    return np.select([leading == "", found["robustness"].values == "open"], [".", "?"], letters)


def _totals(found: xr.Dataset) -> Iterator[str]:
    """Yield how many points each outcome leads, and how firmly."""
    leading, word = found["leading"].values, found["robustness"].values
    done = int((leading != "").sum())
    yield f"of {leading.size:,} points" + (f", {done:,} of which are done" if done < leading.size else "") + ":"
    for outcome in OUTCOMES:
        own = word[leading == outcome]
        told = [f"{(own == w).sum():,} {w}" for w in ("firm", "leaning", "open") if (own == w).any()]
        yield f"  {outcome:<16} leads in {len(own):,}" + (f" ({', '.join(told)})" if told else "")


def plain(found: xr.Dataset) -> dict[str, object]:
    """Return a sweep for machines: its attributes, axes, and the points that are done; ready for JSON."""
    dims = list(map(str, found["leading"].dims))
    by_point = [name for name in found.data_vars if "outcome" not in found[name].dims]
    by_outcome = [name for name in found.data_vars if "outcome" in found[name].dims]
    columns = {str(name): found[name].values.ravel().tolist() for name in by_point}
    places = np.indices(found["leading"].shape).reshape(len(dims), -1)
    columns |= {dim: found[dim].values[place].tolist() for dim, place in zip(dims, places, strict=True)}
    triples = {str(name): found[name].values.reshape(-1, len(OUTCOMES)).tolist() for name in by_outcome}
    points = [
        {name: columns[name][number] for name in dims}
        | {str(name): _known(columns[str(name)][number]) for name in by_point}
        | {name: dict(zip(OUTCOMES, triple[number], strict=True)) for name, triple in triples.items()}
        for number in range(found["leading"].size)
        if columns["leading"][number]
    ]
    return {
        **found.attrs,
        "axes": {dim: found[dim].values.tolist() for dim in dims},
        "rule": ROBUSTNESS_RULE,
        "points": points,
    }


def _known(value: object) -> object:
    return None if value != value else value  # JSON has no NaN
