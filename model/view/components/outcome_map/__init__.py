"""The outcome map: which outcome leads where, and how firmly; drawn in the browser by `outcome_map.js`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypedDict

import numpy as np
import streamlit as st

from model.engine import Run
from model.explain import COLOURS, LABELS
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome, capitalised, name_of, typeset
from model.view.components.mounting import mount
from model.view.components.saving import credit

if TYPE_CHECKING:
    import xarray as xr


#: In the session: the map as a widget.
OUTCOME_MAP = "outcome map"


#: The words for how firmly an outcome leads, as they are shaded.
WORDS = ("open", "leaning", "firm")


#: How a cell is drawn, in words.
SHADES = "full colour: firm; paler: leaning; pale and hatched: open; framed: formed in more than half"


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
        outcome, word: the numbers of the outcome that leads and of the word for how firmly, from 0.
        formed: whether it has formed in more than half of the variants.
        text: all of that in words.
    """

    outcome: int
    word: int
    formed: bool
    text: str


class MapOutcome(TypedDict):
    """How an outcome is drawn and named."""

    colour: str
    letter: str
    label: str


class OutcomeMapPayload(TypedDict):
    """What the script gets.

    Attributes:
        x, y: the axes, to the right and up; cells: column by column, each from below.
        outcomes, words: what the numbers in the cells stand for.
        shades, credit: what a saved picture says of how cells are drawn, and of where it is from.
        movable: whether a click moves the levers there; name: what the map is, for who does not see it.
    """

    x: MapAxis
    y: MapAxis
    cells: list[MapCell]
    outcomes: list[MapOutcome]
    words: list[str]
    shades: str
    credit: str
    movable: bool
    name: str


class PickedCell(TypedDict):
    """What comes back: the values of the cell that was clicked, across and up."""

    x: float
    y: float


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
    across, up = (str(dim) for dim in found.leading.dims)
    axes = [_axis(run, name, found[name].values) for name in (across, up)]
    return {
        "x": axes[0],
        "y": axes[1],
        "cells": _cells(found),
        "outcomes": [
            {"colour": COLOURS[Outcome(o)], "letter": LABELS[Outcome(o)][0], "label": LABELS[Outcome(o)]}
            for o in OUTCOMES
        ],
        "words": list(WORDS),
        "shades": f"{SHADES[:1].upper()}{SHADES[1:]}.",
        "credit": credit(run),
        "movable": movable,
        "name": f"Map of outcomes over {axes[0]['label']} and {axes[1]['label']}. Arrow keys move over the cells"
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


def _cells(found: xr.Dataset) -> list[MapCell]:
    """Return the cells, the second axis going round first."""
    leads = [OUTCOMES.index(str(o)) for o in found.leading.values.ravel()]
    words = [str(word) for word in found.robustness.values.ravel()]
    shares, formed = found.share.values.reshape(-1, 3), found.formed.values.reshape(-1, 3)
    return [
        {
            "outcome": o,
            "word": WORDS.index(word),
            "formed": bool(has[o] > 0.5),
            "text": _cell_in_words(o, word, share, has),
        }
        for o, word, share, has in zip(leads, words, shares, formed, strict=True)
    ]


def _cell_in_words(outcome: int, word: str, share: np.ndarray[Any, Any], formed: np.ndarray[Any, Any]) -> str:
    """Return what a cell says: what leads and how firmly, the other shares, and in how many it has formed."""
    name = OUTCOME_NAMES[Outcome(OUTCOMES[outcome])]
    lead = f"{word.capitalize()}: {name} leads in {share[outcome]:.0%} of the variants"
    lead += f" and has formed in {formed[outcome]:.0%}"
    others = [f"{OUTCOME_NAMES[Outcome(o)]} leads in {share[n]:.0%}" for n, o in enumerate(OUTCOMES) if n != outcome]
    return f"{lead}; {', '.join(others)}."


def outcome_map_legend(case: Case) -> str:
    """Return the map's key as HTML."""
    swatches = "".join(
        f"<span><i style='height:.9rem;width:.9rem;background:{COLOURS[o]}'></i>{LABELS[o][0]}: {LABELS[o]}</span>"
        for o in Outcome
    )
    return f"<div class='legend'>{swatches}<span>{SHADES}</span><span>ring: where we are</span></div>"
