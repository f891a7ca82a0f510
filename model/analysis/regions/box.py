"""A box: conditions that go with a goal, how often they do, and how it stood up to resampling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model.analysis.backcasting.goal import Goal
from model.showing import Card, Shown


@dataclass(frozen=True)
class Box:
    """Conditions that go with a goal.

    Attributes:
        limits: by what is limited, the lowest and the highest value; an end of the scale is no condition.
        density: the share of the situations within that reach the goal, with its 95 % interval (Wilson 1927).
        coverage: the share of all situations that reach it which lie within.
        mass: the share of all situations that lie within.
        survived: the share of the bootstrap samples in which there is one like it.
    """

    limits: Mapping[str, tuple[float, float]]
    density: float
    low: float
    high: float
    coverage: float
    mass: float
    survived: float


@dataclass(frozen=True, repr=False)
class Boxes(Shown):
    """The boxes that survive, the best first.

    Attributes:
        goal: what is to come, and months, the horizon.
        boxes: up to three, none of which overlaps another.
        share: the share of all situations that reach the goal, and `situations`, how many there are.
        dropped: how many boxes were dense enough and did not survive.
        scales: the ends of the scale of everything that is drawn.
    """

    goal: Goal
    months: int
    boxes: tuple[Box, ...]
    share: float
    situations: int
    dropped: int
    scales: Mapping[str, tuple[float, float]]

    def _card(self) -> Card:
        facts = {"boxes": str(len(self.boxes)), "situations": f"{self.situations:,}", "share": f"{self.share:.1%}"}
        rows = [
            (
                ", ".join(f"{n} {lo:g} to {hi:g}" for n, (lo, hi) in b.limits.items()),
                f"{b.density:.1%}",
                f"{b.mass:.1%}",
            )
            for b in self.boxes
        ]
        return Card(repr(self.goal), facts, [("conditions", "density", "mass"), *rows])
