"""What each rule and each event does to an outcome's pull in one scenario, and in another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Floats
from model.engine import SLIGHT, Run, simulate, without_rules
from model.knowledge import OUTCOMES
from model.scenario import Event, event_line


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


def differing_reasons(runs: Sequence[Run], outcome: str) -> tuple[Contrast, ...]:
    """Return the rules and events whose effects on an outcome's pull differ among runs of one case, each at its end.

    They differ by `SLIGHT` or more; those that differ most come first.
    """
    found = [*contrasts_of_rules(runs, outcome), *contrasts_of_events(runs, outcome)]
    told = [contrast for contrast in found if contrast.spread >= SLIGHT]
    return tuple(sorted(told, key=lambda contrast: (-contrast.spread, contrast.id)))


def contrasts_of_rules(runs: Sequence[Run], outcome: str) -> Iterator[Contrast]:
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


def contrasts_of_events(runs: Sequence[Run], outcome: str) -> Iterator[Contrast]:
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
