"""How pulls and shares are told in figures: each rounded by itself, so that a number reads the same wherever it stands.

A page's table, a sentence, a chart, the shell and a briefing all tell the same pull; if one figure made up for what the
others lose in rounding, it would be told otherwise in its table than in its sentence. So four figures may sum to 0.99
or 1.01, and tables say so.
"""

from __future__ import annotations

from model.engine import Run
from model.explain.symbols import GOES_ON, LABELS
from model.knowledge import Outcome, typeset


def pulls_in_figures(run: Run) -> dict[str, str]:
    """Return the pulls at the horizon, and what is left of them, by their labels: "0.36"."""
    return {LABELS[outcome]: typeset(run.pull[outcome]) for outcome in Outcome} | {GOES_ON: typeset(run.goes_on)}


def percent(share: float) -> str:
    """Return a share of variants in whole per cent: "45%"."""
    return f"{share:.0%}"
