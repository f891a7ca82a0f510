"""The briefing: one answer on a page that prints, with all that somebody needs who was not there. Plain HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

from model.engine import Run
from model.explain.briefing_page.drawing import shares_drawn
from model.explain.deal import binding_issue_in_words
from model.explain.figures import ClassFigures, answer_in_figures
from model.explain.headline import central_run_in_words, headline_in_words, next_in_words, sturdiness_in_words
from model.explain.narrative import account
from model.explain.reasoning import Reason
from model.explain.symbols import COLOURS, REST_SHAPE, SHAPES
from model.explain.tipping import Flip
from model.explain.what_may_happen import may_happen_in_brief
from model.knowledge import THE_REST, Case, Outcome, capitalised, name_of, places_in_words, settable, typeset
from model.scenario import event_in_words
from model.uncertainty import Ensemble, headline, layers
from model.version import __version__

CSS = Path(__file__).parent / "style.css"


#: What is said at the foot of every briefing.
LIMITS = (
    "This explores assumptions and forecasts nothing: a share of the pull says how strongly the rules drive the war "
    "that way, granted all that is assumed, and is no probability. The sentences are those of the sources named; how "
    "strongly each pushes is our judgement."
)


def briefing(
    run: Run, variants: Ensemble, reasons: list[Reason], flips: Sequence[Flip], past: str, link: str = ""
) -> str:
    """Return a run as one self-contained HTML page, made to print on A4.

    Args:
        run: the central run.
        variants: the same scenario's plausible variants.
        reasons: the run's, see `model.explain`.
        flips: the run's, see `model.explain.flips`.
        past: a sentence on how past wars ended, to hold the shares against.
        link: the address that leads back to it, if there is one.

    Raises:
        ValueError: if the variants are those of another scenario or case.
    """
    case, scenario = run.case, run.scenario
    found = headline(variants)
    why = account(run, reasons, list(flips))
    beside = filter(None, [next_in_words(found), central_run_in_words(run, found)])
    cited = [claim.id for claim in case.claims if re.search(rf"\b{re.escape(claim.id)}\b", why)]
    sturdiness = f"{sturdiness_in_words(found)} {layers(variants).in_words()}"
    body = [
        f"<header><p class='of'>{escape(case.settings.title)}: a scenario</p><h1>{escape(scenario.title)}</h1>",
        f"<p>{escape(scenario.says)}</p></header>" if scenario.says else "</header>",
        f"<main><section><h2>{escape(headline_in_words(found))} <span class='word'>{found.word}</span></h2>"
        f"<p>{escape(' '.join(beside))}</p><p>{escape(sturdiness)}</p></section>",
        f"<div class='two'><section><h2>Where it is driven</h2>{shares_drawn(variants)}</section>"
        f"<section><h2>Shares of the pull, and how sturdy</h2>{_shares(run, variants)}</section></div>",
        f"<section><h2>What is set</h2>{_set(run)}</section>",
        f"<section><h2>Why, in the central run</h2><p>{escape(why)}</p></section>",
        f"<section><h2>What is on the table</h2><p>{escape(binding_issue_in_words(run))}</p></section>",
        f"<section><h2>Where it is told</h2>{_sources(case, cited)}</section>" if cited else "",
        f"</main><footer><p>{escape(LIMITS)} {escape(past)}</p>",
        f"<p>{made_in_words(case, variants)}{way_back(link)}</p></footer>",
    ]
    return whole_page(f"{scenario.title}: {headline_in_words(found)}", body)


def whole_page(title: str, body: Sequence[str]) -> str:
    """Return the parts of a body as one self-contained HTML page; the title is text."""
    return (
        f"<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
        f"content='width=device-width'><title>{escape(title)}</title>"
        f"<style>{CSS.read_text('utf-8')}</style></head>"
        f"<body>{''.join(body)}</body></html>\n"
    )


def _shares(run: Run, variants: Ensemble) -> str:
    rows = "".join(_row(row) for row in answer_in_figures(run, variants))
    names = ("share of the pull", "largest of three in", "has formed in", "central run")
    head = "".join(f"<th scope='col'>{name}</th>" for name in names)
    return f"<table><thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table>" + (
        f"<p class='small'>Share of the pull: the mean over {variants.draws:,} variants, with its 95 % interval for "
        "want of more. Then the number of variants in which an outcome leads, and has formed; and the pulls "
        "of the central run. Each figure is rounded by itself.</p>"
    )


def _row(row: ClassFigures) -> str:
    symbol = f"<b>{REST_SHAPE}</b>"
    if row.name != THE_REST:
        symbol = f"<b style='color:{COLOURS[Outcome(row.name)]}'>{SHAPES[Outcome(row.name)]}</b>"
    return (
        f"<tr><th scope='row'>{symbol} {row.label}</th><td>{row.share} <small>({row.interval})</small></td>"
        f"<td>{row.leads}</td><td>{row.formed}</td><td>{row.pull}</td></tr>"
    )


def _set(run: Run) -> str:
    """Return what is set, and what is left to vary."""
    case, scenario = run.case, run.scenario
    known = settable(case)
    levers = [name for name, variable in known.items() if variable.lever]
    items = [f"{_value(case, name, scenario.given[name])}" for name in levers if name in scenario.given]
    items += [f"{_value(case, name, value)}" for name, value in scenario.given.items() if name not in levers]
    items += [f"{capitalised(case.spoken[actor])} takes no part" for actor in scenario.without]
    items += [f"The theory “{theory.title}” is believed" for theory in case.theories if theory.id in scenario.theories]
    items += [f"Month {event.month}: {event_in_words(case, event).rstrip('.')}" for event in scenario.events]
    items += [f"“{case.rule_of[r].says.rstrip('.')}” counts {f:g} times" for r, f in scenario.beliefs.items()]
    loose = [name_of(case, name) for name in levers if name not in scenario.given]
    rest = sum(name not in scenario.given for name in known if name not in levers)
    varied = f"Varied: {', '.join(loose)}{' and ' if loose else ''}{rest} assumptions, all that the rules weigh."
    varied += f" What may happen: {may_happen_in_brief(case, scenario)}."
    rows = "".join(f"<li>{escape(text)}</li>" for text in items)
    nothing = "<p>No value, actor, theory, event or rule: these are as the case has them.</p>"
    list_ = f"<ul class='set'>{rows}</ul>" if items else nothing
    return f"{list_}<p class='small'>{escape(varied)} Horizon: {scenario.months} months.</p>"


def _value(case: Case, name: str, value: float) -> str:
    variable = settable(case)[name]
    scale, bands = case.scale_of[variable.scale], variable.bands
    at = int((value - scale.low) / (scale.high - scale.low) * len(bands)) if bands else 0
    word = f" ({bands[min(at, len(bands) - 1)]})" if bands else ""
    return f"{capitalised(name_of(case, name).removeprefix('the '))} {typeset(value)}{word}"


def _sources(case: Case, claims: Sequence[str]) -> str:
    found = [case.claim_of[claim] for claim in claims]
    rows = (
        f"<li><b>{escape(c.id)}</b> {escape(c.says)} <i>{escape(places_in_words(case, c.source))}</i></li>"
        for c in found
    )
    return f"<ul class='small'>{''.join(rows)}</ul>"


def made_in_words(case: Case, variants: Ensemble) -> str:
    """Return as HTML what made it."""
    return escape(
        f"Case {case.id}, version {case.settings.version}; Ripeness {__version__}; "
        f"{variants.draws} variants, seed {variants.seed}."
    )


def way_back(link: str) -> str:
    """Return as HTML the link back to what is shown; nothing without one."""
    if not link:
        return ""
    shown = escape(link)
    return f" Back to it: <a href='{shown}'>{shown}</a>" if link.startswith(("http://", "https://")) else f" {shown}"
