"""Questions put to many runs: what leaving something out would do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from model.engine import central, courses
from model.ground import Floats, Program
from model.scenario import Scenario


def without_rules(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each rule that pushes something, all in one batch.

    Returns:
        the rules' ids, and the pulls at the horizon without each: shape (rules, 3). Central beliefs.
    """
    rules = sorted({ground_rule.rule for ground_rule in program.rules})
    return rules, _silenced(
        program, scenario, [[ground_rule.rule == rule for rule in rules] for ground_rule in program.rules]
    )


def without_edges(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each relation between actors, all in one batch.

    What works through a relation is silent without it, and its part goes to nobody; where a pair of ties counts as
    one, it is silent without either.

    Returns:
        the edges' ids, and the pulls at the horizon without each: shape (edges, 3). Central beliefs.
    """
    edges = [edge.id for edge in program.case.edges]
    numbers = range(len(edges))
    return edges, _silenced(
        program, scenario, [[n in ground_rule.edges for n in numbers] for ground_rule in program.rules]
    )


def without_actors(program: Program, scenario: Scenario) -> tuple[list[str], Floats]:
    """Run a scenario once without each outside actor, all in one batch.

    Returns:
        the actors' ids, and the pulls at the horizon without each (and without whom the scenario leaves out anyway):
        shape (actors, 3). Central beliefs.
    """
    actors = list(program.case.outsiders)
    return actors, _silenced(
        program, scenario, [[a in ground_rule.actors for a in actors] for ground_rule in program.rules]
    )


def _silenced(program: Program, scenario: Scenario, silent: list[list[bool]]) -> Floats:
    """Return the pulls at the horizon of runs in which some ground rules are silent; `silent` is by rule and run."""
    base = central(program, scenario)
    present = 1.0 - np.array(silent, dtype=float)
    inputs = replace(base, start=np.tile(base.start, (1, present.shape[1])), strength=base.strength * present)
    pulls, _ = courses(program, inputs, scenario.events, scenario.months, every=False)
    found: Floats = pulls[0].T
    return found
