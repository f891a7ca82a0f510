"""The model confronted with history: what its rules say of wars whose end is known, beside what needs no model.

Each coded episode is run as a case of its own, in many variants, for as long as the codebook looks ahead. Nothing is
fitted to the table. What is compared, decided before anything was run:

- `counts`: the shares of variants in which each outcome has formed at the end of the window, and as the fourth class
  those in which none has.
- `first`: the same draws, read as the codebook counts: what came first within the window, where a settlement or a
  frozen conflict has to have lasted for half a year or to the end.
- `base rate`: how often each class followed in the other episodes of the table.
- `mediation`: how often each followed in the other episodes with as much mediation.
- `even`: a quarter for each.

Three were added when the first run had been seen:

- `model`: the shares of the pull: the mean pull of each outcome over the variants at the end of the window, and as the
  fourth class what they leave. The rules are the same; no variant is counted, so no threshold decides. A hundredth is
  added to each class.
- `half`: the mean of the counts and the base rate, with equal weights (a linear pool, Stone 1961): does the model know
  anything that the base rate does not?
- Each item of the codebook by itself, as a grade, to rank the episodes by: does the model rank better than its best
  single input? A grade is no share, so it has no log or Brier score. It is turned whichever way ranks better, which
  flatters it.

Counts become shares with half an observation added to each class, for the model as for the rates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from model.arrays import Floats, Ints, read_only, same_bits
from model.history.calibration import ReliabilityBin, calibration_error, calibration_slope, reliability
from model.history.codebook import CLASSES, CodedWar
from model.history.episodes import History, case_of
from model.history.scores import (
    ScoreWithInterval,
    brier_score,
    log_score,
    ranking_score,
    rates_among_others,
    scores_with_intervals,
    smoothed,
)
from model.knowledge import OUTCOMES
from model.scenario import Scenario
from model.showing import Card, Shown
from model.uncertainty import Ensemble, ensemble

#: So many variants of each episode are run.
HINDCAST_DRAWS = 1024


#: A settlement or a frozen conflict counts as having come once it has lasted for so many months; an escalation at once.
LEAST_MONTHS = 6


#: The item of the codebook that the simplest forecaster knows, and what that forecaster is called.
MEDIATION = "mediation"


MODEL, COUNTS, FIRST, BASE, EVEN, HALF = "model", "counts", "first", "base rate", "even", "half"


#: The ways in which the model's variants are read.
READINGS = (MODEL, COUNTS, FIRST)


#: What is added to each class's share of the pull before it is scored, since a share of 0 scores minus infinity.
HUNDREDTH = 0.01


@dataclass(frozen=True, eq=False, repr=False)
class Hindcast(Shown):
    """What each forecaster said of each episode, and what followed.

    `mean_pulls`: the shares of the pull at the end of the window, shape (episodes, 4), classes in the order of CLASSES.
    `counts` and `first_counts`: in how many variants each class came about, of the same shape. `starts`: in how many an
    outcome had formed at the start.
    """

    history: History
    draws: int
    seed: int
    mean_pulls: Floats
    counts: Floats
    first_counts: Floats
    starts: Floats

    def __post_init__(self) -> None:
        for array in self._arrays():
            read_only(array)

    def _arrays(self) -> tuple[Floats, ...]:
        """Return all arrays, in the order in which they are given."""
        return self.mean_pulls, self.counts, self.first_counts, self.starts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Hindcast) and (
            (self.draws, self.seed) == (other.draws, other.seed)
            and all(map(same_bits, self._arrays(), other._arrays()))
            and self.history == other.history
        )

    def __hash__(self) -> int:
        return hash((self.draws, self.seed, len(self.counts)))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.history, self.draws, self.seed, *self._arrays())

    def _card(self) -> Card:
        wars = len(self.history.episodes)
        facts = {"wars": str(wars), "draws": f"{self.draws:,}", "seed": str(self.seed)}
        facts["largest share followed"] = f"{self.largest_share_followed(MODEL)} of {wars}"
        rows = [(n, f"{self.log[n].value:.2f}", f"{self.brier[n].value:.2f}") for n in self.shares_by_forecaster]
        return Card("", facts, [("forecaster", "log score", "Brier score"), *rows])

    @cached_property
    def followed(self) -> Ints:
        """The class that followed, by episode."""
        return np.array([CLASSES.index(str(one.followed)) for one in self.history.episodes], dtype=np.intp)

    @cached_property
    def shares_by_forecaster(self) -> dict[str, Floats]:
        """The shares that each forecaster gave, shape (episodes, 4)."""
        counts, base = smoothed(self.counts), rates_among_others(self.followed, len(CLASSES))
        return {
            MODEL: (self.mean_pulls + HUNDREDTH) / (1 + len(CLASSES) * HUNDREDTH),
            COUNTS: counts,
            FIRST: smoothed(self.first_counts),
            HALF: (counts + base) / 2,
            BASE: base,
            MEDIATION: rates_among_others(self.followed, len(CLASSES), self.grades(MEDIATION)),
            EVEN: np.full(self.counts.shape, 1 / len(CLASSES)),
        }

    def grades(self, item: str) -> Ints:
        """Return how each episode was graded by an item of the codebook."""
        return np.array([one.coded[item].code for one in self.history.episodes], dtype=np.intp)

    @cached_property
    def log(self) -> dict[str, ScoreWithInterval]:
        """The log score of each, and how much more than the base rate's."""
        return scores_with_intervals(log_score, self.shares_by_forecaster, self.followed, BASE, self.seed)

    @cached_property
    def brier(self) -> dict[str, ScoreWithInterval]:
        """The Brier score of each, and how much more than the base rate's."""
        return scores_with_intervals(brier_score, self.shares_by_forecaster, self.followed, BASE, self.seed)

    @cached_property
    def ranks(self) -> dict[str, dict[str, ScoreWithInterval]]:
        """By class, how well each of the model's readings and each single item ranks the episodes, beside the model.

        An item goes by its id, see `item_turned` for which way it is read.
        """
        readings = {name: self.shares_by_forecaster[name] for name in READINGS}
        found = {}
        for number, name in enumerate(CLASSES):
            items = {item.id: self._item_as_shares(item.id, name) for item in self.history.codebook.items}
            score = ranking_score(number)
            found[name] = scores_with_intervals(score, readings | items, self.followed, MODEL, self.seed)
        return found

    def item_turned(self, item: str, kind: str) -> bool:
        """Return whether a low grade of an item ranks a class better than a high one."""
        number = CLASSES.index(kind)
        as_it_is = np.repeat(self.grades(item)[:, None].astype(float), len(CLASSES), axis=1)
        return bool(ranking_score(number)(as_it_is, self.followed, np.ones((1, len(self.followed))))[0] < 0.5)

    def _item_as_shares(self, item: str, kind: str) -> Floats:
        """Return the grades of an item, turned the way that ranks a class better, as if they were shares."""
        sign = -1.0 if self.item_turned(item, kind) else 1.0
        return np.repeat(sign * self.grades(item)[:, None], len(CLASSES), axis=1)

    def best_item(self, kind: str) -> str:
        """Return the single item that ranks a class best."""
        return max((item.id for item in self.history.codebook.items), key=lambda name: self.ranks[kind][name].value)

    @cached_property
    def calibration(self) -> dict[str, tuple[ScoreWithInterval, ScoreWithInterval]]:
        """Of each of the model's readings, the calibration error and slope, each beside those of its counts."""
        said = {name: self.shares_by_forecaster[name] for name in READINGS}
        off, slopes = (
            scores_with_intervals(score, said, self.followed, COUNTS, self.seed)
            for score in (calibration_error, calibration_slope)
        )
        return {name: (off[name], slopes[name]) for name in said}

    @cached_property
    def reliability(self) -> list[ReliabilityBin]:
        """What followed of what the model gave so much, in bins of a tenth: the reliability diagram."""
        return reliability(self.shares_by_forecaster[MODEL], self.followed)

    def largest_share_followed(self, name: str) -> int:
        """Return in how many episodes what a forecaster gave the largest share to is what followed."""
        return int((self.shares_by_forecaster[name].argmax(axis=1) == self.followed).sum())

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row for every episode: what followed, and each forecaster's share of each class."""
        for number, episode in enumerate(self.history.episodes):
            row: dict[str, Any] = {"id": episode.id, "at": episode.at, "followed": str(episode.followed)}
            for name, shares in self.shares_by_forecaster.items():
                row |= {f"{name}: {kind}": round(float(shares[number, k]), 4) for k, kind in enumerate(CLASSES)}
            yield row

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain values, ready for JSON."""

        def plain(scores: dict[str, ScoreWithInterval]) -> dict[str, Any]:
            return {name: score.to_dict() for name, score in scores.items()}

        return {
            "episodes": len(self.history.episodes),
            "months": self.history.codebook.months,
            "draws": self.draws,
            "seed": self.seed,
            "log_score": plain(self.log),
            "brier_score": plain(self.brier),
            "calibration": {
                name: {"error": error.to_dict(), "slope": slope.to_dict()}
                for name, (error, slope) in self.calibration.items()
            },
            "reliability": [asdict(one) for one in self.reliability],
            "ranking": {name: plain(scores) for name, scores in self.ranks.items()},
            "largest_share_followed": {name: self.largest_share_followed(name) for name in self.shares_by_forecaster},
            "table": list(self.rows()),
        }


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
        rows.append(_figures_of(episode_variants(history, episode, draws, seed)))
    return Hindcast(history, draws, seed, *(np.array(column, dtype=float) for column in zip(*rows, strict=True)))


def episode_variants(history: History, episode: CodedWar, draws: int = HINDCAST_DRAWS, seed: int = 0) -> Ensemble:
    """Return the variants of an episode, from its date to the end of the window."""
    case = case_of(history, episode)
    scenario = Scenario(title=episode.title, case=case.id, months=history.codebook.months)
    return ensemble(case, scenario, draws, seed)


def _figures_of(found: Ensemble) -> tuple[list[float], list[int], list[int], list[int]]:
    """Return an episode's row of each of the arrays of a Hindcast, in their order."""
    formed = found.leads_formed
    last = formed[-1].sum(axis=1)
    return (
        [*found.mean_pull.values(), found.goes_on],
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
            lasts = 1 if name == "escalation" else LEAST_MONTHS
            held = formed[month : month + lasts, number].all(axis=0)
            begins[number, held] = month
    none = begins.min(axis=0) > months
    return np.where(none, len(OUTCOMES), begins.argmin(axis=0)).astype(np.intp)
