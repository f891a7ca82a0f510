"""What has to hold of a case's rules: their words, their pushes, where they ground, and the sum of their pulls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import product
from math import prod
from typing import get_args

from model.knowledge.case import Case
from model.knowledge.checks import place_of
from model.knowledge.errors import Fault
from model.knowledge.groundings import frames
from model.knowledge.hints import unknown
from model.knowledge.records import OUTCOMES, Issue, Outcome, Rule, Scale, Variable
from model.knowledge.vocabulary import ATTRIBUTES, names

#: The most term combinations over which the loader checks the sum of the pulls.
COMBINATIONS = 200_000


def check_rules(case: Case) -> Iterable[Fault]:
    """Tell what is wrong with rules: their words, their pushes, where they ground."""
    kinds = {kind.id: kind for kind in case.edge_kinds}
    allowed = ["world", "party", "stance", *kinds]
    for rule in case.rules:
        if rule.over not in allowed:
            yield Fault(*place_of("rules", rule, "for"), unknown("grounding", rule.over, allowed))
            continue
        known = names(case.variables, rule.over, kinds.get(rule.over))
        faults = [
            *_check_where(case, rule),
            *_check_antecedents(case, rule, known),
            *_check_consequents(rule, known, case.scale_of),
        ]
        yield from faults or _check_frames(case, rule)


def _check_antecedents(case: Case, rule: Rule, known: Mapping[str, Variable]) -> Iterable[Fault]:
    place = place_of("rules", rule, "if")
    for name, grades in rule.antecedents.items():
        if name not in known:
            yield Fault(*place, unknown("variable", name, known))
            continue
        terms = list(case.scale_of[known[name].scale].terms)
        for term in grades:
            if term not in terms:
                yield Fault(*place, f"'{name}': {unknown('term', term, terms)}")
        if set(grades) == set(terms) and len(set(grades.values())) == 1:
            yield Fault(*place, f"'{name}': it holds whatever the value is: leave it out, or grade its terms")
        if known[name].id == "engagement" and terms[0] in grades:
            yield Fault(*place, f"'{name}' = '{terms[0]}': a rule may not fire on low engagement")


def _check_frames(case: Case, rule: Rule) -> Iterable[Fault]:
    grounds = frames(case, rule)
    if not grounds and not rule.general:
        yield Fault(*place_of("rules", rule, "for"), f"it grounds nowhere over '{rule.over}'")
    for role in ("source", "target"):
        idle = any(frame.bound.get(role) in case.outsiders for frame in grounds)
        if idle and f"{role}.engagement" not in rule.antecedents:
            message = f"'{role}.engagement' is missing: an idle actor has to be as one that is out"
            yield Fault(*place_of("rules", rule, "if"), message)


def _check_where(case: Case, rule: Rule) -> Iterable[Fault]:
    for name, value in rule.where.items():
        place = place_of("rules", rule, "where")
        if name not in ATTRIBUTES:
            yield Fault(*place, unknown("attribute", name, ATTRIBUTES))
            continue
        key = name.partition(".")[2]
        records = case.issues if ATTRIBUTES[name] is Issue else case.actors
        values = {str(getattr(record, key)) for record in records}
        if rule.general:
            values = set(get_args(ATTRIBUTES[name].model_fields[key].annotation))
        if value not in values:
            yield Fault(*place, f"'{name}': {unknown(key, value, values)}")


def _check_consequents(rule: Rule, known: Mapping[str, Variable], scales: Mapping[str, Scale]) -> Iterable[Fault]:
    place = place_of("rules", rule, "then")
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
            yield Fault(*place, unknown("variable", name, [*known, *OUTCOMES]))
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
    if prod(map(len, terms)) > COMBINATIONS:
        yield Fault("rules.toml", "outcome rules", f"they speak of too many variables to check: {', '.join(used)}")
        return
    for corner in product(*terms):
        here = dict(zip(used, corner, strict=True))
        pulls = {rule.id: _strength(rule, here) * sum(rule.consequents.values()) for rule in rules}
        total = sum(pulls.values())
        if total > 1 + 1e-9:
            at = ", ".join(f"{name} {term}" for name, term in here.items())
            which = ", ".join(f"'{rule}'" for rule, pull in pulls.items() if pull)
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
                    pushes = [_push(peers, {**here, name: term}, target) for term in terms]
                    if pushes not in (sorted(pushes), sorted(pushes, reverse=True)):
                        shape = ", ".join(f"{term} {push:g}" for term, push in zip(terms, pushes, strict=True))
                        message = f"its effect on '{target}' is humped ({shape}): say why in 'humped', or mend it"
                        yield Fault(*place_of("rules", rule, f"if: '{name}'"), message)
                        break


def _push(rules: list[Rule], here: Mapping[str, str], target: str) -> float:
    """Return the summed push on a variable where each variable is wholly one term; the rest is not looked at."""
    return round(sum(_strength(rule, here) * rule.consequents.get(target, 0.0) for rule in rules), 9)


def _strength(rule: Rule, here: Mapping[str, str]) -> float:
    """Return how far a rule's conditions hold where each variable is wholly one term."""
    return prod(grades.get(here.get(name, ""), 0.0) for name, grades in rule.antecedents.items())
