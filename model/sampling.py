"""Draws: plausible variants of what is believed, and what a scenario leaves open.

Every belief has a Philox stream of its own, keyed by the seed and the belief's id, and a draw is a place in that
stream. So the first 256 draws of 512 are the 256; a case with one belief fewer shares all the others; actors taken
out and scenarios compared shift nothing.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np

from model.engine import Inputs, beliefs
from model.ground import Floats, Program, strengths
from model.scenario import MONTHS, Scenario


def uniform(seed: int, belief: str, first: int, last: int, width: int = 1) -> Floats:
    """Return the numbers in [0, 1) of draws `first` to `last` of one belief, shape (width, draws)."""
    key = int.from_bytes(blake2b(belief.encode(), digest_size=8).digest(), "big")
    bits = np.random.Philox(key=np.array([seed, key], dtype=np.uint64))
    skip = first * width
    bits.advance(skip // 4)  # a step of the counter gives four numbers
    rest = skip % 4
    numbers = np.random.Generator(bits).random(rest + (last - first) * width)[rest:]
    return numbers.reshape(last - first, width).T


def triangular(u: Floats, low: Floats, mode: Floats, high: Floats) -> Floats:
    """Return the values of a triangular distribution at the shares `u`; all of one shape, or broadcastable."""
    width = np.where(high > low, high - low, 1.0)
    below = (mode - low) / width
    rising = low + np.sqrt(u * width * (mode - low))
    falling = high - np.sqrt((1 - u) * width * (high - mode))
    return np.clip(np.where(u < below, rising, falling), low, high)


def drawn(program: Program, scenario: Scenario, draws: int, seed: int, first: int = 0) -> Inputs:
    """Return the inputs of draws `first` to `first + draws` of a scenario.

    Varied are, within their plausible ranges (triangular, the central belief being the likeliest): edge weights,
    saliences, starts and assumptions that the scenario does not set; pushes by their rule's confidence (uniform,
    either way); and the battlefield wanders around its level in an AR(1) walk with uniform, hence bounded, steps.
    """
    last = first + draws

    def spread(names: list[str], low: Floats, mode: Floats, high: Floats) -> Floats:
        u = np.concatenate([uniform(seed, name, first, last) for name in names])
        return triangular(u, low[:, None], mode[:, None], high[:, None])

    case = program.case
    weight = spread([f"edge {e.id}" for e in case.edges], program.weight_low, program.weight, program.weight_high)
    names = [f"salience {name}" for name in program.saliences]
    salience = spread(names, program.salience_low, program.salience, program.salience_high)
    ids = program.ids[: program.variables]
    start = spread([f"start {name}" for name in ids], program.start_low, program.start, program.start_high)
    for name, value in scenario.given.items():
        start[program.row[name]] = value
    strength, factor = strengths(program, weight, salience)
    present, believed, pull = beliefs(program, scenario)
    push = program.push[:, None] * factor * believed * _doubt(program, scenario, seed, first, last)
    wander = case.settings.wander
    return Inputs(
        start,
        strength * present,
        push,
        np.broadcast_to(pull, (len(pull), draws)),
        _walk(program, scenario.months, seed, first, last),
        program.row[wander.variable],
    )


def _doubt(program: Program, scenario: Scenario, seed: int, first: int, last: int) -> Floats:
    """Return the drawn factor of every push; a rule whose push a scenario sets is not varied."""
    factors: dict[str, Floats] = {}
    for rule in {ground_rule.rule for ground_rule in program.rules}:
        width = getattr(program.case.settings.spread, program.case.confidence(program.case.rule_of[rule]))
        u = uniform(seed, f"push {rule}", first, last)[0]
        factors[rule] = np.ones_like(u) if rule in scenario.beliefs else 1 + width * (2 * u - 1)
    return np.stack([factors[program.rules[number].rule] for number in program.push_rule])


def _walk(program: Program, months: int, seed: int, first: int, last: int) -> Floats:
    wander = program.case.settings.wander
    steps = 2 * uniform(seed, f"wander {wander.variable}", first, last, MONTHS)[:months] - 1
    walk = np.zeros((months + 1, last - first))
    for month in range(months):
        walk[month + 1] = wander.persistence * walk[month] + wander.step * steps[month]
    return walk
