"""Factors: the single numbers that a sensitivity analysis varies, their ranges, and the runs of a design over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from model.analysis.progress import Progress
from model.arrays import Floats
from model.engine import ALL, Batch, Program, of_four, program_of
from model.knowledge import OUTCOMES, PULL_CLASSES, Case, Fault, ScenarioError, likely, unknown
from model.scenario import Scenario

#: How far a lever or an assumption is varied: over its plausible range, or over its whole scale.
Over = Literal["plausible", "scale"]


#: What is to be varied: factors by name; "beliefs"; or None, the levers and assumptions.
Which = str | Sequence[str] | None


#: The lead of the leading pull over the next, as an output.
LEAD = "lead"


#: So many runs of a design are made together, so that memory does not grow with their number.
RUNS_TOGETHER = 16_384


#: Kinds of factors that are all varied at the start.
STARTS = dict.fromkeys(("lever", "assumption", "start"), "start")


@dataclass(frozen=True)
class Factor:
    """One number that is varied.

    Attributes:
        name: a lever's or an assumption's qualified id; of a belief the name of its stream in draws: "push RULE",
            "edge ID", "salience ACTOR.ID", "start VARIABLE".
        kind: "lever", "assumption", "push", "edge", "salience" or "start".
        low, high: the range; of a push, of the factor that its rule's pushes are multiplied with.
        value: the central value, where nothing is varied.
        at: where it stands in the program's starts, pushes, weights or saliences.
    """

    name: str
    kind: str
    low: float
    high: float
    value: float
    at: tuple[int, ...]


def open_factors(case: Case, over: Over = "plausible") -> dict[str, Factor]:
    """Return the levers and assumptions by qualified id, levers first. Raises ValueError for an unknown `over`."""
    ways = get_args(Over)
    if over not in ways:
        raise ValueError(f"over: '{ways[0]}' or '{ways[1]}' is needed, not {over!r}{likely(str(over), ways)}")
    program = program_of(case)
    low, high = (program.start_low, program.start_high) if over == "plausible" else (program.low, program.high)
    found = [
        Factor(name, kind, float(low[row]), float(high[row]), float(program.start[row]), (row,))
        for name, row in program.settable.items()
        for kind in ["lever" if program.variable_of[name].lever else "assumption"]
    ]
    return {factor.name: factor for factor in sorted(found, key=lambda factor: factor.kind != "lever")}


def beliefs(case: Case) -> dict[str, Factor]:
    """Return every belief that draws vary by the name of its stream, with the range that it is drawn from.

    Pushes by rule (by its confidence), edge weights, saliences, and the starts of all variables. What makes the
    battlefield wander is a path and no single number, and is not among them.
    """
    program = program_of(case)
    found: list[Factor] = []
    for rule in sorted({ground_rule.rule for ground_rule in program.rules}):
        width = getattr(case.settings.spread, case.confidence(case.rule_of[rule]))
        at = tuple(n for n, of in enumerate(program.push_rule) if program.rules[of].rule == rule)
        found.append(Factor(f"push {rule}", "push", 1 - width, 1 + width, 1.0, at))
    edges = [edge.id for edge in case.edges]
    stored = program.ids[: program.variables]
    found += _plain("edge", edges, program.weight_low, program.weight_high, program.weight)
    found += _plain("salience", program.saliences, program.salience_low, program.salience_high, program.salience)
    found += _plain("start", stored, program.start_low, program.start_high, program.start)
    return {factor.name: factor for factor in found}


def _plain(kind: str, ids: Iterable[str], low: Floats, high: Floats, value: Floats) -> list[Factor]:
    numbers = zip(ids, low.tolist(), high.tolist(), value.tolist(), strict=True)
    return [Factor(f"{kind} {i}", kind, lo, hi, mid, (at,)) for at, (i, lo, hi, mid) in enumerate(numbers)]


def choose(program: Program, scenario: Scenario, which: Which, over: Over = "plausible") -> tuple[Factor, ...]:
    """Return the factors that are asked for, with the values that they have in the scenario.

    Args:
        program: the grounded case.
        scenario: a scenario that fits it.
        which: names, of levers, assumptions and beliefs alike. None: over plausible ranges the levers and assumptions
            that the scenario leaves open (what it sets it does not doubt, as in draws); over scales all of them; not
            the engagement of actors who are taken out. "beliefs": all beliefs but those that the scenario sets.
        over: the range of levers and assumptions. Beliefs have plausible ranges only.

    Raises:
        ScenarioError: with every unknown, fixed or repeated factor. ValueError: if there is none, or for `over`.
    """
    free, held = open_factors(program.case, over), beliefs(program.case)
    if which is None or which == "beliefs":
        untouched = _untouched(scenario, over if which is None else "plausible")
        found = [f for f in (held if which else free).values() if f.low < f.high and f.name not in untouched]
    else:
        names = [which] if isinstance(which, str) else list(which)
        faults = _faults(names, {**free, **held})
        if faults:
            raise ScenarioError(faults)
        found = [(free | held)[name] for name in names]
    if not found:
        raise ValueError("factors: there is nothing to vary; name at least one, or leave something open")
    of_row = {program.row[name]: value for name, value in scenario.given.items()}
    return tuple(replace(f, value=of_row.get(f.at[0], f.value)) if f.kind in STARTS else f for f in found)


def _untouched(scenario: Scenario, over: Over) -> set[str]:
    out = {f"{actor}.engagement" for actor in scenario.without}
    given = out | (set(scenario.given) if over == "plausible" else set())
    return given | {f"start {name}" for name in given} | {f"push {rule}" for rule in scenario.beliefs}


def _faults(names: Sequence[str], known: Mapping[str, Factor]) -> list[Fault]:
    faults = []
    seen: dict[tuple[str, tuple[int, ...]], str] = {}
    for name in names:
        if not isinstance(name, str) or name not in known:
            faults.append(Fault("", "factors", unknown("factor", name, known)))
            continue
        factor = known[name]
        if not factor.low < factor.high:
            faults.append(Fault("", "factors", f"'{name}' is fixed: its range is {factor.low:g} to {factor.high:g}"))
        row = (STARTS.get(factor.kind, factor.kind), factor.at)
        if row in seen:
            same = "" if seen[row] == name else f", as '{seen[row]}' too"
            faults.append(Fault("", "factors", f"'{name}' is named twice{same}"))
        seen[row] = name
    return faults


def choose_outputs(program: Program, output: str | Sequence[str]) -> tuple[str, ...]:
    """Return the outputs that are asked for: outcomes (their pulls), "goes_on", "lead", or variables and gauges.

    Raises:
        ScenarioError: with every unknown or repeated one. ValueError: if there is none.
    """
    names = (output,) if isinstance(output, str) else tuple(output)
    known = [*PULL_CLASSES, LEAD, *program.ids]
    faults = [Fault("", "output", unknown("output", n, known)) for n in names if n not in known]
    faults += [Fault("", "output", f"'{n}' is named twice") for n in sorted(set(names)) if names.count(n) > 1]
    if faults:
        raise ScenarioError(faults)
    if not names:
        raise ValueError("output: name an outcome, 'lead' or a variable")
    return names


def run_design(
    program: Program,
    scenario: Scenario,
    factors: Sequence[Factor],
    design: Floats,
    outputs: Sequence[str] = OUTCOMES,
    progress: Progress | None = None,
) -> Floats:
    """Run a design with the central beliefs in all that it does not vary, and return the outputs at the horizon.

    Args:
        program: the grounded case.
        scenario: its events happen in every run; what an event sets is set, whatever the factor was.
        factors: what is varied.
        design: a row for each run, a column for each factor, shape (runs, factors).
        outputs: as `choose_outputs` gives them.
        progress: told how far the runs are, after each part of them.

    Returns:
        shape (runs, outputs). Runs are made in parts, so that memory does not grow with their number.
    """
    found = np.empty((len(design), len(outputs)))
    rows = [program.row[name] for name in outputs if name in program.row]
    for first in range(0, len(design), RUNS_TOGETHER):
        part = design[first : first + RUNS_TOGETHER]
        pulls, values = _batch(program, scenario, factors, part).run(rows, every=False)
        ends = dict(zip(PULL_CLASSES, of_four(pulls[0].T).T, strict=True)) | {LEAD: _lead(pulls[0])}
        ends |= {program.ids[row]: value for row, value in zip(rows, values[0], strict=True)}
        found[first : first + len(part)] = np.stack([ends[name] for name in outputs], axis=1)
        if progress is not None:
            progress(first + len(part), len(design))
    return found


def _lead(pulls: Floats) -> Floats:
    """Return the lead of the leading pull over the next, shape (runs,)."""
    ranked = np.sort(pulls, axis=0)
    lead: Floats = ranked[-1] - ranked[-2]
    return lead


def _batch(program: Program, scenario: Scenario, factors: Sequence[Factor], design: Floats) -> Batch:
    """Return the runs of a part of a design."""
    by_kind: dict[str, list[tuple[Factor, Floats]]] = {}
    for factor, values in zip(factors, design.T, strict=True):
        by_kind.setdefault(STARTS.get(factor.kind, factor.kind), []).append((factor, values))

    def varied(kind: str, central: Floats) -> Floats | None:
        if kind not in by_kind:
            return None
        column = np.repeat(central[:, None], len(design), axis=1)
        for factor, values in by_kind[kind]:
            column[list(factor.at)] = values
        return column

    weight, salience = varied("edge", program.weight), varied("salience", program.salience)
    batch = Batch.central(program, scenario, len(design), weight, salience)
    starts, pushes = varied("start", np.full(program.variables, np.nan)), varied("push", np.ones(len(program.push)))
    batch = batch if starts is None else batch.set(ALL, starts)
    return batch if pushes is None else batch.push(pushes)
