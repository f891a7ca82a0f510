"""Two to four scenarios side by side: the rows that a page and a briefing show of them at a glance, as plain HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from model.explain.figures import percent
from model.explain.headline import headline_in_words
from model.explain.symbols import GOES_ON, LABELS
from model.knowledge import PULL_CLASSES, THE_REST, Outcome
from model.uncertainty import Ensemble, headline

#: What is set: what it is, and what each scenario makes of it.
Settings = Sequence[tuple[str, Sequence[str]]]


def side_by_side_rows(
    variants: Sequence[Ensemble], ends: Sequence[Ensemble], title: str, settings: Settings, most: int
) -> str:
    """Return the rows of a table with a column for each scenario, its answer at a common month first, as HTML.

    Args:
        variants: of each, up to the common month.
        ends: of each, up to its own horizon; shown where one of them is another.
        title: over the settings.
        settings: none or more.
        most: so many of the settings are shown; how many there are is told.
    """
    month, columns = variants[0].scenario.months, len(variants)
    rows = [_group(f"All at month {month}", columns), *_answers(variants)]
    if any(end.scenario.months != month for end in ends):
        rows += [_group("Each at its own end", columns)]
        rows += [_row("Ends at month", [str(end.scenario.months) for end in ends]), *_answers(ends)]
    if settings:
        more = f" (the first {most} of {len(settings)})" if len(settings) > most else ""
        rows += [_group(f"{title}{more}", columns), *(_row(what, told) for what, told in settings[:most])]
    return "".join(rows)


def _answers(variants: Sequence[Ensemble]) -> Iterator[str]:
    """Yield the rows of the answer, how sturdy it is, and the four shares of the pull."""
    answers = list(map(headline, variants))
    yield _row("Answer", [headline_in_words(answer) for answer in answers], "comes-to")
    yield _row("How sturdy", [answer.word for answer in answers])
    for name in PULL_CLASSES:
        label = GOES_ON if name == THE_REST else LABELS[Outcome(name)]
        yield _row(label, [percent(answer.share_of[name]) for answer in answers])


def _row(title: str, cells: Sequence[str], kind: str = "") -> str:
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f"<tr class='{kind}'><th scope='row'>{escape(title)}</th>{told}</tr>"


def _group(title: str, columns: int) -> str:
    return f"<tr><th class='of' scope='colgroup' colspan='{columns + 1}'>{escape(title)}</th></tr>"
