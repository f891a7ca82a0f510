"""Why: the strongest reasons as short lines, those that somebody switched off among them, and all others as a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from model.explain import LABELS, Reason, reason_in_words
from model.knowledge import Case, Outcome, typeset
from model.view.citations import citations, cited
from model.view.components.answer import ReasonLine, Source
from model.view.controls.beliefs import changed_factors

#: So many reasons are shown at once.
MOST_SHOWN = 3

#: A short line has at most so many words, and ends where a clause does if that leaves it so many.
MOST_WORDS, FEWEST_WORDS = 12, 5

#: No line is cut off after a word of so few letters or fewer: an article, "and", "of".
SLIGHT_WORD = 3

#: Nor before a word that turns the meaning round: "makes a side fight" is not "makes a side fight less".
TURNING = {"less", "fewer", "never", "no", "not", "nobody", "nothing", "only"}


#: A first clause that begins so says nothing without the one that follows.
LEADS_UP = r"(When|Where|While|If|As|Once|The (more|less|fewer|\w+er)) "


def reason_lines(case: Case, reasons: Sequence[Reason], before: Sequence[Reason]) -> list[ReasonLine]:
    """Return the strongest reasons, and in their old places those that somebody has switched off.

    Args:
        case: of the reasons.
        reasons: those of the run, the strongest first.
        before: those of the run without the person's own beliefs: a reason that is switched off keeps its line, or a
            second click at the same spot would hit another one.
    """
    off = {rule for rule, factor in changed_factors().items() if factor == 0}
    now, was = ({reason.id: reason for reason in some} for some in (reasons, before))
    strongest = list(now)[:MOST_SHOWN]
    lines = []
    for name in dict.fromkeys([*was, *now]):
        if name in off and name in was:
            lines.append(_off(case, was[name]))
        elif name in strongest:
            lines.append(_line(case, now[name]))
    return lines


def _line(case: Case, reason: Reason) -> ReasonLine:
    is_rule = reason.id in case.rule_of
    return {
        "id": reason.id,
        "short": in_short(reason.says),
        "side": "for" if reason.effect > 0 else "against",
        "effect": typeset(reason.effect, sign=True),
        "sentence": reason_in_words(case, reason),
        "sources": _sources(case, reason),
        "act": "off" if is_rule else "out",
        "button": "I disagree" if is_rule else "Take it out",
    }


def _off(case: Case, was: Reason) -> ReasonLine:
    line = _line(case, was)
    line["sentence"] = f"{was.says} You do not believe it: it is switched off, and counts for nothing here."
    line["side"], line["effect"], line["act"], line["button"] = "off", "", "on", "Put it back"
    return line


def _sources(case: Case, reason: Reason) -> list[Source]:
    return [
        {"name": one.name, "says": f"({one.status}) {one.says}" if one.status else one.says, "where": one.where}
        for one in citations(case, reason.claims, reason.judgement)
    ]


def in_short(text: str) -> str:
    """Return the beginning of a sentence, in MOST_WORDS words or fewer: a clause where there is one, else cut off."""
    words = text.rstrip(".").split()
    if len(words) <= MOST_WORDS:
        return " ".join(words)
    ends = [at + 1 for at, word in enumerate(words[:MOST_WORDS]) if re.search(r"[,;:]$", word)]
    if re.match(LEADS_UP, text):
        ends = ends[1:]
    if ends and ends[-1] >= FEWEST_WORDS:
        return " ".join(words[: ends[-1]]).rstrip(",;:")
    kept = words[: MOST_WORDS - 1]
    while len(kept) > FEWEST_WORDS and len(kept[-1]) <= SLIGHT_WORD:
        kept.pop()
    while words[len(kept)] in TURNING:
        kept.append(words[len(kept)])
    return " ".join(kept).rstrip(",") + " …"


def reasons_list(case: Case, reasons: Sequence[Reason]) -> str:
    """Return all reasons with their sources, as HTML."""
    if not reasons:
        return "<p>In the central run no rule and no event made a difference to the leading pull.</p>"
    return "".join(_reason(case, reason) for reason in reasons)


def _reason(case: Case, reason: Reason) -> str:
    side = "for" if reason.effect > 0 else "against"
    tag = f"{side} {LABELS[Outcome(reason.outcome)].lower()} {typeset(reason.effect, sign=True)}"
    return (
        f"<div class='reason {side}'><p><span class='side'>{escape(tag)}</span> "
        f"{escape(reason_in_words(case, reason))}</p>"
        f"<ul>{cited(case, reason.claims, reason.judgement)}</ul></div>"
    )
