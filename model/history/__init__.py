"""Wars whose end is known: how they were coded, how the model fares on them, and how often wars have ended how."""

from model.history.base_rates import Rate, Rates, load_rates, reference, reference_in_brief
from model.history.codebook import CLASSES, GOES_ON, Codebook, CodedWar
from model.history.episodes import History, load_history
from model.history.hindcasting import ALONE, FIRST, HINDCAST_DRAWS, MODEL, Hindcast, hindcast
from model.history.scores import Scored
from model.history.wording import (
    CALLED,
    KNOWS,
    history_summary,
    history_verdicts,
    score_interval_in_words,
    share_rows,
    signed_figure,
)

__all__ = [
    "ALONE",
    "CALLED",
    "CLASSES",
    "FIRST",
    "GOES_ON",
    "HINDCAST_DRAWS",
    "KNOWS",
    "MODEL",
    "Codebook",
    "CodedWar",
    "Hindcast",
    "History",
    "Rate",
    "Rates",
    "Scored",
    "hindcast",
    "history_summary",
    "history_verdicts",
    "load_history",
    "load_rates",
    "reference",
    "reference_in_brief",
    "score_interval_in_words",
    "share_rows",
    "signed_figure",
]
