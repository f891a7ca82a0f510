"""The words that a rule may use: which names a grounding offers, and which ids they stand for."""

from __future__ import annotations

from collections.abc import Iterator

from model.knowledge.case import Case
from model.knowledge.records import Actor, EdgeKind, Issue, Variable

#: What a role stands for in a rule: the scopes whose variables it has.
ROLES = {
    "party": ("party",),
    "rival": ("party",),
    "stance": ("stance",),
    "rival_stance": ("stance",),
    "issue": ("issue",),
    "source": ("actor", "party"),
    "target": ("actor", "party"),
}


#: The attributes that `where` may ask for, by role, and the record that has them.
ATTRIBUTES: dict[str, type[Actor] | type[Issue]] = {"source.role": Actor, "target.role": Actor, "issue.kind": Issue}


#: The gauges that the engine derives, by scope and id, and where their scales begin and end; a case gives them labels.
GAUGES = {
    ("world", "front_movement"): (0.0, 1.0),
    ("world", "widest_gap"): (0.0, 1.0),
    ("world", "red_line_crossed"): (0.0, 1.0),
    ("party", "fortune"): (-1.0, 1.0),
    ("party", "offer"): (0.0, 1.0),
    ("party", "red_line_crossed"): (0.0, 1.0),
    ("stance", "position"): (0.0, 1.0),
    ("stance", "red_line"): (0.0, 1.0),
    ("stance", "red_line_crossed"): (0.0, 1.0),
    ("issue", "gap"): (0.0, 1.0),
}


#: The variables that the engine and the outcomes speak of by name; every case has to have them.
NEEDED = {
    ("world", "assumption", "battlefield_shift"),
    ("world", "assumption", "external_pressure"),
    ("world", "state", "trust"),
    ("stance", "state", "concession"),
    ("actor", "assumption", "engagement"),
}


def roles(over: str, kind: EdgeKind | None) -> tuple[str, ...]:
    """Return the roles that a rule over `over` may name; `kind` is that kind of edge, if it is one."""
    if kind is not None:
        ends = ("source", "party") if kind.pair else ("source", "target")
        return (*ends, "rival", "stance", "rival_stance", "issue")
    by_scope = {"party": ("party", "rival"), "stance": ("stance", "rival_stance", "issue", "party", "rival")}
    return by_scope.get(over, ())


def names(variables: tuple[Variable, ...], over: str, kind: EdgeKind | None) -> dict[str, Variable]:
    """Return every variable name that a rule over `over` may use, with the variable that it stands for."""
    found = {v.id: v for v in variables if v.scope == "world"}
    for role in roles(over, kind):
        found |= {f"{role}.{v.id}": v for v in variables if v.scope in ROLES[role]}
    return found


def members(case: Case, scope: str) -> Iterator[str]:
    """Yield the ids that variables of a scope exist for ("" for the world)."""
    match scope:
        case "world":
            yield ""
        case "party":
            yield from case.parties
        case "actor":
            yield from case.outsiders
        case "issue":
            yield from (issue.id for issue in case.issues)
        case "stance":
            yield from (f"{party}.{issue.id}" for party in case.parties for issue in case.issues)


def qualified(case: Case, variable: Variable) -> list[str]:
    """Return the qualified ids of a variable: one for each member of its scope."""
    return [f"{member}.{variable.id}".lstrip(".") for member in members(case, variable.scope)]


def variables_by_id(case: Case) -> dict[str, Variable]:
    """Return every variable, gauges included, by each of its qualified ids, in the order of the case."""
    return {name: variable for variable in case.variables for name in qualified(case, variable)}


def settable(case: Case) -> dict[str, Variable]:
    """Return what can be set at the start by qualified id, levers and assumptions, in the order of the case."""
    return {name: v for name, v in variables_by_id(case).items() if v.lever or v.kind == "assumption"}
