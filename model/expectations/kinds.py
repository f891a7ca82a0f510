"""How each kind of expectation is judged: the comparisons that it comes to.

A kind is one entry of `JUDGES`, under its key in a file (`model.scenario` marks the field of the same name). Its judge
is a generator of checks whose docstring is the rule. A kind that bounds figures is an entry of `FIGURES` instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from model.engine import simulate
from model.expectations.figures import (
    FIGURES,
    Sample,
    concession_over_other,
    extremes,
    gap_over_rival,
    lead_over_rival,
    share_turning,
)
from model.expectations.situation import Situation
from model.expectations.verdict import Check
from model.explain import reasons
from model.scenario import Bounds, Course

#: Yields the checks of what is asked: a situation, and the value of the expectation's field.
Judge = Callable[[Situation, Any], Iterator[Check]]


def judge_outcome(at: Situation, outcome: str) -> Iterator[Check]:
    """The outcome leads in more draws than its strongest rival."""
    lead, rival = lead_over_rival(at.variants, outcome, at.month)
    yield Check.of(f"lead of {outcome} over {rival}{at.when}", "any", 1, 0.0, lead, outcome)


def judge_figures(kind: str, at: Situation, bounds_by_key: Mapping[str, Bounds]) -> Iterator[Check]:
    """Each figure lies within its limits, and differs as asked from the same figure of what it is compared with."""
    read = FIGURES[kind].read
    for key, bounds in bounds_by_key.items():
        sample, name = read(at.variants, key, at.month), figure_name(kind, key, at)
        for sign, limit, word in ((1, bounds.above, "above"), (-1, bounds.below, "below")):
            if limit is not None:
                yield Check.of(name, f"{word} {limit:g}", sign, limit, sample, key)
        other = at.reference
        if bounds.relative and other is not None:
            difference = sample.less(read(other.variants, key, other.month))
            yield from _differences(f"difference of {name}", difference, bounds, key, other)


def figure_name(kind: str, key: str, at: Situation) -> str:
    """Return what a figure is called in a check: "share of the pull of settlement, month 12"."""
    return FIGURES[kind].called.format(key=key) + at.when


def _differences(name: str, difference: Sample, bounds: Bounds, key: str, other: Situation) -> Iterator[Check]:
    for sign, word in ((1, "higher"), (-1, "lower")):
        least, most = getattr(bounds, f"{word}_by"), getattr(bounds, f"not_{word}_by")
        if least is not None:
            asked = f"{word} {f'by {least:g} ' if least else ''}than in {other.name}"
            yield Check.of(name, asked, sign, sign * least, difference, key, other)
        if most is not None:
            asked = f"not {word} by {most:g} than in {other.name}"
            yield Check.of(name, asked, -sign, sign * most, difference, key, other)


def judge_concessions(at: Situation, party_by_issue: Mapping[str, str]) -> Iterator[Check]:
    """On each issue the party has come the greater part of its way to the other."""
    for issue, party in party_by_issue.items():
        more = concession_over_other(at.case, at.variants, issue, party, at.month)
        name = f"{party} concedes on {issue}{at.when}"
        yield Check.of(name, "more than the other", 1, 0.0, more, f"{party}.{issue}.concession")


def judge_binding_issue(at: Situation, issue: str) -> Iterator[Check]:
    """The core issue has the widest gap in more draws than its strongest rival."""
    lead, rival = gap_over_rival(at.case, at.variants, issue, at.month)
    yield Check.of(f"{issue} binds{at.when}", f"in more draws than {rival}", 1, 0.0, lead, f"{issue}.gap")


def judge_first_reason(at: Situation, rule: str) -> Iterator[Check]:
    """The rule has the greatest effect on the leading pull in the central run."""
    effects = {reason.id: abs(reason.effect) for reason in reasons(simulate(at.case, at.scenario))}
    effect = effects.pop(rule, 0.0)
    rival, most = max(effects.items(), key=lambda item: item[1], default=("any other", 0.0))
    what = f"effect of {rule} in the central run{at.point}"
    yield Check.exact(what, f"more than that of {rival}", 1, 0.0, effect - most)


def judge_paths(at: Situation, courses: Mapping[str, Course]) -> Iterator[Check]:
    """Each path reaches what it is to reach, starting short of it, stays within its limits, and turns as asked."""
    for name, course in courses.items():
        yield from _course(at, name, course)


def _course(at: Situation, name: str, course: Course) -> Iterator[Check]:
    start, lowest, highest = extremes(at.variants, name, course)
    through = f"{name}{f' through month {course.by}' if course.by else ''}{at.point}"
    for sign, limit, side, end, reached in (
        (1, course.rises_to, "below", "highest", highest),
        (-1, course.falls_to, "above", "lowest", lowest),
    ):
        if limit is not None:
            yield Check.of(f"{name} at the start{at.point}", f"{side} {limit:g}", -sign, limit, start, name)
            yield Check.of(f"{end} {through}", f"beyond {limit:g}", sign, limit, reached, name)
    if course.stays_above is not None:
        yield Check.of(f"lowest {through}", f"above {course.stays_above:g}", 1, course.stays_above, lowest, name)
    if course.stays_below is not None:
        yield Check.of(f"highest {through}", f"below {course.stays_below:g}", -1, course.stays_below, highest, name)
    if course.turns is not None:
        before = f" before month {course.by}" if course.by else ""
        what = f"draws in which {name} turns {course.turns}{before}{at.point}"
        yield Check.of(what, "more than half", 1, 0.5, share_turning(at.variants, name, course), name)


#: Every kind of expectation by its key; its checks are made in this order.
JUDGES: dict[str, Judge] = {
    "outcome": judge_outcome,
    **{kind: partial(judge_figures, kind) for kind in FIGURES},
    "concedes_more": judge_concessions,
    "binds": judge_binding_issue,
    "first_reason": judge_first_reason,
    "path": judge_paths,
}
