"""What has to hold within a case, across its files: each check yields every fault that it finds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from typing import Any

from model.knowledge import graph
from model.knowledge.case import Case
from model.knowledge.errors import Fault
from model.knowledge.file_format import FILE_OF
from model.knowledge.hints import unknown
from model.knowledge.naming import THE_REST
from model.knowledge.records import (
    OUTCOMES,
    Based,
    Claim,
    Edge,
    End,
    Episode,
    Fact,
    Objective,
    Record,
    Scale,
    Start,
    Variable,
)
from model.knowledge.vocabulary import GAUGES, NEEDED, qualified

#: The ends of the scales that the engine counts on; of all other levers they are 0 and 1.
ENDS = {"battlefield_shift": (-1.0, 1.0), "concession": (0.0, 1.0), "engagement": (0.0, 1.0)}


def place_of(field: str, record: Any, place: str = "") -> tuple[str, str]:
    """Return the file and the place of a record, or of one of its keys, as a fault names them."""
    file, table = FILE_OF[field]
    name = getattr(record, "id", None) or f"{record.actor}.{record.issue}"
    return file, f"{table} '{name}'" + (f": {place}" if place else "")


def check_ids(case: Case) -> Iterable[Fault]:
    """Tell ids that stand twice, within a table or among the nodes of the graph."""
    nodes: dict[str, str] = {}
    for field in fields(case):
        if field.name not in FILE_OF:
            continue
        seen: set[tuple[str, ...]] = set()
        for record in getattr(case, field.name):
            if field.name in ("stances", "red_lines"):
                key: tuple[str, ...] = (record.actor, record.issue)
            else:
                key = (record.scope, record.id) if isinstance(record, Variable) else (record.id,)
            if key in seen:
                yield Fault(*place_of(field.name, record), "this id stands here twice")
            seen.add(key)
            node = field.name in ("actors", "issues", "objectives")
            if node and nodes.setdefault(record.id, field.name) != field.name:
                yield Fault(*place_of(field.name, record), f"this id is already one of the {nodes[record.id]}")


#: The fields by which records name others, and what they name. An edge alone names its kind.
REFERENCES = {
    "actor": "actor",
    "issue": "issue",
    "tail": "actor",
    "head": "actor",
    "kind": "edge kind",
    "scale": "scale",
}


def check_references(case: Case) -> Iterable[Fault]:
    """Tell names of things that are not there, and what has no source."""
    known: dict[str, Collection[str]] = {
        "actor": {a.id for a in case.actors},
        "issue": case.issue_of,
        "article": {a.id for a in case.articles},
        "claim": case.claim_of,
        "edge kind": case.edge_kind_of,
        "scale": case.scale_of,
    }
    sections = {article.id: article.sections for article in case.articles}
    yield from _check_parties(case, known["actor"])
    yield from _check_war(case, known["claim"])
    for field in FILE_OF:
        for record in getattr(case, field):
            yield from _check_names(field, record, known)
            yield from _check_source(field, record, sections)
            yield from _check_basis(field, record, known["claim"])


def _check_parties(case: Case, actors: Collection[str]) -> Iterable[Fault]:
    parties = case.settings.parties
    for party in parties:
        if party not in actors:
            yield Fault("case.toml", "parties", unknown("actor", party, actors))
    for actor in case.actors if set(parties) <= set(actors) else ():
        if (actor.role == "party") != (actor.id in parties):
            yield Fault(
                *place_of("actors", actor, "role"), "the role 'party' is for the two parties that case.toml names"
            )


def _check_war(case: Case, claims: Collection[str]) -> Iterable[Fault]:
    """Yield a fault for every claim of the war's facts that is not there, and one if they rest on nothing."""
    war = case.settings.war
    if war is not None:
        for word in war.claims:
            if word not in claims:
                yield Fault("case.toml", "war: claims", unknown("claim", word, claims))
        if not (war.claims or war.judgement.strip()):
            yield Fault("case.toml", "war", "unsourced: name its claims, or say the judgement it rests on")


def _check_edge_kinds(case: Case) -> Iterable[Fault]:
    """Yield the faults of kinds of tie: a `doing` to nobody, and, where this war has the tie, a `together` it lacks."""
    known = [v.id for v in case.variables if v.scope == "world" and v.kind == "assumption"]
    used = {edge.kind for edge in case.edges}  # not every war has sanctions, or an assumption about them
    for kind in case.edge_kinds:
        if kind.doing is not None and "{whom}" not in kind.doing:
            yield Fault(*place_of("edge_kinds", kind, "doing"), 'says to whom as {whom}: "pressing {whom}"')
        if kind.together is not None and kind.id in used and kind.together not in known:
            yield Fault(*place_of("edge_kinds", kind, "together"), unknown("assumption", kind.together, known))


