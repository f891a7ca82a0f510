"""The wars as HTML: every episode with the model's shares of it, the codings, the base rates."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from model.history import (
    CLASSES,
    MODEL,
    BaseRates,
    Codebook,
    CodedWar,
    EndingKind,
    FallenClass,
    Hindcast,
    History,
    signed_figure,
)
from model.view.pages.history.tables import NAMED, head, mark, table


def wars_by_ending(found: Hindcast) -> str:
    """Return every episode with the model's shares as a bar, by what followed, the best first."""
    shares = found.shares_by_forecaster[MODEL]
    parts = []
    for number, kind in enumerate(CLASSES):
        own = [place for place, followed in enumerate(found.followed) if followed == number]
        own.sort(key=lambda place: -shares[place, number])
        lines = "".join(
            f"<li><span>{escape(found.history.episodes[place].title)} <small>{found.history.episodes[place].at}</small>"
            f"</span>{_shares_bar(shares[place].tolist())}<span class='own'>{shares[place, number]:.0%}</span></li>"
            for place in own
        )
        parts.append(f"<h3>Followed by: {mark(kind)}</h3><ul class='fared'>{lines}</ul>")
    return "".join(parts)


def codings_table(history: History, episode: CodedWar) -> str:
    """Return an episode's codings as a table: the question, the answer, how sure, why; and the second coder's."""
    again = {war.id: war.graded for war in history.second.wars}.get(episode.id, {})
    rows = ""
    for item in history.codebook.items:
        coding = episode.coded[item.id]
        sets = ", ".join(f"{name} {signed_figure(value)}" for name, value in item.grade_of[coding.code].sets.items())
        rows += (
            f"<tr><th scope='row'>{escape(item.asks)}</th><td>{escape(item.grade_of[coding.code].when)} "
            f"<small>({escape(sets)})</small></td><td>{coding.confidence}</td>"
            f"<td>{escape(coding.why)} <small>({escape(history.title_of[coding.work])})</small></td>"
        )
        if again:
            other = again[item.id]
            told = "the same" if other.code == coding.code else escape(item.grade_of[other.code].when)
            rows += f"<td>{told} <small>from: {escape(other.note)}</small></td>"
        rows += "</tr>"
    more = ("Second coder",) if again else ()
    return table(head("Question", "Answer", "Confidence", "Why", *more), rows, "coded")


def codebook_tables(codebook: Codebook) -> str:
    """Return the rule by which episodes are coded: what counts as having followed, and every item's grades."""
    ends = "".join(f"<tr><th scope='row'>{mark(str(e.id))}</th><td>{escape(e.when)}</td></tr>" for e in codebook.ends)
    items = "".join(
        f"<tr><th scope='row'>{escape(item.asks)}</th><td>"
        + "<br>".join(f"{grade.code:+d}: {escape(grade.when)}" for grade in item.grades).replace("+0", "0")
        + "</td></tr>"
        for item in codebook.items
    )
    return table(head("What followed", "Counts when"), ends, "coded") + table(
        head("Question", "Grades"), items, "coded"
    )


def base_rates_table(found: BaseRates) -> str:
    """Return how wars have ended, by published counts, each with its definition and its source."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(rate.title)}</th><td>"
        + "<br>".join(f"{share:.0%} {escape(part.what)}" for part, share in zip(rate.parts, rate.shares, strict=True))
        + f"</td><td>{escape(rate.defines)} <small>{escape(rate.source)}</small></td></tr>"
        for rate in found.rates
    )
    durations = "".join(f"<p>{escape(one.says)} <small>({escape(one.source)})</small></p>" for one in found.durations)
    return table(head("Of", "so many ended with", "Definition and source"), rows, "coded rates") + durations


def fallen_table(classes: Sequence[FallenClass]) -> str:
    """Return in how many years of war one of the next two took fewer than a thousand lives."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.title)}</th><td>{one.share:.0%}</td><td>of {one.of}"
        f"{f'; {escape(one.note)}' if one.note else ''}</td></tr>"
        for one in classes
    )
    return table(head("Wars", "Fell below 1,000 dead a year within two years", "Years of war"), rows, "fares")


def endings_table(endings: Sequence[EndingKind]) -> str:
    """Return what was counted as what, and the class here that it is nearest to."""
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.what[:1].upper() + one.what[1:])}</th><td>{escape(one.defines)}</td>"
        f"<td>{mark(str(one.nearest)) if one.nearest else 'none of the four'}</td></tr>"
        for one in endings
    )
    return table(head("What came first", "Counts when", "Nearest to"), rows, "coded")


def _shares_bar(shares: list[float]) -> str:
    in_words = ", ".join(f"{NAMED[kind][0]} {share:.0%}" for kind, share in zip(CLASSES, shares, strict=True))
    cells = ""
    for kind, share in zip(CLASSES, shares, strict=True):
        colour = NAMED[kind][2]
        look = (
            f"style='flex:{share:.4f} 0 0;background:{colour}'"
            if colour
            else f"class='none' style='flex:{share:.4f} 0 0'"
        )
        cells += f"<i {look}></i>" if share >= 0.005 else ""
    return f"<div class='pulls' role='img' aria-label='{escape(in_words)}'>{cells}</div>"
