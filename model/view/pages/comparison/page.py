"""What differs? Two to four scenarios side by side: the same draws, what differs in shares, settings and reasons."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

import streamlit as st

from model.analysis import (
    DIFFERENCE_RULE,
    FEWEST_SCENARIOS,
    MOST_SCENARIOS,
    Comparison,
    compare,
    differing_settings,
    distinct_names,
)
from model.explain import LABELS, SHAPES
from model.history import reference
from model.knowledge import OUTCOME_NAMES, OUTCOMES, Case, Outcome
from model.scenario import Scenario, to_toml
from model.view.components.line_chart import show_line_charts
from model.view.controls.presets import offered as called
from model.view.controls.presets import presets
from model.view.pages.base import Page, Pages
from model.view.pages.comparison import charts as overlaid
from model.view.pages.comparison import html as versus
from model.view.results import DRAWS
from model.view.session import keep, pins, recall, remember, state
from model.view.style import add_style
from model.view.theme import Theme, current_theme

#: So many reasons are shown at once.
REASONS = 4


#: The keys of the controls; and in the session: why a scenario was not pinned.
CHOSEN, AGAINST, ABOUT, PATHS, REFUSED = "compared", "held against", "reasons about", "paths compared", "pin refused"


#: The scenario that the levers make, among those that can be compared.
HAND = "at hand"


@lru_cache(maxsize=64)
def compared(case: Case, scenarios: tuple[Scenario, ...], reference: int, seed: int) -> Comparison:
    """Return a comparison; kept for when the same is asked again."""
    return compare(case, scenarios, DRAWS, seed, reference=reference)


@lru_cache(maxsize=64)
def about(found: Comparison, outcome: str) -> Comparison:
    """Return a comparison with the reasons for an outcome's pull; kept for when the same is asked again."""
    return found.about(outcome)


def show_page(case: Case, scenario: Scenario, pages: Pages) -> None:
    """Show the page; `scenario` is the one that the levers make."""
    add_style(__file__)
    offered = choices(case, scenario, pins.held())
    chosen = _chosen(case, offered)
    _pinned(case, scenario)
    scenarios = tuple(offered[token][1] for token in chosen)
    if len(scenarios) < FEWEST_SCENARIOS or not differing_settings(case, scenarios):
        _nothing_yet(case, scenarios, offered)
        return
    found = compared(case, scenarios, _reference(chosen, offered), state.seed())
    theme = current_theme()
    st.html(versus.account(found))
    st.html(versus.key(found, theme))
    _shares(found, theme)
    st.header("What is set differently", anchor=False)
    st.html(versus.settings(found, theme))
    st.header("Paths", anchor=False)
    _paths(case, found, theme)
    st.header("Reasons that differ", anchor=False)
    _reasons(case, found, theme)


def choices(case: Case, scenario: Scenario, pinned: tuple[Scenario, ...]) -> dict[str, tuple[str, Scenario]]:
    """Return all that can be compared by a token that stays the same: what it is called in the list, and it."""
    found = {HAND: (f"At hand: {scenario.title}", scenario)}
    for name, pin in zip(distinct_names(case, pinned), pinned, strict=True):
        found[_token(pin)] = (f"Pinned: {name}", pin)
    for name, preset in presets(case).items():
        found[f"bundled {name}"] = (called(case, name, preset), preset)
    return found


@lru_cache(maxsize=64)
def _token(pin: Scenario) -> str:
    return f"pin {blake2b(to_toml(pin).encode(), digest_size=6).hexdigest()}"


def sensible(case: Case, offered: dict[str, tuple[str, Scenario]]) -> list[str]:
    """Return what is compared while nobody has chosen: the pins and what is at hand, else today's with what is at hand.

    What sets the same as one before it is left out, and the pins after the third.
    """
    today = next(token for token in offered if token.startswith("bundled"))
    pinned = [token for token in offered if token.startswith("pin ")][: MOST_SCENARIOS - 1]
    found: list[str] = []
    for token in [*pinned, HAND] if pinned else [today, HAND]:
        if all(differing_settings(case, (offered[token][1], offered[other][1])) for other in found):
            found.append(token)
    if len(found) < FEWEST_SCENARIOS and pinned and differing_settings(case, (offered[today][1], offered[found[0]][1])):
        return [today, *found]
    return found


def _chosen(case: Case, offered: dict[str, tuple[str, Scenario]]) -> list[str]:
    """Show what is compared, and return the tokens."""
    remembered = [token for token in recall(CHOSEN, list[str]()) if token in offered]
    chosen: list[str] = st.multiselect(
        "Compare two to four scenarios",
        list(offered),
        format_func=lambda token: offered[token][0],
        key=CHOSEN,
        max_selections=MOST_SCENARIOS,
        on_change=remember(CHOSEN, remembered or sensible(case, offered)),
        placeholder="Choose scenarios",
        help="What is at hand is what the levers make. Pinned scenarios stay as they were when you pinned them.",
    )
    return chosen


