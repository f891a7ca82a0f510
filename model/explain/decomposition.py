"""Exact sums: what moved an outcome's pull, and what moved each of those variables in turn. All of it adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from model.engine import Run
from model.knowledge import OUTCOMES, Case

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Contribution:
    """What one rule, event or switch added to a variable in sum over the months; signed, on the variable's scale.

    `id` is the rule's, or what `Run.contributions` calls it; an event has neither claims nor a judgement. `counted`
    says of a happening where its rate was counted.
    """

    id: str
    says: str
    claims: tuple[str, ...]
    judgement: str
    amount: float
    counted: str = ""

    @property
    def happened(self) -> bool:
        """Whether it is something that may happen, and did."""
        return bool(self.counted)

    @property
    def basis(self) -> str:
        """What it rests on, in short; "" for what follows from a definition."""
        if self.happened:
            return "what may happen"
        if self.claims:
            return ", ".join(self.claims)
        if self.judgement:
            return "our judgement"
        return "an event of this scenario" if self.id.startswith("event: ") else ""


@dataclass(frozen=True)
class Decomposition:
    """Where a variable started and ended, and the parts that sum to the difference, the greatest first."""

    variable: str
    start: float
    end: float
    parts: tuple[Contribution, ...]

    @property
    def change(self) -> float:
        """What it moved by, from month 0 to the horizon."""
        return self.end - self.start


@dataclass(frozen=True)
class Cause:
    """What one antecedent of an outcome's rules added to its pull, and what moved that antecedent.

    `by_rule` splits the amount over the outcome's rules, by their ids.
    """

    decomposition: Decomposition
    amount: float
    by_rule: Mapping[str, float]


@dataclass(frozen=True)
class PullDecomposition:
    """An outcome's pull at the start and at the end, and its causes: their amounts sum to the difference."""

    outcome: str
    start: float
    end: float
    causes: tuple[Cause, ...]
    rules: Mapping[str, tuple[float, float]]


def decompose(run: Run, variable: str) -> Decomposition:
    """Return what changed a variable (no pull) in sum over the months, rule by rule; see `Run.contributions`."""
    rows = run.contributions(variable)
    parts = [_contribution(run, name, where, amount) for (name, where), amount in _by_what(rows).items()]
    path = run.trace.values[:, run.program.row[variable], 0]
    start, end = float(path[0]), float(path[-1])
    return Decomposition(variable, start, end, tuple(sorted(parts, key=lambda part: (-abs(part.amount), part.id))))


#: What `Run.contributions` calls what neither a rule nor an event did, nor something that happened, as a sentence.
SAID = {
    "binding issue changed": "Another issue has come to hold the widest gap.",
    "event: over": "An event that was to last for some months is over.",
    "happening: over": "Something that happened for some months is over.",
    "wandering": "The front wanders, as chance has it.",
    "returning": "The front returns towards level.",
    "rounding": "Rounding.",
}


def _contribution(run: Run, name: str, where: str, amount: float) -> Contribution:
    rule = run.case.rule_of.get(name)
    if rule is not None:
        return Contribution(name, rule.says, rule.claims, rule.judgement, amount)
    if name in SAID:
        return Contribution(name, SAID[name], (), "", amount)
    happening = next((one for one in run.case.happenings if one.title == name), None)
    if happening is not None:
        says = happening_in_words(run.case, happening.says, where)
        counted = f"{happening.count} ({happening.period}). {happening.source}."
        return Contribution(name, says, happening.claims, happening.judgement, amount, counted)
    return Contribution(name, name.removeprefix("event: "), (), "", amount)


def happening_in_words(case: Case, says: str, where: str) -> str:
    """Return what happened as a sentence; where it happened to a party, "one side" in it gives way to its name.

    Args:
        case: the case.
        says: the happening's sentence.
        where: the world, or a party's id.
    """
    if where not in case.parties:
        return says
    name = case.spoken[where]
    return says.replace("one side", name) if "one side" in says else f"{says.rstrip('.')} ({name})."


def decompose_pulls(run: Run) -> dict[str, PullDecomposition]:
    """Return for each outcome what moved its pull, and what moved that."""
    known: dict[str, Decomposition] = {}
    return {outcome: _decompose_pull(run, outcome, number, known) for number, outcome in enumerate(OUTCOMES)}


def _decompose_pull(run: Run, outcome: str, number: int, known: dict[str, Decomposition]) -> PullDecomposition:
    causes = []
    for antecedent, rows in run.antecedents(outcome).groupby("antecedent", sort=False):
        name = str(antecedent)
        if name not in known:
            known[name] = decompose(run, name)
        causes.append(Cause(known[name], float(rows["amount"].sum()), _by_rule(rows)))
    rules = {
        rule.id: (float(run.parts[0, place]), float(run.parts[-1, place]))
        for place, rule in enumerate(run.program.outcome_rules)
        if run.program.outcome_of[place] == number
    }
    causes.sort(key=lambda cause: (-abs(cause.amount), cause.decomposition.variable))
    return PullDecomposition(outcome, float(run.pulls[0, number]), float(run.pulls[-1, number]), tuple(causes), rules)


def _by_what(rows: pd.DataFrame) -> dict[tuple[str, str], float]:
    """Return the sums by what brought them about; of what happens to a party, each party's by itself."""
    found: dict[tuple[str, str], float] = {}
    for name, where, amount in zip(rows["rule"], rows["where"], rows["amount"], strict=True):
        what = name, where if name.startswith("happening: ") else ""
        found[what] = found.get(what, 0.0) + float(amount)
    return found


def _by_rule(rows: pd.DataFrame) -> dict[str, float]:
    sums = rows.groupby("rule", sort=False)["amount"].sum()
    return {str(name): float(amount) for name, amount in sums.items()}
