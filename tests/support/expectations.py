"""Random scenarios for Hypothesis, with everything that a file can hold: any text, claims, and expectations."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import strategies as st

from model import Event, Scenario, load_case
from model.knowledge.case import Case
from model.scenario.bounds import Bounds, Course
from model.scenario.expectation import Expectation
from tests.support.cases import OUTCOMES, settable, variables
from tests.support.scenarios import scenarios

#: Text that is apt to go wrong in a TOML file.
AWKWARD = [
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
#: Any text that a TOML file can hold; what is apt to go wrong in it comes often.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(AWKWARD)
#: The same where there has to be some text.
FILLED_TEXTS = TEXTS.filter(bool)
SHARES = st.floats(0, 1)
#: Shares, pulls and differences that leave room on both sides.
SHARES_WITHIN = st.floats(0, 1, exclude_min=True, exclude_max=True)
YES_OR_NO = st.booleans()
FORMS = st.sampled_from(["limits", "relative", "trend"])
#: How a difference from something else, and a trend, are bounded.
ONE_BOUND = {
    "relative": st.sampled_from(["higher_by", "lower_by", "not_higher_by", "not_lower_by"]),
    "trend": st.sampled_from(["rises_by", "falls_by"]),
}
FIGURES = st.sampled_from(["share", "formed", "pull", "variable"])
COURSES = ("falls_to", "rises_to", "stays_above", "stays_below", "turns")


@cache
def known_variables(case: Case) -> list[str]:
    """Return the ids of all variables, gauges included, sorted."""
    return sorted(variables(case, "assumption", "state", "gauge"))


@cache
def within(case: Case, name: str) -> st.SearchStrategy[float]:
    """Draw a value within a variable's scale, without its ends; of a pull if it is none."""
    variable = variables(case, "assumption", "state", "gauge").get(name)
    scale = case.scale_of[variable.scale] if variable else None
    low, high = (scale.low, scale.high) if scale else (0.0, 1.0)
    return st.floats(low, high, exclude_min=True, exclude_max=True)


@cache
def several(values: st.SearchStrategy[float], least: int, most: int) -> st.SearchStrategy[list[float]]:
    """Draw so many different values."""
    return st.lists(values, min_size=least, max_size=most, unique=True)


@cache
def some_of(names: tuple[str, ...], least: int, most: int | None = None) -> st.SearchStrategy[list[str]]:
    """Draw so many different names."""
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True)


@cache
def month_up_to(months: int) -> st.SearchStrategy[int]:
    """Draw a month."""
    return st.integers(1, months)


@st.composite
def bounds(draw: st.DrawFn, form: str, limits: st.SearchStrategy[float] = SHARES_WITHIN) -> Bounds:
    """Draw a sound bound: limits with room between them, a difference from something, or a trend."""
    if form in ONE_BOUND:
        return Bounds(**{draw(ONE_BOUND[form]): draw(SHARES_WITHIN)})
    above, below = sorted(draw(several(limits, 2, 2)))
    given = draw(st.sampled_from([{"above": above}, {"below": below}, {"above": above, "below": below}]))
    return Bounds(**given)


@st.composite
def courses(draw: st.DrawFn, limits: st.SearchStrategy[float], months: int) -> Course:
    """Draw what is expected of a path."""
    low, high = sorted(draw(several(limits, 2, 2)))
    course: dict[str, Any] = {"rises_to": high, "falls_to": low, "stays_above": low, "stays_below": high, "turns": "up"}
    kept = draw(some_of(COURSES, 1))
    by = {"by": draw(month_up_to(months))} if draw(YES_OR_NO) else {}
    return Course(**{name: course[name] for name in kept}, **by)


@st.composite
def expectations(draw: st.DrawFn, case: Case, months: int) -> Expectation:
    """Draw an expectation of any form; what it says need not hold."""
    form = draw(FORMS)
    drawn: dict[str, Any] = {"says": draw(FILLED_TEXTS), "source": draw(TEXTS), "differs": draw(TEXTS)}
    if draw(YES_OR_NO):
        drawn["month"] = draw(month_up_to(months))
    names = draw(some_of(tuple(sorted(settable(case))), 3, 3))
    if draw(YES_OR_NO):
        event = Event(month=draw(month_up_to(months)), says=draw(TEXTS), change={"trust": draw(SHARES)})
        drawn["events"] = (event,)
    if draw(YES_OR_NO):
        drawn["for_all"] = {names[0]: draw(several(within(case, names[0]), 1, 3))}
    if form == "relative":
        drawn["compare_month"] = draw(month_up_to(months))
        if draw(YES_OR_NO):
            drawn["compare"] = draw(FILLED_TEXTS)
    elif form == "trend":
        drawn["along"] = {names[1]: sorted(draw(several(within(case, names[1]), 2, 3)))}
    else:
        drawn |= draw(_beside_figures(case, months))
    drawn |= draw(_figures(case, form, 1 if "outcome" not in drawn else 0))
    if draw(YES_OR_NO):
        drawn["war_goes_on"] = draw(bounds(form))
    return Expectation(**drawn)


@st.composite
def _figures(draw: st.DrawFn, case: Case, form: str, least: int) -> dict[str, Any]:
    """Draw bounds of figures: of so many kinds at least, each of one or two outcomes or variables."""
    drawn: dict[str, Any] = {}
    for figure in draw(st.lists(FIGURES, min_size=least, unique=True)):
        of = known_variables(case) if figure == "variable" else OUTCOMES
        keys = sorted(draw(some_of(tuple(of), 1, 2)))
        limits = {key: within(case, key) if figure == "variable" else SHARES_WITHIN for key in keys}
        drawn[figure] = {key: draw(bounds(form, limits[key])) for key in keys}
    return drawn


@st.composite
def _beside_figures(draw: st.DrawFn, case: Case, months: int) -> dict[str, Any]:
    """Draw what an expectation may say besides bounds of figures."""
    drawn: dict[str, Any] = {}
    issues = [issue.id for issue in case.issues if issue.core]
    if draw(YES_OR_NO):
        drawn["outcome"] = draw(st.sampled_from(OUTCOMES))
    if draw(YES_OR_NO):
        name = draw(st.sampled_from([*known_variables(case), *OUTCOMES]))
        drawn["path"] = {name: draw(courses(within(case, name), months))}
    if draw(YES_OR_NO):
        drawn["concedes_more"] = {draw(st.sampled_from(issues)): draw(st.sampled_from(case.parties))}
        drawn["binds"] = draw(st.sampled_from(issues))
        drawn["first_reason"] = draw(st.sampled_from(sorted(case.rule_of)))
    return drawn


@st.composite
def written_scenarios(draw: st.DrawFn) -> Scenario:
    """Draw a scenario with everything that a file can hold: any text, events with words, claims, expectations."""
    case = load_case()
    plain = draw(scenarios())
    events = tuple(Event(**{**dict(event), "says": draw(TEXTS)}) for event in plain.events)
    claims = st.lists(st.sampled_from([claim.id for claim in case.claims]), max_size=3)
    return plain.but(
        title=draw(FILLED_TEXTS),
        says=draw(TEXTS),
        claims=tuple(draw(claims)),
        events=events,
        expect=tuple(draw(st.lists(expectations(case, plain.months), max_size=3))),
    )
