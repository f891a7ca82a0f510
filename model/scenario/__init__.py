"""What one run supposes and what is expected of it: the records, their files, and whether they fit a case."""

from model.scenario.bounds import Bounds, Course
from model.scenario.checks import faults_of
from model.scenario.event import Event
from model.scenario.expectation import EXPECTATION_KINDS, Expectation
from model.scenario.files import (
    AnyScenario,
    bundled_scenarios,
    bundled_situations,
    is_scenario_file,
    load_scenario,
    load_with_case,
    named_case,
    parse_scenario,
    scenario_of,
    to_toml,
)
from model.scenario.provenance import (
    CaseMark,
    MadeBy,
    ResultChanged,
    made_by,
    opened_scenario,
    read_made_by,
    scenario_to_dict,
)
from model.scenario.scenario import MOST_EVENTS, SCENARIO_SUFFIX, STRONGEST, Front, Happenings, Scenario
from model.scenario.wording import event_effects, event_in_words, event_line, event_name, which_event

__all__ = [
    "EXPECTATION_KINDS",
    "MOST_EVENTS",
    "SCENARIO_SUFFIX",
    "STRONGEST",
    "AnyScenario",
    "Bounds",
    "CaseMark",
    "Course",
    "Event",
    "Expectation",
    "Front",
    "Happenings",
    "MadeBy",
    "ResultChanged",
    "Scenario",
    "bundled_scenarios",
    "bundled_situations",
    "event_effects",
    "event_in_words",
    "event_line",
    "event_name",
    "faults_of",
    "is_scenario_file",
    "load_scenario",
    "load_with_case",
    "made_by",
    "named_case",
    "opened_scenario",
    "parse_scenario",
    "read_made_by",
    "scenario_of",
    "scenario_to_dict",
    "to_toml",
    "which_event",
]
