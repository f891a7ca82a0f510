"""The comparison at a glance: a small table with a column for each scenario, as plain HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from model.analysis import Comparison, settings_in_brief
from model.explain import GOES_ON, LABELS, headline_in_words, percent
from model.knowledge import PULL_CLASSES, THE_REST, Outcome
from model.uncertainty import Ensemble, headline
from model.view.pages.comparison.html import framed, scenario_heads
from model.view.theme import Theme

#: So many settings are named; all of them stand further down the page.
MOST_SETTINGS = 5


def glance_table(found: Comparison, theme: Theme) -> str:
    """Return what each scenario comes to at the common month and at its own end, and what is set differently."""
    parts = [*_comes_to(found), *_own_end(found), *_set(found)]
    head = f"<thead><tr><td></td>{scenario_heads(found, theme)}</tr></thead>"
    return framed(f"<table class='glance' data-testid='compared'>{head}<tbody>{''.join(parts)}</tbody></table>")


def _comes_to(found: Comparison) -> Iterator[str]:
    yield _group(f"All at month {found.months}", found)
    yield from _answers(found.variants)


def _own_end(found: Comparison) -> Iterator[str]:
    """Yield what each comes to at its own horizon, where these are not all the month that is compared."""
    if all(scenario.months == found.months for scenario in found.given):
        return
    yield _group("Each at its own end", found)
    yield _row("Ends at month", [str(scenario.months) for scenario in found.given])
    yield from _answers(found.ends)


def _answers(variants: Sequence[Ensemble]) -> Iterator[str]:
    """Yield the rows of the verdict, how sturdy it is, and the four shares of the pull."""
    answers = list(map(headline, variants))
    yield _row("Verdict", [headline_in_words(answer) for answer in answers], "comes-to")
    yield _row("How sturdy", [answer.word for answer in answers])
    for name in PULL_CLASSES:
        label = GOES_ON if name == THE_REST else LABELS[Outcome(name)]
        yield _row(label, [percent(answer.share_of[name]) for answer in answers])


def _set(found: Comparison) -> Iterator[str]:
    """Yield the first things that are set differently, and how many more there are."""
    own = settings_in_brief(found)
    if not own:
        return
    more = len(own) - MOST_SETTINGS
    yield _group(
        "Set differently" + (f" (the first {MOST_SETTINGS} of {len(own)}; all stand below)" if more > 0 else ""), found
    )
    yield from (_row(what, told) for what, told in own[:MOST_SETTINGS])


def _row(title: str, cells: Sequence[str], kind: str = "") -> str:
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f"<tr class='{kind}'><th scope='row'>{escape(title)}</th>{told}</tr>"


def _group(title: str, found: Comparison) -> str:
    return f"<tr><th class='of' scope='colgroup' colspan='{len(found.names) + 1}'>{escape(title)}</th></tr>"
