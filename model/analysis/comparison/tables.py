"""A comparison as tables: its scenarios, the figures with their differences, what is set differently, the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.analysis.comparison.comparing import Comparison
from model.analysis.comparison.figures import Figure

if TYPE_CHECKING:
    import pandas as pd


def comparison_tables(found: Comparison) -> dict[str, pd.DataFrame]:
    """Return a comparison as tables by name: scenarios, shares, settings, reasons."""
    import pandas as pd

    scenarios = [
        {"scenario": name, "reference": number == found.reference, "months": given.months, **run.pull}
        for number, (name, given, run) in enumerate(zip(found.names, found.given, found.runs, strict=True))
    ]
    settings = [
        {"what": setting.what, **dict(zip(found.names, setting.told, strict=True))} for setting in found.settings
    ]
    reasons = [
        {"rule": reason.id, "says": reason.says, "basis": reason.basis}
        | dict(zip(found.names, reason.effects, strict=True))
        for reason in found.reasons
    ]
    return {
        "scenarios": pd.DataFrame(scenarios),
        "shares": comparison_shares_table(found),
        "settings": pd.DataFrame(settings, columns=["what", *found.names]),
        "reasons": pd.DataFrame(reasons, columns=["rule", "says", "basis", *found.names]),
    }


def settings_in_brief(found: Comparison) -> list[tuple[str, tuple[str, ...]]]:
    """Return what is set differently, without horizons, in a few words by scenario: ("Trust", ("not set", "0.70"))."""
    own = (setting for setting in found.settings if setting.kind != "months")
    return [(setting.what, tuple(told.partition(":")[0] for told in setting.told)) for setting in own]


def comparison_shares_table(found: Comparison) -> pd.DataFrame:
    """Return the shares of the pull and the counts of variants, a row for each figure and scenario.

    Columns: figure ("pull", of `outcome` or of "goes_on"; "leads", "formed", "goes on"), outcome, scenario, share in
    [0, 1] (of the pull, or of the variants counted) with the ends of its 95 % interval, `low` and `high`, its
    difference from the reference's in [-1, 1], with the ends of that interval, NaN for the reference; and `variants`,
    in how many it holds, where variants are counted.
    """
    import pandas as pd

    rows = [_row(found, figure, n) for figure in found.figures for n in range(len(found.names))]
    return pd.DataFrame(rows).astype({"variants": "Int64"})


def _row(found: Comparison, figure: Figure, number: int) -> dict[str, object]:
    low, high = figure.intervals[number]
    row: dict[str, object] = {"figure": figure.what, "outcome": figure.outcome, "scenario": found.names[number]}
    row |= {"share": figure.shares[number], "low": low, "high": high}
    difference = figure.differences[number]
    ends = (None,) * 3 if difference is None else (difference.value, difference.low, difference.high)
    row |= dict(zip(("difference", "difference_low", "difference_high"), ends, strict=True))
    return row | {"variants": figure.counts[number] if figure.counts else None}
