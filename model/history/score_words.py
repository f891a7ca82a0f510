"""Scores in words: a figure with its interval, and how it compares with that of a reference."""

from __future__ import annotations

from model.history.scores import ScoreWithInterval


def compared(score: ScoreWithInterval, reference: str, better_high: bool) -> str:
    """Return whether a score is better than that of the reference it was paired with."""
    low, high = score.more_interval
    if score.more == low == high == 0:
        return f"the same as {reference}"
    if low <= 0 <= high:
        lean = "better" if (score.more > 0) == better_high else "worse"
        return f"not clearly different from {reference}, and {lean} if anything,"
    return ("better" if (score.more > 0) == better_high else "worse") + f" than {reference}"


def signed_figure(value: float) -> str:
    """Return a number in two digits, with a minus sign instead of a hyphen."""
    return f"{value:z.2f}".replace("-", "\N{MINUS SIGN}")


def score_interval_in_words(value: float, ends: tuple[float, float]) -> str:
    """Return a number with its 95 % interval."""
    return f"{signed_figure(value)}, {signed_figure(ends[0])} to {signed_figure(ends[1])}"


def difference_in_words(score: ScoreWithInterval) -> str:
    """Return how much more it is than that of the reference, with its 95 % interval."""
    return score_interval_in_words(score.more, score.more_interval)
