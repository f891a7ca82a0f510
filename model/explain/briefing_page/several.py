"""The briefing of a comparison: two to four scenarios in columns on a page that prints. Plain HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from model.explain.briefing_page import LIMITS, made_in_words, way_back, whole_page
from model.explain.briefing_page.drawing import shares_drawn
from model.explain.figures import percent
from model.explain.headline import headline_in_words
from model.explain.symbols import GOES_ON, LABELS
from model.knowledge import PULL_CLASSES, THE_REST, Outcome, as_list
from model.uncertainty import Ensemble, headline

#: So many settings are named, so that three scenarios fit a page.
MOST_SETTINGS = 6


def comparison_briefing(
    names: Sequence[str],
    variants: Sequence[Ensemble],
    ends: Sequence[Ensemble],
    settings: Sequence[tuple[str, Sequence[str]]],
    sentences: Sequence[str],
    past: str,
    link: str = "",
) -> str:
    """Return scenarios side by side as one self-contained HTML page, made to print on A4.

    Args:
        names: what the scenarios are called; what follows is in the same order.
        variants: their plausible variants up to the month at which they are compared.
        ends: the same up to the horizon of each.
        settings: what is set differently: what it is, and what each scenario makes of it.
        sentences: the comparison in words.
        past: a sentence on how past wars ended, to hold the shares against.
        link: the address that leads back to it, if there is one.
    """
    case, month = variants[0].case, variants[0].scenario.months
    heads = "".join(f"<th scope='col'>{escape(name)}</th>" for name in names)
    rows = [*_answers(f"All at month {month}", variants)]
    if any(end.scenario.months != month for end in ends):
        rows += [
            _group("Each at its own end", len(names)),
            _row("Ends at month", [str(e.scenario.months) for e in ends]),
        ]
        rows += list(_answers("", ends))
    drawings = "".join(
        f"<div><p><b>{escape(name)}</b></p>{shares_drawn(end)}</div>" for name, end in zip(names, ends, strict=True)
    )
    body = [
        f"<header><p class='of'>{escape(case.settings.title)}: scenarios compared</p>",
        f"<h1>{escape(as_list([f'“{name}”' for name in names]))}</h1></header><main>",
        f"<section><table class='columns'><thead><tr><td></td>{heads}</tr></thead><tbody>{''.join(rows)}",
        f"{''.join(_set(settings, len(names)))}</tbody></table></section>",
        f"<section><h2>Where each is driven, up to its own end</h2><div class='side'>{drawings}</div></section>",
        f"<section><h2>What differs</h2>{''.join(f'<p>{escape(sentence)}</p>' for sentence in sentences)}</section>",
        f"</main><footer><p>{escape(LIMITS)} {escape(past)}</p>",
        f"<p>{made_in_words(case, variants[0])}{way_back(link)}</p></footer>",
    ]
    return whole_page(f"{as_list(list(names))}: what differs", body)


def _answers(title: str, variants: Sequence[Ensemble]) -> Iterator[str]:
    """Yield the rows of the answer, how sturdy it is, and the four shares of the pull."""
    answers = list(map(headline, variants))
    if title:
        yield _group(title, len(answers))
    yield _row("Answer", [headline_in_words(answer) for answer in answers], "answer")
    yield _row("How sturdy", [answer.word for answer in answers])
    for name in PULL_CLASSES:
        label = GOES_ON if name == THE_REST else LABELS[Outcome(name)]
        yield _row(label, [percent(answer.share_of[name]) for answer in answers])


def _set(settings: Sequence[tuple[str, Sequence[str]]], columns: int) -> Iterator[str]:
    """Yield the rows of what is set differently, and how many more there are."""
    if settings:
        yield _group("Set differently", columns)
    yield from (_row(what, told) for what, told in settings[:MOST_SETTINGS])
    if (more := len(settings) - MOST_SETTINGS) > 0:
        yield _row(f"and {more} more", [""] * columns)


def _row(title: str, cells: Sequence[str], kind: str = "") -> str:
    told = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    return f"<tr class='{kind}'><th scope='row'>{escape(title)}</th>{told}</tr>"


def _group(title: str, columns: int) -> str:
    return f"<tr class='answer'><th scope='colgroup' colspan='{columns + 1}'>{escape(title)}</th></tr>"
