"""Whether the knowledge of a case is knowledge: nothing in it is lost, unfounded or without effect.

The loader tells what cannot be used; this tells what can be used and yet says nothing. Each check is a generator of
findings with its threshold beside it. Central beliefs throughout: see `model.probe` for what is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from model.analysis.audit.influence import absences, change, firings, influences, stretches
from model.engine import Program, program_of
from model.knowledge import FILE_OF, Case, CaseError, Claim, Edge, Fault, check_humps, pending, rebuild
from model.scenario import SCENARIO_SUFFIX, Scenario, bundled_situations

#: At most one claim in so many is not modelled.
CLAIMS = 6


#: A rule, or one of its places, fires if its conditions hold so far anywhere.
FIRES = 0.01


#: A step of a lever, an actor and an objective count if they move a path by so much.
PATH = 0.001


#: A relation and an assumption count if they move a pull at the horizon by so much.
PULL = 0.02


@dataclass(frozen=True, order=True)
class Finding(Fault):
    """Something in the knowledge that says nothing: where it stands, what is the matter, and the check's id."""

    check: str


@dataclass(frozen=True, eq=False)
class CaseUnderTest:
    """What the checks look at; what has to be run is run when it is first asked for."""

    case: Case

    @cached_property
    def program(self) -> Program:
        """The grounded case."""
        return program_of(self.case)

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """The bundled scenarios by id."""
        return bundled_situations(self.case)

    @property
    def runs(self) -> list[Scenario]:
        """What is run: the bundled scenarios, or where there are none, the case as it stands."""
        return list(self.scenarios.values()) or [Scenario(title="as it stands", case=self.case.id)]

    @cached_property
    def carriers(self) -> dict[str, list[str]]:
        """The rules that carry each claim."""
        held: dict[str, list[str]] = {}
        for rule in self.case.rules:
            for claim in rule.claims:
                held.setdefault(claim, []).append(rule.id)
        return held

    @cached_property
    def users(self) -> dict[str, list[str]]:
        """The rules that ground over each relation."""
        held: dict[str, list[str]] = {}
        for rule in self.program.rules:
            for number in rule.edges:
                held.setdefault(self.case.edges[number].id, []).append(rule.rule)
        return held


LintCheck = Callable[[CaseUnderTest], Iterator[Fault]]


def lint(case: Case, progress: Callable[[str], Any] | None = None, checks: Iterable[str] = ()) -> list[Finding]:
    """Return everything in a case that says nothing, in the order of file and place.

    Args:
        case: the case, with its bundled scenarios in its folder.
        progress: called with a check's id before it is made.
        checks: the ids of those to make, see CHECKS; all if none is named.

    Raises:
        ScenarioError: if a bundled scenario cannot be run.
    """
    evidence = CaseUnderTest(case)
    found = []
    for name in checks or LINT_CHECKS:
        if progress is not None:
            progress(name)
        found += [Finding(fault.file, fault.place, fault.message, name) for fault in LINT_CHECKS[name](evidence)]
    return sorted(found)


def case_counts(case: Case) -> dict[str, int]:
    """Return how much there is to look at."""
    evidence = CaseUnderTest(case)
    placed = {ground.rule for ground in evidence.program.rules} | {r.id for r in evidence.program.outcome_rules}
    return {
        "rules": len(case.rules),
        "places": len(evidence.program.rules),
        "claims": len(case.claims),
        "claims not modelled": sum(bool(claim.not_modelled) for claim in case.claims),
        "relations": len(case.edges),
        "relations not modelled": sum(bool(edge.not_modelled) for edge in case.edges),
        "scenarios": len(evidence.scenarios),
        "general rules on the general judgement": sum(rule.general and not rule.claims for rule in case.rules),
        "general rules without a place here": len({r.id for r in case.rules if r.general} - placed),
    }


def _fault(field: str, record: Any, message: str) -> Fault:
    file, table = FILE_OF[field]
    name = getattr(record, "id", None) or f"{record.actor}.{record.issue}"
    return Fault(file, f"{table} '{name}'", message)


