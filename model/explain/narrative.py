"""The answer as a paragraph that can be read aloud: what comes out, why, what speaks against it, what would tip it."""

from __future__ import annotations

from collections.abc import Sequence

from model.engine import SLIGHT, TIE, Run
from model.explain.central_run import run_in_words
from model.explain.headline import headline_in_words, next_in_words
from model.explain.reasoning import Reason, reasons
from model.explain.tipping import Flip, flips
from model.knowledge import OUTCOME_NAMES, Outcome, capitalised, distinct_figures, name_of
from model.scenario import event_name
from model.uncertainty import Headline

#: At most so many reasons for the answer, and changes that would tip it, are named.
MOST_REASONS_FOR, MOST_FLIPS = 3, 2
#: How it begins to say that nothing matters much.
NO_SINGLE = "Its own rules aside, no single rule or event"


def account(
    run: Run,
    found: Sequence[Reason] | None = None,
    tips: Sequence[Flip] | None = None,
    headline: Headline | None = None,
) -> str:
    """Return as a paragraph what comes out, the strongest reasons for and against it, and what would tip it.

    The arguments are those of `account_in_parts`.
    """
    return " ".join(account_in_parts(run, found, tips, headline))


def account_in_parts(
    run: Run,
    found: Sequence[Reason] | None = None,
    tips: Sequence[Flip] | None = None,
    headline: Headline | None = None,
) -> list[str]:
    """Return the same as a list of one or a few sentences each, every reason and every tipping point by itself.

    Args:
        run: the central run; reasons and flips are its own.
        found: its reasons, see `reasons`; derived if None.
        tips: its flips, see `flips`; derived if None.
        headline: what its variants come to, which is told first; without any, the central run's answer is.
    """
    found = reasons(run) if found is None else found
    tips = flips(run) if tips is None else tips
    first = [run_in_words(run)] if headline is None else _variants_and_run(run, headline)
    return [*first, *_reasons_in_words(run, found), *tips_in_words(run, tips), *_own_beliefs(run)]


def _variants_and_run(run: Run, headline: Headline) -> list[str]:
    """Return what the variants come to, and what the central run does, to which all that follows belongs."""
    said = f"{headline_in_words(headline)}. {next_in_words(headline)}".strip()
    return [said, f"What follows is about the central run. {run_in_words(run)}"]


# ------------------------------------------------------------------------------------------- what speaks for it


def _reasons_in_words(run: Run, found: Sequence[Reason]) -> list[str]:
    """Return the strongest reasons for and against the leading outcome, a line each: questions with their answers."""
    name = OUTCOME_NAMES[Outcome(run.outcome)]
    working = [reason for reason in found if reason.effect > 0][:MOST_REASONS_FOR]
    against = [reason for reason in found if reason.effect < 0][:1]
    if not found:
        return [f"{NO_SINGLE} moves the pull of {name} by {SLIGHT:g} or more."]
    texts = []
    if working:
        first, *others = working
        texts.append(f"What pulls most towards {name}? {_reason_in_words(run, first, f'the pull of {name}')}")
        rest = [_reason_in_words(run, reason, "it") for reason in others]
        texts += [f"What else? {text}" if text is rest[0] else text for text in rest]
    else:
        texts.append(f"{NO_SINGLE} adds {SLIGHT:g} or more to the pull of {name}.")
    if against:
        texts.append(f"What holds it back most? {_reason_in_words(run, against[0], f'the pull of {name}')}")
    else:
        texts.append(f"No single rule or event takes {SLIGHT:g} or more from that pull.")
    return texts


def _reason_in_words(run: Run, reason: Reason, pull: str) -> str:
    """Return a reason, what it rests on, and what the pull would be without it."""
    without, now = distinct_figures(max(reason.without, 0.0), reason.pull)
    would = f"Without this, {pull} would be {without}{'' if pull == 'it' else f' instead of {now}'}."
    if reason.id in run.case.rule_of:
        return f"{capitalised(reason.says).rstrip('.')} ({reason.basis}). {would}"
    event = event_name(run.scenario, _index_of_event(reason.id))
    return f"{capitalised(event)} (of this scenario). {would}"


