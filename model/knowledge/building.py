"""From records to a checked case: built, rebuilt with changes, and with some of its theories believed.

A case and what is believed of its theories are one immutable value. There are three ways to come by it: `load_case`
gives the case by itself, `believing` the same case with theories, `rebuild` a changed one with the same theories.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Any

from model.knowledge.case import Case
from model.knowledge.checks import check_ids, check_references, check_stances, check_variables
from model.knowledge.errors import CaseError, Fault
from model.knowledge.happening_checks import check_happenings
from model.knowledge.hints import unknown
from model.knowledge.rule_checks import check_humps, check_pulls, check_rules

#: Where a case's folder has its theories, each a file.
THEORIES = "theories"


def checked(case: Case) -> Case:
    """Return a case, if what it holds fits together. Raises CaseError with every fault, if not."""
    faults = [*check_ids(case), *check_references(case)]
    if not faults:  # what follows looks things up, so it needs ids that hold
        faults = [*check_variables(case), *check_stances(case), *check_rules(case), *check_happenings(case)]
    if not faults:
        faults = list(check_pulls(case))
    if faults:
        raise CaseError(faults)
    return case


def rebuild(case: Case, **changes: Any) -> Case:
    """Return the case with some of its fields replaced, checked as a loaded one is (but for humped effects).

    The changes are of the case by itself: `case.plain`. The theories that are believed of it are believed again.

    Raises:
        CaseError: with every fault that the changes bring about.
    """
    plain = checked(replace(case.plain, **changes))
    return _with_theories(plain, case.believed) if case.believed else plain


def believing(case: Case, names: tuple[str, ...]) -> Case:
    """Return the case with the works, findings and rules of some of its theories among its own, and of no others.

    The same case and names give the same object. A theory is checked when it is first believed, together with those
    that are believed beside it.

    Args:
        case: with or without theories that are believed.
        names: ids of theories, in any order.

    Raises:
        CaseError: if there is no such theory, or it does not fit the case.
    """
    known = case.theory_of
    if strange := [name for name in names if name not in known]:
        raise CaseError([Fault("", "theories", unknown("theory", n, known, case)) for n in strange])
    wanted = tuple(name for name in known if name in names)
    if wanted == case.believed:
        return case
    return _believing(case.plain, wanted) if wanted else case.plain


@lru_cache(maxsize=16)
def _believing(plain: Case, names: tuple[str, ...]) -> Case:
    try:
        case = _with_theories(plain, names)
        faults = list(check_humps(case))
    except CaseError as error:
        faults = list(error.faults)
    if faults:  # the case by itself is sound: what is wrong came with the theories
        where = " + ".join(f"{THEORIES}/{name}.toml" for name in names)
        raise CaseError([Fault(where, fault.place, fault.message) for fault in faults])
    return case


def _with_theories(plain: Case, names: tuple[str, ...]) -> Case:
    """Return a case with what some of its theories hold added to its own."""
    theories = [plain.theory_of[name] for name in names]
    more: dict[str, Any] = {
        field: (*getattr(plain, field), *(record for theory in theories for record in getattr(theory, field)))
        for field in ("articles", "claims", "rules")
    }
    return checked(replace(plain, **more, believed=names, _plain=plain))
