"""The evidence, to be read and searched: drawn in the browser by `evidence.js`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import streamlit as st

from model.explain import Evidence
from model.knowledge import Case, claims_register, section_in_words
from model.view.components.evidence_browser.entries import Entry, entries, key

HERE = Path(__file__).parent


#: A group of entries that folds: id, label, note, the keys of its entries, and groups within it.
Group = dict[str, Any]


def data(found: Evidence) -> dict[str, Any]:
    """Return what the page tells: every entry by its key, and the ways to read them, each with its groups."""
    told = entries(found)
    case = found.run.case
    ways: list[tuple[str, str, str, Callable[[Case, dict[str, Entry]], list[Group]]]] = [
        ("article", "By source", "Everything that the sources tell, where they tell it.", _by_article),
        ("rule", "By rule", "What pushes what, and what makes an outcome.", _by_rule),
        ("relation", "By relation", "Who stands to whom, and how: rules work through these.", _by_relation),
        ("unmodelled", "Not modelled", "What the sources tell and no rule makes use of, and why.", _unmodelled),
        ("fact", "Facts", "Told for labels and notes; nothing in the model rests on them.", _facts),
        ("judgement", "Our judgement", JUDGED, _judged),
        ("value", "Starting values", "Where every variable starts, and what its terms mean.", _values),
    ]
    readings = [
        {"id": name, "label": label, "note": note, "groups": [group for group in make(case, told) if _size(group)]}
        for name, label, note, make in ways
    ]
    return {"entries": told, "readings": readings, "case": case.id}


JUDGED = "What no source says. How strong a push is, and how heavy a tie, is our judgement throughout."


def _group(name: str, label: str, keys: Iterable[str], note: str = "", groups: Iterable[Group] = ()) -> Group:
    return {"id": name, "label": label, "note": note, "keys": list(keys), "groups": list(groups)}


def _size(group: Group) -> int:
    return len(group["keys"]) + sum(map(_size, group["groups"]))


def _by_article(case: Case, told: dict[str, Entry]) -> list[Group]:
    found = claims_register(case)
    groups = []
    for article in case.articles:
        parts = [
            _group(
                place.section,
                section_in_words(place.section),
                (key(kind, str(getattr(r, "id", ""))) for kind, r in records),
            )
            for place, records in found.items()
            if place.article == article.id
        ]
        actors = (key("actor", actor.id) for actor in case.actors if article.id in actor.articles)
        parts.append(_group("actors", "Who it tells of", actors))
        groups.append(_group(article.id, article.title, (), article.says, parts))
    return groups


def _by_rule(case: Case, told: dict[str, Entry]) -> list[Group]:
    def of(over: Callable[[str], bool]) -> list[str]:
        return [key("rule", rule.id) for rule in case.rules if over(rule.over) and not rule.outcome]

    plain = {
        "world": "About the war as a whole",
        "party": "About each party",
        "stance": "About what a party offers on each issue",
    }
    groups = [_group(name, label, of(lambda over, name=name: over == name)) for name, label in plain.items()]  # type: ignore[misc]
    groups.append(_group("relations", "About those who are tied to each other", of(lambda over: over not in plain)))
    outcomes = (key("rule", rule.id) for rule in case.rules if rule.outcome)
    return [*groups, _group("outcomes", "What makes an outcome", outcomes)]


def _by_relation(case: Case, told: dict[str, Entry]) -> list[Group]:
    return [
        _group(
            kind.id,
            kind.label[:1].upper() + kind.label[1:],
            (key("relation", edge.id) for edge in case.edges if edge.kind == kind.id),
            kind.says,
        )
        for kind in case.edge_kinds
    ]


def _unmodelled(case: Case, told: dict[str, Entry]) -> list[Group]:
    return [
        _group("claims", "Claims", (key("claim", claim.id) for claim in case.claims if claim.not_modelled)),
        _group("relations", "Relations", (key("relation", edge.id) for edge in case.edges if edge.not_modelled)),
    ]


def _facts(case: Case, told: dict[str, Entry]) -> list[Group]:
    return [_group("facts", "Facts", (key("fact", fact.id) for fact in case.facts))]


def _judged(case: Case, told: dict[str, Entry]) -> list[Group]:
    kinds = {
        "Rule": "Rules",
        "Relation": "What a relation does",
        "Judged position": "Positions that a party has not stated",
        "Red line": "Red lines",
        "Issue": "How words were read as places on a scale",
        "Value": "Starting values and meanings",
    }
    return [
        _group(kind, label, (name for name, entry in told.items() if entry["kind"] == kind and entry["judgement"]))
        for kind, label in kinds.items()
    ]


def _values(case: Case, told: dict[str, Entry]) -> list[Group]:
    def of(test: Callable[[Any], bool]) -> list[str]:
        variables = [v for v in case.variables if test(v)]
        return [key("value", v.id if v.scope == "world" else f"{v.scope}.{v.id}") for v in variables]

    return [
        _group("levers", "Levers", of(lambda v: v.lever)),
        _group("assumptions", "Assumptions", of(lambda v: v.kind == "assumption" and not v.lever)),
        _group("states", "What the rules move", of(lambda v: v.kind == "state" and not v.lever)),
        _group("starts", "Starts of their own", (key("value", start.id) for start in case.starts)),
        _group("gauges", "What is derived every month", of(lambda v: v.kind == "gauge")),
    ]


def show(told: dict[str, Any]) -> None:
    """Show the evidence; `told` is what `data` returns."""
    component = st.components.v2.component(
        "evidence",
        html="<div class='evidence'></div>",
        css=(HERE / "evidence_browser.css").read_text(encoding="utf-8"),
        js=(HERE / "evidence_browser.js").read_text(encoding="utf-8"),
    )
    component(data=told, key="evidence")
