"""An oracle that is not ours: the case's rules through scikit-fuzzy's membership functions.

Terms, clauses and names are taken from the records of the case, not from the arrays that the engine works on; what a
value belongs to is worked out by `skfuzzy.trapmf`. Memberships, firing strengths and whole months have to agree.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
import skfuzzy

from model import Scenario, load_case
from model.engine.firing import memberships
from model.engine.grounding import program_of
from model.engine.inputs import Inputs, central_inputs
from model.engine.program import Program
from model.engine.stepping import trace
from model.knowledge.case import Case
from model.knowledge.groundings import frames
from model.knowledge.records import Rule, Scale
from model.knowledge.vocabulary import qualified
from tests.engine import reference

#: How many random states of the world, and how closely the two have to agree on them: both work in float64.
INPUTS, TOLERANCE = 400, 1e-12
PLAIN = Scenario(title="plain", months=2)
Rows = Mapping[str, np.ndarray]


# --------------------------------------------------------------------------------- ours: the one place to ask for it


def our_firing(program: Program, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return how far our ground rules' and our outcome rules' conditions hold, shapes (rules, inputs)."""
    return memberships(program.firing, values), memberships(program.outcomes, values)


def our_months(program: Program, start: np.ndarray, months: int) -> tuple[np.ndarray, Inputs]:
    """Return our values by month, shape (months + 1, rows, inputs), and what we put into the rules: one column."""
    one = central_inputs(program, PLAIN)
    inputs = Inputs(start, one.strength, one.push, one.pull, None)
    return trace(program, inputs, (), months).values, one


# ---------------------------------------------------------------------------------------------- the peer's memberships


def peer_membership(scale: Scale, term: str, x: np.ndarray) -> np.ndarray:
    """How far values are what a term says: a triangle between its neighbours' peaks, the outermost with a shoulder."""
    terms, peaks = list(scale.terms), list(scale.terms.values())
    at = terms.index(term)
    left, peak, right = ([scale.low, *peaks, scale.high][at + shift] for shift in (0, 1, 2))
    from_, to = (scale.low if at == 0 else peak), (scale.high if at == len(peaks) - 1 else peak)
    found: np.ndarray = skfuzzy.trapmf(x, [left, from_, to, right])
    return found


def peer_clause(scale: Scale, grades: Mapping[str, float], x: np.ndarray) -> np.ndarray:
    return np.sum([grade * peer_membership(scale, term, x) for term, grade in grades.items()], axis=0)


def peer_rule(case: Case, rule: Rule, names: Mapping[str, str], rows: Rows) -> np.ndarray:
    """How far a rule's conditions hold where its names stand for some variables: the product of its clauses."""
    scales = scales_of(case)
    held = [peer_clause(scales[names[n]], grades, rows[names[n]]) for n, grades in rule.antecedents.items()]
    return np.prod(held, axis=0)


