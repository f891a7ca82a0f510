"""Where another version of a case leads elsewhere: the same situations run on both, and what is other in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from model.analysis.audit.situations import design, lever_grid
from model.arrays import Floats, Ints
from model.engine import FORMED, leading, program_of, simulate, trial_batch
from model.knowledge import OUTCOMES, Case
from model.scenario import Scenario, bundled_scenarios, load_scenario
from model.uncertainty import Ensemble, ensemble, paired_interval

#: Situations all over the scales, if no other number is asked for.
MOVES_POINTS = 4096


@dataclass(frozen=True, eq=False)
class Moves:
    """What some situations come to on both versions, central beliefs, at the horizon.

    given: what each situation sets; before, after: the pulls, shape (situations, 3).
    """

    given: tuple[Mapping[str, float], ...]
    before: Floats
    after: Floats

    @cached_property
    def leads(self) -> tuple[Ints, Ints]:
        """Which outcome leads, before and after, by situation."""
        return leading(self.before), leading(self.after)

    @cached_property
    def other(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """In which situations another outcome leads."""
        found: np.ndarray[tuple[int], np.dtype[np.bool_]] = self.leads[0] != self.leads[1]
        return found

    @cached_property
    def formed(self) -> tuple[int, int]:
        """In how many situations an outcome has formed that had not, and the other way round."""
        before, after = (pulls.max(axis=1) >= FORMED for pulls in (self.before, self.after))
        return int((after & ~before).sum()), int((before & ~after).sum())

    @property
    def counts(self) -> Ints:
        """In how many situations which outcome led before and which leads now: shape (3 before, 3 after)."""
        found = np.zeros((3, 3), dtype=np.intp)
        np.add.at(found, self.leads, 1)
        return found

    @property
    def by_most(self) -> Floats:
        """By how much the pull that moved most moved, by situation."""
        found: Floats = np.abs(self.after - self.before).max(axis=1)
        return found

    def worst(self, many: int = 5) -> list[int]:
        """Return the situations that moved most, those where another outcome leads before all others."""
        order = np.lexsort((-self.by_most, ~self.other))
        return [int(at) for at in order[:many] if self.by_most[at] > 1e-9]


@dataclass(frozen=True, eq=False)
class ScenarioMoved:
    """A bundled scenario on both versions, each with its own file of it; None where a version has none."""

    id: str
    title: str
    outcomes: tuple[str | None, str | None]
    formed: tuple[bool, bool]
    shares: tuple[Mapping[str, float] | None, Mapping[str, float] | None]
    differences: Mapping[str, tuple[float, float, float]]

    @property
    def other(self) -> bool:
        """Whether another outcome leads, or has formed, in the central run, or a share is surely another."""
        surely = any(low > 0 or high < 0 for _, low, high in self.differences.values())
        return self.outcomes[0] != self.outcomes[1] or self.formed[0] != self.formed[1] or surely


def moves_between(old: Case, new: Case, points: int = MOVES_POINTS) -> dict[str, Moves]:
    """Run the same situations on two versions of a case.

    Args:
        old: the version before.
        new: the version after; both with the levers and assumptions that situations are made of.
        points: how many situations all over the scales of all levers and assumptions that both have.

    Returns:
        "levers": at every combination of the levers in steps of a tenth, all else as each version starts; "design":
        all over the scales of everything.
    """
    both = program_of(old).settable.keys() & program_of(new).settable.keys()
    found = {"levers": lever_grid(new), "design": list(design(new, points).values())}
    return {name: _moves(old, new, [_only(one, both) for one in made]) for name, made in found.items()}


def _only(scenario: Scenario, names: set[str]) -> Scenario:
    levers, rest = (
        {name: value for name, value in table.items() if name in names}
        for table in (scenario.levers, scenario.assumptions)
    )
    return scenario.but(levers=levers, assumptions=rest)


def _moves(old: Case, new: Case, scenarios: Sequence[Scenario]) -> Moves:
    before, after = (trial_batch(program_of(case), scenarios).ends() for case in (old, new))
    return Moves(tuple(scenario.given for scenario in scenarios), before, after)


def scenario_moves(
    old: Case, new: Case, draws: int = 256, seed: int = 0, step: Callable[[str], None] = lambda name: None
) -> list[ScenarioMoved]:
    """Return what the bundled scenarios come to on both versions, on the same draws.

    Args:
        old: the version before.
        new: the version after.
        draws: variants of each scenario.
        seed: of the draws.
        step: called with the name of what is run next.
    """
    files = (bundled_scenarios(old), bundled_scenarios(new))
    found = []
    for name in dict.fromkeys([*files[0], *files[1]]):
        step(name)
        pair = [
            load_scenario(held[name], case).but(expect=()) if name in held else None
            for case, held in zip((old, new), files, strict=True)
        ]
        runs = [simulate(case, one) if one else None for case, one in zip((old, new), pair, strict=True)]
        variants = [
            ensemble(case, one, draws, seed) if one else None for case, one in zip((old, new), pair, strict=True)
        ]
        title = next(one.title for one in reversed(pair) if one)
        outcomes = tuple(run.outcome if run else None for run in runs)
        formed = tuple(bool(run and run.formed) for run in runs)
        shares = tuple(held.shares if held else None for held in variants)
        found.append(ScenarioMoved(name, title, outcomes, formed, shares, _differences(variants)))  # type: ignore[arg-type]
    return found


def _differences(variants: Sequence[Ensemble | None]) -> dict[str, tuple[float, float, float]]:
    """Return each share's difference, and its 95 % interval (Bonett and Price 2012); nothing if one is missing."""
    before, after = variants
    if before is None or after is None:
        return {}
    found = {}
    for number, outcome in enumerate(OUTCOMES):
        one, other = before.leads[-1] == number, after.leads[-1] == number
        gained, lost = int((other & ~one).sum()), int((one & ~other).sum())
        low, high = map(float, paired_interval(gained, lost, before.draws))
        found[outcome] = ((gained - lost) / before.draws, low, high)
    return found
