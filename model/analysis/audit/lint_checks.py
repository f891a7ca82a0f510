"""The checks of a case: each is a generator of faults, whose docstring is the rule, with its threshold above."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from model.analysis.audit.case_under_test import CaseUnderTest
from model.analysis.audit.influence import absences, change, firings, influences, stretches
from model.knowledge import FILE_OF, CaseError, Claim, Edge, Fault, check_humps, pending, rebuild, toml_files
from model.scenario import SCENARIO_SUFFIX, is_scenario_file

#: At most one claim in so many is not modelled.
CLAIMS_PER_UNMODELLED = 6


#: A rule, or one of its places, fires if its conditions hold so far anywhere.
LEAST_FIRING = 0.01


#: A step of a lever, an actor and an objective count if they move a path by so much.
LEAST_PATH_MOVE = 0.001


#: A relation and an assumption count if they move a pull at the horizon by so much.
LEAST_PULL_MOVE = 0.02


LintCheck = Callable[[CaseUnderTest], Iterator[Fault]]


def check_pending(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Nothing in the case's own files is yet to be told, as in a case that has been begun."""
    if evidence.case.folder is not None:
        yield from pending(evidence.case.folder)


def check_claims(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every claim is carried by a rule or says why not, and does not do both; at most one in so many says why not.

    So many: CLAIMS_PER_UNMODELLED.
    A relation or a scenario that names a claim tells where it comes from; it does not make anything follow from it.
    """
    claims = evidence.case.claims
    for claim in claims:
        yield from _silent("claims", claim, evidence.carriers.get(claim.id, []))
    silent = sum(bool(claim.not_modelled) for claim in claims)
    if silent * CLAIMS_PER_UNMODELLED > len(claims):
        message = f"{silent} of {len(claims)} claims are not modelled: more than one in {CLAIMS_PER_UNMODELLED}"
        yield Fault("claims.toml", "", message)


def check_relations(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every relation grounds a rule somewhere or says why not, and does not do both."""
    for edge in evidence.case.edges:
        yield from _silent("edges", edge, evidence.users.get(edge.id, []))


def check_firing(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every rule fires in each of its places: its conditions hold to LEAST_FIRING somewhere.

    In a bundled scenario, on the lever grid, or in the design over all levers and assumptions.
    """
    of = evidence.case.rule_of
    rules, outcomes = firings(evidence.case, evidence.runs)
    held: dict[str, dict[str, float]] = {}
    for ground, most in zip(evidence.program.rules, rules, strict=True):
        held.setdefault(ground.rule, {})[ground.where] = float(most)
    for rule, most in zip(evidence.program.outcome_rules, outcomes, strict=True):
        held[rule.id] = {"world": float(most)}
    for name, places in held.items():
        if max(places.values()) < LEAST_FIRING:
            message = f"never fires: its conditions hold to {max(places.values()):.3f} at most"
            yield _fault("rules", of[name], message)
            continue
        for where, most in places.items():
            if most < LEAST_FIRING:
                yield _fault("rules", of[name], f"never fires at '{where}': its conditions hold to {most:.3f} at most")


def check_monotone(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Over the terms of one variable, else equal, a push does not rise and fall again, unless the rule says why."""
    yield from check_humps(evidence.case)


def check_levers(evidence: CaseUnderTest) -> Iterator[Fault]:
    """No step of a lever is dead: it moves a state's path or a pull by LEAST_PATH_MOVE in one bundled scenario."""
    for name, at, to, move in stretches(evidence.case, evidence.runs):
        if move < LEAST_PATH_MOVE:
            message = f"nothing moves between {at:g} and {to:g}: {move:.4f} at most, in any bundled scenario"
            yield Fault("variables.toml", f"variable '{name}'", message)


def check_actors(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every outside actor has a part in a rule; without it a path moves by LEAST_PATH_MOVE in some bundled scenario."""
    moved = absences(evidence.case, evidence.runs)
    parts = {actor for rule in evidence.program.rules for actor in rule.actors}
    for actor in evidence.case.actors:
        if actor.id in evidence.case.parties:
            continue
        if actor.id not in parts:
            yield _fault("actors", actor, "no rule rests on any of its relations")
        elif moved[actor.id] < LEAST_PATH_MOVE:
            message = f"taking it out changes nothing: {moved[actor.id]:.4f} at most, in any bundled scenario"
            yield _fault("actors", actor, message)


def check_objectives(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Without a party's objective, or an outside one on a core issue, a path moves by LEAST_PATH_MOVE in some scenario.

    What cannot be taken out, since a party would be left without an opening, is needed, and therefore counts.
    """
    case = evidence.case
    core = {issue.id for issue in case.issues if issue.core}
    for goal in case.objectives:
        if goal.actor not in case.parties and goal.issue not in core:
            continue
        try:
            less = rebuild(case, objectives=tuple(other for other in case.objectives if other is not goal))
        except CaseError:
            continue
        move = change(case, less, evidence.runs, LEAST_PATH_MOVE)
        if move < LEAST_PATH_MOVE:
            message = f"taking it out changes nothing: {move:.4f} at most, in any bundled scenario"
            yield _fault("objectives", goal, message)


def check_ranges(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every weight, salience, start and assumption has a plausible range: what is believed is not certain."""
    for field in ("objectives", "stances", "edges", "variables", "starts"):
        for record in getattr(evidence.case, field):
            if record.low is not None and not record.low < record.high:
                message = f"it has no plausible range: 'low' and 'high' are both {record.low:g}"
                yield _fault(field, record, message)


def check_effects(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every assumption over its scale, and every modelled relation, in against out, moves a pull by LEAST_PULL_MOVE.

    In one situation at least, of the bundled scenarios and a fixed design over all levers and assumptions.
    """
    for effect in influences(evidence.case, enough=LEAST_PULL_MOVE):
        if effect.move >= LEAST_PULL_MOVE or effect.kind not in ("assumption", "relation"):
            continue
        file, place = "actors.toml", f"edge '{effect.id}'"
        if effect.kind == "assumption":
            file, place = "variables.toml", f"variable '{effect.id}'"
        where = f" ({effect.where})" if effect.where else ""
        yield Fault(file, place, f"it moves no pull by {LEAST_PULL_MOVE:g}: {effect.move:.4f} at most{where}")


def check_episodes(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every episode of the register is told by a bundled scenario that names it."""
    told = {scenario.episode for scenario in evidence.scenarios.values()}
    for episode in evidence.case.episodes:
        if episode.id not in told:
            yield _fault("episodes", episode, "no bundled scenario carries it")


def check_scenarios(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every bundled scenario says why it sets what it sets, what is expected of it, and which claims it rests on."""
    for name, scenario in evidence.scenarios.items():
        file = name + SCENARIO_SUFFIX
        for given in scenario.given:
            if not scenario.why.get(given, "").strip():
                yield Fault(file, "why", f"'{given}' is set without a reason")
        if not scenario.expect:
            yield Fault(file, "expect", "nothing is expected of it")
        if not scenario.claims:
            yield Fault(file, "claims", "it names no claim that it rests on")


def check_names(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every TOML file among the case's own scenarios is called as scenarios are: no other is one of the case's."""
    folder = evidence.case.folder
    for file in toml_files(folder / "scenarios") if folder else ():
        if not is_scenario_file(file):
            yield Fault(f"scenarios/{file.name}", "", f"it is left out, for its name does not end in {SCENARIO_SUFFIX}")


def _silent(field: str, record: Claim | Edge, rules: list[str]) -> Iterator[Fault]:
    if rules and record.not_modelled:
        yield _fault(field, record, f"it says that it is not modelled, and the rule '{rules[0]}' rests on it")
    elif not rules and not record.not_modelled.strip():
        yield _fault(field, record, "no rule rests on it, and it does not say why ('not_modelled')")


def _fault(field: str, record: Any, message: str) -> Fault:
    file, table = FILE_OF[field]
    name = getattr(record, "id", None) or f"{record.actor}.{record.issue}"
    return Fault(file, f"{table} '{name}'", message)


LINT_CHECKS: dict[str, LintCheck] = {
    "pending": check_pending,
    "claims": check_claims,
    "relations": check_relations,
    "firing": check_firing,
    "monotone": check_monotone,
    "levers": check_levers,
    "actors": check_actors,
    "objectives": check_objectives,
    "ranges": check_ranges,
    "effects": check_effects,
    "episodes": check_episodes,
    "scenarios": check_scenarios,
    "names": check_names,
}
