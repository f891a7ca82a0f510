"""Two to four scenarios side by side: the same draws, what differs in their pulls, in what is set, and in the reasons.

All are told at one month: the shortest of their horizons, or an earlier one that is asked for. What a longer scenario
comes to at its own end is told beside it. Since they share their draws, the difference of two figures is known better
than either: see `paired_mean_interval` and `paired_interval` in `model.uncertainty`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model.analysis.comparison.contrasts import Contrast, differing_reasons
from model.analysis.comparison.figures import Figure, figure_name, figures_of
from model.analysis.comparison.months import AtOneMonth, common_month
from model.analysis.comparison.names import distinct_names
from model.analysis.comparison.settings import Setting, differing_settings
from model.engine import Run, checked_outcome, simulate
from model.knowledge import OUTCOMES, Case
from model.pictures import bars
from model.scenario import AnyScenario, MadeBy, Scenario, scenario_of
from model.showing import Card
from model.uncertainty import Ensemble, ensemble

if TYPE_CHECKING:
    from model.pictures import Picture

#: How many scenarios can be compared.
FEWEST_SCENARIOS, MOST_SCENARIOS = 2, 4


@dataclass(frozen=True, repr=False)
class Comparison(AtOneMonth):
    """Two to four scenarios of one case, run with the same draws up to a common month; the tuples are by scenario.

    Attributes:
        given: the scenarios as they were given; scenarios: the same up to the common month.
        names: what they are called, all different.
        reference: the place of the one that the others are compared with.
        runs, variants: their central runs and plausible variants.
        figures: the shares of the pull with their differences from the reference, and then the counts of variants: what
            leads, what has formed, nothing.
        ends: the variants of the scenarios as they were given, each up to its own horizon.
        settings: what is set differently up to the common month; and the horizons, where they are not all the same.
        outcome: the one that the reasons are about.
        reasons: the rules and events whose effects differ, by `SLIGHT` or more, those that differ most first.
    """

    given: tuple[Scenario, ...]
    scenarios: tuple[Scenario, ...]
    names: tuple[str, ...]
    reference: int
    runs: tuple[Run, ...]
    variants: tuple[Ensemble, ...]
    settings: tuple[Setting, ...]
    outcome: str

    def __hash__(self) -> int:
        return hash((self.given, self.reference, self.variants, self.outcome))

    def _card(self) -> Card:
        facts = {"case": self.case.id, "months": str(self.months), "draws": f"{self.draws:,}"}
        facts["scenarios"] = "; ".join(self.names)
        rows = [(figure_name(f), *(_figure_in_brief(f, n) for n in range(len(self.names)))) for f in self.figures]
        return Card(f"{len(self.names)} scenarios", facts, [("", *self.names), *rows])

    @property
    def case(self) -> Case:
        """The case that they are of."""
        return self.runs[0].case

    @property
    def made_by(self) -> MadeBy:
        """What made it: the reference as it was given, and those that are compared with it."""
        drawn, scenario = self.variants[0], self.given[self.reference]
        return MadeBy.of(
            "comparison",
            self.case,
            scenario,
            drawn.engine,
            seed=drawn.seed,
            draws=self.draws,
            compared_with=[self.given[number] for number in self.others],
            asked={"reference": self.reference, "outcome": self.outcome, "at": self.months},
        )

    @property
    def others(self) -> tuple[int, ...]:
        """The places of all but the reference."""
        return tuple(number for number in range(len(self.scenarios)) if number != self.reference)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure and its differences: shares of the pull, then in how many variants what leads and has formed."""
        return tuple(figures_of(self.variants, self.reference))

    @cached_property
    def reasons(self) -> tuple[Contrast, ...]:
        """The rules and events whose effects on the outcome differ, those that differ most first."""
        return differing_reasons(self.runs, self.outcome)

    def plot(self) -> Picture:
        """Return a picture of the shares of the pull, side by side, with their intervals.

        Raises:
            ImportError: without Altair.
        """
        shown = [figure for figure in self.figures if figure.what == "pull"]
        rows = [
            {"name": figure_name(figure), "group": name, "share": share, "low": low, "high": high}
            for figure in shown
            for name, share, (low, high) in zip(self.names, figure.shares, figure.intervals, strict=True)
        ]
        return bars(rows, f"at month {self.months}", "share of the pull", list(map(figure_name, shown)), self.names)

    def about(self, outcome: str) -> Comparison:
        """Return it with the reasons for another outcome's pull. Raises ScenarioError if there is no such outcome."""
        outcome = checked_outcome(outcome)
        return self if outcome == self.outcome else replace(self, outcome=outcome)


def _figure_in_brief(figure: Figure, number: int) -> str:
    return f"{figure.counts[number]:,}" if figure.counts else f"{figure.shares[number]:.1%}"


def compare(
    case: Case,
    scenarios: Sequence[AnyScenario],
    draws: int = 1024,
    seed: int = 0,
    *,
    reference: int = 0,
    outcome: str | None = None,
    at: int | None = None,
) -> Comparison:
    """Compare scenarios: the same draws for all, at the same month.

    Args:
        case: the case that they are of.
        scenarios: two to four, each a scenario, its id or path.
        draws: how many variants of each, 1 to 10,000.
        seed: of the draws; the same for all scenarios, which is what makes their shares pairs.
        reference: the place among the scenarios of the one that the others are compared with.
        outcome: whose pull the reasons are about; that whose pull differs most in the central runs if None.
        at: the month at which they are compared, from 1 to the shortest of their horizons; that if None.

    Raises:
        ValueError: for fewer than two scenarios or more than four, scenarios of different cases, a reference that is
            none of them, an unknown outcome, a month that one of them does not reach, draws or seed out of range.
        ScenarioError: if a scenario does not fit the case.
    """
    if isinstance(scenarios, str | Path | Scenario):
        raise ValueError("scenarios: two to four are needed in a list, as in ['default', 'minsk']")
    given = tuple(scenario_of(case, scenario) for scenario in scenarios)
    if not FEWEST_SCENARIOS <= len(given) <= MOST_SCENARIOS:
        raise ValueError(f"two to four scenarios can be compared, not {len(given)}")
    cases = sorted({scenario.case for scenario in given})
    if len(cases) > 1:
        raise ValueError(f"scenarios of different cases share no draws: {', '.join(cases)}; compare_across takes them")
    if reference not in range(len(given)):
        raise ValueError(f"reference: a place from 0 to {len(given) - 1} is needed, not {reference!r}")
    months = common_month(given, at)
    cut = tuple(scenario.until(months) for scenario in given)
    runs = tuple(simulate(case, scenario) for scenario in cut)
    found = Comparison(
        given=given,
        scenarios=cut,
        names=distinct_names(case, given),
        reference=int(reference),
        runs=runs,
        variants=tuple(ensemble(case, scenario, draws, seed) for scenario in cut),
        settings=_settings(case, given, cut),
        outcome=_parting(runs),
    )
    return found if outcome is None else found.about(outcome)


def _settings(case: Case, given: Sequence[Scenario], cut: Sequence[Scenario]) -> tuple[Setting, ...]:
    """Return what is set differently: the horizons as they were given, all else up to the common month."""
    horizons = [setting for setting in differing_settings(case, given) if setting.kind == "months"]
    return (*horizons, *differing_settings(case, cut))


def _parting(runs: Sequence[Run]) -> str:
    """Return the outcome whose pull differs most among runs; the first in their order on a tie."""
    pulls = np.array([run.pulls[-1] for run in runs])
    return OUTCOMES[int(np.ptp(pulls, axis=0).argmax())]
