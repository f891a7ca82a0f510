"""Judging a scenario's expectations against what its draws come to."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from model.domain import Case
from model.ensemble import Ensemble, ensemble
from model.explain import reasons, sentence
from model.faults import Fault, ScenarioError, likely
from model.run import OUTCOMES, simulate
from model.scenario import Bounds, Expectation, Scenario, bundled, load_scenario

#: Scenario tests take their shares from this many draws, with this seed.
DRAWS, SEED = 256, 0


@dataclass(frozen=True)
class Verdict:
    """Whether an expectation holds, and every comparison made: what, expected, found."""

    expectation: Expectation
    held: bool
    found: tuple[str, ...]


def judge(case: Case, scenario: Scenario, folder: Path | None = None) -> list[Verdict]:
    """Judge every expectation of a scenario from 256 draws with seed 0.

    Args:
        case: the case.
        scenario: with expectations; `compare` names a bundled scenario's id, else a path in `folder`.
        folder: where the scenario's file lies, for paths beside it.

    Raises:
        ScenarioError: if the scenario, or one that it is compared to, cannot be run.
    """
    own = ensemble(case, scenario, DRAWS, SEED)
    return [_judge(case, own, expectation, folder) for expectation in scenario.expect]


def _judge(case: Case, own: Ensemble, expectation: Expectation, folder: Path | None) -> Verdict:
    month = expectation.month or own.scenario.months
    checks: list[tuple[bool, str]] = []
    if expectation.outcome:
        shares = own.shares_at(month)
        leads = max(OUTCOMES, key=lambda outcome: shares[outcome])
        text = f"outcome at month {month}: expected {expectation.outcome}, found {leads}"
        checks.append((leads == expectation.outcome, f"{text} ({_shares(shares)})"))
    other = _compared(case, own, expectation, folder)
    for what, key, bounds in expectation.bounds:
        value = figure(own, what, key, month)
        against = None
        if other is not None:
            against = figure(other, what, key, expectation.compare_month or min(month, other.scenario.months))
        name = f"{what.replace('_', ' ')} {key}".strip() + f" at month {month}"
        checks += _bounded(name, value, against, bounds)
    return Verdict(expectation, all(held for held, _ in checks), tuple(text for _, text in checks))


def figure(of: Ensemble, what: str, key: str, month: int) -> float:
    """Return the figure that a bound speaks of: a share, a formed share, a median pull or variable."""
    match what:
        case "share":
            return of.shares_at(month)[key]
        case "formed":
            return of.formed_at(month)[key]
        case "war_goes_on":
            return 1 - sum(of.formed_at(month).values())
    return of.median(key, month)


def _compared(case: Case, own: Ensemble, expectation: Expectation, folder: Path | None) -> Ensemble | None:
    if expectation.compare is None:
        return own if expectation.compare_month is not None else None
    known = bundled(case)
    path = (folder or Path()) / expectation.compare
    if expectation.compare not in known and not path.is_file():
        near = likely(expectation.compare, known)
        message = f"there is no bundled scenario and no file beside this one named '{expectation.compare}'{near}"
        raise ScenarioError([Fault(own.scenario.title, "expect: compare", message)])
    other = load_scenario(expectation.compare if expectation.compare in known else path, case)
    month = expectation.compare_month
    if month is not None and month > other.months:
        message = f"{month} is beyond the horizon of '{other.title}', {other.months} months"
        raise ScenarioError([Fault(own.scenario.title, "expect: compare_month", message)])
    return ensemble(case, other, own.draws, own.seed)


def _bounded(name: str, value: float, against: float | None, bounds: Bounds) -> list[tuple[bool, str]]:
    checks = []
    if bounds.above is not None:
        checks.append((value > bounds.above, f"{name}: expected above {bounds.above:g}, found {value:.3f}"))
    if bounds.below is not None:
        checks.append((value < bounds.below, f"{name}: expected below {bounds.below:g}, found {value:.3f}"))
    if against is not None:
        for sign, by, word in ((1, bounds.higher_by, "higher"), (-1, bounds.lower_by, "lower")):
            if by is not None:
                text = f"{name}: expected {word} by {by:g} than {against:.3f}, found {value:.3f}"
                checks.append((sign * (value - against) >= by, text))
    return checks


def failure(case: Case, scenario: Scenario, verdicts: list[Verdict]) -> str:
    """Return what a person needs who reads of a failure: the sentences, the shares found, the rules behind them."""
    own = ensemble(case, scenario, DRAWS, SEED)
    lines = []
    for verdict in verdicts:
        if not verdict.held:
            lines += [f"does not hold: {verdict.expectation.says}", *(f"  {text}" for text in verdict.found)]
    lines += [f"shares at month {scenario.months}: {_shares(own.shares)}", f"formed: {_shares(own.formed)}"]
    lines += ["rules that drove the central run:"]
    lines += [f"  {reason.id}: {sentence(case, reason)}" for reason in reasons(simulate(case, scenario))[:5]]
    return "\n".join(lines)


def _shares(shares: dict[str, float]) -> str:
    return ", ".join(f"{outcome} {share:.3f}" for outcome, share in shares.items())
