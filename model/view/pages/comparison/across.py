"""Scenarios of different wars side by side: what each comes to, where it goes, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import (
    ACROSS_RULE,
    IN_COMMON,
    AcrossWars,
    across_sentences,
    across_shares_table,
    across_tables,
    across_to_dict,
    compare_across,
)
from model.explain import ClassFigures, Reason, answer_in_figures, comparison_briefing
from model.history import past_of_wars_in_brief
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome
from model.scenario import Scenario
from model.view.citations import cited
from model.view.components.line_chart import show_line_charts
from model.view.controls.tables import offer_csv, offer_workbook
from model.view.pages.comparison.charts import comparison_chart
from model.view.pages.comparison.choosing import choose_month
from model.view.pages.comparison.glance import glance_table
from model.view.pages.comparison.html import (
    account,
    answers_in_a_clause,
    called,
    effect_in_figures,
    framed,
    letter_chip,
    scenario_heads,
    scenario_key,
)
from model.view.pages.opening import open_with
from model.view.plain import plain
from model.view.results import DRAWS, reasons_of
from model.view.session import current_seed
from model.view.theme import Theme, current_theme

#: So many reasons are shown of each scenario.
MOST_REASONS = 3


@lru_cache(maxsize=64)
def across_wars(cases: tuple[Case, ...], scenarios: tuple[Scenario, ...], seed: int, at: int) -> AcrossWars:
    """Return scenarios of different wars side by side; kept for when the same is asked again."""
    return compare_across(cases, scenarios, DRAWS, seed, at=at)


def show_across(cases: tuple[Case, ...], scenarios: tuple[Scenario, ...], opening: DeltaGenerator) -> None:
    """Show scenarios of different wars side by side."""
    month = choose_month(scenarios)
    found, theme = across_wars(cases, scenarios, current_seed(), month), current_theme()
    open_with(f"How scenarios of different wars stand: {answers_in_a_clause(found)}.", opening)
    st.html(glance_table(found, theme))
    st.caption(plain(ACROSS_RULE))
    _show_paths(found, theme)
    st.header("In words", anchor=False)
    st.html(account(found))
    st.header("Shares of the pull", anchor=False)
    st.caption(
        f"At month {found.months}: the mean pull over {found.draws} variants of each war's own, with its 95% interval; "
        "then in how many of them an outcome leads, and has formed. None of it is a probability."
    )
    st.html(shares_table(found, theme))
    st.header("Reasons, each war's own", anchor=False)
    st.caption(
        "What a rule or an event of the war adds to the pull of the outcome that leads in the scenario's central run, "
        "or takes from it; the strongest first."
    )
    st.html(reasons_side_by_side(found, theme))
    _offer_files(found)


def _show_paths(found: AcrossWars, theme: Theme) -> None:
    """Show the pulls of the central runs, a line for every scenario."""
    st.header("Paths", anchor=False)
    st.caption("The central run of each scenario, month by month; dotted upright lines are events.")
    st.html(scenario_key(found, theme))
    pulls = [comparison_chart(found, outcome, theme) for outcome in OUTCOMES]
    show_line_charts(pulls, "compared_pulls", columns=3)


def shares_table(found: AcrossWars, theme: Theme) -> str:
    """Return the shares of the pull with their intervals, and counts of variants, a column for each scenario."""
    of_each = [answer_in_figures(run, drawn) for run, drawn in zip(found.runs, found.variants, strict=True)]
    rows = "".join(
        f"<tr><th scope='row'>{escape(row[0].label)}</th>{''.join(map(_cell, row))}</tr>"
        for row in zip(*of_each, strict=True)
    )
    head = f"<thead><tr><td></td>{scenario_heads(found, theme)}</tr></thead>"
    return framed(f"<table class='shares'>{head}<tbody>{rows}</tbody></table>")


def _cell(figures: ClassFigures) -> str:
    counts = f"leads in {figures.leads}, formed in {figures.formed}" if figures.leads else f"formed: {figures.formed}"
    return f"<td>{figures.share} <small>({figures.interval})</small> <small>{counts}</small></td>"


def reasons_side_by_side(found: AcrossWars, theme: Theme) -> str:
    """Return the strongest reasons of each scenario, under its war's name, with their sources."""
    parts = []
    for place, (name, run) in enumerate(zip(called(found), found.runs, strict=True)):
        about = f"what adds to the pull of {OUTCOME_NAMES[Outcome(run.outcome)]} there"
        parts.append(f"<p>{letter_chip(place, theme)} <b>{escape(name)}</b>: {escape(about)}</p>")
        own = reasons_of(run.case, run.scenario)[:MOST_REASONS]
        parts.append(f"<div class='reasons'>{''.join(_reasons(run.case, own))}</div>")
        if not own:
            parts.append("<p>No single rule or event makes a difference to it.</p>")
    return framed("".join(parts))


def _reasons(case: Case, reasons: Sequence[Reason]) -> Iterator[str]:
    for reason in reasons:
        sources = cited(case, reason.claims, reason.judgement)
        basis = f"<ul>{sources}</ul>" if sources else ""
        yield f"<div><p>{effect_in_figures(reason.effect)} {escape(reason.says)}</p>{basis}</div>"


def briefing_across(found: AcrossWars) -> str:
    """Return scenarios of different wars as a page to print."""
    past = past_of_wars_in_brief({case.settings.title: case.settings.war for case in found.cases})
    levers = [(lever.what, lever.told) for lever in found.levers]
    sentences = across_sentences(found)
    return comparison_briefing(
        found.names, found.variants, found.ends, levers, sentences, past, over_settings=IN_COMMON
    )


def _offer_files(found: AcrossWars) -> None:
    """Offer what is shown as files."""
    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Briefing, to print (HTML)",
            lambda: briefing_across(found),
            "comparison.html",
            "text/html",
            key="take comparison html",
            on_click="ignore",
            icon=":material/print:",
        )
        made_by = partial(getattr, found, "made_by")
        table = partial(across_shares_table, found)
        offer_csv("Figures (CSV)", "comparison.csv", table, made_by, "take comparison csv")
        tables = partial(across_tables, found)
        offer_workbook("All tables (workbook)", "comparison.xlsx", tables, made_by, "take comparison xlsx")
        st.download_button(
            "All of it (JSON)",
            lambda: json.dumps(across_to_dict(found), ensure_ascii=False, indent=2),
            "comparison.json",
            "application/json",
            key="take comparison json",
            on_click="ignore",
            icon=":material/download:",
        )
