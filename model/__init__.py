"""Ripeness: a scenario explorer for peace talks. It explores assumptions; it forecasts nothing."""

from model.analysis import sweep
from model.domain import Case, Outcome
from model.ensemble import Ensemble, ensemble
from model.faults import CaseError, Fault, InputError, ScenarioError
from model.load import load_case
from model.run import Run, simulate
from model.scenario import Event, Expectation, Scenario, load_scenario
from model.sturdy import Robustness, robustness

__version__ = "0.3.0"

__all__ = [
    "Case",
    "CaseError",
    "Ensemble",
    "Event",
    "Expectation",
    "Fault",
    "InputError",
    "Outcome",
    "Robustness",
    "Run",
    "Scenario",
    "ScenarioError",
    "ensemble",
    "load_case",
    "load_scenario",
    "robustness",
    "simulate",
    "sweep",
]
