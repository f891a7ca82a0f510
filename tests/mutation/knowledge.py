"""Mutants of the knowledge: cases with one belief dropped, turned round, halved or doubled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from model.engine.compiled import driver as fast
from model.expectations.finding import bundled_suites, files_of
from model.expectations.judging import judge_expectation
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.errors import InputError
from model.knowledge.loading import load_case
from model.knowledge.records import Edge, Outcome, Rule
from model.scenario.expectation import Expectation
from model.scenario.files import load_scenario
from model.scenario.scenario import Scenario

TESTS = Path(__file__).parent.parent
OUTCOMES = list(map(str, Outcome))
#: What an outcome rule turned round pulls towards.
OPPOSITE = {
    Outcome.SETTLEMENT: Outcome.ESCALATION,
    Outcome.ESCALATION: Outcome.SETTLEMENT,
    Outcome.FROZEN: Outcome.ESCALATION,
}


@dataclass(frozen=True, order=True)
class Mutant:
    """One belief that is made wrong: what is done to it, to which rule or relation, and to which of its pushes."""

    kind: str
    of: str
    push: str = ""

    @property
    def id(self) -> str:
        """Its name, as survivors are listed by it."""
        return " ".join(filter(None, [self.kind, self.of, self.push]))

    def made(self, case: Case) -> Case:
        """Return the mutated case. Raises CaseError if the loader's laws refuse it: then nothing is hidden."""
        if self.kind == "edge dropped":
            return rebuild(case, edges=tuple(edge for edge in case.edges if edge.id != self.of))
        rules = []
        for rule in case.rules:
            if rule.id != self.of:
                rules.append(rule)
            elif self.kind != "dropped":
                rules.append(rule.model_copy(update={"consequents": self._pushes(rule)}))
        return rebuild(case, rules=tuple(rules))

    def _pushes(self, rule: Rule) -> dict[str, float]:
        factor = {"turned": -1.0, "halved": 0.5, "doubled": 2.0}[self.kind]
        told = {}
        for name, push in rule.consequents.items():
            changed = self.push in ("", name)
            if changed and factor < 0 and name in OUTCOMES:
                told[str(OPPOSITE[Outcome(name)])] = push
            else:
                told[name] = push * factor if changed else push
        return told


def mutants(case: Case) -> list[Mutant]:
    """Return every mutant: of a rule with several pushes, each turned by itself as well as all of them."""
    found = []
    for rule in case.rules:
        found += [Mutant(kind, rule.id) for kind in ("dropped", "turned", "halved", "doubled")]
        if len(rule.consequents) > 1:
            found += [Mutant("turned", rule.id, name) for name in rule.consequents]
    return found + [Mutant("edge dropped", edge.id) for edge in case.edges]


@dataclass(frozen=True)
class Asked:
    """One expectation of the suites, and where it stands."""

    file: Path
    scenario: Scenario
    expectation: Expectation

    @cached_property
    def claims(self) -> set[str]:
        """What it is about: its own claims, or those of its scenario."""
        return set(self.expectation.claims or self.scenario.claims)

    def held(self, case: Case) -> bool:
        """Return whether it holds in a case; what cannot be run does not."""
        try:
            return judge_expectation(case, self.scenario, self.expectation, self.file.parent).held
        except InputError:
            return False


@lru_cache(maxsize=4)
def suites(case: Case) -> tuple[Asked, ...]:
    """Return every expectation of the case's suites and of the tests' scenarios."""
    found = []
    for file in [*bundled_suites(case), *files_of([TESTS / "scenarios"])]:
        scenario = load_scenario(file, case)
        found += [Asked(file, scenario, expectation) for expectation in scenario.expect]
    return tuple(found)


def catcher(case: Case, mutant: Mutant, asked: Sequence[Asked] | None = None) -> str:
    """Return the sentence of an expectation that does not hold in the mutated case; empty if the mutant survives.

    Those about the claims of the mutated belief are asked first.
    """
    beliefs: list[Rule | Edge] = [*case.rules, *case.edges]
    try:
        mutated = mutant.made(case)
    except InputError:
        return "the loader refuses it"
    about = next((set(belief.claims) for belief in beliefs if belief.id == mutant.of), set())
    ordered = sorted(suites(case) if asked is None else asked, key=lambda one: not about & one.claims)
    return next((one.expectation.says for one in ordered if not one.held(mutated)), "")


@lru_cache(maxsize=1)
def _case(folder: str) -> Case:
    case = load_case(folder)
    fast.warm_up(case)
    return case


def caught_in(folder: str, mutant: Mutant) -> tuple[Mutant, str]:
    """Return a mutant of the case in a folder, and what catches it: for workers."""
    return mutant, catcher(_case(folder), mutant)


def kinds(found: Sequence[tuple[Any, str]]) -> Iterator[tuple[str, int, int]]:
    """Yield each kind of mutant, how many of it there are, and how many are caught."""
    for kind in dict.fromkeys(mutant.kind for mutant, _ in found):
        of_kind = [bool(by) for mutant, by in found if mutant.kind == kind]
        yield kind, len(of_kind), sum(of_kind)
