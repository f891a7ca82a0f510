"""Whether the expectations of a scenario hold, asked from Python."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from model.expectations.judging import SEED, judge
from model.expectations.naming import expectation_ids
from model.expectations.telling import verdict_in_words
from model.expectations.verdict import Verdict
from model.knowledge import Case, Fault, ScenarioError
from model.scenario import AnyScenario, Scenario, bundled_scenarios, scenario_of
from model.showing import Card, Shown
from model.uncertainty import check_draws

#: What is wrong with a scenario that is a test of nothing.
NO_EXPECTATIONS = "the scenario expects nothing: add an [[expect]]"


@dataclass(frozen=True, repr=False)
class Checked(Shown):
    """What the expectations of a scenario come to.

    Attributes:
        scenario: with its expectations; verdicts: one for each, in their order.
    """

    scenario: Scenario
    verdicts: tuple[Verdict, ...]

    @property
    def holds(self) -> bool:
        """Whether all of it passes: every sentence holds, or is known to differ and does."""
        return all(verdict.held for verdict in self.verdicts)

    @property
    def failures(self) -> tuple[Verdict, ...]:
        """The verdicts that are no pass: what fails, what other draws could overturn, what differs no more."""
        return tuple(verdict for verdict in self.verdicts if not verdict.held)

    @property
    def margins(self) -> dict[str, float]:
        """By how much each sentence holds, by its id; negative where it does not."""
        ids = expectation_ids(self.scenario.expect)
        return {name: verdict.margin for name, verdict in zip(ids, self.verdicts, strict=True)}

    def __bool__(self) -> NoReturn:
        raise TypeError("what was checked is neither true nor false: ask it whether it .holds")

    def _card(self) -> Card:
        rows = ((one.word, one.expectation.says, f"{one.margin:+.3f}") for one in self.verdicts)
        held = f"{len(self.verdicts) - len(self.failures)} of {len(self.verdicts)}"
        return Card(self.scenario.title, {"pass": held}, [("verdict", "sentence", "margin"), *rows])

    def __str__(self) -> str:
        """What is found of each sentence, and in whole what does not pass."""
        told = [f"{one.word}: {one.expectation.says}" if one.held else verdict_in_words(one) for one in self.verdicts]
        return "\n".join([repr(self), *told])

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain values, ready for JSON."""
        ids = expectation_ids(self.scenario.expect)
        return {
            "scenario": self.scenario.title,
            "case": self.scenario.case,
            "holds": self.holds,
            "expectations": [
                {"id": name} | verdict.to_dict() for name, verdict in zip(ids, self.verdicts, strict=True)
            ],
        }


def check(
    case: Case, scenario: AnyScenario, draws: int | None = None, seed: int = SEED, *, folder: str | Path | None = None
) -> Checked:
    """Return whether the expectations of a scenario hold.

    Args:
        case: the case.
        scenario: a scenario with expectations, a bundled scenario's id, or a file's path.
        draws: how many variants, 1 to 10,000; if None 256, and up to 4,096 where these could overturn a verdict.
        seed: of the draws.
        folder: where files lie that are compared with; if None, beside the scenario's own file, if it has one.

    Raises:
        ScenarioError: if there is no such scenario, it does not fit the case, or expects nothing.
        ValueError: if draws or seed are out of range.
    """
    found = scenario_of(case, scenario)
    check_draws(1 if draws is None else draws, seed, 1)
    if not found.expect:
        raise ScenarioError([Fault(found.title, "", NO_EXPECTATIONS)])
    if folder is None and not isinstance(scenario, Scenario):
        folder = bundled_scenarios(case).get(str(scenario), Path(scenario)).parent
    return Checked(found, tuple(judge(case, found, Path(folder) if folder else None, draws, seed)))
