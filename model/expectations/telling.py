"""What somebody needs to know about an expectation that does not pass, in words."""

from __future__ import annotations

from collections.abc import Iterator

from model.analysis import differing_reasons
from model.engine import SLIGHT, Run, simulate
from model.expectations.figures import share_formed, share_leading
from model.expectations.situation import Situation
from model.expectations.verdict import HEADS, Check, Verdict
from model.explain import reason_in_words, reasons
from model.knowledge import CLASS_TITLES, OUTCOMES, PULL_CLASSES, THE_REST, name_of

#: At most so many comparisons, and reasons, are told.
MOST_SHOWN = 5


#: Stands among what changed a variable for where it was before anything did.
START = "start"


def verdict_in_words(verdict: Verdict) -> str:
    """Return what somebody needs to know about an expectation that does not pass, on several lines.

    The sentence; the change that was looked at, and in how many draws; what was expected and found, with the margins;
    and `reasons_told`.
    """
    expectation = verdict.expectation
    lines = [f"{HEADS.get(verdict.word, verdict.word)}: {expectation.says}"]
    if verdict.word == "stale":
        lines.append(f"  take 'differs' out: {expectation.differs}")
    lines += [f"  looked at: {verdict.looked_at}; {verdict.draws:,} draws, seed {verdict.seed}"]
    lines += [f"  {text}" for text in verdict.comparisons[:MOST_SHOWN]]
    if len(verdict.checks) > MOST_SHOWN:
        lines.append(f"  and {len(verdict.checks) - MOST_SHOWN} more comparisons")
    return "\n".join([*lines, *reasons_told(verdict)])


def reasons_told(verdict: Verdict) -> list[str]:
    """Return why an expectation came out as it did, as lines; what belongs to the line before is indented.

    The shares where the worst comparison was made, and what drove the central run there; or what makes the difference,
    where two things are compared.
    """
    worst = verdict.ranked[0]
    if worst.at is None:
        return []
    if worst.against is None:
        return [*_shares(worst.at, ""), *_driving(worst, worst.at)]
    shares = *_shares(worst.at, ""), *_shares(worst.against, f" in {worst.against.name}")
    return [*shares, *_parting(worst, worst.at, worst.against)]


def _shares(at: Situation, where: str) -> Iterator[str]:
    """Yield the shares of the pull, and in how many variants each outcome leads and has formed."""
    shares = at.variants.of_the_pull_at(at.month).mean(axis=0)
    told = ", ".join(f"{CLASS_TITLES[name]} {share:.3f}" for name, share in zip(PULL_CLASSES, shares, strict=True))
    yield f"shares of the pull{where} at month {at.month}: {told}"
    of = f"of {at.variants.draws:,} variants{where}"
    for what, read in (("leads", share_leading), ("has formed", share_formed)):
        held = {outcome: int(read(at.variants, outcome, at.month).values.sum()) for outcome in OUTCOMES}
        yield f"{what}, {of}: {', '.join(f'{outcome} {count:,}' for outcome, count in held.items())}"


def _central(at: Situation) -> Run:
    """Return the central run up to the month at which figures are read."""
    return simulate(at.case, at.scenario.until(at.month))


def _driving(check: Check, at: Situation) -> Iterator[str]:
    """Yield what drove the central run: towards what leads, or the variable that is looked at."""
    run = _central(at)
    if check.about in ("", *PULL_CLASSES):
        yield "rules that drove the central run:"
        for reason in reasons(run)[:MOST_SHOWN]:
            yield f"  {reason.id}: {reason_in_words(run.case, reason)}"
        return
    yield f"what moved {name_of(run.case, check.about)} in the central run:"
    moved = {cause: amount for cause, amount in _moved(run, check.about).items() if cause != START}
    for cause in _largest(moved):
        yield f"  {cause}: {moved[cause]:+.3f}. {_says(run, cause)}".rstrip()


def _parting(check: Check, at: Situation, against: Situation) -> Iterator[str]:
    """Yield what makes the difference between two central runs, by what each rule adds in both."""
    runs = _central(at), _central(against)
    most = max(OUTCOMES, key=lambda outcome: abs(runs[0].pull[outcome] - runs[1].pull[outcome]))
    about = most if check.about in ("", THE_REST) else check.about
    yield f"what makes the difference, by what it adds to {name_of(at.case, about)}, and in {against.name}:"
    if about in OUTCOMES:
        told = [
            (one.id, *(effect or 0.0 for effect in one.effects), f"{one.says} ({one.basis})")
            for one in differing_reasons(runs, about)
        ]
    else:
        here, there = (_moved(run, about) for run in runs)
        apart = {cause: here.get(cause, 0.0) - there.get(cause, 0.0) for cause in {**here, **there}}
        told = [
            (cause, here.get(cause, 0.0), there.get(cause, 0.0), _says(runs[0], cause)) for cause in _largest(apart)
        ]
    for cause, here_adds, there_adds, says in told[:MOST_SHOWN]:
        yield f"  {cause}: {here_adds:+.3f}, not {there_adds:+.3f}. {says}".rstrip()
    if not told:
        yield "  no rule and no event: it differs by what is set"


def _moved(run: Run, variable: str) -> dict[str, float]:
    """Return what changed a variable, by rule or event, and where it starts."""
    amounts = run.contributions(variable).groupby("rule", sort=False)["amount"].sum()
    return {START: float(run.path(variable)[0]), **{str(cause): float(amount) for cause, amount in amounts.items()}}


def _largest(amounts: dict[str, float]) -> list[str]:
    """Return the causes of the largest amounts, the largest first; none that is slight."""
    told = [cause for cause, amount in amounts.items() if abs(amount) >= SLIGHT]
    return sorted(told, key=lambda cause: (-abs(amounts[cause]), cause))[:MOST_SHOWN]


def _says(run: Run, cause: str) -> str:
    """Return what a rule says and rests on; nothing for what is none."""
    rule = run.case.rule_of.get(cause)
    return f"{rule.says} ({', '.join(rule.claims) or 'our judgement'})" if rule else ""
