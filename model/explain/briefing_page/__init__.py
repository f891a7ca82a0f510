"""The briefing: one answer on a page that prints, with all that somebody needs who was not there. Plain HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path

import numpy as np

from model.engine import Run
from model.explain import deal
from model.explain.deal import holding
from model.explain.headline import outcome_in_words, sturdiness
from model.explain.narrative import account
from model.explain.reasoning import Reason
from model.explain.symbols import COLOURS, LABELS, SHAPES
from model.explain.tipping import Flip
from model.knowledge import OUTCOMES, Case, Outcome, capitalised, name_of, places_in_words, settable, typeset
from model.scenario import event_in_words as told
from model.uncertainty import Ensemble, interval_in_words, robustness
from model.version import __version__

CSS = Path(__file__).parent / "style.css"


#: The picture of the paths, in pixels; dashes by outcome.
WIDTH, HEIGHT, LEFT, BELOW = 350, 150, 26, 24


DASHES = {Outcome.SETTLEMENT: "none", Outcome.FROZEN: "8 4", Outcome.ESCALATION: "2 3"}


LIMITS = (
    "This explores assumptions and forecasts nothing: a share counts plausible variants of what is assumed, and is no "
    "probability. The sentences are those of the sources named; how strongly each pushes is our judgement."
)


def briefing(
    run: Run, variants: Ensemble, reasons: list[Reason], flips: Sequence[Flip], past: str, link: str = ""
) -> str:
    """Return a run as one self-contained HTML page, made to print on A4.

    Args:
        run: the central run.
        variants: the same scenario's plausible variants.
        reasons: the run's, see `model.explain`.
        flips: the run's, see `model.flips`.
        past: a sentence on how past wars ended, to hold the shares against.
        link: the address that leads back to it, if there is one.

    Raises:
        ValueError: if the variants are those of another scenario or case.
    """
    case, scenario = run.case, run.scenario
    why = account(run, reasons, list(flips))
    cited = [claim.id for claim in case.claims if re.search(rf"\b{re.escape(claim.id)}\b", why)]
    body = [
        f"<header><p class='of'>{escape(case.settings.title)}: a scenario</p><h1>{escape(scenario.title)}</h1>",
        f"<p>{escape(scenario.says)}</p></header>" if scenario.says else "</header>",
        f"<main><section><h2>{escape(outcome_in_words(run))} <span class='word'>{robustness(run, variants).verdict.word}</span>"
        f"</h2><p>{escape(sturdiness(run, variants))}</p></section>",
        f"<div class='two'><section><h2>Where it is driven</h2>{_paths(run, variants)}</section>"
        f"<section><h2>How often, of {variants.draws} variants</h2>{_shares(run, variants)}</section></div>",
        f"<section><h2>What is set</h2>{_set(run)}</section>",
        f"<section><h2>Why</h2><p>{escape(why)}</p></section>",
        f"<section><h2>What is on the table</h2><p>{escape(holding(run, deal.deal_terms(run)))}</p></section>",
        f"<section><h2>Where it is told</h2>{_sources(case, cited)}</section>" if cited else "",
        f"</main><footer><p>{escape(LIMITS)} {escape(past)}</p>",
        f"<p>{_made(case, variants)}{_back(link)}</p></footer>",
    ]
    return (
        f"<!doctype html>\n<html lang='en'><head><meta charset='utf-8'><meta name='viewport' "
        f"content='width=device-width'><title>{escape(scenario.title)}: {escape(outcome_in_words(run))}</title>"
        f"<style>{CSS.read_text('utf-8')}</style></head>"
        f"<body>{''.join(body)}</body></html>\n"
    )


def _paths(run: Run, variants: Ensemble) -> str:
    """Return the pulls over the months with the variants' bands, as SVG; lines differ by colour, dash and label."""
    months = run.scenario.months
    bands = variants.bands(*OUTCOMES).transpose("variable", "quantile", "month").to_numpy()
    wide, tall = WIDTH - LEFT - 100, HEIGHT - BELOW - 8

    def points(values: np.ndarray, back: bool = False) -> str:
        at = [f"{LEFT + wide * m / months:.1f},{8 + tall * (1 - v):.1f}" for m, v in enumerate(values)]
        return " ".join(reversed(at) if back else at)

    parts = [
        f"<path d='M{LEFT} {8 + tall * (1 - y):.1f}h{wide}' stroke='#999' stroke-width='.7' stroke-dasharray='{dash}'/>"
        f"<text x='{LEFT - 4}' y='{11 + tall * (1 - y):.1f}' text-anchor='end'>{y:.1f}</text>"
        for y, dash in ((0, "none"), (0.5, "3 3"), (1, "none"))
    ]
    for at, outcome in enumerate(Outcome):
        low, lower, _, upper, high = bands[at]
        parts += [
            f"<polygon points='{points(b)} {points(a, back=True)}' fill='{COLOURS[outcome]}' fill-opacity='.16'/>"
            for a, b in ((low, high), (lower, upper))
        ]
    ends = _apart([8 + tall * (1 - run.pull[o]) for o in OUTCOMES])
    for at, outcome in enumerate(Outcome):
        parts.append(
            f"<polyline points='{points(run.pulls[:, at])}' fill='none' stroke='{COLOURS[outcome]}' stroke-width='2.2' "
            f"stroke-dasharray='{DASHES[outcome]}'/><text x='{LEFT + wide + 5}' y='{ends[at] + 3:.1f}'>"
            f"{SHAPES[outcome]} {LABELS[outcome].split()[0]} {run.pull[outcome]:.2f}</text>"
        )
    for month in dict.fromkeys((0, months // 2, months)):
        parts.append(
            f"<text x='{LEFT + wide * month / months:.1f}' y='{HEIGHT - 10}' text-anchor='middle'>{month}</text>"
        )
    said = ", ".join(f"{LABELS[o]} from {run.pulls[0, n]:.2f} to {run.pull[o]:.2f}" for n, o in enumerate(Outcome))
    label = f"Pulls over {months} months: {said}."
    text = "<p class='small'>Pulls by month; formed from 0.5 on. Bands: half, and nine in ten, of the variants.</p>"
    return f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{escape(label)}'>{''.join(parts)}</svg>{text}"


def _apart(places: Sequence[float], least: float = 11) -> list[float]:
    """Return places moved apart as little as labels need, in the same order from top to bottom."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found, last = list(places), float("-inf")
    for n in order:
        found[n] = last = max(places[n], last + least)
    over = max(0.0, last - (HEIGHT - BELOW))
    return [place - over for place in found]


def _shares(run: Run, variants: Ensemble) -> str:
    rows = [
        f"<tr><th scope='row'><b style='color:{COLOURS[o]}'>{SHAPES[o]}</b> {LABELS[o]}</th><td>{run.pull[o]:.2f}</td>"
        f"<td>{_share(variants.shares[o], variants.share_intervals[o])}</td>"
        f"<td>{_share(variants.formed[o], variants.formed_intervals[o])}</td></tr>"
        for o in Outcome
    ]
    none = f"<tr><th scope='row'>The war goes on</th><td></td><td></td><td>{_share(*variants.unformed)}</td></tr>"
    head = "<tr><td></td><th scope='col'>pull</th><th scope='col'>leads in</th><th scope='col'>has formed in</th></tr>"
    return f"<table><thead>{head}</thead><tbody>{''.join(rows)}{none}</tbody></table>" + (
        "<p class='small'>In brackets: 95 % intervals for want of more variants.</p>"
    )


def _share(share: float, interval: tuple[float, float]) -> str:
    return f"{share:.0%} <small>({interval_in_words(*interval)})</small>"


def _set(run: Run) -> str:
    """Return what is set, and what is left to vary."""
    case, scenario = run.case, run.scenario
    known = settable(case)
    levers = [name for name, variable in known.items() if variable.lever]
    told_ = [f"{_value(case, name, scenario.given[name])}" for name in levers if name in scenario.given]
    told_ += [f"{_value(case, name, value)}" for name, value in scenario.given.items() if name not in levers]
    told_ += [f"{capitalised(case.spoken[actor])} takes no part" for actor in scenario.without]
    told_ += [f"The theory “{theory.title}” is believed" for theory in case.theories if theory.id in scenario.theories]
    told_ += [f"Month {event.month}: {told(case, event).rstrip('.')}" for event in scenario.events]
    told_ += [f"“{case.rule_of[r].says.rstrip('.')}” counts {f:g} times" for r, f in scenario.beliefs.items()]
    items = "".join(f"<li>{escape(text)}</li>" for text in told_)
    loose = [name_of(case, name) for name in levers if name not in scenario.given]
    rest = sum(name not in scenario.given for name in known if name not in levers)
    varied = f"Varied: {', '.join(loose)}{' and ' if loose else ''}{rest} assumptions, all that the rules weigh."
    list_ = f"<ul class='set'>{items}</ul>" if items else "<p>Nothing: all as the case has it.</p>"
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


def _made(case: Case, variants: Ensemble) -> str:
    return escape(
        f"Case {case.id}, version {case.settings.version}; Ripeness {__version__}; "
        f"{variants.draws} variants, seed {variants.seed}."
    )


def _back(link: str) -> str:
    if not link:
        return ""
    shown = escape(link)
    return f" Back to it: <a href='{shown}'>{shown}</a>" if link.startswith(("http://", "https://")) else f" {shown}"
