"""Why one answer came out: reasons, exact sums, evidence, the deal and what would tip it, in words and plain values."""

from model.explain.acceptance import (
    Asked,
    RedLineNearness,
    asked,
    asked_along,
    asked_in_words,
    red_line_in_words,
    red_lines,
)
from model.explain.actors import Deed, deeds
from model.explain.briefing_page import briefing
from model.explain.deal import Met, Side, Terms, deal_terms, holders, holding, met_table, objectives_met, terms_table
from model.explain.decomposition import Cause, Decomposition, Part, PullDecomposition, decompose_pulls
from model.explain.effects import EdgeEvidence, Effect, Evidence, RuleEvidence, evidence, leave_one_out, modelled_edges
from model.explain.formats import full_report, report, summary_of
from model.explain.headline import course_in_words, outcome_in_words, robustness_said, sturdiness
from model.explain.narrative import account, basis, comes_out, event_of, tipping_in_words, values
from model.explain.reasoning import Reason, reasons
from model.explain.symbols import COLOURS, LABELS, NONE, SHAPES
from model.explain.tipping import Flip, flips
from model.explain.wording import (
    STATUS,
    condition,
    consequence,
    doubted,
    edge_in_words,
    fired,
    firmness,
    moved_in_words,
    sentence,
    summed,
    without,
)

__all__ = [
    "COLOURS",
    "LABELS",
    "NONE",
    "SHAPES",
    "STATUS",
    "Asked",
    "Cause",
    "Decomposition",
    "Deed",
    "EdgeEvidence",
    "Effect",
    "Evidence",
    "Flip",
    "Met",
    "Part",
    "PullDecomposition",
    "Reason",
    "RedLineNearness",
    "RuleEvidence",
    "Side",
    "Terms",
    "account",
    "asked",
    "asked_along",
    "asked_in_words",
    "basis",
    "briefing",
    "comes_out",
    "condition",
    "consequence",
    "course_in_words",
    "deal_terms",
    "decompose_pulls",
    "deeds",
    "doubted",
    "edge_in_words",
    "event_of",
    "evidence",
    "fired",
    "firmness",
    "flips",
    "full_report",
    "holders",
    "holding",
    "leave_one_out",
    "met_table",
    "modelled_edges",
    "moved_in_words",
    "objectives_met",
    "outcome_in_words",
    "reasons",
    "red_line_in_words",
    "red_lines",
    "report",
    "robustness_said",
    "sentence",
    "sturdiness",
    "summary_of",
    "summed",
    "terms_table",
    "tipping_in_words",
    "values",
    "without",
]
