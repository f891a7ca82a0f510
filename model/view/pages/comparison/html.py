"""Scenarios side by side, as plain HTML without a script: who they are, shares, differences, settings, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from model.analysis import NO_DIFFERENCE, Comparison, Contrast, Difference, Figure, Setting, comparison_sentences
from model.engine import SLIGHT
from model.explain import COLOURS, LABELS, SHAPES
from model.knowledge import Outcome, typeset
from model.uncertainty import interval_in_words
from model.view.citations import cited
from model.view.pages.comparison.charts import LETTERS
from model.view.theme import SCENARIO_COLOURS, Theme

HEADS = {"leads": "Leads in", "formed": "Has formed in", "goes on": ""}


#: The ends that a scale of differences may have, in percentage points.
SCALES = (10, 20, 50, 100)


def chip(place: int, theme: Theme) -> str:
    """Return the letter of the scenario at a place, in its colour."""
    return f"<b class='chip' style='color:{SCENARIO_COLOURS[theme][place]}'>{LETTERS[place]}</b>"


def key(found: Comparison, theme: Theme, again: bool = False) -> str:
    """Return which letter is which scenario, and which the others are held against; `again` tells only the first."""
    items = []
    for place, name in enumerate(found.names):
        held = " <i>(the others are held against it)</i>" if place == found.reference and not again else ""
        items.append(f"<li>{chip(place, theme)} {escape(name)}{held}</li>")
    return _in(f"<ul class='key'>{''.join(items)}</ul>")


def account(found: Comparison) -> str:
    """Return what differs, in words."""
    return _in("".join(f"<p class='account'>{escape(sentence)}</p>" for sentence in comparison_sentences(found)))


def shares(found: Comparison, theme: Theme) -> str:
    """Return a table of the shares, with a column for each scenario; each with its interval."""
    rows = []
    for what, figures in _grouped(found.figures):
        if HEADS[what]:
            rows.append(_group(HEADS[what], len(found.names) + 1))
        rows += [
            f"<tr><th scope='row'>{_outcome(figure)}</th>{''.join(map(_share, figure.shares, figure.intervals))}</tr>"
            for figure in figures
        ]
    heads = _heads(found, theme)
    return _in(f"<table class='shares'><thead><tr><td></td>{heads}</tr></thead><tbody>{''.join(rows)}</tbody></table>")


def differences(found: Comparison, theme: Theme) -> str:
    """Return every difference as a point with whiskers around 0, and in figures: what the picture says in words.

    What is the same share in all scenarios is told together.
    """
    apart = [figure for figure in found.figures if len(set(figure.shares)) > 1]
    reach = scale([difference for figure in apart for difference in figure.differences if difference])
    rows = []
    for figure in apart:
        rows.append(_group(_title(figure), 3))
        rows += [_difference(figure.differences[place], place, reach, theme) for place in found.others]
    ticks = (f"{typeset(-reach, 0)}", "0", f"+{reach:.0f} points")
    axis = "".join(f"<span style='left:{at}%'>{text}</span>" for at, text in zip((0, 50, 100), ticks, strict=True))
    head = (
        "<thead><tr><th scope='col'>scenario</th><th scope='col'>"
        f"<div class='scale' aria-hidden='true'>{axis}</div></th><th scope='col'>difference in points "
        f"<small>(95% interval)</small></th></tr></thead>"
    )
    table = f"<table class='dots'>{head}<tbody>{''.join(rows)}</tbody></table>" if apart else ""
    return _in(table + _same([figure for figure in found.figures if figure not in apart]))


def _same(figures: Sequence[Figure]) -> str:
    """Return what is the same in all scenarios, as far as these draws tell, in a line."""
    if not figures:
        return ""
    parts = [f"{_title(figure)} ({figure.shares[0]:.0%})" for figure in figures]
    return f"<p class='same'>The same share in all, so {NO_DIFFERENCE}: {', '.join(parts)}.</p>"


def _title(figure: Figure) -> str:
    return _outcome(figure) + {"leads": " leads", "formed": " has formed"}.get(figure.what, "")


def scale(held: Sequence[Difference]) -> float:
    """Return the end of the scale on which some differences and their intervals are drawn, in percentage points."""
    widest = 100 * max((max(-difference.low, difference.high) for difference in held), default=0.0)
    return float(next(end for end in SCALES if widest <= end or end == SCALES[-1]))


def _difference(held: Difference | None, place: int, reach: float, theme: Theme) -> str:
    assert held is not None
    low, value, high = (50 + 50 * 100 * end / reach for end in (held.low, held.value, held.high))
    dot = "dot" if held.clear else "dot open"
    picture = (
        f"<div class='reach' aria-hidden='true' style='color:{SCENARIO_COLOURS[theme][place]}'><i class='zero'></i>"
        f"<i class='line' style='left:{low:.2f}%;width:{high - low:.2f}%'></i><i class='end' style='left:{low:.2f}%'>"
        f"</i><i class='end' style='left:{high:.2f}%'></i><i class='{dot}' style='left:{value:.2f}%'></i></div>"
    )
    return (
        f"<tr><th scope='row'>{chip(place, theme)}</th><td class='picture'>{picture}</td>"
        f"<td class='told'>{_told(held)}</td></tr>"
    )


def _told(held: Difference) -> str:
    """Return a difference in figures, in as many digits as show whether its interval holds 0."""
    nearest = min(abs(held.low), abs(held.high))
    digits = next((d for d in range(3) if f"{100 * nearest:.{d}f}".strip("0.")), 3) if held.clear else 0
    value, low, high = (_signed(100 * part, digits) for part in (held.value, held.low, held.high))
    if held.clear:
        return f"<b>{value}</b> <small>({low} to {high})</small>"
    return f"<span class='nothing'>{value} <small>({low} to {high}): {NO_DIFFERENCE}</small></span>"


def _signed(points: float, digits: int) -> str:
    return typeset(points, digits, sign=True) if round(points, digits) else "0"


def _grouped(figures: Sequence[Figure]) -> list[tuple[str, list[Figure]]]:
    return [(what, [figure for figure in figures if figure.what == what]) for what in HEADS]


def _group(title: str, columns: int) -> str:
    return f"<tr><th class='of' scope='colgroup' colspan='{columns}'>{title}</th></tr>"


def _outcome(figure: Figure) -> str:
    if not figure.outcome:
        return "<b aria-hidden='true'>▨</b> Nothing has formed"
    outcome = Outcome(figure.outcome)
    return f"<b style='color:{COLOURS[outcome]}' aria-hidden='true'>{SHAPES[outcome]}</b> {LABELS[outcome]}"


def _share(share: float, interval: tuple[float, float]) -> str:
    return f"<td>{share:.0%} <small>({interval_in_words(*interval)})</small></td>"


def settings(found: Comparison, theme: Theme) -> str:
    """Return what is set differently as a table, with a column for each scenario."""
    heads = _heads(found, theme)
    rows = "".join(map(_setting, found.settings))
    return _in(f"<table class='set'><thead><tr><td></td>{heads}</tr></thead><tbody>{rows}</tbody></table>")


def _heads(found: Comparison, theme: Theme) -> str:
    """Return the heads of the scenarios' columns; a phone shows the letters alone."""
    return "".join(
        f"<th scope='col'>{chip(place, theme)} <small class='name'>{escape(name)}</small></th>"
        for place, name in enumerate(found.names)
    )


