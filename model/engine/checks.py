"""What a result may be asked for: names and months, checked in one place and refused in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from model.engine.program import Program
from model.knowledge import OUTCOMES, Case, Fault, ScenarioError, unknown


def check_variables(program: Program, names: Sequence[Any]) -> None:
    """Raise ScenarioError for every name that is no state, assumption, gauge or outcome, with the likely one."""
    known = [*program.ids, *OUTCOMES]
    faults = [_unknown(name, known, program.case) for name in names if not (isinstance(name, str) and name in known)]
    if faults:
        raise ScenarioError(faults)


def _unknown(name: Any, known: Sequence[str], case: Case) -> Fault:
    if isinstance(name, str):
        return Fault("", "", unknown("variable", name, known, case))
    if isinstance(name, list | tuple | set) and all(isinstance(one, str) for one in name):
        given = ", ".join(repr(one) for one in name) or "'trust'"
        return Fault("", "", f"names are given one by one, as in ({given}), not as one {type(name).__name__}")
    return Fault("", "", f"a variable's name is needed, not {name!r:.60}")


def check_month(month: Any, months: int) -> int:
    """Return a month as it is, if it is a whole number from 0 to the horizon. Raises ScenarioError if not."""
    if isinstance(month, bool) or not hasattr(month, "__index__") or not 0 <= month <= months:
        raise ScenarioError([Fault("", "month", f"a month from 0 to the horizon, {months}, is needed, not {month!r}")])
    return int(month)


def checked_outcome(outcome: Any) -> str:
    """Return an outcome's id as it is. Raises ScenarioError, with the likely one, if there is none such."""
    if not (isinstance(outcome, str) and outcome in OUTCOMES):
        raise ScenarioError([Fault("", "", unknown("outcome", outcome, OUTCOMES))])
    return str(outcome)
