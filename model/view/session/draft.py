"""What a person has set: a scenario to start from, and what was changed in it step by step, each to be undone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Self

from frozendict import frozendict
from pydantic import Field

from model.knowledge import Case, Fault, Months, Numbers, Record, ScenarioError, likely, settable
from model.scenario import MOST_EVENTS, Event, Scenario, faults_of

#: What a scenario that is no longer its base adds to the title.
CHANGED = " (changed)"


#: How many steps are kept.
STEPS = 250


Seed = Annotated[int, Field(ge=0, lt=2**32, strict=True)]


class Draft(Record):
    """All that a person can change: what is set, where it started from, how far ahead, and the seed of the variants.

    Attributes:
        base: the scenario that it started from, and goes back to.
        start: the base's id if it is a bundled scenario, else empty.
        months: the horizon; events after it are kept here, and left out of `scenario`.
        levers, assumptions: what is set, on the variables' scales; what is missing is not set, and varies in draws.
        without: actors taken out; theories: believed besides; beliefs: factors for the pushes of rules; events: what
            happens when.
        seed: of the variants.
    """

    base: Scenario
    start: str = ""
    months: Months
    levers: Numbers = frozendict()
    assumptions: Numbers = frozendict()
    without: tuple[str, ...] = ()
    theories: tuple[str, ...] = ()
    beliefs: Numbers = frozendict()
    events: Annotated[tuple[Event, ...], Field(max_length=MOST_EVENTS)] = ()
    seed: Seed = 0

    @classmethod
    def of(cls, base: Scenario, start: str = "", seed: int = 0) -> Self:
        """Return the setup in which everything is as a scenario says."""
        held = {name: getattr(base, name) for name in ("months", *SETTABLE)}
        return cls(base=base, start=start, seed=seed, **held)

    @property
    def given(self) -> dict[str, float]:
        """Every value that is set at the start, levers and assumptions together."""
        return {**self.levers, **self.assumptions}

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario that it makes: without expectations, and called "(changed)" where it is not its base.

        Of the base's reasons for values, those stay whose value does.
        """
        held = {name: getattr(self, name) for name in SETTABLE}
        made = self.base.but(**held, months=self.months, expect=(), why={}).until(self.months)
        why = {name: says for name, says in self.base.why.items() if made.given.get(name) == self.base.given[name]}
        same = all(getattr(made, name) == getattr(self.base, name) for name in ("months", *SETTABLE))
        title = self.base.title if same else self.base.title.removesuffix(CHANGED) + CHANGED
        return made.but(why=why, title=title)

    def but(self, **changes: Any) -> Self:
        """Return the setup with some fields replaced, checked like a new one."""
        held = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self)(**(held | changes))

    def put(self, case: Case, name: str, value: float) -> Self:
        """Return the setup with a lever or an assumption set to a value on its scale.

        Raises:
            ScenarioError: if there is no such lever or assumption, or the value is outside its scale.
        """
        known = settable(case)
        if name not in known:
            message = f"there is no lever or assumption '{name}'{likely(name, known)}"
            raise ScenarioError([Fault("", "", message)])
        table = "levers" if known[name].lever else "assumptions"
        faults = faults_of(case, Scenario(title="value", case=case.id, **{table: {name: value}}))
        if faults:
            raise ScenarioError(faults)
        return self.but(**{table: {**getattr(self, table), name: float(value)}})

    def unset(self, name: str) -> Self:
        """Return the setup in which a lever or an assumption is not set, so that it varies."""
        return self.but(**{table: _without(getattr(self, table), name) for table in ("levers", "assumptions")})

    def put_back(self, case: Case, name: str) -> Self:
        """Return the setup with one lever or assumption as the base has it: at its value, or not set."""
        given = self.base.given.get(name)
        return self.unset(name) if given is None else self.put(case, name, given)

    def take_out(self, case: Case, actor: str, out: bool = True) -> Self:
        """Return the setup with an outside actor taken out, or back in; what was set of its engagement goes with it.

        Raises:
            ScenarioError: if there is no such actor, or it is a party.
        """
        if not out:
            return self.but(without=tuple(other for other in self.without if other != actor))
        faults = faults_of(case, Scenario(title="out", case=case.id, without=(actor,)))
        if faults:
            raise ScenarioError(faults)
        gone = {name for name in self.assumptions if name.startswith(f"{actor}.")}
        kept = {name: value for name, value in self.assumptions.items() if name not in gone}
        return self.but(without=tuple(dict.fromkeys([*self.without, actor])), assumptions=kept)

    def believe(self, case: Case, theory: str, on: bool = True) -> Self:
        """Return the setup with a theory believed, or not; beliefs in its rules go with it.

        Raises:
            ScenarioError: if there is no such theory.
        """
        faults = faults_of(case, Scenario(title="theory", case=case.id, theories=(theory,)))
        if faults:
            raise ScenarioError(faults)
        if on:
            return self.but(theories=tuple(dict.fromkeys([*self.theories, theory])))
        left = case.theory_of[theory]
        gone = {rule.id for rule in left.rules}
        kept = {rule: factor for rule, factor in self.beliefs.items() if rule not in gone}
        return self.but(theories=tuple(other for other in self.theories if other != theory), beliefs=kept)

    def all_back(self) -> Self:
        """Return the setup in which everything is as the base says; the seed stays."""
        return type(self).of(self.base, self.start, self.seed)

    @property
    def changed(self) -> list[str]:
        """The levers and assumptions that are not as in the base, the latest set last."""
        names = dict.fromkeys([*self.base.given, *self.given])
        return [name for name in names if self.given.get(name) != self.base.given.get(name)]


#: What can be set besides the horizon and the seed.
SETTABLE = ("levers", "assumptions", "without", "theories", "beliefs", "events")


def _without(values: Any, name: str) -> dict[str, float]:
    return {other: value for other, value in values.items() if other != name}


@dataclass(frozen=True)
class Steps:
    """The steps from one setup to the next, and at which of them we are; nothing is ever changed in place."""

    steps: tuple[Draft, ...]
    at: int = 0

    @property
    def now(self) -> Draft:
        """The setup that holds."""
        return self.steps[self.at]

    @property
    def past(self) -> int:
        """How many steps can be undone."""
        return self.at

    @property
    def undone(self) -> int:
        """How many steps can be done again."""
        return len(self.steps) - 1 - self.at

    def then(self, setup: Draft) -> Steps:
        """Return the history after another step; one that changes nothing is none. What was undone is forgotten."""
        if setup == self.now:
            return self
        steps = (*self.steps[: self.at + 1], setup)[-STEPS - 1 :]
        return Steps(steps, len(steps) - 1)

    def back(self) -> Steps:
        """Return the history one step earlier, if there is one."""
        return Steps(self.steps, max(self.at - 1, 0))

    def forth(self) -> Steps:
        """Return the history one step later, if there is one."""
        return Steps(self.steps, min(self.at + 1, len(self.steps) - 1))
