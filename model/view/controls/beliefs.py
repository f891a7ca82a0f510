"""A person's own beliefs: factors for the pushes of rules, kept from page to page beside the levers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from model.knowledge import Case, Rule
from model.scenario import STRONGEST, Scenario
from model.view.plain import plain
from model.view.session import draft_steps, series_of, take_step, while_shown


def current_factors() -> dict[str, float]:
    """Return the factors that hold, by rule; a rule that is not named counts once."""
    return dict(draft_steps().now.edited.beliefs)


def base_factors() -> dict[str, float]:
    """Return the factors of the scenario that one started from."""
    return dict(draft_steps().now.base.beliefs)


def set_factors(factors: Mapping[str, float], series: str = "") -> None:
    """Let these factors hold, and no others; `series`: see `take_step`."""
    take_step(draft_steps().now.edit(beliefs=dict(factors)), series)


def differing_factors(factors: Mapping[str, float], given: Mapping[str, float]) -> dict[str, float]:
    """Return the factors that differ from those that are given, by rule, the latest changed last."""
    rules = [*factors, *(rule for rule in given if rule not in factors)]
    return {rule: factors.get(rule, 1.0) for rule in rules if factors.get(rule, 1.0) != given.get(rule, 1.0)}


def changed_factors() -> dict[str, float]:
    """Return the factors that the person has changed, by rule."""
    return differing_factors(current_factors(), base_factors())


def without_own_factors(case: Case, scenario: Scenario) -> Scenario:
    """Return a scenario with the beliefs that it started from."""
    return scenario.but(beliefs={rule: factor for rule, factor in base_factors().items() if rule in case.rule_of})


def set_factor(rule: str, factor: float, series: str = "") -> None:
    """Let a rule's push count so many times; `series`: see `take_step`."""
    if factor == base_factors().get(rule, 1.0):
        reset_factor(rule, series)
    else:
        set_factors(current_factors() | {rule: factor}, series)


def reset_factor(rule: str, series: str = "") -> None:
    """Let a rule count as the preset says; `series`: see `take_step`."""
    rest = {name: factor for name, factor in current_factors().items() if name != rule}
    set_factors(rest | ({rule: base_factors()[rule]} if rule in base_factors() else {}), series)


def reset_all_factors() -> None:
    """Let every rule count as the preset says."""
    set_factors(base_factors())


def _set_from_slider(rule: str) -> None:
    set_factor(rule, float(st.session_state[_slider_key(rule)]), series_of(_slider_key(rule)))


def _slider_key(rule: str) -> str:
    return f"belief {rule}"


def highest_factor(rule: Rule) -> float:
    """Return how many times a rule's push may count at most; a rule that says what an outcome is counts once."""
    return 1.0 if rule.outcome else STRONGEST


def factor_in_words(factor: float) -> str:
    """Return how a rule counts, in words."""
    return "switched off" if factor == 0 else f"counts {factor:g} times" if factor != 1 else "counts as it stands"


def show_slider(rule: Rule) -> None:
    """Show the slider that sets how often a rule's push counts."""
    st.session_state[_slider_key(rule.id)] = current_factors().get(rule.id, 1.0)
    text = {"label": "How much it counts", "help": "0 switches the rule off, 1 leaves its push as it stands."}
    options: dict[str, Any] = text | {"step": 0.05, "format": "%.2f", "key": _slider_key(rule.id)}
    st.slider(
        min_value=0.0,
        max_value=highest_factor(rule),
        on_change=while_shown(_set_from_slider, _slider_key(rule.id)),
        args=(rule.id,),
        **options,
    )


def show_beliefs_note(case: Case) -> None:
    """Say on every page that the result rests on the person's own beliefs, with a way back; nothing if it does not."""
    found, place = changed_factors(), st.container()  # a place of its own, so that what stands below keeps its place
    if not found:
        return
    one = len(found) == 1
    many = "1 rule is not as the model has it" if one else f"{len(found)} rules are not as the model has them"
    listed = "; ".join(
        f"“{plain(case.rule_of[rule].says.rstrip('.'))}” {factor_in_words(factor)}" for rule, factor in found.items()
    )
    with place, st.container(border=True, key="own beliefs"):
        left, right = st.columns([6, 2], vertical_alignment="center")
        left.markdown(f"**This result rests on your own beliefs: {many}.** {listed}.")
        right.button("Put all beliefs back", key="beliefs back", on_click=reset_all_factors, width="stretch")
