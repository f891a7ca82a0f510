"""Many runs, one for each row of a table of values: what users of SALib and the EMA Workbench would write by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from model.analysis.progress import Progress
from model.analysis.samples.reading import RULE, Samples, read_samples
from model.arrays import Floats, read_only_dataset
from model.engine import (
    BLOCK,
    FORMED,
    Batch,
    Program,
    best_backend,
    check_variables,
    engine_in_words,
    leading,
    ready_program,
)
from model.knowledge import OUTCOMES, Case
from model.scenario import AnyScenario, MadeBy, Scenario, scenario_of
from model.version import __version__

if TYPE_CHECKING:
    import pandas as pd
    import xarray as xr


def simulate_many(
    case: Case,
    scenario: AnyScenario,
    samples: Samples,
    names: Sequence[str] | None = None,
    *,
    keep: Sequence[str] = (),
    progress: Progress | None = None,
) -> xr.Dataset:
    """Run a scenario once for each row of a table of values, with the central beliefs in all else.

    A column is what a scenario can say in a number, so that every row is a scenario: a lever or an assumption by its
    qualified id, put to the value on its scale; or a rule by "rule." and its id, whose pushes count so many times, 0 to
    3 (0 to 1 for a rule that defines an outcome). Starts of states, weights and saliences belong to the case. The bits
    are those of `simulate` for the scenario with the row's values set; what its events set is set, whatever the row.

    Args:
        case: the case.
        scenario: a scenario, its id or path; the rows take the place of what it sets.
        samples: a pandas table; columns or rows by name; or an array of shape (rows, columns) with `names`. 1 to
            1,000,000 rows.
        names: of an array's columns.
        keep: states, assumptions, gauges and outcomes (their pulls) of which every month is kept as well.
        progress: told after each part how many runs are done, and of how many; what it raises stops the work.

    Returns:
        a data set with the rows as dim `sample` (with the table's index) and every column as a coordinate along it:
        `pull` (sample, outcome), the pulls at the horizon; `leading`, the outcome that leads, and `formed`, whether it
        has formed; and where something is kept, `paths` (sample, month, variable). Its values are read-only. attrs:
        scenario, case, case_version, model_version, months, and made_by, all that made it as JSON.

    Raises:
        ScenarioError: if the scenario, a column or a value does not fit the case, or there is no such variable to keep.
    """
    import xarray as xr

    scenario = scenario_of(case, scenario)
    program = ready_program(case, scenario)
    table = read_samples(program, scenario, samples, names)
    keep = [keep] if isinstance(keep, str) else list(keep)
    check_variables(program, keep)
    pulls, paths = _run(program, scenario, table, keep, progress)
    lead = leading(pulls)
    variables: dict[str, Any] = {
        "pull": (("sample", "outcome"), pulls),
        "leading": ("sample", np.array(OUTCOMES)[lead]),
        "formed": ("sample", pulls[np.arange(len(pulls)), lead] >= FORMED),
    }
    coords: dict[str, Any] = {"sample": table.index.to_numpy(), "outcome": list(OUTCOMES)}
    coords |= {name: ("sample", table[name].to_numpy(copy=True)) for name in table.columns}
    if keep:
        variables["paths"] = (("sample", "month", "variable"), paths)
        coords |= {"month": np.arange(scenario.months + 1), "variable": keep}
    made_by = MadeBy.of("samples", program.case, scenario, engine_in_words(), asked={"columns": list(table.columns)})
    attrs: dict[str, Any] = {"scenario": scenario.title, "case": case.id, "case_version": case.settings.version}
    attrs |= {"model_version": __version__, "months": scenario.months, "made_by": made_by.to_text()}
    return read_only_dataset(xr.Dataset(variables, coords, attrs))


def _run(
    program: Program, scenario: Scenario, table: pd.DataFrame, keep: Sequence[str], progress: Progress | None
) -> tuple[Floats, Floats]:
    """Return the pulls at the horizon, shape (rows, 3), and what is kept of every month, (rows, months + 1, kept)."""
    ends = np.empty((len(table), len(OUTCOMES)))
    paths = np.empty((len(table), scenario.months + 1, len(keep)))
    rows = [program.row[name] for name in keep if name in program.row]
    backend = best_backend()  # one from beginning to end
    for first in range(0, len(table), BLOCK):
        part = table.iloc[first : first + BLOCK]
        at = slice(first, first + len(part))
        pulls, values = _batch(program, scenario, part).run(rows, every=bool(keep), backend=backend)
        ends[at] = pulls[-1].T
        held = {program.ids[row]: values[:, number] for number, row in enumerate(rows)}
        held |= {outcome: pulls[:, number] for number, outcome in enumerate(OUTCOMES)}
        for number, name in enumerate(keep):
            paths[at, :, number] = held[name].T
        if progress is not None:
            progress(at.stop, len(table))
    return ends, paths


def _batch(program: Program, scenario: Scenario, part: pd.DataFrame) -> Batch:
    """Return the runs of some rows: a column each in everything that a column of the table sets."""
    rules = {name: name.removeprefix(RULE) for name in part.columns if name not in program.settable}
    others = {rule: factor for rule, factor in scenario.beliefs.items() if rule not in rules.values()}
    batch = Batch.central(program, scenario.but(beliefs=others), len(part))
    if set_ := [name for name in part.columns if name in program.settable]:
        batch = batch.set([program.settable[name] for name in set_], part[set_].to_numpy().T)
    if not rules:
        return batch
    push = np.ones((len(program.push), len(part)))
    pull = np.repeat(batch.inputs.pull, len(part), axis=1)
    of_push = [program.rules[number].rule for number in program.push_rule]
    for name, rule in rules.items():
        push[[number for number, own in enumerate(of_push) if own == rule]] = part[name].to_numpy()
        pull[[number for number, own in enumerate(program.outcome_rules) if own.id == rule]] = part[name].to_numpy()
    pushed = batch.push(push)
    return replace(pushed, inputs=replace(pushed.inputs, pull=pull))
