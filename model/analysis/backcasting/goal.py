"""A goal: what is to come of a scenario, and in how many of its variants, or with how large a share of the pull."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from numbers import Real

import numpy as np

from model.arrays import Floats
from model.engine import FORMED, Program, leading, program_of
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Fault, Outcome, ScenarioError, name_of, unknown
from model.showing import Card, Shown
from model.uncertainty import mean_interval, wilson_interval

#: By how much a run misses an outcome whose pull ties with that of another, which comes first.
NARROWEST_MISS = 1e-9


@dataclass(frozen=True, repr=False)
class Goal(Shown):
    """What is to come of a scenario in at least a share of its plausible variants, or with such a share of the pull.

    Attributes:
        outcome: the outcome that is to have formed at the horizon, or to lead there if not `formed`; "" for a goal
            about a variable.
        formed: whether the outcome has to have formed.
        variable: a state, an assumption or a gauge, by qualified id, that is to reach a value in some month.
        least, most: the value that it is to reach from below, or from above; one of the two.
        month: by which month, 1 to the horizon; None: by the horizon.
        share: in how large a part of the variants, above 0 and up to 1; or, with `pull`, how large a share of the pull.
        pull: whether it is about the outcome's share of the pull, the mean over the variants, and no count of them.

    Raises:
        ScenarioError: with everything in it that makes sense for no case. What a case decides is told by `check`.
    """

    outcome: str = ""
    formed: bool = True
    variable: str = ""
    least: float | None = None
    most: float | None = None
    month: int | None = None
    share: float = 0.5
    pull: bool = False

    def _card(self) -> Card:
        if self.pull:
            return Card(f"{self.outcome}: share of the pull", {"at least": f"{self.share:g}"})
        if self.outcome:
            what = f"{self.outcome} {'formed' if self.formed else 'leads'}"
        else:
            value, way = (self.least, "at least") if self.most is None else (self.most, "at most")
            what = f"{self.variable} {way} {value:g}"
        return Card(what, ({"by month": str(self.month)} if self.month else {}) | {"in share": f"{self.share:g}"})

    def __post_init__(self) -> None:
        if faults := [Fault("", ": ".join(filter(None, ("goal", place))), text) for place, text in self._faults()]:
            raise ScenarioError(faults)

    def _faults(self) -> Iterator[tuple[str, str]]:
        """Yield what makes sense for no case: where it stands, and what is the matter with it."""
        given: dict[str, object] = {name: getattr(self, name) for name in ("outcome", "variable", "formed", "pull")}
        for name in ("outcome", "variable"):
            if not isinstance(given[name], str):
                yield name, f"a name is needed, not {given[name]!r}"
        if not isinstance(given["formed"], bool):
            yield "formed", f"True (it has formed) or False (it leads) is needed, not {given['formed']!r}"
        if not isinstance(given["pull"], bool):
            yield "pull", f"True (its share of the pull) or False (a count of variants) is needed, not {self.pull!r}"
        if self.pull is True and not self.outcome:
            yield "pull", "only an outcome has a share of the pull"
        if self.pull is True and self.formed is False:
            yield "pull", "either that it leads or its share of the pull can be the goal, not both"
        if bool(self.outcome) == bool(self.variable):
            yield "", "either an outcome or a variable is needed"
        if self.outcome and self.outcome not in OUTCOMES:
            yield "outcome", unknown("outcome", self.outcome, OUTCOMES)
        if self.variable and (self.least is None) == (self.most is None):
            yield "variable", "either 'least' or 'most' is needed, the value that it is to reach"
        if not self.variable and (self.least is not None or self.most is not None):
            yield "", "'least' and 'most' are a variable's"
        for name in ("least", "most"):
            if (value := getattr(self, name)) is not None and not (_is_number(value) and np.isfinite(value)):
                yield name, f"a number is needed, not {value!r}"
        if self.month is not None and not (_is_number(self.month) and self.month % 1 == 0 and self.month >= 1):
            yield "month", f"a month from 1 to the horizon is needed, not {self.month!r}"
        if not (_is_number(self.share) and 0 < self.share <= 1):
            yield "share", f"a share above 0 and up to 1 is needed, not {self.share!r}"

    @classmethod
    def of(cls, given: object) -> Goal:
        """Return a goal as it was given. Raises ScenarioError, which says how to get one, for anything else."""
        if isinstance(given, cls):
            return given
        raise ScenarioError([Fault("", "goal", f"a goal is needed, as in Goal('settlement'), not {given!r:.60}")])

    def check(self, case: Case, months: int) -> None:
        """Raise ScenarioError with everything in it that does not fit a case, or a horizon of so many months."""
        program, faults = program_of(case), []
        if self.variable and self.variable not in program.row:
            message = unknown("variable", self.variable, program.row, case)
            faults.append(Fault("", "goal: variable", message))
        if self.month is not None and self.month > months:
            message = f"a month from 1 to the horizon, {months}, is needed, not {self.month!r}"
            faults.append(Fault("", "goal: month", message))
        if faults:
            raise ScenarioError(faults)

    def rows(self, program: Program) -> list[int]:
        """Return the rows of a program that tell whether it is reached, besides the pulls."""
        return [program.row[self.variable]] if self.variable else []

    def lead(self, pulls: Floats, values: Floats) -> Floats:
        """Return by how much each run reaches it, negative where it does not: shape (runs,).

        Args:
            pulls: shape (months + 1, 3, runs), or of the horizon alone, (1, 3, runs).
            values: of `rows`, shape (months + 1, rows, runs); looked at only where the goal is about a variable.
        """
        if self.variable:
            until = values[1 : (self.month or len(values) - 1) + 1, 0]
            best = until.max(axis=0) - self.least if self.most is None else self.most - until.min(axis=0)
            return np.asarray(best)
        own, now = OUTCOMES.index(self.outcome), pulls[-1]
        if self.pull:
            return np.asarray(now[own] - self.share)
        if self.formed:
            far = now[own] - FORMED
            return np.asarray(np.where(leading(now, axis=0) == own, far, np.minimum(far, -NARROWEST_MISS)))
        others = np.delete(now, own, axis=0).max(axis=0)
        lead = now[own] - others
        return np.asarray(
            np.where(leading(now, axis=0) == own, np.maximum(lead, 0.0), np.minimum(lead, -NARROWEST_MISS))
        )

    def score(self, leads: Floats) -> Floats:
        """Return what has to be as large as `share`, from what `lead` returns, along the last axis.

        The part of the runs that reach it; or the share of the pull.
        """
        return np.asarray(leads.mean(axis=-1, dtype=float) + self.share if self.pull else (leads >= 0).mean(axis=-1))

    def scored(self, leads: Floats) -> tuple[float, float, float]:
        """Return the score of some runs, shape (runs,), with the ends of its 95 % interval (Wilson; bootstrap)."""
        if self.pull:
            low, high = mean_interval(leads) + self.share
        else:
            low, high = wilson_interval(int((leads >= 0).sum()), len(leads))
        return float(self.score(leads)), float(low), float(high)

    @property
    def by_month(self) -> bool:
        """Whether the months before the horizon have to be looked at."""
        return bool(self.variable)

    def once(self, case: Case, months: int) -> str:
        """Return what is to come of a single run, as the end of a sentence: "a settlement has formed at month 12"."""
        if self.pull:
            return f"the pull of {OUTCOME_NAMES[Outcome(self.outcome)]} is at least {self.share:.0%} at month {months}"
        if self.outcome:
            return (
                f"{OUTCOME_NAMES[Outcome(self.outcome)]} {'has formed' if self.formed else 'leads'} at month {months}"
            )
        value, way = (self.least, "at least") if self.most is None else (self.most, "at most")
        return f"{name_of(case, self.variable)} is {way} {value:.2f} by month {self.month or months}"

    def says(self, case: Case, months: int) -> str:
        """Return it in words: "a settlement has formed at month 12 in at least 50% of the variants"."""
        if self.pull:
            return f"{OUTCOME_NAMES[Outcome(self.outcome)]} has at least {self.share:.0%} of the pull at month {months}"
        return f"{self.once(case, months)} in at least {self.share:.0%} of the variants"


def _is_number(value: object) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def named(case: Case, names: Sequence[str], known: Sequence[str], what: str) -> list[Fault]:
    """Return a fault for each name that is not known, or is given twice; one, if a name is no list of names."""
    if isinstance(names, str):
        return [Fault("", what, f"names are needed in a list, as in [{names!r}], not {names!r} alone")]
    faults = [Fault("", what, unknown("lever or assumption", n, known, case)) for n in names if n not in known]
    return faults + [Fault("", what, f"'{n}' is named twice") for n in sorted(set(names)) if list(names).count(n) > 1]
