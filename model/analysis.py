"""Questions put to many runs: what leaving something out would do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from model.engine import central, courses
from model.ground import Floats, GroundRule, Program
from model.scenario import Scenario


def without_rules(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each rule that pushes something, all in one batch.

    Returns:
        the rules' ids, and the pulls at the horizon without each: shape (rules, 3). Central beliefs.
    """
    return _left_out(program, scenario, "rules")


def without_edges(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each relation between actors, all in one batch.

    What works through a relation is silent without it, and its part goes to nobody; where a pair of ties counts as
    one, it is silent without either.

    Returns:
        the edges' ids, and the pulls at the horizon without each: shape (edges, 3). Central beliefs.
    """
    return _left_out(program, scenario, "edges")


def without_actors(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each outside actor, all in one batch.

    Returns:
        the actors' ids, and the pulls at the horizon without each (and without whom the scenario leaves out anyway):
        shape (actors, 3). Central beliefs.
    """
    return _left_out(program, scenario, "actors")


Silent = np.ndarray[tuple[int, int], np.dtype[np.bool_]]


@lru_cache(maxsize=8)
def _silent(program: Program) -> dict[str, tuple[Sequence[str], Silent]]:
    """Return what can be left out, by kind: the ids, and which ground rules are silent without each."""
    edges = [edge.id for edge in program.case.edges]
    rules = sorted({ground_rule.rule for ground_rule in program.rules})

    def by(names: Sequence[str], of: Callable[[GroundRule], Sequence[Any]]) -> tuple[Sequence[str], Silent]:
        return names, np.array([[name in of(rule) for name in names] for rule in program.rules], dtype=bool)

    return {
        "rules": by(rules, lambda rule: (rule.rule,)),
        "edges": by(edges, lambda rule: [edges[number] for number in rule.edges]),
        "actors": by(program.case.outsiders, lambda rule: rule.actors),
    }


@lru_cache(maxsize=64)
def _without_each(program: Program, scenario: Scenario) -> Mapping[str, Floats]:
    """Return the pulls at the horizon without each thing, by kind; a page asks for all kinds: they are one batch."""
    kinds = _silent(program)
    present = 1.0 - np.concatenate([silent for _, silent in kinds.values()], axis=1)
    base = central(program, scenario)
    inputs = replace(base, start=np.tile(base.start, (1, present.shape[1])), strength=base.strength * present)
    pulls, _ = courses(program, inputs, scenario.events, scenario.months, every=False)
    ends = np.cumsum([len(names) for names, _ in kinds.values()])[:-1]
    return dict(zip(kinds, np.split(pulls[0].T, ends), strict=True))


def _left_out(program: Program, scenario: Scenario, kind: str) -> tuple[list[str], Floats]:
    return list(_silent(program)[kind][0]), _without_each(program, scenario)[kind].copy()
