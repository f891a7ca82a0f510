"""The ways in which an episode's variants are read: what they say of each class, by what is let happen in them.

An episode is run four times on the same beliefs, draw by draw: as the rules have it by themselves, with the happenings
at their published rates, with a front that returns towards level, and with both. (The front wanders around its place
in all four.)

How an escalation is counted was settled before anything was scored so. The codebook's escalation is an event: somebody
joins within the window, or the war is carried into another country. The model's is a state of the war in a month. So it
is read both ways: at the end of the window, like the other classes; and as an event, by the largest share of the pull
that it reaches in any month of the window, the other classes at the end of it being scaled to what that leaves. Counted
in variants, an escalation as an event is one that has formed in any month; in all other variants what has formed at
the end counts. The month of the date itself does not count.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.arrays import Bools, Floats, Ints, read_only, same_bits
from model.history.codebook import CLASSES
from model.knowledge import OUTCOMES
from model.scenario import Scenario
from model.uncertainty import Ensemble

#: A settlement or a frozen conflict counts as having come once it has lasted for so many months; an escalation at once.
LEAST_MONTHS = 6

#: What is let happen, by the name of the layer: nothing besides the rules, and what a scenario says to have more.
OFF, HAPPENINGS, RETURNS, BOTH = "off", "happenings", "returning front", "both"
LAYERS = {
    OFF: {},
    HAPPENINGS: {"happenings": "all"},
    RETURNS: {"front": "returns"},
    BOTH: {"happenings": "all", "front": "returns"},
}

ESCALATION = CLASSES.index("escalation")


@dataclass(frozen=True, eq=False)
class Readings:
    """What the variants of some episodes come to in one layer; shapes (episodes, 4) with the classes of CLASSES.

    mean_pulls: the shares of the pull at the end of the window. peaks: the largest that escalation reaches in any month
    of it, shape (episodes,). counts: in how many variants each class has formed at the end, none of them being the
    fourth. first_counts: what came first and lasted. event_counts: as `counts`, an escalation counting in any month.
    """

    mean_pulls: Floats
    peaks: Floats
    counts: Floats
    first_counts: Floats
    event_counts: Floats

    def __post_init__(self) -> None:
        for array in self._arrays():
            read_only(array)

    def _arrays(self) -> tuple[Floats, ...]:
        """Return all arrays, in the order in which they are given."""
        return self.mean_pulls, self.peaks, self.counts, self.first_counts, self.event_counts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Readings) and all(map(same_bits, self._arrays(), other._arrays()))

    def __hash__(self) -> int:
        return hash(tuple(array.tobytes() for array in self._arrays()))

    @classmethod
    def of(cls, found: Ensemble) -> Readings:
        """Return how the variants of one episode are read."""
        formed = found.leads_formed
        at_end = np.concatenate([formed[-1], ~formed[-1].any(axis=0, keepdims=True)])
        escalated = formed[1:, ESCALATION].any(axis=0)
        as_event = np.where(escalated, ESCALATION, at_end.argmax(axis=0))
        rows = (
            found.shares_by_month[-1],
            found.shares_by_month[1:, ESCALATION].max(),
            at_end.sum(axis=1),
            np.bincount(came_first(formed), minlength=len(CLASSES)),
            np.bincount(as_event, minlength=len(CLASSES)),
        )
        return cls(*(np.array([row], dtype=float) for row in rows))

    @classmethod
    def together(cls, parts: Sequence[Readings]) -> Readings:
        """Return the readings of several episodes as one."""
        return cls(*map(np.concatenate, zip(*(part._arrays() for part in parts), strict=True)))

    @property
    def with_peaks(self) -> Floats:
        """The shares of the pull with the escalation as an event: its peak, and the others scaled to what it leaves."""
        others = self.mean_pulls.copy()
        others[:, ESCALATION] = 0
        whole = others.sum(axis=1, keepdims=True)
        found: Floats = np.divide(others, whole, out=others, where=whole > 0) * (1 - self.peaks)[:, None]
        found[:, ESCALATION] = self.peaks
        return found


def scenario_in(layer: str, title: str, case: str, months: int) -> Scenario:
    """Return the scenario of an episode in which so much is let happen, by the name of a layer."""
    return Scenario(title=title, case=case, months=months, **LAYERS[layer])


def came_first(formed: Bools) -> Ints:
    """Return which class comes first in each variant, a number in the order of CLASSES.

    Args:
        formed: whether each outcome has formed, shape (months + 1, 3, draws); month 0 is the start and does not count.
    """
    months = len(formed) - 1
    begins = np.full((len(OUTCOMES), formed.shape[2]), months + 1)
    for number, name in enumerate(CLASSES[: len(OUTCOMES)]):
        for month in range(months, 0, -1):
            lasts = 1 if name == "escalation" else LEAST_MONTHS
            held = formed[month : month + lasts, number].all(axis=0)
            begins[number, held] = month
    none = begins.min(axis=0) > months
    return np.where(none, len(OUTCOMES), begins.argmin(axis=0)).astype(np.intp)
