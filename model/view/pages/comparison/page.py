"""What differs? Two to four scenarios side by side: of one war on the same draws, or of several, each on its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache, partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import (
    DIFFERENCE_RULE,
    FEWEST_SCENARIOS,
    Comparison,
    compare,
    comparison_sentences,
    comparison_shares_table,
    comparison_tables,
    comparison_to_dict,
    settings_in_brief,
)
from model.explain import LABELS, SHAPES, comparison_briefing
from model.history import base_rate_in_words, past_wars_in_brief
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome
from model.scenario import MadeBy, Scenario
from model.view.components.line_chart import show_line_charts
from model.view.controls.tables import offer_csv, offer_workbook
from model.view.pages.base import Page, Pages
from model.view.pages.comparison.across import show_across
from model.view.pages.comparison.charts import comparison_chart
from model.view.pages.comparison.choosing import (
    AGAINST,
    AT,
    CHOSEN,
    Choices,
    choices,
    choose_month,
    choose_reference,
    choose_scenarios,
    choose_wars,
    show_pins,
    show_what_to_do,
)
from model.view.pages.comparison.differences import counts_table, differences_table, figures_table
from model.view.pages.comparison.elsewhere import WARS
from model.view.pages.comparison.glance import glance_table
from model.view.pages.comparison.html import account, answers_in_a_clause, reasons_list, scenario_key, settings_table
from model.view.pages.opening import open_with
from model.view.plain import plain
from model.view.results import DRAWS
from model.view.session import choose, current_seed, one_of, pinned_drafts
from model.view.style import add_style
from model.view.theme import Theme, current_theme

#: How the page opens.
WHAT_FOR = "What differs between scenarios, and why"

#: So many reasons are shown at once.
MOST_REASONS = 4


#: The choices: for which pull reasons are shown, and which paths, by the place of their chart in the case.
ABOUT = one_of("reasons about", lambda _: OUTCOMES)


PATHS = one_of("paths compared", lambda among: range(len(among.case.settings.chart)))


@lru_cache(maxsize=64)
def comparison_of(case: Case, scenarios: tuple[Scenario, ...], reference: int, seed: int, at: int) -> Comparison:
    """Return a comparison; kept for when the same is asked again."""
    return compare(case, scenarios, DRAWS, seed, reference=reference, at=at)


@lru_cache(maxsize=64)
def comparison_about(found: Comparison, outcome: str) -> Comparison:
    """Return a comparison with the reasons for an outcome's pull; kept for when the same is asked again."""
    return found.about(outcome)


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show what can be compared, and once two scenarios are chosen that differ, in what."""
    add_style(__file__)
    opening = st.empty()  # filled once it is known what is compared
    chooser = st.container()
    offered = choices(case, scenario, pinned_drafts()) | choose_wars()
    with chooser:
        chosen = choose_scenarios(offered)
    show_pins(case)
    scenarios = tuple(offered[token][1] for token in chosen)
    cases = tuple(offered[token][2] for token in chosen)
    if len(chosen) < FEWEST_SCENARIOS:
        open_with(f"{WHAT_FOR}.", opening)
        show_what_to_do(chosen, offered)
    elif len(set(cases)) > 1:
        show_across(cases, scenarios, opening)
    else:
        _show_differences(cases[0], chosen, offered, opening)


def _show_differences(case: Case, chosen: Sequence[str], offered: Choices, opening: DeltaGenerator) -> None:
    """Show what differs between scenarios of one war, of which no two set the same."""
    scenarios = tuple(offered[token][1] for token in chosen)
    columns = st.columns(2)
    with columns[0]:
        reference = choose_reference(chosen, offered)
    with columns[1]:
        month = choose_month(scenarios)
    found = comparison_of(case, scenarios, reference, current_seed(), month)
    open_with(f"{WHAT_FOR}: {answers_in_a_clause(found)}.", opening)
    theme = current_theme()
    st.html(glance_table(found, theme))
    st.header("Paths", anchor=False)
    _show_paths(case, found, theme)
    st.header("In words", anchor=False)
    st.html(account(found))
    _show_figures(found, theme)
    st.header("What is set differently", anchor=False)
    st.html(settings_table(found, theme))
    st.header("Reasons that differ", anchor=False)
    _show_reasons(found, theme)
    _offer_tables(found)


def _show_figures(found: Comparison, theme: Theme) -> None:
    """Show the shares of the pull and the counts of variants, and by how much they differ."""
    st.header("Shares of the pull", anchor=False)
    st.html(scenario_key(found, theme))
    st.caption(
        f"At month {found.months}. The share of the pull is the mean pull over {found.draws} plausible variants (95% "
        "intervals); what the three outcomes leave is the war going on. In how many of the variants each outcome leads "
        "and has formed tells how sturdy that is. Neither is a probability. A bundled scenario that does not say what "
        "may happen is compared as the page opens it: with all happenings, and a front that returns."
    )
    st.html(figures_table(found, theme))
    st.header("By how much", anchor=False)
    st.caption(f"{plain(base_rate_in_words())} {DIFFERENCE_RULE} A ring instead of a full point: the interval holds 0.")
    st.html(differences_table(found, theme))
    st.subheader("Differences in the number of variants", anchor=False)
    st.html(counts_table(found, theme))


def _show_paths(case: Case, found: Comparison, theme: Theme) -> None:
    """Show the pulls, and the variables of one of the case's charts, each with a line for every scenario."""
    st.caption(
        "The central run of each scenario, month by month; dotted upright lines are events. The central run has no "
        "happenings, so that scenarios that differ only in these have the same paths."
    )
    st.html(scenario_key(found, theme, with_reference=False))
    pulls = [comparison_chart(found, outcome, theme) for outcome in OUTCOMES]
    show_line_charts(pulls, "compared_pulls", columns=3)
    groups = case.settings.chart
    if not groups:
        return
    titles = {place: group.title for place, group in enumerate(groups)}
    group = groups[choose(st.selectbox, "Other paths", titles, PATHS, 0)]
    paths = [comparison_chart(found, variable, theme) for variable in group.variables]
    show_line_charts(paths, "compared_paths", columns=min(len(paths), 3))


