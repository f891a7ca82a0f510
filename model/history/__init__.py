"""Wars whose end is known: how they were coded, how the model fares on them, and how often wars have ended how."""

from model.history.agreement import Agreement
from model.history.base_rates import BaseRates, base_rate_in_brief, base_rate_in_words, load_base_rates
from model.history.calibration import ReliabilityBin
from model.history.codebook import CLASSES, GOES_ON, Codebook, CodedWar
from model.history.episodes import History, load_history
from model.history.following import ENDINGS, Asked, Fallen, Followed, count_fallen, count_followed
from model.history.forecasters import (
    BASE,
    CLASS,
    COUNTS,
    FORECASTER_OF,
    FORECASTERS,
    HALF,
    MEDIATION,
    MODEL,
    READINGS,
    WITH_BOTH,
    WITH_FRONT,
    WITH_HAPPENINGS,
    Forecaster,
)
from model.history.hindcasting import HINDCAST_DRAWS, Hindcast, hindcast
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
    past_of_wars_in_brief,
    past_wars_in_brief,
    reference_class_in_brief,
    reference_class_in_words,
    sort_in_words,
)
from model.history.score_words import difference_in_words, score_interval_in_words, signed_figure
from model.history.scores import ScoreWithInterval
from model.history.war_years import read_war_years, tells_endings
from model.history.wording import history_in_a_sentence, history_verdicts

__all__ = [
    "BASE",
    "CLASS",
    "CLASSES",
    "COUNTS",
    "ENDINGS",
    "FORECASTERS",
    "FORECASTER_OF",
    "GOES_ON",
    "HALF",
    "HINDCAST_DRAWS",
    "INTERVALS_RULE",
    "MEDIATION",
    "MODEL",
    "READINGS",
    "VICTORY",
    "VICTORY_RULE",
    "WITH_BOTH",
    "WITH_FRONT",
    "WITH_HAPPENINGS",
    "Agreement",
    "Asked",
    "BaseRates",
    "Codebook",
    "CodedWar",
    "EndingKind",
    "Fallen",
    "FallenClass",
    "Followed",
    "Forecaster",
    "Hindcast",
    "History",
    "ReferenceClass",
    "ReliabilityBin",
    "ScoreWithInterval",
    "WarSort",
    "base_rate_in_brief",
    "base_rate_in_words",
    "class_rows",
    "class_shares",
    "count_fallen",
    "count_followed",
    "difference_in_words",
    "facts_in_words",
    "hindcast",
    "history_in_a_sentence",
    "history_verdicts",
    "interval_by_pairs",
    "load_base_rates",
    "load_history",
    "load_reference_classes",
    "past_of_wars_in_brief",
    "past_wars_in_brief",
    "read_war_years",
    "reference_class_in_brief",
    "reference_class_in_words",
    "score_interval_in_words",
    "signed_figure",
    "sort_in_words",
    "tells_endings",
]
