"""Answers to what it would take, drawn as HTML: changes, ways month by month, whom they ask, lines, boxes, beliefs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

from model.analysis import (
    LATE_MONTHS,
    Answer,
    Boxes,
    Known,
    RedLineMoved,
    Way,
    Worth,
    box_in_words,
    boxes_in_words,
    known_in_words,
    orders_in_words,
    red_line_moved_in_words,
    step_in_words,
    way_in_words,
    weakest_in_words,
)
from model.explain import Asked, Met, RedLineNearness, asked_in_words, red_line_in_words
from model.knowledge import Case, band_in_words, capitalised, name_without_article, places_in_words, typeset
from model.uncertainty import share_in_words
from model.view.citations import cited

#: So many actors, and beliefs, are shown.
ACTORS, BELIEFS = 8, 12


def answer(case: Case, number: int, found: Answer) -> str:
    """Return an answer as a card: what changes, from where to where, what it costs, and what comes of it."""
    rows = "".join(
        f"<li><b>{escape(capitalised(name_without_article(case, what)))}</b> {typeset(found.before[what])} → "
        f"<b>{typeset(to)}</b>{escape(band_in_words(case, what, to))}</li>"
        for what, to in found.values.items()
    )
    told = f"reaches the goal in {share_in_words(found.share, found.low, found.high)} of {found.draws:,} variants"
    return (
        f"<div class='answer-card'><span class='no' aria-hidden='true'>{number}</span><ul>{rows}</ul>"
        f"<p>{escape(told)}; costs {found.cost:.2f}</p></div>"
    )


def way(case: Case, found: Way) -> str:
    """Return a way: its steps as bars over the months, each with why it is no faster, and what is left if it fails."""
    months = found.scenario.months
    rows = []
    for step in found.steps:
        left, wide = (step.first - 1) / months, (step.last - step.first + 1) / months
        own = {one.late: one.share for one in found.failing if one.name == step.name}
        cells = "".join(f"<td>{own[late]:.0%}</td>" for late in (None, *LATE_MONTHS))
        paced = next(v.paced for v in case.variables if v.id == step.name.rpartition(".")[2])
        rows.append(
            f"<tr><th scope='row'>{escape(step_in_words(case, step))} <i>{escape(paced)}</i></th>"
            f"<td class='months'><i style='left:{left:.1%};width:{wide:.1%}'></i></td>{cells}</tr>"
        )
    late = "".join(f"<th scope='col'>{months_} months late</th>" for months_ in LATE_MONTHS)
    head = (
        f"<tr><th scope='col'>Step</th><th scope='col'>Months 1 to {months}</th><th scope='col'>missing</th>{late}</tr>"
    )
    note = "The goal is reached in so many of the variants where a step is missing, or late."
    return (
        f"<p>{escape(way_in_words(case, found))}</p><div class='wide'><table class='way'><thead>{head}</thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div><p class='note'>{note}</p>"
        f"<p>{escape(weakest_in_words(case, found))} {escape(orders_in_words(case, found))}</p>"
    )


def asks(case: Case, found: Sequence[Asked]) -> str:
    """Return what the terms at the end of a way ask of whom, those of whom the most is asked first."""
    items = "".join(f"<li>{escape(asked_in_words(case, one))}</li>" for one in found[:ACTORS] if one.less or one.more)
    return f"<ul>{items}</ul>" if items else "<p>The terms hardly differ from those at the start.</p>"


def course(case: Case, months: Sequence[int], found: Mapping[str, Sequence[Met]]) -> str:
    """Return how far each actor's least met objective would be met in some months, as a table."""
    heads = "".join(f"<th scope='col'>month {month}</th>" for month in months)
    rows = "".join(
        f"<tr><th scope='row'>{escape(case.labels[actor])}</th>"
        + "".join(f"<td>{one.met:.0%} <small>{escape(one.objective.id)}</small></td>" for one in own)
        + "</tr>"
        for actor, own in found.items()
    )
    return (
        f"<div class='wide'><table class='course'><thead><tr><th scope='col'>Least met of</th>{heads}</tr></thead>"
        f"<tbody>{rows}</tbody></table></div>"
    )


def lines(case: Case, found: Sequence[RedLineNearness]) -> str:
    """Return how near a way comes to every red line."""
    items = "".join(f"<li>{escape(red_line_in_words(case, one))}</li>" for one in found)
    return f"<ul>{items}</ul>" if items else "<p>No party has a red line.</p>"


def lines_moved(case: Case, found: Sequence[RedLineMoved]) -> str:
    """Return what moving every red line would do."""
    return f"<ul>{''.join(f'<li>{escape(red_line_moved_in_words(case, one))}</li>' for one in found)}</ul>"


def boxes(case: Case, found: Boxes) -> str:
    """Return the boxes, each with a bar for every condition: where on its scale it holds."""
    cards = []
    for box in found.boxes:
        bars = "".join(
            f"<li><span>{escape(capitalised(name_without_article(case, what)))} {typeset(low)} to {typeset(high)}</span>"
            f"<span class='track'><i style='left:{_part(low, found.scales[what]):.1%};"
            f"width:{_part(high, found.scales[what]) - _part(low, found.scales[what]):.1%}'></i></span></li>"
            for what, (low, high) in box.limits.items()
        )
        cards.append(f"<div class='box-card'><ul>{bars}</ul><p>{escape(box_in_words(case, box, found))}</p></div>")
    return f"<p>{escape(boxes_in_words(case, found))}</p>{''.join(cards)}"


def _part(value: float, scale: tuple[float, float]) -> float:
    return (value - scale[0]) / (scale[1] - scale[0])


def worth(case: Case, found: Worth) -> str:
    """Return the beliefs that are worth knowing, each with what it would move, its plain rank, and its sources."""
    told = [one for one in found.beliefs if one.stands_out][:BELIEFS]
    if not told:
        return "<p>No single belief moves the shares more than chance would: the answer rests on no one of them.</p>"
    most = max(one.moves for one in told)
    rows = "".join(
        f"<tr><th scope='row'>{escape(one.says)}{_sources(case, one)}</th>"
        f"<td class='moves'><i style='width:{one.moves / most:.1%}'></i></td><td>{one.moves:.1%}</td>"
        f"<td>{one.rank}</td><td class='told'>{escape(known_in_words(case, one))}</td></tr>"
        for one in told
    )
    head = (
        "<tr><th scope='col'>Belief</th><th scope='col' colspan='2'>would move the shares by</th>"
        f"<th scope='col'>plain rank of {len(found.beliefs)}</th><th scope='col'>How</th></tr>"
    )
    return f"<div class='wide'><table class='worth'><thead>{head}</thead><tbody>{rows}</tbody></table></div>"


def _sources(case: Case, one: Known) -> str:
    """Return the claims and relations that a belief rests on, or else our judgement."""
    claims = [name for name in one.claims if name in case.claim_of]
    edges = [case.edge_of[name] for name in one.claims if name in case.edge_of]
    relations = "".join(
        f"<li><b>{escape(edge.id)}</b> <i>{escape(places_in_words(case, edge.source))}</i></li>" for edge in edges
    )
    items = cited(case, claims, "" if claims or edges else one.judgement) + relations
    return f"<ul>{items}</ul>" if items else ""
