"""What happens to some runs, month by month: strokes that have been drawn are looked at, and their effects kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING, Protocol

import numpy as np

from model.arrays import Floats, Ints
from model.engine.happenings import GroundHappening, Strokes

if TYPE_CHECKING:
    from model.engine.inputs import Inputs
    from model.engine.program import Program

#: Strokes of one kind: whether they set something, whether what they move lasts, and what scales the rate of each.
Kind = tuple[bool, bool, Strokes, Ints]

#: Those of a kind that do strike in a month.
Struck = tuple[bool, bool, Strokes]

#: A row, why it moved, and by how much, shape (runs,).
Moved = tuple[int, str | GroundHappening, Floats]


class InForce(Protocol):
    """What has to be known of what is in force outside the rules: `model.engine.exogenous.Exogenous` knows it.

    `told`: each change is told apart.
    """

    told: bool

    def force(self, row: int, now: Floats) -> Floats:
        """Return what is in force for an assumption, but for wandering and what happens: shape (runs,)."""

    def held(self, row: int, month: int, now: Floats) -> Floats:
        """Return what is in force for an assumption, and wandering as of a month, wherever that leads."""

    def shown(self, row: int, month: int, now: Floats) -> Floats:
        """Return where an assumption is in a month."""

    def limited(self, row: int, value: Floats) -> Floats:
        """Return values within a variable's scale."""


