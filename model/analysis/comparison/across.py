"""Scenarios of different wars side by side: each with its own case, rules and draws.

Draws are of what is uncertain in one war, so that there are no pairs of them across wars: every figure has its own
interval, and no difference has one. What the wars have in common is told side by side: the four shares of the pull, and
the levers that have the same id in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from model.analysis.comparison.comparing import FEWEST_SCENARIOS, MOST_SCENARIOS
from model.analysis.comparison.months import AtOneMonth, common_month
from model.analysis.comparison.names import distinct_names
from model.analysis.comparison.settings import NOT_SET
from model.engine import Run, simulate
from model.knowledge import (
    CLASS_TITLES,
    PULL_CLASSES,
    THE_REST,
    Case,
    band_in_words,
    capitalised,
    name_without_article,
    settable,
    typeset,
)
from model.scenario import AnyScenario, CaseMark, MadeBy, Scenario, scenario_of
from model.showing import Card
from model.uncertainty import Ensemble, ensemble


@dataclass(frozen=True)
class SharedLever:
    """A lever that two or more of the wars have; `told` says by scenario where it is set, in that war's own words."""

    id: str
    what: str
    told: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """A share of the pull in [0, 1], and the ends of its 95 % interval (bootstrap over the war's own draws)."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, repr=False)
class AcrossWars(AtOneMonth):
    """Two to four scenarios of two or more cases, each on its own draws, up to a common month; by scenario.

    Attributes:
        cases: the case of each; given: the scenarios as they were given; scenarios: the same up to the common month.
        names: what they are called, all different within a war.
        runs, variants: their central runs and plausible variants.
        ends: the variants of the scenarios as they were given, each up to its own horizon.
        shares: the four shares of the pull at the common month, by PULL_CLASSES.
        levers: those that two or more of the wars have.
    """

    cases: tuple[Case, ...]
    given: tuple[Scenario, ...]
    scenarios: tuple[Scenario, ...]
    names: tuple[str, ...]
    runs: tuple[Run, ...]
    variants: tuple[Ensemble, ...]

    def __hash__(self) -> int:
        return hash((self.given, self.variants))

    def _card(self) -> Card:
        facts = {"cases": ", ".join(dict.fromkeys(case.id for case in self.cases)), "months": str(self.months)}
        facts |= {"draws": f"{self.draws:,} of each war's own", "scenarios": "; ".join(self.names)}
        rows = [(CLASS_TITLES[name], *(f"{of[name].value:.1%}" for of in self.shares)) for name in PULL_CLASSES]
        return Card(f"{len(self.names)} scenarios of different wars", facts, [("", *self.names), *rows])

    @property
    def wars(self) -> tuple[str, ...]:
        """What the war of each is called."""
        return tuple(case.settings.title for case in self.cases)

    @cached_property
    def shares(self) -> tuple[Mapping[str, Share], ...]:
        """The four shares of the pull of each scenario at the common month."""
        return tuple(map(_shares, self.variants))

    @cached_property
    def levers(self) -> tuple[SharedLever, ...]:
        """The levers that two or more of the wars have, and where each scenario sets them."""
        return tuple(_levers(self.cases, self.given))

    @property
    def made_by(self) -> MadeBy:
        """What made it: all the scenarios, of which none is the one that the others are held against."""
        marks = dict.fromkeys(map(CaseMark.of, self.cases))
        return MadeBy(
            what="comparison across wars",
            engine=self.variants[0].engine,
            seed=self.variants[0].seed,
            draws=self.draws,
            compared_with=self.given,
            asked={"at": self.months, "cases": [mark.model_dump() for mark in marks]},
        )


def compare_across(
    cases: Sequence[Case],
    scenarios: Sequence[AnyScenario],
    draws: int = 1024,
    seed: int = 0,
    *,
    at: int | None = None,
) -> AcrossWars:
    """Put scenarios of different wars side by side, at the same month.

    Args:
        cases: the case of each scenario, in their order.
        scenarios: two to four, each a scenario, or its id or path.
        draws: how many variants of each, 1 to 10,000.
        seed: of each war's draws.
        at: the month at which they are told, from 1 to the shortest of their horizons; that if None.

    Raises:
        ValueError: for fewer than two scenarios or more than four, another number of cases, scenarios that are all of
            one case (`compare` tells by how much these differ), a month that one of them does not reach, draws or seed
            out of range.
        ScenarioError: if a scenario does not fit its case.
    """
    if not FEWEST_SCENARIOS <= len(scenarios) <= MOST_SCENARIOS:
        raise ValueError(f"two to four scenarios can be compared, not {len(scenarios)}")
    if len(cases) != len(scenarios):
        raise ValueError(f"cases: one for each scenario is needed: {len(scenarios)}, not {len(cases)}")
    if len(set(cases)) == 1:
        raise ValueError(f"all scenarios are of the case '{cases[0].id}'; compare tells by how much they differ")
    given = tuple(scenario_of(case, scenario) for case, scenario in zip(cases, scenarios, strict=True))
    months = common_month(given, at)
    cut = tuple(scenario.until(months) for scenario in given)
    of_each = list(zip(cases, cut, strict=True))
    return AcrossWars(
        cases=tuple(cases),
        given=given,
        scenarios=cut,
        names=_names(cases, given),
        runs=tuple(simulate(case, scenario) for case, scenario in of_each),
        variants=tuple(ensemble(case, scenario, draws, seed) for case, scenario in of_each),
    )


def _names(cases: Sequence[Case], given: Sequence[Scenario]) -> tuple[str, ...]:
    """Return names that tell the scenarios of each war apart; their titles where they are apart already."""
    found = [scenario.title for scenario in given]
    for case in dict.fromkeys(cases):
        places = [place for place, own in enumerate(cases) if own == case]
        for place, name in zip(places, distinct_names(case, [given[place] for place in places]), strict=True):
            found[place] = name
    return tuple(found)


def _shares(drawn: Ensemble) -> Mapping[str, Share]:
    means, ends = drawn.mean_pull, drawn.mean_pull_intervals
    found = {name: Share(means[name], *ends[name]) for name in PULL_CLASSES if name != THE_REST}
    return found | {THE_REST: Share(drawn.goes_on, *drawn.goes_on_interval)}


def _levers(cases: Sequence[Case], given: Sequence[Scenario]) -> Iterator[SharedLever]:
    having: dict[str, dict[Case, None]] = {}
    for case in cases:
        for name, variable in settable(case).items():
            if variable.lever:
                having.setdefault(name, {})[case] = None
    for name, of in having.items():
        if len(of) > 1:
            what = capitalised(name_without_article(next(iter(of)), name))
            told = (_told(case, scenario, name) for case, scenario in zip(cases, given, strict=True))
            yield SharedLever(name, what, tuple(told))


def _told(case: Case, scenario: Scenario, name: str) -> str:
    """Return where a lever is set, or where it starts, with the word that the war has for it."""
    variable = settable(case).get(name)
    if variable is None or not variable.lever:
        return "no such lever"
    value = scenario.given.get(name, variable.start)
    if value is None:
        return NOT_SET
    told = f"{typeset(value)}{band_in_words(case, name, value)}"
    return told if name in scenario.given else f"{NOT_SET}: starts at {told}"
