"""What may happen in words: how often a happening comes about, what it does, what the front does, what is switched on.

It is one of the two layers by which variants differ; the other is what we do not know.
"""

from __future__ import annotations

from collections.abc import Mapping

from model.knowledge import (
    Case,
    Happening,
    Variable,
    as_list,
    variables_by_id,
    with_minus_sign,
)
from model.scenario import Scenario

#: What a part is called that is one of so many.
PARTS = {2: "a half", 3: "a third", 4: "a quarter", 5: "a fifth", 6: "a sixth", 8: "an eighth", 10: "a tenth"}


#: Before the name of a variable of the party to which something happens.
PARTY = "party."


def rate_in_words(case: Case, happening: Happening) -> str:
    """Return how often something happens: "about once in 60 months for each side"."""
    side = " for each side" if happening.over == "party" else ""
    most = "at most " if happening.scaled_by and happening.rate > 0 else ""
    return f"{most}{_how_often(happening.rate)}{side}{_scaled(case, happening)}"


def _how_often(rate: float) -> str:
    if rate == 0:
        return "never"
    if rate > 0.5:
        return f"in {'every month' if rate == 1 else f'about {rate:.0%} of months'}"
    return f"about once in {round(1 / rate):,} months"


def _scaled(case: Case, happening: Happening) -> str:
    """Return of what the rate depends: ", by how far trust is low"."""
    found = [
        f"{_name(case, name)} is {' or '.join(term.replace('-', ' ') for term in grades)}"
        for name, grades in happening.scaled_by.items()
    ]
    return f", by how far {as_list(found)}" if found else ""


def effects_in_words(case: Case, happening: Happening) -> str:
    """Return what a happening does, in a sentence: "It changes trust by +0.05 to +0.2, for 2 to 6 months."."""
    puts = [f"{_name(case, name)} to {_put(*ends)}" for name, ends in happening.set.items()]
    changes = [f"{_name(case, name)} by {_change(*ends)}" for name, ends in happening.change.items()]
    parts = [f"puts {as_list(puts)}"] if puts else []
    parts += [f"changes {as_list(changes)}"] if changes else []
    return f"It {' and '.join(parts)}{_how_long(case, happening)}."


def _how_long(case: Case, happening: Happening) -> str:
    """Return when what it does goes back; rules move a state from the month of the happening on."""
    if happening.months is None:
        return ""
    names = [name for name in (*happening.set, *happening.change) if _variable(case, name).kind == "assumption"]
    low, high = (f"{end:.0f}" for end in happening.months)
    span = f"{low} month{'' if low == '1' else 's'}" if low == high else f"{low} to {high} months"
    every = len(names) == len(happening.set) + len(happening.change)
    which = "" if every else f"{as_list([_name(case, name) for name in names])} "
    return f", for {span}" if every else f"; {which}{'goes' if len(names) == 1 else 'go'} back after {span}"


def _put(low: float, high: float) -> str:
    ends = [with_minus_sign(f"{end:g}") for end in (low, high)]
    return ends[0] if low == high else f"between {ends[0]} and {ends[1]}"


def _change(low: float, high: float) -> str:
    ends = [with_minus_sign(f"{end:+g}") if end else "0" for end in (low, high)]
    return ends[0] if low == high else f"{ends[0]} to {ends[1]}"


def _variable(case: Case, name: str) -> Variable:
    if not name.startswith(PARTY):
        return variables_by_id(case)[name]
    last = name.removeprefix(PARTY)
    return next(one for one in case.variables if one.id == last and one.scope == "party")


def _name(case: Case, name: str) -> str:
    """Return what a variable is called; one of a party is the one of the side to which it happens."""
    words = _variable(case, name).words
    return f"that side's {words.removeprefix('the ')}" if name.startswith(PARTY) else words


# ---------------------------------------------------------------------------------------------------------- the front


def fronts_in_words(case: Case) -> Mapping[str, str]:
    """Return what the front may do, by what scenarios call it: "returns towards level, a fifth a month"."""
    back = 1 - case.settings.wander.persistence
    part = next((word for number, word in PARTS.items() if abs(back - 1 / number) < 1e-9), f"{back:.0%}")
    returns = "goes back to level within a month" if back == 1 else f"returns towards level, {part} a month"
    return {"returns": returns, "holds": "holds where it is set"}


# ------------------------------------------------------------------------------------------------- what is switched on


def happenings_in_words(case: Case, scenario: Scenario) -> str:
    """Return how many happenings are switched on: "all 6 happenings", "4 of 6 happenings", "no happenings"."""
    on = sum(scenario.may_happen(happening.id) for happening in case.happenings)
    if not on:
        return "no happenings"
    number = f"all {on}" if on == len(case.happenings) else f"{on} of {len(case.happenings)}"
    return "1 happening" if len(case.happenings) == 1 else f"{number} happenings"


def may_happen_in_brief(case: Case, scenario: Scenario) -> str:
    """Return what is switched on, as part of a line: "all 6 happenings, and a front that returns"."""
    return f"{happenings_in_words(case, scenario)}, and a front that {'returns' if scenario.front_returns else 'holds'}"


def layers_in_words(case: Case, scenario: Scenario) -> str:
    """Return in a sentence by what variants differ: what we do not know, and what may happen as it is switched on."""
    happen = f"{happenings_in_words(case, scenario)} at published rates"
    if not case.happenings:
        happen = "no happenings, since the case has none"
    elif not any(scenario.may_happen(happening.id) for happening in case.happenings):
        happen = "no happenings, since they are switched off"
    front = fronts_in_words(case)["returns"] if scenario.front_returns else "around where it is set"
    return (
        "The variants differ by what we do not know, which is all that is not set, within its plausible range; and by "
        f"what may happen: {happen}, and a front that wanders{' and' if scenario.front_returns else ''} {front}."
    )
