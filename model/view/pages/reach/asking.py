"""What is asked: the goal, what may be changed to reach it, and what a change of each costs."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import SMALLEST_MOVE, Goal
from model.engine import program_of
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome, capitalised, name_without_article, settable
from model.scenario import Scenario
from model.view.components.folding import expander
from model.view.components.number_fields import number_field, show_number_fields
from model.view.session import keep, recall, remember

#: In the session: the goal, and what may be moved and what that costs.
KIND, FORM, SHARE, WHAT = "goal kind", "goal form", "goal share", "goal what"


SIDE, VALUE, MONTH = "goal side", "goal value", "goal month"


MOVABLE, COST = "movable", "cost of"


#: The kind of goal that is about a variable, and no outcome.
VARIABLE = "variable"


FORMS = {True: "has formed", False: "leads"}


SIDES = {True: "at least", False: "at most"}


def choose_goal(case: Case, scenario: Scenario) -> Goal:
    """Let what is to come be chosen: an outcome, or a variable's value; return it as a goal."""
    kinds = [*OUTCOMES, VARIABLE]
    first, second, third = st.columns([3, 3, 3], vertical_alignment="bottom")
    kind = first.selectbox(
        "What is to come",
        kinds,
        key=KIND,
        on_change=remember(KIND, recall(KIND, OUTCOMES[0], kinds)),
        format_func=lambda k: "A variable reaches a value" if k == VARIABLE else capitalised(OUTCOME_NAMES[Outcome(k)]),
    )
    percent = third.slider(
        "in at least so many variants",
        5,
        95,
        step=5,
        key=SHARE,
        on_change=remember(SHARE, recall(SHARE, 50)),
        format="%d%%",
        help="Variants differ within what is plausible in all that is not set. A share of them is no probability.",
    )
    if kind == VARIABLE:
        return _goal_of_variable(case, scenario, second, percent / 100)
    form = second.segmented_control(
        "how",
        list(FORMS),
        format_func=FORMS.__getitem__,
        key=FORM,
        on_change=remember(FORM, recall(FORM, True)),
        required=True,
    )
    return Goal(kind, bool(form), share=percent / 100)


def _goal_of_variable(case: Case, scenario: Scenario, place: DeltaGenerator, share: float) -> Goal:
    """Let a variable be chosen at a place, and below it a side, a value on its scale, and a month; return the goal."""
    program = program_of(case)
    rows = [name for name in program.ids if program.variable_of[name].scope != "stance"]
    variable = place.selectbox(
        "which",
        rows,
        key=WHAT,
        on_change=remember(WHAT, recall(WHAT, "trust" if "trust" in rows else rows[0], rows)),
        format_func=lambda name: capitalised(name_without_article(case, name)),
    )
    scale = case.scale_of[program.variable_of[variable].scale]
    keep(VALUE, min(max(recall(VALUE, 0.5), scale.low), scale.high))
    keep(MONTH, min(recall(MONTH, scenario.months), scenario.months))  # a later horizon does not put it off
    first, second, third = st.columns(3, vertical_alignment="bottom")
    at_least = first.segmented_control(
        "is",
        list(SIDES),
        format_func=SIDES.__getitem__,
        key=SIDE,
        on_change=remember(SIDE, recall(SIDE, True)),
        required=True,
    )
    value, month = recall(VALUE, 0.5), int(recall(MONTH, scenario.months))
    with second:
        show_number_fields([number_field("the value", value, scale.low, scale.high)], "goal value field", _keep(VALUE))
    with third:
        field = number_field("by month", month, 1, scenario.months, 1, digits=0)
        show_number_fields([field], "goal month field", _keep(MONTH))
    low, high = (value, None) if at_least else (None, value)
    return Goal("", True, variable, low, high, month, share)


def _keep(key: str) -> Callable[[str, float], None]:
    """Return what keeps a number that is entered in a field."""
    return lambda _, entered: keep(key, entered)


def choose_movable(case: Case, scenario: Scenario) -> tuple[list[str], dict[str, float]]:
    """Let be chosen what may be changed, and what it costs to move each by a whole unit of its scale; return both."""
    out = {f"{actor}.engagement" for actor in scenario.without}
    known = [name for name in settable(case) if name not in out]
    usual = [name for name in known if not name.endswith(".engagement")]
    chosen = [name for name in recall(MOVABLE, usual) if name in known]
    costs = {name: recall(f"{COST} {name}", 1.0) for name in chosen}
    unfolded, place = expander("What may be changed, and what it costs", "movable fold", ":material/tune:")
    if unfolded:
        with place:
            st.multiselect(
                "May be changed",
                known,
                key=MOVABLE,
                on_change=remember(MOVABLE, chosen),
                format_func=lambda name: capitalised(name_without_article(case, name)),
                help=f"A change is of at least {SMALLEST_MOVE}.",
            )
            st.caption(
                "What it costs to move each by a whole unit of its scale. Dearer things are moved less; what counts is "
                "how the costs stand to each other."
            )
            _choose_costs(case, costs)
    return chosen, costs


def _choose_costs(case: Case, costs: dict[str, float]) -> None:
    names = {name: capitalised(name_without_article(case, name)) for name in costs}
    fields = [number_field(names[name], cost, 0.1, 10.0, 0.5, id=name, digits=1) for name, cost in costs.items()]
    show_number_fields(fields, "costs", lambda name, entered: keep(f"{COST} {name}", entered), columns=3)
