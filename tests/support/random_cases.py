"""Random cases: sound, and with nothing left of the bundled one but the ids."""

from __future__ import annotations

from random import Random
from typing import Any

from frozendict import frozendict

from model import load_case
from model.knowledge.building import rebuild
from model.knowledge.case import Case
from model.knowledge.records import Rule, Variable
from tests.support.cases import variables
from tests.support.mirror import mirrored


def random_case(seed: int) -> Case:
    """Return a sound case of which nothing is left but the ids: all that is believed is drawn anew.

    Some rules are gone, the others push anything by any amount; weights, saliences, starts, the places on every
    issue's scale, the issues' order, which of them are core and how near a red line is felt are others; of every two
    such cases one is mirrored.
    """
    drawn, case = Random(seed), load_case()
    shares = {"low": 0.0, "high": 1.0}
    bend = {issue.id: drawn.uniform(0.4, 2.5) for issue in case.issues}
    core = {issue.id for issue in case.issues if drawn.random() < 0.4} or {case.issues[-1].id}

    def pushing(rule: Rule) -> Rule:
        pulls = bool(rule.outcome)
        pushes = {
            name: push * drawn.uniform(0.2, 1) if pulls else drawn.choice([-1, 1]) * drawn.uniform(0.001, 0.5)
            for name, push in rule.consequents.items()
        }
        return rule.model_copy(update={"consequents": frozendict(pushes)})

    def placed(record: Any) -> Any:
        dear = {"salience": drawn.random(), **shares} if hasattr(record, "salience") else {}
        return record.model_copy(update={"place": record.place ** bend[record.issue], **dear})

    def started(record: Any, of: Variable) -> Any:
        scale = case.scale_of[of.scale]
        at = {"start": drawn.uniform(scale.low, scale.high), "low": scale.low, "high": scale.high}
        return record if record.start is None else record.model_copy(update=at)

    of = variables(case, "assumption", "state")
    issues = [issue.model_copy(update={"core": issue.id in core}) for issue in case.issues]
    drawn.shuffle(issues)
    felt = {"salience_hold": drawn.random(), "red_line_margin": drawn.uniform(0.01, 0.2)}
    rules = [pushing(rule) for rule in case.rules if rule.outcome or drawn.random() < 0.8]
    other = rebuild(
        case,
        settings=case.settings.model_copy(update=felt),
        issues=tuple(issues),
        objectives=tuple(map(placed, case.objectives)),
        stances=tuple(map(placed, case.stances)),
        red_lines=tuple(map(placed, case.red_lines)),
        edges=tuple(edge.model_copy(update={"weight": drawn.random(), **shares}) for edge in case.edges),
        variables=tuple(started(variable, variable) for variable in case.variables),
        starts=tuple(started(start, of[start.id]) for start in case.starts),
        rules=tuple(rules),
    )
    return mirrored(other) if drawn.random() < 0.5 else other
