"""The reliability diagram: of all that was given so much, how much followed; as pictures, and as a table."""

from __future__ import annotations

from collections.abc import Sequence

from model.history import COUNTS, FORECASTER_OF, MODEL, WITH_BOTH, Hindcast, ReliabilityBin
from model.view.pages.history.tables import head, table

#: Whose shares are drawn, each in a picture of its own.
DRAWN = (MODEL, WITH_BOTH, COUNTS)

#: What the two axes are.
AXES = "to the right: the share given; upwards: in how much it followed"

#: How wide a dot is at the least and at the most, in pixels: its area goes with the number of statements.
LEAST, MOST = 5, 26


def reliability_pictures(found: Hindcast) -> str:
    """Return a picture for each of those drawn: what was given to the right, what followed upwards, a dot a bin."""
    parts = "".join(_picture(FORECASTER_OF[name].title, found.reliability_of(name)) for name in DRAWN)
    return f"<div class='reliable'>{parts}</div>"


def _picture(title: str, bins: Sequence[ReliabilityBin]) -> str:
    """Return the reliability diagram of a forecaster; who cannot see it hears its figures."""
    most = max(one.count for one in bins)
    dots = "".join(_dot(one, most) for one in bins)
    told = "; ".join(_in_words(one) for one in bins)
    marks = "".join(f"<span class='{way}' style='--at:{at}'>{at} %</span>" for way in ("x", "y") for at in (0, 50, 100))
    return (
        f"<figure><figcaption>{title}</figcaption><div class='plot' role='img' aria-label='{title}: {told}.'>"
        f"<i class='even'></i>{dots}{marks}</div><p class='axis' aria-hidden='true'>{AXES}</p></figure>"
    )


def _dot(one: ReliabilityBin, most: int) -> str:
    low, high = one.interval
    wide = LEAST + (MOST - LEAST) * (one.count / most) ** 0.5
    at = f"left:{one.said:.2%};bottom:{one.followed:.2%};width:{wide:.1f}px;height:{wide:.1f}px"
    span = f"left:{one.said:.2%};bottom:{low:.2%};height:{high - low:.2%}"
    return f"<i class='span' style='{span}'></i><i class='dot' style='{at}'></i>"


def _in_words(one: ReliabilityBin) -> str:
    return f"given {one.said:.0%}, followed in {one.followed:.0%} of {one.count}"


def reliability_table(found: Hindcast) -> str:
    """Return the figures of the pictures as a table, a row a bin."""
    held = {name: {one.low: one for one in found.reliability_of(name)} for name in DRAWN}
    rows = ""
    for low in sorted({low for bins in held.values() for low in bins}):
        cells = "".join(_cell(held[name].get(low)) for name in DRAWN)
        rows += f"<tr><th scope='row'>{low:.0%} to {low + 0.1:.0%}</th>{cells}</tr>"
    return table(head("Share given", *(FORECASTER_OF[name].title for name in DRAWN)), rows)


def _cell(one: ReliabilityBin | None) -> str:
    """Return what followed of what was given so much."""
    if one is None:
        return "<td>never given</td>"
    low, high = one.interval
    return (
        f"<td>{one.followed:.0%} <small>{low:.0%} to {high:.0%}</small><small>{one.said:.0%} given on average, "
        f"{one.count} times</small></td>"
    )
