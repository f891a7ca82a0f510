"""The questions that are put to the graph of actors, objectives and issues: who pursues what, and stands where."""

from __future__ import annotations

from dataclasses import dataclass

from model.knowledge.case import Case
from model.knowledge.records import Objective, Stance


def pursued(case: Case, actor: str, issue: str | None = None) -> list[Objective]:
    """Return an actor's objectives (on one issue, if named), in the order of their ids."""
    return [goal for goal in case.objectives_of.get(actor, ()) if issue in (None, goal.issue)]


@dataclass(frozen=True)
class Holding:
    """What an actor holds on an issue: where it stands, and the records that say so."""

    place: float
    records: tuple[Objective | Stance, ...]

    @property
    def beliefs(self) -> tuple[str, ...]:
        """The ids under which the saliences of these records are drawn."""
        return tuple(salience_id(record) for record in self.records)


def salience_id(record: Objective | Stance) -> str:
    """Return the id under which the salience of an objective or a judged stance is drawn."""
    return record.id if isinstance(record, Objective) else f"{record.actor}.{record.issue}"


def opening(case: Case, party: str, issue: str) -> Holding:
    """Return a party's opening: the most demanding of its objectives on the issue, else its judged stance."""
    goals = pursued(case, party, issue)
    if not goals:
        judged = next(s for s in case.stances if (s.actor, s.issue) == (party, issue))
        return Holding(judged.place, (judged,))
    demanding = max if party == case.parties[0] else min
    return Holding(demanding(goal.place for goal in goals), tuple(goals))


def interest(case: Case, actor: str, issue: str) -> Holding | None:
    """Return an outside actor's interest in an issue: the salience-weighted mean of its objectives' places."""
    goals = pursued(case, actor, issue)
    weight = sum(goal.salience for goal in goals)
    if not weight:
        return None
    return Holding(sum(goal.place * goal.salience for goal in goals) / weight, tuple(goals))
