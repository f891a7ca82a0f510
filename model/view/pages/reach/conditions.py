"""Which conditions go with the goal: boxes of situations, each with a bar for every condition."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from model.analysis import Box, Boxes, Goal, box_in_words, boxes_in_words
from model.analysis import boxes as find_boxes
from model.knowledge import Case, capitalised, name_without_article, typeset
from model.packages import SKLEARN
from model.scenario import Scenario
from model.view.analyses import on_request
from model.view.session import current_seed


def show_conditions(case: Case, scenario: Scenario, goal: Goal, names: Sequence[str]) -> None:
    """Offer to find the conditions among what may be changed; show them once they have been found."""
    st.markdown(
        "The model is run in many situations, drawn from all over the scales of what may be changed. Shown are the "
        "conditions under which the goal is reached most often, as a decision tree (CART) finds them, if they hold in "
        "other samples too."
    )
    found = on_request(
        ("regions", case, scenario.supposed, goal, tuple(names), current_seed()),
        "Find the conditions",
        lambda progress: find_boxes(case, scenario, goal, names, seed=current_seed(), progress=progress),
        needs=SKLEARN,
    )
    if found is not None:
        cards = "".join(_box_card(case, found, box) for box in found.boxes)
        st.html(f"<p>{escape(boxes_in_words(case, found))}</p>{cards}")


def _box_card(case: Case, found: Boxes, box: Box) -> str:
    bars = "".join(_condition(case, what, limits, found.scales[what]) for what, limits in box.limits.items())
    return f"<div class='box-card'><ul>{bars}</ul><p>{escape(box_in_words(case, box, found))}</p></div>"


def _condition(case: Case, what: str, limits: tuple[float, float], scale: tuple[float, float]) -> str:
    """Return a condition with a bar: where on its scale it holds."""
    low, high = limits
    left, right = ((end - scale[0]) / (scale[1] - scale[0]) for end in limits)
    return (
        f"<li><span>{escape(capitalised(name_without_article(case, what)))} {typeset(low)} to {typeset(high)}</span>"
        f"<span class='track'><i style='left:{left:.1%};width:{right - left:.1%}'></i></span></li>"
    )
