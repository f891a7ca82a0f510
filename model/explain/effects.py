"""What a run rests on: what every rule and every relation does to the pulls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.arrays import Floats
from model.engine import SLIGHT, Run, central_inputs, without_edges, without_rules
from model.knowledge import OUTCOMES, Confidence, Edge, Rule

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Effect:
    """The three pulls at the horizon, each in [0, 1], as they are and as they would be without something believed."""

    pull: Mapping[str, float]
    without: Mapping[str, float]

    def on(self, outcome: str) -> float:
        """Return what it adds to an outcome's pull (positive), or takes from it; in [-1, 1]."""
        return self.pull[outcome] - self.without[outcome]

    @property
    def outcomes_moved(self) -> tuple[str, ...]:
        """The outcomes whose pull would differ by SLIGHT or more, the one that differs most first."""
        return tuple(sorted((o for o in OUTCOMES if abs(self.on(o)) >= SLIGHT), key=lambda o: -abs(self.on(o))))


@dataclass(frozen=True)
class RuleEvidence:
    """What one rule does in a run.

    Attributes:
        moved: what it changed in sum over the months, by variable (signed); of an outcome rule, its part of the pull
            at the horizon.
        places: at how many places of the graph it grounds.
        held: how far its condition held at most, in [0, 1], over all months and all places whose actors have a part.
        months: in how many months it held at all.
    """

    rule: Rule
    confidence: Confidence
    effect: Effect
    moved: Mapping[str, float]
    places: int
    held: float
    months: int

    @property
    def outcome(self) -> str:
        """The outcome that it pulls to, if it is an outcome rule; else ""."""
        return self.rule.outcome


@dataclass(frozen=True)
class EdgeEvidence:
    """What one relation does in a run; `rules` are the ids of those that work through it, in the file's order."""

    edge: Edge
    effect: Effect
    rules: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Evidence:
    """What a run rests on, by the ids of rules and edges, in the order of the case's files."""

    run: Run
    rules: Mapping[str, RuleEvidence]
    edges: Mapping[str, EdgeEvidence]


def evidence(run: Run) -> Evidence:
    """Return what each rule and each edge does in a run: each is left out once, all else equal.

    The effects are one-at-a-time ablations with the central beliefs, and do not add up; `moved` does, exactly.
    """
    found = {**_rules_without_place(run), **_pushing_rules(run), **_outcome_rules(run)}
    return Evidence(run, {rule.id: found[rule.id] for rule in run.case.rules}, modelled_edges(run))


def leave_one_out(run: Run) -> pd.DataFrame:
    """Return what the pulls would be without each rule, all else equal; the rules that define an outcome included.

    Returns:
        one row for each rule, with its id as index: says, claims, the three pulls at the horizon without it (a column
        for each outcome, in [0, 1]), and effect, what it adds to the pull of the run's outcome or takes from it, in
        [-1, 1]. The greatest effect comes first, whatever its sign. Central beliefs; effects do not add up.

    Raises:
        ValueError: if it is given anything but a run.
    """
    given: object = run
    if not isinstance(given, Run):
        raise ValueError(f"a run is needed, as simulate(case, scenario) gives it, not {given!r:.60}")
    found = {**_rules_without_place(run), **_pushing_rules(run), **_outcome_rules(run)}
    rules = [found[rule.id] for rule in run.case.rules]
    columns: dict[str, Sequence[object]] = {
        "rule": [of.rule.id for of in rules],
        "says": [of.rule.says for of in rules],
        "claims": [of.rule.claims for of in rules],
    }
    return effects_table(run, columns, [of.effect for of in rules])


def effects_table(run: Run, columns: Mapping[str, Sequence[object]], effects: Sequence[Effect]) -> pd.DataFrame:
    """Return effects as a table: the given columns, the pulls without each, and its effect on the leading pull.

    The first column is the index; the greatest effect comes first.
    """
    import pandas as pd

    pulls = {outcome: [effect.without[outcome] for effect in effects] for outcome in OUTCOMES}
    table = pd.DataFrame({**columns, **pulls, "effect": [effect.on(run.outcome) for effect in effects]})
    return table.set_index(next(iter(columns))).sort_values("effect", key=lambda effect: -effect.abs(), kind="stable")


def _effect(run: Run, without: Floats) -> Effect:
    return Effect(run.pull, dict(zip(OUTCOMES, map(float, without), strict=True)))


def _rules_without_place(run: Run) -> dict[str, RuleEvidence]:
    """Return the evidence of general rules that ground nowhere in this case, and so do nothing."""
    placed = {ground_rule.rule for ground_rule in run.program.rules}
    nothing = Effect(run.pull, run.pull)
    return {
        rule.id: RuleEvidence(rule, run.case.confidence(rule), nothing, {}, 0, 0.0, 0)
        for rule in run.case.rules
        if rule.id not in placed
    }


def _pushing_rules(run: Run) -> dict[str, RuleEvidence]:
    """Return the evidence of the rules that push variables."""
    program = run.program
    moved: dict[str, dict[str, float]] = {}
    for number, amount in enumerate(run.amounts.sum(axis=0)):
        sums = moved.setdefault(program.rules[program.push_rule[number]].rule, {})
        variable = program.ids[program.push_row[number]]
        sums[variable] = sums.get(variable, 0.0) + float(amount)
    held, found = _condition_by_month(run), {}
    for name, pulls in zip(*without_rules(program, run.scenario), strict=True):
        rule = run.case.rule_of[name]
        of = [number for number, ground_rule in enumerate(program.rules) if ground_rule.rule == name]
        by_month = held[:, of].max(axis=1)
        found[name] = RuleEvidence(
            rule=rule,
            confidence=run.case.confidence(rule),
            effect=_effect(run, pulls),
            moved=moved[name],
            places=len(of),
            held=float(by_month.max()),
            months=int((by_month > 0).sum()),
        )
    return found


def _condition_by_month(run: Run) -> Floats:
    """Return how far every ground rule's condition held, where its actors have a part: (months, ground rules)."""
    held: Floats = run.held * (central_inputs(run.program, run.scenario).strength[:, 0] > 0)
    return held


def _outcome_rules(run: Run) -> dict[str, RuleEvidence]:
    """Return the evidence of the outcome rules: a pull is the sum of their parts."""
    found = {}
    for number, rule in enumerate(run.program.outcome_rules):
        parts, outcome = run.parts[:, number], OUTCOMES[run.program.outcome_of[number]]
        weight = run.program.outcome_weight[number] * run.scenario.beliefs.get(rule.id, 1.0)
        without = [run.pull[o] - (float(parts[-1]) if o == outcome else 0.0) for o in OUTCOMES]
        found[rule.id] = RuleEvidence(
            rule=rule,
            confidence=run.case.confidence(rule),
            effect=_effect(run, np.array(without)),
            moved={outcome: float(parts[-1])},
            places=1,
            held=float(parts[1:].max() / weight) if weight else 0.0,
            months=int((parts[1:] > 0).sum()),
        )
    return found


def modelled_edges(run: Run) -> dict[str, EdgeEvidence]:
    """Return what each relation does in a run, by its id."""
    names, pulls = without_edges(run.program, run.scenario)
    through: dict[int, set[str]] = {}
    for ground_rule in run.program.rules:
        for number in ground_rule.edges:
            through.setdefault(number, set()).add(ground_rule.rule)
    edge_of = {edge.id: edge for edge in run.case.edges}
    return {
        name: EdgeEvidence(
            edge_of[name],
            _effect(run, pulls[number]),
            tuple(r for r in run.case.rule_of if r in through.get(number, ())),
        )
        for number, name in enumerate(names)
    }
