"""The deal on the table: where the parties started, where they stand, and how far everybody's objectives are met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.engine import SLIGHT, TIE, Run, check_month
from model.knowledge import Objective, as_list, opening

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Side:
    """One party on one issue: its opening and where it stands at the end, both places in [0, 1] on the issue's scale.

    `conceded` is how far it has moved towards the rival's opening, in [0, 1]; `line` the place of its red line, None
    if it has none; `crossed` how far that counts as crossed, in [0, 1].
    """

    party: str
    opening: float
    place: float
    conceded: float
    line: float | None
    crossed: float


@dataclass(frozen=True)
class Terms:
    """What is on the table on one issue at a month.

    Attributes:
        sides: the two parties, in the order of the case.
        gap_before, gap: what lies between the parties at the start and at the month, in [0, 1].
        place: where the terms would be if the parties met half-way between where they stand.
        binding: whether this is the core issue with the widest gap, which holds a settlement back.
    """

    issue: str
    core: bool
    sides: tuple[Side, Side]
    gap_before: float
    gap: float
    place: float
    binding: bool


@dataclass(frozen=True)
class ObjectiveMet:
    """How far one objective would be met by its terms: 1 less their distance from the place wanted, in [0, 1]."""

    objective: Objective
    met: float
    met_before: float

    @property
    def change(self) -> float:
        """By how much more it would be met than at the start; negative where it would be met less."""
        return self.met - self.met_before


def deal_terms(run: Run, month: int | None = None) -> list[Terms]:
    """Return what is on the table at a month (the horizon if None), issue by issue, in the order of the case.

    The issue that holds the settlement back is the core issue with the widest gap, the first of them on a tie.

    Raises:
        ScenarioError: for a month that is not one of the run's.
    """
    at = run.scenario.months if month is None else check_month(month, run.scenario.months)
    row, values = run.program.row, run.trace.values[:, :, 0]
    gaps = {table.issue: float(values[at, row[f"{table.issue}.gap"]]) for table in run.program.tables if table.core}
    widest = max(gaps, key=lambda issue: gaps[issue])
    lines = {(line.actor, line.issue): line.place for line in run.case.red_lines}
    found = []
    for table in run.program.tables:
        sides = tuple(
            Side(
                party=party,
                opening=opening(run.case, party, table.issue).place,
                place=float(values[at, row[f"{party}.{table.issue}.position"]]),
                conceded=float(values[at, table.concession[side]]),
                line=lines.get((party, table.issue)),
                crossed=float(values[at, row[f"{party}.{table.issue}.red_line_crossed"]]),
            )
            for side, party in enumerate(run.case.parties)
        )
        before, now = (float(values[m, row[f"{table.issue}.gap"]]) for m in (0, at))
        half = (sides[0].place + sides[1].place) / 2
        found.append(
            Terms(table.issue, table.core, (sides[0], sides[1]), before, now, half, binding=table.issue == widest)
        )
    return found


def objectives_met(run: Run, month: int | None = None) -> dict[str, list[ObjectiveMet]]:
    """Return by actor how far each of its objectives would be met if the parties met half-way between where they stand.

    At a month (the horizon if None) and, to compare, at month 0. Actors without an objective are left out.
    """
    now, before = ({t.issue: t.place for t in deal_terms(run, m)} for m in (month, 0))
    found: dict[str, list[ObjectiveMet]] = {}
    for goal in run.case.objectives:
        held = [1 - abs(places[goal.issue] - goal.place) for places in (now, before)]
        found.setdefault(goal.actor, []).append(ObjectiveMet(goal, held[0], held[1]))
    return found


def terms_table(run: Run, month: int | None = None) -> pd.DataFrame:
    """Return what is on the table at a month (the horizon if None) as a table, one row per issue and party.

    All places, gaps and shares are in [0, 1]; `red_line` is empty where a party has none.
    """
    import pandas as pd

    at = run.scenario.months if month is None else month
    rows = [
        {"month": at, "issue": term.issue, "core": term.core, "holds_back": term.binding, "party": side.party}
        | {"opening": side.opening, "place": side.place, "conceded": side.conceded}
        | {"red_line": side.line, "crossed": side.crossed}
        | {"gap_at_start": term.gap_before, "gap": term.gap, "half_way": term.place}
        for term in deal_terms(run, at)
        for side in term.sides
    ]
    return pd.DataFrame(rows)


def objectives_table(run: Run, month: int | None = None) -> pd.DataFrame:
    """Return how far every objective would be met at a month (the horizon if None) as a table, one row each."""
    import pandas as pd

    at = run.scenario.months if month is None else month
    rows = [
        {"month": at, "actor": actor, "takes_part": actor not in run.scenario.without, "issue": goal.objective.issue}
        | {"objective": goal.objective.id, "says": goal.objective.says, "wants": goal.objective.place}
        | {"met_at_start": goal.met_before, "met": goal.met}
        for actor, own in objectives_met(run, at).items()
        for goal in own
    ]
    return pd.DataFrame(rows)


def binding_issue_in_words(run: Run, terms: Sequence[Terms] | None = None, month: int | None = None) -> str:
    """Return in a sentence which issue holds a settlement back at a month (the horizon if None).

    That is the core issue with the widest gap, or several. `terms`: those at that month, derived if None.
    """
    at = run.scenario.months if month is None else month
    terms = deal_terms(run, at) if terms is None else terms
    when = f"at month {at}" if at else "at the start"
    widest = binding_terms(terms)
    if not widest:
        return f"On none of the core issues is there a gap of {SLIGHT:g} or more left {when}."
    names = [run.case.spoken[term.issue] for term in widest]
    where = "that is where" if len(names) == 1 else "these are where"
    return (
        f"What holds a settlement back the most is {as_list(names)}: of the core issues, {where} the gap is widest, "
        f"{max(term.gap for term in widest):.2f} of the scale {when}."
    )


def binding_terms(terms: Sequence[Terms]) -> list[Terms]:
    """Return the terms that hold a settlement back: the core issues with the widest gap, none if that is closed."""
    core = [term for term in terms if term.core]
    widest = max((term.gap for term in core), default=0.0)
    return [term for term in core if term.gap >= widest - TIE] if widest >= SLIGHT else []
