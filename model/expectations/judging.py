"""Judging a scenario's expectations against what its draws come to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from model.engine import simulate
from model.expectations.figures import FIGURES, LEAST_TURN, Sample
from model.expectations.kinds import JUDGES, figure_name
from model.expectations.situation import Situation, changed_scenario, compared_scenario, kept_variants, situation_at
from model.expectations.verdict import Check, Verdict
from model.explain import reason_in_words, reasons
from model.knowledge import Case
from model.scenario import Bounds, Expectation, Scenario

#: Scenario tests take their draws with this seed.
SEED = 0


#: So many draws are taken, and the next number where these could overturn a verdict.
DRAWS = (256, 1024, 4096)


#: At most so many comparisons, and reasons, are shown where an expectation does not hold.
MOST_SHOWN = 5


def judge(
    case: Case, scenario: Scenario, folder: Path | None = None, draws: int | None = None, seed: int = SEED
) -> list[Verdict]:
    """Judge every expectation of a scenario.

    Args:
        case: the case.
        scenario: with expectations; `compare` names a bundled scenario's id, else a path in `folder`.
        folder: where the scenario's file lies, for paths beside it.
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
                yield from judge_kind(at, asked[kind])


def _trends(at: Situation, expectation: Expectation) -> Iterator[Check]:
    """Yield the checks of how figures rise or fall along a range of one lever or assumption."""
    ((name, values),) = (expectation.along or {}).items()
    steps = [replace(at, scenario=at.scenario.setting(at.case, {name: value})) for value in values]
    for kind, read in FIGURES.items():
        for key, bounds in expectation.asked.get(kind, {}).items():
            samples = [read(step.variants, key, at.month) for step in steps]
            yield from _trend(f"{figure_name(kind, key, at)}, {name}", values, samples, bounds)


def _trend(figure: str, values: Sequence[float], samples: Sequence[Sample], bounds: Bounds) -> Iterator[Check]:
    """Yield the checks of one figure: the difference from end to end, and that no step turns back."""
    for sign, by, word in ((1, bounds.rises_by, "rise"), (-1, bounds.falls_by, "fall")):
        if by is None:
            continue
        asked = f"a {word}{f' by {by:g}' if by else ''}"
        whole = samples[-1].less(samples[0])
        yield Check.of(f"{figure} from {values[0]:g} to {values[-1]:g}", asked, sign, sign * by, whole)
        for (value, sample), (next_value, next_sample) in pairwise(zip(values, samples, strict=True)):
            span = f"{figure} from {value:g} to {next_value:g}"
            yield Check.of(span, "no turning back", sign, -sign * LEAST_TURN, next_sample.less(sample))


def verdict_in_words(case: Case, scenario: Scenario, verdict: Verdict) -> str:
    """Return what somebody needs to know about an expectation that does not hold.

    The sentence, what was expected and found with the margins, the shares, and the rules that decided the central run.
    """
    expectation = verdict.expectation
    head = {"fails": "does not hold", "unsure": f"unsure: {verdict.draws} draws could overturn it"}
    lines = [f"{head.get(verdict.word, verdict.word)}: {expectation.says}"]
    if expectation.differs and verdict.word == "fails":
        lines.append("  it is said to differ from the model, and holds now: take 'differs' out")
    lines += [f"  {text}" for text in verdict.comparisons[:MOST_SHOWN]]
    if len(verdict.checks) > MOST_SHOWN:
        lines.append(f"  and {len(verdict.checks) - MOST_SHOWN} more comparisons")
    seen = changed_scenario(case, scenario, expectation, next(expectation.points))
    variants = kept_variants(case, seen, verdict.draws, verdict.seed)
    lines += [f"shares at month {seen.months}: {_shares(variants.shares)}", f"formed: {_shares(variants.formed)}"]
    lines += ["rules that drove the central run:"]
    lines += [
        f"  {reason.id}: {reason_in_words(case, reason)}" for reason in reasons(simulate(case, seen))[:MOST_SHOWN]
    ]
    return "\n".join(lines)


def _shares(shares: dict[str, float]) -> str:
    return ", ".join(f"{outcome} {share:.3f}" for outcome, share in shares.items())
