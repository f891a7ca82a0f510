"""What the checks of a case look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from model.engine import Program, program_of
from model.knowledge import Case
from model.scenario import Scenario, bundled_situations


@dataclass(frozen=True, eq=False)
class CaseUnderTest:
    """What the checks look at; what has to be run is run when it is first asked for."""

    case: Case

    @cached_property
    def program(self) -> Program:
        """The grounded case."""
        return program_of(self.case)

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """The bundled scenarios by id."""
        return bundled_situations(self.case)

    @property
    def runs(self) -> list[Scenario]:
        """What is run: the bundled scenarios, or where there are none, the case as it stands."""
        return list(self.scenarios.values()) or [Scenario(title="as it stands", case=self.case.id)]

    @cached_property
    def carriers(self) -> dict[str, list[str]]:
        """The rules that carry each claim."""
        held: dict[str, list[str]] = {}
        for rule in self.case.rules:
            for claim in rule.claims:
                held.setdefault(claim, []).append(rule.id)
        return held

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """The rules that ground over each relation."""
        held: dict[str, list[str]] = {}
        for rule in self.program.rules:
            for number in rule.edges:
                held.setdefault(self.case.edges[number].id, []).append(rule.rule)
        return held
