"""A table of values, read and checked: what its columns are, and that every value lies where it may."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from model.engine import Program
from model.knowledge import Fault, ScenarioError, likely
from model.scenario import STRONGEST, Scenario

if TYPE_CHECKING:
    import pandas as pd

#: Before the id of a rule, in the name of a column that says how often the rule counts; as in links.
RULE = "rule."

#: The most rows: beyond, a slip is likelier than a wish.
MOST_SAMPLES = 1_000_000

#: What samples may be given as: a table, columns by name, rows by name, or an array with names.
Samples: TypeAlias = "pd.DataFrame | Mapping[str, Any] | Sequence[Mapping[str, float]] | np.ndarray[Any, Any]"


def read_samples(
    program: Program, scenario: Scenario, samples: Samples, names: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return samples as a table of numbers, one row for each run.

    Raises:
        ScenarioError: if they make no table; with every column that is unknown, named twice, without effect or no
            numbers, and the first value of each that is off its scale.
    """
    table = _table(samples, names)
    if not 1 <= len(table) <= MOST_SAMPLES or not len(table.columns):
        size = f"{len(table):,} rows of {len(table.columns)} columns"
        raise _refused("", f"one column or more, and 1 to {MOST_SAMPLES:,} rows are needed, not {size}")
    columns = list(table.columns)
    twice = {str(name) for name in columns if columns.count(name) > 1}
    faults = [Fault("", "samples", f"'{name}' is there twice") for name in sorted(twice)]
    if not faults:
        faults = [fault for name in columns for fault in _column(program, scenario, name, table[name])]
    if faults:
        raise ScenarioError(faults)
    return table.astype(float)


def _table(samples: Samples, names: Sequence[str] | None) -> pd.DataFrame:
    import pandas as pd

    if names is not None and isinstance(samples, pd.DataFrame | Mapping):
        raise _refused("", "they have names of their own: leave 'names' out")
    if isinstance(samples, pd.DataFrame):
        return samples
    plain_array = not isinstance(samples, Mapping) and np.asarray(samples).dtype.names is None
    if plain_array and not _are_records(samples):
        array = np.asarray(samples)
        if names is None or isinstance(names, str) or array.ndim != 2 or array.shape[1] != len(names):
            shape = " x ".join(map(str, array.shape)) or "a single value"
            raise _refused("", f"an array needs a column for each of 'names', a list; it is {shape}")
        return pd.DataFrame(array, columns=list(names))
    try:
        return pd.DataFrame(samples)
    except (ValueError, TypeError) as error:
        raise _refused("", f"they make no table: {error}") from None


def _are_records(samples: Any) -> bool:
    return isinstance(samples, list | tuple) and bool(samples) and all(isinstance(row, Mapping) for row in samples)


def _column(program: Program, scenario: Scenario, name: Any, values: pd.Series[Any]) -> Iterator[Fault]:
    """Yield what is wrong with a column; the first wrong value is enough."""
    ends = list(_ends(program, scenario, name))
    yield from (end for end in ends if isinstance(end, Fault))
    if any(isinstance(end, Fault) for end in ends):
        return
    low, high = (end for end in ends if not isinstance(end, Fault))
    place = f"samples: {name}"
    if values.dtype.kind not in "iuf":
        yield Fault("", place, f"numbers are needed, not {values.dtype}")
        return
    wrong = np.flatnonzero(~((values >= low) & (values <= high)).to_numpy())  # also what is no number
    if len(wrong):
        value = float(values.iloc[wrong[0]])
        what = "no number on" if np.isnan(value) else "outside"
        yield Fault("", place, f"row {values.index[wrong[0]]}: {value:g} is {what} its scale, {low:g} to {high:g}")


def _ends(program: Program, scenario: Scenario, name: Any) -> Iterator[float | Fault]:
    """Yield the ends of a column's scale, or what is wrong with its name."""
    rules = program.case.rule_of
    if isinstance(name, str) and name.startswith(RULE) and name not in program.settable:
        rule = name.removeprefix(RULE)
        if rule in rules:
            yield from (0.0, 1.0 if rules[rule].outcome else STRONGEST)
        else:
            yield Fault("", "samples", f"unknown rule '{rule}'{likely(rule, rules)}")
    elif name not in program.settable:
        known = [*program.settable, *(f"{RULE}{rule}" for rule in rules)]
        kind = program.variable_of[name].kind if name in program.row else ""
        hint = f"; it is a {kind}, whose start is the case's" if kind == "state" else likely(str(name), known)
        yield Fault("", "samples", f"unknown lever, assumption or rule '{name}'{hint}")
    elif str(name).removesuffix(".engagement") in scenario.without and str(name).endswith(".engagement"):
        yield Fault("", f"samples: {name}", "it has no effect, since the scenario takes the actor out")
    else:
        row = program.settable[name]
        yield from (float(program.low[row]), float(program.high[row]))


def _refused(place: str, message: str) -> ScenarioError:
    return ScenarioError([Fault("", f"samples: {place}" if place else "samples", message)])
