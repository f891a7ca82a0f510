"""The model confronted with history: what its rules say of wars whose end is known, beside what needs no model.

Each coded episode is run as a case of its own, in many variants, for as long as the codebook looks ahead. Nothing is
fitted to the table. What is compared, decided before anything was run:

- `model`: the shares of variants in which each outcome has formed at the end of the window, as all pages show them,
  and as the fourth class those in which none has.
- `first`: the same draws, read as the codebook counts: what came first within the window, where a settlement or a
  frozen conflict has to have lasted for half a year or to the end.
- `base rate`: how often each class followed in the other episodes of the table.
- `mediation`: how often each followed in the other episodes with as much mediation.
- `even`: a quarter for each.

One was added when the first run had been seen, to tell whether the model knows anything that the base rate does not:

- `half`: the mean of the model's shares and the base rate, with equal weights (a linear pool, Stone 1961).

Counts become shares with half an observation added to each class, for the model as for the rates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from model.arrays import Floats, Ints
from model.history.codebook import CLASSES, CodedWar
from model.history.episodes import History, case_of
from model.history.scores import Scored, brier, left_out, log_score, ranking, scored, smoothed
from model.knowledge import OUTCOMES
from model.scenario import Scenario
from model.uncertainty import Ensemble, ensemble

#: Variants of each episode.
HINDCAST_DRAWS = 1024


#: For so many months what is counted as first has to have lasted; an escalation counts at once.
LASTS = 6


#: By what the rule that knows one thing tells episodes apart.
ALONE = "mediation"


MODEL, FIRST, BASE, EVEN, HALF = "model", "first", "base rate", "even", "half"


@dataclass(frozen=True, eq=False)
class Hindcast:
    """What each forecaster said of each episode, and what followed.

    `counts` and `first_counts`: in how many variants each class came about, shape (episodes, 4), classes in the order
    of CLASSES. `starts`: in how many an outcome had formed at the start.
    """

    history: History
    draws: int
    seed: int
    counts: Floats
    first_counts: Floats
    starts: Floats

    @cached_property
    def followed(self) -> Ints:
        """The class that followed, by episode."""
        return np.array([CLASSES.index(str(one.followed)) for one in self.history.episodes], dtype=np.intp)

    @cached_property
    def said(self) -> dict[str, Floats]:
        """The shares that each forecaster gave, shape (episodes, 4)."""
        grades = np.array([one.coded[ALONE].code for one in self.history.episodes], dtype=np.intp)
        model, base = smoothed(self.counts), left_out(self.followed, len(CLASSES))
        return {
            MODEL: model,
            FIRST: smoothed(self.first_counts),
            HALF: (model + base) / 2,
            BASE: base,
            ALONE: left_out(self.followed, len(CLASSES), grades),
            EVEN: np.full(self.counts.shape, 1 / len(CLASSES)),
        }

    @cached_property
    def log(self) -> dict[str, Scored]:
        """The log score of each, and how much more than the base rate's."""
        return scored(log_score, self.said, self.followed, BASE, self.seed)

    @cached_property
    def brier(self) -> dict[str, Scored]:
        """The Brier score of each, and how much more than the base rate's."""
        return scored(brier, self.said, self.followed, BASE, self.seed)

    @cached_property
    def ranks(self) -> dict[str, dict[str, Scored]]:
        """By class, how well each forecaster that tells episodes apart ranks them, compared with chance."""
        said = {name: self.said[name] for name in (MODEL, FIRST, ALONE, EVEN)}
        return {
            name: scored(ranking(number), said, self.followed, EVEN, self.seed) for number, name in enumerate(CLASSES)
        }

    def right(self, name: str) -> int:
        """Return in how many episodes what a forecaster gave the largest share to is what followed."""
        return int((self.said[name].argmax(axis=1) == self.followed).sum())


def hindcast(
    history: History, draws: int = HINDCAST_DRAWS, seed: int = 0, progress: Callable[[int, int], Any] | None = None
) -> Hindcast:
    """Return what the model and what needs no model say of every coded episode.

    Args:
        history: the codebook and the episodes.
        draws: variants of each.
        seed: of the variants and of the bootstrap.
        progress: called with how many episodes are done, and of how many.
    """
    rows = []
    for number, episode in enumerate(history.episodes):
        if progress is not None:
            progress(number, len(history.episodes))
        rows.append(_counted(variants(history, episode, draws, seed)))
    counts, first, starts = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    return Hindcast(history, draws, seed, counts, first, starts)


def variants(history: History, episode: CodedWar, draws: int = HINDCAST_DRAWS, seed: int = 0) -> Ensemble:
    """Return the variants of an episode, from its date to the end of the window."""
    case = case_of(history, episode)
    scenario = Scenario(title=episode.title, case=case.id, months=history.codebook.months)
    return ensemble(case, scenario, draws, seed)


def _counted(found: Ensemble) -> tuple[list[int], list[int], list[int]]:
    formed = found.leads_formed
    last = formed[-1].sum(axis=1)
    return (
        [*last.tolist(), found.draws - int(last.sum())],
        np.bincount(came_first(formed), minlength=len(CLASSES)).tolist(),
        formed[0].sum(axis=1).tolist(),
    )


def came_first(formed: np.ndarray[Any, np.dtype[np.bool_]]) -> Ints:
    """Return which class comes first in each variant, a number in the order of CLASSES.

    Args:
        formed: whether each outcome has formed, shape (months + 1, 3, draws); month 0 is the start and does not count.
    """
    months = len(formed) - 1
    begins = np.full((len(OUTCOMES), formed.shape[2]), months + 1)
    for number, name in enumerate(CLASSES[: len(OUTCOMES)]):
        for month in range(months, 0, -1):
            lasts = 1 if name == "escalation" else LASTS
            held = formed[month : month + lasts, number].all(axis=0)
            begins[number, held] = month
    none = begins.min(axis=0) > months
    return np.where(none, len(OUTCOMES), begins.argmin(axis=0)).astype(np.intp)
