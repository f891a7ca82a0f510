"""Ripeness: a scenario explorer for peace talks. It explores assumptions; it forecasts nothing."""

from model.analysis.backcasting.goal import Goal
from model.analysis.backcasting.pathway import way
from model.analysis.backcasting.searching import reach
from model.analysis.comparison.comparing import Comparison, compare
from model.analysis.progress import Stopped
from model.analysis.regions import boxes
from model.analysis.sensitivity.information_value import worth
from model.analysis.sweeps.saving import save
from model.analysis.sweeps.sweeping import sweep
from model.engine.simulation import Run, simulate
from model.knowledge.case import Case
from model.knowledge.errors import CaseError, Fault, InputError, ScenarioError
from model.knowledge.loading import load_case
from model.knowledge.records import Outcome
from model.scenario.event import Event
from model.scenario.expectation import Expectation
from model.scenario.files import load_scenario
from model.scenario.scenario import Scenario
from model.uncertainty.robust import Robustness, robustness
from model.uncertainty.variants import Ensemble, ensemble
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
