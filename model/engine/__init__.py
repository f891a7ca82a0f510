"""From a scenario to a run: rules grounded over the graph, months stepped, every change split exactly among rules."""

from model.engine.batch import ALL, Batch
from model.engine.checks import check_month, check_variables, checked_outcome
from model.engine.compiled.driver import best_backend, engine_in_words, warm_up
from model.engine.contributions import COLUMNS
from model.engine.counterfactuals import (
    AS_IS,
    Trial,
    trial_batch,
    trial_ends,
    trial_paths,
    without_actors,
    without_edges,
    without_rules,
)
from model.engine.firing import memberships
from model.engine.grounding import program_of
from model.engine.happenings import GroundHappening, Strokes
from model.engine.inputs import BLOCK, Inputs, belief_columns, central_inputs, wandering
from model.engine.operations import Kind, Operation
from model.engine.outcomes import FORMED, SLIGHT, TIE, largest, leading, of_four
from model.engine.program import Program, rule_strengths
from model.engine.rows.machine import pushes_and_weights
from model.engine.rows.outside import Outside
from model.engine.rows.sections import sections_of
from model.engine.simulation import Run, own_program, ready_program, simulate
from model.engine.stepping import Trace, trace
from model.engine.sums import ExactSums

__all__ = [
    "ALL",
    "AS_IS",
    "BLOCK",
    "COLUMNS",
    "FORMED",
    "SLIGHT",
    "TIE",
    "Batch",
    "ExactSums",
    "GroundHappening",
    "Inputs",
    "Kind",
    "Operation",
    "Outside",
    "Program",
    "Run",
    "Strokes",
    "Trace",
    "Trial",
    "belief_columns",
    "best_backend",
    "central_inputs",
    "check_month",
    "check_variables",
    "checked_outcome",
    "engine_in_words",
    "largest",
    "leading",
    "memberships",
    "of_four",
    "own_program",
    "program_of",
    "pushes_and_weights",
    "ready_program",
    "rule_strengths",
    "sections_of",
    "simulate",
    "trace",
    "trial_batch",
    "trial_ends",
    "trial_paths",
    "wandering",
    "warm_up",
    "without_actors",
    "without_edges",
    "without_rules",
]
