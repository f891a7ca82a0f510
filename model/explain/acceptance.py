"""Acceptable to whom? What a scenario asks of everybody, which red lines it comes near, and what moving them would do.

No settlement forms while a party's red line is crossed; and a party that feels one ahead gives way no further, which
holds a settlement back long before. Which terms are reached, and so whose objectives they meet, is
told of the central run, as `model.deal` has it; how often a line is crossed, of the variants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.engine import Run, simulate
from model.explain.deal import Met, deal_terms, objectives_met
from model.knowledge import Case, RedLine, typeset
from model.scenario import Scenario
from model.uncertainty import ensemble

#: Variants in which it is looked whether a line is crossed or felt; from where on each gauge counts.
DRAWS, CROSSED, FELT = 256, 1.0 - 1e-6, 0.5


#: What a goal is met less, or more, by less than this is not told.
SLIGHT = 0.02


@dataclass(frozen=True)
class RedLineNearness:
    """A party's red line in a scenario.

    Attributes:
        record: the line.
        crossed: the share of variants in which it is crossed in some month.
        felt: the share in which the party is so near to it in some month that it hardly gives way any further.
        month: the month in which it is first crossed in the central run; None if it never is.
        room: how far the party is from it at the nearest, in the central run, on the issue's scale; below 0 beyond it.
        nearest: the month of that.
    """

    record: RedLine
    crossed: float
    felt: float
    month: int | None
    room: float
    nearest: int


@dataclass(frozen=True)
class Asked:
    """What the terms at the horizon ask of one actor, or give it: its objectives, the most changed first.

    `worst` is the objective of its own that is met least at the horizon.
    """

    actor: str
    less: tuple[Met, ...]
    more: tuple[Met, ...]
    worst: Met


def asked(run: Run) -> list[Asked]:
    """Return what a run's terms ask of every actor that has an objective and takes part, the most asked of first."""
    found = []
    for actor, own in objectives_met(run).items():
        if actor in run.scenario.without:
            continue
        by = sorted(own, key=lambda one: one.met - one.met_before)
        less = tuple(one for one in by if one.met - one.met_before <= -SLIGHT)
        more = tuple(one for one in reversed(by) if one.met - one.met_before >= SLIGHT)
        found.append(Asked(actor, less, more, min(own, key=lambda one: one.met)))
    return sorted(found, key=lambda one: min((o.met - o.met_before for o in one.less), default=0.0))


def asked_along(run: Run, months: Sequence[int]) -> dict[str, list[Met]]:
    """Return by actor the objective of its own that would be met least in each of some months; of those who take part.

    Who loses most on the way from the first of the months to the last stands first.
    """
    by_month = [objectives_met(run, month) for month in months]
    found = {
        actor: [min(goals[actor], key=lambda one: one.met) for goals in by_month]
        for actor in by_month[0]
        if actor not in run.scenario.without
    }
    return dict(sorted(found.items(), key=lambda item: item[1][-1].met - item[1][0].met))


def red_lines(case: Case, scenario: Scenario, draws: int = DRAWS, seed: int = 0) -> list[RedLineNearness]:
    """Return every red line, and how near a scenario comes to it, the most crossed and felt first.

    Raises:
        ScenarioError: if the scenario does not fit the case. ValueError: for draws or seed out of range.
    """
    run, variants = simulate(case, scenario), ensemble(case, scenario, draws, seed)
    records = run.case.red_lines
    if not records:
        return []
    near = [f"{one.actor}.{one.issue}.red_line" for one in records]
    over = [f"{gauge}_crossed" for gauge in near]
    felt, crossed = variants.rows(near) >= FELT, variants.rows(over) >= CROSSED
    own = run.trace.values[:, [run.program.row[gauge] for gauge in over], 0] >= CROSSED
    found = []
    for number, one in enumerate(records):
        room = _room(run, one)
        nearest = min(range(len(room)), key=lambda month: room[month])
        month = int(own[:, number].argmax()) if own[:, number].any() else None
        shares = [float(gauge[:, number].any(axis=0).mean()) for gauge in (crossed, felt)]
        found.append(RedLineNearness(one, shares[0], shares[1], month, room[nearest], nearest))
    return sorted(found, key=lambda line: (-line.crossed, -line.felt, line.room))


def _room(run: Run, line: RedLine) -> list[float]:
    """Return by month how far a party is from its line: it gives way towards its rival's end of the scale."""
    found = []
    for month in range(run.scenario.months + 1):
        (term,) = (term for term in deal_terms(run, month) if term.issue == line.issue)
        (side,) = (side for side in term.sides if side.party == line.actor)
        found.append((side.place - line.place) * run.case.direction(line.actor))
    return found


#: A share of objectives met less, or more, by this is told; and at most so many of an actor's.
MOST_TOLD = 2


def asked_in_words(case: Case, found: Asked) -> str:
    """Return what is asked of an actor, and what it gains, as a sentence."""
    parts = [
        f"“{one.objective.says.rstrip('.')}” ({one.objective.id}: met {one.met_before:.0%}, then {one.met:.0%})"
        for one in found.less[:MOST_TOLD]
    ]
    gains = [
        f"“{one.objective.says.rstrip('.')}” ({one.objective.id}: met {one.met_before:.0%}, then {one.met:.0%})"
        for one in found.more[:MOST_TOLD]
    ]
    told = f"{case.labels[found.actor]}: has to give way on {'; '.join(parts) or 'nothing that it has named'}."
    return f"{told} Gains on {'; '.join(gains)}." if gains else told


def red_line_in_words(case: Case, found: RedLineNearness) -> str:
    """Return how near a party comes to one of its red lines, as a sentence."""
    record = found.record
    about = f"{case.labels[record.actor]}, {case.spoken[record.issue]} ({record.says.rstrip('.')})"
    if found.crossed > 0:
        when = f", in the central run from month {found.month}" if found.month is not None else ""
        return f"{about}: crossed in {found.crossed:.0%} of the variants{when}. While it is, no settlement forms."
    away = f"In the central run it is {typeset(found.room)} away at the nearest (month {found.nearest})."
    if found.felt > 0:
        return f"{about}: felt in {found.felt:.0%} of the variants, so that the party gives way no further. {away}"
    return f"{about}: not crossed, nor felt, in any variant. {away}"
