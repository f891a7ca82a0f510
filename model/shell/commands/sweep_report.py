"""A sweep in words: rows of shares of the pull, or a map of letters, and a count of points; and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from model.engine import FORMED
from model.history import base_rate_in_brief
from model.knowledge import CLASS_TITLES, OUTCOMES, PULL_CLASSES
from model.shell.output import wrapped
from model.store import MADE_BY
from model.uncertainty import ROBUSTNESS_RULE

if TYPE_CHECKING:
    import xarray as xr


#: The widest map that is drawn, in values of the second axis.
WIDEST_MAP = 60


#: The letters of a map, by class.
LETTERS = dict(zip(PULL_CLASSES, "sfew", strict=True))


#: What they mean.
LETTERS_MEAN = (
    "s settlement, f frozen conflict, e escalation, w the war goes on: what has the largest share of the pull; a "
    "capital where that is one half or more; ? where it is open"
)


def report(sweep: xr.Dataset) -> Iterator[str]:
    """Yield a sweep as lines: for one axis a row a value, for two a map, for all in how many points what is largest."""
    draws, dims = sweep.attrs["draws"], list(map(str, sweep["largest"].dims))
    runs = f"{draws} variants at each point" if draws else "central runs"
    yield from (f"{sweep.attrs['scenario']}, after {sweep.attrs['months']} months, {runs}", "")
    if len(dims) == 1:
        yield from (*_rows(sweep, dims[0]), "")
    elif len(dims) == 2 and sweep.sizes[dims[1]] <= WIDEST_MAP:
        yield from (*_map(sweep), "", *wrapped(LETTERS_MEAN), "")
    yield from _totals(sweep)
    if draws:
        yield from ("", *wrapped(f"{ROBUSTNESS_RULE} {base_rate_in_brief()}"))


def _rows(sweep: xr.Dataset, axis: str) -> Iterator[str]:
    """Yield a row for each value that is done: the shares of the pull, and how sturdy the largest is."""
    draws = sweep.attrs["draws"]
    wide = max(12, len(axis))
    yield "shares of the pull" + (
        f", and in how many of {draws:,} variants the largest has the largest pull" * bool(draws)
    )
    yield f"{axis:>{wide}}" + "".join(f"{name:>17}" for name in CLASS_TITLES.values()) + "  largest"
    for number in np.flatnonzero(sweep["largest"] != ""):
        point = sweep.isel({axis: number})
        shares = (*point["mean_pull"].values.tolist(), point["goes_on"].item())
        told = "".join(f"{f'{share:z.0%}':>17}" for share in shares)
        count = f"{point['largest_in'].item():.0f}" if draws else ""
        sturdy = ": ".join(filter(None, (point["sturdiness"].item(), count)))
        largest = CLASS_TITLES[str(point["largest"].item())] + (f" ({sturdy})" if sturdy else "")
        yield f"{point[axis].item():>{wide}g}{told}  {largest}"


def _map(sweep: xr.Dataset) -> Iterator[str]:
    """Yield the first axis downwards, its highest value at the top, and the second one to the right."""
    down, right = map(str, sweep["largest"].dims)
    letters = _letters(sweep)
    values = [f"{value:g}" for value in sweep[down].values]
    wide = max(map(len, [down, *values]))
    yield down.rjust(wide)
    for number in np.argsort(sweep[down].values)[::-1]:
        yield f"{values[number]:>{wide}}  {' '.join(letters[number])}"
    first, last = (f"{value:g}" for value in sweep[right].values[[0, -1]])
    yield f"{'':>{wide}}  {right}: {first}" + (f" to {last}" if sweep.sizes[right] > 1 else "")


def _letters(sweep: xr.Dataset) -> np.ndarray[Any, Any]:
    """Return the letter of each point: a capital from one half of the pull on, "?" where open, "." where not done."""
    largest = sweep["largest"].values
    letters = np.array([LETTERS.get(str(name), ".") for name in largest.ravel()]).reshape(largest.shape)
    shares = np.maximum(sweep["mean_pull"].max("outcome").values, sweep["goes_on"].values)
    letters = np.where(shares >= FORMED, np.char.upper(letters), letters)
    return np.where(sweep["sturdiness"].values == "open", "?", letters)


def _totals(sweep: xr.Dataset) -> Iterator[str]:
    """Yield at how many points each class has the largest share of the pull, and how sturdy that is."""
    largest, words = sweep["largest"].values, sweep["sturdiness"].values
    done = int((largest != "").sum())
    of_points = f"of {largest.size:,} points" + (f", {done:,} of which are done" if done < largest.size else "")
    yield f"{of_points}, the largest share of the pull has:"
    for name, told in CLASS_TITLES.items():
        own = words[largest == name]
        sturdy = [f"{(own == w).sum():,} {w}" for w in ("firm", "leaning", "open") if (own == w).any()]
        yield f"  {told:<16} {len(own):,}" + (f" ({', '.join(sturdy)})" if sturdy else "")


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
