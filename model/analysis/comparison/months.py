"""The month at which scenarios of different horizons are compared, and what each comes to at its own end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from model.scenario import Scenario
from model.showing import Shown
from model.uncertainty import Ensemble, ensemble


class AtOneMonth(Shown):
    """Some scenarios with their variants, told at one month.

    Attributes:
        given: the scenarios as they were given; scenarios: the same up to the common month.
        variants: those of each, up to the common month.
    """

    given: tuple[Scenario, ...]
    scenarios: tuple[Scenario, ...]
    variants: tuple[Ensemble, ...]

    @property
    def months(self) -> int:
        """The month at which all are told."""
        return self.scenarios[0].months

    @property
    def last_month(self) -> int:
        """The last month at which all can be told: the shortest of their horizons."""
        return min(scenario.months for scenario in self.given)

    @property
    def draws(self) -> int:
        """How many variants there are of each."""
        return self.variants[0].draws

    @cached_property
    def ends(self) -> tuple[Ensemble, ...]:
        """The variants of each scenario up to its own horizon; of one that ends at the common month, the same."""
        return at_own_ends(self.given, self.variants)


def common_month(given: Sequence[Scenario], at: int | None) -> int:
    """Return the month at which scenarios are compared: `at`, or the shortest of their horizons if None.

    Raises:
        ValueError: if one of them does not reach it.
    """
    shortest = min(given, key=lambda scenario: scenario.months)
    if at is None:
        return shortest.months
    if isinstance(at, bool) or at not in range(1, shortest.months + 1):
        ends = f"“{shortest.title}” ends at month {shortest.months}"
        raise ValueError(f"at: a month from 1 to {shortest.months} is needed, not {at!r}, since {ends}")
    return int(at)


def at_own_ends(given: Sequence[Scenario], variants: Sequence[Ensemble]) -> tuple[Ensemble, ...]:
    """Return the variants of each scenario up to its own horizon; of one that ends where `variants` do, the same."""
    return tuple(
        drawn if scenario.months == drawn.scenario.months else ensemble(drawn.case, scenario, drawn.draws, drawn.seed)
        for scenario, drawn in zip(given, variants, strict=True)
    )
