"""Acceptable to whom? What the terms of a scenario ask of everybody, and which red lines it comes near.

No settlement forms while a party's red line is crossed; and a party that is near its line gives way no further, which
holds a settlement back long before. The terms, and so whose objectives they meet, are those of the central run; how
often a line is crossed is counted over the variants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.engine import Run, simulate
from model.explain.deal import ObjectiveMet, deal_terms, objectives_met
from model.explain.figures import count_in_figures
from model.knowledge import Case, RedLine, typeset
from model.scenario import AnyScenario, scenario_of
from model.uncertainty import ensemble

#: How many variants are counted for red lines.
RED_LINE_DRAWS = 256


#: A line counts as crossed, and as felt, from these values of its gauges on.
CROSSED, FELT = 1.0 - 1e-6, 0.5


#: An objective that is met less, or more, by a smaller share than this counts as unchanged.
LEAST_CHANGE = 0.02


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
        draws: how many variants there are.
    """

    record: RedLine
    crossed: float
    felt: float
    month: int | None
    room: float
    nearest: int
    draws: int


@dataclass(frozen=True)
class Demands:
    """What the terms at the horizon ask of one actor, and what they give it.

    `less` and `more` are its objectives that are met less, or more, than at the start, the most changed first; `worst`
    is the one that is met least at the horizon.
    """

    actor: str
    less: tuple[ObjectiveMet, ...]
    more: tuple[ObjectiveMet, ...]
    worst: ObjectiveMet


def demands(run: Run) -> list[Demands]:
    """Return what a run's terms ask of every actor that has an objective and takes part, the most asked of first."""
    by_actor = []
    for actor, own in objectives_met(run).items():
        if actor in run.scenario.without:
            continue
        in_order = sorted(own, key=lambda objective: objective.change)
        less = tuple(objective for objective in in_order if objective.change <= -LEAST_CHANGE)
        more = tuple(objective for objective in reversed(in_order) if objective.change >= LEAST_CHANGE)
        by_actor.append(Demands(actor, less, more, min(own, key=lambda objective: objective.met)))
    return sorted(by_actor, key=lambda asked: min((objective.change for objective in asked.less), default=0.0))


def worst_met_by_month(run: Run, months: Sequence[int]) -> dict[str, list[ObjectiveMet]]:
    """Return by actor that takes part, for each of some months, the objective of its own that would be met least.

    The actor that loses most from the first of the months to the last stands first.
    """
    by_month = [objectives_met(run, month) for month in months]
    found = {
        actor: [min(goals[actor], key=lambda one: one.met) for goals in by_month]
        for actor in by_month[0]
        if actor not in run.scenario.without
    }
    return dict(sorted(found.items(), key=lambda item: item[1][-1].met - item[1][0].met))


def red_lines(case: Case, scenario: AnyScenario, draws: int = RED_LINE_DRAWS, seed: int = 0) -> list[RedLineNearness]:
    """Return every red line, and how near a scenario comes to it, the most crossed and felt first.

    Raises:
        ScenarioError: if the scenario does not fit the case. ValueError: for draws or seed out of range.
    """
    scenario = scenario_of(case, scenario)
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
        room = _room_by_month(run, one)
        nearest = min(range(len(room)), key=lambda month: room[month])
        month = int(own[:, number].argmax()) if own[:, number].any() else None
        shares = [float(gauge[:, number].any(axis=0).mean()) for gauge in (crossed, felt)]
        found.append(RedLineNearness(one, shares[0], shares[1], month, room[nearest], nearest, draws))
    return sorted(found, key=lambda line: (-line.crossed, -line.felt, line.room))


def _room_by_month(run: Run, line: RedLine) -> list[float]:
    """Return by month how far a party is from its line: it gives way towards its rival's end of the scale."""
    found = []
    for month in range(run.scenario.months + 1):
        (term,) = (term for term in deal_terms(run, month) if term.issue == line.issue)
        (side,) = (side for side in term.sides if side.party == line.actor)
        found.append((side.place - line.place) * run.case.direction(line.actor))
    return found


#: At most so many objectives of an actor are named, of those met less and of those met more.
MOST_OBJECTIVES = 2


def demands_in_words(case: Case, found: Demands) -> str:
    """Return what is asked of an actor, and what it gains, as a sentence."""
    losses, gains = ("; ".join(map(_met_in_words, some[:MOST_OBJECTIVES])) for some in (found.less, found.more))
    text = f"{case.labels[found.actor]}: has to give way on {losses or 'nothing that it has named'}."
    return f"{text} Gains on {gains}." if gains else text


def _met_in_words(found: ObjectiveMet) -> str:
    objective = found.objective
    return f"“{objective.says.rstrip('.')}” ({objective.id}: met {found.met_before:.0%}, then {found.met:.0%})"


def red_line_in_words(case: Case, found: RedLineNearness) -> str:
    """Return how near a party comes to one of its red lines, as a sentence."""
    record = found.record
    about = f"{case.labels[record.actor]}, {case.spoken[record.issue]} ({record.says.rstrip('.')})"
    if found.crossed > 0:
        when = f", in the central run from month {found.month}" if found.month is not None else ""
        many = count_in_figures(round(found.crossed * found.draws), found.draws)
        return f"{about}: crossed in {many} variants{when}. While it is, no settlement forms."
    away = f"In the central run it is {typeset(found.room)} away at the nearest (month {found.nearest})."
    if found.felt > 0:
        many = count_in_figures(round(found.felt * found.draws), found.draws)
        return f"{about}: felt in {many} variants, so that the party gives way no further. {away}"
    return f"{about}: not crossed, nor felt, in any variant. {away}"
