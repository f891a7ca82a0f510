"""Scenarios side by side, as plain HTML without a script: who they are, what differs in words, settings, reasons."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from model.analysis import AcrossWars, Comparison, Contrast, Setting, across_sentences, comparison_sentences
from model.engine import SLIGHT
from model.explain import percent
from model.knowledge import CLASS_NAMES, as_list, typeset
from model.uncertainty import headline
from model.view.citations import cited
from model.view.theme import SCENARIO_COLOURS, Theme

#: What a page can put side by side: scenarios of one war, or of several.
Compared = Comparison | AcrossWars


#: What the scenarios are called in tables and pictures, in their order.
LETTERS = "ABCD"


def framed(html: str) -> str:
    """Return HTML in the frame that the page's style sheet asks for."""
    return f"<div class='versus'>{html}</div>"


def letter_chip(place: int, theme: Theme) -> str:
    """Return the letter of the scenario at a place, in its colour."""
    return f"<b class='chip' style='color:{SCENARIO_COLOURS[theme][place]}'>{LETTERS[place]}</b>"


def scenario_key(found: Compared, theme: Theme, with_reference: bool = True) -> str:
    """Return which letter is which scenario, and which of them the others are held against."""
    items = []
    for place, name in enumerate(called(found)):
        is_reference = with_reference and isinstance(found, Comparison) and place == found.reference
        note = " <i>(the others are compared with it)</i>" if is_reference else ""
        items.append(f"<li>{letter_chip(place, theme)} {escape(name)}{note}</li>")
    return framed(f"<ul class='key'>{''.join(items)}</ul>")


def called(found: Compared) -> list[str]:
    """Return what the scenarios are called by themselves: of several wars with the war before the name."""
    if isinstance(found, AcrossWars):
        return [f"{war}: {name}" for war, name in zip(found.wars, found.names, strict=True)]
    return list(found.names)


def scenario_heads(found: Compared, theme: Theme) -> str:
    """Return the heads of the scenarios' columns; a phone shows the letters alone."""
    wars = [f"<b class='war'>{escape(war)}</b> " for war in found.wars] if isinstance(found, AcrossWars) else []
    return "".join(
        f"<th scope='col'>{letter_chip(place, theme)} {''.join(wars[place : place + 1])}"
        f"<small class='name'>{escape(name)}</small></th>"
        for place, name in enumerate(found.names)
    )


def account(found: Compared) -> str:
    """Return what differs, in words."""
    sentences = across_sentences(found) if isinstance(found, AcrossWars) else comparison_sentences(found)
    return framed("".join(f"<p class='account'>{escape(sentence)}</p>" for sentence in sentences))


def answers_in_a_clause(found: Compared) -> str:
    """Return which class has the largest share of the pull with each scenario, and how much."""
    told = [
        f"{CLASS_NAMES[answer.name]} has {percent(answer.share)} of the pull {_where(found, place)}"
        for place, answer in enumerate(map(headline, found.variants))
    ]
    return f"at month {found.months}, {as_list(told)}"


def _where(found: Compared, place: int) -> str:
    war = f" ({found.wars[place]})" if isinstance(found, AcrossWars) else ""
    return f"with “{found.names[place]}”{war}"


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
        f"<span>{letter_chip(place, theme)} {effect_in_figures(effect)}</span>"
        for place, effect in enumerate(reason.effects)
    )
    cases = [run.case for run in found.runs]  # a theory's claims are only in the cases of those that believe it
    case = next((case for case in cases if all(claim in case.claim_of for claim in reason.claims)), found.case)
    sources = cited(case, reason.claims, reason.judgement)
    basis = f"<ul>{sources}</ul>" if sources else ""
    return f"<div><p>{escape(reason.says)}</p><div class='effects'>{effects}</div>{basis}</div>"


def effect_in_figures(effect: float | None) -> str:
    """Return what a reason adds to a pull, or takes from it, in figures; None is an event that does not happen."""
    if effect is None:
        return "does not happen"
    return typeset(effect, sign=True) if abs(effect) >= SLIGHT else "0"
