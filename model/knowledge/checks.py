"""What has to hold within a case, across its files: each check yields every fault that it finds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields
from itertools import product
from typing import Any, get_args

import numpy as np

from model.knowledge import graph
from model.knowledge.case import Case
from model.knowledge.errors import Fault, likely
from model.knowledge.file_format import FILE_OF
from model.knowledge.groundings import frames
from model.knowledge.records import (
    OUTCOMES,
    Based,
    Claim,
    Edge,
    End,
    Episode,
    Fact,
    Issue,
    Objective,
    Outcome,
    Record,
    Rule,
    Scale,
    Start,
    Variable,
)
from model.knowledge.vocabulary import ATTRIBUTES, GAUGES, NEEDED, names, qualified

#: The ends of the scales that the engine counts on; of all other levers they are 0 and 1.
ENDS = {"battlefield_shift": (-1.0, 1.0), "concession": (0.0, 1.0), "engagement": (0.0, 1.0)}


#: The most term combinations over which the loader checks the sum of the pulls.
COMBINATIONS = 200_000


def _at(field: str, record: Any, place: str = "") -> tuple[str, str]:
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
                yield Fault(*_at(field.name, record), "this id stands here twice")
            seen.add(key)
            node = field.name in ("actors", "issues", "objectives")
            if node and nodes.setdefault(record.id, field.name) != field.name:
                yield Fault(*_at(field.name, record), f"this id is already one of the {nodes[record.id]}")


def _unknown(what: str, word: str, known: Iterable[str]) -> str:
    return f"unknown {what} '{word}'{likely(word, known)}"


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
    for field in FILE_OF:
        for record in getattr(case, field):
            yield from _check_names(field, record, known)
            yield from _check_source(field, record, sections)
            yield from _check_basis(field, record, known["claim"])


def _check_parties(case: Case, actors: Collection[str]) -> Iterable[Fault]:
    parties = case.settings.parties
    for party in parties:
        if party not in actors:
            yield Fault("case.toml", "parties", _unknown("actor", party, actors))
    for actor in case.actors if set(parties) <= set(actors) else ():
        if (actor.role == "party") != (actor.id in parties):
            yield Fault(*_at("actors", actor, "role"), "the role 'party' is for the two parties that case.toml names")


def _check_names(field: str, record: Record, known: Mapping[str, Collection[str]]) -> Iterable[Fault]:
    """Yield a fault for every other record that a record names and that is not there."""
    for name, what in REFERENCES.items():
        word = getattr(record, name, None)
        if word is None or (name == "kind" and not isinstance(record, Edge)):
            continue
        if word not in known[what]:
            key = type(record).model_fields[name].alias or name
            yield Fault(*_at(field, record, key), _unknown(what, word, known[what]))
    for word in getattr(record, "articles", ()):
        if word not in known["article"]:
            yield Fault(*_at(field, record, "articles"), _unknown("article", word, known["article"]))


def _check_source(field: str, record: Record, sections: Mapping[str, tuple[str, ...]]) -> Iterable[Fault]:
    """Yield a fault for every article or section that a record is said to come from and that is not there."""
    for source in getattr(record, "source", ()):
        if source.article not in sections:
            yield Fault(*_at(field, record, "source"), _unknown("article", source.article, sections))
        elif source.section not in sections[source.article]:
            there = sections[source.article]
            yield Fault(*_at(field, record, "source"), _unknown("section", source.section, there))


def _check_basis(field: str, record: Record, claims: Collection[str]) -> Iterable[Fault]:
    """Yield a fault for every claim that is not there, and one if a record rests on nothing."""
    for word in getattr(record, "claims", ()):
        if word not in claims:
            yield Fault(*_at(field, record, "claims"), _unknown("claim", word, claims))
    derived = isinstance(record, Variable) and record.kind == "gauge"
    if isinstance(record, Based) and not (record.claims or record.judgement.strip() or derived):
        yield Fault(*_at(field, record), "unsourced: name its claims, or say the judgement it rests on")
    if isinstance(record, Claim | Objective | Edge | Fact | End | Episode) and not record.source:
        yield Fault(*_at(field, record, "source"), "unsourced: name the article and the section")


def check_variables(case: Case) -> Iterable[Fault]:
    """Tell what is wrong with variables, their scales and their starts."""
    have = {(v.scope, v.kind, v.id) for v in case.variables}
    for scope, kind, name in sorted(NEEDED | {(scope, "gauge", name) for scope, name in GAUGES}):
        if (scope, kind, name) not in have:
            yield Fault("variables.toml", "", f"the {kind} '{name}' of scope {scope} is missing")
    if len({v.scale for v in case.variables if v.id == "red_line_crossed"}) > 1:
        yield Fault("variables.toml", "", "the gauges 'red_line_crossed' need one scale")
    seen: dict[str, str] = dict.fromkeys(OUTCOMES, "an outcome")
    stored: dict[str, Variable] = {}
    for variable in case.variables:
        for name in qualified(case, variable):
            if name in seen:
                yield Fault(*_at("variables", variable), f"'{name}' is already {seen[name]}")
            seen[name] = f"a {variable.kind} of scope {variable.scope}"
            if variable.kind != "gauge":
                stored[name] = variable
        yield from _check_variable(case, variable)
    wander = stored.get(case.settings.wander.variable)
    if wander is None or wander.kind != "assumption" or wander.scope != "world":
        worlds = [name for name, v in stored.items() if v.kind == "assumption" and v.scope == "world"]
        yield Fault("case.toml", "wander", _unknown("assumption", case.settings.wander.variable, worlds))
    for number, chart in enumerate(case.settings.chart, 1):
        for word in chart.variables:
            if word not in seen:
                yield Fault("case.toml", f"chart no. {number}", _unknown("variable", word, seen))
    for start in case.starts:
        if start.id not in stored:
            yield Fault(*_at("starts", start), _unknown("variable", start.id, stored))
        else:
            yield from _check_scale("starts", start, case.scale_of[stored[start.id].scale])


def _check_variable(case: Case, variable: Variable) -> Iterable[Fault]:
    scale = case.scale_of[variable.scale]
    place = _at("variables", variable)
    gauge = GAUGES.get((variable.scope, variable.id)) if variable.kind == "gauge" else None
    low, high = gauge or ENDS.get(variable.id, (0.0, 1.0))
    if (variable.kind == "gauge" or variable.id in ENDS or variable.lever) and (scale.low, scale.high) != (low, high):
        yield Fault(*place, f"its scale has to go from {low:g} to {high:g}, not from {scale.low:g} to {scale.high:g}")
    if variable.lever and (variable.kind == "gauge" or variable.scope != "world"):
        yield Fault(*place, "a lever is an assumption or a state of the world")
    if variable.kind != "gauge":
        yield from _check_scale("variables", variable, scale)
    elif gauge is None:
        yield Fault(*place, _unknown("gauge", variable.id, [name for _, name in GAUGES]))
    elif variable.start is not None:
        yield Fault(*place, "a gauge is derived and has no start")


def _check_scale(field: str, record: Variable | Start, scale: Scale) -> Iterable[Fault]:
    for name in ("start", "low", "high"):
        value = getattr(record, name)
        if value is None:
            yield Fault(*_at(field, record), f"'{name}' is missing")
        elif not scale.low <= value <= scale.high:
            message = f"{value} is outside its scale, {scale.low:g} to {scale.high:g}"
            yield Fault(*_at(field, record, name), message)


def check_stances(case: Case) -> Iterable[Fault]:
    """Tell missing and needless stances, and stances and red lines of outsiders."""
    judged = {(s.actor, s.issue): s for s in case.stances}
    for key, stance in judged.items():
        if stance.actor not in case.parties:
            yield Fault(*_at("stances", stance), "only a party has a stance")
        elif graph.pursued(case.graph, *key):
            yield Fault(*_at("stances", stance), "the party states an objective here: a judged stance is not needed")
    for party in case.parties:
        for issue in case.issues:
            if not graph.pursued(case.graph, party, issue.id) and (party, issue.id) not in judged:
                yield Fault(
                    "issues.toml",
                    f"issue '{issue.id}'",
                    f"'{party}' states nothing here: judge its [[stance]]",
                )
    faults = [*_check_red_lines(case), *_check_edges(case)]
    yield from faults
    if not any(issue.core for issue in case.issues):
        yield Fault("issues.toml", "", "no issue is marked 'core = true': there is no widest gap")


def _check_red_lines(case: Case) -> Iterable[Fault]:
    judged = {(s.actor, s.issue) for s in case.stances}

    def open_at(party: str, issue: str) -> float | None:
        known = graph.pursued(case.graph, party, issue) or (party, issue) in judged
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
            yield Fault(*_at("red_lines", line), "only a party has a red line")
            continue
        place = open_at(line.actor, line.issue)
        ahead = (place - line.place) * (1 if line.actor == first else -1) if place is not None else 1.0
        if ahead < case.settings.red_line_margin:
            margin = case.settings.red_line_margin
            message = f"{line.place} lies less than the margin of {margin} beyond the party's opening at {place}"
            yield Fault(*_at("red_lines", line, "place"), message)


def _check_edges(case: Case) -> Iterable[Fault]:
    pairs = {kind.id for kind in case.edge_kinds if kind.pair}
    heads: dict[tuple[str, str], list[str]] = {}
    for edge in case.edges:
        if edge.tail == edge.head:
            yield Fault(*_at("edges", edge), f"'{edge.tail}' has an edge to itself")
        if edge.kind in pairs:
            heads.setdefault((edge.kind, edge.tail), []).append(edge.head)
            if edge.tail in case.parties or edge.head not in case.parties:
                yield Fault(
                    *_at("edges", edge), f"'{edge.kind}' leads from an outside actor to each of the two parties"
                )
    for (kind, tail), ends in heads.items():
        if sorted(ends) != sorted(case.parties):
            yield Fault("actors.toml", f"edge kind '{kind}'", f"'{tail}' needs one edge to each party, and has {ends}")


def check_rules(case: Case) -> Iterable[Fault]:
    """Tell what is wrong with rules: their words, their pushes, where they ground."""
    kinds = {kind.id: kind for kind in case.edge_kinds}
    allowed = ["world", "party", "stance", *kinds]
    for rule in case.rules:
        if rule.over not in allowed:
            yield Fault(*_at("rules", rule, "for"), _unknown("grounding", rule.over, allowed))
            continue
        known = names(case.variables, rule.over, kinds.get(rule.over))
        faults = [
            *_check_where(case, rule),
            *_check_antecedents(case, rule, known),
            *_check_consequents(rule, known, case.scale_of),
        ]
        yield from faults or _check_frames(case, rule)


def _check_antecedents(case: Case, rule: Rule, known: Mapping[str, Variable]) -> Iterable[Fault]:
    place = _at("rules", rule, "if")
    for name, grades in rule.antecedents.items():
        if name not in known:
            yield Fault(*place, _unknown("variable", name, known))
            continue
        terms = list(case.scale_of[known[name].scale].terms)
        for term in grades:
            if term not in terms:
                yield Fault(*place, f"'{name}': {_unknown('term', term, terms)}")
        if set(grades) == set(terms) and len(set(grades.values())) == 1:
            yield Fault(*place, f"'{name}': it holds whatever the value is: leave it out, or grade its terms")
        if known[name].id == "engagement" and terms[0] in grades:
            yield Fault(*place, f"'{name}' = '{terms[0]}': a rule may not fire on low engagement")


def _check_frames(case: Case, rule: Rule) -> Iterable[Fault]:
    grounds = frames(case, rule)
    if not grounds and not rule.general:
        yield Fault(*_at("rules", rule, "for"), f"it grounds nowhere over '{rule.over}'")
    for role in ("source", "target"):
        idle = any(frame.bound.get(role) in case.outsiders for frame in grounds)
        if idle and f"{role}.engagement" not in rule.antecedents:
            message = f"'{role}.engagement' is missing: an idle actor has to be as one that is out"
            yield Fault(*_at("rules", rule, "if"), message)


def _check_where(case: Case, rule: Rule) -> Iterable[Fault]:
    for name, value in rule.where.items():
        place = _at("rules", rule, "where")
        if name not in ATTRIBUTES:
            yield Fault(*place, _unknown("attribute", name, ATTRIBUTES))
            continue
        key = name.partition(".")[2]
        records = case.issues if ATTRIBUTES[name] is Issue else case.actors
        values = {str(getattr(record, key)) for record in records}
        if rule.general:
            values = set(get_args(ATTRIBUTES[name].model_fields[key].annotation))
        if value not in values:
            yield Fault(*place, f"'{name}': {_unknown(key, value, values)}")


def _check_consequents(rule: Rule, known: Mapping[str, Variable], scales: Mapping[str, Scale]) -> Iterable[Fault]:
    place = _at("rules", rule, "then")
    for name, push in rule.consequents.items():
        if name in OUTCOMES:
            if rule.over != "world" or len(rule.consequents) > 1:
                yield Fault(*place, "an outcome rule is for the world and pulls to one outcome")
            if not 0 < push <= 1:
                yield Fault(*place, f"'{name}': {push:g} has to be above 0 and at most 1")
            grades = rule.antecedents.get("red_line_crossed")
            scale = scales[known["red_line_crossed"].scale]
            if name == Outcome.SETTLEMENT and (grades is None or scale.membership(grades, 1.0) > 0):
                yield Fault(*place, "no settlement forms over a red line: it needs 'red_line_crossed' to be clear")
        elif name not in known:
            yield Fault(*place, _unknown("variable", name, [*known, *OUTCOMES]))
        elif known[name].kind != "state":
            yield Fault(*place, f"'{name}' is {known[name].kind} and not a state: rules cannot push it")
        elif not -1 <= push <= 1 or push == 0:
            yield Fault(*place, f"'{name}': {push:g} has to be in [-1, 1] and not 0")


def check_pulls(case: Case) -> Iterable[Fault]:
    """See to it that the three pulls never sum above 1.

    A pull is linear in the memberships of each variable, and these sum to 1, so the sum is largest at a corner:
    one term of each variable. All corners are looked at.
    """
    rules = [rule for rule in case.rules if rule.outcome]
    for outcome in Outcome:
        if not any(str(outcome) in rule.consequents for rule in rules):
            yield Fault("rules.toml", "outcome rules", f"no rule pulls to '{outcome}'")
    if len(rules) == len(case.rules):
        yield Fault("rules.toml", "", "no rule pushes anything")
    by_name = {v.id: v for v in case.variables if v.scope == "world"}
    used = sorted({name for rule in rules for name in rule.antecedents})
    terms = [list(case.scale_of[by_name[name].scale].terms) for name in used]
    if np.prod([len(t) for t in terms]) > COMBINATIONS:
        yield Fault("rules.toml", "outcome rules", f"they speak of too many variables to check: {', '.join(used)}")
        return
    for corner in product(*terms):
        here = dict(zip(used, corner, strict=True))
        held = {rule.id: _held(rule, here) * sum(rule.consequents.values()) for rule in rules}
        total = sum(held.values())
        if total > 1 + 1e-9:
            at = ", ".join(f"{name} {term}" for name, term in here.items())
            which = ", ".join(f"'{rule}'" for rule, pull in held.items() if pull)
            message = f"the pulls of {which} sum to {total:g}, above 1, where {at}"
            yield Fault("rules.toml", "outcome rules", message)
            return


def check_humps(case: Case) -> Iterable[Fault]:
    """Tell pushes that rise and fall again over the terms of one variable, all else equal, without saying why.

    For the files of a case; a case from which a rule is taken out for a trial may have such humps.
    """
    kinds = {kind.id: kind for kind in case.edge_kinds}
    for rule in case.rules:
        if rule.humped or (rule.over == "world" and rule.outcome):
            continue
        known = names(case.variables, rule.over, kinds.get(rule.over))
        peers = [r for r in case.rules if (r.over, r.where) == (rule.over, rule.where)]
        for name in rule.antecedents:
            terms = list(case.scale_of[known[name].scale].terms)
            others = {n: t for n, t in rule.antecedents.items() if n != name}
            for corner in product(*others.values()):
                here = dict(zip(others, corner, strict=True))
                for target in rule.consequents:
                    pushes = [_total(peers, {**here, name: term}, target) for term in terms]
                    if pushes not in (sorted(pushes), sorted(pushes, reverse=True)):
                        shape = ", ".join(f"{term} {push:g}" for term, push in zip(terms, pushes, strict=True))
                        message = f"its effect on '{target}' is humped ({shape}): say why in 'humped', or mend it"
                        yield Fault(*_at("rules", rule, f"if: '{name}'"), message)
                        break


def _total(rules: list[Rule], here: Mapping[str, str], target: str) -> float:
    """Return the summed push on a variable where each variable is wholly one term; the rest is not looked at."""
    return round(sum(_held(rule, here) * rule.consequents.get(target, 0.0) for rule in rules), 9)


def _held(rule: Rule, here: Mapping[str, str]) -> float:
    """Return how far a rule's conditions hold where each variable is wholly one term."""
    return float(np.prod([grades.get(here.get(name, ""), 0.0) for name, grades in rule.antecedents.items()]))
