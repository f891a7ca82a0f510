"""What matters most, as tables with bars in them, drawn by `html` and `picture`. What is not settled gets no bar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.engine import SLIGHT, Run
from model.explain import basis_of_value, surprise_in_words
from model.knowledge import OUTCOME_NAMES, Case, Outcome, as_list, capitalised, name_of, typeset

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


@dataclass(frozen=True)
class Bar:
    """A bar on a track from 0 to 1: where it begins and how wide it is.

    It goes "up", "down" or bends ("bend"); `now` is a line across the track, `reach` an interval's two ends.
    """

    left: float
    width: float
    way: str = "up"
    now: float | None = None
    reach: tuple[float, float] | None = None


@dataclass(frozen=True)
class Cell:
    """A cell: a bar, what stands after it plainly, strongly and small; or why there is no figure."""

    bar: Bar | None = None
    text: str = ""
    strong: str = ""
    small: str = ""
    unsettled: str = ""


@dataclass(frozen=True)
class Row:
    """A row: what it is about, what that rests on ("" where nothing is told), and as many cells as all rows have."""

    label: str
    basis: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class BarTable:
    """A table: a head for each column of cells, the rows, and what is told together below it."""

    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: str = ""


def tornado_table(run: Run, table: pd.DataFrame) -> BarTable:
    """Return a bar for each factor: from the least to the greatest that the leading pull is at both ends, and now."""
    outcome = str(table.attrs["outcome"])
    now = float(table.attrs["pull"][outcome])
    ends = table[[f"{outcome} low", f"{outcome} high"]].to_numpy()
    least, most = min(float(ends.min()), now), max(float(ends.max()), now)
    wide = max(most - least, SLIGHT)

    def at(value: float) -> float:
        return (value - least) / wide

    rows = []
    for name, fro, to, (low, high) in zip(table["factor"], table["low"], table["high"], ends.tolist(), strict=True):
        left, right = at(min(low, high, now)), at(max(low, high, now))
        way = "up" if low <= now <= high else "down" if high <= now <= low else "bend"
        spans = [Cell(text=f"at {typeset(float(v))}: ", strong=f"{end:.2f}") for v, end in ((fro, low), (to, high))]
        bar = Bar(left, right - left, way, now=at(now))
        rows.append(Row(*_named(run, str(name)), (*spans, Cell(bar))))
    ends_of = f"pull of {OUTCOME_NAMES[Outcome(outcome)]}, {least:.2f} to {most:.2f}"
    return BarTable(("at the low end", "at the high end", ends_of), tuple(rows))


def _named(run: Run, name: str) -> tuple[str, str]:
    return capitalised(name_of(run.case, name)), basis_of_value(run, name)


def sobol_table(run: Run, found: xr.Dataset) -> BarTable:
    """Return the shares of variance: alone (first order) and with others (total), each with its 95 % interval.

    What settles at next to nothing, even with others, is told together.
    """
    own = found.sel(output=run.outcome)
    order = own.total.values.argsort()[::-1]
    slight = (own.total.values < SLIGHT) & (own.total_mark.values == "")
    rows = []
    for place in order[~slight[order]]:
        one = own.isel(factor=place)
        cells = tuple(_index_cell(one, kind) for kind in ("first", "total"))
        rows.append(Row(*_named(run, str(one.factor.values)), cells))
    rest = [name_of(run.case, str(own.factor.values[place])) for place in order[slight[order]]]
    told = f"Next to nothing (under {SLIGHT:g}, also with others) is due to {as_list(rest)}." if rest else ""
    return BarTable(("alone", "with all it works together with"), tuple(rows), told)


def _index_cell(one: xr.Dataset, kind: str) -> Cell:
    mark = str(one[f"{kind}_mark"].values)
    if mark:
        return Cell(unsettled=mark)
    value, reach = float(one[kind]), float(one[f"{kind}_conf"])
    low, high = (min(max(end, 0.0), 1.0) for end in (value - reach, value + reach))
    bar = Bar(0.0, min(max(value, 0.0), 1.0), reach=(low, high))
    return Cell(bar, text=f"{value:.2f} ", small=f"± {reach:.2f}")


def morris_table(run: Run, found: xr.Dataset, most: int) -> BarTable:
    """Return the beliefs that move the leading pull the most, by the mean size of their elementary effects."""
    own = found.sel(output=run.outcome)
    order = own.mu_star.values.argsort()[::-1][:most]
    top = max(float(own.mu_star.values.max()), SLIGHT)
    rows = []
    for place in order:
        one = own.isel(factor=place)
        value, reach = float(one.mu_star), float(one.mu_star_conf)
        mark = str(one.mark.values)
        if mark:
            cells = (Cell(unsettled=mark), Cell())
        else:
            cells = (Cell(Bar(0.0, value / top)), Cell(text=f"{value:.3f} ", small=f"± {reach:.3f}"))
        rows.append(Row(*belief_in_words(run, str(one.factor.values)), cells))
    return BarTable(("how far the pull moves over the belief's range", ""), tuple(rows))


def surprises_table(case: Case, found: pd.DataFrame) -> BarTable:
    """Return the happenings by how much of the pull each moves, with what would be without it in a sentence.

    Args:
        case: the case.
        found: of `without_each_happening`, one row or more.
    """
    top, rows = max(float(found["moves"].max()), SLIGHT / 100), []
    for row in found.to_dict("records"):
        bar = Cell(Bar(0.0, row["moves"] / top), text=f"{100 * row['moves']:.1f} points")
        often = f"{row['times']:.2f} times in a variant"
        rows.append(Row(row["says"], often, (bar, Cell(text=surprise_in_words(row)))))
    return BarTable(("how much of the pull it moves", "without it"), tuple(rows))


def belief_in_words(run: Run, name: str) -> tuple[str, str]:
    """Return a belief's name (its rule's sentence, its relation, whose salience, what starts) and what it rests on."""
    kind, _, rest = name.partition(" ")
    case = run.case
    match kind:
        case "push":
            rule = case.rule_of[rest]
            return f"How hard this pushes: {rule.says}", rule.basis
        case "edge":
            edge = case.edge_of[rest]
            return f"How strong this tie is: {edge.says}", f"{edge.id}, {', '.join(edge.claims) or 'our judgement'}"
        case "salience":
            held, source = _whose_salience(case, rest)
            return f"How much it matters: {held}", source
    label, source = _named(run, rest)
    return f"Where it starts: {label}", source


def _whose_salience(case: Case, name: str) -> tuple[str, str]:
    """Return who holds what dear, and what that rests on."""
    goal = case.objective_of.get(name)
    if goal is not None:
        return f"{case.labels[goal.actor]}: {goal.says}", goal.id
    actor, issue = name.split(".")
    return f"{case.labels[actor]}, {case.labels[issue]}", "our judgement"


def variation_in_words(found: xr.Dataset, outcome: str) -> str:
    """Return how far the leading pull varies over the ranges at all, in words."""
    deviation = float(found.deviation.sel(output=outcome))
    name = OUTCOME_NAMES[Outcome(outcome)]
    text = f"Over these ranges the pull of {name} varies with a standard deviation of {deviation:.3f}."
    return f"{text} That is next to nothing: shares of it say little." if deviation < SLIGHT else text
