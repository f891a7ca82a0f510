"""Ripeness: a scenario explorer for peace talks. It explores assumptions; it forecasts nothing."""

from model.boxes import boxes
from model.compare import Comparison, compare
from model.domain import Case, Outcome
from model.ensemble import Ensemble, ensemble
from model.event import Event
from model.expectation import Expectation
from model.faults import CaseError, Fault, InputError, ScenarioError
from model.goal import Goal
from model.load import load_case
from model.progress import Stopped
from model.reach import reach
from model.run import Run, simulate
from model.scenario import Scenario, load_scenario
from model.store import save
from model.sturdy import Robustness, robustness
from model.sweep import sweep
from model.version import __version__ as __version__
from model.way import way
from model.worth import worth

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
