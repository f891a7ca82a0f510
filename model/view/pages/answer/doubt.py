"""Beside the chart: how much of the doubt is what we do not know, and how much what may happen."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.explain import GOES_ON, LABELS, LAYER_NAMES, percent
from model.knowledge import PULL_CLASSES
from model.uncertainty import Ensemble, Layers


def show_doubt(variants: Ensemble, layers: Layers) -> None:
    """Show which layer most of the doubt is about, in a sentence, and folded away the same for each class."""
    st.html(
        f"<p id='doubt'>{escape(layers.in_words())}</p>"
        f"<details class='meaning'><summary>Whose is the spread, class by class?</summary>{_table(layers)}"
        f"<p>{escape(_meaning(variants))}</p></details>"
    )


def _table(layers: Layers) -> str:
    """Return for each class how far the variants lie apart at the horizon, and which part of that is whose."""
    parts, spread = layers.parts(), layers.spread[-1] ** 0.5
    heads = "".join(f"<th scope='col'>{head}</th>" for head in ("standard deviation", *LAYER_NAMES))
    rows = "".join(
        f"<tr><th scope='row'>{label}</th><td>{100 * deviation:.1f} points</td>"
        f"<td>{percent(parts[name])}</td><td>{percent(1 - parts[name])}</td></tr>"
        for name, label, deviation in zip(PULL_CLASSES, [*LABELS.values(), GOES_ON], spread.tolist(), strict=True)
    )
    return f"<table class='shares'><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _meaning(variants: Ensemble) -> str:
    return (
        f"By month {variants.scenario.months}: how far the pulls of the {variants.draws:,} variants lie apart, in "
        "hundredths of the pull, and which part of that variance is whose. The same beliefs are run twice, with two "
        f"different lucks: as far as the two go together it is {LAYER_NAMES[0]}, the rest is {LAYER_NAMES[1]}."
    )
