"""Answers to the question what it would take: sets of changes, what each costs and comes to, and how alike they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.analysis.backcasting.goal import Goal
from model.scenario import Scenario


@dataclass(frozen=True)
class Answer:
    """One set of changes, and what comes of them.

    Attributes:
        values: what is set to what, by qualified id, the dearest move first.
        before: where each stood.
        cost: of all moves in sum.
        share: the share of variants that reach the goal, with the ends of its 95 % interval (Wilson 1927).
        draws: how many variants that is of.
        reached: whether the share is as large as the goal asks.
        scenario: the scenario with the changes made.
    """

    values: Mapping[str, float]
    before: Mapping[str, float]
    cost: float
    share: float
    low: float
    high: float
    draws: int
    reached: bool
    scenario: Scenario


@dataclass(frozen=True)
class Reach:
    """What has been found so far: `answers`, the cheapest first: cheap ones that change different things.

    `closest` is as near as one comes if there is none.
    `now` is the scenario as it is. `size` is up to how many things at once have been looked through, and `done` whether
    all have; `runs` how many runs that took.
    """

    goal: Goal
    now: Answer
    answers: tuple[Answer, ...]
    closest: Answer | None
    size: int
    done: bool
    runs: int


def apart(answers: Sequence[Answer], most: int) -> list[Answer]:
    """Return so many of the answers, the cheapest first, and then those that are cheap and change other things.

    What an answer costs counts the more, the more of what it changes those before it change as well (Jaccard 1912).
    """
    left, found = sorted(answers, key=lambda answer: answer.cost), list[Answer]()
    while left and len(found) < most:
        best = min(left, key=lambda answer: answer.cost * (1 + max((alike(answer, o) for o in found), default=0.0)))
        left.remove(best)
        found.append(best)
    return found


def alike(one: Answer, other: Answer) -> float:
    """Return which share of what two answers change both of them change."""
    together = set(one.values) | set(other.values)
    return len(set(one.values) & set(other.values)) / len(together) if together else 1.0
