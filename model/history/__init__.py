"""Wars whose end is known: how they were coded, how the model fares on them, and how often wars have ended how."""

from model.history.base_rates import BaseRate, BaseRates, base_rate_in_brief, base_rate_in_words, load_base_rates
from model.history.codebook import CLASSES, GOES_ON, Codebook, CodedWar
from model.history.episodes import History, load_history
from model.history.hindcasting import COUNTS, HINDCAST_DRAWS, MEDIATION, MODEL, READINGS, Hindcast, hindcast
from model.history.scores import ScoreWithInterval
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
    "FORECASTER_KNOWLEDGE",
    "FORECASTER_NAMES",
    "GOES_ON",
    "HINDCAST_DRAWS",
    "MEDIATION",
    "MODEL",
    "READINGS",
    "BaseRate",
    "BaseRates",
    "Codebook",
    "CodedWar",
    "Hindcast",
    "History",
    "ScoreWithInterval",
    "base_rate_in_brief",
    "base_rate_in_words",
    "hindcast",
    "history_verdicts",
    "load_base_rates",
    "load_history",
    "score_interval_in_words",
    "signed_figure",
]
