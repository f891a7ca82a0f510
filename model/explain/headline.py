"""The answer in a few sentences: the class with the largest share of the pull, what is next, and how sturdy that is."""

from __future__ import annotations

from collections.abc import Sequence

from model.engine import FORMED, SLIGHT, TIE, Run
from model.explain.central_run import NARROW_LEAD
from model.explain.figures import count_in_figures, percent
from model.explain.symbols import GOES_ON
from model.knowledge import CLASS_NAMES, OUTCOME_NAMES, PULL_CLASSES, THE_REST, Outcome, as_list, capitalised
from model.uncertainty import Headline


def headline_in_words(found: Headline) -> str:
    """Return the headline: "The war goes on: 52% of the pull"; or which classes are too close to call."""
    if len(found.level) > 1:
        return f"Too close to call: {_named(found.level)}"
    name = GOES_ON if found.name == THE_REST else capitalised(CLASS_NAMES[found.name])
    return f"{name}: {percent(found.share)} of the pull"


def answer_in_words(found: Headline) -> str:
    """Return the headline and how sturdy it is, in a line."""
    return f"{headline_in_words(found)} ({found.word})"


# ----------------------------------------------------------------------------------------------------- what is next


def next_in_words(found: Headline) -> str:
    """Return what stands beside the headline, in a sentence or two: how much its share is, and which class is next."""
    if len(found.level) > 1:
        return f"Their shares of the pull are as good as level: {_figures(found, found.level)}.{_after_those(found)}"
    told = _outcomes_in_words(found) if found.name == THE_REST else _next(found)
    return f"{_beats_the_rest(found)} {told}".strip()


def _beats_the_rest(found: Headline) -> str:
    """Return that the class has as much as all the others together, or more, if it does."""
    others = "the three outcomes together" if found.name == THE_REST else "everything else together"
    if abs(found.share - FORMED) < SLIGHT:
        return f"That is about as much as {others}."
    return f"That is more than {others}." if found.share > FORMED else ""


def _outcomes_in_words(found: Headline) -> str:
    """Return which outcome is the strongest, where the war goes on."""
    first = found.strongest[0]
    if found.share_of[first] < SLIGHT:
        return "Nothing pulls it towards any of the three outcomes."
    one = "is the strongest" if len(found.strongest) == 1 else "are the strongest"
    figures = _figures(found, found.strongest)
    return f"Of the three outcomes, {_named(found.strongest)} {one}, with {figures}{_close_behind(found, first)}."


def _next(found: Headline) -> str:
    """Return what comes after an outcome that has the headline."""
    names = _largest(found, [name for name in PULL_CLASSES if name != found.name])
    if found.share_of[names[0]] < SLIGHT:
        return "Next to nothing is left for the others."
    verb = "is" if len(names) == 1 else "are"
    return f"Next {verb} {_named(names)}, with {_figures(found, names)}{_close_behind(found, names[0])}."


def _after_those(found: Headline) -> str:
    """Return what comes after classes that are as good as level, after a space; "" if there is next to nothing."""
    others = [name for name in PULL_CLASSES if name not in found.level]
    names = _largest(found, others) if others else others
    if not names or found.share_of[names[0]] < SLIGHT:
        return ""
    return f" Next {'is' if len(names) == 1 else 'are'} {_named(names)}, with {_figures(found, names)}."


def _largest(found: Headline, names: Sequence[str]) -> list[str]:
    """Return those of some classes with the largest share, or as good as level with it."""
    most = max(found.share_of[name] for name in names)
    return [name for name in names if most - found.share_of[name] < SLIGHT]


def _close_behind(found: Headline, name: str) -> str:
    return ", only a little less" if found.share - found.share_of[name] < NARROW_LEAD else ""


def _named(names: Sequence[str]) -> str:
    return as_list([CLASS_NAMES[name] for name in names])


def _figures(found: Headline, names: Sequence[str]) -> str:
    """Return the shares of some classes: "36%", "36% and 35%", or "36% each" where they read alike."""
    shown = [percent(found.share_of[name]) for name in names]
    return f"{shown[0]} each" if len(shown) > 1 and len(set(shown)) == 1 else as_list(shown)


# ------------------------------------------------------------------------------------------------------- how sturdy


def sturdiness_in_words(found: Headline) -> str:
    """Return how sturdy the headline is: the word, and in how many variants each class has the largest pull."""
    word = found.word.capitalize()
    word = f"{word}, since the shares are too close to call" if len(found.level) > 1 else word
    rivals = sorted((name for name in PULL_CLASSES if name != found.name), key=lambda name: -found.count_of[name])
    others = [f"{CLASS_NAMES[name]} in {found.count_of[name]:,}" for name in rivals if found.count_of[name]]
    none = found.draws - sum(found.counts)
    others += [f"none outright in {none:,}"] if none else []
    largest = f"{CLASS_NAMES[found.name]} has the largest pull of the four"
    rest = f"; {as_list(others)}" if others else ""
    return f"{word}: in {count_in_figures(found.count, found.draws)} plausible variants {largest}{rest}."


# -------------------------------------------------------------------------------------------------- the central run


def central_run_in_words(run: Run, found: Headline) -> str:
    """Return what the central run says where it says something else than the shares; "" where the two agree.

    They agree if the class with its largest pull is that of the headline, and its outcome the strongest of the three;
    or one of those that are as good as level with them. The reasons are those of the central run.
    """
    pulls = dict(zip(PULL_CLASSES, (*run.pull.values(), run.goes_on), strict=True))
    largest = max(pulls, key=lambda name: pulls[name])
    pull, nothing = run.pull[run.outcome], max(found.shares[:3]) < SLIGHT
    if largest in found.level and (run.outcome in found.strongest or nothing or pull < SLIGHT):
        return ""
    name = OUTCOME_NAMES[Outcome(run.outcome)]
    if run.formed:
        return f"With the central beliefs alone, {name} has formed, with a pull of {pull:.2f}."
    if run.margin < SLIGHT:
        level = "ties with another" if run.margin <= TIE else "is as good as level with another"
        told = f"no outcome leads: {name} {level}, with a pull of {pull:.2f}"
    else:
        told = f"{name} leads, with a pull of {pull:.2f}"
    return f"With the central beliefs alone, {told}; {run.goes_on:.2f} is left for the war to go on."
