"""Questions put to many runs: comparison, sweeps, sensitivity, backcasting and regions; and the audit of a case."""

from model.analysis.audit.influence import Influence, influences
from model.analysis.audit.lint_checks import LINT_CHECKS
from model.analysis.audit.linting import case_counts, lint
from model.analysis.audit.outcome_moves import MOVES_POINTS, Moves, ScenarioMoved, moves_between, scenario_moves
from model.analysis.backcasting.answers import Answer, Reach
from model.analysis.backcasting.goal import Goal
from model.analysis.backcasting.pathway import LATE_MONTHS, Step, Way, way
from model.analysis.backcasting.red_lines import RedLineMoved, red_line_moved_in_words, red_lines_moved
from model.analysis.backcasting.searching import MOST_TOGETHER, SMALLEST_MOVE, reach, search
from model.analysis.backcasting.wording import (
    answer_in_words,
    as_it_is_in_words,
    changes_of_answer_in_words,
    failing_in_words,
    none_found_in_words,
    orders_in_words,
    score_in_words,
    step_in_words,
    way_in_words,
    weakest_in_words,
)
from model.analysis.comparison.across import AcrossWars, compare_across
from model.analysis.comparison.across_wording import (
    ACROSS_RULE,
    IN_COMMON,
    across_sentences,
    across_shares_table,
    across_tables,
    across_to_dict,
)
from model.analysis.comparison.comparing import FEWEST_SCENARIOS, MOST_SCENARIOS, Comparison, compare
from model.analysis.comparison.contrasts import Contrast, differing_reasons
from model.analysis.comparison.figures import NO_DIFFERENCE, Difference, Figure, figure_name
from model.analysis.comparison.names import distinct_names
from model.analysis.comparison.settings import Setting, differing_settings
from model.analysis.comparison.tables import comparison_shares_table, comparison_tables, settings_in_brief
from model.analysis.comparison.wording import (
    DIFFERENCE_RULE,
    comparison_in_words,
    comparison_sentences,
    comparison_to_dict,
    difference_in_words,
)
from model.analysis.progress import Progress, Stopped
from model.analysis.regions.box import Box, Boxes
from model.analysis.regions.finding import REGION_SITUATIONS, boxes
from model.analysis.regions.wording import box_in_words, boxes_in_words
from model.analysis.samples.running import simulate_many
from model.analysis.sensitivity.factors import Over, open_factors
from model.analysis.sensitivity.information_value import MEASURES, WORTH_DRAWS, Known, Worth, known_in_words, worth
from model.analysis.sensitivity.measures import morris, sobol, tornado
from model.analysis.sweeps.cluster import ClusterError, connected
from model.analysis.sweeps.points import check_size
from model.analysis.sweeps.saving import check_target, save, sweep_csv
from model.analysis.sweeps.sweeping import sweep

__all__ = [
    "ACROSS_RULE",
    "DIFFERENCE_RULE",
    "FEWEST_SCENARIOS",
    "IN_COMMON",
    "LATE_MONTHS",
    "LINT_CHECKS",
    "MEASURES",
    "MOST_SCENARIOS",
    "MOST_TOGETHER",
    "MOVES_POINTS",
    "NO_DIFFERENCE",
    "REGION_SITUATIONS",
    "SMALLEST_MOVE",
    "WORTH_DRAWS",
    "AcrossWars",
    "Answer",
    "Box",
    "Boxes",
    "ClusterError",
    "Comparison",
    "Contrast",
    "Difference",
    "Figure",
    "Goal",
    "Influence",
    "Known",
    "Moves",
    "Over",
    "Progress",
    "Reach",
    "RedLineMoved",
    "ScenarioMoved",
    "Setting",
    "Step",
    "Stopped",
    "Way",
    "Worth",
    "across_sentences",
    "across_shares_table",
    "across_tables",
    "across_to_dict",
    "answer_in_words",
    "as_it_is_in_words",
    "box_in_words",
    "boxes",
    "boxes_in_words",
    "case_counts",
    "changes_of_answer_in_words",
    "check_size",
    "check_target",
    "compare",
    "compare_across",
    "comparison_in_words",
    "comparison_sentences",
    "comparison_shares_table",
    "comparison_tables",
    "comparison_to_dict",
    "connected",
    "difference_in_words",
    "differing_reasons",
    "differing_settings",
    "distinct_names",
    "failing_in_words",
    "figure_name",
    "influences",
    "known_in_words",
    "lint",
    "morris",
    "moves_between",
    "none_found_in_words",
    "open_factors",
    "orders_in_words",
    "reach",
    "red_line_moved_in_words",
    "red_lines_moved",
    "save",
    "scenario_moves",
    "score_in_words",
    "search",
    "settings_in_brief",
    "simulate_many",
    "sobol",
    "step_in_words",
    "sweep",
    "sweep_csv",
    "tornado",
    "way",
    "way_in_words",
    "weakest_in_words",
    "worth",
]
