"""Ripeness: a scenario explorer for peace talks. It explores assumptions; it forecasts nothing.

A public name is loaded when it is first asked for, so that whoever needs one room does not wait for all of them.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from model.version import __version__ as __version__

if TYPE_CHECKING:
    from model.analysis import (
        Comparison,
        Goal,
        Stopped,
        boxes,
        compare,
        compare_across,
        reach,
        save,
        simulate_many,
        sweep,
        way,
        worth,
    )
    from model.engine import Run, simulate
    from model.expectations import Checked, Verdict, check
    from model.explain import leave_one_out
    from model.knowledge import Case, CaseError, Fault, InputError, Outcome, ScenarioError, load_case
    from model.scenario import Event, Expectation, MadeBy, ResultChanged, Scenario, load_scenario, made_by
    from model.uncertainty import (
        Ensemble,
        Headline,
        Layers,
        Robustness,
        ensemble,
        headline,
        layers,
        robustness,
        variants_without_each_actor,
        without_each_happening,
    )

#: The public names, by the room that hands them out.
_NAMES = {
    "analysis": (
        "Comparison",
        "Goal",
        "Stopped",
        "boxes",
        "compare",
        "compare_across",
        "reach",
        "save",
        "simulate_many",
        "sweep",
        "way",
        "worth",
    ),
    "engine": ("Run", "simulate"),
    "expectations": ("Checked", "Verdict", "check"),
    "explain": ("leave_one_out",),
    "knowledge": ("Case", "CaseError", "Fault", "InputError", "Outcome", "ScenarioError", "load_case"),
    "scenario": ("Event", "Expectation", "MadeBy", "ResultChanged", "Scenario", "load_scenario", "made_by"),
    "uncertainty": (
        "Ensemble",
        "Headline",
        "Layers",
        "Robustness",
        "ensemble",
        "headline",
        "layers",
        "robustness",
        "variants_without_each_actor",
        "without_each_happening",
    ),
}

__all__ = [
    "Case",
    "CaseError",
    "Checked",
    "Comparison",
    "Ensemble",
    "Event",
    "Expectation",
    "Fault",
    "Goal",
    "Headline",
    "InputError",
    "Layers",
    "MadeBy",
    "Outcome",
    "ResultChanged",
    "Robustness",
    "Run",
    "Scenario",
    "ScenarioError",
    "Stopped",
    "Verdict",
    "boxes",
    "check",
    "compare",
    "compare_across",
    "ensemble",
    "headline",
    "layers",
    "leave_one_out",
    "load_case",
    "load_scenario",
    "made_by",
    "reach",
    "robustness",
    "save",
    "simulate",
    "simulate_many",
    "sweep",
    "variants_without_each_actor",
    "way",
    "without_each_happening",
    "worth",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its room. Raises AttributeError for any other name."""
    for room, names in _NAMES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"model.{room}"), name)
            return found
    raise AttributeError(f"module 'model' has no attribute '{name}'")
