"""One scenario, run with the central beliefs: the result, and its exact sums."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from frozendict import frozendict

from model.arrays import Floats, read_only, same_bits
from model.engine.checks import check_variables, checked_outcome
from model.engine.contributions import shapley, table_of
from model.engine.firing import atom_memberships
from model.engine.grounding import program_of
from model.engine.happenings import GroundHappening
from model.engine.inputs import Inputs, central_inputs
from model.engine.outcomes import FORMED, leading
from model.engine.program import Program
from model.engine.stepping import Trace, trace
from model.engine.sums import ExactSums
from model.knowledge import OUTCOMES, THE_REST, Case, ScenarioError, believing
from model.pictures import lines
from model.scenario import AnyScenario, MadeBy, Scenario, faults_of, scenario_of
from model.showing import Card, Shown, figures

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr

    from model.pictures import Picture


def ready_program(case: Case, scenario: Scenario) -> Program:
    """Return the case, with the scenario's theories, grounded, if the scenario fits it.

    Raises:
        ScenarioError: if it does not, with every fault. CaseError: if a theory does not fit the case.
    """
    faults = faults_of(case, scenario)
    if faults:
        raise ScenarioError(faults)
    return program_of(believing(case, scenario.theories))


def simulate(case: Case, scenario: AnyScenario) -> Run:
    """Run a scenario once, with the central beliefs, in float64.

    Args:
        case: the case.
        scenario: a scenario, a bundled scenario's id, or a file's path.

    Raises:
        ScenarioError: if the scenario does not fit the case, with every fault.
    """
    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    inputs = central_inputs(program, scenario)
    return Run(program, scenario, trace(program, inputs, scenario.events, scenario.months, record=True))


@dataclass(frozen=True, eq=False, repr=False)
class Run(Shown):
    """The result of one run. Pulls are in [0, 1] and sum to at most 1; what is left is: the war goes on.

    `inputs` are what it was run from, where that is not the central beliefs: those of one draw. Two are equal if they
    are of the same beliefs and the same scenario, and have the same bits. Its arrays are read-only.
    """

    program: Program
    scenario: Scenario
    trace: Trace
    inputs: Inputs | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Run) and (
            self.scenario == other.scenario
            and same_bits(self.trace.values, other.trace.values)
            and same_bits(self.trace.pulls, other.trace.pulls)
            and self.case.same_beliefs(other.case)
        )

    def __hash__(self) -> int:
        return hash((self.case.id, self.scenario))

    def __reduce__(self) -> tuple[Any, ...]:
        return run_again, (self.case, self.scenario, self.trace, own_program(self.program), self.inputs)

    def _card(self) -> Card:
        facts = {
            "case": self.case.id,
            "months": str(self.scenario.months),
            "leads": f"{self.outcome} ({'formed' if self.formed else 'not formed'})",
            "pulls": figures(self.pull),
        }
        return Card(self.scenario.title, facts)

    @property
    def case(self) -> Case:
        """The case that was run."""
        return self.program.case

    @property
    def made_by(self) -> MadeBy:
        """What made it: enough to come to the same bits again."""
        return MadeBy.of("run", self.case, self.scenario, f"NumPy {np.__version__}", draws=0)

    @cached_property
    def pulls(self) -> Floats:
        """The three pulls by month, shape (months + 1, 3)."""
        return self.trace.pulls[:, :, 0]

    @cached_property
    def pull(self) -> Mapping[str, float]:
        """The pull of each outcome at the horizon."""
        return frozendict(zip(OUTCOMES, map(float, self.pulls[-1]), strict=True))

    @property
    def goes_on(self) -> float:
        """What is left of the pulls at the horizon, in [0, 1]: the war goes on."""
        return max(1 - sum(self.pull.values()), 0.0)

    @cached_property
    def outcome(self) -> str:
        """The outcome with the leading pull at the horizon: the direction."""
        return OUTCOMES[int(leading(self.pulls[-1]))]

    @cached_property
    def formed(self) -> bool:
        """Whether the leading pull has reached one half, and so beats everything else together."""
        return self.pull[self.outcome] >= FORMED

    @cached_property
    def margin(self) -> float:
        """The lead of the leading pull over the next."""
        first, second = sorted(self.pull.values(), reverse=True)[:2]
        return first - second

    @property
    def since(self) -> int | None:
        """The month since which the outcome leads without a break."""
        return _since(leading(self.pulls) == OUTCOMES.index(self.outcome))

    @property
    def formed_since(self) -> int | None:
        """The month since which the outcome has been formed without a break; None if it is not."""
        return _since(self.pulls[:, OUTCOMES.index(self.outcome)] >= FORMED)

    @cached_property
    def paths(self) -> xr.DataArray:
        """Every state, assumption, gauge and pull by month: dims (month, variable), months 0 to the horizon."""
        import xarray as xr

        values = np.concatenate([self.trace.values[:, :, 0], self.pulls], axis=1)
        months = np.arange(len(values))
        return xr.DataArray(
            read_only(values),
            dims=("month", "variable"),
            coords={"month": months, "variable": [*self.program.ids, *OUTCOMES]},
            name="paths",
        )

    def contributions(self, variable: str) -> pd.DataFrame:
        """Return what changed a variable: one row for every ground rule (or event) and month.

        Args:
            variable: a qualified id: a state, an assumption, a gauge or an outcome; "goes_on" for what the three pulls
                leave.

        Returns:
            columns month, rule, where (edge, party or stance), actors, claims, amount. The amounts sum to the
            variable's change from month 0 to the horizon within 1e-9. The rows of a gauge are those of what it is
            derived from; where the widest gap switches to another issue, "binding issue changed" is a row.

        Raises:
            ScenarioError: if there is no such variable.
        """
        check_variables(self.program, [v for v in (variable,) if v != THE_REST])
        return table_of(self.sums.lines(variable))

    @cached_property
    def sums(self) -> ExactSums:
        """What moved what in it."""
        inputs = self.inputs or central_inputs(self.program, self.scenario)
        return ExactSums(self.program, self.scenario, self.trace, inputs)

    def path(self, variable: str) -> Floats:
        """Return a state, an assumption, a gauge or a pull by month, shape (months + 1,).

        Raises:
            ScenarioError: if there is no such variable.
        """
        check_variables(self.program, [variable])
        return self.sums.path(variable)[:, 0]

    @cached_property
    def happened(self) -> pd.DataFrame:
        """What happened in a run of one draw: a row for each happening, by month; a central run has none.

        Columns: month; happening, its id; where, the world or a party; says, its sentence.
        """
        import pandas as pd

        of_run = [(m, what) for m, _, what, _ in self.trace.moved if isinstance(what, GroundHappening)]
        rows = sorted({(month, what.id, what.where, what.says) for month, what in of_run})
        return pd.DataFrame(rows, columns=["month", "happening", "where", "says"])

    @cached_property
    def parts(self) -> Floats:
        """What every outcome rule adds to its outcome's pull, by month: shape (months + 1, outcome rules)."""
        return read_only(np.ascontiguousarray(self.sums.parts[:, :, 0].T))

    def plot(self, *variables: str) -> Picture:
        """Return a picture of paths by month: of the three pulls, if no variables are named.

        Raises:
            ScenarioError: if there is no such variable. ImportError: without Altair.
        """
        names = variables or OUTCOMES
        check_variables(self.program, names)
        rows = [{"x": m, "y": float(y), "name": name} for name in names for m, y in enumerate(self.path(name))]
        up = "value" if variables else "pull"
        return lines(rows, self.scenario.title, "month", up, names, outcomes=tuple(names) == OUTCOMES)

    def antecedents(self, outcome: str) -> pd.DataFrame:
        """Return which antecedents changed an outcome's pull: a row for each antecedent of each rule, and month.

        Args:
            outcome: an outcome's id.

        Returns:
            columns month, rule, antecedent (a qualified id), claims, amount. Month by month, the amounts of a rule sum
            to its amount in `contributions`, within 1e-9. A product's change is split among its clauses as Shapley
            (1953) splits it: each clause's change, averaged over all orders in which they could have changed.

        Raises:
            ScenarioError: if there is no such outcome.
        """
        import pandas as pd

        outcome = checked_outcome(outcome)
        firing, program = self.program.outcomes, self.program
        held = atom_memberships(firing, self.trace.values[:, :, 0].T).T
        rows: list[tuple[object, ...]] = []
        for number in np.flatnonzero(program.outcome_of == OUTCOMES.index(outcome)):
            rule = program.outcome_rules[number]
            clauses = firing.clauses[number][: len(rule.antecedents)]
            weight = program.outcome_weight[number] * self.scenario.beliefs.get(rule.id, 1.0)
            split = weight * shapley(held[:-1, clauses], held[1:, clauses])
            for antecedent, amounts in zip(rule.antecedents, split.T, strict=True):
                rows += [(month, rule.id, antecedent, rule.claims, amount) for month, amount in enumerate(amounts, 1)]
        return pd.DataFrame(rows, columns=["month", "rule", "antecedent", "claims", "amount"])

    @cached_property
    def held(self) -> Floats:
        """How far the conditions of every ground rule held as it fired, by month: shape (months, ground rules)."""
        return read_only(self.sums.held[:, :, 0].T)

    @cached_property
    def amounts(self) -> Floats:
        """What every push did to the variable that it pushes, by month: shape (months, pushes)."""
        return read_only(self.sums.amounts(np.arange(len(self.program.push_row)))[:, :, 0])


def own_program(program: Program) -> Program | None:
    """Return what has to travel with a result besides its case: a program that is not simply the case, grounded."""
    return None if program is program_of(program.case) else program


def run_again(case: Case, scenario: Scenario, trace: Trace, program: Program | None, inputs: Inputs | None) -> Run:
    """Return a run that was pickled, of its case as it is grounded here."""
    return Run(program or program_of(case), scenario, trace, inputs)


def _since(holds: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int | None:
    if not holds[-1]:
        return None
    broken = np.flatnonzero(~holds)
    return int(broken[-1]) + 1 if len(broken) else 0
