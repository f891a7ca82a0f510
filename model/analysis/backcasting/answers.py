"""Answers to the question what it would take: sets of changes, what each costs and comes to, and how alike they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.analysis.backcasting.goal import Goal
from model.scenario import Scenario
from model.showing import Card, Shown


@dataclass(frozen=True, repr=False)
class Answer(Shown):
    """One set of changes, and what comes of them.

    Attributes:
        values: what is set to what, by qualified id, the dearest move first.
        before: where each stood.
        cost: of all moves in sum.
        share: the part of the variants that reach the goal, with the ends of its 95 % interval (Wilson 1927); or, with
            `pull`, the outcome's share of the pull (bootstrap).
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
    pull: bool = False

    def _card(self) -> Card:
        facts = {"share": f"{self.share:.1%} ({self.low:.1%} to {self.high:.1%})", "cost": f"{self.cost:.2f}"}
        return Card(changes(self.values) or "nothing changed", facts | {"reached": "yes" if self.reached else "no"})


@dataclass(frozen=True, repr=False)
class Reach(Shown):
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

    def _card(self) -> Card:
        facts = {"answers": str(len(self.answers))}
        facts |= {"cheapest": changes(self.answers[0].values)} if self.answers else {}
        facts |= {"now": f"{self.now.share:.1%}", "looked through": "all" if self.done else "in part"}
        rows = [(changes(one.values), f"{one.cost:.2f}", f"{one.share:.1%}") for one in self.answers]
        return Card(repr(self.goal), facts, [("changes", "cost", "share"), *rows])


def changes(values: Mapping[str, float]) -> str:
    """Return what is set to what, in short: "trust 0.6, strikes 0.2"."""
    return ", ".join(f"{name} {value:.3g}" for name, value in values.items())


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
