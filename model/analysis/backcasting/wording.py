"""What it would take, in words: the answers, and the ways to them. Nothing is computed here."""

from __future__ import annotations

from model.analysis.backcasting.answers import Answer, Reach
from model.analysis.backcasting.pathway import Failing, Step, Way
from model.knowledge import Case, as_list, band_in_words, capitalised, name_without_article, settable, typeset
from model.showing import counted
from model.uncertainty import count_in_words


def changes_of_answer_in_words(case: Case, answer: Answer) -> str:
    """Return what an answer changes: "trust from 0.20 to 0.59 and follow-through from 0.35 to 0.49"."""
    parts = []
    for what, to in answer.values.items():
        word = band_in_words(case, what, to)
        parts.append(f"{name_without_article(case, what)} from {typeset(answer.before[what])} to {typeset(to)}{word}")
    return as_list(parts) if parts else "nothing"


def score_in_words(one: Answer | Way) -> str:
    """Return what an answer or a way comes to: "the goal is reached in 614 of 1,024 variants (582 to 645)".

    Of a share of the pull: "it has 45% of the pull (44% to 46%)".
    """
    if _of_the_pull(one):
        return f"it has {one.share:z.0%} of the pull ({one.low:z.0%} to {one.high:z.0%})"
    return f"the goal is reached in {count_in_words(one.share, one.low, one.high, one.draws)}"


def _of_the_pull(one: Answer | Way) -> bool:
    return one.pull if isinstance(one, Answer) else one.answer.pull


def _part(found: Way, share: float) -> str:
    """Return a part of a way's variants as a count, or a share of the pull: "in 123 variants", "23% of the pull"."""
    return f"{share:z.0%} of the pull" if found.answer.pull else f"in {counted(round(share * found.draws), 'variant')}"


def as_it_is_in_words(case: Case, found: Reach) -> str:
    """Return how far a scenario is from the goal as it is."""
    goal = found.goal.says(case, found.now.scenario.months)
    start = "Nothing has to change. " if found.now.reached else ""
    return f"{start}The goal: {goal}. As things are {score_in_words(found.now)}."


def answer_in_words(case: Case, answer: Answer) -> str:
    """Return what an answer changes and what comes of it, as a sentence."""
    return f"{capitalised(changes_of_answer_in_words(case, answer))}: then {score_in_words(answer)}."


def none_found_in_words(case: Case, found: Reach) -> str:
    """Return what is told where no answer has been found: so far, or at all, with what comes nearest."""
    if not found.done:
        return "Nothing found yet that is enough by itself or in twos; sets of three are looked through."
    if found.closest is None:
        return ""
    nearest = changes_of_answer_in_words(case, found.closest)
    return (
        "Nothing that may be changed reaches the goal, however far it is moved within the scales. What comes nearest: "
        f"{nearest}; then {score_in_words(found.closest)}."
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
    more = [
        f"{name_without_article(case, what)} to {typeset(next(s.to for s in found.steps if s.name == what))}"
        for what, to in found.answer.values.items()
        if abs(next(s.to for s in found.steps if s.name == what) - to) > 1e-9
    ]
    further = f" On the way it takes more than at a stroke: {as_list(more)}." if more else ""
    if found.reached:
        done = f"All is done by month {found.months}; at month {found.scenario.months} {score_in_words(found)}."
        return done + further
    return (
        f"At plausible speeds this does not reach the goal within {found.scenario.months} months: at best "
        f"{score_in_words(found)}."
    )


def failing_in_words(case: Case, found: Way) -> list[str]:
    """Return what is left without each step, and if it comes late, a sentence each, the most urgent step first."""
    lines = []
    for one in found.steps:
        own = [f for f in found.failing if f.name == one.name]
        gone = _part(found, next(f.share for f in own if f.late is None))
        late = [f"{_part(found, f.share)} if it comes {f.late} months late" for f in own if f.late is not None]
        name = capitalised(name_without_article(case, one.name))
        lines.append(f"{name}: {gone} without it, {as_list(late)}.")
    return lines


def weakest_in_words(case: Case, found: Way) -> str:
    """Return where a way is most likely to break."""
    one: Failing = found.weakest
    how = "is missing" if one.late is None else f"comes {one.late} months late"
    what = "it then has" if found.answer.pull else "the goal is then reached"
    left, whole = _part(found, one.share), _part(found, found.share)
    return f"It breaks first where {name_without_article(case, one.name)} {how}: {what} {left}, not {whole}."


def orders_in_words(case: Case, found: Way) -> str:
    """Return what the order of the steps does, or nothing if there is none to choose."""
    if not found.orders:
        return ""
    told = [
        f"{', then '.join(name_without_article(case, what) for what in order)}: {_part(found, left)}"
        for order, left in (found.orders[0], *([found.orders[-1]] if len(found.orders) > 1 else []))
    ]
    began = "All begin in the first month. " if found.together else ""
    worst = f"; the worst is {told[1]}" if len(told) > 1 else ""
    return f"{began}If they come one after another, the best order is {told[0]}{worst}."
