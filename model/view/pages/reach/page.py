"""What would it take? The model asked backward: the smallest changes to a goal, ways to it, and what to find out."""

from __future__ import annotations

import streamlit as st

from model.history import base_rate_in_brief
from model.knowledge import Case
from model.scenario import Scenario
from model.view.pages.base import Page, Pages
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
    goal = choose_goal(case, scenario)
    names, costs = choose_movable(case, scenario)
    if not names:
        st.info("Name at least one lever or assumption that may be changed.")
        return
    found = search_under_eyes(case, scenario, goal, names, costs)
    if found is not None:
        show_answers(case, scenario, found)
        st.caption(plain(base_rate_in_brief()))
    st.header("Which conditions go with it", anchor=False)
    show_conditions(case, scenario, goal, names)
    st.header("Which knowledge is worth getting", anchor=False)
    show_beliefs_worth_knowing(case, scenario)


PAGE = Page(
    title="What would it take?",
    url_path="takes",
    icon="route",
    show=show_page,
    choices=(*CHOICES, SHOWN),
)
