"""The shares of the pull, the counts of variants, and by how much scenarios differ in them; as plain HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.analysis import NO_DIFFERENCE, Comparison, Difference, Figure
from model.explain import COLOURS, GOES_ON, LABELS, REST_SHAPE, SHAPES, interval_in_figures, percent
from model.knowledge import THE_REST, Outcome, typeset
from model.view.pages.comparison.html import framed, letter_chip, scenario_heads
from model.view.theme import SCENARIO_COLOURS, Theme

#: What a group of figures is headed with in the table of figures; {draws}: of how many variants.
HEADS = {
    "pull": "Share of the pull",
    "leads": "Variants in which it leads, of {draws}",
    "formed": "Variants in which it has formed, of {draws}",
    "goes on": "",
}


#: The ends that a scale of differences may have, in points of the pull.
SCALE_ENDS = (10, 20, 50, 100)


def figures_table(found: Comparison, theme: Theme) -> str:
    """Return a table with a column for each scenario: shares of the pull with their intervals, then counts."""
    rows = []
    for what, head in HEADS.items():
        if head:
            rows.append(_group_row(head.format(draws=f"{found.draws:,}"), len(found.names) + 1))
        rows += [
            f"<tr><th scope='row'>{_marked(figure)}</th>{''.join(_cells(figure))}</tr>"
            for figure in found.figures
            if figure.what == what
        ]
    head_row = f"<tr><td></td>{scenario_heads(found, theme)}</tr>"
    return framed(f"<table class='shares'><thead>{head_row}</thead><tbody>{''.join(rows)}</tbody></table>")


def differences_table(found: Comparison, theme: Theme) -> str:
    """Return every difference in the share of the pull as a point with whiskers around 0, and in figures.

    What is the same in all scenarios is told together.
    """
    pulls = [figure for figure in found.figures if figure.what == "pull"]
    differing = [figure for figure in pulls if len(set(figure.shares)) > 1]
    end = scale_end([difference for figure in differing for difference in figure.differences if difference])
    rows = []
    for figure in differing:
        rows.append(_group_row(_marked(figure), 3))
        rows += [_difference_row(figure, place, end, theme) for place in found.others]
    ticks = (f"{typeset(-end, 0)}", "0", f"+{end:.0f} points")
    axis = "".join(f"<span style='left:{at}%'>{text}</span>" for at, text in zip((0, 50, 100), ticks, strict=True))
    head = (
        "<thead><tr><th scope='col'>scenario</th><td>"
        f"<div class='scale' aria-hidden='true'>{axis}</div></td><th scope='col'>difference in points of the pull "
        f"<small>(95% interval)</small></th></tr></thead>"
    )
    table = f"<table class='dots'>{head}<tbody>{''.join(rows)}</tbody></table>" if differing else ""
    return framed(table + _same_in_all([figure for figure in pulls if figure not in differing]))


def counts_table(found: Comparison, theme: Theme) -> str:
    """Return in how many variants more or fewer each outcome leads, and has formed, with a column for each scenario.

    What is the same count in all scenarios is told together.
    """
    counts = [figure for figure in found.figures if figure.counts]
    differing = [figure for figure in counts if len(set(figure.counts)) > 1]
    heads = "".join(f"<th scope='col'>{letter_chip(place, theme)}</th>" for place in found.others)
    rows = "".join(
        f"<tr><th scope='row'>{_counted(figure)}</th>"
        f"{''.join(f'<td>{_difference_in_figures(figure, place)}</td>' for place in found.others)}</tr>"
        for figure in differing
    )
    head = f"<thead><tr><td></td>{heads}</tr></thead>"
    table = f"<table class='counts'>{head}<tbody>{rows}</tbody></table>" if differing else ""
    same = [f"{_counted(figure)} ({figure.counts[0]:,})" for figure in counts if figure not in differing]
    return framed(
        table + (f"<p class='same'>The same number of variants in all: {', '.join(same)}.</p>" if same else "")
    )


def _same_in_all(figures: Sequence[Figure]) -> str:
    """Return what is the same in all scenarios, as far as these draws tell, in a line."""
    if not figures:
        return ""
    parts = [f"{_marked(figure)} ({percent(figure.shares[0])})" for figure in figures]
    return f"<p class='same'>The same share of the pull in all, so {NO_DIFFERENCE}: {', '.join(parts)}.</p>"


def scale_end(differences: Sequence[Difference]) -> float:
    """Return the end of the scale on which differences and their intervals are drawn, in points of the pull."""
    widest = 100 * max((max(-difference.low, difference.high) for difference in differences), default=0.0)
    return float(next(end for end in SCALE_ENDS if widest <= end or end == SCALE_ENDS[-1]))


def _difference_row(figure: Figure, place: int, end: float, theme: Theme) -> str:
    """Return the difference of the scenario at a place, drawn on a scale from -end to end, and in figures."""
    difference = figure.differences[place]
    picture = _drawn(difference, end, SCENARIO_COLOURS[theme][place]) if difference else ""
    return (
        f"<tr><th scope='row'>{letter_chip(place, theme)}</th><td class='picture'>{picture}</td>"
        f"<td class='told'>{_difference_in_figures(figure, place)}</td></tr>"
    )


def _drawn(difference: Difference, end: float, colour: str) -> str:
    """Return a difference as a point with whiskers on a scale from -end to end."""
    points = (difference.low, difference.value, difference.high)
    low, value, high = (50 + 50 * 100 * point / end for point in points)
    dot = "dot" if difference.clear else "dot open"
    return (
        f"<div class='reach' aria-hidden='true' style='color:{colour}'><i class='zero'></i>"
        f"<i class='line' style='left:{low:.2f}%;width:{high - low:.2f}%'></i><i class='end' style='left:{low:.2f}%'>"
        f"</i><i class='end' style='left:{high:.2f}%'></i><i class='{dot}' style='left:{value:.2f}%'></i></div>"
    )


def _difference_in_figures(figure: Figure, place: int) -> str:
    """Return a difference, in points or variants, in as many digits as show whether its interval holds 0."""
    difference = figure.differences[place]
    if difference is None:
        return ""
    scale = figure.draws if figure.counts else 100
    nearest = scale * min(abs(difference.low), abs(difference.high))
    digits = 0
    if difference.clear:
        digits = next((d for d in range(3) if f"{nearest:.{d}f}".strip("0.")), 3)
    value = _signed(scale * difference.value, 0 if figure.counts else digits)
    low, high = (_signed(scale * end, digits) for end in (difference.low, difference.high))
    if difference.clear:
        return f"<b>{value}</b> <small>({low} to {high})</small>"
    return f"<span class='nothing'>{value} <small>({low} to {high}): {NO_DIFFERENCE}</small></span>"


def _signed(points: float, digits: int) -> str:
    return typeset(points, digits, sign=True) if round(points, digits) else "0"


def _group_row(title: str, columns: int) -> str:
    return f"<tr><th class='of' scope='colgroup' colspan='{columns}'>{title}</th></tr>"


def _counted(figure: Figure) -> str:
    return _marked(figure) + {"leads": " leads", "formed": " has formed"}.get(figure.what, "")


def _marked(figure: Figure) -> str:
    """Return a class with its mark."""
    if figure.outcome in ("", THE_REST):
        return f"<b aria-hidden='true'>{REST_SHAPE}</b> {GOES_ON if figure.outcome else 'Nothing has formed'}"
    outcome = Outcome(figure.outcome)
    return f"<b style='color:{COLOURS[outcome]}' aria-hidden='true'>{SHAPES[outcome]}</b> {LABELS[outcome]}"


def _cells(figure: Figure) -> Iterator[str]:
    if figure.counts:
        yield from (f"<td>{count:,}</td>" for count in figure.counts)
        return
    for share, interval in zip(figure.shares, figure.intervals, strict=True):
        yield f"<td>{percent(share)} <small>({interval_in_figures(*interval)})</small></td>"
