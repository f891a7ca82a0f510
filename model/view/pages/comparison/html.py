"""Scenarios side by side, as plain HTML without a script: who they are, what differs in words, settings, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from model.analysis import Comparison, Contrast, Setting, comparison_sentences
from model.engine import SLIGHT
from model.knowledge import typeset
from model.view.citations import cited
from model.view.theme import SCENARIO_COLOURS, Theme

#: What the scenarios are called in tables and pictures, in their order.
LETTERS = "ABCD"


def framed(html: str) -> str:
    """Return HTML in the frame that the page's style sheet asks for."""
    return f"<div class='versus'>{html}</div>"


def letter_chip(place: int, theme: Theme) -> str:
    """Return the letter of the scenario at a place, in its colour."""
    return f"<b class='chip' style='color:{SCENARIO_COLOURS[theme][place]}'>{LETTERS[place]}</b>"


def scenario_key(found: Comparison, theme: Theme, with_reference: bool = True) -> str:
    """Return which letter is which scenario, and which of them the others are held against."""
    items = []
    for place, name in enumerate(found.names):
        is_reference = with_reference and place == found.reference
        note = " <i>(the others are compared with it)</i>" if is_reference else ""
        items.append(f"<li>{letter_chip(place, theme)} {escape(name)}{note}</li>")
    return framed(f"<ul class='key'>{''.join(items)}</ul>")


def scenario_heads(found: Comparison, theme: Theme) -> str:
    """Return the heads of the scenarios' columns; a phone shows the letters alone."""
    return "".join(
        f"<th scope='col'>{letter_chip(place, theme)} <small class='name'>{escape(name)}</small></th>"
        for place, name in enumerate(found.names)
    )


def account(found: Comparison) -> str:
    """Return what differs, in words."""
    return framed("".join(f"<p class='account'>{escape(sentence)}</p>" for sentence in comparison_sentences(found)))


def settings_table(found: Comparison, theme: Theme) -> str:
    """Return what is set differently as a table, with a column for each scenario."""
    head = f"<tr><td></td>{scenario_heads(found, theme)}</tr>"
    rows = "".join(map(_setting_row, found.settings))
    return framed(f"<table class='set'><thead>{head}</thead><tbody>{rows}</tbody></table>")


def _setting_row(setting: Setting) -> str:
    cells = []
    for place, text in enumerate(setting.told):
        first, colon, rest = text.partition(": ")
        more = f" <small>{escape(rest)}</small>" if colon else ""
        cells.append(f"<td data-of='{LETTERS[place]}'>{escape(first)}{more}</td>")
    return f"<tr><th scope='row'>{escape(setting.what)}</th>{''.join(cells)}</tr>"


def reasons_list(found: Comparison, reasons: Sequence[Contrast], theme: Theme) -> str:
    """Return reasons with their effect in each scenario, each with its sources."""
    return framed(f"<div class='reasons'>{''.join(_reason(found, reason, theme) for reason in reasons)}</div>")


def _reason(found: Comparison, reason: Contrast, theme: Theme) -> str:
    effects = "".join(
        f"<span>{letter_chip(place, theme)} {_effect(effect)}</span>" for place, effect in enumerate(reason.effects)
    )
    cases = [run.case for run in found.runs]  # a theory's claims are only in the cases of those that believe it
    case = next((case for case in cases if all(claim in case.claim_of for claim in reason.claims)), found.case)
    sources = cited(case, reason.claims, reason.judgement)
    basis = f"<ul>{sources}</ul>" if sources else ""
    return f"<div><p>{escape(reason.says)}</p><div class='effects'>{effects}</div>{basis}</div>"


def _effect(effect: float | None) -> str:
    if effect is None:
        return "does not happen"
    return typeset(effect, sign=True) if abs(effect) >= SLIGHT else "0"
