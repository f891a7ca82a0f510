"""What matters most, as tables with bars in them; plain HTML, no script. What is not settled gets no bar."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from model.account import basis
from model.domain import Case, Outcome
from model.explain import NAMES, SLIGHT, capital, name_of
from model.run import Run
from model.view.report import number
from model.words import listed

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def tornado(run: Run, table: pd.DataFrame) -> str:
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
        bar = (
            f"<i class='bar {way}' style='left:{left:.1%};width:{right - left:.1%}'></i>"
            f"<i class='now' style='left:{at(now):.1%}'></i>"
        )
        spans = (f"at {number(float(value))}: <b>{end:.2f}</b>" for value, end in ((fro, low), (to, high)))
        rows.append(_row(_named(run, str(name)), [*spans, f"<div class='span'>{bar}</div>"]))
    heads = ["", "at the low end", "at the high end", f"pull of {NAMES[Outcome(outcome)]}, {least:.2f} to {most:.2f}"]
    return _table(heads, rows)


def _named(run: Run, name: str) -> str:
    source = basis(run, name)
    return f"{escape(capital(name_of(run.case, name)))}{f' <i>({escape(source)})</i>' if source else ''}"


def sobol(run: Run, found: xr.Dataset) -> str:
    """Return the shares of variance: alone (first order) and with others (total), each with its 95 % interval.

    What settles at next to nothing, even with others, is told together.
    """
    own = found.sel(output=run.outcome)
    order = own.total.values.argsort()[::-1]
    slight = (own.total.values < SLIGHT) & (own.total_mark.values == "")
    rows = []
    for place in order[~slight[order]]:
        one = own.isel(factor=place)
        cells = [_index(one, kind) for kind in ("first", "total")]
        rows.append(_row(_named(run, str(one.factor.values)), cells))
    table = _table(["", "alone", "with all it works together with"], rows)
    rest = [name_of(run.case, str(own.factor.values[place])) for place in order[slight[order]]]
    if not rest:
        return table
    told = f"Next to nothing (under {SLIGHT:g}, also with others) goes back to {listed(rest)}."
    return f"{table}<p class='rest'>{escape(told)}</p>"


def _index(one: xr.Dataset, kind: str) -> str:
    mark = str(one[f"{kind}_mark"].values)
    if mark:
        return f"<span class='unsettled'>not settled: {escape(mark)}</span>"
    value, reach = float(one[kind]), float(one[f"{kind}_conf"])
    low, high = (min(max(end, 0.0), 1.0) for end in (value - reach, value + reach))
    bar = (
        f"<i class='bar up' style='left:0;width:{min(max(value, 0.0), 1.0):.1%}'></i>"
        f"<i class='reach' style='left:{low:.1%};width:{high - low:.1%}'></i>"
    )
    return f"<div class='span'>{bar}</div>{value:.2f} <small>± {reach:.2f}</small>"


def morris(run: Run, found: xr.Dataset, most: int) -> str:
    """Return the beliefs that move the leading pull the most, by the mean size of their elementary effects."""
    own = found.sel(output=run.outcome)
    order = own.mu_star.values.argsort()[::-1][:most]
    top = max(float(own.mu_star.values.max()), SLIGHT)
    rows = []
    for place in order:
        one = own.isel(factor=place)
        value, reach = float(one.mu_star), float(one.mu_star_conf)
        mark = str(one.mark.values)
        bar = f"<div class='span'><i class='bar up' style='left:0;width:{value / top:.1%}'></i></div>"
        told = f"<span class='unsettled'>not settled: {escape(mark)}</span>" if mark else bar
        figure = "" if mark else f"{value:.3f} <small>± {reach:.3f}</small>"
        rows.append(_row(belief(run, str(one.factor.values)), [told, figure]))
    return _table(["", "how far the pull goes over the belief's range", ""], rows)


def belief(run: Run, name: str) -> str:
    """Return what a belief is called, as HTML: its rule's sentence, its relation, whose salience, or what starts."""
    kind, _, rest = name.partition(" ")
    case = run.case
    match kind:
        case "push":
            rule = case.rule_of[rest]
            return f"How hard this pushes: {escape(rule.says)} <i>({escape(rule.basis)})</i>"
        case "edge":
            edge = next(edge for edge in case.edges if edge.id == rest)
            claims = ", ".join(edge.claims) or "our judgement"
            return f"How strong this tie is: {escape(edge.says)} <i>({escape(f'{edge.id}, {claims}')})</i>"
        case "salience":
            return f"How dear it is: {_held(case, rest)}"
    return f"Where it starts: {_named(run, rest)}"


def _held(case: Case, name: str) -> str:
    goal = next((goal for goal in case.objectives if goal.id == name), None)
    if goal is not None:
        return f"{escape(case.labels[goal.actor])}: {escape(goal.says)} <i>({escape(goal.id)})</i>"
    actor, issue = name.split(".")
    return f"{escape(case.labels[actor])}, {escape(case.labels[issue])} <i>(our judgement)</i>"


def _row(head: str, cells: list[str]) -> str:
    return f"<tr><th scope='row'>{head}</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _table(heads: list[str], rows: list[str]) -> str:
    top = "".join(f"<th scope='col'>{escape(head)}</th>" if head else "<td></td>" for head in heads)
    return f"<table class='bars'><thead><tr>{top}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def hardly(found: xr.Dataset, outcome: str) -> str:
    """Return how far the leading pull varies over the ranges at all, in words."""
    deviation = float(found.deviation.sel(output=outcome))
    text = (
        f"Over these ranges the pull of {NAMES[Outcome(outcome)]} varies with a standard deviation of {deviation:.3f}."
    )
    return f"{text} That is next to nothing: shares of it say little." if deviation < SLIGHT else text
