"""Numbers as a person types them: with a decimal point or a decimal comma, and nothing silently something else."""

from __future__ import annotations

import re

#: A number with at most one separator, a point or a comma. Thousands are not set apart, since "1,000" means two things.
NUMBER = re.compile(r"[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


WHOLE = re.compile(r"[+-]?\d+", re.ASCII)


def read_number(text: str) -> float:
    """Return the number that a text says: "0.5", "0,5", "-.1", "1e-3"; a minus sign is as good as a hyphen.

    Raises:
        ValueError: if it says none, or one that is not finite: "half", "1.000,5", "1_0", "nan", "1e999".
    """
    number = float(_plain(text).replace(",", ".")) if NUMBER.fullmatch(_plain(text)) else float("nan")
    if not abs(number) < float("inf"):
        raise ValueError(f"this is no number: '{text}'; write it like 0.5 or 0,5")
    return number


def read_whole(text: str) -> int:
    """Return the whole number that a text says. Raises ValueError if it says none: "6.5", "1,000", "1_0"."""
    if not WHOLE.fullmatch(_plain(text)):
        raise ValueError(f"this is no whole number: '{text}'; write digits alone")
    return int(_plain(text))


def _plain(text: str) -> str:
    return text.strip().replace("\N{MINUS SIGN}", "-")
