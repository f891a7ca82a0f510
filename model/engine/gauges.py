"""Gauges: what follows from states and assumptions, and is what rules fire on. One class for each, and all of it there.

To add a gauge, write a class, name it in `GAUGES` at the end of this file and in `model.knowledge.GAUGES`, and give it
a label and a scale in `variables.toml`. A class says of what its rows are made (`operations`), and of what a change of
it is made (`sources`, and `attribute` if that is not in proportion to them).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator
from itertools import zip_longest
from typing import ClassVar

import numpy as np

from model.engine.contributions import Line, Sums, in_proportion, of_the_greatest
from model.engine.operations import Kind, Operation
from model.engine.program import IssueTable, Program
from model.knowledge import GAUGES as DECLARED
from model.knowledge import Case, members

#: The front, which wanders every month, and from which the parties' fortunes follow.
FRONT = "battlefield_shift"


class Gauge(ABC):
    """One gauge: a row for each member of its scope (each party, issue, stance, or one for the world)."""

    id: ClassVar[str]
    scope: ClassVar[str]

    @abstractmethod
    def sources(self, case: Case, member: str) -> list[str]:
        """Return the qualified ids of what a member's row follows from."""

    @abstractmethod
    def operations(self, program: Program) -> Iterable[Operation]:
        """Yield the operations that derive all its rows, for members side by side where that can be done."""

    def attribute(self, sums: Sums, case: Case, member: str) -> list[Line]:
        """Return what changed a member's row, split exactly among what changed its sources."""
        return in_proportion(sums, self.name(member), self.sources(case, member))

    def still(self, case: Case) -> Iterable[str]:
        """Yield the qualified ids of those of its rows that are 0 in every run of this case."""
        return ()

    def name(self, member: str) -> str:
        """Return the qualified id of a member's row ("" is the world)."""
        return f"{member}.{self.id}" if member else self.id

    def rows(self, program: Program) -> Iterator[tuple[str, int, list[int]]]:
        """Yield every member with its row and those of its sources."""
        for member in members(program.case, self.scope):
            sources = [program.row[source] for source in self.sources(program.case, member)]
            yield member, program.row[self.name(member)], sources


class FrontMovement(Gauge):
    """How fast the front moves, whichever way."""

    id, scope = "front_movement", "world"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the front."""
        return [FRONT]

    def operations(self, program: Program) -> Iterator[Operation]:
        """Take the size of the front's movement."""
        for _, row, (front,) in self.rows(program):
            yield Operation(Kind.SIZE, row, front)


class Fortune(Gauge):
    """The front as a party sees it: the first party gains where it is positive, the second where it is negative."""

    id, scope = "fortune", "party"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the front."""
        return [FRONT]

    def operations(self, program: Program) -> Iterator[Operation]:
        """Turn the front round for the second party."""
        for party, row, (front,) in self.rows(program):
            yield Operation(Kind.SCALE, row, front, x=program.case.direction(party))


class Gap(Gauge):
    """What lies between the parties on an issue: the distance of their openings, less what both have conceded."""

    id, scope = "gap", "issue"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the concessions of both parties."""
        return [f"{party}.{member}.concession" for party in case.parties]

    def operations(self, program: Program) -> Iterator[Operation]:
        """Take both concessions from the whole; where they cross, nothing is left."""
        for issue, row, (first, second) in self.rows(program):
            yield Operation(Kind.REMAINDER, row, first, second, x=program.table_of[issue].distance)


class Offer(Gauge):
    """How far a party has moved on the core issues, on average."""

    id, scope = "offer", "party"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the party's concessions on the core issues."""
        return [f"{member}.{issue.id}.concession" for issue in case.issues if issue.core]

    def operations(self, program: Program) -> Iterator[Operation]:
        """Add up, in the order of the issues' ids, so that the order of the files changes no bit; take the mean."""
        core, row = sorted(issue.id for issue in program.case.issues if issue.core), program.row
        rows = {row[f"{p}.offer"]: [row[f"{p}.{issue}.concession"] for issue in core] for p in program.case.parties}
        yield from _from_zero(Kind.ADD, rows)
        for offer in rows:
            yield Operation(Kind.SCALE, offer, offer, x=1 / max(len(core), 1))


class Position(Gauge):
    """Where a party stands on an issue's scale: its opening, and from there on its way to the other's."""

    id, scope = "position", "stance"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the concession on that issue."""
        return [f"{member}.concession"]

    def operations(self, program: Program) -> Iterator[Operation]:
        """Go from the opening so much of the distance to the other's; the first party opens above the second."""
        for stance, row, (given,) in self.rows(program):
            table, side = _table_and_side(program, stance)
            way = -table.distance if side == 0 else table.distance
            yield Operation(Kind.LINE, row, given, x=table.opening[side], y=way)


