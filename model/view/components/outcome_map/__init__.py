"""The outcome map: what has the largest share of the pull where, and how sturdy that is; drawn by `outcome_map.js`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
import streamlit as st

from model.engine import FORMED, Run
from model.explain import COLOURS, GOES_ON, LABELS, percent
from model.knowledge import PULL_CLASSES, Outcome, capitalised, name_of, typeset, uncapitalised
from model.view.components.mounting import mount
from model.view.components.saving import credit

if TYPE_CHECKING:
    import xarray as xr


#: In the session: the map as a widget.
OUTCOME_MAP = "outcome map"


#: The words for how sturdy a cell is, as they are shaded.
WORDS = ("open", "leaning", "firm")


#: How a cell is drawn, in words.
SHADES = "full colour: firm; paler: leaning; pale and hatched: open; framed: half of the pull or more"


class MapAxis(TypedDict):
    """An axis: the variable's id, its name as a heading and in a sentence, its values, their texts, where we are."""

    id: str
    label: str
    within: str
    values: list[float]
    texts: list[str]
    now: float


class MapCell(TypedDict):
    """A cell of the map.

    Attributes:
        largest, word: the numbers of the class with the largest share of the pull, and of the word for how sturdy that
            is, from 0.
        half: whether that share is one half or more.
        text: all of that in words.
    """

    largest: int
    word: int
    half: bool
    text: str


class MapClass(TypedDict):
    """How a class is drawn and named; `dotted` also where colours cannot be seen."""

    colour: str
    letter: str
    label: str
    dotted: bool


class OutcomeMapPayload(TypedDict):
    """What the script gets.

    Attributes:
        x, y: the axes, to the right and up; cells: column by column, each from below.
        classes, words: what the numbers in the cells stand for.
        shades, credit: what a saved picture says of how cells are drawn, and of where it is from.
        movable: whether a click moves the levers there; name: what the map is, for who does not see it.
    """

    x: MapAxis
    y: MapAxis
    cells: list[MapCell]
    classes: list[MapClass]
    words: list[str]
    shades: str
    credit: str
    movable: bool
    name: str


class PickedCell(TypedDict):
    """What comes back: the values of the cell that was clicked, across and up."""

    x: float
    y: float


#: How the war going on is drawn where the outcomes have their colours: a grey for light and dark, with dots.
REST: MapClass = {"colour": "#8F8F8F", "letter": "W", "label": GOES_ON, "dotted": True}


def show_outcome_map(run: Run, found: xr.Dataset, on_pick: Callable[[], None] | None) -> None:
    """Show the map; `on_pick` is called when a cell is picked, which `picked_cell` then tells."""
    html = (
        "<div class='map'><p class='told' role='status'></p>"
        "<div class='grid' tabindex='0' role='application' aria-roledescription='map'></div></div>"
    )
    payload = outcome_map_payload(run, found, on_pick is not None)
    mount("outcome_map", html, payload, OUTCOME_MAP, uses=("saving",), on_chosen_change=on_pick or (lambda: None))


def picked_cell() -> tuple[float, float] | None:
    """Return the values of the cell that has just been picked, across and up; None if none has."""
    cell: PickedCell | None = getattr(st.session_state.get(OUTCOME_MAP), "chosen", None)
    return None if cell is None else (float(cell["x"]), float(cell["y"]))


def outcome_map_payload(run: Run, found: xr.Dataset, movable: bool) -> OutcomeMapPayload:
    """Return what the map shows.

    Args:
        run: where we are.
        found: a sweep over two variables, the first going to the right, the second up.
        movable: whether a click moves the levers there.
    """
    across, up = (str(dim) for dim in found.largest.dims)
    axes = [_axis(run, name, found[name].values) for name in (across, up)]
    over = " and ".join(axis["label"] for axis in axes)
    return {
        "x": axes[0],
        "y": axes[1],
        "cells": _cells(found),
        "classes": map_classes(),
        "words": list(WORDS),
        "shades": f"{SHADES[:1].upper()}{SHADES[1:]}.",
        "credit": credit(run),
        "movable": movable,
        "name": f"Largest share of the pull over {over}. Arrow keys move over the cells"
        + (", Enter puts the levers there." if movable else "."),
    }


def _axis(run: Run, name: str, values: np.ndarray[Any, Any]) -> MapAxis:
    within = name_of(run.case, name).removeprefix("the ")
    now = float(run.trace.values[0, run.program.row[name], 0])
    return {
        "id": name,
        "label": capitalised(within),
        "within": within,
        "values": [float(v) for v in values],
        "texts": [typeset(float(v)) for v in values],
        "now": now,
    }


def map_classes() -> list[MapClass]:
    """Return how the four classes are drawn, in their order."""
    outcomes: list[MapClass] = [
        {"colour": COLOURS[o], "letter": LABELS[o][0], "label": LABELS[o], "dotted": False} for o in Outcome
    ]
    return [*outcomes, REST]


def _cells(found: xr.Dataset) -> list[MapCell]:
    """Return the cells, the second axis going round first."""
    largest = [PULL_CLASSES.index(str(name)) for name in found.largest.values.ravel()]
    words = [str(word) for word in found.sturdiness.values.ravel()]
    shares = np.concatenate([found.mean_pull.values.reshape(-1, 3), found.goes_on.values.reshape(-1, 1)], axis=1)
    counts = found.largest_in.values.ravel()
    draws = int(found.attrs["draws"])
    return [
        {
            "largest": place,
            "word": WORDS.index(word),
            "half": bool(share[place] >= FORMED),
            "text": _cell_in_words(place, word, share, f"{count:.0f} of {draws:,}"),
        }
        for place, word, share, count in zip(largest, words, shares, counts, strict=True)
    ]


def _cell_in_words(largest: int, word: str, shares: np.ndarray[Any, Any], counted: str) -> str:
    """Return what a cell says: the four shares of the pull, the largest first, and how sturdy that is."""
    labels = [one["label"] for one in map_classes()]
    told = [f"{label} {percent(float(share))}" for label, share in zip(labels, shares, strict=True)]
    first = f"{labels[largest]}: {percent(float(shares[largest]))} of the pull"
    rest = ", ".join(uncapitalised(one) for place, one in enumerate(told) if place != largest)
    return f"{first}; {rest}. How sturdy: {word}, largest in {counted} variants."


def outcome_map_legend() -> str:
    """Return the map's key as HTML."""
    swatches = "".join(
        f"<span><i{' class=dotted' * one['dotted']} style='height:.9rem;width:.9rem;background-color:{one['colour']}'>"
        f"</i>{one['letter']}: {one['label']}</span>"
        for one in map_classes()
    )
    return f"<div class='legend'>{swatches}<span>{SHADES}</span><span>ring: where we are</span></div>"
