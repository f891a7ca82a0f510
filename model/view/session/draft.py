"""What a person has set: a scenario to start from, and what was changed in it step by step, each to be undone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field

from model.knowledge import Case, Fault, Record, ScenarioError, likely, settable
from model.scenario import Scenario, faults_of, to_toml

#: What a scenario that is no longer its base adds to the title.
CHANGED = " (changed)"


#: How many steps are kept.
STEPS = 250


#: Before what tells bases apart that are no bundled scenarios; no file's name holds it, so none of theirs is equal.
OWN = "own/"


def as_page_opens(scenario: Scenario) -> Scenario:
    """Return a scenario as the page opens it: where it does not say, all happenings may come about, the front returns.

    This alone decides it, for every draft and for whatever a draft is compared with. So what the page shows is what its
    links, files and results say.
    """
    return scenario.where_unsaid("all", "returns")


#: A scenario that says what may happen.
OnPage = Annotated[Scenario, AfterValidator(as_page_opens)]


Seed = Annotated[int, Field(ge=0, lt=2**32, strict=True)]


class Draft(Record):
    """What a person has set, and what only the page knows of it: where it started from, and the seed of the variants.

    Both of its scenarios say what may happen; see `as_page_opens`.

    Attributes:
        base: the scenario that it started from, and goes back to.
        edited: the base with what was changed of it. Events after its horizon are kept here, and come back with a
            farther one; what can be run is `scenario`.
        start: the base's id if it is a bundled scenario, else empty.
        seed: of the variants.
    """

    base: OnPage
    edited: OnPage
    start: str = ""
    seed: Seed = 0

    @classmethod
    def of(cls, base: Scenario, start: str = "", seed: int = 0) -> Self:
        """Return the draft in which everything is as a scenario says."""
        return cls(base=base, edited=base, start=start, seed=seed)

    @cached_property
    def base_id(self) -> str:
        """The id of the base: a bundled scenario's, or else one made of all that the base says, which no other has."""
        return self.start or f"{OWN}{blake2b(to_toml(self.base).encode(), digest_size=6).hexdigest()}"

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario to run: without expectations, and called "(changed)" where it is not its base.

        Of the base's reasons for values, those stay whose value does.
        """
        base, made = self.base, self.edited.until(self.edited.months)
        why = {name: says for name, says in base.why.items() if made.given.get(name) == base.given[name]}
        title = base.title if self.is_base else base.title.removesuffix(CHANGED) + CHANGED
        return made.but(why=why, title=title)

    @property
    def is_base(self) -> bool:
        """Whether everything that can be run is as the base says."""
        return self.edited.until(self.edited.months) == self.base.but(expect=())

    def edit(self, **changes: Any) -> Self:
        """Return the draft with some fields of the edited scenario replaced, checked like a new scenario."""
        return self.but(edited=self.edited.but(**changes))

    def put(self, case: Case, name: str, value: float) -> Self:
        """Return the draft with a lever or an assumption set to a value on its scale.

        Raises:
            ScenarioError: if there is no such lever or assumption, or the value is outside its scale.
        """
        known = settable(case)
        if name not in known:
            message = f"there is no lever or assumption '{name}'{likely(name, known)}"
            raise ScenarioError([Fault("", "", message)])
        value_alone = Scenario(title="value", case=case.id).setting(case, {name: value})
        _raise_faults(case, value_alone)
        return self.but(edited=self.edited.setting(case, {name: value}))

    def unset(self, name: str) -> Self:
        """Return the draft in which a lever or an assumption is not set, so that it varies."""
        return self.but(edited=self.edited.unsetting([name]))

    def put_back(self, case: Case, name: str) -> Self:
        """Return the draft with one lever or assumption as the base has it: at its value, or not set."""
        given = self.base.given.get(name)
        return self.unset(name) if given is None else self.put(case, name, given)

    def take_out(self, case: Case, actor: str, out: bool = True) -> Self:
        """Return the draft with an outside actor taken out, or back in; what was set of its engagement goes with it.

        Raises:
            ScenarioError: if there is no such actor, or it is a party.
        """
        without = self.edited.without
        if not out:
            return self.edit(without=tuple(other for other in without if other != actor))
        _raise_faults(case, Scenario(title="out", case=case.id, without=(actor,)))
        own = [name for name in self.edited.given if name.startswith(f"{actor}.")]
        without = tuple(dict.fromkeys([*without, actor]))
        return self.but(edited=self.edited.unsetting(own).but(without=without))

    def believe(self, case: Case, theory: str, on: bool = True) -> Self:
        """Return the draft with a theory believed, or not; beliefs in its rules go with it.

        Raises:
            ScenarioError: if there is no such theory.
        """
        _raise_faults(case, Scenario(title="theory", case=case.id, theories=(theory,)))
        theories = self.edited.theories
        if on:
            return self.edit(theories=tuple(dict.fromkeys([*theories, theory])))
        own = {rule.id for rule in case.theory_of[theory].rules}
        beliefs = {rule: factor for rule, factor in self.edited.beliefs.items() if rule not in own}
        return self.edit(theories=tuple(other for other in theories if other != theory), beliefs=beliefs)

    def let_happen(self, case: Case, names: Collection[str]) -> Self:
        """Return the draft in which these happenings may come about, by their ids, and no others.

        Raises:
            ScenarioError: if there is no such happening.
        """
        _raise_faults(case, Scenario(title="happenings", case=case.id, happenings=tuple(names)))
        every = [happening.id for happening in case.happenings]
        if {name for name in every if self.base.may_happen(name)} == set(names):
            return self.edit(happenings=self.base.happenings)
        some = tuple(name for name in every if name in names)
        return self.edit(happenings="all" if len(some) == len(every) else some)

    def all_back(self) -> Self:
        """Return the draft in which everything is as the base says; the seed stays."""
        return type(self).of(self.base, self.start, self.seed)

    @property
    def changed(self) -> list[str]:
        """The levers and assumptions that are not as in the base, the latest set last."""
        base, given = self.base.given, self.edited.given
        return [name for name in dict.fromkeys([*base, *given]) if given.get(name) != base.get(name)]


def _raise_faults(case: Case, scenario: Scenario) -> None:
    """Raise ScenarioError, with every fault, if a scenario does not fit a case."""
    if faults := faults_of(case, scenario):
        raise ScenarioError(faults)


@dataclass(frozen=True)
class Steps:
    """The steps from one draft to the next, and at which of them we are; nothing is ever changed in place.

    `series` names the moves of which the last step is made, if more of them may come: presses of a key, one by one.
    """

    steps: tuple[Draft, ...]
    at: int = 0
    series: str = ""

    @property
    def now(self) -> Draft:
        """The draft that holds."""
        return self.steps[self.at]

    @property
    def before(self) -> Draft | None:
        """The draft of the step before; None at the first."""
        return self.steps[self.at - 1] if self.at else None

    @property
    def past(self) -> int:
        """How many steps can be undone."""
        return self.at

    @property
    def undone(self) -> int:
        """How many steps can be done again."""
        return len(self.steps) - 1 - self.at

    def then(self, draft: Draft, series: str = "") -> Steps:
        """Return the history after another step; one that changes nothing is none. What was undone is forgotten.

        A step of the same series as the one before it makes one step with it.
        """
        if draft == self.now:
            return self
        if self.goes_on(series) and draft == self.steps[self.at - 1]:
            return self.back().cut()
        steps = (*self.steps[: self.at + (not self.goes_on(series))], draft)[-STEPS - 1 :]
        return Steps(steps, len(steps) - 1, series)

    def goes_on(self, series: str) -> bool:
        """Whether a step of a series goes on with the last one."""
        return bool(series) and series == self.series and self.at > 0

    def cut(self) -> Steps:
        """Return the history without what was undone."""
        return Steps(self.steps[: self.at + 1], self.at)

    def back(self) -> Steps:
        """Return the history one step earlier, if there is one."""
        return Steps(self.steps, max(self.at - 1, 0))

    def forth(self) -> Steps:
        """Return the history one step later, if there is one."""
        return Steps(self.steps, min(self.at + 1, len(self.steps) - 1))
