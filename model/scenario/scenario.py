"""Scenario: everything that one run supposes, as one immutable value that fits many cases until it is checked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from frozendict import frozendict
from pydantic import Field, ValidationInfo, field_validator

from model.knowledge import Case, Months, Numbers, Record, Text, Words, default_case
from model.scenario.event import Event
from model.scenario.expectation import Expectation
from model.showing import Card, Shown, counted

SCENARIO_SUFFIX = ".scenario.toml"


#: The most events of a scenario.
MOST_EVENTS = 200


#: How far a belief may be strengthened: its pushes times this much.
STRONGEST = 3.0


#: What may happen: all that the case knows, nothing, or some by their ids; None where it is not said.
Happenings = Literal["all", "none"] | tuple[str, ...] | None


#: What the front does: it holds where it is set, or returns towards level; None where it is not said.
Front = Literal["holds", "returns"] | None


class Scenario(Shown, Record):
    """What one run supposes. What it leaves out has the case's start, and is varied in draws.

    `levers` and `assumptions` are one table under two names: a value counts as what the case says it is, wherever it
    stands. So a file still holds when an assumption is made a lever.

    Attributes:
        title, says: what it is called, and what it supposes, in a sentence.
        case: the id of the case that it is about; claims: those of the register that it rests on; episode: the
            one of the register that it carries.
        months: the horizon, 1 to 120.
        without: actors taken out of the graph.
        levers, assumptions: values on the variables' scales; why: the reason for a value, by what it sets.
        theories: ids of the case's theories that are believed besides.
        beliefs: factors for the pushes of rules, by rule id; 0 switches a rule off, 1 leaves it as it is.
        events: what happens when.
        happenings: what may happen besides, in draws: "all" that the case knows, "none", or some by their ids; None if
            it is not said, which counts as none of them.
        front: whether the front "holds" where it is set, or "returns" towards level, month by month; None if it is not
            said: it holds.
        expect: what somebody who believes the scenario would expect of it.

    Raises:
        ValidationError: a ValueError, if a field has the wrong form, or a name stands in both tables. Whether names
            and values fit a case is told by `faults_of` and by whatever runs the scenario.
    """

    title: Text
    says: str = ""
    case: str = Field(default_factory=default_case)
    claims: tuple[str, ...] = ()
    episode: str = ""
    months: Months = 12
    without: tuple[str, ...] = ()
    levers: Numbers = frozendict()
    assumptions: Numbers = frozendict()
    why: Words = frozendict()
    theories: tuple[str, ...] = ()
    beliefs: Numbers = frozendict()
    events: Annotated[tuple[Event, ...], Field(alias="event", max_length=MOST_EVENTS)] = ()
    happenings: Happenings = None
    front: Front = None
    expect: tuple[Expectation, ...] = ()

    @field_validator("happenings", mode="before")
    @classmethod
    def _some_or_all(cls, value: Any) -> Any:
        if isinstance(value, str) and value not in ("all", "none"):
            if value.lower() in ("all", "none"):
                raise ValueError(f"unknown word '{value}'; did you mean '{value.lower()}'?")
            raise ValueError(f"write 'all', 'none', or ids in a list, as in ['{value}']")
        if value is not None and not isinstance(value, str | list | tuple):
            raise ValueError(f"write 'all', 'none', or ids in a list, not {value!r}")
        if isinstance(value, list | tuple) and all(isinstance(one, str) for one in value):
            if words := [word for word in value if word in ("all", "none")]:
                raise ValueError(f"'{words[0]}' stands alone, without a list")
            return tuple(sorted(set(value), key=list(value).index)) or "none"
        return value

    @field_validator("assumptions")
    @classmethod
    def _named_once(cls, values: Mapping[str, float], info: ValidationInfo) -> Mapping[str, float]:
        for name in values:
            if name in info.data.get("levers", {}):
                raise ValueError(f"'{name}' stands in 'levers' already: name it once")
        return values

    def __eq__(self, other: object) -> bool:
        """Scenarios that set the same values are equal, and have one hash, whichever table the values stand in."""
        return isinstance(other, Scenario) and self._content() == other._content()

    def __hash__(self) -> int:
        return hash(self._content())

    def _content(self) -> tuple[Any, ...]:
        """Return what makes scenarios equal: every field, but levers and assumptions as one table."""
        others = [name for name in type(self).model_fields if name not in ("levers", "assumptions")]
        return frozendict(self.given), *(getattr(self, name) for name in others)

    def _card(self) -> Card:
        facts = {"case": self.case, "months": str(self.months)}
        if self.given:
            facts["sets"] = ", ".join(f"{name} {value:g}" for name, value in self.given.items())
        held = {"without": self.without, "theories": self.theories, "beliefs in": self.beliefs}
        facts |= {name: ", ".join(words) for name, words in held.items() if words}
        if self.happenings is not None:
            facts["may happen"] = ", ".join(self._some_happenings) or str(self.happenings)
        facts |= {"front": self.front} if self.front else {}
        facts |= {"with": counted(len(self.events), "event")} if self.events else {}
        facts |= {"expects": counted(len(self.expect), "thing")} if self.expect else {}
        return Card(self.title, facts)

    @property
    def given(self) -> dict[str, float]:
        """Every value that it sets at the start, levers and assumptions together."""
        return {**self.levers, **self.assumptions}

    @cached_property
    def supposed(self) -> Scenario:
        """What is supposed, without what is only told: equal for two scenarios that run alike and differ in words.

        It has no reasons, sources or expectations, and bears the title "supposed".
        """
        told = {"title": "supposed", "says": "", "claims": (), "episode": "", "why": {}, "expect": ()}
        happenings = "all" if self.happenings == "all" else self._some_happenings
        return self.but(**told, happenings=happenings, front="returns" if self.front_returns else "holds")

    @property
    def _some_happenings(self) -> tuple[str, ...]:
        return self.happenings if isinstance(self.happenings, tuple) else ()

    def where_unsaid(self, happenings: Happenings, front: Front) -> Scenario:
        """Return the scenario with these happenings and this front wherever it does not say itself."""
        given = {"happenings": happenings, "front": front}
        unsaid = {name: value for name, value in given.items() if getattr(self, name) is None and value is not None}
        return self.but(**unsaid) if unsaid else self

    def may_happen(self, happening: str) -> bool:
        """Whether a happening, by its id, is one of those that may come about in draws."""
        return self.happenings == "all" or happening in self._some_happenings

    @property
    def front_returns(self) -> bool:
        """Whether the front returns towards level, month by month, and does not hold where it is set."""
        return self.front == "returns"

    def likewise(self, other: Scenario) -> Scenario:
        """Return the scenario with what may happen as another one has it, where it does not say so itself.

        So that scenarios that are compared differ in what they suppose, and not in whether anything may happen.
        """
        happenings = other.happenings if self.happenings is None else self.happenings
        return self.but(happenings=happenings, front=self.front or other.front)

    def setting(self, case: Case, values: Mapping[str, float], **changes: Any) -> Scenario:
        """Return the scenario with some levers and assumptions set, as the case has them, and other fields replaced.

        What the case does not know counts as an assumption, so that `faults_of` names it.
        """
        levers = {variable.id for variable in case.variables if variable.lever}
        given = {**self.given, **values}
        return self.but(
            levers={name: value for name, value in given.items() if name in levers},
            assumptions={name: value for name, value in given.items() if name not in levers},
            **changes,
        )

    def for_case(self, case: Case) -> Scenario:
        """Return the same scenario with each value in the table where the case has it; so does reading a file."""
        return self.setting(case, {})

    def unsetting(self, names: Collection[str]) -> Scenario:
        """Return the scenario without the values of some levers and assumptions, which then vary in draws."""
        levers, assumptions = (
            {name: value for name, value in table.items() if name not in names}
            for table in (self.levers, self.assumptions)
        )
        return self.but(levers=levers, assumptions=assumptions)

    def until(self, months: int) -> Scenario:
        """Return the scenario up to a nearer horizon: what happens later is left out, and so is what is expected."""
        kept = (event for event in self.events if event.month <= months)
        events = (
            event if event.until is None or event.until <= months else event.model_copy(update={"until": None})
            for event in kept
        )
        return self.but(months=months, events=tuple(events), expect=())