def _setting(setting: Setting) -> str:
    cells = []
    for place, told in enumerate(setting.told):
        first, colon, rest = told.partition(": ")
        more = f" <small>{escape(rest)}</small>" if colon else ""
        cells.append(f"<td data-of='{LETTERS[place]}'>{escape(first)}{more}</td>")
    return f"<tr><th scope='row'>{escape(setting.what)}</th>{''.join(cells)}</tr>"


def reasons(found: Comparison, told: Sequence[Contrast], theme: Theme) -> str:
    """Return reasons with their effect in each scenario, each with its sources."""
    return _in(f"<div class='reasons'>{''.join(_reason(found, reason, theme) for reason in told)}</div>")


def _reason(found: Comparison, reason: Contrast, theme: Theme) -> str:
    effects = "".join(
        f"<span>{chip(place, theme)} {_effect(effect)}</span>" for place, effect in enumerate(reason.effects)
    )
    sources = cited(found.case, reason.claims, reason.judgement)
    basis = f"<ul>{sources}</ul>" if sources else ""
    return f"<div><p>{escape(reason.says)}</p><div class='effects'>{effects}</div>{basis}</div>"


def _effect(effect: float | None) -> str:
    if effect is None:
        return "does not happen"
    return typeset(effect, sign=True) if abs(effect) >= SLIGHT else "0"


def _in(html: str) -> str:
    return f"<div class='versus'>{html}</div>"
