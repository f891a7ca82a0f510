"""What an expectation is held against: a scenario in many draws, at a month, and what it is compared with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from model.knowledge import Case, Fault, ScenarioError, known_hint
from model.scenario import Expectation, Scenario, bundled_scenarios, load_scenario
from model.uncertainty import Ensemble, ensemble


@dataclass(frozen=True)
class Situation:
    """A scenario in so many draws with a seed, at the month at which figures are read.

    Attributes:
        point: at which of several combinations of values it is looked at, as it is added to a check: ", trust 0.5".
        reference: what it is compared with; None if with nothing.
        name: what it is called where it is such a reference: "month 3".
    """

    case: Case
    scenario: Scenario
    draws: int
    seed: int
    month: int
    point: str = ""
    reference: Situation | None = None
    name: str = ""

    @property
    def variants(self) -> Ensemble:
        """The scenario's variants; kept, since several checks read from the same ones."""
        return kept_variants(self.case, self.scenario, self.draws, self.seed)

    @property
    def when(self) -> str:
        """The month, and the point, as they are added to a check: ", month 12, trust 0.5"."""
        return f", month {self.month}{self.point}"


@lru_cache(maxsize=64)
def kept_variants(case: Case, scenario: Scenario, draws: int, seed: int) -> Ensemble:
    """Return the variants of a scenario, the same object as long as it is asked for again and again."""
    return ensemble(case, scenario, draws, seed)


def changed_scenario(case: Case, scenario: Scenario, expectation: Expectation, point: dict[str, float]) -> Scenario:
    """Return the scenario that an expectation looks at, at one of the points at which it has to hold."""
    return scenario.setting(
        case,
        {**point, **expectation.having},
        without=tuple(dict.fromkeys((*scenario.without, *expectation.without))),
        theories=tuple(dict.fromkeys((*scenario.theories, *expectation.theories))),
        beliefs={**scenario.beliefs, **expectation.beliefs},
        events=(*scenario.events, *expectation.events),
        expect=(),
    )


def compared_scenario(case: Case, scenario: Scenario, expectation: Expectation, folder: Path | None) -> Scenario | None:
    """Return the other scenario that an expectation compares with, if it names one; a path is seen from `folder`.

    Where it does not say what may happen, it has what the scenario has: like is compared with like.

    Without a folder no file is looked for: what somebody sends to a page should not tell what lies beside the page.

    Raises:
        ScenarioError: if there is no such scenario, or it ends before the month at which it is to be read.
    """
    if expectation.compare is None:
        return None
    known = bundled_scenarios(case)
    file = known.get(expectation.compare) or (folder / expectation.compare if folder is not None else None)
    if file is None or not file.is_file():
        near = known_hint(expectation.compare, known, "scenario", case)
        beside = " and no file beside this one" if folder is not None else ""
        message = f"there is no bundled scenario{beside} named '{expectation.compare}'{near}"
        raise ScenarioError([Fault(scenario.title, "expect: compare", message)])
    other = load_scenario(file, case)
    month = expectation.compare_month
    if month is not None and month > other.months:
        message = f"{month} is beyond the horizon of '{other.title}', {other.months} months"
        raise ScenarioError([Fault(scenario.title, "expect: compare_month", message)])
    return other.where_unsaid(scenario.happenings, scenario.front)


def situation_at(
    case: Case,
    scenario: Scenario,
    expectation: Expectation,
    other: Scenario | None,
    point: dict[str, float],
    draws: int,
    seed: int,
) -> Situation:
    """Return what an expectation looks at, at one of its points, and what it is compared with there.

    That is the other scenario (`compared_scenario`) if there is one, the same scenario at another month, or without
    the expectation's change.
    """
    changed = changed_scenario(case, scenario, expectation, point)
    month = expectation.month or changed.months
    if other is not None:
        reference, name = other.likewise(scenario).setting(case, point, expect=()), f"“{other.title}”"
    elif expectation.compare_month is not None:
        reference, name = changed, f"month {expectation.compare_month}"
    else:
        reference, name = scenario.setting(case, point, expect=()), "the scenario as it stands"
    reference_month = expectation.compare_month or min(month, reference.months)
    return Situation(
        case,
        changed,
        draws,
        seed,
        month,
        point="".join(f", {name} {value:g}" for name, value in point.items()),
        reference=Situation(case, reference, draws, seed, reference_month, name=name),
    )