def _check_names(field: str, record: Record, known: Mapping[str, Collection[str]]) -> Iterable[Fault]:
    """Yield a fault for every other record that a record names and that is not there."""
    for name, what in REFERENCES.items():
        word = getattr(record, name, None)
        if word is None or (name == "kind" and not isinstance(record, Edge)):
            continue
        if word not in known[what]:
            key = type(record).model_fields[name].alias or name
            yield Fault(*place_of(field, record, key), unknown(what, word, known[what]))
    for word in getattr(record, "articles", ()):
        if word not in known["article"]:
            yield Fault(*place_of(field, record, "articles"), unknown("article", word, known["article"]))


def _check_source(field: str, record: Record, sections: Mapping[str, tuple[str, ...]]) -> Iterable[Fault]:
    """Yield a fault for every article or section that a record is said to come from and that is not there."""
    sources = getattr(record, "source", ())
    for source in () if isinstance(sources, str) else sources:  # a happening names what was published in words
        if source.article not in sections:
            yield Fault(*place_of(field, record, "source"), unknown("article", source.article, sections))
        elif source.section not in sections[source.article]:
            there = sections[source.article]
            yield Fault(*place_of(field, record, "source"), unknown("section", source.section, there))


def _check_basis(field: str, record: Record, claims: Collection[str]) -> Iterable[Fault]:
    """Yield a fault for every claim that is not there, and one if a record rests on nothing."""
    for word in getattr(record, "claims", ()):
        if word not in claims:
            yield Fault(*place_of(field, record, "claims"), unknown("claim", word, claims))
    derived = isinstance(record, Variable) and record.kind == "gauge"
    if isinstance(record, Based) and not (record.claims or record.judgement.strip() or derived):
        yield Fault(*place_of(field, record), "unsourced: name its claims, or say the judgement it rests on")
    if isinstance(record, Claim | Objective | Edge | Fact | End | Episode) and not record.source:
        yield Fault(*place_of(field, record, "source"), "unsourced: name the article and the section")


def check_variables(case: Case) -> Iterable[Fault]:
    """Tell what is wrong with variables, their scales and their starts."""
    have = {(v.scope, v.kind, v.id) for v in case.variables}
    for scope, kind, name in sorted(NEEDED | {(scope, "gauge", name) for scope, name in GAUGES}):
        if (scope, kind, name) not in have:
            yield Fault("variables.toml", "", f"the {kind} '{name}' of scope {scope} is missing")
    if len({v.scale for v in case.variables if v.id == "red_line_crossed"}) > 1:
        yield Fault("variables.toml", "", "the gauges 'red_line_crossed' need one scale")
    seen: dict[str, str] = dict.fromkeys(OUTCOMES, "an outcome") | {THE_REST: "what the three pulls leave"}
    stored: dict[str, Variable] = {}
    for variable in case.variables:
        for name in qualified(case, variable):
            if name in seen:
                yield Fault(*place_of("variables", variable), f"'{name}' is already {seen[name]}")
            seen[name] = f"a {variable.kind} of scope {variable.scope}"
            if variable.kind != "gauge":
                stored[name] = variable
        yield from _check_variable(case, variable)
    wander = stored.get(case.settings.wander.variable)
    if wander is None or wander.kind != "assumption" or wander.scope != "world":
        worlds = [name for name, v in stored.items() if v.kind == "assumption" and v.scope == "world"]
        yield Fault("case.toml", "wander", unknown("assumption", case.settings.wander.variable, worlds))
    for number, chart in enumerate(case.settings.chart, 1):
        for word in chart.variables:
            if word not in seen or word == THE_REST:
                known = [name for name in seen if name != THE_REST]
                yield Fault("case.toml", f"chart no. {number}", unknown("variable", word, known))
    for start in case.starts:
        if start.id not in stored:
            yield Fault(*place_of("starts", start), unknown("variable", start.id, stored))
        else:
            yield from _check_scale("starts", start, case.scale_of[stored[start.id].scale])


