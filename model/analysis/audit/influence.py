"""What moves what: relations, actors, levers and assumptions are taken out or moved, one at a time, and measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice, pairwise
from math import inf

import numpy as np

from model.analysis.audit.situations import DESIGN_POINTS, design, lever_grid, steps
from model.arrays import Floats
from model.engine import (
    AS_IS,
    Program,
    Trial,
    central_inputs,
    memberships,
    program_of,
    trial_batch,
    trial_ends,
    trial_paths,
)
from model.knowledge import Case
from model.scenario import Scenario, bundled_situations

#: So many points of the design are run together; what has then moved a pull enough is left out of the next.
POINTS_TOGETHER = 8


@dataclass(frozen=True)
class Influence:
    """The largest move of a pull at the horizon that one part of the case makes, and the situation where it does.

    kind: lever or assumption (moved from one end of its scale to the other), relation or actor (in against out).
    where: a bundled scenario's id, or a point of the design, see `situations.design`.
    through: the kinds of relation that carry an actor's effect, the strongest first; of a relation, its own kind.
    """

    kind: str
    id: str
    move: float = 0.0
    where: str = ""
    through: tuple[str, ...] = ()


def influences(case: Case, points: int = DESIGN_POINTS, enough: float = inf) -> list[Influence]:
    """Return what every lever, assumption, modelled relation and outside actor moves at most, the least first.

    Args:
        case: the case.
        points: situations of the design that are looked at, beside the bundled scenarios.
        enough: what has moved a pull by so much is not followed any further, which saves most of the time; what it
            moves at most is then only known to be so much or more.
    """
    program = program_of(case)
    found = {part: Influence(*part) for part in _parts(program)}
    for names, scenarios in _batches(case, points):
        pairs = {part: trials for part, trials in _parts(program).items() if found[part].move < enough}
        if not pairs:
            break
        trials = list(dict.fromkeys(trial for pair in pairs.values() for trial in pair))
        column = {trial: number for number, trial in enumerate(trials)}
        pulls = trial_ends(program, scenarios, trials)
        for part, (one, other) in pairs.items():
            moves = np.abs(pulls[:, column[one]] - pulls[:, column[other]]).max(axis=1)
            best = int(moves.argmax())
            if moves[best] > found[part].move:
                found[part] = replace(found[part], move=float(moves[best]), where=names[best])
    return sorted(_carried(case, list(found.values())), key=lambda effect: (effect.move, effect.kind, effect.id))


def _parts(program: Program) -> dict[tuple[str, str], tuple[Trial, Trial]]:
    """Return the two trials that are compared for everything that can be moved or taken out, by (kind, id)."""
    found: dict[tuple[str, str], tuple[Trial, Trial]] = {}
    for name, row in program.settable.items():
        kind = "lever" if program.variable_of[name].lever else "assumption"
        low, high = float(program.low[row]), float(program.high[row])
        found[kind, name] = Trial(row=row, value=low), Trial(row=row, value=high)
    for number, edge in enumerate(program.case.edges):
        rules = tuple(at for at, rule in enumerate(program.rules) if number in rule.edges)
        if rules:
            found["relation", edge.id] = AS_IS, Trial(out=rules)
    found |= {("actor", actor): (AS_IS, Trial.without(program, actor)) for actor in program.case.outsiders}
    return found


def _batches(case: Case, points: int) -> Iterator[tuple[list[str], list[Scenario]]]:
    """Yield the bundled scenarios one by one, for each has its own events and horizon; then the design in parts."""
    for name, scenario in bundled_situations(case).items():
        yield [name], [scenario]
    rest = iter(design(case, points).items())
    while part := dict(islice(rest, POINTS_TOGETHER)):
        yield list(part), list(part.values())


def _carried(case: Case, found: list[Influence]) -> list[Influence]:
    """Return the effects with what carries them: an actor's are its relations', of which some may not count at all."""
    edges = {edge.id: edge for edge in case.edges}
    moved = {effect.id: effect.move for effect in found if effect.kind == "relation"}

    def through(effect: Influence) -> tuple[str, ...]:
        if effect.kind == "relation":
            return (edges[effect.id].kind,)
        own = [e for e in moved if effect.kind == "actor" and effect.id in (edges[e].tail, edges[e].head) and moved[e]]
        return tuple(dict.fromkeys(edges[e].kind for e in sorted(own, key=lambda e: -moved[e])))

    return [replace(effect, through=through(effect)) for effect in found]


def absences(case: Case, scenarios: Sequence[Scenario]) -> dict[str, float]:
    """Return by how much each outside actor's absence moves some path in one of the scenarios at most."""
    program = program_of(case)
    trials = [AS_IS, *(Trial.without(program, actor) for actor in case.outsiders)]
    moved = []
    for scenario in scenarios:
        found = trial_paths(program, scenario, trials)
        moved.append(np.abs(found[..., 1:] - found[..., :1]).max(axis=(0, 1)))
    return dict(zip(case.outsiders, map(float, np.max(moved, axis=0)), strict=True))


def stretches(case: Case, scenarios: Sequence[Scenario]) -> Iterator[tuple[str, float, float, float]]:
    """Yield every step of every lever: its id, the values, and by how much the step moves a state or pull at most.

    A lever that is a state moves itself; its own path does not count.
    """
    program = program_of(case)
    pulls = range(len(program.ids), len(program.ids) + 3)
    for name, row in program.settable.items():
        if not program.variable_of[name].lever:
            continue
        values = steps(program, row)
        trials = [Trial(row=row, value=value) for value in values]
        others = [*(int(state) for state in program.states if state != row), *pulls]
        found = (trial_paths(program, scenario, trials)[:, others] for scenario in scenarios)
        moved = [np.abs(np.diff(each, axis=2)).max(axis=(0, 1)) for each in found]
        for (at, to), move in zip(pairwise(values), np.max(moved, axis=0), strict=True):
            yield name, at, to, float(move)


def change(case: Case, other: Case, scenarios: Sequence[Scenario], enough: float) -> float:
    """Return by how much the paths of two cases with the same variables differ at most; `enough` ends the search."""
    most = 0.0
    for scenario in scenarios:
        one, two = (trial_paths(program_of(each), scenario, [AS_IS]) for each in (case, other))
        most = max(most, float(np.abs(one - two).max()))
        if most >= enough:
            break
    return most


def firings(case: Case, scenarios: Sequence[Scenario]) -> tuple[Floats, Floats]:
    """Return how far the conditions of each ground rule and of each outcome rule hold at most.

    In any month of the scenarios, on the lever grid, and in the design. What has no strength (a relation of weight
    0) never fires.
    """
    program = program_of(case)
    rules, outcomes = np.zeros(len(program.rules)), np.zeros(len(program.outcome_rules))
    for together in (*([scenario] for scenario in scenarios), lever_grid(case), list(design(case).values())):
        for trace in trial_batch(program, together).traces(record=True):
            assert trace.before is not None
            held = (memberships(program.firing, now).max(axis=1) for now in trace.before)
            rules = reduce(np.maximum, held, rules)
            held = (memberships(program.outcomes, now).max(axis=1) for now in trace.values)
            outcomes = reduce(np.maximum, held, outcomes)
    strength = central_inputs(program, Scenario(title="as it is", case=case.id)).strength[:, 0]
    return rules * (strength > 0), outcomes
