"""What several test files need: changed copies of the case, random scenarios, and the case seen from the other side."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from model import Event, Scenario, load_case
from model.knowledge.case import Case
from model.knowledge.records import Variable
from model.scenario.expectation import Bounds, Course, Expectation
from tests.support.cases import OUTCOMES, is_outcome_rule, settable, variables

# -------------------------------------------------------------------------------------------------- random scenarios


def on_scale(case: Case, variable: Variable) -> st.SearchStrategy[float]:
    """Draw a value on a variable's scale; its ends and the peaks of its terms come often."""
    scale = case.scale_of[variable.scale]
    corners = sorted({scale.low, scale.high, *scale.terms.values()})
    return st.sampled_from(corners) | st.floats(scale.low, scale.high, allow_subnormal=False)


@st.composite
def values(draw: st.DrawFn, case: Case, of: dict[str, Variable], least: int, most: int) -> dict[str, float]:
    names = draw(st.lists(st.sampled_from(sorted(of)), min_size=least, max_size=most, unique=True))
    return {name: draw(on_scale(case, of[name])) for name in names}


@st.composite
def events(draw: st.DrawFn, case: Case, months: int, about: list[str]) -> Event:
    """Draw an event: sets, changes or both; some sets for a while. `about` names what may be set, or changed too."""
    month = draw(st.integers(1, months))
    what = draw(st.sampled_from(["set", "set for a while", "change", "both"]))
    told: dict[str, Any] = {"month": month, "says": draw(st.sampled_from(["", "A turn.", "Another turn."]))}
    if what != "change":
        of = {name: variable for name, variable in settable(case).items() if name in about}
        if what == "set for a while":
            of = {name: variable for name, variable in of.items() if variable.kind == "assumption"}
            told["until"] = draw(st.integers(month, months))
        told["set"] = draw(values(case, of, 1, 3))
    if what in ("change", "both"):
        moved = st.sampled_from(about) | st.sampled_from(sorted(variables(case, "assumption", "state")))
        names = draw(st.lists(moved, min_size=1, max_size=3, unique=True))
        told["change"] = {name: draw(st.floats(-1.5, 1.5, allow_subnormal=False)) for name in names}
    return Event(**told)


@st.composite
def scenarios(draw: st.DrawFn, months: int | None = None, happenings: bool = True) -> Scenario:
    """Draw a scenario of the real case that fits it: levers, assumptions, events, actors taken out, beliefs."""
    case = load_case()
    horizon = months or draw(st.integers(1, 30))
    of = settable(case)
    levers = {name: variable for name, variable in of.items() if variable.lever}
    assumptions = {name: variable for name, variable in of.items() if not variable.lever}
    ordinary = sorted(rule.id for rule in case.rules if not is_outcome_rule(rule))
    pulling = sorted(rule.id for rule in case.rules if is_outcome_rule(rule))
    beliefs = draw(st.dictionaries(st.sampled_from(ordinary), st.floats(0, 3), max_size=4))
    beliefs |= draw(st.dictionaries(st.sampled_from(pulling), st.floats(0, 1), max_size=2))
    # what events are about: a few variables for all of them, so that they meet; one at least can be set for a while
    about = [draw(st.sampled_from(["battlefield_shift", *assumptions]))]
    about += draw(st.lists(st.sampled_from([name for name in of if name != about[0]]), max_size=3, unique=True))
    return Scenario(
        title="random",
        months=horizon,
        levers=draw(values(case, levers, 0, 3)),
        assumptions=draw(values(case, assumptions, 0, 6)),
        without=tuple(draw(st.lists(st.sampled_from(case.outsiders), max_size=3, unique=True))),
        beliefs=beliefs,
        events=tuple(draw(st.lists(events(case, horizon, about), max_size=6))) if happenings else (),
    )


def fitting(case: Case, scenario: Scenario) -> Scenario:
    """Return a scenario of the real case as far as it fits another: without beliefs about rules that are gone."""
    return scenario.but(beliefs={rule: f for rule, f in scenario.beliefs.items() if rule in case.rule_of})


#: Any text that a TOML file can hold, with what is apt to go wrong in it coming often.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    [
        '"',
        '"""',
        "'''",
        "a\\b",
        "two\nlines",
        "a\r\nb",
        "\r",
        "\x00\x1f\x7f",
        "Ripeness: \u201cnow\u201d \u2013 \u00e0 la Zartman",
        "🕊️",
        "\u2028",
        "# no",
    ]
)


filled = texts.filter(bool)


numbers = st.floats(allow_nan=False, allow_infinity=False)


shares = st.floats(0, 1)


inner = st.floats(0, 1, exclude_min=True, exclude_max=True)


