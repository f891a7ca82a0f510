"""Was it right? The general rules held against wars whose end is known, and how wars have ended."""

from __future__ import annotations

from functools import cache

import streamlit as st

from model.history import (
    HINDCAST_DRAWS,
    INTERVALS_RULE,
    VICTORY_RULE,
    Hindcast,
    History,
    hindcast,
    history_in_a_sentence,
    history_verdicts,
    load_base_rates,
    load_history,
    load_reference_classes,
    reference_class_in_brief,
)
from model.knowledge import Case
from model.scenario import Scenario
from model.view.analyses import ANALYSES_CACHE, progress_on
from model.view.components.folding import expander
from model.view.pages.base import Page, Pages
from model.view.pages.history.diagram import reliability_pictures, reliability_table
from model.view.pages.history.html import (
    base_rates_table,
    codebook_tables,
    codings_table,
    endings_table,
    fallen_table,
    wars_by_ending,
)
from model.view.pages.history.scores import (
    agreement_table,
    calibration_table,
    questions_table,
    ranking_table,
    scores_table,
    twice_table,
    worth_table,
)
from model.view.pages.opening import open_with
from model.view.plain import plain
from model.view.reference_table import reference_table
from model.view.session import choose, one_of
from model.view.style import add_style


@cache
def history_of() -> History:
    """Return the coded episodes."""
    return load_history()


#: The choice: the episode whose codings are shown.
EPISODE = one_of("episode coded", lambda _: (war.id for war in history_of().episodes))


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show how the general rules have fared, which all cases share, and how wars have ended."""
    add_style(__file__)
    history = history_of()
    months = history.codebook.months
    opening = st.empty()  # filled once the wars have been run
    st.markdown(
        f"Each war was coded for one date, by a rule that was written before the model was run on any of them. The "
        f"general rules, which all cases here share, were then run for {months} months from that date, in "
        f"{HINDCAST_DRAWS:,} variants. Nothing was fitted to these wars, and no rule was changed for what came out."
    )
    found = _hindcast(history)
    open_with(history_in_a_sentence(found), opening)
    st.header("What it comes to", anchor=False)
    for title, says in history_verdicts(found).items():
        st.markdown(f"**{title}.** {plain(says)}")
    _show_scores(found)
    _show_reliability(found)
    _show_second_coding(found)
    st.header("War by war", anchor=False)
    st.html(wars_by_ending(found))
    st.caption("The bar: the shares of the pull at the end. The figure: the share of what really followed.")
    _show_codings(history)
    _show_codebook(history)
    _show_reference_classes(case)
    st.header("How wars have ended", anchor=False)
    st.html(base_rates_table(load_base_rates()))
    st.caption(
        "Published counts, each by its own definition. They say how wars like these ended, whenever they did; a share "
        "of the pull is conditional on all that is assumed, and on the months that are chosen."
    )


def _show_scores(found: Hindcast) -> None:
    """Show all scores: as shares, as a ranking, and what it is worth to let happen what may."""
    st.header("The scores", anchor=False)
    st.html(scores_table(found))
    st.caption(
        "The shares are scored as if they were forecasts, which they are not meant to be. Intervals: 95 %, by "
        "bootstrap over the wars; differences are paired, and clear where their interval does not hold 0. The base "
        "rate and mediation alone are estimated without the war itself. How many wars end in which way was a choice of "
        "the table, so its base rate is the table's, not the world's. Unless the front returns, the model lets it go "
        "on for all of the two years as it moved at the date."
    )
    st.html(worth_table(found))
    st.caption("The same variants, with what may happen and without. These figures decided nothing in the model.")
    st.html(ranking_table(found))
    st.caption(
        "Whether wars that ended so had more of it than those that did not: 0.50 is chance, and what says the same of "
        "every war has it; 1.00 is perfect. Every single question of the codebook is read in the direction that ranks "
        "better, which flatters it."
    )
    unfolded, place = expander("Every single question by itself", "questions ranked", ":material/format_list_numbered:")
    if unfolded:
        with place:
            st.html(questions_table(found))
            st.caption("Low first: a low grade ranks before a high one.")


def _show_reliability(found: Hindcast) -> None:
    """Show whether shares can be taken at their word: pictures, the same as a table, and what sums it up."""
    st.header("Can the shares be taken at their word?", anchor=False)
    st.html(reliability_pictures(found) + reliability_table(found) + calibration_table(found))
    st.caption(
        "Of all that was given a fifth, did a fifth follow? Then the dot lies on the slanting line; above it more "
        "followed than was given, below it less. Every class of every war is one statement; the larger the dot, the "
        "more there are. Bars: 95 % (Wilson), rather too narrow, since the four statements of a war hang together. A "
        "slope below 1: too sure of itself."
    )


def _show_second_coding(found: Hindcast) -> None:
    """Show how far two coders agree on the wars that both graded, and what the model makes of either's grades."""
    second = found.history.second
    st.header("A second coder", anchor=False)
    st.markdown(plain(f"{second.rule} {second.saw} {second.coder}"))
    st.html(agreement_table(found) + twice_table(found))
    st.caption(
        "Kappa: 1 is full agreement, 0 what chance would give (Cohen). With linear weights, two grades that are a step "
        "apart disagree less than two that are two apart. Over all, the chance of each question is its own. How sure a "
        "coder is was not asked again: what the first one said of it stays."
    )


