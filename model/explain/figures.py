"""How shares, pulls and counts are told in figures: each rounded by itself, so that a number reads the same everywhere.

A page's table, a sentence, a chart, the shell and a briefing all tell the same figure; if one made up for what the
others lose in rounding, it would be told otherwise in its table than in its sentence. So four figures may sum to 99%
or 101%, and tables say so. Shares of the pull are told in whole per cent, pulls of a run in hundredths, and variants
are counted, so that nobody takes the one for the other.
"""

from __future__ import annotations

from dataclasses import dataclass

from model.engine import Run
from model.explain.symbols import GOES_ON, LABELS
from model.knowledge import OUTCOMES, THE_REST, Outcome, typeset
from model.uncertainty import Ensemble, check_variants_of


@dataclass(frozen=True)
class ClassFigures:
    """What is told of one of the four classes at the horizon, each as it is shown.

    name, label: its id and label; share, interval: its share of the pull, and the ends of its 95 % interval; leads,
    formed: in how many variants it leads, and has formed; of the war going on leads is empty, and formed says in how
    many nothing has; pull: the central run's, or what is left.
    """

    name: str
    label: str
    share: str
    interval: str
    leads: str
    formed: str
    pull: str


def answer_in_figures(run: Run, variants: Ensemble) -> list[ClassFigures]:
    """Return what is told of each of the four classes, in their order.

    Raises:
        ValueError: if the variants are those of another scenario or case.
    """
    check_variants_of(run, variants)
    pulls, formed = pulls_in_figures(run), variants.formed_in
    found = [
        ClassFigures(
            outcome,
            LABELS[Outcome(outcome)],
            percent(variants.mean_pull[outcome]),
            interval_in_figures(*variants.mean_pull_intervals[outcome]),
            f"{variants.leads_in[outcome]:,}",
            f"{formed[outcome]:,}",
            pulls[LABELS[Outcome(outcome)]],
        )
        for outcome in OUTCOMES
    ]
    none = f"nothing in {variants.draws - sum(formed.values()):,}"
    rest = percent(variants.goes_on), interval_in_figures(*variants.goes_on_interval), "", none, pulls[GOES_ON]
    return [*found, ClassFigures(THE_REST, GOES_ON, *rest)]


def pulls_in_figures(run: Run) -> dict[str, str]:
    """Return the pulls of a run at the horizon, and what is left of them, by their labels: "0.36"."""
    return {LABELS[outcome]: typeset(run.pull[outcome]) for outcome in Outcome} | {GOES_ON: typeset(run.goes_on)}


def percent(share: float) -> str:
    """Return a share of the pull in whole per cent: "45%"."""
    return f"{share:z.0%}"


def count_in_figures(number: int, draws: int) -> str:
    """Return in how many variants something holds: "12 of 256"."""
    return f"{number:,} of {draws:,}"


def interval_in_figures(low: float, high: float) -> str:
    """Return the interval of a share of the pull: "35% to 37%"."""
    return f"{percent(low)} to {percent(high)}"
