"""The outcome map: which outcome leads where, and how firmly; drawn in the browser by `outcome_map.js`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from model.engine import Run
from model.explain import COLOURS, LABELS
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome, capitalised, name_of, typeset
from model.view.components.saving import credit, script

if TYPE_CHECKING:
    import xarray as xr


#: In the session: the map as a widget.
KEY = "outcome map"


#: The words for how firmly an outcome leads, as they are shaded.
WORDS = ("open", "leaning", "firm")


SHADES = "full colour: firm; paler: leaning; pale and hatched: open; framed: formed in more than half"


def data(run: Run, found: xr.Dataset, movable: bool) -> dict[str, Any]:
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
        "words": WORDS,
        "shades": f"{SHADES[:1].upper()}{SHADES[1:]}.",
        "credit": credit(run),
        "movable": movable,
        "name": f"Map of outcomes over {axes[0]['label']} and {axes[1]['label']}. Arrow keys move over the cells"
        + (", Enter puts the levers there." if movable else "."),
    }


def _axis(run: Run, name: str, values: np.ndarray[Any, Any]) -> dict[str, Any]:
    within = name_of(run.case, name).removeprefix("the ")
    now = float(run.trace.values[0, run.program.row[name], 0])
    return {
        "id": name,
        "label": capitalised(within),
        "within": within,
        "values": values.tolist(),
        "texts": [typeset(float(v)) for v in values],
        "now": now,
    }


def _cells(found: xr.Dataset) -> list[dict[str, Any]]:
    """Return the cells, the second axis going round first: outcome, word, whether formed in half, and all in words."""
    leads = [OUTCOMES.index(str(o)) for o in found.leading.values.ravel()]
    words = [str(word) for word in found.robustness.values.ravel()]
    shares, formed = found.share.values.reshape(-1, 3), found.formed.values.reshape(-1, 3)
    return [
        {"o": o, "w": WORDS.index(word), "f": bool(has[o] > 0.5), "text": point_in_words(o, word, share, has)}
        for o, word, share, has in zip(leads, words, shares, formed, strict=True)
    ]


def point_in_words(outcome: int, word: str, share: np.ndarray[Any, Any], formed: np.ndarray[Any, Any]) -> str:
    """Return what a cell says: what leads and how firmly, the other shares, and in how many it has formed."""
    name = OUTCOME_NAMES[Outcome(OUTCOMES[outcome])]
    lead = f"{word.capitalize()}: {name} leads in {share[outcome]:.0%} of the variants"
    lead += f" and has formed in {formed[outcome]:.0%}"
    others = [f"{OUTCOME_NAMES[Outcome(o)]} leads in {share[n]:.0%}" for n, o in enumerate(OUTCOMES) if n != outcome]
    return f"{lead}; {', '.join(others)}."


def legend(case: Case) -> str:
    """Return the map's key as HTML."""
    swatches = "".join(
        f"<span><i style='height:.9rem;width:.9rem;background:{COLOURS[o]}'></i>{LABELS[o][0]}: {LABELS[o]}</span>"
        for o in Outcome
    )
    return f"<div class='legend'>{swatches}<span>{SHADES}</span><span>ring: where we are</span></div>"


def show(run: Run, found: xr.Dataset, chosen: Callable[[], None] | None) -> None:
    """Show the map; `chosen` is called when a cell is picked, see `picked`."""
    css, js = script("outcome_map")
    component = st.components.v2.component(
        "outcome_map",
        html="<div class='map'><p class='told' role='status'></p>"
        "<div class='grid' tabindex='0' role='application' aria-roledescription='map'></div></div>",
        css=css,
        js=js,
    )
    component(data=data(run, found, chosen is not None), key=KEY, on_chosen_change=chosen or (lambda: None))


def picked() -> tuple[float, float] | None:
    """Return the values of the cell that has just been picked, across and up; None if none has."""
    at = getattr(st.session_state.get(KEY), "chosen", None)
    return None if at is None else (float(at["x"]), float(at["y"]))
