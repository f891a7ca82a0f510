"""What each kind of surprise is worth, in words: what would be without it, and where it was counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.knowledge import CLASS_NAMES, PULL_CLASSES, Happening, as_list, capitalised

#: A share of the pull that differs by less is not told: half of a tenth of a point.
TOLD = 0.0005


def surprise_in_words(row: Mapping[Any, Any]) -> str:
    """Return in a sentence by how much the shares of the pull would differ without a happening.

    Args:
        row: of `without_each_happening`.
    """
    moved = sorted((name for name in PULL_CLASSES if abs(row[name]) >= TOLD), key=lambda name: -abs(row[name]))
    if not moved:
        return "Without surprises of this kind no share of the pull would differ by a tenth of a point."
    first, *others = moved
    parts = [f"{CLASS_NAMES[first]} would have {_points(row, first)}"]
    parts += [f"{CLASS_NAMES[name]} {_points(row, name)}" for name in others]
    return f"Without surprises of this kind {as_list(parts)} of the pull."


def _points(row: Mapping[Any, Any], name: str) -> str:
    """Return by how much a share would be another one, with its 95 % interval: "1.2 points less (0.8 to 1.7)"."""
    value, low, high = (100 * row[name + end] for end in ("", "_low", "_high"))
    way, ends = ("less", (low, high)) if value > 0 else ("more", (-high, -low))
    other = "more" if way == "less" else "less"
    least, most = (f"{abs(end):.1f}" + (f" {other}" if end <= -TOLD * 100 else "") for end in ends)
    return f"{abs(value):.1f} points {way} ({least} to {most})"


def where_counted(happening: Happening) -> str:
    """Return where the rate of a happening comes from, and what of it is our judgement, in sentences."""
    told = [f"{capitalised(happening.count)} ({happening.period}).", f"{happening.source}."]
    if happening.judgement:
        told.append(f"What it does is our judgement: {happening.judgement}")
    return " ".join(told)
