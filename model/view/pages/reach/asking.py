"""What is asked: the goal, what may be changed to reach it, and what a change of each costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from model.analysis import SMALLEST_MOVE, Goal
from model.engine import program_of
from model.knowledge import MONTHS, OUTCOME_NAMES, OUTCOMES, Case, Outcome, capitalised, name_without_article, settable
from model.scenario import Scenario
from model.view.components.folding import expander
from model.view.components.number_fields import number_field, show_number_fields
from model.view.session import (
    Choice,
    ToChooseFrom,
    choose,
    keep,
    number,
    numbers,
    one_of,
    recall,
    remember,
    some_of,
    whole_number,
)

#: The kind of goal that is about a variable, and no outcome.
VARIABLE = "variable"


FORMS = {
    "formed": "has formed, in a share of the variants",
    "leads": "leads, in a share of the variants",
    "pull": "has a share of the pull",
}


SIDES = {"least": "at least", "most": "at most"}


def goal_variables(case: Case) -> list[str]:
    """Return the variables that a goal can be about."""
    program = program_of(case)
    return [name for name in program.ids if program.variable_of[name].scope != "stance"]


#: The choices: the goal, what may be moved, and what a move of each costs.
KIND, FORM = one_of("goal kind", lambda _: [*OUTCOMES, VARIABLE]), one_of("goal form", lambda _: FORMS)


SHARE, WHAT = whole_number("goal share", 5, 95), one_of("goal what", lambda among: goal_variables(among.case))


SIDE, VALUE, MONTH = (
    one_of("goal side", lambda _: SIDES),
    number("goal value", -1e6, 1e6),
    whole_number("goal month", 1, MONTHS),
)


def _settable(among: ToChooseFrom) -> Iterable[str]:
    return settable(among.case)


MOVABLE, COST = some_of("movable", _settable), numbers("cost of", _settable, 0.1, 10)


CHOICES = (KIND, FORM, SHARE, WHAT, SIDE, VALUE, MONTH, MOVABLE, COST)


def choose_goal(case: Case, scenario: Scenario) -> Goal:
    """Let what is to come be chosen: an outcome, or a variable's value; return it as a goal."""
    kinds = {
        **{o: capitalised(OUTCOME_NAMES[Outcome(o)]) for o in OUTCOMES},
        VARIABLE: "A variable reaches a value",
    }
    first, second, third = st.columns([3, 3, 3], vertical_alignment="bottom")
    kind = choose(first.selectbox, "Goal", kinds, KIND, OUTCOMES[0])
    form = "" if kind == VARIABLE else choose(second.selectbox, "Reached when it", FORMS, FORM, "formed")
    percent = third.slider(
        "Share, at least",
        5,
        95,
        step=5,
        key=SHARE.key,
        on_change=remember(SHARE, recall(SHARE, 50)),
        format="%d%%",
        help="In each variant, all that is not set has another plausible value. The share of the pull is the mean pull "
        "over all variants. Neither is a probability.",
    )
    if kind == VARIABLE:
        return _goal_of_variable(case, scenario, second, percent / 100)
    return Goal(kind, form != "leads", share=percent / 100, pull=form == "pull")


def _goal_of_variable(case: Case, scenario: Scenario, place: DeltaGenerator, share: float) -> Goal:
    """Let a variable be chosen at a place, and below it a side, a value on its scale, and a month; return the goal."""
    rows = {name: capitalised(name_without_article(case, name)) for name in goal_variables(case)}
    variable = choose(place.selectbox, "Variable", rows, WHAT, "trust" if "trust" in rows else next(iter(rows)))
    scale = case.scale_of[program_of(case).variable_of[variable].scale]
    first, second, third = st.columns(3, vertical_alignment="bottom")
    side = choose(first.segmented_control, "Is to be", SIDES, SIDE, "least", required=True)
    value = min(max(recall(VALUE, 0.5), scale.low), scale.high)
    month = min(int(recall(MONTH, scenario.months)), scenario.months)
    with second:
        show_number_fields([number_field("Value", value, scale.low, scale.high)], "goal value field", _keep(VALUE))
    with third:
        field = number_field("By month", month, 1, scenario.months, 1, digits=0)
        show_number_fields([field], "goal month field", _keep(MONTH))
    low, high = (value, None) if side == "least" else (None, value)
    return Goal("", True, variable, low, high, month, share)


def _keep(choice: Choice[Any]) -> Callable[[str, float], None]:
    """Return what keeps a number that is entered in a field."""
    return lambda _, entered: keep(choice, entered)


def choose_movable(case: Case, scenario: Scenario) -> tuple[list[str], dict[str, float]]:
    """Let be chosen what may be changed, and what it costs to move each by a whole unit of its scale; return both."""
    out = {f"{actor}.engagement" for actor in scenario.without}
    known = {name: capitalised(name_without_article(case, name)) for name in settable(case) if name not in out}
    usual = [name for name in known if not name.endswith(".engagement")]
    chosen = [name for name in recall(MOVABLE, usual) if name in known]
    costs = {name: recall(COST, 1.0, part=name) for name in chosen}
    unfolded, place = expander("What may be changed, and what it costs", "movable fold", ":material/tune:")
    if unfolded:
        with place:
            least = f"A change is of at least {SMALLEST_MOVE}."
            choose(st.multiselect, "What may be changed", known, MOVABLE, usual, help=least)
            st.caption(
                "How hard each is to move by a whole unit of its scale. The search moves what costs more less; only "
                "the proportions between the costs count."
            )
            _choose_costs(case, costs)
    return chosen, costs


def _choose_costs(case: Case, costs: dict[str, float]) -> None:
    names = {name: capitalised(name_without_article(case, name)) for name in costs}
    fields = [number_field(names[name], cost, 0.1, 10.0, 0.5, id=name, digits=1) for name, cost in costs.items()]
    show_number_fields(fields, "costs", lambda name, entered: keep(COST, entered, name), columns=3)
