"""Boxes in words. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Mapping

from model.analysis.regions.box import Box, Boxes
from model.knowledge import Case, as_list, capitalised, name_without_article, typeset
from model.uncertainty import share_in_words


def limits_in_words(case: Case, box: Box, scales: Mapping[str, tuple[float, float]]) -> str:
    """Return a box's conditions: "trust above 0.40 and guarantees above 0.30"."""
    parts = []
    for what, (low, high) in box.limits.items():
        least, most = scales[what]
        if low > least and high < most:
            limit = f"between {typeset(low)} and {typeset(high)}"
        else:
            limit = f"above {typeset(low)}" if low > least else f"below {typeset(high)}"
        parts.append(f"{name_without_article(case, what)} {limit}")
    return as_list(parts)


def box_in_words(case: Case, found: Box, all_: Boxes) -> str:
    """Return a box as a sentence, with its density, coverage, and how it stood up to resampling."""
    density = share_in_words(found.density, found.low, found.high)
    conditions = capitalised(limits_in_words(case, found, all_.scales))
    return (
        f"{conditions}: {all_.goal.once(case, all_.months)} in {density} of such "
        f"situations, and {found.coverage:.0%} of all in which it does lie here. (They are {found.mass:.0%} of all; a "
        f"box like it stands in {found.survived:.0%} of the resamples.)"
    )


def boxes_in_words(case: Case, found: Boxes) -> str:
    """Return what is said of all boxes together."""
    goal = found.goal.once(case, found.months)
    told = f"Of {found.situations:,} situations all over the scales, {goal} in {found.share:.0%}."
    if found.boxes:
        return told
    why = f" {found.dropped} did not survive resampling." if found.dropped else ""
    return f"{told} No few conditions go with it often enough to be told.{why}"