def within(case: Case, name: str) -> st.SearchStrategy[float]:
    """Draw a value within a variable's scale, without its ends; of a pull if it is none."""
    variable = variables(case, "assumption", "state", "gauge").get(name)
    scale = case.scale_of[variable.scale] if variable else None
    low, high = (scale.low, scale.high) if scale else (0.0, 1.0)
    return st.floats(low, high, exclude_min=True, exclude_max=True)


@st.composite
def bounds(draw: st.DrawFn, form: str, limits: st.SearchStrategy[float] = inner) -> Bounds:
    """Draw a sound bound: limits with room between them, a difference from something, or a trend."""
    words = {"relative": ["higher_by", "lower_by", "not_higher_by", "not_lower_by"], "trend": ["rises_by", "falls_by"]}
    if form in words:
        return Bounds(**{draw(st.sampled_from(words[form])): draw(inner)})
    above, below = sorted(draw(st.lists(limits, min_size=2, max_size=2, unique=True)))
    given = draw(st.sampled_from([{"above": above}, {"below": below}, {"above": above, "below": below}]))
    return Bounds(**given)


@st.composite
def courses(draw: st.DrawFn, limits: st.SearchStrategy[float], months: int) -> Course:
    """Draw what is expected of a path."""
    low, high = sorted(draw(st.lists(limits, min_size=2, max_size=2, unique=True)))
    told: dict[str, Any] = {"rises_to": high, "falls_to": low, "stays_above": low, "stays_below": high, "turns": "up"}
    kept = draw(st.lists(st.sampled_from(sorted(told)), min_size=1, unique=True))
    by = {"by": draw(st.integers(1, months))} if draw(st.booleans()) else {}
    return Course(**{name: told[name] for name in kept}, **by)


@st.composite
def expectations(draw: st.DrawFn, case: Case, months: int) -> Expectation:
    """Draw an expectation of any form; what it says need not hold."""
    form = draw(st.sampled_from(["limits", "relative", "trend"]))
    told: dict[str, Any] = {"says": draw(filled), "source": draw(texts), "differs": draw(texts)}
    if draw(st.booleans()):
        told["month"] = draw(st.integers(1, months))
    names = draw(st.lists(st.sampled_from(sorted(settable(case))), min_size=3, max_size=3, unique=True))
    if draw(st.booleans()):
        told["events"] = (Event(month=draw(st.integers(1, months)), says=draw(texts), change={"trust": draw(shares)}),)
    if draw(st.booleans()):
        told["for_all"] = {names[0]: draw(st.lists(within(case, names[0]), min_size=1, max_size=3, unique=True))}
    if form == "relative":
        told["compare_month"] = draw(st.integers(1, months))
        if draw(st.booleans()):
            told["compare"] = draw(filled)
    elif form == "trend":
        told["along"] = {names[1]: sorted(draw(st.lists(within(case, names[1]), min_size=2, max_size=3, unique=True)))}
    else:
        told |= draw(_others(case, months))
    known = {"variable": sorted(variables(case, "assumption", "state", "gauge"))}
    least = 1 if form != "limits" or "outcome" not in told else 0
    for what in draw(st.lists(st.sampled_from(["share", "formed", "pull", "variable"]), min_size=least, unique=True)):
        keys = draw(st.lists(st.sampled_from(known.get(what, OUTCOMES)), min_size=1, max_size=2, unique=True))
        told[what] = {
            key: draw(bounds(form, within(case, key) if what == "variable" else inner)) for key in sorted(keys)
        }
    if draw(st.booleans()):
        told["war_goes_on"] = draw(bounds(form))
    return Expectation(**told)


@st.composite
def _others(draw: st.DrawFn, case: Case, months: int) -> dict[str, Any]:
    """Draw what an expectation may say besides bounds of figures."""
    told: dict[str, Any] = {}
    issues = [issue.id for issue in case.issues if issue.core]
    if draw(st.booleans()):
        told["outcome"] = draw(st.sampled_from(OUTCOMES))
    if draw(st.booleans()):
        name = draw(st.sampled_from([*sorted(variables(case, "assumption", "state", "gauge")), *OUTCOMES]))
        told["path"] = {name: draw(courses(within(case, name), months))}
    if draw(st.booleans()):
        told["concedes_more"] = {draw(st.sampled_from(issues)): draw(st.sampled_from(case.parties))}
        told["binds"] = draw(st.sampled_from(issues))
        told["first_reason"] = draw(st.sampled_from(sorted(case.rule_of)))
    return told


@st.composite
def written_scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario with everything that a file can hold: any text, events with words, claims, expectations."""
    case = load_case()
    plain = draw(scenarios())
    told = tuple(Event(**{**dict(event), "says": draw(texts)}) for event in plain.events)
    return plain.but(
        title=draw(filled),
        says=draw(texts),
        claims=tuple(draw(st.lists(st.sampled_from([claim.id for claim in case.claims]), max_size=3))),
        events=told,
        expect=tuple(draw(st.lists(expectations(case, plain.months), max_size=3))),
    )
