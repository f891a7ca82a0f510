"""Who says what of every episode: the model, read in several ways, and what needs no model. A line each.

Decided before anything was run: the counts, what forms first, the base rate, mediation alone, and a quarter for each.
Added when the first run had been seen: the shares of the pull, and the half. Added later still, all at once and before
any of them was scored: what may happen besides, the escalation as an event, and the class of past wars.

Counts become shares with half an observation added to each class, for the model as for the rates of the table; a
hundredth is added to each class's share of the pull, since a share of 0 scores minus infinity.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from model.arrays import Floats, Ints
from model.history.codebook import CLASSES
from model.history.episodes import History
from model.history.readings import BOTH, HAPPENINGS, OFF, RETURNS, Readings
from model.history.reference_classes import class_shares
from model.history.scores import rates_among_others, smoothed

#: The item of the codebook that the simplest forecaster knows.
MEDIATION = "mediation"

#: What is added to each class's share of the pull.
HUNDREDTH = 0.01

MODEL, WITH_HAPPENINGS, WITH_FRONT, WITH_BOTH = "model", "model, happenings", "model, returning front", "model, both"
EVENT, EVENT_BOTH = "escalation as event", "escalation as event, both"
COUNTS, COUNTS_BOTH, COUNTS_EVENT, FIRST = "counts", "counts, both", "counts, escalation as event", "first"
HALF, CLASS, BASE, EVEN = "half", "class", "base rate", "even"


class Found(Protocol):
    """What a forecaster may go by: the episodes, what followed them, their grades, and the model's variants."""

    @property
    def history(self) -> History:
        """The episodes with their codebook."""

    @property
    def followed(self) -> Ints:
        """The class that followed, by episode."""

    def grades(self, item: str) -> Ints:
        """Return how each episode was graded by an item."""

    def read(self, layer: str) -> Readings:
        """Return what the variants came to, by the name of a layer."""


@dataclass(frozen=True)
class Forecaster:
    """Somebody who says what share each class has of what may follow an episode.

    id: its name in files. title: what it is called. knows: what it goes by, as half a sentence. shares: of what was
    found, the shares it gives, shape (episodes, 4), rows summing to 1. model: whether it reads the model's variants.
    """

    id: str
    title: str
    knows: str
    shares: Callable[[Found], Floats]
    model: bool = False


def shares_of_the_pull(pulls: Floats) -> Floats:
    """Return mean pulls as shares to be scored, a hundredth added to each class; shape (episodes, 4)."""
    return (pulls + HUNDREDTH) / (1 + len(CLASSES) * HUNDREDTH)


def _pulls(layer: str) -> Callable[[Found], Floats]:
    return lambda found: shares_of_the_pull(found.read(layer).mean_pulls)


def _peaks(layer: str) -> Callable[[Found], Floats]:
    return lambda found: shares_of_the_pull(found.read(layer).with_peaks)


def _counts(of: Callable[[Readings], Floats], layer: str = OFF) -> Callable[[Found], Floats]:
    return lambda found: smoothed(of(found.read(layer)))


def _base(found: Found) -> Floats:
    return rates_among_others(found.followed, len(CLASSES))


def _half(found: Found) -> Floats:
    return (smoothed(found.read(OFF).counts) + _base(found)) / 2


def _mediation(found: Found) -> Floats:
    return rates_among_others(found.followed, len(CLASSES), found.grades(MEDIATION))


def _class(found: Found) -> Floats:
    """Return how wars of the same class went; a quarter for each where no class holds a war."""
    even = dict.fromkeys(CLASSES, 1 / len(CLASSES))
    rows = [class_shares(episode.facts) or even for episode in found.history.episodes]
    return np.array([[row[name] for name in CLASSES] for row in rows])


def _even(found: Found) -> Floats:
    return np.full((len(found.followed), len(CLASSES)), 1 / len(CLASSES))


#: All of them, in the order in which they are told.
FORECASTERS = (
    Forecaster(
        MODEL,
        "Shares of the pull",
        "mean pulls over the variants after two years, and what they leave; nothing happens besides",
        _pulls(OFF),
        True,
    ),
    Forecaster(
        WITH_HAPPENINGS,
        "Shares of the pull, with happenings",
        "the same beliefs, and what may happen at its published rates",
        _pulls(HAPPENINGS),
        True,
    ),
    Forecaster(
        WITH_FRONT,
        "Shares of the pull, with a front that returns",
        "the same beliefs, and a front that returns towards level",
        _pulls(RETURNS),
        True,
    ),
    Forecaster(
        WITH_BOTH,
        "Shares of the pull, with both",
        "the same beliefs, happenings and a front that returns",
        _pulls(BOTH),
        True,
    ),
    Forecaster(
        EVENT,
        "Shares of the pull, escalation as an event",
        "the largest share of the pull that escalation reaches in any month; nothing happens besides",
        _peaks(OFF),
        True,
    ),
    Forecaster(
        EVENT_BOTH,
        "The same, with both",
        "the same, with happenings and a front that returns",
        _peaks(BOTH),
        True,
    ),
    Forecaster(
        COUNTS,
        "Formed at the end",
        "in how many variants each outcome has formed after two years",
        _counts(lambda read: read.counts),
        True,
    ),
    Forecaster(
        COUNTS_BOTH,
        "Formed at the end, with both",
        "the same, with happenings and a front that returns",
        _counts(lambda read: read.counts, BOTH),
        True,
    ),
    Forecaster(
        COUNTS_EVENT,
        "Formed at the end, escalation at any time",
        "the same, an escalation counting if it has formed in any month",
        _counts(lambda read: read.event_counts),
        True,
    ),
    Forecaster(
        FIRST,
        "What forms first",
        "the same variants, by what came first and lasted, as the episodes are coded",
        _counts(lambda read: read.first_counts),
        True,
    ),
    Forecaster(HALF, "Half formed, half base rate", "the counts and the base rate, with equal weights", _half),
    Forecaster(MEDIATION, "Mediation alone", "how the other episodes with as much mediation went on", _mediation),
    Forecaster(
        CLASS,
        "Past wars of the same class",
        "how years of war of the same kind and length went on within two years, by UCDP counts, without victories",
        _class,
    ),
    Forecaster(BASE, "Base rate of the table", "how the other episodes went on", _base),
    Forecaster(EVEN, "A quarter for each", "nothing", _even),
)

FORECASTER_OF = {one.id: one for one in FORECASTERS}

#: The ways in which the model's variants are read.
READINGS = tuple(one.id for one in FORECASTERS if one.model)
