"""Scenario tests as plain HTML without a script: each scenario to unfold, with a verdict for each expectation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from itertools import groupby

from model.expectations import FileResult, Verdict, Word, reasons_told

#: How a verdict is marked.
MARKS: dict[Word, str] = {"holds": "✓", "fails": "✗", "unsure": "?", "differs": "≠", "stale": "!"}


#: What an expectation of a verdict does, in words: one, and several.
VERBS: dict[Word, tuple[str, str]] = {
    "holds": ("holds", "hold"),
    "differs": ("is known to differ", "are known to differ"),
    "unsure": ("is unsure", "are unsure"),
    "fails": ("fails", "fail"),
    "stale": ("holds now, and is said to differ", "hold now, and are said to differ"),
}


def verdicts_in_words(counts: Mapping[str, int]) -> str:
    """Return how many expectations there are of each verdict, in words: "60 hold, 1 is unsure"."""
    parts = [f"{counts[word]} {verbs[counts[word] != 1]}" for word, verbs in VERBS.items() if counts.get(word)]
    if many := counts.get("unusable", 0):
        parts.append(f"{many} file{'' if many == 1 else 's'} cannot be used")
    return ", ".join(parts) or "nothing is expected"


def results_list(results: Sequence[FileResult], unfolded: bool = False) -> str:
    """Return what scenario files come to, each to unfold; those where something does not pass are unfolded, or all."""
    return f"<div class='verdicts'>{''.join(_scenario(one, unfolded or not one.held) for one in results)}</div>"


def _scenario(result: FileResult, unfolded: bool) -> str:
    title = result.scenario.title if result.scenario else result.file.name
    words = [verdict.word for verdict in result.verdicts]
    summary = verdicts_in_words({word: words.count(word) for word in VERBS} | {"unusable": int(bool(result.faults))})
    mark = MARKS["holds" if result.held else "fails"]
    rows = "".join(map(_verdict, result.verdicts))
    faults = "".join(f"<li class='fails'>{escape(str(fault))}</li>" for fault in result.faults)
    says = f"<p>{escape(result.scenario.says)}</p>" if result.scenario and result.scenario.says else ""
    return (
        f"<details{' open' if unfolded else ''}><summary><b aria-hidden='true'>{mark}</b> {escape(title)} "
        f"<small>({escape(summary)})</small></summary>{says}<ul>{rows}{faults}</ul></details>"
    )


def _verdict(verdict: Verdict) -> str:
    word, asked = verdict.word, verdict.expectation
    basis = "; ".join(filter(None, [asked.source, ", ".join(asked.claims)]))
    small = f" <small>[{escape(basis)}]</small>" if basis else ""
    known = "Said to differ, and holds: take that out." if word == "stale" else "Known to differ."
    differs = f"<p><i>{known}</i> {escape(asked.differs)}</p>" if asked.differs else ""
    checks = "".join(f"<li>{escape(text)}</li>" for text in verdict.comparisons)
    many = len(verdict.comparisons)
    summary = (
        f"{many} comparison{'' if many == 1 else 's'}, least margin {verdict.margin:+.3f}, {verdict.draws:,} draws"
    )
    looked_at = f"<p>Looked at: {escape(verdict.looked_at)}.</p>"
    why = "" if verdict.held else _why(verdict)
    return (
        f"<li class='{word}'><b class='mark'><i aria-hidden='true'>{MARKS[word]}</i> {VERBS[word][0]}</b> "
        f"<span>{escape(asked.says)}{small}{differs}"
        f"<details><summary>{summary}</summary>{looked_at}<ul class='checks'>{checks}</ul>{why}</details></span></li>"
    )


@lru_cache(maxsize=512)
def _why(verdict: Verdict) -> str:
    """Return why an expectation came out as it did: what is indented is a list of the line before."""
    lines = ((line.startswith(" "), escape(line.strip())) for line in reasons_told(verdict))
    return "".join(
        f"<ul class='checks'>{''.join(f'<li>{line}</li>' for _, line in held)}</ul>"
        if indented
        else "".join(f"<p>{line[:1].upper()}{line[1:]}</p>" for _, line in held)
        for indented, held in groupby(lines, key=lambda one: one[0])
    )