class _NearLine(Gauge):
    """How near a party's own red line on an issue is: a line is felt from one margin ahead of it.

    Half-way there the party is at the brink; `ahead` is how many halves of the margin ahead of the line a gauge has
    left 0. Half a margin later it is 1.
    """

    scope = "stance"
    ahead: ClassVar[int]

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the concession on that issue."""
        return [f"{member}.concession"]

    def operations(self, program: Program) -> Iterator[Operation]:
        """Measure how far the concession is beyond the line, in halves of the margin."""
        for stance, row, (given,) in self.rows(program):
            table, side = _table_and_side(program, stance)
            if np.isfinite(table.line[side]):
                yield Operation(Kind.RAMP, row, given, x=table.line[side], y=table.margin / 2, z=self.ahead)

    def still(self, case: Case) -> Iterator[str]:
        """Where there is no red line none is near."""
        lines = {f"{line.actor}.{line.issue}" for line in case.red_lines}
        return (self.name(stance) for stance in members(case, self.scope) if stance not in lines)


class RedLine(_NearLine):
    """How near a red line is: 0 clear of it, 1 at its brink or further."""

    id, ahead = "red_line", 2


class RedLineCrossed(_NearLine):
    """How far a red line counts as crossed: 0 up to the brink, 1 at or over the line."""

    id, ahead = "red_line_crossed", 1


class _Greatest(Gauge):
    """A gauge that is the greatest of its sources, none of which is below 0."""

    def operations(self, program: Program) -> Iterator[Operation]:
        """Take the highest of those that ever leave 0."""
        still = {program.row[name] for name in never_moving(program.case)}
        rows = {row: [s for s in sources if s not in still] for _, row, sources in self.rows(program)}
        return _from_zero(Kind.HIGHEST, rows)

    def attribute(self, sums: Sums, case: Case, member: str) -> list[Line]:
        """Return the lines of the source that binds; where another comes to bind, the switch is a line."""
        return of_the_greatest(sums, self.sources(case, member))


class WidestGap(_Greatest):
    """The gap on the core issue on which the parties are furthest apart."""

    id, scope = "widest_gap", "world"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the gaps on the core issues."""
        return [f"{issue.id}.gap" for issue in case.issues if issue.core]


class OwnRedLineCrossed(_Greatest):
    """Whether a party's own offers cross one of its red lines."""

    id, scope = "red_line_crossed", "party"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the party's red lines on all issues."""
        return [f"{member}.{issue.id}.red_line_crossed" for issue in case.issues]


class AnyRedLineCrossed(_Greatest):
    """Whether what is on the table crosses a red line of either party."""

    id, scope = "red_line_crossed", "world"

    def sources(self, case: Case, member: str) -> list[str]:
        """Return the red lines of both parties on all issues."""
        return [f"{stance}.red_line_crossed" for stance in members(case, "stance")]


def _table_and_side(program: Program, stance: str) -> tuple[IssueTable, int]:
    """Return the table of a stance's issue, and which of the parties it belongs to, 0 or 1."""
    party, _, issue = stance.partition(".")
    return program.table_of[issue], program.case.parties.index(party)


def _from_zero(kind: Kind, rows: dict[int, list[int]]) -> Iterator[Operation]:
    """Yield what takes each row from 0 through all its sources: every row's first source, then the second ones ..."""
    yield from (Operation(Kind.FILL, row) for row in rows)
    for level in zip_longest(*rows.values()):
        yield from (Operation(kind, row, of) for row, of in zip(rows, level, strict=True) if of is not None)


#: All gauges by scope and id, in the order of derivation: each follows only from variables and gauges above it.
GAUGES: dict[tuple[str, str], Gauge] = {
    (gauge.scope, gauge.id): gauge
    for gauge in (
        FrontMovement(),
        Fortune(),
        Gap(),
        WidestGap(),
        Offer(),
        RedLine(),
        RedLineCrossed(),
        OwnRedLineCrossed(),
        AnyRedLineCrossed(),
        Position(),
    )
}


def check_declared(written: Collection[tuple[str, str]], declared: Collection[tuple[str, str]]) -> None:
    """See to it that every gauge that a case may name has its class, and that a case may name every class.

    Raises:
        TypeError: if not, with what is missing where.
    """
    missing = [(name, "GAUGES in model/engine/gauges.py") for name in declared if name not in written]
    missing += [(name, "GAUGES in model/knowledge/vocabulary.py") for name in written if name not in declared]
    if missing:
        raise TypeError(
            "; ".join(f"the gauge '{id}' of scope {scope} is missing in {at}" for (scope, id), at in missing)
        )


check_declared(GAUGES, DECLARED)


def never_moving(case: Case) -> set[str]:
    """Return the qualified ids of all rows of gauges that are 0 in every run of a case."""
    return {name for gauge in GAUGES.values() for name in gauge.still(case)}
