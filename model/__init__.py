"""Ripeness: a scenario explorer for peace talks. It explores assumptions; it forecasts nothing."""

from model.analysis import Comparison, Goal, Stopped, boxes, compare, reach, save, sweep, way, worth
from model.engine import Run, simulate
from model.explain import leave_one_out
from model.knowledge import Case, CaseError, Fault, InputError, Outcome, ScenarioError, load_case
from model.scenario import Event, Expectation, Scenario, load_scenario
from model.uncertainty import Ensemble, Robustness, ensemble, robustness
from model.version import __version__ as __version__

__all__ = [
    "Case",
    "CaseError",
    "Comparison",
    "Ensemble",
    "Event",
    "Expectation",
    "Fault",
    "Goal",
    "InputError",
    "Outcome",
    "Robustness",
    "Run",
    "Scenario",
    "ScenarioError",
    "Stopped",
    "boxes",
    "compare",
    "ensemble",
    "leave_one_out",
    "load_case",
    "load_scenario",
    "reach",
    "robustness",
    "save",
    "simulate",
    "sweep",
    "way",
    "worth",
]
