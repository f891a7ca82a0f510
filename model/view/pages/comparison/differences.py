"""In which share of the variants each outcome leads and has formed, and by how much scenarios differ; plain HTML."""

from __future__ import annotations

from collections.abc import Sequence

from model.analysis import NO_DIFFERENCE, Comparison, Difference, Figure
from model.explain import COLOURS, LABELS, SHAPES
from model.knowledge import Outcome, typeset
from model.uncertainty import interval_in_words
from model.view.pages.comparison.html import framed, letter_chip, scenario_heads
from model.view.theme import SCENARIO_COLOURS, Theme

#: What a group of figures is headed with in the table of shares.
HEADS = {"leads": "Leads in", "formed": "Has formed in", "goes on": ""}


#: The ends that a scale of differences may have, in percentage points.
SCALE_ENDS = (10, 20, 50, 100)


def shares_table(found: Comparison, theme: Theme) -> str:
    """Return a table of the shares, with a column for each scenario; each with its interval."""
    rows = []
    for what, head in HEADS.items():
        if head:
            rows.append(_group_row(head, len(found.names) + 1))
        rows += [
            f"<tr><th scope='row'>{_outcome(figure)}</th>"
            f"{''.join(map(_share_cell, figure.shares, figure.intervals))}</tr>"
            for figure in found.figures
            if figure.what == what
        ]
    head_row = f"<tr><td></td>{scenario_heads(found, theme)}</tr>"
    return framed(f"<table class='shares'><thead>{head_row}</thead><tbody>{''.join(rows)}</tbody></table>")


def differences_table(found: Comparison, theme: Theme) -> str:
    """Return every difference as a point with whiskers around 0, and in figures: what the picture says in words.

    What is the same share in all scenarios is told together.
    """
    differing = [figure for figure in found.figures if len(set(figure.shares)) > 1]
    end = scale_end([difference for figure in differing for difference in figure.differences if difference])
    rows = []
    for figure in differing:
        rows.append(_group_row(_title(figure), 3))
        differences = ((place, figure.differences[place]) for place in found.others)
        rows += [_difference_row(difference, place, end, theme) for place, difference in differences if difference]
    ticks = (f"{typeset(-end, 0)}", "0", f"+{end:.0f} points")
    axis = "".join(f"<span style='left:{at}%'>{text}</span>" for at, text in zip((0, 50, 100), ticks, strict=True))
    head = (
        "<thead><tr><th scope='col'>scenario</th><th scope='col'>"
        f"<div class='scale' aria-hidden='true'>{axis}</div></th><th scope='col'>difference in points "
        f"<small>(95% interval)</small></th></tr></thead>"
    )
    table = f"<table class='dots'>{head}<tbody>{''.join(rows)}</tbody></table>" if differing else ""
    return framed(table + _same_in_all([figure for figure in found.figures if figure not in differing]))


def _same_in_all(figures: Sequence[Figure]) -> str:
    """Return what is the same in all scenarios, as far as these draws tell, in a line."""
    if not figures:
        return ""
    parts = [f"{_title(figure)} ({figure.shares[0]:.0%})" for figure in figures]
    return f"<p class='same'>The same share in all, so {NO_DIFFERENCE}: {', '.join(parts)}.</p>"


def scale_end(differences: Sequence[Difference]) -> float:
    """Return the end of the scale on which differences and their intervals are drawn, in percentage points."""
    widest = 100 * max((max(-difference.low, difference.high) for difference in differences), default=0.0)
    return float(next(end for end in SCALE_ENDS if widest <= end or end == SCALE_ENDS[-1]))


def _difference_row(difference: Difference, place: int, end: float, theme: Theme) -> str:
    """Return the difference of the scenario at a place, drawn on a scale from -end to end, and in figures."""
    points = (difference.low, difference.value, difference.high)
    low, value, high = (50 + 50 * 100 * point / end for point in points)
    dot = "dot" if difference.clear else "dot open"
    picture = (
        f"<div class='reach' aria-hidden='true' style='color:{SCENARIO_COLOURS[theme][place]}'><i class='zero'></i>"
        f"<i class='line' style='left:{low:.2f}%;width:{high - low:.2f}%'></i><i class='end' style='left:{low:.2f}%'>"
        f"</i><i class='end' style='left:{high:.2f}%'></i><i class='{dot}' style='left:{value:.2f}%'></i></div>"
    )
    return (
        f"<tr><th scope='row'>{letter_chip(place, theme)}</th><td class='picture'>{picture}</td>"
        f"<td class='told'>{_difference_in_figures(difference)}</td></tr>"
    )


def _difference_in_figures(difference: Difference) -> str:
    """Return a difference in as many digits as show whether its interval holds 0."""
    nearest = min(abs(difference.low), abs(difference.high))
    digits = 0
    if difference.clear:
        digits = next((d for d in range(3) if f"{100 * nearest:.{d}f}".strip("0.")), 3)
    points = (difference.value, difference.low, difference.high)
    value, low, high = (_signed(100 * point, digits) for point in points)
    if difference.clear:
        return f"<b>{value}</b> <small>({low} to {high})</small>"
    return f"<span class='nothing'>{value} <small>({low} to {high}): {NO_DIFFERENCE}</small></span>"


def _signed(points: float, digits: int) -> str:
    return typeset(points, digits, sign=True) if round(points, digits) else "0"


def _group_row(title: str, columns: int) -> str:
    return f"<tr><th class='of' scope='colgroup' colspan='{columns}'>{title}</th></tr>"


def _title(figure: Figure) -> str:
    return _outcome(figure) + {"leads": " leads", "formed": " has formed"}.get(figure.what, "")


def _outcome(figure: Figure) -> str:
    if not figure.outcome:
        return "<b aria-hidden='true'>▨</b> Nothing has formed"
    outcome = Outcome(figure.outcome)
    return f"<b style='color:{COLOURS[outcome]}' aria-hidden='true'>{SHAPES[outcome]}</b> {LABELS[outcome]}"


def _share_cell(share: float, interval: tuple[float, float]) -> str:
    return f"<td>{share:.0%} <small>({interval_in_words(*interval)})</small></td>"
