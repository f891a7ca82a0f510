"""Two layers of doubt, what we do not know and what may happen: the bands in which a chart shows them, in words."""

from __future__ import annotations

import numpy as np

from model.arrays import Floats

#: What the layers, and their bands, are called: the inner one first.
LAYER_NAMES = ("what we do not know", "what may happen")

#: By less than this, on a scale of one, a band that reaches beyond another is not seen to do so.
SEEN = 0.005


def bands_in_words(edges: Floats) -> str:
    """Return what the two bands of a chart are, and where they cross.

    `edges` are those of all of its lines, shape (..., 4), as `layer_bands` has them.
    """
    told = (
        "Nine in ten variants lie in a band, month by month: in the darker one while nothing may happen, so that they "
        f"differ by {LAYER_NAMES[0]}; in the wider one with {LAYER_NAMES[1]}."
    )
    low, unknown_low, unknown_high, high = np.moveaxis(np.asarray(edges, dtype=float), -1, 0)
    if not ((low - unknown_low > SEEN) | (unknown_high - high > SEEN)).any():
        return told
    return (
        f"{told} In some months what may happen moves the variants to one side, or together: there the darker band "
        "reaches further, and the wider one is drawn around both."
    )
