"""Two to four scenarios side by side: the same draws, what differs in the shares, in what is set, and in the reasons.

All are told at one month, the shortest of their horizons. Since they share their draws, the difference of two shares
is known better than either share: only the draws that turn count, see `model.intervals.paired`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from model.analysis.comparison.settings import Setting, differing_settings, distinct_names
from model.arrays import Floats
from model.engine import FORMED, SLIGHT, Run, simulate, without_rules
from model.knowledge import OUTCOMES, Case, likely
from model.scenario import Event, Scenario, event_line
from model.uncertainty import Ensemble, ensemble, paired_interval, wilson_interval

#: How many scenarios can be compared.
FEWEST_SCENARIOS, MOST_SCENARIOS = 2, 4


#: What stands where the interval of a difference holds 0.
NO_DIFFERENCE = "no difference that these draws could tell"


@dataclass(frozen=True)
class Difference:
    """The share of a scenario less that of the reference, in [-1, 1], and its 95 % interval (Bonett and Price 2012)."""

    value: float
    low: float
    high: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0

    @property
    def word(self) -> str:
        """Whether it is more, fewer, or could be nothing."""
        return ("more" if self.value > 0 else "fewer") if self.clear else NO_DIFFERENCE


@dataclass(frozen=True)
class Figure:
    """A share of draws in each scenario, and its differences from the reference's; the tuples are by scenario.

    Attributes:
        what: "leads" or "formed" (of `outcome`), or "goes on": nothing has formed (`outcome` is empty).
        shares: each in [0, 1]; intervals: their 95 % intervals (Wilson 1927).
        differences: that of the reference is None.
    """

    what: str
    outcome: str
    shares: tuple[float, ...]
    intervals: tuple[tuple[float, float], ...]
    differences: tuple[Difference | None, ...]


@dataclass(frozen=True)
class Contrast:
    """What one rule or event adds to an outcome's pull at the common horizon (or takes from it), by scenario.

    `id`, `says`, `claims` and `judgement` are the rule's. `effects` are of leaving it out once, all else equal, with
    the central beliefs; None where an event does not happen.
    """

    id: str
    says: str
    claims: tuple[str, ...]
    judgement: str
    effects: tuple[float | None, ...]

    @property
    def spread(self) -> float:
        """How far the greatest effect is from the least; what does not happen has none."""
        held = [effect or 0.0 for effect in self.effects]
        return max(held) - min(held)

    @property
    def basis(self) -> str:
        """What it rests on, in short."""
        if self.claims:
            return ", ".join(self.claims)
        return "our judgement" if self.judgement else "an event"


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two to four scenarios of one case, run with the same draws up to a common horizon; the tuples are by scenario.

    Attributes:
        given: the scenarios as they were given; scenarios: the same up to the common horizon.
        names: what they are called, all different.
        reference: the place of the one that the others are compared with.
        runs, variants: their central runs and plausible variants.
        figures: every share, with its differences from the reference: what leads, what has formed, nothing.
        settings: what is set differently up to the common horizon; and the horizons, where they are not all the same.
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

    @property
    def case(self) -> Case:
        """The case that they are of."""
        return self.runs[0].case

    @property
    def months(self) -> int:
        """The common horizon."""
        return self.scenarios[0].months

    @property
    def draws(self) -> int:
        """How many variants there are of each."""
        return self.variants[0].draws

    @property
    def others(self) -> tuple[int, ...]:
        """The places of all but the reference."""
        return tuple(number for number in range(len(self.scenarios)) if number != self.reference)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Every share and its differences: which outcome leads, which has formed, and that none has."""
        return tuple(_figures(self.variants, self.reference))

    @cached_property
    def reasons(self) -> tuple[Contrast, ...]:
        """The rules and events whose effects on the outcome differ, those that differ most first."""
        found = [*_rules(self.runs, self.outcome), *_events(self.runs, self.outcome)]
        told = [contrast for contrast in found if contrast.spread >= SLIGHT]
        return tuple(sorted(told, key=lambda contrast: (-contrast.spread, contrast.id)))

    def about(self, outcome: str) -> Comparison:
        """Return the same comparison with the reasons for another outcome's pull. Raises ValueError for none such."""
        if outcome not in OUTCOMES:
            raise ValueError(f"unknown outcome '{outcome}'{likely(outcome, OUTCOMES)}")
        return self if outcome == self.outcome else replace(self, outcome=outcome)


