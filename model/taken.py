"""What it would take, in words: answers, ways, red lines, regions, and what is worth knowing. Nothing is computed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model.accept import Asked, Line, Moved
from model.boxes import Box, Boxes
from model.domain import Case, Outcome, Record, Variable
from model.explain import NAMES, capital, name_of
from model.reach import Answer, Reach
from model.run import OUTCOMES
from model.scenario import Scenario
from model.setup import settable
from model.sturdy import between
from model.way import Failing, Step, Way
from model.words import listed
from model.worth import NONE, Known

#: A share of objectives met less, or more, by this is told; and at most so many of an actor's.
MOST = 2


def name(case: Case, what: str) -> str:
    """Return what a lever or an assumption is called without its article: "trust", "guarantees on offer"."""
    return name_of(case, what).removeprefix("the ")


def number(value: float) -> str:
    """Return a value as it is told, with a minus sign, not a hyphen."""
    return f"{value:.2f}".replace("-", "−")  # noqa: RUF001


def band(variable: Variable, value: float, low: float, high: float) -> str:
    """Return the word for the band in which a value lies, in brackets, if its variable has any."""
    if not variable.bands:
        return ""
    at = min(int((value - low) / (high - low) * len(variable.bands)), len(variable.bands) - 1)
    return f" ({variable.bands[at]})"


def band_of(case: Case, what: str, value: float) -> str:
    """Return the word for the band in which a lever's or an assumption's value lies, in brackets, if it has any."""
    variable = settable(case)[what]
    scale = next(s for s in case.scales if s.id == variable.scale)
    return band(variable, value, scale.low, scale.high)


def moves(case: Case, answer: Answer) -> str:
    """Return what an answer changes: "trust from 0.20 to 0.59 and follow-through from 0.35 to 0.49"."""
    parts = []
    for what, to in answer.values.items():
        word = band_of(case, what, to)
        parts.append(f"{name(case, what)} from {number(answer.before[what])} to {number(to)}{word}")
    return listed(parts) if parts else "nothing"


def share(found: float, low: float, high: float) -> str:
    """Return a share with its interval: "54% (51% to 57%)"."""
    return f"{found:.0%} ({between(low, high)})"


def now(case: Case, found: Reach) -> str:
    """Return how far a scenario is from the goal as it is."""
    told = f"{found.now.share:.0%} ({between(found.now.low, found.now.high)}) of {found.now.draws:,}"
    goal = found.goal.says(case, found.now.scenario.months)
    if found.now.reached:
        return f"Nothing has to change. The goal: {goal}. As things are it is {told}."
    return f"The goal: {goal}. As things are it is {told}."


def answered(case: Case, answer: Answer) -> str:
    """Return what an answer changes and what comes of it, as a sentence."""
    return (
        f"{capital(moves(case, answer))}: then the goal is reached in "
        f"{share(answer.share, answer.low, answer.high)} of {answer.draws:,} variants."
    )


def none_found(case: Case, found: Reach) -> str:
    """Return what is told where no answer has been found: so far, or at all, with what comes nearest."""
    if not found.done:
        return "Nothing found yet that is enough by itself or in twos; sets of three are looked through."
    if found.closest is None:
        return ""
    nearest = moves(case, found.closest)
    return (
        "Nothing that may be changed reaches the goal, however far it is moved within the scales. What comes nearest: "
        f"{nearest}, with {share(found.closest.share, found.closest.low, found.closest.high)} of the variants."
    )


def step(case: Case, one: Step) -> str:
    """Return a step in words: "Months 1 to 4: relief, up from 0.40 to 0.99, 0.15 a month."."""
    when = f"Month {one.first}" if one.first == one.last else f"Months {one.first} to {one.last}"
    way = "up" if one.to > one.start else "down"
    by = abs(one.to - one.start) / (one.last - one.first + 1)
    if settable(case)[one.name].kind == "state":
        amount = number(abs(one.to - one.start))
        return f"{when}: {name(case, one.name)}, {way} by {amount} in all, {by:.2f} a month, whatever moves it besides."
    return f"{when}: {name(case, one.name)}, {way} from {number(one.start)} to {number(one.to)}, {by:.2f} a month."


def way(case: Case, found: Way) -> str:
    """Return what a way comes to, in sentences: when it is done, whether it reaches the goal, and over what time."""
    told = share(found.share, found.low, found.high)
    more = [
        f"{name(case, what)} to {number(next(s.to for s in found.steps if s.name == what))}"
        for what, to in found.answer.values.items()
        if abs(next(s.to for s in found.steps if s.name == what) - to) > 1e-9
    ]
    further = f" On the way it takes more than at a stroke: {listed(more)}." if more else ""
    if found.reached:
        return (
            f"All is done by month {found.months}; at month {found.scenario.months} the goal is reached in {told} of "
            f"{found.draws:,} variants.{further}"
        )
    return (
        f"At plausible speeds this does not reach the goal within {found.scenario.months} months: at best in {told} "
        f"of {found.draws:,} variants."
    )


def failing(case: Case, found: Way) -> list[str]:
    """Return what is left without each step, and if it comes late, a sentence each, the most urgent step first."""
    lines = []
    for one in found.steps:
        own = [f for f in found.failing if f.name == one.name]
        gone = next(f.share for f in own if f.late is None)
        late = [f"{f.share:.0%} if it comes {f.late} months late" for f in own if f.late is not None]
        lines.append(f"{capital(name(case, one.name))}: {gone:.0%} without it, {listed(late)}.")
    return lines


def weakest(case: Case, found: Way) -> str:
    """Return where a way is most likely to break."""
    one: Failing = found.weakest
    how = "is missing" if one.late is None else f"comes {one.late} months late"
    return (
        f"It breaks first where {name(case, one.name)} {how}: the goal is then reached in {one.share:.0%} of the "
        f"variants instead of {found.share:.0%}."
    )


def orders(case: Case, found: Way) -> str:
    """Return what the order of the steps does, or nothing if there is none to choose."""
    if not found.orders:
        return ""
    told = [
        f"{', then '.join(name(case, what) for what in order)}: {left:.0%}"
        for order, left in (found.orders[0], *([found.orders[-1]] if len(found.orders) > 1 else []))
    ]
    began = "All begin in the first month. " if found.together else ""
    worst = f"; the worst is {told[1]}" if len(told) > 1 else ""
    return f"{began}If they come one after another, the best order is {told[0]}{worst}."


def asked(case: Case, found: Asked) -> str:
    """Return what is asked of an actor, and what it gains, as a sentence."""
    parts = [
        f"“{one.objective.says.rstrip('.')}” ({one.objective.id}: met {one.met_before:.0%}, then {one.met:.0%})"
        for one in found.less[:MOST]
    ]
    gains = [
        f"“{one.objective.says.rstrip('.')}” ({one.objective.id}: met {one.met_before:.0%}, then {one.met:.0%})"
        for one in found.more[:MOST]
    ]
    told = f"{case.labels[found.actor]}: has to give way on {'; '.join(parts) or 'nothing that it has named'}."
    return f"{told} Gains on {'; '.join(gains)}." if gains else told


def line(case: Case, found: Line) -> str:
    """Return how near a party comes to one of its red lines, as a sentence."""
    record = found.record
    about = f"{case.labels[record.actor]}, {case.spoken[record.issue]} ({record.says.rstrip('.')})"
    if found.crossed > 0:
        when = f", in the central run from month {found.month}" if found.month is not None else ""
        return f"{about}: crossed in {found.crossed:.0%} of the variants{when}. While it is, no settlement forms."
    away = f"In the central run it is {number(found.room)} away at the nearest (month {found.nearest})."
    if found.felt > 0:
        return f"{about}: felt in {found.felt:.0%} of the variants, so that the party gives way no further. {away}"
    return f"{about}: not crossed, nor felt, in any variant. {away}"


def line_moved(case: Case, found: Moved) -> str:
    """Return what moving a red line would do, as a sentence."""
    record = found.record
    about = f"{case.labels[record.actor]}, {case.spoken[record.issue]}"
    if abs(found.most) < 0.005 and found.further >= found.now - 0.005:
        return f"{about}: moving it, or giving it up, changes nothing here ({found.now:.0%})."
    return (
        f"{about}: with the line 0.10 further on the goal is reached in {found.further:.0%}, with none in "
        f"{found.gone:.0%}, instead of {found.now:.0%}."
    )


def limits(case: Case, box: Box, scales: Mapping[str, tuple[float, float]]) -> str:
    """Return a box's conditions: "trust above 0.40 and guarantees above 0.30"."""
    parts = []
    for what, (low, high) in box.limits.items():
        least, most = scales[what]
        if low > least and high < most:
            parts.append(f"{name(case, what)} between {number(low)} and {number(high)}")
        else:
            parts.append(f"{name(case, what)} {f'above {number(low)}' if low > least else f'below {number(high)}'}")
    return listed(parts)


