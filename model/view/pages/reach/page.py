"""What would it take? The model asked backward: the smallest changes to a goal, ways to it, and what to find out."""

from __future__ import annotations

import streamlit as st

from model.analysis import Goal, Reach, changes_of_answer_in_words
from model.history import base_rate_in_brief
from model.knowledge import Case
from model.scenario import Scenario
from model.view.pages.base import Page, Pages
from model.view.pages.opening import open_with
from model.view.pages.reach.answers import show_answers
from model.view.pages.reach.asking import CHOICES, choose_goal, choose_movable
from model.view.pages.reach.beliefs import show_beliefs_worth_knowing
from model.view.pages.reach.conditions import show_conditions
from model.view.pages.reach.searching import search_under_eyes
from model.view.pages.reach.way import SHOWN
from model.view.plain import plain
from model.view.style import add_style


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show what is asked, the answers and a way to one, the conditions that go with the goal, and what to find out."""
    add_style(__file__)
    opening = st.empty()  # filled once something is found
    goal = choose_goal(case, scenario)
    names, costs = choose_movable(case, scenario)
    if not names:
        st.info("Name at least one lever or assumption that may be changed.")
        return
    open_with(opening_sentence(case, scenario, goal), opening)
    found = search_under_eyes(case, scenario, goal, names, costs)
    if found is not None:
        open_with(opening_sentence(case, scenario, goal, found), opening)
        show_answers(case, scenario, found)
        st.caption(plain(base_rate_in_brief()))
    st.header("Under which conditions it comes about", anchor=False)
    show_conditions(case, scenario, goal, names)
    st.header("What is worth finding out", anchor=False)
    show_beliefs_worth_knowing(case, scenario)


def opening_sentence(case: Case, scenario: Scenario, goal: Goal, found: Reach | None = None) -> str:
    """Return what is asked, and in a clause what has been found, if anything has been looked for."""
    asked = f"What would have to change so that {goal.says(case, scenario.months)}"
    if found is None:
        return f"{asked}?"
    if found.now.reached:
        return f"{asked}: nothing, that is so already."
    if found.answers:
        cheapest = changes_of_answer_in_words(case, found.answers[0])
        return f"{asked}: most cheaply {cheapest}; answers found: {len(found.answers)}."
    return f"{asked}: {'nothing that may be changed is enough' if found.done else 'nothing has been found yet'}."


PAGE = Page(
    title="What would it take?",
    url_path="takes",
    icon="route",
    show=show_page,
    choices=(*CHOICES, SHOWN),
)
