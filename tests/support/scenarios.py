"""Random scenarios for Hypothesis: any run specification that fits the default case.

What is drawn from is made once and kept: Hypothesis takes longer to make and check a strategy than to draw from it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from model import Event, Scenario, load_case
from model.knowledge.case import Case
from tests.support.cases import settable, variables

Values = st.SearchStrategy[dict[str, float]]


@cache
def on_scale(case: Case, name: str) -> st.SearchStrategy[float]:
    """Draw a value on a variable's scale; its ends and the peaks of its terms come often."""
    scale = case.scale_of[settable(case)[name].scale]
    corners = sorted({scale.low, scale.high, *scale.terms.values()})
    return st.sampled_from(corners) | st.floats(scale.low, scale.high, allow_subnormal=False)


@cache
def values(case: Case, names: tuple[str, ...], least: int, most: int) -> Values:
    """Draw values for some of the named levers and assumptions, so many of them at least and at most."""
    chosen = st.lists(st.sampled_from(sorted(names)), min_size=least, max_size=most, unique=True)
    return _values(case, chosen)


@st.composite
def _values(draw: st.DrawFn, case: Case, chosen: st.SearchStrategy[list[str]]) -> dict[str, float]:
    return {name: draw(on_scale(case, name)) for name in draw(chosen)}


@cache
def _months(first: int, last: int) -> st.SearchStrategy[int]:
    return st.integers(first, last)


@cache
def _whichever(case: Case, about: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    """Draw names of variables that an event changes: those that all events are about come often."""
    changed = st.sampled_from(about) | st.sampled_from(sorted(variables(case, "assumption", "state")))
    return st.lists(changed, min_size=1, max_size=3, unique=True)


CHANGES = st.floats(-1.5, 1.5, allow_subnormal=False)
KINDS = st.sampled_from(["set", "set for a while", "change", "both"])
SENTENCES = st.sampled_from(["", "A turn.", "Another turn."])


@cache
def events(case: Case, months: int, about: tuple[str, ...]) -> st.SearchStrategy[Event]:
    """Draw an event: sets, changes or both; some sets for a while. `about` names what may be set, or changed too."""
    return _events(case, months, about)


@st.composite
def _events(draw: st.DrawFn, case: Case, months: int, about: tuple[str, ...]) -> Event:
    month = draw(_months(1, months))
    kind = draw(KINDS)
    event: dict[str, Any] = {"month": month, "says": draw(SENTENCES)}
    if kind != "change":
        names = tuple(name for name in settable(case) if name in about)
        if kind == "set for a while":
            names = tuple(name for name in names if settable(case)[name].kind == "assumption")
            event["until"] = draw(_months(month, months))
        event["set"] = draw(values(case, names, 1, 3))
    if kind in ("change", "both"):
        event["change"] = {name: draw(CHANGES) for name in draw(_whichever(case, about))}
    return Event(**event)


@cache
def _lists(case: Case, months: int, about: tuple[str, ...]) -> st.SearchStrategy[list[Event]]:
    return st.lists(events(case, months, about), max_size=6)


@cache
def _parts(case: Case) -> dict[str, st.SearchStrategy[Any]]:
    """Return what every scenario of a case is drawn from, by the part of the scenario."""
    ordinary = sorted(rule.id for rule in case.rules if not rule.outcome)
    pulling = sorted(rule.id for rule in case.rules if rule.outcome)
    levers = tuple(name for name, variable in settable(case).items() if variable.lever)
    assumptions = tuple(name for name in settable(case) if name not in levers)
    return {
        "ordinary beliefs": st.dictionaries(st.sampled_from(ordinary), st.floats(0, 3), max_size=4),
        "beliefs in outcome rules": st.dictionaries(st.sampled_from(pulling), st.floats(0, 1), max_size=2),
        # some event at least can set something for a while
        "about first": st.sampled_from(["battlefield_shift", *assumptions]),
        "levers": values(case, levers, 0, 3),
        "assumptions": values(case, assumptions, 0, 6),
        "without": st.lists(st.sampled_from(case.outsiders), max_size=3, unique=True),
    }


@cache
def _about_else(case: Case, first: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from([name for name in settable(case) if name != first]), max_size=3, unique=True)


@st.composite
def scenarios(
    draw: st.DrawFn, months: int | None = None, happenings: bool = True, case: Case | None = None
) -> Scenario:
    """Draw a scenario of a case: levers, assumptions, events, actors taken out, beliefs.

    Args:
        draw: Hypothesis's.
        months: the horizon; else 1 to 30.
        happenings: whether there are events.
        case: the default one, if none is given.
    """
    case = case or load_case()
    parts = _parts(case)
    horizon = months or draw(_months(1, 30))
    beliefs = draw(parts["ordinary beliefs"]) | draw(parts["beliefs in outcome rules"])
    # a few variables that all events are about, so that they meet
    first = draw(parts["about first"])
    about = (first, *draw(_about_else(case, first)))
    return Scenario(
        title="random",
        case=case.id,
        months=horizon,
        levers=draw(parts["levers"]),
        assumptions=draw(parts["assumptions"]),
        without=tuple(draw(parts["without"])),
        beliefs=beliefs,
        events=tuple(draw(_lists(case, horizon, about))) if happenings else (),
    )


def fitting(case: Case, scenario: Scenario) -> Scenario:
    """Return a scenario of the real case as far as it fits another: without beliefs about rules that are gone."""
    return scenario.but(beliefs={rule: f for rule, f in scenario.beliefs.items() if rule in case.rule_of})