def _silent(field: str, record: Claim | Edge, rules: list[str]) -> Iterator[Fault]:
    if rules and record.not_modelled:
        yield _fault(field, record, f"it says that it is not modelled, and the rule '{rules[0]}' rests on it")
    elif not rules and not record.not_modelled.strip():
        yield _fault(field, record, "no rule rests on it, and it does not say why ('not_modelled')")


def check_pending(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Nothing in the case's own files is yet to be told, as in a case that has been begun."""
    if evidence.case.folder is not None:
        yield from pending(evidence.case.folder)


def check_claims(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every claim is carried by a rule or says why not, and does not do both; at most one in CLAIMS says why not.

    A relation or a scenario that names a claim tells where it comes from; it does not make anything follow from it.
    """
    claims = evidence.case.claims
    for claim in claims:
        yield from _silent("claims", claim, evidence.carriers.get(claim.id, []))
    silent = sum(bool(claim.not_modelled) for claim in claims)
    if silent * CLAIMS > len(claims):
        yield Fault("claims.toml", "", f"{silent} of {len(claims)} claims are not modelled: more than one in {CLAIMS}")


def check_relations(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every relation grounds a rule somewhere or says why not, and does not do both."""
    for edge in evidence.case.edges:
        yield from _silent("edges", edge, evidence.users.get(edge.id, []))


def check_firing(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every rule fires in each of its places: its conditions hold to FIRES somewhere.

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
        if max(places.values()) < FIRES:
            yield _fault("rules", of[name], f"never fires: its conditions hold to {max(places.values()):.3f} at most")
            continue
        for where, most in places.items():
            if most < FIRES:
                yield _fault("rules", of[name], f"never fires at '{where}': its conditions hold to {most:.3f} at most")


def check_monotone(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Over the terms of one variable, else equal, a push does not rise and fall again, unless the rule says why."""
    yield from check_humps(evidence.case)


def check_levers(evidence: CaseUnderTest) -> Iterator[Fault]:
    """No step of a lever is dead: it moves a state's path or a pull by PATH in one bundled scenario at least."""
    for name, at, to, move in stretches(evidence.case, evidence.runs):
        if move < PATH:
            message = f"nothing moves between {at:g} and {to:g}: {move:.4f} at most, in any bundled scenario"
            yield Fault("variables.toml", f"variable '{name}'", message)


def check_actors(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Every outside actor has a part in a rule, and taking it out moves a path by PATH in some bundled scenario."""
    moved = absences(evidence.case, evidence.runs)
    parts = {actor for rule in evidence.program.rules for actor in rule.actors}
    for actor in evidence.case.actors:
        if actor.id in evidence.case.parties:
            continue
        if actor.id not in parts:
            yield _fault("actors", actor, "no rule rests on any of its relations")
        elif moved[actor.id] < PATH:
            message = f"taking it out changes nothing: {moved[actor.id]:.4f} at most, in any bundled scenario"
            yield _fault("actors", actor, message)


def check_objectives(evidence: CaseUnderTest) -> Iterator[Fault]:
    """Taking out an objective of a party, or an outside one on a core issue, moves a path by PATH in some scenario.

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
        move = change(case, less, evidence.runs, PATH)
        if move < PATH:
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
    """Every assumption, over its scale, and every modelled relation, in against out, moves some pull by PULL.

    In one situation at least, of the bundled scenarios and a fixed design over all levers and assumptions.
    """
    for effect in influences(evidence.case, enough=PULL):
        if effect.move >= PULL or effect.kind not in ("assumption", "relation"):
            continue
        file, place = "actors.toml", f"edge '{effect.id}'"
        if effect.kind == "assumption":
            file, place = "variables.toml", f"variable '{effect.id}'"
        where = f" ({effect.where})" if effect.where else ""
        yield Fault(file, place, f"it moves no pull by {PULL:g}: {effect.move:.4f} at most{where}")


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
}
