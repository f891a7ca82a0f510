"""Where another version of a case leads elsewhere: the same situations run on both, and what is other in the end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from model.analysis.audit.situations import design, lever_grid
from model.analysis.comparison.figures import Figure, figures_of
from model.arrays import Bools, Floats, Ints
from model.engine import FORMED, Run, largest, leading, program_of, simulate, trial_batch
from model.knowledge import THE_REST, Case
from model.scenario import Scenario, bundled_scenarios, load_scenario
from model.uncertainty import Ensemble, ensemble

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
    def other(self) -> Bools:
        """In which situations another outcome leads."""
        return np.not_equal(*self.leads)

    @cached_property
    def largest(self) -> tuple[Ints, Ints]:
        """Which of the four classes has the largest pull, before and after, by situation: numbers in PULL_CLASSES."""
        return largest(self.before), largest(self.after)

    @cached_property
    def turned(self) -> Bools:
        """In which situations another of the four has the largest pull."""
        return np.not_equal(*self.largest)

    @property
    def turns(self) -> Ints:
        """In how many situations which class was the largest and which is now: shape (4 before, 4 after)."""
        found = np.zeros((4, 4), dtype=np.intp)
        np.add.at(found, self.largest, 1)
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
        """Return the situations that moved most, those where another of the four is the largest before all others."""
        order = np.lexsort((-self.by_most, ~self.turned))
        return [int(at) for at in order[:many] if self.by_most[at] > 1e-9]


@dataclass(frozen=True)
class ScenarioEnd:
    """What a scenario comes to on one version of a case: its central run and its plausible variants."""

    run: Run
    variants: Ensemble


@dataclass(frozen=True)
class ScenarioMoved:
    """A bundled scenario on both versions, each with its own file of it; None where a version has none."""

    id: str
    before: ScenarioEnd | None
    after: ScenarioEnd | None

    @property
    def title(self) -> str:
        """What it is called now, or, if it is gone, was called before."""
        return next(end.run.scenario.title for end in (self.after, self.before) if end)

    @property
    def outcomes(self) -> tuple[str | None, str | None]:
        """The outcome that leads in the central run, before and after."""
        before, after = (end.run.outcome if end else None for end in (self.before, self.after))
        return before, after

    @property
    def formed(self) -> tuple[bool, bool]:
        """Whether that outcome has formed, before and after."""
        before, after = (end is not None and end.run.formed for end in (self.before, self.after))
        return before, after

    @property
    def shares(self) -> tuple[Mapping[str, float] | None, Mapping[str, float] | None]:
        """The share of variants in which each outcome leads, before and after."""
        before, after = (end.variants.shares if end else None for end in (self.before, self.after))
        return before, after

    @property
    def mean_pulls(self) -> tuple[Mapping[str, float] | None, Mapping[str, float] | None]:
        """The shares of the pull of the four classes, before and after."""
        before, after = (
            {**end.variants.mean_pull, THE_REST: end.variants.goes_on} if end else None
            for end in (self.before, self.after)
        )
        return before, after

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure with its difference: shares of the pull, then counts; empty if a version has no such scenario.

        Both versions share their draws.
        """
        if self.before is None or self.after is None:
            return ()
        return tuple(figures_of((self.before.variants, self.after.variants), reference=0))

    @property
    def pull_differences(self) -> dict[str, tuple[float, float, float]]:
        """By how much each share of the pull differs, with the ends of its 95 % interval (bootstrap over pairs)."""
        return self._differences("pull")

    @property
    def differences(self) -> dict[str, tuple[float, float, float]]:
        """By how much the part of the variants in which each outcome leads differs, with its 95 % interval's ends.

        Intervals are for pairs (Bonett and Price 2012). Empty if one version has no such scenario.
        """
        return self._differences("leads")

    def _differences(self, what: str) -> dict[str, tuple[float, float, float]]:
        found = {figure.outcome: figure.differences[1] for figure in self.figures if figure.what == what}
        return {name: (one.value, one.low, one.high) for name, one in found.items() if one}

    @property
    def moved(self) -> list[Figure]:
        """The shares of the pull that are surely others, by half a point or more."""
        pulls = [figure for figure in self.figures if figure.what == "pull"]
        return [figure for figure in pulls if (one := figure.differences[1]) and one.clear and not one.slight]

    @property
    def other(self) -> bool:
        """Whether the central run leads or has formed otherwise, or a share of the pull is surely another."""
        return self.outcomes[0] != self.outcomes[1] or self.formed[0] != self.formed[1] or bool(self.moved)


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
    before, after = bundled_scenarios(old), bundled_scenarios(new)

    def end(case: Case, file: Path | None) -> ScenarioEnd | None:
        if file is None:
            return None
        scenario = load_scenario(file, case).but(expect=())
        return ScenarioEnd(simulate(case, scenario), ensemble(case, scenario, draws, seed))

    moves = []
    for name in dict.fromkeys([*before, *after]):
        step(name)
        moves.append(ScenarioMoved(name, end(old, before.get(name)), end(new, after.get(name))))
    return moves
