"""The parameters of a draft in a link, read one by one, each checked by itself as the model checks a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from frozendict import frozendict
from pydantic import ValidationError

from model.knowledge import (
    MONTHS,
    OUTCOMES,
    Case,
    Fault,
    Outcome,
    ScenarioError,
    likely,
    read_number,
    read_whole,
    settable,
)
from model.scenario import MOST_EVENTS, Event, Scenario, faults_of
from model.view.session.choices import PART, brief
from model.view.session.link import BELIEF, NAMES, REASON, SET, Pairs, Was


class Reader:
    """Reads the parameters one by one, each checked by itself as the model checks a scenario."""

    def __init__(
        self, case: Case, notes: list[str], of_pages: Iterable[str], luck: Mapping[str, Any] = frozendict()
    ) -> None:
        self.case, self.notes, self.of_pages = case, notes, of_pages
        self.known = settable(case)
        self.months = self.seed = 0
        self.values: dict[str, float] = {}
        self.beliefs: dict[str, float] = {}
        self.without: list[str] = []
        self.theories: list[str] = []
        self.events: list[Event] = []
        self.luck = dict(luck)  # what may happen, and what the front does
        self.was: Was | None = None

    def read(self, given: Pairs, base: Scenario) -> Scenario:
        """Return what a link's parameters suppose; `base` says the rest, and how far ahead if they do not."""
        for name, value in given:
            try:
                self._one(name, value)
            except ScenarioError as error:
                self.notes += [fault.message for fault in error.faults]
            except (ValueError, OverflowError) as error:
                why = f": {error.errors()[0]['msg'].lower()}" if isinstance(error, ValidationError) else ""
                self.notes.append(f"'{name}={brief(value)}' cannot be read{why}.")
        return base.unsetting(base.given).setting(
            self.case,
            self.values,
            months=self.months or base.months,
            without=tuple(self.without),
            theories=tuple(self.theories),
            beliefs=self.beliefs,
            events=tuple(self.events),
            **self.luck,
        )

    def _one(self, name: str, value: str) -> None:
        if name == "months":
            self.months = self._valid(months=read_whole(value)).months
        elif name == "seed":
            self.seed = _seed(value)
        elif name == "without":
            self.without += [actor for actor in self._valid(without=(value,)).without if actor not in self.without]
        elif name == "theory":
            self.theories += [one for one in self._valid(theories=(value,)).theories if one not in self.theories]
        elif name == "event":
            self._event(value)
        elif name == "happens":
            some = value if value in ("all", "none") else tuple(value.split(PART))
            self.luck["happenings"] = self._valid(happenings=some).happenings
        elif name == "front":
            self.luck[name] = self._valid(front=value).front
        elif name == "was":
            self.was = _was(value)
        elif name.startswith(BELIEF) and name not in self.known:
            held = {name.removeprefix(BELIEF): read_number(value)}
            self.beliefs |= self._valid(theories=tuple(self.theories), beliefs=held).beliefs
        elif name not in NAMES and not name.startswith(REASON):
            self._value(name if name in self.known else name.removeprefix(SET), value)

    def _value(self, name: str, value: str) -> None:
        if name not in self.known:
            others = [other for other in (*self.known, *NAMES, *self.of_pages) if other != name]
            near = likely(brief(name), others)
            message = _ended(f"'{brief(name)}={brief(value)}': there is no '{brief(name)}'{near}")
            raise ScenarioError([Fault("", "", message)])
        self.values |= self._valid(assumptions={name: read_number(value)}).given

    def _event(self, text: str) -> None:
        event = _read_event(text)
        self._valid(months=MONTHS, events=(event,))
        if len(self.events) == MOST_EVENTS:
            raise ScenarioError([Fault("", "", f"There are more than {MOST_EVENTS} events; the rest is left out.")])
        self.events.append(event)

    def _valid(self, **held: Any) -> Scenario:
        """Return a scenario of just this, or raise what the model has against it."""
        scenario = Scenario(title="link", case=self.case.id, **held).for_case(self.case)
        faults = faults_of(self.case, scenario)
        if faults:
            raise ScenarioError([Fault("", "", _ended(f"{fault.place}: {fault.message}")) for fault in faults])
        return scenario


def _ended(sentence: str) -> str:
    """Return a sentence with a full stop, if it does not end in a question."""
    return sentence if sentence.endswith("?") else f"{sentence}."


def _read_event(text: str) -> Event:
    parts = text.split(PART)
    month, _, until = parts[0].partition("-")
    end = parts.index("", 1)
    names, values = parts[1:end:2], parts[2:end:2]
    if len(names) != len(values):
        raise ValueError("a value is missing")
    acts: dict[str, dict[str, float]] = {"set": {}, "change": {}}
    for name, value in zip(names, values, strict=True):
        how, _, what = name.partition(".")
        if how not in acts:
            raise ValueError("neither set nor changed")
        acts[how][what] = read_number(value)
    says = PART.join(parts[end + 1 :])
    return Event(month=read_whole(month), until=read_whole(until) if until else None, says=says, **acts)


def _seed(text: str) -> int:
    seed = read_whole(text)
    if not 0 <= seed < 2**32:
        raise ValueError("no seed")
    return seed


def _was(text: str) -> Was:
    outcome, *rest = text.split(PART)
    formed = rest[:1] == ["formed"]
    pulls = [read_number(pull) for pull in rest[formed:]]
    if outcome not in OUTCOMES or len(pulls) != len(OUTCOMES) or not all(0 <= pull <= 1 for pull in pulls):
        raise ValueError("no result")
    return Was(str(Outcome(outcome)), formed, dict(zip(OUTCOMES, pulls, strict=True)))
