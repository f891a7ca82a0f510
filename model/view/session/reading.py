"""What a link holds, read back: checked parameter by parameter, and whatever cannot be read is told.

Text in a link comes from outside. A parameter holds as a whole or not at all, and so does a pin, and what was chosen on
a page. What others add to an address (`utm_source`, `fbclid` ...) is passed over. A name that we do not know is told if
it is close to one of ours, or if it stands among ours with a number: then it was one once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping
from re import fullmatch
from typing import Any
from urllib.parse import parse_qsl

from frozendict import frozendict
from pydantic import ValidationError

from model.knowledge import (
    MONTHS,
    OUTCOMES,
    Case,
    Fault,
    Outcome,
    ScenarioError,
    believing,
    likely,
    read_number,
    read_whole,
    settable,
)
from model.scenario import MOST_EVENTS, Event, Scenario, bundled_scenarios, faults_of, load_scenario
from model.view.session.choices import PART, Choices, ToChooseFrom, brief, read_choices
from model.view.session.draft import Draft
from model.view.session.link import BASE, BELIEF, NAMES, PIN, REASON, SET, Opened, Pairs, Was
from model.view.session.pins import MOST_PINS, with_pins

#: No text of a link is longer, in characters.
LONGEST_TEXT = 5000


#: Names that only links write; nobody means them by another.
WRITTEN = ("version", "model", "was")


#: What tells of a campaign begins with this, whatever stands beside it.
CAMPAIGN = "utm_"


#: A name is taken for one of ours that is misspelt if it is as close to it as this, from 0 to 1.
CLOSE = 0.78


def opened(case: Case, found: str | Iterable[tuple[str, str]], name: str = "", choices: Choices = ()) -> Opened:
    """Return what a link holds, as far as it can be read; the rest is as if it had not been there, and told.

    Args:
        case: the case that is open; a link of another case gives this one's start, with a note.
        found: the parameters, encoded as in an address or as pairs.
        name: by which the case is on offer; its id if none is given.
        choices: of all pages.
    """
    given = parse_qsl(found, keep_blank_values=True) if isinstance(found, str) else list(found)
    notes = [f"'{brief(one)}' has more than {LONGEST_TEXT:,} characters." for one, v in given if len(v) > LONGEST_TEXT]
    given = [(one, value) for one, value in given if len(value) <= LONGEST_TEXT]
    single = {one: value for one, value in given if one in NAMES}
    if single.get("case", name or case.id) != (name or case.id):
        notes.append(f"The link is for another case, '{brief(single['case'])}', which is not on offer here.")
        return Opened(Draft.of(load_scenario("default", case), "default"), notes)
    of_pages = {choice.name for of_page in choices for choice in of_page}
    of_draft, of_pins = _apart([pair for pair in given if pair[0] not in of_pages])
    draft, reader = _draft(case, of_draft, notes, of_pages, _foreign(case, of_draft, of_pages))
    pins = _pins(case, of_pins, notes, reader.luck)
    among = ToChooseFrom(believing(case, draft.scenario.theories), pins)
    chosen = read_choices(among, choices, given, notes)
    may_happen = draft.edited.front_returns or any(draft.edited.may_happen(one.id) for one in case.happenings)
    return Opened(
        draft,
        notes,
        version=single.get("version", ""),
        model=single.get("model", ""),
        was=reader.was,
        pins=pins,
        chosen=chosen,
        more_may_happen=may_happen and "was" in single and not {"happens", "front"} & single.keys(),
    )


def _apart(given: Pairs) -> tuple[Pairs, dict[int, Pairs]]:
    """Return the parameters of the draft, and those of every pin by its number."""
    of_draft, of_pins = list[tuple[str, str]](), defaultdict[int, list[tuple[str, str]]](list)
    for name, value in given:
        pin = fullmatch(PIN, name)
        if pin:
            of_pins[int(pin[1])].append((pin[2], value))
        else:
            of_draft.append((name, value))
    return of_draft, dict(sorted(of_pins.items()))


def _foreign(case: Case, given: Pairs, of_pages: Iterable[str]) -> set[str]:
    """Return the names in an address that are none of ours, and were none."""
    known = [*settable(case), *NAMES, *of_pages]

    def is_ours(name: str) -> bool:
        return name in known or name.startswith((BASE, BELIEF, REASON, SET))

    typed = [name for name in known if name not in WRITTEN]
    ours = [place for place, (name, _) in enumerate(given) if is_ours(name)]
    among = range(ours[-1]) if "version" in dict(given) else range(0)
    return {
        name
        for place, (name, value) in enumerate(given)
        if name.startswith(CAMPAIGN)
        or not (is_ours(name) or likely(brief(name), typed, CLOSE) or (place in among and _is_number(value)))
    }


def _draft(
    case: Case,
    given: Pairs,
    notes: list[str],
    of_pages: Iterable[str] = (),
    foreign: Container[str] = (),
    luck: Mapping[str, Any] = frozendict(),
) -> tuple[Draft, _Reader]:
    """Return the draft that some parameters make, those of foreign names left aside, and who read them.

    `of_pages` are the names of choices, which could have been meant by one that is misspelt; `luck` is what may happen
    where they do not say.
    """
    given = [(name, value) for name, value in given if name not in foreign]
    of_base = [(name.removeprefix(BASE), value) for name, value in given if name.startswith(BASE)]
    own = [(name, value) for name, value in given if not name.startswith(BASE)]
    base, start = _base(case, own, notes)
    reader = _Reader(case, notes, of_pages, luck)
    if of_base and not start:  # it started from a file of one's own
        base = _with_reasons(_Reader(case, notes, ()).read(of_base, base), base)
        edited = reader.read(own, base)
        base = base.where_unsaid(edited.happenings, edited.front)
    else:
        edited = reader.read(own, base)
        if not start:  # its base is what the link itself holds
            base = edited = _with_reasons(edited, base)
    return Draft(base=base, edited=edited, start=start, seed=reader.seed), reader


def _with_reasons(made: Scenario, told: Scenario) -> Scenario:
    """Return a scenario with the reasons that another one tells of the values that it sets."""
    return made.but(why={name: says for name, says in told.why.items() if name in made.given})


def _pins(case: Case, given: Mapping[int, Pairs], notes: list[str], luck: Mapping[str, Any]) -> tuple[Draft, ...]:
    """Return the pins that can be read as a whole; `luck` is what may happen in those that do not say."""
    found = list[Draft]()
    for number, of_pin in given.items():
        wrong = list[str]() if number <= MOST_PINS else [f"There are at most {MOST_PINS}."]
        pin, _ = _draft(case, of_pin, wrong, luck=luck)
        if wrong:
            notes.append(f"Pin {number} is left out. {' '.join(wrong)}")
        else:
            found.append(pin)
    return with_pins((), found)


def _base(case: Case, given: Pairs, notes: list[str]) -> tuple[Scenario, str]:
    """Return what a link started from, and its id if it is a bundled scenario."""
    single = {name: value for name, value in given if name in NAMES}
    start, known = single.get("from", ""), bundled_scenarios(case)
    if start in known:
        return load_scenario(start, case), start
    if start:
        notes.append(f"There is no scenario '{brief(start)}' to start from{likely(start, known)}; what is set holds.")
    elif "title" not in single:
        return load_scenario("default", case), "default"
    why = {name.removeprefix(REASON): text for name, text in given if name.startswith(REASON) and text}
    title = single.get("title", "") or start or "A scenario from a link"
    return Scenario(title=title, says=single.get("says", ""), case=case.id, why=why), ""


class _Reader:
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


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except ValueError:
        return False
    return True


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
