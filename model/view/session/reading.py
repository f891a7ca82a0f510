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

from model.knowledge import Case, believing, likely, read_number, settable
from model.scenario import Scenario, bundled_scenarios, load_scenario
from model.view.session.choices import Choices, ToChooseFrom, brief, read_choices
from model.view.session.draft import Draft
from model.view.session.link import BASE, BELIEF, NAMES, PIN, REASON, SET, Opened, Pairs
from model.view.session.parameters import Reader
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


def read_draft(case: Case, text: str) -> Draft:
    """Return the draft that `draft_query` has told. Raises ValueError, in words, if it cannot be read as a whole."""
    wrong = list[str]()
    draft, _ = _draft(case, parse_qsl(text, keep_blank_values=True), wrong)
    if wrong:
        raise ValueError(" ".join(wrong).rstrip("."))
    return draft


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
) -> tuple[Draft, Reader]:
    """Return the draft that some parameters make, those of foreign names left aside, and who read them.

    `of_pages` are the names of choices, which could have been meant by one that is misspelt; `luck` is what may happen
    where they do not say.
    """
    given = [(name, value) for name, value in given if name not in foreign]
    of_base = [(name.removeprefix(BASE), value) for name, value in given if name.startswith(BASE)]
    own = [(name, value) for name, value in given if not name.startswith(BASE)]
    base, start = _base(case, own, notes)
    reader = Reader(case, notes, of_pages, luck)
    if of_base and not start:  # it started from a file of one's own
        base = _with_reasons(Reader(case, notes, ()).read(of_base, base), base)
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


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except ValueError:
        return False
    return True
