"""The picture of a briefing: the pulls over the months with the variants' bands, as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from model.engine import FORMED, Run
from model.explain.symbols import COLOURS, LABELS, SHAPES
from model.knowledge import OUTCOMES, Outcome
from model.uncertainty import Ensemble

#: The picture, in pixels: its size, and what is left for labels to the left, to the right, below and above.
WIDTH, HEIGHT, LEFT, RIGHT, BELOW, ABOVE = 350, 150, 26, 100, 24, 8


#: The size of the plot within it.
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - BELOW - ABOVE


#: How each outcome's line is dashed, so that lines differ without colour.
DASHES = {Outcome.SETTLEMENT: "none", Outcome.FROZEN: "8 4", Outcome.ESCALATION: "2 3"}


def paths_drawn(run: Run, variants: Ensemble) -> str:
    """Return the pulls over the months with the variants' bands, as SVG; lines differ by colour, dash and label."""
    months = run.scenario.months
    parts = "".join((*_grid(), *_bands(variants, months), *_lines(run), *_months(months)))
    spans = ", ".join(f"{LABELS[o]} from {run.pulls[0, n]:.2f} to {run.pull[o]:.2f}" for n, o in enumerate(Outcome))
    label = escape(f"Pulls over {months} months: {spans}.")
    text = "<p class='small'>Pulls by month; formed from 0.5 on. Bands: half, and nine in ten, of the variants.</p>"
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{label}'>{parts}</svg>{text}"


def _height(pull: float) -> float:
    """Return how far from the top a pull is drawn."""
    return ABOVE + PLOT_HEIGHT * (1 - pull)


def _points(pulls: Iterable[float], months: int, back: bool = False) -> str:
    """Return the points of a line through the pulls of all months, from left to right unless `back`."""
    at = [f"{LEFT + PLOT_WIDTH * month / months:.1f},{_height(pull):.1f}" for month, pull in enumerate(pulls)]
    return " ".join(reversed(at) if back else at)


def _grid() -> Iterator[str]:
    for pull, dash in ((0, "none"), (FORMED, "3 3"), (1, "none")):
        yield (
            f"<path d='M{LEFT} {_height(pull):.1f}h{PLOT_WIDTH}' stroke='#999' stroke-width='.7' "
            f"stroke-dasharray='{dash}'/>"
            f"<text x='{LEFT - 4}' y='{_height(pull) + 3:.1f}' text-anchor='end'>{pull:.1f}</text>"
        )


def _bands(variants: Ensemble, months: int) -> Iterator[str]:
    """Yield for each outcome the band of nine in ten variants, and that of half of them."""
    bands = variants.bands(*OUTCOMES).transpose("variable", "quantile", "month").to_numpy()
    for outcome, (low, lower, _, upper, high) in zip(Outcome, bands, strict=True):
        for bottom, top in ((low, high), (lower, upper)):
            around = f"{_points(top, months)} {_points(bottom, months, back=True)}"
            yield f"<polygon points='{around}' fill='{COLOURS[outcome]}' fill-opacity='.16'/>"


def _lines(run: Run) -> Iterator[str]:
    """Yield each outcome's line with its label at the end."""
    labels_at = _apart([_height(run.pull[outcome]) for outcome in OUTCOMES])
    for number, outcome in enumerate(Outcome):
        yield (
            f"<polyline points='{_points(run.pulls[:, number], run.scenario.months)}' fill='none' "
            f"stroke='{COLOURS[outcome]}' stroke-width='2.2' "
            f"stroke-dasharray='{DASHES[outcome]}'/><text x='{LEFT + PLOT_WIDTH + 5}' y='{labels_at[number] + 3:.1f}'>"
            f"{SHAPES[outcome]} {LABELS[outcome].split()[0]} {run.pull[outcome]:.2f}</text>"
        )


def _months(months: int) -> Iterator[str]:
    for month in dict.fromkeys((0, months // 2, months)):
        left = LEFT + PLOT_WIDTH * month / months
        yield f"<text x='{left:.1f}' y='{HEIGHT - 10}' text-anchor='middle'>{month}</text>"


def _apart(places: Sequence[float], least: float = 11) -> list[float]:
    """Return places moved apart as little as labels need, in the same order from top to bottom."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found, last = list(places), float("-inf")
    for n in order:
        found[n] = last = max(places[n], last + least)
    over = max(0.0, last - (HEIGHT - BELOW))
    return [place - over for place in found]
