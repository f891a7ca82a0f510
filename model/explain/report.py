"""A result as text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from model.engine import Run
from model.explain.central_run import run_in_words
from model.explain.deal import binding_issue_in_words
from model.explain.figures import answer_in_figures, pulls_in_figures
from model.explain.headline import central_run_in_words, headline_in_words, next_in_words, sturdiness_in_words
from model.explain.narrative import account
from model.explain.reasoning import Reason, reasons
from model.explain.wording import reason_in_words
from model.knowledge import CLASS_TITLES
from model.showing import counted
from model.uncertainty import Ensemble, headline

#: How wide a paragraph is set in plain text, in characters.
WIDTH = 110


def report_in_text(run: Run, variants: Ensemble | None = None, most: int = 5) -> str:
    """Return the result as plain text: the answer, its figures, the strongest reasons, and all of it in words.

    Args:
        run: the central run.
        variants: the same scenario's; without any the answer is that of the central run.
        most: at most so many reasons are listed.
    """
    found = reasons(run)
    answer = _answer_of_run(run) if variants is None else _answer(run, variants)
    told = headline(variants) if variants is not None else None
    return "\n".join(
        [
            run.scenario.title,
            *answer,
            "",
            f"the central run: outcome: {run.outcome}   formed: {'yes' if run.formed else 'no'}   leads since: month "
            f"{run.since}   margin: {run.margin:.2f}",
            "",
            *_reasons(run, found, most),
            "",
            binding_issue_in_words(run),
            "",
            "in words:",
            _paragraph(account(run, found, headline=told)),
        ]
    )


def _answer_of_run(run: Run) -> Iterator[str]:
    yield run_in_words(run)
    yield from ("", "pulls at the horizon, each rounded by itself:")
    for name, pull in zip(CLASS_TITLES.values(), pulls_in_figures(run).values(), strict=True):
        yield f"  {name:<16} {pull}"


def _answer(run: Run, variants: Ensemble) -> Iterator[str]:
    """Yield the headline and how sturdy it is, and the figures of the four classes as a table."""
    found = headline(variants)
    said = [f"{headline_in_words(found)}.", next_in_words(found), central_run_in_words(run, found)]
    yield _paragraph(" ".join(filter(None, said)))
    yield _paragraph(sturdiness_in_words(found))
    yield ""
    yield f"the mean over {counted(variants.draws, 'plausible variant')} with its 95% interval; in how many of them an"
    yield "outcome has the largest pull of the three, and has formed; and the pulls of the central run."
    yield "Each figure is rounded by itself."
    yield f"  {'':<16} {'share of the pull':<19} {'largest of three in':<20} {'has formed in':<15} central run"
    for row in answer_in_figures(run, variants):
        share = f"{row.share:>4} ({row.interval})"
        yield f"  {CLASS_TITLES[row.name]:<16} {share:<19} {row.leads:>19}  {row.formed:>14}  {row.pull}"


def _reasons(run: Run, found: Sequence[Reason], most: int) -> Iterator[str]:
    yield "strongest reasons (what each adds to the leading pull of the central run, or takes from it):"
    for number, reason in enumerate(found[:most], 1):
        yield f"  {number}. [{reason.effect:+.2f}] {reason_in_words(run.case, reason)}"
    if not found:
        yield "  no rule or event made a difference to the leading pull"


def _paragraph(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_on_hyphens=False)
