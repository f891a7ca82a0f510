"""Everything that the evidence page tells, entry by entry: what each record says, rests on and does in a run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TypedDict

from model.explain import (
    GOES_ON,
    LABELS,
    SHAPES,
    STATUS_IN_WORDS,
    Effect,
    Evidence,
    condition,
    confidence_in_words,
    consequence,
    effects_in_words,
    firing_in_words,
    moved_in_words,
    pulls_in_figures,
    pulls_without,
    rate_in_words,
)
from model.history import facts_in_words
from model.knowledge import (
    Actor,
    Case,
    Claim,
    Edge,
    End,
    Episode,
    Fact,
    Happening,
    Issue,
    Objective,
    Outcome,
    RedLine,
    Rule,
    Stance,
    Start,
    Variable,
    WarFacts,
    capitalised,
    carriers,
    name_of,
    places_in_words,
    possessive,
    typeset,
    uncapitalised,
)


class Entry(TypedDict):
    """A record as it is read.

    Attributes:
        key: unlike that of any other entry; id: as it is cited, empty where nobody cites it.
        kind, says: what it is, and its sentence.
        status: how it is told, where not outright; places: in which source and section.
        note: why no rule makes use of it; judgement: what of it is our judgement.
        mark, side: what to see at a glance, and the outcome that it speaks for, if it does.
        lines: facts about it, each with its label; links: keys of other entries, under a label.
    """

    key: str
    id: str
    kind: str
    says: str
    status: str
    places: str
    note: str
    judgement: str
    mark: str
    side: str
    lines: list[tuple[str, str]]
    links: list[tuple[str, list[str]]]


#: What the kinds of entries are called, by the first word of a key.
KINDS = {
    "claim": "Claim",
    "rule": "Rule",
    "relation": "Relation",
    "objective": "Objective",
    "issue": "Issue",
    "fact": "Fact",
    "episode": "Episode",
    "outcome": "Outcome",
    "actor": "Actor",
    "stance": "Judged position",
    "red-line": "Red line",
    "value": "Value",
    "happening": "Happening",
    "war": "Sort of war",
}


def entry_key(kind: str, name: str) -> str:
    """Return the key of an entry, unlike that of any other."""
    return f"{kind} {name}"


def entries(found: Evidence) -> dict[str, Entry]:
    """Return every entry by its key."""
    case = found.run.case
    every = [
        *(_claim(case, claim) for claim in case.claims),
        *(_rule(found, rule) for rule in case.rules),
        *(_edge(found, edge) for edge in case.edges),
        *(_objective(case, goal) for goal in case.objectives),
        *(_issue(case, issue) for issue in case.issues),
        *(_fact(case, fact) for fact in case.facts),
        *(_episode(case, episode) for episode in case.episodes),
        *(_outcome(found, end) for end in case.ends),
        *(_actor(case, actor) for actor in case.actors),
        *(_stance(case, record) for record in case.stances),
        *(_stance(case, record) for record in case.red_lines),
        *(_value(case, variable) for variable in case.variables),
        *(_value(case, start) for start in case.starts),
        *(_happening(found, happening) for happening in case.happenings),
        *(_war(facts) for facts in [case.settings.war] if facts is not None),
    ]
    return {entry["key"]: entry for entry in every}


def _entry(
    name: str,
    says: str,
    *,
    id: str = "",
    status: str = "",
    places: str = "",
    note: str = "",
    judgement: str = "",
    mark: str = "",
    side: str = "",
    lines: Iterable[tuple[str, str]] = (),
    links: Iterable[tuple[str, Iterable[str]]] = (),
) -> Entry:
    """Return an entry, without lines that say nothing and links that lead nowhere."""
    return {
        "key": name,
        "id": id,
        "kind": KINDS[name.split()[0]],
        "says": says,
        "status": status,
        "places": places,
        "note": note,
        "judgement": judgement,
        "mark": mark,
        "side": side,
        "lines": [(label, text) for label, text in lines if text],
        "links": [(label, keys) for label, ends in links if (keys := list(ends))],
    }


def _status(status: str) -> str:
    return STATUS_IN_WORDS.get(status, "")


def _rests_on(names: Iterable[str]) -> tuple[str, Iterator[str]]:
    return "Rests on", (entry_key("claim", name) for name in names)


def _mark(effect: Effect, active: bool) -> tuple[str, str]:
    """Return what to see at a glance, and its side: the greatest effect, or that there is none to tell of."""
    if not effect.outcomes_moved:
        return "hardly any difference here" if active else "does nothing here", ""
    outcome = Outcome(effect.outcomes_moved[0])
    return f"{SHAPES[outcome]} {LABELS[outcome]} {typeset(effect.on(outcome), sign=True)}", str(outcome)


def _claim(case: Case, claim: Claim) -> Entry:
    rules, edges = carriers(case, claim.id)
    values = [_value_key(v) for v in _variables_and_starts(case) if claim.id in v.claims]
    judged = [_stance_key(record) for record in _stances_and_red_lines(case) if claim.id in record.claims]
    counts = [
        f"{len(of)} {what}{'' if len(of) == 1 else 's'}" for what, of in (("rule", rules), ("relation", edges)) if of
    ]
    return _entry(
        entry_key("claim", claim.id),
        claim.says,
        id=claim.id,
        status=_status(claim.status),
        note=claim.not_modelled and f"Not modelled: {claim.not_modelled}",
        places=places_in_words(case, claim.source),
        mark=", ".join(counts),
        lines=[("Lever", claim.lever and f"{claim.lever[:1].upper()}{claim.lever[1:]}.")],
        links=[
            ("Rules that carry it", (entry_key("rule", rule.id) for rule in rules)),
            ("Relations that carry it", (entry_key("relation", edge.id) for edge in edges)),
            ("Values and positions that rest on it", values + judged),
        ],
    )


def _rule(found: Evidence, rule: Rule) -> Entry:
    case, months, does = found.run.case, found.run.scenario.months, found.rules[rule.id]
    through = [entry_key("relation", edge.edge.id) for edge in found.edges.values() if rule.id in edge.rules]
    here = " ".join(filter(None, [firing_in_words(does, months), moved_in_words(case, does)]))
    mark, side = _mark(does.effect, bool(does.held))
    return _entry(
        entry_key("rule", rule.id),
        rule.says,
        id=rule.id,
        judgement=rule.judgement,
        mark=mark,
        side=side,
        lines=[
            ("Condition", condition(case, rule)),
            ("What it does", consequence(case, rule)),
            ("Here", here),
            ("Effect", pulls_without(does.effect, months)),
            ("Confidence", confidence_in_words(case, does)),
            ("Why its effect rises and falls", rule.humped),
        ],
        links=[_rests_on(rule.claims), ("Works through", through)],
    )


def _edge(found: Evidence, edge: Edge) -> Entry:
    case, does = found.run.case, found.edges[edge.id]
    kind = case.edge_kind_of[edge.kind]
    effect = pulls_without(does.effect, found.run.scenario.months) if does.rules else "No rule works through it."
    mark, side = _mark(does.effect, True) if does.rules else ("", "")
    return _entry(
        entry_key("relation", edge.id),
        f"{kind.label[:1].upper()}{kind.label[1:]}: {case.labels[edge.tail]} → {case.labels[edge.head]}. {edge.says}",
        id=edge.id,
        status=_status(edge.status),
        note=edge.not_modelled and f"Not modelled: {edge.not_modelled}",
        judgement=edge.judgement,
        places=places_in_words(case, edge.source),
        mark=mark,
        side=side,
        lines=[
            ("Weight", f"{edge.weight:g}, plausibly {edge.low:g} to {edge.high:g}."),
            ("Effect", effect),
            ("Direction", edge.polarity and f"{edge.polarity[:1].upper()}{edge.polarity[1:]}."),
        ],
        links=[
            _rests_on(edge.claims),
            ("Rules that work through it", (entry_key("rule", rule) for rule in does.rules)),
            ("Between", (entry_key("actor", end) for end in (edge.tail, edge.head))),
        ],
    )


def _place_and_salience(goal: Objective | Stance, case: Case) -> list[tuple[str, str]]:
    issue = case.issue_of[goal.issue]
    return [
        (
            "Place",
            f"{goal.place:g} on the scale from 0 ({uncapitalised(issue.second)}) to 1 ({uncapitalised(issue.first)}).",
        ),
        ("How dear", f"{goal.salience:g}, plausibly {goal.low:g} to {goal.high:g}."),
    ]


def _objective(case: Case, goal: Objective) -> Entry:
    return _entry(
        entry_key("objective", goal.id),
        f"{case.labels[goal.actor]}, on {case.spoken[goal.issue]}: {goal.says}",
        id=goal.id,
        status=_status(goal.status),
        places=places_in_words(case, goal.source),
        lines=_place_and_salience(goal, case),
        links=[("Of and on", [entry_key("actor", goal.actor), entry_key("issue", goal.issue)])],
    )


def _issue(case: Case, issue: Issue) -> Entry:
    first, second = (possessive(case.spoken[party]) for party in case.parties)
    judged = [_stance_key(record) for record in _stances_and_red_lines(case) if record.issue == issue.id]
    return _entry(
        entry_key("issue", issue.id),
        f"{issue.label}. {issue.says}",
        status=_status(issue.status),
        judgement=issue.judgement,
        places=places_in_words(case, issue.source),
        mark="core" if issue.core else "",
        lines=[
            (
                "Scale",
                f"From 0, {second} end ({uncapitalised(issue.second)}), to 1, {first} ({uncapitalised(issue.first)}).",
            )
        ],
        links=[
            ("Objectives", (entry_key("objective", goal.id) for goal in case.objectives if goal.issue == issue.id)),
            ("Judged positions and red lines", judged),
        ],
    )


def _fact(case: Case, fact: Fact) -> Entry:
    lines = [("In the model", "Nothing rests on it: it is told for labels and notes.")]
    return _entry(
        entry_key("fact", fact.id), fact.says, id=fact.id, places=places_in_words(case, fact.source), lines=lines
    )


def _episode(case: Case, episode: Episode) -> Entry:
    return _entry(
        entry_key("episode", episode.id),
        episode.says,
        status=_status(episode.status),
        places=places_in_words(case, episode.source),
        mark=episode.period if episode.told else "supposed",
        lines=[
            ("When", f"{episode.period[:1].upper()}{episode.period[1:]}."),
            ("Expected", episode.expect),
            ("In the model", "A scenario to start from carries it; what is expected of it is tested."),
        ],
    )


def _outcome(found: Evidence, end: End) -> Entry:
    run, case = found.run, found.run.case
    if not isinstance(end.id, Outcome):
        rest, at = pulls_in_figures(run)[GOES_ON], f"at month {run.scenario.months}"
        left = f"What is left of the three pulls of the central run {at} is {rest}."
        places_ = places_in_words(case, end.source)
        return _entry(entry_key("outcome", end.id), f"{GOES_ON}. {end.says}", places=places_, lines=[("Here", left)])
    return _entry(
        entry_key("outcome", end.id),
        f"{LABELS[end.id]}. {end.says}",
        places=places_in_words(case, end.source),
        mark=f"{SHAPES[end.id]} pull {run.pull[end.id]:.2f}",
        side=str(end.id),
        lines=[("Here", f"Its pull at month {run.scenario.months} is {run.pull[end.id]:.2f}.")],
        links=[("Rules that make it", (entry_key("rule", rule.id) for rule in case.rules if rule.outcome == end.id))],
    )


def _actor(case: Case, actor: Actor) -> Entry:
    titles = {article.id: article.title for article in case.articles}
    return _entry(
        entry_key("actor", actor.id),
        f"{actor.label} ({actor.part or actor.role}). {actor.says}",
        places="; ".join(titles[article] for article in actor.articles),
        links=[
            ("Objectives", (entry_key("objective", goal.id) for goal in case.objectives if goal.actor == actor.id)),
            (
                "Relations",
                (entry_key("relation", edge.id) for edge in case.edges if actor.id in (edge.tail, edge.head)),
            ),
        ],
    )


def _stances_and_red_lines(case: Case) -> list[Stance | RedLine]:
    return [*case.stances, *case.red_lines]


def _variables_and_starts(case: Case) -> list[Variable | Start]:
    return [*case.variables, *case.starts]


def _stance_key(record: Stance | RedLine) -> str:
    return entry_key("stance" if isinstance(record, Stance) else "red-line", f"{record.actor}.{record.issue}")


def _stance(case: Case, record: Stance | RedLine) -> Entry:
    """Return the entry of a position or a red line that no article states."""
    if isinstance(record, Stance):
        lines = _place_and_salience(record, case)
    else:
        lines = [
            ("Place", f"{record.place:g} on the issue's scale: a party that gives way beyond it crosses the line.")
        ]
    return _entry(
        _stance_key(record),
        f"{case.labels[record.actor]}, on {case.spoken[record.issue]}: {record.says}",
        judgement=record.judgement,
        lines=lines,
        links=[
            _rests_on(record.claims),
            ("Of and on", [entry_key("actor", record.actor), entry_key("issue", record.issue)]),
        ],
    )


def _value_key(value: Variable | Start) -> str:
    scope = "world" if isinstance(value, Start) else value.scope
    return entry_key("value", value.id if scope == "world" else f"{scope}.{value.id}")


def _with_minus_signs(text: str) -> str:
    """Return a text with its numbers as typeset: with a minus sign before a digit, not a hyphen."""
    return re.sub(r"(?<![\w-])-(?=\d)", "−", text)  # noqa: RUF001


def _term_in_words(case: Case, term: str) -> str:
    """Return a term in words; one of the two parties goes by its name."""
    first, second = (case.labels[party] for party in case.parties)
    return re.sub(r"\bfirst\b", first, re.sub(r"\bsecond\b", second, term)).replace("-", " ")


def _value(case: Case, value: Variable | Start) -> Entry:
    start = (
        "" if value.start is None else _with_minus_signs(f"{value.start:g}, plausibly {value.low:g} to {value.high:g}.")
    )
    if isinstance(value, Start):
        name = name_of(case, value.id)
        says, scale = _with_minus_signs(f"{name[:1].upper()}{name[1:]} starts at {value.start:g}."), ""
    else:
        terms = case.scale_of[value.scale].terms
        says = f"{value.label}. {value.means}"
        scale = ", ".join(f"{_term_in_words(case, term)} at {typeset(peak)}" for term, peak in terms.items())
    return _entry(
        _value_key(value),
        says,
        judgement=value.judgement,
        mark="" if value.start is None or isinstance(value, Start) else f"starts at {typeset(value.start)}",
        lines=[("Start", start), ("Terms", scale and f"{scale[:1].upper()}{scale[1:]}.")],
        links=[_rests_on(value.claims)],
    )


def _happening(found: Evidence, happening: Happening) -> Entry:
    """Return the entry of something that may happen: how often, where that was counted, and what it does."""
    case, may = found.run.case, found.run.scenario.may_happen(happening.id)
    often = capitalised(rate_in_words(case, happening))
    return _entry(
        entry_key("happening", happening.id),
        happening.says,
        id=happening.id,
        judgement=happening.judgement,
        places=happening.source,
        mark="" if may else "switched off here",
        lines=[
            ("How often", f"{often}."),
            ("Count", f"{happening.count}. Period: {happening.period}."),
            ("What it does", effects_in_words(case, happening)),
            ("Here", "It may happen in the variants; the central run has none." if may else "It is switched off."),
        ],
        links=[_rests_on(happening.claims)],
    )


def _war(facts: WarFacts) -> Entry:
    """Return the entry of what sort of war it is, by which wars like it are found."""
    return _entry(
        entry_key("war", "facts"),
        f"It is counted as a war {facts_in_words(facts)}; it began in {facts.began}.",
        judgement=facts.judgement,
        lines=[("Effect", "Wars like it are found by this; nothing in a run rests on it.")],
        links=[_rests_on(facts.claims)],
    )
