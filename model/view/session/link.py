"""Links: all that a page shows as the parameters of an address, which a person can read.

A link holds what is set, never what merely is the case's start, so that a later start changes no old link; where a file
of one's own has been changed, also what it said, with "base." before the names; what is pinned, a draft each with
its number before the names; what has been chosen on the pages; and the versions of the case and of the model, and what
came of it, so that whoever opens it later can see what has changed. A pin, or what a file of one's own said, tells what
may happen only where that is other than in what is set.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from re import match
from typing import Any
from urllib.parse import urlencode

from model.engine import Run
from model.knowledge import OUTCOMES, Case
from model.scenario import Event, Scenario
from model.version import __version__
from model.view.session.choices import PART, Choices, choice_pairs, number_in_link
from model.view.session.draft import Draft

#: Longer addresses do not survive in some programs.
LONGEST = 2000


#: Parameters that are not the names of levers and assumptions. A variable of such a name has "set." before it.
NAMES = (
    "case", "version", "model", "from", "title", "says", "months", "without", "theory", "event", "happens", "front",
    "seed", "was",
)  # fmt: skip


#: Before the id of a rule that counts otherwise; before the name of a value whose reason follows; before a variable
#: with the name of a parameter.
BELIEF, REASON, SET = "rule.", "why.", "set."


#: Before the name of each parameter of a file of one's own that has been changed since.
BASE = "base."


#: The number of a pin, before the name of each of its parameters.
PIN = r"([1-9])\.(.+)"


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
    """What a link holds.

    Attributes:
        draft: what is set.
        notes: what could not be read, in sentences.
        version, model: those of the case and of the model with which it was made, if it says so.
        was: what came of it then, if it says so.
        pins: what is pinned.
        chosen: what has been chosen on the pages, by the keys of the choices.
        more_may_happen: whether the page draws what may happen, of which the link knows nothing yet.
    """

    draft: Draft
    notes: list[str] = field(default_factory=list)
    version: str = ""
    model: str = ""
    was: Was | None = None
    pins: tuple[Draft, ...] = ()
    chosen: Mapping[str, Any] = field(default_factory=dict)
    more_may_happen: bool = False

    def older(self, case: Case) -> bool:
        """Whether the link was made with another version of the case or of the model than today's."""
        return (self.version or case.settings.version, self.model or __version__) != (
            case.settings.version,
            __version__,
        )


def pairs(
    case: Case,
    draft: Draft,
    was: Was | None = None,
    name: str = "",
    pins: Sequence[Draft] = (),
    choices: Choices = (),
    chosen: Mapping[str, Any] | None = None,
) -> Pairs:
    """Return the parameters of a link, in order: names and values, not yet encoded.

    Args:
        case: that is open.
        draft: what is set.
        was: what has come of it.
        name: by which the case is on offer; its id if none is given.
        pins: what is pinned.
        choices: of all pages.
        chosen: what has been chosen, by the keys of the choices.
    """
    names = {*NAMES, *(choice.name for of_page in choices for choice in of_page)}
    found = [("case", name or case.id), ("version", case.settings.version), ("model", __version__)]
    found += _draft_pairs(draft, names)
    said = _what_may_happen(draft.edited)
    for number, pin in enumerate(pins, 1):
        found += [(f"{number}.{pair[0]}", pair[1]) for pair in _draft_pairs(pin, names) if pair not in said]
    found += choice_pairs(choices, chosen or {})
    if was is not None:
        formed = ["formed"] if was.formed else []
        found.append(("was", PART.join([was.outcome, *formed, *(number_in_link(was.pull[o]) for o in OUTCOMES)])))
    return found


def query(case: Case, draft: Draft, was: Was | None = None, **more: Any) -> str:
    """Return the parameters of a link as the part of an address behind the question mark; see `pairs`."""
    return urlencode(pairs(case, draft, was, **more))


def pin_id(draft: Draft) -> str:
    """Return what tells a pin from others; the one that comes of its link has the same.

    What the page adds to a scenario that does not say what may happen is left out, or what older links chose would be
    chosen no longer.
    """
    added = {pair for name in ("", BASE) for pair in ((f"{name}happens", "all"), (f"{name}front", "returns"))}
    told = [pair for pair in _draft_pairs(draft, NAMES) if pair not in added]
    return blake2b(urlencode(told).encode(), digest_size=4).hexdigest()


def draft_query(draft: Draft) -> str:
    """Return a draft by itself as the part of an address behind the question mark; `read_draft` reads it."""
    return urlencode(_draft_pairs(draft, NAMES))


def _draft_pairs(draft: Draft, names: Container[str]) -> Pairs:
    """Return the parameters of a draft; a variable with one of the names has "set." before its own."""
    found = [("from", draft.start)] if draft.start else _words(draft.base)
    found += _scenario_pairs(draft.edited, names)
    if not draft.start and not draft.is_base:
        said = _what_may_happen(draft.edited)
        found += [(f"{BASE}{pair[0]}", pair[1]) for pair in _scenario_pairs(draft.base, names) if pair not in said]
    if draft.seed:
        found.append(("seed", str(draft.seed)))
    return found


def _scenario_pairs(made: Scenario, names: Container[str]) -> Pairs:
    """Return the parameters of what a scenario supposes."""
    found = [("months", str(made.months))]
    for name, value in made.given.items():
        taken = name in names or match(PIN, name) or name.startswith(BASE)
        found.append((f"{SET}{name}" if taken else name, number_in_link(value)))
    found += [("theory", theory) for theory in made.theories]
    found += [(f"{BELIEF}{rule}", number_in_link(factor)) for rule, factor in made.beliefs.items()]
    found += [("without", actor) for actor in made.without]
    found += [("event", _event(event)) for event in made.events]
    return found + _what_may_happen(made)


def _what_may_happen(made: Scenario) -> Pairs:
    """Return the parameters of what may happen, and of what the front does."""
    some = made.happenings
    found = [("happens", PART.join(some) if isinstance(some, tuple) else some), ("front", made.front)]
    return [(name, value) for name, value in found if value is not None]


def _words(made: Scenario) -> Pairs:
    """Return what is said of a scenario that is not a bundled one: its title, its sentence, and its reasons."""
    said = [("title", made.title), ("says", made.says)]
    return [(name, text) for name, text in said if text] + [(f"{REASON}{n}", says) for n, says in made.why.items()]


def _event(event: Event) -> str:
    """Return an event: its months; what it sets and changes; an empty part; its sentence."""
    months = str(event.month) if event.until is None else f"{event.month}-{event.until}"
    acts = [
        (f"{how}.{name}", number_in_link(v)) for how in ("set", "change") for name, v in getattr(event, how).items()
    ]
    return PART.join([months, *(part for act in acts for part in act), "", event.says])
