"""The briefing of a comparison: two to four scenarios, of one war or more, in columns on a page that prints."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from model.explain.briefing_page import LIMITS, made_in_words, way_back, whole_page
from model.explain.briefing_page.drawing import shares_drawn
from model.explain.side_by_side import Settings, side_by_side_rows
from model.knowledge import as_list
from model.uncertainty import Ensemble

#: So many settings are named, so that three scenarios fit a page.
MOST_SETTINGS = 6


def comparison_briefing(
    names: Sequence[str],
    variants: Sequence[Ensemble],
    ends: Sequence[Ensemble],
    settings: Settings,
    sentences: Sequence[str],
    past: str,
    link: str = "",
    over_settings: str = "Set differently",
) -> str:
    """Return scenarios side by side as one self-contained HTML page, made to print on A4.

    Args:
        names: what the scenarios are called; what follows is in the same order.
        variants: their plausible variants up to the month at which they are compared.
        ends: the same up to the horizon of each.
        settings: what is set: what it is, and what each scenario makes of it.
        sentences: the comparison in words.
        past: a sentence on how past wars ended, to hold the shares against.
        link: the address that leads back to it, if there is one.
        over_settings: what stands over the settings.
    """
    cases = {drawn.case.settings.title: drawn for drawn in variants}
    wars = [f"{escape(drawn.case.settings.title)}<br>" if len(cases) > 1 else "" for drawn in variants]
    heads = "".join(f"<th scope='col'>{war}{escape(name)}</th>" for war, name in zip(wars, names, strict=True))
    rows = side_by_side_rows(variants, ends, over_settings, settings, MOST_SETTINGS)
    drawings = "".join(
        f"<div><p><b>{escape(name)}</b></p>{shares_drawn(end)}</div>" for name, end in zip(names, ends, strict=True)
    )
    body = [
        f"<header><p class='of'>{escape(as_list(list(cases)))}: scenarios compared</p>",
        f"<h1>{escape(as_list([f'“{name}”' for name in names]))}</h1></header><main>",
        f"<section><table class='columns'><thead><tr><td></td>{heads}</tr></thead>",
        f"<tbody>{rows}</tbody></table></section>",
        f"<section><h2>Where each is driven, up to its own end</h2><div class='side'>{drawings}</div></section>",
        f"<section><h2>What differs</h2>{''.join(f'<p>{escape(sentence)}</p>' for sentence in sentences)}</section>",
        f"</main><footer><p>{escape(LIMITS)} {escape(past)}</p>",
        f"<p>{' '.join(made_in_words(drawn.case, drawn) for drawn in cases.values())}{way_back(link)}</p></footer>",
    ]
    return whole_page(f"{as_list(list(names))}: what differs", body)