def _hindcast(history: History) -> Hindcast:
    """Return the rules held against all wars; it takes some seconds the first time, and a bar tells how far it is."""
    key = ("history", HINDCAST_DRAWS)
    if key not in ANALYSES_CACHE:
        place = st.empty()
        ANALYSES_CACHE[key] = hindcast(history, HINDCAST_DRAWS, 0, progress_on(place, "wars"))
        place.empty()
    found: Hindcast = ANALYSES_CACHE[key]
    return found


def _show_reference_classes(case: Case) -> None:
    """Show of wars that were still being fought how many went which way within two years, and what was counted."""
    known, facts = load_reference_classes(), case.settings.war
    st.header("Of wars like this one, two years on", anchor=False)
    st.markdown(plain(reference_class_in_brief(facts)))
    st.html(reference_table(facts) + fallen_table(known.fallen) + endings_table(known.endings))
    for data in known.data:
        st.caption(plain(f"{data.title}, {data.period}. {data.defines} {data.source}."))
    st.caption(plain(f"{VICTORY_RULE} {INTERVALS_RULE}") + " `python -m model rates FILE` counts all of it anew.")


def _show_codings(history: History) -> None:
    """Show, folded, how a war that is chosen was coded."""
    unfolded, place = expander("How a war was coded", "war coded", ":material/edit_note:")
    if unfolded:
        with place:
            wars = {war.id: war for war in history.episodes}
            labels = {name: f"{war.title}, {war.at}" for name, war in wars.items()}
            war = wars[choose(st.selectbox, "War", labels, EPISODE, next(iter(wars)))]
            st.markdown(
                plain(
                    f"First side: {war.first}; second side: {war.second}. "
                    f"What followed, in month {war.month}: {war.says}"
                )
            )
            st.html(codings_table(history, war))


def _show_codebook(history: History) -> None:
    """Show, folded, the rule by which all wars were coded."""
    unfolded, place = expander("The rule by which all were coded", "codebook", ":material/rule:")
    if unfolded:
        with place:
            st.markdown(
                "One coder, who knew how each war went on, and who coded from what is generally known of it: the works "
                "are where a coding can be checked, and were not opened again for it. No rule mends that; a second "
                "coder has graded some of the notes again (see above). "
                "Whoever codes a war otherwise can change `episodes.toml` and run `python -m model history`."
            )
            st.html(codebook_tables(history.codebook))


PAGE = Page(
    title="Past wars",
    url_path="right",
    icon="history",
    show=show_page,
    choices=(EPISODE,),
)
