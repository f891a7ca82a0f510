"""The model confronted with history: what its rules say of wars whose end is known, beside what needs no model.

Each coded episode is run as a case of its own, in many variants, for as long as the codebook looks ahead. Nothing is
fitted to the table. `readings` says how the variants are read, `forecasters` who is compared with whom, and both what
of it was decided when.

Besides, each item of the codebook by itself, as a grade, ranks the episodes: does the model rank better than its best
single input? A grade is no share, so it has no log or Brier score. It is turned whichever way ranks better, which
flatters it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

import numpy as np

from model.arrays import Floats, Ints
from model.history.agreement import Agreement
from model.history.calibration import ReliabilityBin, calibration_error, calibration_slope, reliability
from model.history.codebook import CLASSES, CodedWar
from model.history.episodes import History, case_of
from model.history.forecasters import BASE, CLASS, FORECASTERS, MODEL, READINGS, WITH_BOTH, shares_of_the_pull
from model.history.readings import BOTH, LAYERS, OFF, Readings, scenario_in
from model.history.scores import (
    Score,
    ScoreWithInterval,
    brier_score,
    compared_with,
    largest_share_score,
    log_score,
    ranking_score,
    scores_in_resamples,
    scores_with_intervals,
)
from model.history.second_coding import agreements
from model.showing import Card, Shown
from model.uncertainty import ensemble

#: So many variants of each episode are run.
HINDCAST_DRAWS = 1024

#: What is scored of shares, by name. A ranking is one by class, see `ranks`.
SCORES: Mapping[str, Score] = {
    "log_score": log_score,
    "brier_score": brier_score,
    "largest_share": largest_share_score,
    "calibration_error": calibration_error,
    "calibration_slope": calibration_slope,
}


@dataclass(frozen=True, repr=False)
class Hindcast(Shown):
    """What each forecaster said of each episode, and what followed.

    `readings`: what the variants of the episodes came to, by layer in the order of LAYERS. `again`: the same of the
    episodes that were graded a second time, by the second grades.
    """

    history: History
    draws: int
    seed: int
    readings: tuple[Readings, ...]
    again: tuple[Readings, ...]

    def _card(self) -> Card:
        wars = len(self.history.episodes)
        facts = {"wars": str(wars), "draws": f"{self.draws:,}", "seed": str(self.seed)}
        facts["largest share followed"] = f"{self.largest_share_followed(MODEL):g} of {wars}"
        log, brier = self.scores["log_score"], self.scores["brier_score"]
        rows = [(name, f"{log[name].value:.2f}", f"{brier[name].value:.2f}") for name in self.shares_by_forecaster]
        return Card("", facts, [("forecaster", "log score", "Brier score"), *rows])

    def read(self, layer: str) -> Readings:
        """Return what the variants came to, by the name of a layer."""
        return self.readings[list(LAYERS).index(layer)]

    @cached_property
    def followed(self) -> Ints:
        """The class that followed, by episode."""
        return np.array([CLASSES.index(str(one.followed)) for one in self.history.episodes], dtype=np.intp)

    @cached_property
    def shares_by_forecaster(self) -> dict[str, Floats]:
        """The shares that each forecaster gave, by its id: shape (episodes, 4)."""
        return {one.id: one.shares(self) for one in FORECASTERS}

    def grades(self, item: str) -> Ints:
        """Return how each episode was graded by an item of the codebook."""
        return np.array([one.coded[item].code for one in self.history.episodes], dtype=np.intp)

    @cached_property
    def _in_resamples(self) -> dict[str, dict[str, Floats]]:
        """By name of SCORES, what each forecaster scores, on the episodes and on each resample of them."""
        return {
            name: scores_in_resamples(score, self.shares_by_forecaster, self.followed, self.seed)
            for name, score in SCORES.items()
        }

    def scores_against(self, reference: str) -> dict[str, dict[str, ScoreWithInterval]]:
        """Return by name of SCORES what each forecaster scores, and how much more than one of them (paired)."""
        return {name: compared_with(found, reference) for name, found in self._in_resamples.items()}

    @cached_property
    def scores(self) -> dict[str, dict[str, ScoreWithInterval]]:
        """By name of SCORES, what each forecaster scores, and how much more than the base rate."""
        return self.scores_against(BASE)

    @cached_property
    def beside_model(self) -> dict[str, dict[str, ScoreWithInterval]]:
        """By name of SCORES, what each forecaster scores, and how much more than the model with nothing besides."""
        return self.scores_against(MODEL)

    @cached_property
    def ranks(self) -> dict[str, dict[str, ScoreWithInterval]]:
        """By class, how well the model's readings, the class of past wars and each item rank, beside the model.

        An item goes by its id, see `item_turned` for which way it is read. What says the same of every war ranks at
        0.5, and is left out; so are rates that leave the episode itself out, since that turns their ranking round.
        """
        shares = {name: self.shares_by_forecaster[name] for name in (*READINGS, CLASS)}
        found = {}
        for number, name in enumerate(CLASSES):
            items = {item.id: self._item_as_shares(item.id, name) for item in self.history.codebook.items}
            score = ranking_score(number)
            found[name] = scores_with_intervals(score, shares | items, self.followed, MODEL, self.seed)
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

    def reliability_of(self, name: str) -> list[ReliabilityBin]:
        """Return what followed of what a forecaster gave so much, in bins of a tenth: its reliability diagram."""
        return reliability(self.shares_by_forecaster[name], self.followed)

    def largest_share_followed(self, name: str) -> float:
        """Return in how many episodes what a forecaster gave the largest share to followed, ties counted in part."""
        return self.scores["largest_share"][name].value * len(self.followed)

    @cached_property
    def agreements(self) -> dict[str, Agreement]:
        """How far the two codings agree on each item, by its id, and under "" on all together; nothing without any."""
        return agreements(self.history.codebook, self.history.episodes, self.history.second)

    @cached_property
    def by_both_codings(self) -> dict[str, dict[str, ScoreWithInterval]]:
        """By log and Brier score, what the model scores on the episodes graded twice, and the base rate of all.

        "first" and "second" coding with nothing besides, the same ", both" with all that may happen; the differences
        are from the first coding with nothing besides.
        """
        if not self.again:
            return {}
        twice = [one.id for one in self.history.graded_again]
        own = [number for number, one in enumerate(self.history.episodes) if one.id in twice]
        shares = {
            "first": self.shares_by_forecaster[MODEL][own],
            "second": shares_of_the_pull(self.again[0].mean_pulls),
            "first, both": self.shares_by_forecaster[WITH_BOTH][own],
            "second, both": shares_of_the_pull(self.again[1].mean_pulls),
            BASE: self.shares_by_forecaster[BASE][own],
        }
        return {
            name: scores_with_intervals(SCORES[name], shares, self.followed[own], "first", self.seed)
            for name in ("log_score", "brier_score")
        }

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield a row for every episode: what followed, and each forecaster's share of each class."""
        for number, episode in enumerate(self.history.episodes):
            row: dict[str, Any] = {"id": episode.id, "at": episode.at, "followed": str(episode.followed)}
            for name, shares in self.shares_by_forecaster.items():
                row |= {f"{name}: {kind}": round(float(shares[number, k]), 4) for k, kind in enumerate(CLASSES)}
            yield row

    def to_dict(self) -> dict[str, Any]:
        """Return all figures as plain values, ready for JSON."""

        def plain(scores: dict[str, dict[str, ScoreWithInterval]]) -> dict[str, Any]:
            return {what: {name: one.to_dict() for name, one in by.items()} for what, by in scores.items()}

        return {
            "episodes": len(self.history.episodes),
            "months": self.history.codebook.months,
            "draws": self.draws,
            "seed": self.seed,
            **plain({name: self.scores[name] for name in ("log_score", "brier_score", "largest_share")}),
            "calibration": {
                name: {part: self.scores[f"calibration_{part}"][name].to_dict() for part in ("error", "slope")}
                for name in self.shares_by_forecaster
            },
            "reliability": {name: [asdict(one) for one in self.reliability_of(name)] for name in READINGS},
            "ranking": plain(self.ranks),
            "largest_share_followed": {name: self.largest_share_followed(name) for name in self.shares_by_forecaster},
            "beside_model": plain(self.beside_model),
            "second_coding": {
                "agreement": {name or "all": one.to_dict() for name, one in self.agreements.items()},
                **plain(self.by_both_codings),
            },
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
    again = history.graded_again
    plan = [(one, tuple(LAYERS)) for one in history.episodes] + [(one, (OFF, BOTH)) for one in again]
    found = []
    for number, (episode, layers) in enumerate(plan):
        if progress is not None:
            progress(number, len(plan))
        found.append(_read_in(history, episode, layers, draws, seed))
    many = len(history.episodes)
    readings, second = (tuple(map(Readings.together, zip(*part, strict=True))) for part in (found[:many], found[many:]))
    return Hindcast(history, draws, seed, readings, second)


def _read_in(history: History, episode: CodedWar, layers: tuple[str, ...], draws: int, seed: int) -> list[Readings]:
    """Return an episode's readings in some layers: one case, and the same beliefs in each."""
    case = case_of(history, episode)
    months = history.codebook.months
    return [
        Readings.of(ensemble(case, scenario_in(name, episode.title, case.id, months), draws, seed)) for name in layers
    ]