class Luck:
    """The strokes of some runs, and what those on assumptions add to what is in force there, month by month.

    `offset` has that for every lasting row, month and run: shape (lasting rows, months + 2, runs). A stroke that sets
    an assumption ends what earlier ones did to it; so does an event that sets it.
    """

    def __init__(self, program: Program, strokes: Strokes, inputs: Inputs, months: int):
        self.program, self.months = program, months
        self.dtype = inputs.start.dtype
        self.strokes = strokes.to(self.dtype)
        self.place = {int(row): number for number, row in enumerate(program.lasting)}
        self.offset = np.zeros((len(self.place), months + 2, inputs.runs), self.dtype)
        self.low, self.high = (ends[program.lasting, None].astype(self.dtype) for ends in (program.low, program.high))
        self.place_of = np.full(program.variables, -1)
        self.place_of[program.lasting] = np.arange(len(self.place))
        self.changing: set[tuple[int, int]] = set()  # rows and months in which something comes to an end
        rates = program.rates
        self.atom_of = np.where(rates.clauses[:, 0] == len(rates.rows) - 1, -1, rates.clauses[:, 0])
        self.rate_of = np.array([happening.rate for happening in program.happenings], self.dtype)

    @cached_property
    def kinds(self) -> list[Kind]:
        """The strokes by kind: what sets something before what changes something."""
        lasts, found = self.place_of[self.strokes.row] >= 0, list[Kind]()
        for sets, lasting in product((True, False), (False, True)):
            strokes = self.strokes.where((self.strokes.sets == sets) & (lasts == lasting))
            if len(strokes.run):
                found.append((sets, lasting, strokes, self.atom_of[strokes.what]))
        return found

    def lasts(self, row: int) -> bool:
        """Whether happenings move a row that rules do not move."""
        return row in self.place

    def added(self, row: int, month: int) -> Floats:
        """Return what happenings add to a lasting row in a month, shape (runs,)."""
        added: Floats = self.offset[self.place[row], month]
        return added

    def moving(self, month: int) -> Iterator[int]:
        """Yield the lasting rows on which something that happened is over from this month on."""
        return (row for row in self.place if (row, month) in self.changing)

    def end(self, row: int, month: int, share: float | Floats) -> None:
        """End what happened to a row from a month on, in the runs in which a share of an event sets it anew."""
        if row in self.place:
            self.offset[self.place[row], month:] *= np.asarray(share == 0, self.dtype)

    def struck(self, month: int, now: Floats) -> list[Struck]:
        """Return what does happen in a month, by kind, given where the month before left the runs."""
        found: list[Struck] = []
        for sets, lasting, strokes, atoms in self.kinds:
            here = strokes.in_month(month)
            of_month, atom = strokes.where(here), atoms[here]
            if (atom >= 0).any():
                held = self.rate_of[of_month.what] * self._held(atom, of_month, now)
                of_month = of_month.where((atom < 0) | (of_month.luck < held))
            if len(of_month.run):
                found.append((sets, lasting, of_month))
        return found

    def _held(self, atom: Ints, strokes: Strokes, now: Floats) -> Floats:
        """Return how far the condition of every stroke's rate holds; of one without, anything."""
        rates = self.program.rates
        x = now[rates.rows[atom], strokes.run]
        held: Floats = rates.base[atom, 0].astype(self.dtype)
        for knot, rate, step in zip(rates.knot, rates.rate, rates.step, strict=True):
            knot, rate, step = (column[atom, 0].astype(self.dtype) for column in (knot, rate, step))
            held = held + step * np.minimum(np.maximum((x - knot) * rate, 0), 1)
        return held

    def strike(self, month: int, now: Floats, struck: list[Struck], outside: InForce) -> list[Moved]:
        """Apply what happens in a month: first all that sets something, then all that changes something.

        What changes a state adds up before it is limited to the scale.
        """
        if outside.told:
            return self._told(month, now, struck, outside)
        moved: list[Moved] = []
        for sets, lasting, strokes in struck:
            self._put(sets, lasting, strokes, month, now, outside)
        for _, lasting, strokes in struck:
            if not lasting:
                flat, at = now.reshape(-1), strokes.row * now.shape[1] + strokes.run
                flat[at] = np.clip(flat[at], self.program.low[strokes.row], self.program.high[strokes.row])
                moved.append((int(strokes.row[0]), "happening", np.ones(1)))  # that states moved is enough
        return moved + self._shown(month, now, outside)

    def _shown(self, month: int, now: Floats, outside: InForce) -> list[Moved]:
        """Put all lasting rows where what is in force and what happens have them."""
        rows = self.program.lasting
        held = np.array([outside.held(row, month, now) for row in self.place], self.dtype)
        to = np.clip(held.reshape(len(rows), now.shape[1]) + self.offset[:, month], self.low, self.high)
        amounts = to - now[rows]
        now[rows] = to
        return [(int(row), "happening", amount) for row, amount in zip(rows, amounts, strict=True)]

    def _told(self, month: int, now: Floats, struck: list[Struck], outside: InForce) -> list[Moved]:
        """Apply what happens in a month, one happening after the other, to the same end; tell what each moves."""
        moved: list[Moved] = []
        last: dict[int, GroundHappening] = {}
        for sets, lasting, strokes in struck:
            for what in np.unique(strokes.what):
                some, why = strokes.where(strokes.what == what), self.program.happenings[what]
                rows = np.unique(some.row)
                before = now[rows]
                self._put(sets, lasting, some, month, now, outside)
                for row in map(int, rows if lasting else ()):
                    now[row] = outside.shown(row, month, now)
                moved += [(int(row), why, part) for row, part in zip(rows, now[rows] - before, strict=True)]
                last |= {int(row): why for row in rows}
        for row, why in last.items():
            to = outside.limited(row, now[row])
            moved.append((row, why, to - now[row]))
            now[row] = to
        return moved

    def _put(self, sets: bool, lasting: bool, strokes: Strokes, month: int, now: Floats, outside: InForce) -> None:
        """Set, or change, states at once, and what is added to assumptions from a month on."""
        if lasting:
            self._on_assumptions(strokes, sets, month, now, outside)
            return
        flat, at = now.reshape(-1), strokes.row * now.shape[1] + strokes.run  # one index is far quicker than two
        if sets:
            flat[at] = strokes.amount
        else:
            np.add.at(flat, at, strokes.amount)

    def _on_assumptions(self, strokes: Strokes, sets: bool, month: int, now: Floats, outside: InForce) -> None:
        place, run, amount, until = self.place_of[strokes.row], strokes.run, strokes.amount, strokes.until
        if sets:
            amount = amount - np.array([outside.force(row, now) for row in self.place], self.dtype)[place, run]
        months, (_, many, runs) = np.arange(month, self.months + 1), self.offset.shape
        lasts = months <= until[:, None]
        flat, at = self.offset.reshape(-1), (place[:, None] * many + months) * runs + run[:, None]
        if sets:
            flat[at] = np.where(lasts, amount[:, None], self.dtype.type(0))
        else:
            np.add.at(flat, at[lasts], np.broadcast_to(amount[:, None], lasts.shape)[lasts])
        ends = until < self.months
        if outside.told:
            self.changing |= set(zip(strokes.row[ends].tolist(), (until[ends] + 1).tolist(), strict=True))
