"""The smallest change of one thing that changes the answer: of a lever, of an assumption, of an event."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from model.arrays import Floats, Ints
from model.engine import ALL, FORMED, Batch, Run, leading
from model.knowledge import OUTCOMES

#: A flip is found to this, on the scale of what is changed; of an event, as a share of it.
TOLERANCE = 0.005


#: Each scale is looked at in so many steps first.
FIRST_STEPS = 32


#: A step that may hide a flip is cut into so many.
CUT_INTO = 4


#: A step may hide a flip if the answer's lead at one of its ends is no more than so many times what the lead changes
#: by over the steppest of the step and its neighbours.
CAUTION = 1.5


#: Where the lead changes by less than this over a step, nothing moves.
NO_CHANGE = 1e-12


#: Up to this many times as much of an event is looked at.
MOST_OF_AN_EVENT = 2.0


@dataclass(frozen=True)
class Flip:
    """The smallest change of one thing, all else equal, with which another answer comes out.

    kind: lever, assumption or event; id: a qualified id, or "event no. 1". `at` is its value now, `to` the nearest
    value that flips the answer, None if none on the scale does; of an event both are shares of it (1 as told, 0 not
    at all, 2 twice as much). `outcome` and `formed` are the answer at `to`, `pull` the leading pull there, in [0, 1];
    the run's own if there is no flip.
    """

    kind: str
    id: str
    at: float
    to: float | None
    outcome: str
    formed: bool
    pull: float

    @property
    def size(self) -> float:
        """How far it is to the flip; infinite if there is none."""
        return float("inf") if self.to is None else abs(self.to - self.at)


@dataclass(frozen=True)
class _Knob:
    """One thing that can be turned: a row of the start, or an event, from `low` to `high`; `at` is where it stands."""

    kind: str
    id: str
    number: int
    at: float
    low: float
    high: float


def flips(result: Run) -> list[Flip]:
    """Return the smallest change of every lever, assumption and event that changes a run's answer, the least first.

    The answer is which outcome leads, and whether it has formed. It need not be monotone in what is changed: each
    scale is stepped through from end to end, and where the lead is so small, or changes so fast, that a step could
    hide a flip, the step is cut until it is a quarter of TOLERANCE or shorter. Central beliefs.

    Returns:
        one Flip for each; what cannot be changed or flips nothing on its scale has `to` None, and comes last.
    """
    knobs = _knobs(result)
    search = _Search(result, knobs)
    while search.refine():
        pass
    found = [search.flip(number) for number in range(len(knobs))]
    return sorted(found, key=lambda flip: (flip.size, flip.kind, flip.id))


def _knobs(result: Run) -> list[_Knob]:
    program, scenario = result.program, result.scenario
    out = {f"{actor}.engagement" for actor in scenario.without}
    start = result.trace.values[0, :, 0]
    found = []
    for row, name in enumerate(program.ids[: program.variables]):
        variable = program.variable_of[name]
        if (variable.lever or variable.kind == "assumption") and name not in out:
            kind = "lever" if variable.lever else "assumption"
            found.append(_Knob(kind, name, row, float(start[row]), float(program.low[row]), float(program.high[row])))
    found += [_Knob("event", f"event no. {n + 1}", n, 1.0, 0.0, MOST_OF_AN_EVENT) for n in range(len(scenario.events))]
    return found


class _Search:
    """The values of every knob that have been tried, rising, and by how much the answer holds at each."""

    def __init__(self, result: Run, knobs: list[_Knob]):
        self.result, self.knobs = result, knobs
        self.as_it_is = Batch.central(result.program, result.scenario)
        self.value: list[Floats] = [np.empty(0) for _ in knobs]
        self.pulls: list[Floats] = [np.empty((0, 3)) for _ in knobs]
        self.holds: list[Floats] = [np.empty(0) for _ in knobs]
        self._try([np.unique([*np.linspace(k.low, k.high, FIRST_STEPS + 1), k.at]) for k in knobs])
        self.open = list(range(len(knobs)))

    def refine(self) -> bool:
        """Cut every step that may hide a nearer flip than those that are known; return whether there was one."""
        cuts = {number: cut for number in self.open if len(cut := self._cuts(number))}
        self._try([cuts.get(number, np.empty(0)) for number in range(len(self.knobs))])
        self.open = list(cuts)  # nothing new is known of the others
        return bool(cuts)

    def flip(self, number: int) -> Flip:
        """Return the nearest flip that is known of a knob."""
        knob, value = self.knobs[number], self.value[number]
        flipped = np.flatnonzero(self.holds[number] < 0)
        if not len(flipped):
            now = self.result
            return Flip(knob.kind, knob.id, knob.at, None, now.outcome, now.formed, now.pull[now.outcome])
        nearest = flipped[np.abs(value[flipped] - knob.at).argmin()]
        pulls = self.pulls[number][nearest]
        lead = int(leading(pulls))
        pull, to = float(pulls[lead]), float(value[nearest])
        return Flip(knob.kind, knob.id, knob.at, to, OUTCOMES[lead], pull >= FORMED, pull)

    def _try(self, values: list[Floats]) -> None:
        """Run every knob at some more values, all in one batch."""
        turned = [(number, float(value)) for number, more in enumerate(values) for value in more]
        if not turned:
            return
        pulls = self._run(turned)
        holds, ends = self._holds(pulls), np.cumsum([len(more) for more in values])
        for number, (more, end) in enumerate(zip(values, ends, strict=True)):
            if len(more):
                part = slice(end - len(more), end)
                tried = np.concatenate([self.value[number], more])
                order = np.argsort(tried)
                self.value[number] = tried[order]
                self.pulls[number] = np.concatenate([self.pulls[number], pulls[part]])[order]
                self.holds[number] = np.concatenate([self.holds[number], holds[part]])[order]

    def _run(self, turned: list[tuple[int, float]]) -> Floats:
        """Return the pulls at the horizon with a knob turned to a value, shape (turned, 3)."""
        start = np.full((self.result.program.variables, len(turned)), np.nan)
        share = np.ones((len(self.result.scenario.events), len(turned)))
        for run, (number, value) in enumerate(turned):
            knob = self.knobs[number]
            (share if knob.kind == "event" else start)[knob.number, run] = value
        return self.as_it_is.repeated(len(turned)).set(ALL, start).happening(share).ends()

    def _holds(self, pulls: Floats) -> Floats:
        """Return by how much the run's answer holds in each of some pulls, shape (values, 3): negative where flipped.

        An answer that has formed holds as far as its pull is above one half; one that has not, as far as its pull is
        above the others' and all are below one half.
        """
        own = OUTCOMES.index(self.result.outcome)
        if self.result.formed:
            lead = pulls[:, own] - FORMED
        else:
            lead = np.minimum(pulls[:, own] - np.delete(pulls, own, axis=1).max(axis=1), FORMED - pulls.max(axis=1))
        best = leading(pulls)
        same = (best == own) & ((pulls[np.arange(len(pulls)), best] >= FORMED) == self.result.formed)
        held: Floats = np.where(same, np.maximum(lead, 0.0), np.minimum(lead, -1e-15))
        return held

    def _cuts(self, number: int) -> Floats:
        """Return the values at which the steps of a knob are cut that may hide a nearer flip."""
        knob, value, holds = self.knobs[number], self.value[number], self.holds[number]
        away = np.abs(value - knob.at)
        nearest = away[holds < 0].min(initial=np.inf)
        change = np.abs(np.diff(holds))
        steepest = np.maximum(change, np.maximum(np.append(change[1:], 0.0), np.insert(change[:-1], 0, 0.0)))
        near = np.minimum(away[1:], away[:-1]) < nearest
        least = np.minimum(holds[1:], holds[:-1])
        wide = np.diff(value) > TOLERANCE / 4
        at: Ints = np.flatnonzero(near & wide & (steepest > NO_CHANGE) & (least <= CAUTION * steepest))
        parts = [np.linspace(value[i], value[i + 1], CUT_INTO + 1)[1:-1] for i in at]
        return np.concatenate(parts) if parts else np.empty(0)
