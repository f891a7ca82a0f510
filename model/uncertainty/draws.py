"""Draws: plausible variants of what is believed, and of what a scenario leaves open.

Every belief has a Philox stream of its own, keyed by the seed and the belief's id, and a draw is a place in that
stream. So the first 256 of 512 draws are the same as 256 draws; a case with one belief fewer shares all the others;
and neither taking out an actor nor comparing scenarios shifts any draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from model.arrays import Floats
from model.engine import (
    BLOCK,
    Batch,
    GroundHappening,
    Inputs,
    Program,
    Strokes,
    belief_columns,
    rule_strengths,
    wandering,
)
from model.knowledge import MONTHS, Wander
from model.scenario import Scenario


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


@dataclass(frozen=True, eq=False)
class DrawnBeliefs:
    """Drawn beliefs, whatever the scenario: float32, read-only, a column for each draw.

    strength: of the ground rules; movable: the factor of pushes on each stance, the last row being that of all other
    pushes; doubt: the factor of every rule's pushes, in the order of `Program.pushing`; start: of the variables;
    """

    strength: Floats
    movable: Floats
    doubt: Floats
    start: Floats


@dataclass(frozen=True, eq=False)
class DrawnLuck:
    """What may happen to the draws, over the longest horizon, whatever the scenario: float32, a column for each draw.

    walk: how far the wandering assumption is from its level, by month, shape (months + 1, draws). strokes: what the
    happenings do to them.
    """

    walk: Floats
    strokes: Strokes


#: The luck that a scenario's draws have, unless another is asked for.
OWN_LUCK = 0


def drawn_inputs(
    program: Program, scenario: Scenario, draws: int, seed: int, first: int = 0, luck: int | None = OWN_LUCK
) -> Inputs:
    """Return the inputs of draws `first` to `first + draws` of a scenario, in float32.

    Varied are, within their plausible ranges (triangular, the central belief being the likeliest): edge weights,
    saliences, starts and assumptions that the scenario does not set; pushes by their rule's confidence (uniform,
    either way). These are what we do not know. What may happen is drawn besides: the battlefield wanders around its
    level in an AR(1) walk with uniform, hence bounded, steps; and of the happenings that the scenario allows, each
    comes about in a month if its draw for that month is below its rate.

    Args:
        program: the grounded case.
        scenario: its names have to fit the case.
        draws: how many.
        seed: of all streams.
        first: the number of the first draw.
        luck: another number gives the same beliefs another luck, independent of the first; None gives none at all.
    """
    held = drawn_beliefs(program, seed, first, first + draws)
    start, doubt = held.start.copy(), held.doubt
    for name, value in scenario.given.items():
        start[program.row[name]] = value
    if scenario.beliefs:
        doubt = doubt.copy()
        doubt[[number for number, rule in enumerate(program.pushing) if rule in scenario.beliefs]] = 1.0
    present, believed, pull = (column.astype(np.float32) for column in belief_columns(program, scenario))
    push = held.movable[program.push_stance]
    push *= program.push[:, None].astype(np.float32) * believed
    push *= doubt[program.push_of]
    row, back = wandering(program, scenario)
    inputs = Inputs(
        start=start,
        strength=held.strength * present,
        push=push,
        pull=np.broadcast_to(pull, (len(pull), draws)),
        wander=None,
        wander_row=row,
        back=back,
    )
    return inputs if luck is None else _lucky(program, scenario, inputs, drawn_luck(program, seed, first, draws, luck))


def _lucky(program: Program, scenario: Scenario, inputs: Inputs, luck: DrawnLuck) -> Inputs:
    """Return inputs to which what may happen is added: the front wanders, and what the scenario allows strikes."""
    allowed = np.array([scenario.may_happen(happening.id) for happening in program.happenings], dtype=bool)
    strokes = luck.strokes.until_month(scenario.months).of(allowed) if allowed.any() else None
    return replace(inputs, wander=luck.walk[: scenario.months + 1], strokes=strokes)


def drawn_batches(
    program: Program, scenario: Scenario, draws: int, seed: int, luck: int | None = OWN_LUCK
) -> Iterator[tuple[slice, Batch]]:
    """Yield the draws of a scenario a block at a time, with the places of its draws: no more are held at once."""
    for first in range(0, draws, BLOCK):
        last = min(first + BLOCK, draws)
        inputs = drawn_inputs(program, scenario, last - first, seed, first, luck)
        yield slice(first, last), Batch(program, scenario, inputs)


@lru_cache(maxsize=16)
def drawn_beliefs(program: Program, seed: int, first: int, last: int) -> DrawnBeliefs:
    """Return the drawn beliefs of draws `first` to `last`; kept, since all scenarios of a case share them."""

    def spread(names: list[str], low: Floats, mode: Floats, high: Floats) -> Floats:
        u = np.concatenate([uniform(seed, name, first, last) for name in names])
        return triangular(u, low[:, None], mode[:, None], high[:, None])

    case = program.case
    weight = spread([f"edge {e.id}" for e in case.edges], program.weight_low, program.weight, program.weight_high)
    names = [f"salience {name}" for name in program.saliences]
    salience = spread(names, program.salience_low, program.salience, program.salience_high)
    ids = program.ids[: program.variables]
    start = spread([f"start {name}" for name in ids], program.start_low, program.start, program.start_high)
    strength, movable = rule_strengths(program, weight, salience)
    found = strength, movable, _drawn_doubts(program, seed, first, last), start
    return DrawnBeliefs(*map(_as_float32, found))


def drawn_luck(program: Program, seed: int, first: int, draws: int, luck: int = OWN_LUCK) -> DrawnLuck:
    """Return what may happen to `draws` draws from `first` on.

    `luck` tells one luck from another: but for the first, whose streams bear the plain names, it is part of the names.
    """
    return _kept_luck(program.happenings, program.case.settings.wander, seed, first, draws, luck)


@lru_cache(maxsize=16)
def _kept_luck(
    happenings: tuple[GroundHappening, ...], wander: Wander, seed: int, first: int, draws: int, luck: int
) -> DrawnLuck:
    """Return it; kept, since all scenarios of a case share it, and so do cases in which only other beliefs differ."""
    again = f" again {luck}" if luck else ""
    walk = _as_float32(_drawn_walks(wander, seed, first, first + draws, again))
    return DrawnLuck(walk, _drawn_strokes(happenings, seed, first, first + draws, again))


def _drawn_strokes(happenings: tuple[GroundHappening, ...], seed: int, first: int, last: int, again: str) -> Strokes:
    """Return what happens to some draws, or would if no rate were scaled down, over the longest horizon."""
    found = [Strokes.none(np.float64)]
    for number, happening in enumerate(happenings):
        luck, size, length = (
            uniform(seed, f"{happening.name}{part}{again}", first, last, MONTHS) for part in ("", ": size", ": months")
        )
        month, run = np.nonzero(luck < happening.rate)
        at, many = (month, run), np.ones_like(run)
        least, most = happening.months or (MONTHS, MONTHS)
        until = month + np.floor(least + length[at] * (most - least + 1)).astype(np.intp)
        for effect in happening.effects:
            amount = effect.low + size[at] * (effect.high - effect.low)
            sets, row = many * effect.sets > 0, many * effect.row
            strokes = Strokes(month + 1, run, many * number, row, sets, amount, np.minimum(until, MONTHS), luck[at])
            found.append(strokes)
    whole = Strokes.together(found)
    return whole.where(np.lexsort((whole.run, whole.what, whole.month))).to(np.float32)


def _as_float32(array: Floats) -> Floats:
    small = array.astype(np.float32)
    small.flags.writeable = False
    return small


def _drawn_doubts(program: Program, seed: int, first: int, last: int) -> Floats:
    """Return the drawn factor of every rule's pushes, by the rule's confidence."""
    case = program.case
    width = [getattr(case.settings.spread, case.confidence(case.rule_of[rule])) for rule in program.pushing]
    u = np.concatenate([uniform(seed, f"push {rule}", first, last) for rule in program.pushing])
    factor: Floats = 1 + np.array(width)[:, None] * (2 * u - 1)
    return factor


def _drawn_walks(wander: Wander, seed: int, first: int, last: int, again: str) -> Floats:
    steps = 2 * uniform(seed, f"wander {wander.variable}{again}", first, last, MONTHS) - 1
    walk = np.zeros((MONTHS + 1, last - first))
    for month in range(MONTHS):
        walk[month + 1] = wander.persistence * walk[month] + wander.step * steps[month]
    return walk
