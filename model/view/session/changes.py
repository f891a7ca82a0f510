"""A step in words: what is other in one setup than in the one before it."""

from __future__ import annotations

from collections.abc import Iterator

from model.knowledge import Case, believing, capitalised, name_of, typeset
from model.view.session.draft import Draft

#: So many differences are told one by one.
MOST = 4


def change_in_words(case: Case, before: Draft, after: Draft) -> str:
    """Return what is other after a step than before it, in a sentence."""
    if before.base != after.base:
        return f"“{before.base.title}” → “{after.base.title}”."
    found = list(_differences(case, before, after))
    more = f", and {len(found) - MOST} more" if len(found) > MOST else ""
    return f"{capitalised('; '.join(found[:MOST]))}{more}." if found else "Nothing."


def _differences(case: Case, before: Draft, after: Draft) -> Iterator[str]:
    names = dict.fromkeys([*before.given, *after.given])
    for name in names:
        one, other = before.given.get(name), after.given.get(name)
        if one != other:
            yield f"{name_of(case, name)} {_value(one)} → {_value(other)}"
    for actor in before.without:
        if actor not in after.without:
            yield f"{case.spoken[actor]} takes part again"
    for actor in after.without:
        if actor not in before.without:
            yield f"{case.spoken[actor]} takes no part"
    for theory in case.theories:
        if (theory.id in before.theories) != (theory.id in after.theories):
            yield f"the theory “{theory.title}” {'believed' if theory.id in after.theories else 'left out'}"
    rules = believing(case, tuple({*before.theories, *after.theories})).rule_of
    for rule in dict.fromkeys([*before.beliefs, *after.beliefs]):
        one, other = before.beliefs.get(rule, 1.0), after.beliefs.get(rule, 1.0)
        if one != other:
            yield f"“{rules[rule].says.rstrip('.')}” counts {one:g} → {other:g} times"
    if before.months != after.months:
        yield f"the horizon {before.months} → {after.months} months"
    if before.seed != after.seed:
        yield f"the seed {before.seed} → {after.seed}"
    if before.events != after.events:
        less, more = len(before.events), len(after.events)
        what = "an event added" if more > less else "an event taken away" if more < less else "an event changed"
        yield what


def _value(value: float | None) -> str:
    return "not set" if value is None else typeset(value)
