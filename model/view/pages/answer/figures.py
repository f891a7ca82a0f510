"""The answer in figures: the four shares of the pull, the counts of variants, the central run, and past wars."""

from __future__ import annotations

from html import escape

import streamlit as st

from model.engine import Run
from model.explain import (
    COLOURS,
    REST_SHAPE,
    SHAPES,
    ClassFigures,
    answer_in_figures,
    central_run_in_words,
    layers_in_words,
    next_in_words,
    sturdiness_in_words,
)
from model.history import base_rate_in_words, load_base_rates
from model.knowledge import THE_REST, Outcome
from model.uncertainty import ROBUSTNESS_RULE, Ensemble, headline
from model.view.plain import plain


def show_figures(run: Run, variants: Ensemble) -> None:
    """Show what stands beside the verdict, how sturdy it is, the figures of the four classes, and what they mean."""
    found, rows = headline(variants), answer_in_figures(run, variants)
    beside = " ".join(filter(None, [next_in_words(found), central_run_in_words(run, found)]))
    st.html(
        f"<p>{escape(beside)}</p><p>{escape(sturdiness_in_words(found))}</p>{_shares_table(rows, variants.draws)}"
        f"<details class='meaning'><summary>What do these figures mean?</summary>{_meaning(run, variants)}</details>"
        "<details class='rule'><summary>What do firm, leaning and open mean?</summary>"
        f"<p>{escape(ROBUSTNESS_RULE)}</p></details>"
        f"<details class='past'><summary>What are the past wars?</summary>"
        f"<p>{escape(base_rate_in_words())}</p></details>"
    )
    st.caption(
        f"A share of the pull says how strongly the rules drive the war that way at month {run.scenario.months}, over "
        f"{variants.draws:,} plausible variants; what the three outcomes leave is the war going on. "
        f"{plain(layers_in_words(run.case, run.scenario))} It rests on all that is assumed, and is no probability. "
        "Each figure is rounded by itself, so the four may sum to a little more than 100%, or a little less."
    )


def _shares_table(rows: list[ClassFigures], draws: int) -> str:
    """Return each class's share of the pull, counts of variants, the central run's pull, and how past wars ended."""
    past = load_base_rates().rates[0].nearest  # in which share of past endings a war ended so, or nearest to it
    names = ("share of the pull", "central run", "past wars")
    first, *others = (f"<th scope='col' rowspan='2'>{name}</th>" for name in names)
    head = (
        f"<tr><td rowspan='2'></td>{first}<th scope='colgroup' colspan='2'>of {draws:,} variants</th>{''.join(others)}"
        "</tr><tr><th scope='col'>largest of three in</th><th scope='col'>has formed in</th></tr>"
    )
    body = "".join(_class_row(row, past.get(row.name)) for row in rows)
    return f"<table class='shares'><thead>{head}</thead><tbody>{body}</tbody></table>"


def _class_row(row: ClassFigures, past: float | None) -> str:
    symbol = f"<b aria-hidden='true'>{REST_SHAPE}</b>"
    if row.name != THE_REST:
        colour, shape = COLOURS[Outcome(row.name)], SHAPES[Outcome(row.name)]
        symbol = f"<b style='color:{colour}' aria-hidden='true'>{shape}</b>"
    share = f"<td class='first'><b>{row.share}</b> <small>({row.interval})</small></td>"
    cells = [row.leads or "—", row.formed, row.pull, "—" if past is None else f"{past:.0%}"]
    return f"<tr><th scope='row'>{symbol} {row.label}</th>{share}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _meaning(run: Run, variants: Ensemble) -> str:
    """Return what each column of the table tells, as HTML."""
    lines = {
        "Share of the pull": f"the mean pull over {variants.draws:,} variants at month {run.scenario.months}, and in "
        "brackets its 95% interval: how far it might be off because only so many variants were run.",
        "Largest of three in": "the variants in which an outcome has the largest pull of the three outcomes.",
        "Has formed in": "the variants in which its pull is one half or more; last, those in which nothing has formed. "
        "These count variants: they tell how sturdy the answer is, and not how much pulls towards what.",
        "Central run": "the pull with every belief at its central value. The reasons are those of this run.",
        "Past wars": "how past wars have ended, as near as their classes come to these.",
    }
    return "".join(f"<p><b>{name}</b>: {escape(text)}</p>" for name, text in lines.items())