def box(case: Case, found: Box, all_: Boxes) -> str:
    """Return a box as a sentence, with its density, coverage, and how it stood up to resampling."""
    density = share(found.density, found.low, found.high)
    return (
        f"{capital(limits(case, found, all_.scales))}: {all_.goal.once(case, all_.months)} in {density} of such "
        f"situations, and {found.coverage:.0%} of all in which it does lie here. (They are {found.mass:.0%} of all; a "
        f"box like it stands in {found.survived:.0%} of the resamples.)"
    )


def boxes(case: Case, found: Boxes) -> str:
    """Return what is said of all boxes together."""
    goal = found.goal.once(case, found.months)
    told = f"Of {found.situations:,} situations all over the scales, {goal} in {found.share:.0%}."
    if found.boxes:
        return told
    why = f" {found.dropped} did not survive resampling." if found.dropped else ""
    return f"{told} No few conditions go with it often enough to be told.{why}"


def known(case: Case, one: Known) -> str:
    """Return what a belief does to the shares from one end of its range to the other, as a sentence."""
    names = {**{o: NAMES[Outcome(o)] for o in OUTCOMES}, NONE: "none of the three"}
    most = max(one.low, key=lambda kind: abs(one.high[kind] - one.low[kind]))
    gain = f"; who knows it names the right answer in {one.gain:.1%} more of them" if one.gain >= 0.005 else ""
    return (
        f"At its low end {names[most]} has formed in {one.low[most]:.0%} of the variants, at its high end in "
        f"{one.high[most]:.0%}{gain}."
    )


def plain(found: Any) -> Any:
    """Return a result for machines: plain values, ready for JSON; a scenario by its title, a record by its id."""
    if isinstance(found, Mapping):
        return {str(key): plain(value) for key, value in found.items()}
    if isinstance(found, list | tuple):
        return [plain(value) for value in found]
    if isinstance(found, Scenario):
        return {"title": found.title, "months": found.months}
    if isinstance(found, Record):
        return found.model_dump()
    if hasattr(found, "__dataclass_fields__"):
        return {field: plain(getattr(found, field)) for field in found.__dataclass_fields__}
    return found if isinstance(found, str | int | float | bool) or found is None else str(found)
