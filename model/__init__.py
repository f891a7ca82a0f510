"""Ripeness: a scenario explorer for peace talks. It explores assumptions; it forecasts nothing."""

from model.compare import Comparison, compare
from model.domain import Case, Outcome
from model.ensemble import Ensemble, ensemble
from model.event import Event
from model.expectation import Expectation
from model.faults import CaseError, Fault, InputError, ScenarioError
from model.load import load_case
from model.progress import Stopped
from model.run import Run, simulate
from model.scenario import Scenario, load_scenario
from model.store import save
from model.sturdy import Robustness, robustness
from model.sweep import sweep
from model.version import __version__ as __version__

__all__ = [
    "Case",
    "CaseError",
    "Comparison",
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
    "Stopped",
    "compare",
    "ensemble",
    "load_case",
    "load_scenario",
    "robustness",
    "save",
    "simulate",
    "sweep",
]
