"""The month at which scenarios of different horizons are compared, and what each comes to at its own end."""

from __future__ import annotations

from collections.abc import Sequence

from model.scenario import Scenario
from model.uncertainty import Ensemble, ensemble


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
