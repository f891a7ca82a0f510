"""Wars whose end is known: how they were coded, how the model fares on them, and how often wars have ended how."""

from model.history.base_rates import BaseRates, base_rate_in_brief, base_rate_in_words, load_base_rates
from model.history.codebook import CLASSES, GOES_ON, Codebook, CodedWar
from model.history.episodes import History, load_history
from model.history.following import ENDINGS, Asked, Fallen, Followed, count_fallen, count_followed
from model.history.hindcasting import COUNTS, HINDCAST_DRAWS, MEDIATION, MODEL, READINGS, Hindcast, hindcast
from model.history.reference_classes import (
    VICTORY,
    EndingKind,
    FallenClass,
    ReferenceClass,
    WarSort,
    class_shares,
    interval_by_pairs,
    load_reference_classes,
)
from model.history.reference_words import (
    INTERVALS_RULE,
    VICTORY_RULE,
    class_rows,
    facts_in_words,
    past_wars_in_brief,
    reference_class_in_brief,
    reference_class_in_words,
    sort_in_words,
)
from model.history.scores import ScoreWithInterval
from model.history.war_years import read_war_years, tells_endings
from model.history.wording import (
    FORECASTER_KNOWLEDGE,
    FORECASTER_NAMES,
    history_verdicts,
    score_interval_in_words,
    signed_figure,
)

__all__ = [
    "CLASSES",
    "COUNTS",
    "ENDINGS",
    "FORECASTER_KNOWLEDGE",
    "FORECASTER_NAMES",
    "GOES_ON",
    "HINDCAST_DRAWS",
    "INTERVALS_RULE",
    "MEDIATION",
    "MODEL",
    "READINGS",
    "VICTORY",
    "VICTORY_RULE",
    "Asked",
    "BaseRates",
    "Codebook",
    "CodedWar",
    "EndingKind",
    "Fallen",
    "FallenClass",
    "Followed",
    "Hindcast",
    "History",
    "ReferenceClass",
    "ScoreWithInterval",
    "WarSort",
    "base_rate_in_brief",
    "base_rate_in_words",
    "class_rows",
    "class_shares",
    "count_fallen",
    "count_followed",
    "facts_in_words",
    "hindcast",
    "history_verdicts",
    "interval_by_pairs",
    "load_base_rates",
    "load_history",
    "load_reference_classes",
    "past_wars_in_brief",
    "read_war_years",
    "reference_class_in_brief",
    "reference_class_in_words",
    "score_interval_in_words",
    "signed_figure",
    "sort_in_words",
    "tells_endings",
]
