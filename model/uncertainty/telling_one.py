"""Which one of the variants is looked at: by its number, or by what sets it apart from the others."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from model.knowledge import CLASS_NAMES, PULL_CLASSES, Fault, ScenarioError, likely
from model.uncertainty.variants import Ensemble, with_the_rest

#: The variant nearest the mean, and what stands before a class where it is the one with the most or the least of it.
NEAREST, MOST, LEAST = "mean", "most-", "least-"


def variants_apart() -> Mapping[str, str]:
    """Return what sets single variants apart, in words, by the names that `variant_number` takes."""
    ends = [
        (f"{end}{name}", end.removesuffix("-"), CLASS_NAMES[name]) for name in PULL_CLASSES for end in (MOST, LEAST)
    ]
    return {NEAREST: "nearest the mean"} | {name: f"with the {end} pull towards {of}" for name, end, of in ends}


def variant_number(variants: Ensemble, which: str) -> int:
    """Return the number of a variant, from 0.

    Args:
        variants: an ensemble.
        which: its number as a text; or "mean" for the one whose four pulls stay nearest the shares of the pull over all
            months; or "most-settlement" (or another class) for the one with the most of it at the horizon, "least-..."
            for the one with the least. The first of those that are level.

    Raises:
        ScenarioError: if there is no such variant, with the likely name.
    """
    text = which.strip()
    if text.isdecimal() and int(text) < variants.draws:
        return int(text)
    if text == NEAREST:
        apart = with_the_rest(variants.pulls_by_month) - variants.shares_by_month[:, :, None]
        return int((apart**2).sum(axis=(0, 1)).argmin())
    known = variants_apart()
    if text not in known:
        message = (
            f"a number from 0 to {variants.draws - 1} or one of {', '.join(known)} is needed, not '{which}'"
            f"{likely(text, known)}"
        )
        raise ScenarioError([Fault("", "variant", message)])
    pulls = variants.of_the_pull_at(variants.scenario.months)[:, PULL_CLASSES.index(text.partition("-")[2])]
    return int(np.argmax(pulls) if text.startswith(MOST) else np.argmin(pulls))
