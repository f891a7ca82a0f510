"""What `list` can list: for each list what it holds, its rows, and the columns that people are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.history import CLASSES, VICTORY, class_rows
from model.knowledge import OUTCOME_NAMES, Case, Variable, name_of, titles, variables_by_id
from model.scenario import bundled_situations

#: A row of a list: plain values by column, the id first if it has one.
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Listing:
    """A list.

    Attributes:
        says: what it holds, as half a sentence.
        rows: gives its rows for a case, in the order of the case's files.
        shown: the columns that people are shown; machines get all. The last may be long.
    """

    says: str
    rows: Callable[[Case], Iterator[Row]]
    shown: tuple[str, ...]


def _cases(case: Case) -> Iterator[Row]:
    yield from ({"id": name, "title": title} for name, title in titles().items())


def _scenarios(case: Case) -> Iterator[Row]:
    for name, scenario in bundled_situations(case).items():
        told = {"months": scenario.months, "expectations": len(scenario.expect), "title": scenario.title}
        yield {"id": name, **told, "says": scenario.says}


def _variables(fits: Callable[[Variable], bool]) -> Callable[[Case], Iterator[Row]]:
    """Return what gives the variables that fit, by qualified id, each where it starts in this case."""

    def rows(case: Case) -> Iterator[Row]:
        own = {start.id: start for start in case.starts}
        for name, variable in variables_by_id(case).items():
            if not fits(variable):
                continue
            scale, start = case.scale_of[variable.scale], own.get(name, variable)
            starts = {"start": start.start, "plausible_low": start.low, "plausible_high": start.high}
            yield {
                "id": name,
                "kind": variable.kind,
                "lever": variable.lever,
                "scope": variable.scope,
                "scale": variable.scale,
                "low": scale.low,
                "high": scale.high,
                **starts,
                "called": name_of(case, name),
                "means": variable.means,
            }

    return rows


def _terms(case: Case) -> Iterator[Row]:
    for scale in case.scales:
        names = list(dict.fromkeys(v.id for v in case.variables if v.scale == scale.id))
        for term, peak in scale.terms.items():
            yield {"id": term, "scale": scale.id, "peak": peak, "variables": names}


def _rules(case: Case) -> Iterator[Row]:
    for rule in case.rules:
        yield {"id": rule.id, **rule.model_dump(by_alias=True, mode="json"), "confidence": case.confidence(rule)}


def _relations(case: Case) -> Iterator[Row]:
    yield from (edge.model_dump(by_alias=True, mode="json") for edge in case.edges)


def _kinds(case: Case) -> Iterator[Row]:
    many = [edge.kind for edge in case.edges]
    yield from ({**kind.model_dump(mode="json"), "relations": many.count(kind.id)} for kind in case.edge_kinds)


def _theories(case: Case) -> Iterator[Row]:
    for theory in case.theories:
        yield {"id": theory.id, "rules": [rule.id for rule in theory.rules], "title": theory.title, "says": theory.says}


def _outcomes(case: Case) -> Iterator[Row]:
    for outcome, called in OUTCOME_NAMES.items():
        rules = [rule.id for rule in case.rules if rule.outcome == outcome]
        yield {"id": str(outcome), "rules": rules, "called": called}


def _reference_classes(case: Case) -> Iterator[Row]:
    yield from class_rows(case.settings.war)


def _records(field: str) -> Callable[[Case], Iterator[Row]]:
    """Return what gives the records that a field of the case holds, as they stand in its files."""

    def rows(case: Case) -> Iterator[Row]:
        yield from (record.model_dump(by_alias=True, mode="json") for record in getattr(case, field))

    return rows


#: The columns that tell where a variable starts, and within what range plausibly.
STARTS = ("id", "start", "plausible_low", "plausible_high")


#: Every list by its name. To add one: a line here.
LISTS: dict[str, Listing] = {
    "actors": Listing("who takes part", _records("actors"), ("id", "role", "label")),
    "articles": Listing("what the knowledge is drawn from", _records("articles"), ("id", "title")),
    "assumptions": Listing(
        "what only a scenario or an event sets, levers among them",
        _variables(lambda variable: variable.kind == "assumption"),
        (*STARTS, "called"),
    ),
    "cases": Listing("the bundled wars, the default first", _cases, ("id", "title")),
    "claims": Listing("the causal sentences of the sources", _records("claims"), ("id", "status", "says")),
    "episodes": Listing("situations that the sources tell or suppose", _records("episodes"), ("id", "period", "says")),
    "gauges": Listing(
        "what is derived from variables each month",
        _variables(lambda variable: variable.kind == "gauge"),
        ("id", "low", "high", "called"),
    ),
    "happenings": Listing(
        "what may happen, at published rates, where a scenario allows it",
        _records("happenings"),
        ("id", "for", "rate", "says"),
    ),
    "issues": Listing("the questions on the table", _records("issues"), ("id", "kind", "core", "label")),
    "kinds": Listing("kinds of relation, over which rules can go", _kinds, ("id", "relations", "label")),
    "levers": Listing("what the page puts at the top", _variables(lambda one: one.lever), (*STARTS, "called")),
    "objectives": Listing(
        "who wants what", _records("objectives"), ("id", "actor", "issue", "place", "salience", "says")
    ),
    "outcomes": Listing("where a war can be driven", _outcomes, ("id", "called")),
    "red-lines": Listing(
        "beyond what a party will not give way", _records("red_lines"), ("actor", "issue", "place", "says")
    ),
    "reference-classes": Listing(
        "how wars of a sort went within two years, and whether the case's is one",
        _reference_classes,
        ("id", "chosen", "years", "dyads", *CLASSES, VICTORY, "title"),
    ),
    "relations": Listing("ties between actors", _relations, ("id", "kind", "from", "to", "weight", "says")),
    "rules": Listing("the sentences that drive a run", _rules, ("id", "for", "confidence", "says")),
    "scenarios": Listing("the situations that come with the case", _scenarios, ("id", "months", "title")),
    "stances": Listing(
        "positions judged where a party states none",
        _records("stances"),
        ("actor", "issue", "place", "salience", "says"),
    ),
    "states": Listing("what rules move", _variables(lambda one: one.kind == "state"), (*STARTS, "called")),
    "terms": Listing("words for stretches of a scale", _terms, ("id", "scale", "peak", "variables")),
    "theories": Listing("optional rules, off unless believed", _theories, ("id", "title")),
    "variables": Listing("states, assumptions and gauges", _variables(lambda one: True), ("id", "kind", "called")),
}
