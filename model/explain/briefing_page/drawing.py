"""The picture of a briefing: the shares of the pull over the months with the variants' bands, as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

import numpy as np

from model.arrays import Floats
from model.explain.figures import percent
from model.explain.symbols import COLOURS, GOES_ON, LABELS, REST_SHAPE, SHAPES
from model.explain.two_layers import LAYER_NAMES
from model.knowledge import PULL_CLASSES, THE_REST, Outcome
from model.pictures import REST_COLOUR
from model.uncertainty import Ensemble, layer_bands

#: The picture, in pixels: its size, and what is left for labels to the left, to the right, below and above.
WIDTH, HEIGHT, LEFT, RIGHT, BELOW, ABOVE = 350, 150, 32, 108, 24, 8


#: The size of the plot within it.
PLOT_WIDTH, PLOT_HEIGHT = WIDTH - LEFT - RIGHT, HEIGHT - BELOW - ABOVE


#: How each class is drawn: lines differ by dash as well as by colour, and labels by shape.
DASHES = dict(zip(PULL_CLASSES, ("none", "8 4", "2 3", "9 3 2 3"), strict=True))
INKS = dict(zip(PULL_CLASSES, (*COLOURS.values(), REST_COLOUR), strict=True))
MARKS = {str(o): f"{SHAPES[o]} {LABELS[o].split()[0]}" for o in Outcome} | {THE_REST: f"{REST_SHAPE} War goes on"}


def shares_drawn(variants: Ensemble) -> str:
    """Return the shares of the pull over the months with the variants' bands, as SVG."""
    months = variants.scenario.months
    paths = variants.shares_by_month
    edges = layer_bands(variants, *PULL_CLASSES).transpose("variable", "edge", "month").to_numpy()
    parts = "".join((*_grid(), *_bands(edges, months), *_lines(paths), *_months(months)))
    names = [*LABELS.values(), GOES_ON]
    ends = zip(names, paths[0], paths[-1], strict=True)
    spans = ", ".join(f"{name} from {percent(first)} to {percent(last)}" for name, first, last in ends)
    label = escape(f"Shares of the pull over {months} months: {spans}.")
    inner, wider = LAYER_NAMES
    text = f"Bands: nine in ten variants. Darker: {inner}; wider, around it: {wider}."
    drawing = f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{label}'>{parts}</svg>"
    return f"{drawing}<p class='small'>{escape(text)}</p>"


def _height(share: float) -> float:
    """Return how far from the top a share is drawn."""
    return ABOVE + PLOT_HEIGHT * (1 - share)


def _points(shares: Iterable[float], months: int, back: bool = False) -> str:
    """Return the points of a line through the shares of all months, from left to right unless `back`."""
    at = [f"{LEFT + PLOT_WIDTH * month / months:.1f},{_height(share):.1f}" for month, share in enumerate(shares)]
    return " ".join(reversed(at) if back else at)


def _grid() -> Iterator[str]:
    for share, dash in ((0, "none"), (0.5, "3 3"), (1, "none")):
        yield (
            f"<path d='M{LEFT} {_height(share):.1f}h{PLOT_WIDTH}' stroke='#999' stroke-width='.7' "
            f"stroke-dasharray='{dash}'/>"
            f"<text x='{LEFT - 4}' y='{_height(share) + 3:.1f}' text-anchor='end'>{percent(share)}</text>"
        )


def _bands(edges: Floats, months: int) -> Iterator[str]:
    """Yield for each class the wider band, around both, and the inner one; `edges`: shape (4, 4, months + 1)."""
    for name, (low, unknown_low, unknown_high, high) in zip(PULL_CLASSES, edges, strict=True):
        wider = np.minimum(low, unknown_low), np.maximum(high, unknown_high)
        for (bottom, top), dash in ((wider, "1 2"), ((unknown_low, unknown_high), "none")):
            around = f"{_points(top, months)} {_points(bottom, months, back=True)}"
            yield (
                f"<polygon points='{around}' fill='{INKS[name]}' fill-opacity='.13' stroke='{INKS[name]}' "
                f"stroke-width='.6' stroke-opacity='.6' stroke-dasharray='{dash}'/>"
            )


def _lines(paths: Floats) -> Iterator[str]:
    """Yield each class's line with its label at the end; `paths` has the shape (months + 1, 4)."""
    labels_at = _apart([_height(share) for share in paths[-1].tolist()])
    for number, name in enumerate(PULL_CLASSES):
        yield (
            f"<polyline points='{_points(paths[:, number], len(paths) - 1)}' fill='none' "
            f"stroke='{INKS[name]}' stroke-width='2.2' "
            f"stroke-dasharray='{DASHES[name]}'/><text x='{LEFT + PLOT_WIDTH + 5}' y='{labels_at[number] + 3:.1f}'>"
            f"{MARKS[name]} {percent(paths[-1, number])}</text>"
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