def _reference(chosen: list[str], offered: dict[str, tuple[str, Scenario]]) -> int:
    """Show which scenario the others are held against, and return its place."""
    against: str = st.selectbox(
        "Held against",
        chosen,
        format_func=lambda token: offered[token][0],
        key=AGAINST,
        on_change=remember(AGAINST, recall(AGAINST, chosen[0], chosen)),
        help="Differences are told from this one.",
    )
    return chosen.index(against)


def _pin(scenario: Scenario) -> None:
    st.session_state[REFUSED] = pins.put(scenario)


def _pinned(case: Case, scenario: Scenario) -> None:
    """Show the pins, each with a button that takes it away, and one that pins what is at hand."""
    held = pins.held()
    with st.container(horizontal=True):
        st.button("Pin what is at hand", key="pin", on_click=_pin, args=(scenario,), icon=":material/keep:")
        for number, name in enumerate(distinct_names(case, held)):
            label = f"Take away: {name}".replace("[", "\\[").replace("*", "\\*")
            icon = ":material/keep_off:"
            st.button(label, key=f"take away {number}", on_click=pins.take_away, args=(number,), icon=icon)
    if refusal := st.session_state.pop(REFUSED, ""):
        st.warning(refusal)


def _nothing_yet(case: Case, scenarios: tuple[Scenario, ...], offered: dict[str, tuple[str, Scenario]]) -> None:
    """Say why nothing is compared and what to do, with a button that adds a scenario."""
    why = "What is chosen all sets the same, so nothing differs."
    if len(scenarios) < FEWEST_SCENARIOS:
        why = "It takes two scenarios to compare."
        if not recall(CHOSEN, []):
            why = f"What is at hand is “{scenarios[0].title}” itself, so there is nothing to compare yet."
    st.info(
        f"{why} Move a lever in the controls above, choose another scenario in the list, or pin what is at hand, move "
        "a lever, and see what that changes."
    )
    first = scenarios[0] if scenarios else offered[HAND][1]
    other = next(
        (t for t in offered if t.startswith("bundled") and differing_settings(case, (first, offered[t][1]))), None
    )
    if other:
        label = f"Compare with “{offered[other][1].title}”"
        st.button(label, key="add one", on_click=_add, args=(other,), icon=":material/add:")


def _add(token: str) -> None:
    """Compare one more: with what is chosen, of which no two set the same, or with what is at hand."""
    keep(CHOSEN, [*(st.session_state.get(CHOSEN) or [HAND])[: FEWEST_SCENARIOS - 1], token])


def _shares(found: Comparison, theme: Theme) -> None:
    """Show the shares, and their differences."""
    st.header("How often", anchor=False)
    st.caption(
        f"At month {found.months}, the share of {found.draws} plausible variants in which each outcome leads and has "
        "formed (95% intervals). Shares of variants are no probabilities."
    )
    st.html(versus.shares(found, theme))
    st.header("By how much", anchor=False)
    st.caption(f"{reference()} {DIFFERENCE_RULE} A ring instead of a full point: the interval holds 0.")
    st.html(versus.differences(found, theme))


def _paths(case: Case, found: Comparison, theme: Theme) -> None:
    """Show the pulls, and the variables of one of the case's charts, each with a line for every scenario."""
    st.caption("The central run of each scenario, month by month; dotted upright lines are events.")
    st.html(versus.key(found, theme, again=True))
    show_line_charts([overlaid.chart(found, outcome, theme) for outcome in OUTCOMES], "compared_pulls", columns=3)
    groups = {group.title: group.variables for group in case.settings.chart}
    if not groups:
        return
    first = next(iter(groups))
    chosen = remember(PATHS, recall(PATHS, first, groups))
    title: str = st.selectbox("Other paths", list(groups), key=PATHS, on_change=chosen)
    shown = [overlaid.chart(found, variable, theme) for variable in groups[title]]
    show_line_charts(shown, "compared_paths", columns=min(len(shown), 3))


def _reasons(case: Case, found: Comparison, theme: Theme) -> None:
    """Show whose pull the reasons are about, and those that differ most."""
    outcome = (
        st.segmented_control(
            "What adds to the pull of",
            list(OUTCOMES),
            format_func=lambda o: f"{SHAPES[Outcome(o)]} {LABELS[Outcome(o)]}",
            key=ABOUT,
            on_change=remember(ABOUT, recall(ABOUT, None) or found.outcome),
        )
        or found.outcome
    )
    told = about(found, outcome)
    st.caption(
        f"Each figure is what the rule, or the event, adds to the pull of {OUTCOME_NAMES[Outcome(outcome)]} at month "
        f"{found.months} or takes from it, against what that pull would be without it. Those come first whose "
        "effects are furthest from each other; where they differ by next to nothing, they are left out."
    )
    if not told.reasons:
        st.write("No rule and no event does more in one than in another: the pull differs, if it does, by what is set.")
        return
    st.html(versus.reasons(told, told.reasons[:REASONS], theme))
    if len(told.reasons) > REASONS:
        with st.expander(f"More reasons that differ ({len(told.reasons) - REASONS})", key="more differences"):
            st.html(versus.reasons(told, told.reasons[REASONS:], theme))


PAGE = Page(
    title="What differs?",
    url_path="differs",
    icon="compare_arrows",
    invitation="Two to four scenarios side by side: what differs?",
    show=show_page,
)
