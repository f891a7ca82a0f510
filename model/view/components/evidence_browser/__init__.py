"""The evidence, to be read and searched: drawn in the browser by `evidence_browser.js`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypedDict

import streamlit as st

from model.explain import Evidence
from model.knowledge import Case, Variable, claims_register, section_in_words
from model.view.components.evidence_browser.entries import Entry, entries, entry_key
from model.view.components.mounting import mount


class EntryGroup(TypedDict):
    """Entries that fold together: under which label, with what note, their keys, and groups within it."""

    id: str
    label: str
    note: str
    keys: list[str]
    groups: list[EntryGroup]


class Reading(TypedDict):
    """A way to read the evidence: what it is called, a note, and its groups in order."""

    id: str
    label: str
    note: str
    groups: list[EntryGroup]


class EvidenceOpened(TypedDict):
    """What is read at first: the way to read, and what is searched for; and a number that is new where that is."""

    number: int
    way: str
    query: str


class EvidencePayload(TypedDict):
    """What the script gets: every entry by its key, the ways to read them, the case's id, and what is read at first."""

    entries: dict[str, Entry]
    readings: list[Reading]
    case: str
    opened: EvidenceOpened


class EvidenceRead(TypedDict):
    """What comes back: the way to read that a person has chosen, and what they search for."""

    way: str
    query: str


#: In the session: the evidence as a component.
EVIDENCE = "evidence"


#: The longest search that is remembered, in characters.
MOST_CHARACTERS = 100


def show_evidence(payload: EvidencePayload, opened: EvidenceOpened, on_reading: Callable[[str, str], None]) -> None:
    """Show the evidence.

    Args:
        payload: what `evidence_payload` returns.
        opened: what is read at first; how a person goes on the script keeps.
        on_reading: called with the way to read and the search that they choose.
    """

    def read() -> None:
        now: EvidenceRead | None = getattr(st.session_state.get(EVIDENCE), "read", None)
        if now:
            on_reading(str(now["way"]), str(now["query"])[:MOST_CHARACTERS])

    whole: EvidencePayload = {**payload, "opened": opened}
    mount("evidence_browser", "<div class='evidence'></div>", whole, EVIDENCE, on_read_change=read)


def evidence_payload(found: Evidence) -> EvidencePayload:
    """Return what the page tells: every entry by its key, and the ways to read them, each with its groups."""
    every = entries(found)
    case = found.run.case
    ways: list[tuple[str, str, str, Callable[[Case, dict[str, Entry]], list[EntryGroup]]]] = [  # as in WAYS
        ("article", "By source", "Everything that the sources tell, where they tell it.", _by_article),
        ("rule", "By rule", "The rules: what pushes what, and what makes an outcome.", _by_rule),
        ("relation", "By relation", "The ties between actors, through which rules work.", _by_relation),
        ("unmodelled", "Not modelled", "What the sources say and no rule uses, and why.", _unmodelled),
        ("fact", "Facts", "Facts used in labels and notes only; nothing in the model rests on them.", _facts),
        ("happening", "What may happen", HAPPEN, _happenings),
        ("judgement", "Our judgement", JUDGED, _judged),
        ("value", "Starting values", "Where every variable starts, and what its terms mean.", _values),
    ]
    readings: list[Reading] = [
        {"id": name, "label": label, "note": note, "groups": [group for group in make(case, every) if _size(group)]}
        for name, label, note, make in ways
    ]
    opened: EvidenceOpened = {"number": 0, "way": "", "query": ""}
    return {"entries": every, "readings": readings, "case": case.id, "opened": opened}


#: The ids of the ways to read, in order.
WAYS = ("article", "rule", "relation", "unmodelled", "fact", "happening", "judgement", "value")


HAPPEN = "What nobody controls and may happen in any month, how often it has happened, and who counted."


JUDGED = "What no source says. How strong each push and each tie is, is always our judgement."


def _group(name: str, label: str, keys: Iterable[str], note: str = "", groups: Iterable[EntryGroup] = ()) -> EntryGroup:
    return {"id": name, "label": label, "note": note, "keys": list(keys), "groups": list(groups)}


def _size(group: EntryGroup) -> int:
    return len(group["keys"]) + sum(map(_size, group["groups"]))


def _by_article(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    found = claims_register(case)
    groups = []
    for article in case.articles:
        parts = [
            _group(
                place.section,
                section_in_words(place.section),
                (entry_key(kind, str(getattr(r, "id", ""))) for kind, r in records),
            )
            for place, records in found.items()
            if place.article == article.id
        ]
        actors = (entry_key("actor", actor.id) for actor in case.actors if article.id in actor.articles)
        parts.append(_group("actors", "Who it tells of", actors))
        groups.append(_group(article.id, article.title, (), article.says, parts))
    return groups


def _by_rule(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    def of(over: Callable[[str], bool]) -> list[str]:
        return [entry_key("rule", rule.id) for rule in case.rules if over(rule.over) and not rule.outcome]

    plain = {
        "world": "About the war as a whole",
        "party": "About each party",
        "stance": "About what a party offers on each issue",
    }
    groups = [_group(name, label, of(lambda over, name=name: over == name)) for name, label in plain.items()]  # type: ignore[misc]
    groups.append(_group("relations", "About those who are tied to each other", of(lambda over: over not in plain)))
    outcomes = (entry_key("rule", rule.id) for rule in case.rules if rule.outcome)
    return [*groups, _group("outcomes", "What makes an outcome", outcomes)]


def _by_relation(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    return [
        _group(
            kind.id,
            kind.label[:1].upper() + kind.label[1:],
            (entry_key("relation", edge.id) for edge in case.edges if edge.kind == kind.id),
            kind.says,
        )
        for kind in case.edge_kinds
    ]


def _unmodelled(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    return [
        _group("claims", "Claims", (entry_key("claim", claim.id) for claim in case.claims if claim.not_modelled)),
        _group("relations", "Relations", (entry_key("relation", edge.id) for edge in case.edges if edge.not_modelled)),
    ]


def _facts(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    return [_group("facts", "Facts", (entry_key("fact", fact.id) for fact in case.facts))]


def _happenings(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    over = {"world": "To the war as a whole", "party": "To each side"}
    return [
        _group(name, label, (entry_key("happening", one.id) for one in case.happenings if one.over == name))
        for name, label in over.items()
    ]


def _judged(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    kinds = {
        "Rule": "Rules",
        "Relation": "What a relation does",
        "Judged position": "Positions that a party has not stated",
        "Red line": "Red lines",
        "Issue": "How words were read as places on a scale",
        "Value": "Starting values and meanings",
        "Happening": "What may happen",
        "Sort of war": "What sort of war it is",
    }
    return [
        _group(kind, label, (name for name, entry in every.items() if entry["kind"] == kind and entry["judgement"]))
        for kind, label in kinds.items()
    ]


def _values(case: Case, every: dict[str, Entry]) -> list[EntryGroup]:
    def of(test: Callable[[Variable], bool]) -> list[str]:
        variables = [v for v in case.variables if test(v)]
        return [entry_key("value", v.id if v.scope == "world" else f"{v.scope}.{v.id}") for v in variables]

    return [
        _group("levers", "Levers", of(lambda v: v.lever)),
        _group("assumptions", "Assumptions", of(lambda v: v.kind == "assumption" and not v.lever)),
        _group("states", "What the rules move", of(lambda v: v.kind == "state" and not v.lever)),
        _group("starts", "Starts of their own", (entry_key("value", start.id) for start in case.starts)),
        _group("gauges", "What is derived every month", of(lambda v: v.kind == "gauge")),
    ]
