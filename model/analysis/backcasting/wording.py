"""What it would take, in words: the answers, and the ways to them. Nothing is computed here."""

from __future__ import annotations

from model.analysis.backcasting.answers import Answer, Reach
from model.analysis.backcasting.pathway import Failing, Step, Way
from model.knowledge import Case, as_list, band_in_words, capitalised, name_without_article, settable, typeset
from model.uncertainty import count_in_words


def changes_of_answer_in_words(case: Case, answer: Answer) -> str:
    """Return what an answer changes: "trust from 0.20 to 0.59 and follow-through from 0.35 to 0.49"."""
    parts = []
    for what, to in answer.values.items():
        word = band_in_words(case, what, to)
        parts.append(f"{name_without_article(case, what)} from {typeset(answer.before[what])} to {typeset(to)}{word}")
    return as_list(parts) if parts else "nothing"


def as_it_is_in_words(case: Case, found: Reach) -> str:
    """Return how far a scenario is from the goal as it is."""
    told = f"in {count_in_words(found.now.share, found.now.low, found.now.high, found.now.draws)}"
    goal = found.goal.says(case, found.now.scenario.months)
    if found.now.reached:
        return f"Nothing has to change. The goal: {goal}. As things are that is so {told}."
    return f"The goal: {goal}. As things are that is so {told}."


def answer_in_words(case: Case, answer: Answer) -> str:
    """Return what an answer changes and what comes of it, as a sentence."""
    return (
        f"{capitalised(changes_of_answer_in_words(case, answer))}: then the goal is reached in "
        f"{count_in_words(answer.share, answer.low, answer.high, answer.draws)}."
    )


def none_found_in_words(case: Case, found: Reach) -> str:
    """Return what is told where no answer has been found: so far, or at all, with what comes nearest."""
    if not found.done:
        return "Nothing found yet that is enough by itself or in twos; sets of three are looked through."
    if found.closest is None:
        return ""
    nearest, one = changes_of_answer_in_words(case, found.closest), found.closest
    return (
        "Nothing that may be changed reaches the goal, however far it is moved within the scales. What comes nearest: "
        f"{nearest}, with {count_in_words(one.share, one.low, one.high, one.draws)}."
    )


def step_in_words(case: Case, one: Step) -> str:
    """Return a step in words: "Months 1 to 4: relief, up from 0.40 to 0.99, 0.15 a month."."""
    when = f"Month {one.first}" if one.first == one.last else f"Months {one.first} to {one.last}"
    way = "up" if one.to > one.start else "down"
    by = abs(one.to - one.start) / (one.last - one.first + 1)
    name = name_without_article(case, one.name)
    if settable(case)[one.name].kind == "state":
        amount = typeset(abs(one.to - one.start))
        return f"{when}: {name}, {way} by {amount} in all, {by:.2f} a month, whatever moves it besides."
    return f"{when}: {name}, {way} from {typeset(one.start)} to {typeset(one.to)}, {by:.2f} a month."


def way_in_words(case: Case, found: Way) -> str:
    """Return what a way comes to, in sentences: when it is done, whether it reaches the goal, and over what time."""
    told = count_in_words(found.share, found.low, found.high, found.draws)
    more = [
        f"{name_without_article(case, what)} to {typeset(next(s.to for s in found.steps if s.name == what))}"
        for what, to in found.answer.values.items()
        if abs(next(s.to for s in found.steps if s.name == what) - to) > 1e-9
    ]
    further = f" On the way it takes more than at a stroke: {as_list(more)}." if more else ""
    if found.reached:
        return (
            f"All is done by month {found.months}; at month {found.scenario.months} the goal is reached in {told}."
            f"{further}"
        )
    return f"At plausible speeds this does not reach the goal within {found.scenario.months} months: at best in {told}."


def failing_in_words(case: Case, found: Way) -> list[str]:
    """Return what is left without each step, and if it comes late, a sentence each, the most urgent step first."""
    lines = []
    for one in found.steps:
        own = [f for f in found.failing if f.name == one.name]
        gone = _count(found, next(f.share for f in own if f.late is None))
        late = [f"{_count(found, f.share)} if it comes {f.late} months late" for f in own if f.late is not None]
        name = capitalised(name_without_article(case, one.name))
        lines.append(f"{name}: in {gone} variants without it, in {as_list(late)}.")
    return lines


def weakest_in_words(case: Case, found: Way) -> str:
    """Return where a way is most likely to break."""
    one: Failing = found.weakest
    how = "is missing" if one.late is None else f"comes {one.late} months late"
    return (
        f"It breaks first where {name_without_article(case, one.name)} {how}: the goal is then reached in "
        f"{_count(found, one.share)} variants instead of {_count(found, found.share)}."
    )


def _count(found: Way, share: float) -> str:
    """Return a part of a way's variants as a count."""
    return f"{round(share * found.draws):,}"


def orders_in_words(case: Case, found: Way) -> str:
    """Return what the order of the steps does, or nothing if there is none to choose."""
    if not found.orders:
        return ""
    told = [
        f"{', then '.join(name_without_article(case, what) for what in order)}: {_count(found, left)} variants"
        for order, left in (found.orders[0], *([found.orders[-1]] if len(found.orders) > 1 else []))
    ]
    began = "All begin in the first month. " if found.together else ""
    worst = f"; the worst is {told[1]}" if len(told) > 1 else ""
    return f"{began}If they come one after another, the best order is {told[0]}{worst}."
