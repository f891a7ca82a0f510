"""From a scenario to a run: rules grounded over the graph, months stepped, every change split exactly among rules."""

from model.engine.compiled.driver import warm_up
from model.engine.counterfactuals import (
    AS_IS,
    Trial,
    ends,
    paths,
    traces,
    without,
    without_actors,
    without_edges,
    without_rules,
)
from model.engine.firing import memberships
from model.engine.grounding import program_of
from model.engine.inputs import BLOCK, Inputs, belief_columns, central_inputs, repeated
from model.engine.outcomes import FORMED, SLIGHT, TIE, leading
from model.engine.program import Program, rule_strengths, settable
from model.engine.simulation import Run, ready_program, simulate
from model.engine.stepping import run_many

__all__ = [
    "AS_IS",
    "BLOCK",
    "FORMED",
    "SLIGHT",
    "TIE",
    "Inputs",
    "Program",
    "Run",
    "Trial",
    "belief_columns",
    "central_inputs",
    "ends",
    "leading",
    "memberships",
    "paths",
    "program_of",
    "ready_program",
    "repeated",
    "rule_strengths",
    "run_many",
    "settable",
    "simulate",
    "traces",
    "warm_up",
    "without",
    "without_actors",
    "without_edges",
    "without_rules",
]
