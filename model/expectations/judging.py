"""Judging a scenario's expectations against what its draws come to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from model.engine import simulate
from model.expectations.figures import SLIGHT, Sample, binding, conceding, extremes, figure, leader, turning
from model.expectations.verdict import Check, Verdict
from model.explain import reasons, sentence
from model.knowledge import Case, Fault, ScenarioError, likely
from model.scenario import Bounds, Course, Expectation, Scenario, bundled_scenarios, load_scenario
from model.uncertainty import Ensemble, ensemble

#: Scenario tests take their draws with this seed: so many, and where these could overturn a verdict, more.
SEED, DRAWS = 0, (256, 1024, 4096)


#: So many comparisons are told where one fails.
SHOWN = 5


class _Looked(NamedTuple):
    """What an expectation looks at: the case, a scenario, how many draws, and what is special about it."""

    case: Case
    scenario: Scenario
    draws: int
    seed: int
    at: str

    @property
    def variants(self) -> Ensemble:
        return _variants(self.case, self.scenario, self.draws, self.seed)


@lru_cache(maxsize=64)
def _variants(case: Case, scenario: Scenario, draws: int, seed: int) -> Ensemble:
    return ensemble(case, scenario, draws, seed)


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
    return [judged(case, scenario, expectation, folder, draws, seed) for expectation in scenario.expect]


def judged(
    case: Case,
    scenario: Scenario,
    expectation: Expectation,
    folder: Path | None = None,
    draws: int | None = None,
    seed: int = SEED,
) -> Verdict:
    """Judge one expectation of a scenario; arguments and errors as for `judge`."""
    other = _compared(case, scenario, expectation, folder)
    verdicts = (
        Verdict(expectation, tuple(_checks(case, scenario, expectation, other, count, seed)), count)
        for count in (DRAWS if draws is None else (draws,))
    )
    for verdict in verdicts:
        if verdict.word != "unsure":
            break
    return verdict


def looked_at(case: Case, scenario: Scenario, expectation: Expectation, point: dict[str, float]) -> Scenario:
    """Return the scenario that an expectation looks at, at one of the points at which it has to hold."""
    return scenario.setting(
        case,
        {**point, **expectation.having},
        without=tuple(dict.fromkeys((*scenario.without, *expectation.without))),
        theories=tuple(dict.fromkeys((*scenario.theories, *expectation.theories))),
        beliefs={**scenario.beliefs, **expectation.beliefs},
        events=(*scenario.events, *expectation.events),
        expect=(),
    )


def _compared(case: Case, scenario: Scenario, expectation: Expectation, folder: Path | None) -> Scenario | None:
    """Return the other scenario that an expectation compares with, if it names one."""
    if expectation.compare is None:
        return None
    known = bundled_scenarios(case)
    path = (folder or Path()) / expectation.compare
    if expectation.compare not in known and not path.is_file():
        near = likely(expectation.compare, known)
        message = f"there is no bundled scenario and no file beside this one named '{expectation.compare}'{near}"
        raise ScenarioError([Fault(scenario.title, "expect: compare", message)])
    other = load_scenario(expectation.compare if expectation.compare in known else path, case)
    month = expectation.compare_month
    if month is not None and month > other.months:
        message = f"{month} is beyond the horizon of '{other.title}', {other.months} months"
        raise ScenarioError([Fault(scenario.title, "expect: compare_month", message)])
    return other


def _checks(
    case: Case, scenario: Scenario, expectation: Expectation, other: Scenario | None, draws: int, seed: int
) -> Iterator[Check]:
    for point in expectation.points:
        at = _where(point)
        own = _Looked(case, looked_at(case, scenario, expectation, point), draws, seed, at)
        if expectation.along is not None:
            yield from _along(own, expectation)
            continue
        if other is not None:
            reference = own._replace(scenario=other.setting(case, point, expect=()), at=f"“{other.title}”")
        elif expectation.compare_month is not None:
            reference = own._replace(at=f"month {expectation.compare_month}")
        else:
            reference = own._replace(scenario=scenario.setting(case, point, expect=()), at="the scenario as it stands")
        yield from _figures(own, reference, expectation)
        yield from _table(own, expectation)
        for name, course in expectation.path.items():
            yield from _course(own, name, course)


def _figures(own: _Looked, other: _Looked, expectation: Expectation) -> Iterator[Check]:
    """Yield the checks of what an expectation says of figures."""
    month = expectation.month or own.scenario.months
    of_other = expectation.compare_month or min(month, other.scenario.months)
    if expectation.outcome is not None:
        lead, rival = leader(own.variants, expectation.outcome, month)
        what = f"lead of {expectation.outcome} over {rival}, month {month}{own.at}"
        yield Check.of(what, "any", 1, 0.0, lead)
    for what, key, bounds in expectation.bounds:
        sample = figure(own.variants, what, key, month)
        name = f"{what.replace('_', ' ')} {key}".strip() + f", month {month}{own.at}"
        yield from _limits(name, sample, bounds)
        if bounds.relative:
            yield from _differences(name, sample.less(figure(other.variants, what, key, of_other)), bounds, other.at)


def _differences(name: str, difference: Sample, bounds: Bounds, other: str) -> Iterator[Check]:
    for sign, word in ((1, "higher"), (-1, "lower")):
        by, less = getattr(bounds, f"{word}_by"), getattr(bounds, f"not_{word}_by")
        if by is not None:
            asked = f"{word} {f'by {by:g} ' if by else ''}than in {other}"
            yield Check.of(f"difference of {name}", asked, sign, sign * by, difference)
        if less is not None:
            asked = f"not {word} by {less:g} than in {other}"
            yield Check.of(f"difference of {name}", asked, -sign, sign * less, difference)


def _limits(name: str, sample: Sample, bounds: Bounds) -> Iterator[Check]:
    for sign, limit, word in ((1, bounds.above, "above"), (-1, bounds.below, "below")):
        if limit is not None:
            yield Check.of(name, f"{word} {limit:g}", sign, limit, sample)


def _table(own: _Looked, expectation: Expectation) -> Iterator[Check]:
    """Yield the checks of what an expectation says of the table, and of the reasons."""
    month = expectation.month or own.scenario.months
    for issue, party in expectation.concedes_more.items():
        more = conceding(own.case, own.variants, issue, party, month)
        yield Check.of(f"{party} concedes on {issue}, month {month}{own.at}", "more than the other", 1, 0.0, more)
    if expectation.binds is not None:
        lead, rival = binding(own.case, own.variants, expectation.binds, month)
        yield Check.of(f"{expectation.binds} binds, month {month}{own.at}", f"in more draws than {rival}", 1, 0.0, lead)
    if expectation.first_reason is not None:
        effects = {reason.id: abs(reason.effect) for reason in reasons(simulate(own.case, own.scenario))}
        effect = effects.pop(expectation.first_reason, 0.0)
        rival, most = max(effects.items(), key=lambda item: item[1], default=("any other", 0.0))
        what = f"effect of {expectation.first_reason} in the central run{own.at}"
        yield Check.exact(what, f"more than that of {rival}", 1, 0.0, effect - most)


def _course(own: _Looked, name: str, course: Course) -> Iterator[Check]:
    """Yield the checks of what an expectation says of a path."""
    start, lowest, highest = extremes(own.variants, name, course)
    through = f"{name}{f' through month {course.by}' if course.by else ''}{own.at}"
    for sign, word, reached in ((1, "rises_to", highest), (-1, "falls_to", lowest)):
        limit = getattr(course, word)
        if limit is not None:
            way = "below" if sign > 0 else "above"
            yield Check.of(f"{name} at the start{own.at}", f"{way} {limit:g}", -sign, limit, start)
            yield Check.of(
                f"{'highest' if sign > 0 else 'lowest'} {through}", f"beyond {limit:g}", sign, limit, reached
            )
    if course.stays_above is not None:
        yield Check.of(f"lowest {through}", f"above {course.stays_above:g}", 1, course.stays_above, lowest)
    if course.stays_below is not None:
        yield Check.of(f"highest {through}", f"below {course.stays_below:g}", -1, course.stays_below, highest)
    if course.turns is not None:
        before = f" before month {course.by}" if course.by else ""
        what = f"draws in which {name} turns {course.turns}{before}{own.at}"
        yield Check.of(what, "more than half", 1, 0.5, turning(own.variants, name, course))


def _along(own: _Looked, expectation: Expectation) -> Iterator[Check]:
    """Yield the checks of what an expectation says of figures along a range."""
    ((name, values),) = (expectation.along or {}).items()
    month = expectation.month or own.scenario.months
    steps = [own._replace(scenario=own.scenario.setting(own.case, {name: value})) for value in values]
    for what, key, bounds in expectation.bounds:
        samples = [figure(step.variants, what, key, month) for step in steps]
        of = f"{what.replace('_', ' ')} {key}".strip() + f", month {month}{own.at}"
        for sign, by, word in ((1, bounds.rises_by, "rise"), (-1, bounds.falls_by, "fall")):
            if by is None:
                continue
            asked = f"a {word}{f' by {by:g}' if by else ''}"
            span = f"{name} from {values[0]:g} to {values[-1]:g}"
            yield Check.of(f"{of}, {span}", asked, sign, sign * by, samples[-1].less(samples[0]))
            for at in range(1, len(values)):
                span = f"{name} from {values[at - 1]:g} to {values[at]:g}"
                step = samples[at].less(samples[at - 1])
                yield Check.of(f"{of}, {span}", "no turning back", sign, -sign * SLIGHT, step)


def _where(point: dict[str, float]) -> str:
    return "".join(f", {name} {value:g}" for name, value in point.items())


def verdict_in_words(case: Case, scenario: Scenario, verdict: Verdict) -> str:
    """Return what a person needs who reads of an expectation that does not hold.

    The sentence, expected and found with the margins, the shares, and the rules that decided in the central run.
    """
    expectation = verdict.expectation
    head = {"fails": "does not hold", "unsure": f"unsure: {verdict.draws} draws could overturn it"}
    lines = [f"{head.get(verdict.word, verdict.word)}: {expectation.says}"]
    if expectation.differs and verdict.word == "fails":
        lines.append("  it is said to differ from the model, and holds now: take 'differs' out")
    lines += [f"  {text}" for text in verdict.found[:SHOWN]]
    if len(verdict.checks) > SHOWN:
        lines.append(f"  and {len(verdict.checks) - SHOWN} more comparisons")
    seen = looked_at(case, scenario, expectation, next(expectation.points))
    own = _variants(case, seen, verdict.draws, SEED)
    lines += [f"shares at month {seen.months}: {_shares(own.shares)}", f"formed: {_shares(own.formed)}"]
    lines += ["rules that drove the central run:"]
    lines += [f"  {reason.id}: {sentence(case, reason)}" for reason in reasons(simulate(case, seen))[:5]]
    return "\n".join(lines)


def _shares(shares: dict[str, float]) -> str:
    return ", ".join(f"{outcome} {share:.3f}" for outcome, share in shares.items())
