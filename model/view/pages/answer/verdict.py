"""The answer in words and figures: what has formed, how firm that is, where the war is driven, and the pulls."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.engine import Run
from model.explain import (
    COLOURS,
    GOES_ON,
    LABELS,
    SHAPES,
    course_in_words,
    outcome_in_words,
    percent,
    pulls_in_figures,
    robustness_in_words,
)
from model.history import BaseRate, base_rate_in_words, load_base_rates
from model.knowledge import Outcome
from model.uncertainty import ROBUSTNESS_RULE, Ensemble, interval_in_words, robustness


def show_verdict(run: Run, variants: Ensemble) -> None:
    """Show the verdict first and how firm it is, the direction after it, the pulls, and the variants."""
    word = robustness(run, variants).verdict.word
    st.html(
        f"<div class='answer'><h2 class='verdict' id='verdict'>{escape(outcome_in_words(run))}</h2>"
        f"<span class='word {word}'>{word.capitalize()}</span></div>"
        f"<p id='course'>{escape(course_in_words(run))}</p>"
        f"<p>{escape(robustness_in_words(run, variants))}</p>{_pulls_bar(run)}{_shares_table(run, variants)}"
        "<details class='rule'><summary>What do firm, leaning and open mean?</summary>"
        f"<p>{escape(ROBUSTNESS_RULE)}</p></details>"
        f"<details class='past'><summary>What are the past wars?</summary>"
        f"<p>{escape(base_rate_in_words())}</p></details>"
    )
    st.caption(
        f"A pull says how strongly the central beliefs drive the war that way at month {run.scenario.months}; an "
        "outcome has formed when its pull is one half or more, and until then the war goes on. The variants differ "
        "within what is plausible in everything that is not set. These are shares of variants, conditional on "
        "all that is assumed, and not probabilities. Each figure is rounded by itself, so that the four "
        "may sum to a little more than 1, or a little less."
    )


def _pulls_bar(run: Run) -> str:
    """Return one bar for the three pulls, and what is left for the war that goes on."""
    in_words = ", ".join(f"{name} {pull}" for name, pull in pulls_in_figures(run).items())
    parts = "".join(
        f"<i style='flex:{run.pull[o]:.4f} 0 0;background:{COLOURS[o]}'></i>" for o in Outcome if run.pull[o]
    )
    parts += f"<i class='none' style='flex:{run.goes_on:.4f} 0 0'></i>"
    return f"<div class='pulls' role='img' aria-label='Pulls: {escape(in_words)}'>{parts}</div>"


def _shares_table(run: Run, variants: Ensemble) -> str:
    """Return each outcome's pull, the shares of variants in which it leads and has formed, and how past wars ended."""
    past = load_base_rates().rates[0]
    rows = "".join(_outcome_row(run, variants, past, outcome) for outcome in Outcome)
    head = (
        f"<tr><td></td><td></td><th scope='colgroup' colspan='2'>of {variants.draws} variants "
        "<small>(95% interval)</small></th><th scope='col' rowspan='2'>past wars</th></tr>"
        "<tr><td></td><th scope='col'>pull</th><th scope='col'>leads in</th><th scope='col'>has formed in</th></tr>"
    )
    body = f"<tbody>{rows}{_row_of_none(run, variants)}</tbody>"
    return f"<table class='shares'><thead>{head}</thead>{body}</table>"


def _outcome_row(run: Run, variants: Ensemble, past: BaseRate, outcome: Outcome) -> str:
    symbol = f"<b style='color:{COLOURS[outcome]}' aria-hidden='true'>{SHAPES[outcome]}</b>"
    leads = _share_cell(variants.shares[outcome], variants.share_intervals[outcome])
    formed = _share_cell(variants.formed[outcome], variants.formed_intervals[outcome])
    counted = past.nearest.get(outcome)  # in which share of past endings a war ended so, or nearest to it
    label = LABELS[outcome]
    return (
        f"<tr><th scope='row'>{symbol} {label}</th><td>{pulls_in_figures(run)[label]}</td>{leads}{formed}"
        f"<td>{'—' if counted is None else f'{counted:.0%}'}</td></tr>"
    )


def _row_of_none(run: Run, variants: Ensemble) -> str:
    """Return the row of the war that goes on: what is left of the pulls, and where nothing has formed."""
    name = f"<th scope='row'><b aria-hidden='true'>▨</b> {GOES_ON}</th>"
    pull, formed = f"<td>{pulls_in_figures(run)[GOES_ON]}</td>", _share_cell(*variants.unformed)
    return f"<tr>{name}{pull}<td></td>{formed}<td>—</td></tr>"


def _share_cell(share: float, interval: tuple[float, float]) -> str:
    return f"<td>{percent(share)} <small>({interval_in_words(*interval)})</small></td>"
