"""By which way: the steps to an answer, whom its terms ask how much, and its red lines."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from model.analysis import Answer, Goal, Way, red_lines_moved
from model.analysis import way as find_way
from model.explain import Demands, RedLineNearness, demands, red_lines, worst_met_by_month
from model.knowledge import Case
from model.scenario import SCENARIO_SUFFIX, Scenario, to_toml
from model.view.analyses import at_once, on_request
from model.view.components.folding import expander
from model.view.controls.downloads import file_stem
from model.view.pages.reach.red_lines import red_lines_list, red_lines_moved_list
from model.view.pages.reach.way_tables import asked_list, course_table, way_table
from model.view.results import run_of
from model.view.session import Draft, choose, current_seed, take_step, whole_number

#: The choice: the number of the answer to which the way is shown.
SHOWN = whole_number("answer shown", 1, 99)


def show_way_to(case: Case, scenario: Scenario, goal: Goal, answers: Sequence[Answer]) -> None:
    """Let one of the answers be chosen, and show the way to it."""
    st.header("How to get there", anchor=False)
    st.caption(
        "Nothing of this happens overnight. A way moves each thing by no more in a month than is plausible, as dated "
        "events; so it may have to go further than the answer itself, or take longer."
    )
    numbers = {number: str(number) for number in range(1, len(answers) + 1)}
    number = choose(st.segmented_control, "For answer", numbers, SHOWN, 1, required=True) or 1
    answer = answers[number - 1]

    def make() -> tuple[Way, list[Demands], list[RedLineNearness]]:
        way = find_way(case, scenario, goal, answer, current_seed())
        return way, demands(run_of(case, way.scenario)), red_lines(case, way.scenario, seed=current_seed())

    key = ("way", case, scenario.supposed, goal, tuple(answer.values.items()), current_seed())
    way, terms, lines = at_once(key, "Looking for a way", make)
    st.html(way_table(case, way))
    _offer_to_open_or_save(way)
    _show_terms(case, way, terms)
    _show_red_lines(case, goal, way, lines)


def _offer_to_open_or_save(way: Way) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Open this way",
            key="open way",
            help="Starts from a scenario with these events; Undo brings back what was there.",
            on_click=lambda: take_step(Draft.of(way.scenario, "", current_seed())),
            icon=":material/route:",
        )
        st.download_button(
            "As a scenario (TOML)",
            lambda: to_toml(way.scenario),
            f"{file_stem(way.scenario.title)}{SCENARIO_SUFFIX}",
            "application/toml",
            key="way toml",
            on_click="ignore",
            icon=":material/download:",
        )


def _show_terms(case: Case, way: Way, terms: Sequence[Demands]) -> None:
    """Show whom the terms at the end of the way ask how much, and folded how that comes about."""
    last = way.scenario.months
    st.subheader("Who would accept it", anchor=False)
    st.caption(
        f"The terms of the central run at month {last}, as if the parties met half-way between where "
        "they stand: whose objectives they meet less than at the start, or more."
    )
    st.html(asked_list(case, terms))
    unfolded, place = expander("Month by month: whose objectives are met least", "met along")
    if unfolded:
        months = sorted({0, *(min(step.last, last) for step in way.steps), last})
        place.caption(
            "After each step, as if the parties met half-way between where they stand: how far the objective of each "
            "actor would be met that is met least."
        )
        place.html(course_table(case, months, worst_met_by_month(run_of(case, way.scenario), months)))


def _show_red_lines(case: Case, goal: Goal, way: Way, lines: Sequence[RedLineNearness]) -> None:
    st.subheader("Red lines on the way", anchor=False)
    st.html(red_lines_list(case, lines))
    if any(line.felt for line in lines):
        moved = on_request(
            ("way lines", case, way.scenario.supposed, goal, current_seed()),
            "What would moving a line do?",
            lambda _: red_lines_moved(case, way.scenario, goal, seed=current_seed()),
        )
        if moved is not None:
            st.html(red_lines_moved_list(case, moved))
