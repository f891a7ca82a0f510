"""The answer as a paragraph that can be read aloud: what comes out, why, what speaks against it, what would tip it."""

from __future__ import annotations

from collections.abc import Sequence

from model.domain import Case, Outcome
from model.explain import NAMES, Reason, headline, name_of, reasons
from model.flips import Flip, flips
from model.run import Run

#: How many reasons for the answer, and how many things that would tip it, are told.
FOR, TIPS = 3, 2


def account(run: Run, found: Sequence[Reason] | None = None, tips: Sequence[Flip] | None = None) -> str:
    """Return what a run comes to, the strongest reasons for and against it, and what would tip it, each with its basis.

    Args:
        run: the run.
        found: its reasons, see `model.explain.reasons`; derived if None.
        tips: its flips, see `model.flips.flips`; derived if None.
    """
    found = reasons(run) if found is None else found
    tips = flips(run) if tips is None else tips
    return " ".join([headline(run), *_for(run, found), *_against(found), tipping(run.case, run, tips)])


def _for(run: Run, found: Sequence[Reason]) -> list[str]:
    told = [reason for reason in found if reason.effect > 0][:FOR]
    if not told:
        return ["No single rule or event makes a difference to that." if not found else "No single rule carries that."]
    first, *others = told
    name = NAMES[Outcome(run.outcome)]
    text = f"What draws it most towards {name}: {_clause(first)}; without that, its pull would be {first.without:.2f}."
    if others:
        text += f" Then: {'; and '.join(f'{_clause(reason)} ({reason.without:.2f} without)' for reason in others)}."
    return [text]


def _against(found: Sequence[Reason]) -> list[str]:
    strongest = next((reason for reason in found if reason.effect < 0), None)
    if strongest is None:
        return []
    return [f"What holds it back most: {_clause(strongest)}; without that, its pull would be {strongest.without:.2f}."]


def _clause(reason: Reason) -> str:
    """Return what a reason says within a sentence, with what it rests on."""
    words = reason.says.rstrip(".")
    return f"{_lowered(words)} ({reason.basis})"


def _lowered(words: str) -> str:
    """Return a sentence as it stands within another: its first word small, unless it is an event of a month."""
    return words[:1].lower() + words[1:]


def tipping(case: Case, run: Run, tips: Sequence[Flip]) -> str:
    """Return the nearest changes that would change the answer, in a sentence, or that there is none."""
    near = [tip for tip in tips if tip.to is not None][:TIPS]
    if not near:
        return "Nothing that can be set would change this answer by itself, anywhere on its scale."
    return f"It would tip {', or '.join(_tip(case, run, tip) for tip in near)}."


def comes_out(run: Run, tip: Flip) -> str:
    """Return what would come out of a flip, as a clause: "a settlement would have formed"."""
    name, leads = NAMES[Outcome(tip.outcome)], tip.outcome != run.outcome
    if tip.formed:
        return f"{name} would have formed"
    if run.formed and not leads:
        return f"{name} would no longer have formed"
    return f"nothing would have formed, and {name} would lead" if run.formed else f"{name} would lead"


def values(tip: Flip) -> tuple[str, str]:
    """Return where something stands and where it would flip the answer, in as many digits as tell them apart."""
    assert tip.to is not None
    at, to = (f"{value:.2f}" for value in (tip.at, tip.to))
    if at == to:  # a hair's breadth
        at, to = f"{tip.at:.3f}", f"{tip.to:.3f}"
    return at.replace("-0.", "\N{MINUS SIGN}0."), to.replace("-0.", "\N{MINUS SIGN}0.")


def event_of(run: Run, tip: Flip) -> str:
    """Return the event that a flip is about: "the event of month 3 (A prisoner exchange)"."""
    event = run.scenario.events[int(tip.id.rpartition(" ")[2]) - 1]
    return f"the event of month {event.month} ({event.says.rstrip('.') or 'unnamed'})"


def _tip(case: Case, run: Run, tip: Flip) -> str:
    assert tip.to is not None
    then = comes_out(run, tip)
    if tip.kind == "event":
        said = event_of(run, tip)
        if tip.to == 0:
            return f"without {said}: {then}"
        return f"with {'more' if tip.to > 1 else 'less'} of {said}, {tip.to:.0%} of it: {then}"
    at, to = values(tip)
    return f"with {name_of(case, tip.id)} at {to} instead of {at}: {then}"