def compare(
    case: Case,
    scenarios: Sequence[Scenario],
    draws: int = 1024,
    seed: int = 0,
    *,
    reference: int = 0,
    outcome: str | None = None,
) -> Comparison:
    """Compare scenarios: the same draws for all, up to the shortest of their horizons.

    Args:
        case: the case that they are of.
        scenarios: two to four.
        draws: how many variants of each, 1 to 10,000.
        seed: of the draws; the same for all scenarios, which is what makes their shares pairs.
        reference: the place among the scenarios of the one that the others are compared with.
        outcome: whose pull the reasons are about; that whose pull differs most in the central runs if None.

    Raises:
        ValueError: for fewer than two scenarios or more than four, scenarios of different cases, a reference that is
            none of them, an unknown outcome, draws or seed out of range.
        ScenarioError: if a scenario does not fit the case.
    """
    given = tuple(scenarios)
    if not FEWEST_SCENARIOS <= len(given) <= MOST_SCENARIOS:
        raise ValueError(f"two to four scenarios can be compared, not {len(given)}")
    cases = sorted({scenario.case for scenario in given})
    if len(cases) > 1:
        raise ValueError(f"scenarios of different cases cannot be compared: {', '.join(cases)}")
    if reference not in range(len(given)):
        raise ValueError(f"reference: a place from 0 to {len(given) - 1} is needed, not {reference!r}")
    months = min(scenario.months for scenario in given)
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
    """Return what is set differently: the horizons as they were given, all else up to the common one."""
    horizons = [setting for setting in differing_settings(case, given) if setting.kind == "months"]
    return (*horizons, *differing_settings(case, cut))


def _parting(runs: Sequence[Run]) -> str:
    """Return the outcome whose pull differs most among runs; the first in their order on a tie."""
    pulls = np.array([run.pulls[-1] for run in runs])
    return OUTCOMES[int(np.ptp(pulls, axis=0).argmax())]


# ------------------------------------------------------------------------------------------------------------ shares


def _figures(variants: Sequence[Ensemble], reference: int) -> Iterator[Figure]:
    leads = np.stack([held.leads[-1] == np.arange(3)[:, None] for held in variants])
    formed = np.stack([led & (held.pulls.T >= FORMED) for led, held in zip(leads, variants, strict=True)])
    for number, outcome in enumerate(OUTCOMES):
        yield _figure("leads", outcome, leads[:, number], reference)
    for number, outcome in enumerate(OUTCOMES):
        yield _figure("formed", outcome, formed[:, number], reference)
    yield _figure("goes on", "", np.logical_not(formed.any(axis=1)), reference)


def _figure(what: str, outcome: str, holds: NDArray[np.bool_], reference: int) -> Figure:
    """Return a figure of what holds, by scenario and draw."""
    draws = holds.shape[1]
    low, high = wilson_interval(holds.sum(axis=1), draws).tolist()
    shares = tuple(float(share) for share in holds.mean(axis=1))
    gained = (holds & ~holds[reference]).sum(axis=1)
    lost = (~holds & holds[reference]).sum(axis=1)
    ends = paired_interval(gained, lost, draws).T.tolist()
    differences = tuple(
        None if number == reference else Difference(float(gained[number] - lost[number]) / draws, *ends[number])
        for number in range(len(holds))
    )
    return Figure(what, outcome, shares, tuple(zip(low, high, strict=True)), differences)


# ----------------------------------------------------------------------------------------------------------- reasons


def _rules(runs: Sequence[Run], outcome: str) -> Iterator[Contrast]:
    """Yield what each rule does; of the rules that say what the outcome is, those that are not believed alike."""
    place = OUTCOMES.index(outcome)
    found: dict[str, list[float | None]] = {}  # a theory's rule is not there in every scenario

    def tell(name: str, number: int, pulls: Floats) -> None:
        found.setdefault(name, [None] * len(runs))[number] = float(pulls[place])

    for number, run in enumerate(runs):
        for name, pulls in zip(*without_rules(run.program, run.scenario), strict=True):
            tell(name, number, run.pulls[-1] - pulls)
        for part, rule in zip(run.parts[-1], run.program.outcome_rules, strict=True):
            tell(rule.id, number, np.where(np.array(OUTCOMES) == rule.outcome, part, 0.0))
    rules = {name: rule for run in runs for name, rule in run.case.rule_of.items()}
    for name, effects in found.items():
        rule = rules[name]
        if rule.outcome and len({run.scenario.beliefs.get(name, 1.0) for run in runs}) == 1:
            continue
        yield Contrast(name, rule.says, rule.claims, rule.judgement, tuple(effects))


def _events(runs: Sequence[Run], outcome: str) -> Iterator[Contrast]:
    """Yield what each event does; equal events of several scenarios are one."""
    found: dict[tuple[Event, int], list[float | None]] = {}
    for number, run in enumerate(runs):
        seen = Counter[Event]()
        for place, event in enumerate(run.scenario.events):
            rest = run.scenario.events[:place] + run.scenario.events[place + 1 :]
            without = simulate(run.case, run.scenario.but(events=rest)).pull[outcome]
            effects = found.setdefault((event, seen[event]), [None] * len(runs))
            effects[number] = run.pull[outcome] - without
            seen[event] += 1
    brief = Counter(event_line(runs[0].case, event, brief=True) for event, _ in found)
    for (event, _), held in found.items():
        says = event_line(runs[0].case, event, brief=True)
        says = says if brief[says] == 1 else event_line(runs[0].case, event)
        yield Contrast(f"month {event.month}", says, (), "", tuple(held))
