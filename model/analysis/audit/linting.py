"""Whether the knowledge of a case is knowledge: nothing in it is lost, unfounded or without effect.

The loader tells what cannot be used; this tells what can be used and yet says nothing. Each check is a generator of
findings with its threshold beside it. Central beliefs throughout: see `influence.py` for what is run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from model.analysis.audit.case_under_test import CaseUnderTest
from model.analysis.audit.lint_checks import LINT_CHECKS
from model.knowledge import Case, Fault


@dataclass(frozen=True, order=True)
class Finding(Fault):
    """Something in the knowledge that says nothing: where it stands, what is the matter, and the check's id."""

    check: str


def lint(case: Case, progress: Callable[[str], Any] | None = None, checks: Iterable[str] = ()) -> list[Finding]:
    """Return everything in a case that says nothing, in the order of file and place.

    Args:
        case: the case, with its bundled scenarios in its folder.
        progress: called with a check's id before it is made.
        checks: the ids of those to make, see LINT_CHECKS; all if none is named.

    Raises:
        ScenarioError: if a bundled scenario cannot be run.
    """
    evidence = CaseUnderTest(case)
    found = []
    for name in checks or LINT_CHECKS:
        if progress is not None:
            progress(name)
        found += [Finding(fault.file, fault.place, fault.message, name) for fault in LINT_CHECKS[name](evidence)]
    return sorted(found)


def case_counts(case: Case) -> dict[str, int]:
    """Return how much there is to look at."""
    evidence = CaseUnderTest(case)
    placed = {ground.rule for ground in evidence.program.rules} | {r.id for r in evidence.program.outcome_rules}
    return {
        "rules": len(case.rules),
        "places": len(evidence.program.rules),
        "claims": len(case.claims),
        "claims not modelled": sum(bool(claim.not_modelled) for claim in case.claims),
        "relations": len(case.edges),
        "relations not modelled": sum(bool(edge.not_modelled) for edge in case.edges),
        "scenarios": len(evidence.scenarios),
        "general rules on the general judgement": sum(rule.general and not rule.claims for rule in case.rules),
        "general rules without a place here": len({r.id for r in case.rules if r.general} - placed),
    }
