"""What marks a field of an expectation as a kind of it, and how what such a field names is checked against a case.

A kind is a key of `[[expect]]` that says what has to hold. It is one field of `Expectation`, marked with a `Kind`; how
it is judged stands under the same key in `model.expectations`. A check is a generator that yields, for everything that
the case does not have, the entry of the field in which it stands ("" for the field as a whole) and a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.knowledge import OUTCOMES, Case, Variable, unknown
from model.scenario.bounds import Bounds, Course

Misfits = Iterator[tuple[str, str]]

#: Checks a value of a field against a case, whose variables are also given by qualified id.
CaseCheck = Callable[[Case, Mapping[str, Variable], Any], Misfits]


def names_nothing(case: Case, variables: Mapping[str, Variable], value: object) -> Misfits:
    """The kind names nothing that a case might not have."""
    yield from ()


def variables_exist(case: Case, variables: Mapping[str, Variable], bounds: Mapping[str, Bounds]) -> Misfits:
    """Every variable exists, and its limits lie within its scale."""
    limits = {name: bound.limits for name, bound in bounds.items()}
    yield from _limits_within_scale(case, variables, variables, limits)


def paths_exist(case: Case, variables: Mapping[str, Variable], courses: Mapping[str, Course]) -> Misfits:
    """Every path is a variable's or an outcome's pull, and its limits lie within its scale."""
    limits = {name: course.limits for name, course in courses.items()}
    yield from _limits_within_scale(case, variables, {*variables, *OUTCOMES}, limits)


def concessions_exist(case: Case, variables: Mapping[str, Variable], by_issue: Mapping[str, str]) -> Misfits:
    """Every issue is one on which the parties can concede, and whoever concedes more is a party."""
    issues = [issue.id for issue in case.issues if f"{case.parties[0]}.{issue.id}.concession" in variables]
    for issue in by_issue:
        yield from _unknown(case, "issue", issue, issues)
    for party in by_issue.values():
        yield from _unknown(case, "party", party, case.parties)


def core_issue_exists(case: Case, variables: Mapping[str, Variable], issue: str) -> Misfits:
    """The issue is one of the core issues."""
    yield from _unknown(case, "core issue", issue, [known.id for known in case.issues if known.core])


def rule_exists(case: Case, variables: Mapping[str, Variable], rule: str) -> Misfits:
    """The rule is one of the case's, the theories believed included."""
    yield from _unknown(case, "rule", rule, case.rule_of)


@dataclass(frozen=True)
class Kind:
    """Marks a field of `Expectation` as a kind of expectation.

    Attributes:
        check: yields what is wrong with a value of the field in a case; its docstring is the rule.
        figure: whether the field bounds figures (`Bounds`, by key or alone), which can also be compared with those of
            another scenario, and can rise or fall along a range.
        on_scale: whether the limits of its figures are on a variable's own scale; else figures lie between 0 and 1.
    """

    check: CaseCheck = names_nothing
    figure: bool = False
    on_scale: bool = False


def _unknown(case: Case, what: str, name: str, known: Iterable[str]) -> Misfits:
    known = list(known)
    if name not in known:
        yield "", unknown(what, name, known, case)


def _limits_within_scale(
    case: Case, variables: Mapping[str, Variable], known: Iterable[str], limits: Mapping[str, list[float]]
) -> Misfits:
    for name, values in limits.items():
        misfits = list(_unknown(case, "variable", name, known))
        yield from misfits
        if misfits:
            continue
        scale = case.scale_of[variables[name].scale] if name in variables else None
        low, high = (scale.low, scale.high) if scale else (0.0, 1.0)
        for value in values:
            if not low < value < high:
                span = f"{low:g} to {high:g}"
                yield name, f"{value:g} is not within its scale, {span}: it could never fail, or never hold"
