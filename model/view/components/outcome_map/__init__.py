"""The outcome map: what has the largest share of the pull where, and how sturdy that is.

outcome_map.js draws it and points.js works it out, in the browser, while the levers move; Python sends the words.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

import streamlit as st

from model.engine import FORMED, Run
from model.explain import COLOURS, GOES_ON, LABELS, REST_SHAPE, SHAPES
from model.knowledge import CLASS_NAMES, PULL_CLASSES, Outcome, capitalised, name_of, typeset
from model.view.components.mounting import mount
from model.view.components.points import WORDS, PointsAxis, PointsPayload
from model.view.components.saving import credit

#: In the session: the map as a widget.
OUTCOME_MAP = "outcome map"


#: How the map is drawn, in words.
SHADES = (
    "Full colour: firm; paler: leaning; pale and hatched: open. Inside a heavy line: half of the pull or more. "
    "Ring: where you are."
)


class MapAxis(TypedDict):
    """An axis: its name as a heading and in a sentence, the texts of its values, where we are if nothing moves."""

    label: str
    within: str
    texts: list[str]
    now: float


class MapClass(TypedDict):
    """How a class is drawn and named, over the key and within a sentence; `dotted` as no colour tells."""

    colour: str
    shape: str
    label: str
    within: str
    dotted: bool


class MapWords(TypedDict):
    """What the script says, with names in braces where figures and names of its own go.

    Attributes:
        name: what the map is, for who does not see it.
        opening: what the map shows; here, tips, never: what came out where we are, and along an axis.
        point, cell: a point, and what it comes to; of: how many variants there are.
        sturdy: the words for how sturdy it is, from the least.
        shades: how the map is drawn; working, failed: while it is worked out, and where it cannot be.
    """

    name: str
    opening: str
    here: str
    tips: str
    never: str
    point: str
    cell: str
    of: int
    sturdy: list[str]
    shades: str
    working: str
    failed: str


class OutcomeMapPayload(TypedDict):
    """What the script gets.

    Attributes:
        x, y: the axes, to the right and up; points: what the map is worked out from.
        levers: those that the scenario sets, and their values.
        classes: the four classes in their order; half: the share from which one is framed.
        words: what is said; credit: what a saved picture says of where it is from.
        movable: whether a click moves the levers there.
    """

    x: MapAxis
    y: MapAxis
    points: PointsPayload
    levers: dict[str, float]
    classes: list[MapClass]
    half: float
    words: MapWords
    credit: str
    movable: bool


class PickedCell(TypedDict):
    """What comes back: the values of the cell that was clicked, across and up."""

    x: float
    y: float


def show_outcome_map(run: Run, points: PointsPayload, on_pick: Callable[[], None] | None) -> None:
    """Show the map; `on_pick` is called when a cell is picked, which `picked_cell` then tells."""
    html = (
        "<div class='map' data-testid='map'><p class='opening'></p><div class='sides'>"
        "<div class='grid' tabindex='0' role='application' aria-roledescription='map'></div>"
        "<div class='beside'><p class='told' role='status'></p><ul class='key'></ul><p class='shades'></p></div>"
        "</div></div>"
    )
    payload = outcome_map_payload(run, points, on_pick is not None)
    uses = ("saving", "live", "machine", "points", "map_shapes")
    mount("outcome_map", html, payload, OUTCOME_MAP, uses=uses, on_chosen_change=on_pick or (lambda: None))


def picked_cell() -> tuple[float, float] | None:
    """Return the values of the cell that has just been picked, across and up; None if none has."""
    cell: PickedCell | None = getattr(st.session_state.get(OUTCOME_MAP), "chosen", None)
    return None if cell is None else (float(cell["x"]), float(cell["y"]))


def outcome_map_payload(run: Run, points: PointsPayload, movable: bool) -> OutcomeMapPayload:
    """Return what the map shows.

    Args:
        run: where we are.
        points: what the map is worked out from.
        movable: whether a click moves the levers there.
    """
    across, up = (_axis(run, axis) for axis in points["axes"])
    moved = {variable.id for variable in run.case.variables if variable.lever} | {axis["id"] for axis in points["axes"]}
    return {
        "x": across,
        "y": up,
        "points": points,
        "levers": {name: value for name, value in run.scenario.given.items() if name in moved},
        "classes": map_classes(),
        "half": FORMED,
        "words": _words(run, across, up, len(points["words"]) - 1, movable),
        "credit": credit(run),
        "movable": movable,
    }


def _axis(run: Run, axis: PointsAxis) -> MapAxis:
    within = name_of(run.case, axis["id"]).removeprefix("the ")
    return {
        "label": capitalised(within),
        "within": within,
        "texts": [typeset(value) for value in axis["values"]],
        "now": float(run.trace.values[0, run.program.row[axis["id"]], 0]),
    }


def map_classes() -> list[MapClass]:
    """Return how the four classes are drawn, in their order; of the war going on with a grey for light and dark."""
    looks = [(COLOURS[o], SHAPES[o], LABELS[o]) for o in Outcome] + [("#8F8F8F", REST_SHAPE, GOES_ON)]
    return [
        {"colour": colour, "shape": shape, "label": label, "within": CLASS_NAMES[name], "dotted": label == GOES_ON}
        for name, (colour, shape, label) in zip(PULL_CLASSES, looks, strict=True)
    ]


def _words(run: Run, across: MapAxis, up: MapAxis, draws: int, movable: bool) -> MapWords:
    months, mix = run.scenario.months, f"{across['within']} and {up['within']}"
    keys = "Arrow keys move over the cells" + (", Enter puts the levers there." if movable else ".")
    return {
        "name": f"Largest share of the pull over {across['label']} and {up['label']}. {keys}",
        "opening": f"Where the war heads by month {months} at each mix of {mix}, all else as you have set it",
        "here": "{opening}. From the ring, where you are ({here}), {tips}.",
        "tips": "{axis} alone would tip it at {places}",
        "never": "no value of {axis} alone would tip it",
        "point": "{across} {x}, {up} {y}.",
        "cell": "{largest}: {share} of the pull. How sturdy: {sturdy}, largest in {count} of {of} variants.",
        "of": draws,
        "sturdy": list(WORDS),
        "shades": SHADES,
        "working": "Being worked out.",
        "failed": "This browser could not work out the map ({why}). The table below has the same figures.",
    }
