"""A step in words: what is other in one draft than in the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from model.explain import fronts_in_words, happenings_in_words
from model.knowledge import Case, believing, capitalised, name_of, typeset
from model.scenario import Scenario
from model.view.session.draft import Draft

#: So many differences are listed; of further ones only the number is given.
MOST_DIFFERENCES = 4


def change_in_words(case: Case, before: Draft, after: Draft) -> str:
    """Return what is other after a step than before it, in a sentence."""
    if before.base != after.base:
        return f"“{before.base.title}” → “{after.base.title}”."
    found = list(_differences(case, before, after))
    more = f", and {len(found) - MOST_DIFFERENCES} more" if len(found) > MOST_DIFFERENCES else ""
    return f"{capitalised('; '.join(found[:MOST_DIFFERENCES]))}{more}." if found else "Nothing."


def _differences(case: Case, before: Draft, after: Draft) -> Iterator[str]:
    old, new = before.edited, after.edited
    names = dict.fromkeys([*old.given, *new.given])
    for name in names:
        one, other = old.given.get(name), new.given.get(name)
        if one != other:
            yield f"{name_of(case, name)} {_value(one)} → {_value(other)}"
    for actor in old.without:
        if actor not in new.without:
            yield f"{case.spoken[actor]} takes part again"
    for actor in new.without:
        if actor not in old.without:
            yield f"{case.spoken[actor]} takes no part"
    for theory in case.theories:
        if (theory.id in old.theories) != (theory.id in new.theories):
            yield f"the theory “{theory.title}” {'believed' if theory.id in new.theories else 'left out'}"
    rules = believing(case, tuple({*old.theories, *new.theories})).rule_of
    for rule in dict.fromkeys([*old.beliefs, *new.beliefs]):
        one, other = old.beliefs.get(rule, 1.0), new.beliefs.get(rule, 1.0)
        if one != other:
            yield f"“{rules[rule].says.rstrip('.')}” counts {one:g} → {other:g} times"
    if old.months != new.months:
        yield f"the horizon {old.months} → {new.months} months"
    yield from _happenings(case, old, new)
    if before.seed != after.seed:
        yield f"the seed {before.seed} → {after.seed}"
    if old.events != new.events:
        less, more = len(old.events), len(new.events)
        what = "an event added" if more > less else "an event taken away" if more < less else "an event changed"
        yield what


def _happenings(case: Case, old: Scenario, new: Scenario) -> Iterator[str]:
    """Yield what may happen now, or no more: each by itself, or all of it."""
    is_other = [one for one in case.happenings if old.may_happen(one.id) != new.may_happen(one.id)]
    if len(is_other) > 1:
        yield f"{happenings_in_words(case, old)} → {happenings_in_words(case, new)}"
    elif is_other:
        says = is_other[0].says.rstrip(".")
        yield f"“{says}” {'may happen' if new.may_happen(is_other[0].id) else 'does not happen any more'}"
    if old.front != new.front:
        yield f"the front {fronts_in_words(case)[new.front or 'holds']}"


def _value(value: float | None) -> str:
    return "not set" if value is None else typeset(value)
