"""Why one answer came out: reasons, exact sums, evidence, the deal and what would tip it, in words and plain values."""

from model.explain.acceptance import (
    Demands,
    RedLineNearness,
    demands,
    demands_in_words,
    red_line_in_words,
    red_lines,
    worst_met_by_month,
)
from model.explain.actors import Deed, deeds
from model.explain.apart import beyond_the_ties, told_apart
from model.explain.briefing_page import briefing
from model.explain.briefing_page.several import comparison_briefing
from model.explain.deal import (
    ObjectiveMet,
    Side,
    Terms,
    binding_issue_in_words,
    binding_terms,
    deal_terms,
    objectives_met,
)
from model.explain.decomposition import Cause, Contribution, Decomposition, PullDecomposition, decompose_pulls
from model.explain.effects import EdgeEvidence, Effect, Evidence, RuleEvidence, evidence, leave_one_out, modelled_edges
from model.explain.figures import ClassFigures, answer_in_figures, interval_in_figures, percent, pulls_in_figures
from model.explain.formats import run_and_variants_to_dict, run_to_dict, variants_to_dict
from model.explain.headline import (
    answer_in_words,
    central_run_in_words,
    headline_in_words,
    next_in_words,
    sturdiness_in_words,
)
from model.explain.narrative import (
    account,
    account_in_parts,
    basis_of_value,
    event_of_flip,
    outcome_of_flip,
    tipping_in_words,
    tips_in_words,
    values_of_flip,
)
from model.explain.reasoning import Reason, reasons
from model.explain.report import report_in_text
from model.explain.side_by_side import side_by_side_rows
from model.explain.surprise_words import surprise_in_words, where_counted
from model.explain.symbols import COLOURS, GOES_ON, LABELS, REST_SHAPE, SHAPES
from model.explain.tables import deal_tables, months_table, paths_table, result_tables
from model.explain.tipping import Flip, flips
from model.explain.two_layers import LAYER_NAMES, bands_in_words
from model.explain.variant_story import happened_in_words, largest_in_words, pulls_of, story_in_text, story_to_dict
from model.explain.what_may_happen import (
    effects_in_words,
    fronts_in_words,
    happenings_in_words,
    layers_in_words,
    may_happen_in_brief,
    rate_in_words,
)
from model.explain.wording import (
    STATUS_IN_WORDS,
    changes_in_words,
    condition,
    confidence_in_words,
    consequence,
    edge_in_words,
    firing_in_words,
    moved_in_words,
    pull_without_reason,
    pulls_without,
    reason_in_words,
)

__all__ = [
    "COLOURS",
    "GOES_ON",
    "LABELS",
    "LAYER_NAMES",
    "REST_SHAPE",
    "SHAPES",
    "STATUS_IN_WORDS",
    "Cause",
    "ClassFigures",
    "Contribution",
    "Decomposition",
    "Deed",
    "Demands",
    "EdgeEvidence",
    "Effect",
    "Evidence",
    "Flip",
    "ObjectiveMet",
    "PullDecomposition",
    "Reason",
    "RedLineNearness",
    "RuleEvidence",
    "Side",
    "Terms",
    "account",
    "account_in_parts",
    "answer_in_figures",
    "answer_in_words",
    "bands_in_words",
    "basis_of_value",
    "beyond_the_ties",
    "binding_issue_in_words",
    "binding_terms",
    "briefing",
    "central_run_in_words",
    "changes_in_words",
    "comparison_briefing",
    "condition",
    "confidence_in_words",
    "consequence",
    "deal_tables",
    "deal_terms",
    "decompose_pulls",
    "deeds",
    "demands",
    "demands_in_words",
    "edge_in_words",
    "effects_in_words",
    "event_of_flip",
    "evidence",
    "firing_in_words",
    "flips",
    "fronts_in_words",
    "happened_in_words",
    "happenings_in_words",
    "headline_in_words",
    "interval_in_figures",
    "largest_in_words",
    "layers_in_words",
    "leave_one_out",
    "may_happen_in_brief",
    "modelled_edges",
    "months_table",
    "moved_in_words",
    "next_in_words",
    "objectives_met",
    "outcome_of_flip",
    "paths_table",
    "percent",
    "pull_without_reason",
    "pulls_in_figures",
    "pulls_of",
    "pulls_without",
    "rate_in_words",
    "reason_in_words",
    "reasons",
    "red_line_in_words",
    "red_lines",
    "report_in_text",
    "result_tables",
    "run_and_variants_to_dict",
    "run_to_dict",
    "side_by_side_rows",
    "story_in_text",
    "story_to_dict",
    "sturdiness_in_words",
    "surprise_in_words",
    "tipping_in_words",
    "tips_in_words",
    "told_apart",
    "values_of_flip",
    "variants_to_dict",
    "where_counted",
    "worst_met_by_month",
]
