"""What it would take, in words: answers, ways, red lines, regions, and what is worth knowing. Nothing is computed."""

from __future__ import annotations

from model.analysis.backcasting.pathway import Failing, Step, Way
from model.analysis.backcasting.searching import Answer, Reach
from model.knowledge.case import Case
from model.knowledge.naming import band_of, bare_name, capital, listed, plain_number
from model.knowledge.vocabulary import settable
from model.uncertainty.robust import between, share_in_words


def moves(case: Case, answer: Answer) -> str:
    """Return what an answer changes: "trust from 0.20 to 0.59 and follow-through from 0.35 to 0.49"."""
    parts = []
    for what, to in answer.values.items():
        word = band_of(case, what, to)
        parts.append(f"{bare_name(case, what)} from {plain_number(answer.before[what])} to {plain_number(to)}{word}")
    return listed(parts) if parts else "nothing"


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
        f"{share_in_words(answer.share, answer.low, answer.high)} of {answer.draws:,} variants."
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
        f"{nearest}, with {share_in_words(found.closest.share, found.closest.low, found.closest.high)} of the variants."
    )


def step(case: Case, one: Step) -> str:
    """Return a step in words: "Months 1 to 4: relief, up from 0.40 to 0.99, 0.15 a month."."""
    when = f"Month {one.first}" if one.first == one.last else f"Months {one.first} to {one.last}"
    way = "up" if one.to > one.start else "down"
    by = abs(one.to - one.start) / (one.last - one.first + 1)
    if settable(case)[one.name].kind == "state":
        amount = plain_number(abs(one.to - one.start))
        return f"{when}: {bare_name(case, one.name)}, {way} by {amount} in all, {by:.2f} a month, whatever moves it besides."
    return f"{when}: {bare_name(case, one.name)}, {way} from {plain_number(one.start)} to {plain_number(one.to)}, {by:.2f} a month."


def way(case: Case, found: Way) -> str:
    """Return what a way comes to, in sentences: when it is done, whether it reaches the goal, and over what time."""
    told = share_in_words(found.share, found.low, found.high)
    more = [
        f"{bare_name(case, what)} to {plain_number(next(s.to for s in found.steps if s.name == what))}"
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
        lines.append(f"{capital(bare_name(case, one.name))}: {gone:.0%} without it, {listed(late)}.")
    return lines


def weakest(case: Case, found: Way) -> str:
    """Return where a way is most likely to break."""
    one: Failing = found.weakest
    how = "is missing" if one.late is None else f"comes {one.late} months late"
    return (
        f"It breaks first where {bare_name(case, one.name)} {how}: the goal is then reached in {one.share:.0%} of the "
        f"variants instead of {found.share:.0%}."
    )


def orders(case: Case, found: Way) -> str:
    """Return what the order of the steps does, or nothing if there is none to choose."""
    if not found.orders:
        return ""
    told = [
        f"{', then '.join(bare_name(case, what) for what in order)}: {left:.0%}"
        for order, left in (found.orders[0], *([found.orders[-1]] if len(found.orders) > 1 else []))
    ]
    began = "All begin in the first month. " if found.together else ""
    worst = f"; the worst is {told[1]}" if len(told) > 1 else ""
    return f"{began}If they come one after another, the best order is {told[0]}{worst}."
