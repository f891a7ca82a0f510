"""Links: a draft as the parameters of an address, which a person can read, and back, whatever of it can be read.

A link holds what is set, never what merely is the case's start, so that a later start changes no old link; and with it
the versions of the case and of the model, and what came of it, so that whoever opens it later can see what has changed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pydantic import ValidationError

from model.engine import Run
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
from model.scenario import MOST_EVENTS, Event, Scenario, bundled_scenarios, faults_of, load_scenario
from model.version import __version__
from model.view.session.draft import Draft

#: Longer addresses do not survive in some programs.
LONGEST = 2000


#: Parameters that are not the names of levers and assumptions. A variable of such a name has "set." before it.
NAMES = ("case", "version", "model", "from", "title", "says", "months", "without", "theory", "event", "seed", "was")


#: Before the id of a rule that counts otherwise; before the name of a value whose reason follows; before a variable
#: with the name of a parameter.
BELIEF, REASON, SET = "rule.", "why.", "set."


#: Between the parts of an event, and of a result.
PART = "~"


Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Was:
    """What came of a draft when its link was made: the outcome, whether it had formed, and the pulls, in [0, 1]."""

    outcome: str
    formed: bool
    pull: dict[str, float]

    @classmethod
    def of(cls, run: Run) -> Was:
        """Return what has come of a run."""
        return cls(run.outcome, run.formed, {outcome: round(run.pull[outcome], 3) for outcome in OUTCOMES})


@dataclass
class Opened:
    """What a link holds: the draft, what could not be read, the versions it was made with, and what came of it then."""

    draft: Draft
    notes: list[str] = field(default_factory=list)
    version: str = ""
    model: str = ""
    was: Was | None = None

    def older(self, case: Case) -> bool:
        """Whether the link was made with another version of the case or of the model than today's."""
        return (self.version or case.settings.version, self.model or __version__) != (
            case.settings.version,
            __version__,
        )


# ------------------------------------------------------------------------------------------------------------ writing


def pairs(case: Case, draft: Draft, was: Was | None = None) -> Pairs:
    """Return the parameters of a draft's link, in order: names and values, not yet encoded."""
    edited = draft.edited
    found = [("case", case.id), ("version", case.settings.version), ("model", __version__)]
    if draft.start:
        found.append(("from", draft.start))
    else:
        found += _words(draft.scenario)
    found.append(("months", str(edited.months)))
    found += [(f"{SET}{name}" if name in NAMES else name, _number(value)) for name, value in edited.given.items()]
    found += [("theory", theory) for theory in edited.theories]
    found += [(f"{BELIEF}{rule}", _number(factor)) for rule, factor in edited.beliefs.items()]
    found += [("without", actor) for actor in edited.without]
    found += [("event", _event(event)) for event in edited.events]
    if draft.seed:
        found.append(("seed", str(draft.seed)))
    if was is not None:
        formed = ["formed"] if was.formed else []
        found.append(("was", PART.join([was.outcome, *formed, *(_number(was.pull[o]) for o in OUTCOMES)])))
    return found


def query(case: Case, draft: Draft, was: Was | None = None) -> str:
    """Return the parameters of a draft's link as the part of an address behind the question mark."""
    return urlencode(pairs(case, draft, was))


def _words(made: Scenario) -> Pairs:
    """Return what is said of a scenario that is not a bundled one: its title, its sentence, and its reasons."""
    said = [("title", made.title), ("says", made.says)]
    return [(name, text) for name, text in said if text] + [(f"{REASON}{n}", says) for n, says in made.why.items()]


def _number(value: float) -> str:
    """Return a number as short as it can be read back exactly."""
    short = f"{value:g}"
    return short if float(short) == value else repr(value)


def _event(event: Event) -> str:
    """Return an event: its months; what it sets and changes; an empty part; its sentence."""
    months = str(event.month) if event.until is None else f"{event.month}-{event.until}"
    acts = [(f"{how}.{name}", _number(v)) for how in ("set", "change") for name, v in getattr(event, how).items()]
    return PART.join([months, *(part for act in acts for part in act), "", event.says])


# ------------------------------------------------------------------------------------------------------------ reading


def opened(case: Case, found: str | Iterable[tuple[str, str]]) -> Opened:
    """Return what a link holds, as far as it can be read; the rest is as if it had not been there, and told.

    Args:
        case: the case that is open; a link of another case gives this one's start, with a note.
        found: the parameters, encoded as in an address or as pairs.
    """
    given = parse_qsl(found, keep_blank_values=True) if isinstance(found, str) else list(found)
    single = {name: value for name, value in given if name in NAMES}
    notes: list[str] = []
    if single.get("case", case.id) != case.id:
        notes.append(f"The link is for another case, '{single['case']}', which is not on offer here.")
        return Opened(Draft.of(load_scenario("default", case), "default"), notes)
    base, start = _base(case, given, single, notes)
    reader = _Reader(case, notes)
    edited = reader.read(given, base)
    if not start:  # it started from no bundled scenario: its base is what the link itself holds
        why = {name: says for name, says in base.why.items() if name in edited.given}
        base = edited = edited.but(why=why)
    draft = Draft(base=base, edited=edited, start=start, seed=reader.seed)
    return Opened(draft, notes, single.get("version", ""), single.get("model", ""), reader.was)


def _base(case: Case, given: Pairs, single: dict[str, str], notes: list[str]) -> tuple[Scenario, str]:
    """Return what a link started from, and its id if it is a bundled scenario."""
    start, known = single.get("from", ""), bundled_scenarios(case)
    if start in known:
        return load_scenario(start, case), start
    if start:
        notes.append(f"There is no scenario '{start}' to start from{likely(start, known)}; what is set holds.")
    elif "title" not in single:
        return load_scenario("default", case), "default"
    why = {name.removeprefix(REASON): text for name, text in given if name.startswith(REASON) and text}
    title = single.get("title", "") or start or "A scenario from a link"
    return Scenario(title=title, says=single.get("says", ""), case=case.id, why=why), ""


class _Reader:
    """Reads the parameters one by one, each checked by itself as the model checks a scenario."""

    def __init__(self, case: Case, notes: list[str]) -> None:
        self.case, self.notes = case, notes
        self.known = settable(case)
        self.months = self.seed = 0
        self.values: dict[str, float] = {}
        self.beliefs: dict[str, float] = {}
        self.without: list[str] = []
        self.theories: list[str] = []
        self.events: list[Event] = []
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
                self.notes.append(f"'{name}={_brief(value)}' cannot be read{why}.")
        return base.unsetting(base.given).setting(
            self.case,
            self.values,
            months=self.months or base.months,
            without=tuple(self.without),
            theories=tuple(self.theories),
            beliefs=self.beliefs,
            events=tuple(self.events),
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
        elif name == "was":
            self.was = _was(value)
        elif name.startswith(BELIEF) and name not in self.known:
            held = {name.removeprefix(BELIEF): read_number(value)}
            self.beliefs |= self._valid(theories=tuple(self.theories), beliefs=held).beliefs
        elif name not in NAMES and not name.startswith(REASON):
            self._value(name if name in self.known else name.removeprefix(SET), value)

    def _value(self, name: str, value: str) -> None:
        if name not in self.known:
            near = likely(name, [*self.known, *NAMES])
            raise ScenarioError([Fault("", "", f"'{name}={_brief(value)}': there is no '{name}'{near}.")])
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
            raise ScenarioError([Fault("", "", f"{fault.place}: {fault.message}.") for fault in faults])
        return scenario


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


def _brief(text: str, most: int = 40) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