def _show_reasons(found: Comparison, theme: Theme) -> None:
    """Let an outcome be chosen, and show the reasons for its pull whose effects differ most."""
    labels = {o: f"{SHAPES[Outcome(o)]} {LABELS[Outcome(o)]}" for o in OUTCOMES}
    label = "What adds to the pull of"
    outcome = choose(st.segmented_control, label, labels, ABOUT, found.outcome) or found.outcome
    found = comparison_about(found, outcome)
    st.caption(
        f"Each figure is what a rule or an event adds to the pull of {OUTCOME_NAMES[Outcome(outcome)]} at month "
        f"{found.months} or takes from it, against what that pull would be without it. Those come first whose "
        "effects are furthest from each other; where they differ by next to nothing, they are left out."
    )
    if not found.reasons:
        st.write("No single rule or event explains the difference; what is set does.")
        return
    st.html(reasons_list(found, found.reasons[:MOST_REASONS], theme))
    if others := found.reasons[MOST_REASONS:]:
        with st.expander(f"More reasons that differ ({len(others)})", key="more differences"):
            st.html(reasons_list(found, others, theme))


def briefing_of(found: Comparison) -> str:
    """Return the comparison as a page to print."""
    past = past_wars_in_brief(found.case.settings.war)
    settings, sentences = settings_in_brief(found), comparison_sentences(found)
    return comparison_briefing(found.names, found.variants, found.ends, settings, sentences, past)


def _offer_tables(found: Comparison) -> None:
    """Offer the comparison as files."""

    def made_by() -> MadeBy:
        return found.made_by

    with st.container(horizontal=True, gap="small"):
        st.download_button(
            "Briefing, to print (HTML)",
            lambda: briefing_of(found),
            "comparison.html",
            "text/html",
            key="take comparison html",
            on_click="ignore",
            icon=":material/print:",
        )
        offer_csv(
            "Figures (CSV)", "comparison.csv", partial(comparison_shares_table, found), made_by, "take comparison csv"
        )
        offer_workbook(
            "All tables (workbook)",
            "comparison.xlsx",
            partial(comparison_tables, found),
            made_by,
            "take comparison xlsx",
        )
        st.download_button(
            "All of it (JSON)",
            lambda: json.dumps(comparison_to_dict(found), ensure_ascii=False, indent=2),
            "comparison.json",
            "application/json",
            key="take comparison json",
            on_click="ignore",
            icon=":material/download:",
        )


PAGE = Page(
    title="Compare scenarios",
    url_path="differs",
    icon="compare_arrows",
    show=show_page,
    choices=(CHOSEN, WARS, AGAINST, AT, PATHS, ABOUT),
)
