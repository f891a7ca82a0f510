"""Judging a scenario's expectations against what its draws come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from model.expectations.figures import FIGURES, LEAST_TURN, Sample
from model.expectations.kinds import JUDGES, figure_name
from model.expectations.situation import Situation, compared_scenario, situation_at
from model.expectations.verdict import Check, Verdict
from model.knowledge import Case
from model.scenario import Bounds, Expectation, Scenario

#: Scenario tests take their draws with this seed.
SEED = 0


#: So many draws are taken, and the next number where these could overturn a verdict.
DRAWS = (256, 1024, 4096)


#: A value of the range along which figures rise or fall, what is looked at there, and the figure.
Station = tuple[float, Situation, Sample]


def judge(
    case: Case, scenario: Scenario, folder: Path | None = None, draws: int | None = None, seed: int = SEED
) -> list[Verdict]:
    """Judge every expectation of a scenario.

    Args:
        case: the case.
        scenario: with expectations; `compare` names a bundled scenario's id, else a path in `folder`.
        folder: where the scenario's file lies, for paths beside it; if None, no file can be compared with.
        draws: so many, 1 to 10,000; if None 256, and up to 4,096 where these could overturn a verdict.
        seed: of the draws; the same ones for all that is compared.

    Raises:
        ScenarioError: if the scenario, or one that it is compared to, cannot be run.
    """
    return [judge_expectation(case, scenario, expectation, folder, draws, seed) for expectation in scenario.expect]


def judge_expectation(
    case: Case,
    scenario: Scenario,
    expectation: Expectation,
    folder: Path | None = None,
    draws: int | None = None,
    seed: int = SEED,
) -> Verdict:
    """Judge one expectation of a scenario; arguments and errors as for `judge`."""
    other = compared_scenario(case, scenario, expectation, folder)
    verdicts = (
        Verdict(expectation, tuple(_checks(case, scenario, expectation, other, count, seed)), count, seed)
        for count in (DRAWS if draws is None else (draws,))
    )
    for verdict in verdicts:
        if verdict.word != "unsure":
            break
    return verdict


def _checks(
    case: Case, scenario: Scenario, expectation: Expectation, other: Scenario | None, draws: int, seed: int
) -> Iterator[Check]:
    """Yield every comparison that an expectation comes to, at every point at which it has to hold."""
    asked = expectation.asked
    for point in expectation.points:
        at = situation_at(case, scenario, expectation, other, point, draws, seed)
        if expectation.along is not None:
            yield from _trends(at, expectation)
            continue
        for kind, judge_kind in JUDGES.items():
            if kind in asked:
                yield from (replace(check, at=at) for check in judge_kind(at, asked[kind]))


def _trends(at: Situation, expectation: Expectation) -> Iterator[Check]:
    """Yield the checks of how figures rise or fall along a range of one lever or assumption."""
    ((name, values),) = (expectation.along or {}).items()
    steps = [
        replace(at, scenario=at.scenario.setting(at.case, {name: value}), name=f"the scenario with {name} {value:g}")
        for value in values
    ]
    for kind, (read, _) in FIGURES.items():
        for key, bounds in expectation.asked.get(kind, {}).items():
            stations = [
                (value, step, read(step.variants, key, at.month)) for value, step in zip(values, steps, strict=True)
            ]
            yield from _trend(f"{figure_name(kind, key, at)}, {name}", key, stations, bounds)


def _trend(figure: str, key: str, stations: Sequence[Station], bounds: Bounds) -> Iterator[Check]:
    """Yield the checks of one figure: the difference from end to end, and that no step turns back."""
    for sign, by, word in ((1, bounds.rises_by, "rise"), (-1, bounds.falls_by, "fall")):
        if by is None:
            continue
        spans = [(stations[0], stations[-1], f"a {word}{f' by {by:g}' if by else ''}", sign * by)]
        spans += [(start, end, "no turning back", -sign * LEAST_TURN) for start, end in pairwise(stations)]
        for (first, before, there), (last, at, here), asked, limit in spans:
            name = f"{figure} from {first:g} to {last:g}"
            yield replace(Check.of(name, asked, sign, limit, here.less(there), key, before), at=at)