def peer_firing(program: Program, values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    case, rows = program.case, rows_of(program, values)
    rules = {rule.id: rule for rule in case.rules}
    places = {(rule.id, frame.where): frame for rule in case.rules for frame in frames(case, rule)}

    def fired(rule: str, where: str) -> np.ndarray:
        resolve = places[rule, where].resolve
        return peer_rule(case, rules[rule], {name: resolve(name) for name in rules[rule].antecedents}, rows)

    ground = [fired(rule.rule, rule.where) for rule in program.rules]
    return np.array(ground), np.array([fired(rule.id, "world") for rule in program.outcome_rules])


def scales_of(case: Case) -> dict[str, Scale]:
    scales = {name: case.scale_of[v.scale] for v in case.variables for name in qualified(case, v)}
    engagement = next(case.scale_of[v.scale] for v in case.variables if v.id == "engagement")
    return scales | {f"{party}.engagement": engagement for party in case.parties}


def rows_of(program: Program, values: np.ndarray) -> Rows:
    """Return values by name; a party is engaged in its own war to the full, which no row says."""
    scales, parties = scales_of(program.case), program.case.parties
    full = {name: np.full(values.shape[1], scales[name].high) for name in (f"{p}.engagement" for p in parties)}
    return full | dict(zip(program.ids, values, strict=True))


# ----------------------------------------------------------------------------------------------------- what is tried


@pytest.fixture(scope="module")
def program() -> Program:
    return program_of(load_case())


@pytest.fixture(scope="module")
def values(program: Program) -> np.ndarray:
    """Values of all rows, anywhere on their scales, a fifth of them on a peak or an end; gauges too are drawn.

    Only where a party has drawn no red line, none is ever near.
    """
    case, rng = program.case, np.random.default_rng(7)
    scales = scales_of(case)
    drawn = np.empty((len(program.ids), INPUTS))
    for row, name in zip(drawn, program.ids, strict=True):
        scale = scales[name]
        corners = rng.choice([scale.low, *scale.terms.values(), scale.high], INPUTS)
        row[:] = np.where(rng.random(INPUTS) < 0.2, corners, rng.uniform(scale.low, scale.high, INPUTS))
        party, _, rest = name.partition(".")
        issue, _, last = rest.partition(".")
        if last.startswith("red_line") and (party, issue) not in {(r.actor, r.issue) for r in case.red_lines}:
            row[:] = 0.0
    return drawn


def close(ours: Any, peers: Any) -> None:
    np.testing.assert_allclose(ours, peers, rtol=0, atol=TOLERANCE)


# ------------------------------------------------------------------------------------------------------------- tests


def test_every_term_of_every_scale_is_the_peers_membership_function(case: Case) -> None:
    for scale in case.scales:
        x = np.concatenate([np.linspace(scale.low, scale.high, INPUTS), list(scale.terms.values())])
        peers = [peer_membership(scale, term, x) for term in scale.terms]
        close([[scale.membership({term: 1.0}, value) for value in x] for term in scale.terms], peers)
        close(np.sum(peers, axis=0), 1.0)


def test_every_rule_fires_as_far_as_the_peer_says(program: Program, values: np.ndarray) -> None:
    ours, peers = our_firing(program, values), peer_firing(program, values)
    for mine, theirs, rules in zip(ours, peers, (program.rules, program.outcome_rules), strict=True):
        assert mine.shape == theirs.shape == (len(rules), INPUTS)
        assert (theirs.max(axis=1) > 0).all()  # every rule is awake somewhere
        close(mine, theirs)


def test_months_are_the_peers_weighted_means(program: Program, values: np.ndarray) -> None:
    """A month is a Sugeno mean: of where a state is (weight 1) and its scale's ends (the summed pushes up, down)."""
    case, scales = program.case, scales_of(program.case)
    world = reference._World(case, PLAIN)
    ours, weights = our_months(program, values[: program.variables], 2)
    now = dict(zip(program.ids[: program.variables], values, strict=False))
    for month in (1, 2):
        columns = [{name: float(row[run]) for name, row in now.items()} for run in range(INPUTS)]
        known = [column | world.gauges(column) for column in columns]
        rows = np.array([[column[name] for column in known] for name in program.ids])
        firing, _ = peer_firing(program, rows)
        up, down = ({name: np.zeros(INPUTS) for name in now} for _ in range(2))
        for push, rule, row in zip(weights.push[:, 0], program.push_rule, program.push_row, strict=True):
            side = up if push > 0 else down
            side[program.ids[row]] += firing[rule] * weights.strength[rule, 0] * abs(push)
        for name in [program.ids[row] for row in program.states]:
            ends = np.broadcast_arrays(now[name], scales[name].high, scales[name].low)
            now[name] = np.average(ends, axis=0, weights=[np.ones(INPUTS), up[name], down[name]])
        close(ours[month][: program.variables], list(now.values()))