def _check_variable(case: Case, variable: Variable) -> Iterable[Fault]:
    scale = case.scale_of[variable.scale]
    place = place_of("variables", variable)
    gauge = GAUGES.get((variable.scope, variable.id)) if variable.kind == "gauge" else None
    low, high = gauge or ENDS.get(variable.id, (0.0, 1.0))
    if (variable.kind == "gauge" or variable.id in ENDS or variable.lever) and (scale.low, scale.high) != (low, high):
        yield Fault(*place, f"its scale has to go from {low:g} to {high:g}, not from {scale.low:g} to {scale.high:g}")
    if variable.lever and (variable.kind == "gauge" or variable.scope != "world"):
        yield Fault(*place, "a lever is an assumption or a state of the world")
    if variable.kind != "gauge":
        yield from _check_scale("variables", variable, scale)
    elif gauge is None:
        yield Fault(*place, unknown("gauge", variable.id, [name for _, name in GAUGES]))
    elif variable.start is not None:
        yield Fault(*place, "a gauge is derived and has no start")


def _check_scale(field: str, record: Variable | Start, scale: Scale) -> Iterable[Fault]:
    for name in ("start", "low", "high"):
        value = getattr(record, name)
        if value is None:
            yield Fault(*place_of(field, record), f"'{name}' is missing")
        elif not scale.low <= value <= scale.high:
            message = f"{value} is outside its scale, {scale.low:g} to {scale.high:g}"
            yield Fault(*place_of(field, record, name), message)


def check_stances(case: Case) -> Iterable[Fault]:
    """Tell missing and needless stances, and stances and red lines of outsiders."""
    judged = {(s.actor, s.issue): s for s in case.stances}
    for key, stance in judged.items():
        if stance.actor not in case.parties:
            yield Fault(*place_of("stances", stance), "only a party has a stance")
        elif graph.pursued(case, *key):
            yield Fault(
                *place_of("stances", stance), "the party states an objective here: a judged stance is not needed"
            )
    for party in case.parties:
        for issue in case.issues:
            if not graph.pursued(case, party, issue.id) and (party, issue.id) not in judged:
                yield Fault(
                    "issues.toml",
                    f"issue '{issue.id}'",
                    f"'{party}' states nothing here: judge its [[stance]]",
                )
    faults = [*_check_red_lines(case), *_check_edges(case), *_check_edge_kinds(case)]
    yield from faults
    if not any(issue.core for issue in case.issues):
        yield Fault("issues.toml", "", "no issue is marked 'core = true': there is no widest gap")


def _check_red_lines(case: Case) -> Iterable[Fault]:
    judged = {(s.actor, s.issue) for s in case.stances}

    def open_at(party: str, issue: str) -> float | None:
        known = graph.pursued(case, party, issue) or (party, issue) in judged
        return graph.opening(case, party, issue).place if known else None

    first, second = case.parties
    for issue in case.issues:
        places = open_at(first, issue.id), open_at(second, issue.id)
        if None not in places and places[0] < places[1]:  # type: ignore[operator]
            message = (
                f"'{first}' opens at {places[0]}, below '{second}' at {places[1]}: the places are the wrong way round"
            )
            yield Fault("issues.toml", f"issue '{issue.id}'", message)
    for line in case.red_lines:
        if line.actor not in case.parties:
            yield Fault(*place_of("red_lines", line), "only a party has a red line")
            continue
        place = open_at(line.actor, line.issue)
        ahead = (place - line.place) * (1 if line.actor == first else -1) if place is not None else 1.0
        if ahead < case.settings.red_line_margin:
            margin = case.settings.red_line_margin
            message = f"{line.place} lies less than the margin of {margin} beyond the party's opening at {place}"
            yield Fault(*place_of("red_lines", line, "place"), message)


def _check_edges(case: Case) -> Iterable[Fault]:
    pairs = {kind.id for kind in case.edge_kinds if kind.pair}
    heads: dict[tuple[str, str], list[str]] = {}
    for edge in case.edges:
        if edge.tail == edge.head:
            yield Fault(*place_of("edges", edge), f"'{edge.tail}' has an edge to itself")
        if edge.kind in pairs:
            heads.setdefault((edge.kind, edge.tail), []).append(edge.head)
            if edge.tail in case.parties or edge.head not in case.parties:
                yield Fault(
                    *place_of("edges", edge), f"'{edge.kind}' leads from an outside actor to each of the two parties"
                )
    for (kind, tail), ends in heads.items():
        if sorted(ends) != sorted(case.parties):
            yield Fault("actors.toml", f"edge kind '{kind}'", f"'{tail}' needs one edge to each party, and has {ends}")