def _index_of_event(event: str) -> int:
    """Return the place of "event no. 1" among a scenario's events, from 0."""
    return int(event.rpartition(" ")[2]) - 1


# ------------------------------------------------------------------------------------------- what would change it


def tipping_in_words(run: Run, tips: Sequence[Flip]) -> str:
    """Return the nearest changes that would change the answer, or that there is none, as a paragraph."""
    return " ".join(tips_in_words(run, tips))


def tips_in_words(run: Run, tips: Sequence[Flip]) -> list[str]:
    """Return the nearest changes that would change the answer, in a sentence each, or that there is none."""
    near = [tip for tip in tips if tip.to is not None][:MOST_FLIPS]
    if not near:
        events = " No event would either, between none of it and twice as much." if run.scenario.events else ""
        return [f"No single lever or assumption would change this answer, however far it is moved.{events}"]
    changes = [f"change {_condition_of_flip(run, tip)}: then {outcome_of_flip(run, tip)}." for tip in near]
    return [f"The answer would {changes[0]}", *(f"It would also {change}" for change in changes[1:])]


def _condition_of_flip(run: Run, tip: Flip) -> str:
    """Return the condition under which a flip comes about, with what the value that would change rests on."""
    assert tip.to is not None
    if tip.kind != "event":
        at, to = values_of_flip(tip)
        touched = any(tip.id in {*event.set, *event.change} for event in run.scenario.events)
        moves = touched or run.program.variable_of[tip.id].kind == "state"
        stood = "started" if moves else "stood"
        return f"if {name_of(run.case, tip.id)} {stood} at {to} instead of {at} ({basis_of_value(run, tip.id)})"
    event = f"{event_of_flip(run, tip)} (of this scenario)"
    return f"without {event}" if tip.to == 0 else f"if {event} came with {_share_of_event(tip.to)} of its strength"


def basis_of_value(run: Run, name: str) -> str:
    """Return what the value of a lever or an assumption rests on: the scenario, claims, or our judgement."""
    own = {start.id: start for start in run.case.starts}
    record = own.get(name, run.program.variable_of[name])
    if name not in run.scenario.given:
        return record.basis
    return f"set by this scenario; {record.basis}" if record.claims else "set by this scenario"


def outcome_of_flip(run: Run, tip: Flip) -> str:
    """Return what would come out of a flip, as a clause: "a settlement would have formed"."""
    name, leads = OUTCOME_NAMES[Outcome(tip.outcome)], tip.outcome != run.outcome
    if tip.formed:
        return f"{name} would have formed"
    if run.formed and not leads:
        return f"{name} would no longer have formed"
    lead = f"{name} would lead" if tip.pull >= SLIGHT else f"{name} would lead, with next to no pull"
    if tip.pull <= TIE:
        lead = "no outcome would have any pull"
    return f"nothing would have formed, and {lead}" if run.formed else lead


def values_of_flip(tip: Flip) -> tuple[str, str]:
    """Return where something stands and where it would flip the answer, in as many digits as tell them apart."""
    assert tip.to is not None
    return distinct_figures(tip.at, tip.to)


def _share_of_event(share: float) -> str:
    """Return a share of an event in as many digits as tell it from none and from all of it."""
    texts = (f"{share:.{digits}%}" for digits in range(4))
    return next((text for text in texts if float(text[:-1]) not in (0, 100)), f"{share:.4%}")


def event_of_flip(run: Run, tip: Flip) -> str:
    """Return the event that a flip is about: "the event of month 3, “A prisoner exchange”"."""
    return event_name(run.scenario, _index_of_event(tip.id))


# ------------------------------------------------------------------------------------------------ its own beliefs


def _own_beliefs(run: Run) -> list[str]:
    """Return the sentence that a result rests on beliefs of the scenario's own, if it does."""
    changed = sum(factor != 1 for factor in run.scenario.beliefs.values())
    of = f"{changed} of the {len(run.case.rules)} rules"
    return [f"All this rests on the scenario's own beliefs about {of}."] if changed else []
