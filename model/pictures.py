"""Pictures of results for a notebook, through Altair, which is loaded when the first one is asked for.

What is drawn is given as plain rows under fixed names, so that no name of a variable is taken for an expression.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from model.packages import ALTAIR

if TYPE_CHECKING:
    from altair import Chart, LayerChart

    Picture = Chart | LayerChart

#: The colours of the outcomes, in their order: they can be told apart without good colour sight (Okabe and Ito).
OUTCOME_COLOURS = ("#009E73", "#56B4E9", "#D55E00")

#: The colour of what they leave, on a light ground.
REST_COLOUR = "#6B6B6B"

#: So wide and high is a picture, in pixels.
WIDTH, HEIGHT = 460, 260

#: The ends of the bands that lines may have.
BANDS = (("low", "high"), ("unknown_low", "unknown_high"))

Rows = Sequence[Mapping[str, Any]]


def load_altair() -> Any:
    """Return Altair. Raises ImportError, with what to install, where it is missing."""
    try:
        import altair
    except ImportError:
        raise ImportError(f"a picture needs Altair: {ALTAIR.how}") from None
    return altair


def lines(rows: Rows, title: str, across: str, up: str, order: Sequence[str], outcomes: bool = False) -> Picture:
    """Return lines, each with its band if there is one.

    Args:
        rows: x, y and name of each point; low and high, where it has a band; unknown_low and unknown_high, where it has
            another one besides.
        title: of the picture.
        across: title of the axis to the right.
        up: title of the other axis.
        order: the names, in the order of the legend.
        outcomes: whether they are the three outcomes, in their order, which have colours of their own; what they leave
            may come last.
    """
    alt = load_altair()
    own = {"range": [*OUTCOME_COLOURS, REST_COLOUR][: len(order)]} if outcomes else {}
    scale = alt.Scale(domain=list(order), **own)
    base = alt.Chart(alt.Data(values=list(rows)), title=alt.TitleParams(" ".join(title.split())))
    x = alt.X("x:Q", title=across, axis=alt.Axis(format="~g", tickMinStep=1 if across == "month" else 0.01))
    told = [alt.Tooltip("name:N", title=" "), alt.Tooltip("x:Q", title=across)]
    told.append(alt.Tooltip("y:Q", title=up, format=".3f"))
    colour = alt.Color("name:N", title=None, scale=scale, sort=list(order))
    line = base.mark_line(point=len(rows) <= 100).encode(
        x, alt.Y("y:Q", title=up), colour, alt.StrokeDash("name:N", title=None, sort=list(order)), tooltip=told
    )
    if not any("low" in row for row in rows):
        alone: Picture = alt.layer(line).properties(width=WIDTH, height=HEIGHT)
        return alone
    areas = [
        base.mark_area(opacity=0.2).encode(x, alt.Y(f"{low}:Q", title=up), alt.Y2(f"{high}:Q"), colour)
        for low, high in BANDS
        if any(low in row for row in rows)
    ]
    found: Picture = alt.layer(*areas, line).properties(width=WIDTH, height=HEIGHT)
    return found


def bars(rows: Rows, title: str, across: str, order: Sequence[str], groups: Sequence[str]) -> Picture:
    """Return bars with their intervals, side by side for each group.

    Args:
        rows: name and group of each bar, its share, and the ends of its interval, low and high.
        title: of the picture.
        across: title of the axis to the right.
        order: the names, from above to below.
        groups: what stands side by side.
    """
    alt = load_altair()
    base = alt.Chart(alt.Data(values=list(rows)), title=alt.TitleParams(" ".join(title.split())))
    y = alt.Y("name:N", title=None, sort=list(order))
    place = alt.YOffset("group:N", sort=list(groups))
    axis = alt.X("share:Q", title=across, axis=alt.Axis(format="%"), scale=alt.Scale(domain=[0, 1]))
    colour = alt.Color("group:N", title=None, sort=list(groups))
    told = [alt.Tooltip("group:N", title=" "), alt.Tooltip("name:N", title=" "), alt.Tooltip("share:Q", format=".1%")]
    bar = base.mark_bar().encode(axis, y, place, colour, tooltip=told)
    interval = base.mark_rule().encode(alt.X("low:Q"), alt.X2("high:Q"), y, place)
    found: Picture = alt.layer(bar, interval).properties(width=WIDTH)
    return found


def tiles(rows: Rows, title: str, across: str, up: str, order: Sequence[str]) -> Picture:
    """Return a map of what has the largest share of the pull: a tile for each point, the fainter the smaller it is.

    Args:
        rows: x, y, name and share of each point.
        title: of the picture.
        across: title of the axis to the right.
        up: title of the other axis.
        order: the three outcomes, and what they leave.
    """
    alt = load_altair()
    colours = [*OUTCOME_COLOURS, REST_COLOUR]
    told = [alt.Tooltip("x:Q", title=across), alt.Tooltip("y:Q", title=up), alt.Tooltip("name:N", title="largest")]
    found: Picture = (
        alt.Chart(alt.Data(values=list(rows)), title=alt.TitleParams(" ".join(title.split())))
        .mark_rect()
        .encode(
            alt.X("x:O", title=across, axis=alt.Axis(labelOverlap=True, format=".2~f")),
            alt.Y("y:O", title=up, sort="descending", axis=alt.Axis(labelOverlap=True, format=".2~f")),
            alt.Color("name:N", title="largest", scale=alt.Scale(domain=list(order), range=colours)),
            alt.Opacity("share:Q", title="share of the pull", scale=alt.Scale(domain=[1 / 4, 1], range=[0.3, 1])),
            tooltip=[*told, alt.Tooltip("share:Q", title="share of the pull", format=".0%")],
        )
        .properties(width=WIDTH, height=WIDTH)
    )
    return found
