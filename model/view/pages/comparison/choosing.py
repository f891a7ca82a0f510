"""What is compared: the choice among what is at hand, what is pinned, and the bundled scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b

import streamlit as st

from model.analysis import FEWEST_SCENARIOS, MOST_SCENARIOS, differing_settings, distinct_names
from model.knowledge import Case
from model.scenario import Scenario, to_toml
from model.view.controls.presets import preset_label as preset_name
from model.view.controls.presets import presets
from model.view.plain import plain
from model.view.session import keep, pin_scenario, pinned_scenarios, recall, remember, unpin_scenario

#: The keys of the controls; and in the session: why a scenario was not pinned.
CHOSEN, AGAINST, REFUSED = "compared", "held against", "pin refused"


#: The token of the scenario that the levers make.
AT_HAND = "at hand"


#: What can be compared, by a token that stays the same: what it is called in the list, and it.
Choices = Mapping[str, tuple[str, Scenario]]


def choices(case: Case, scenario: Scenario, pinned: tuple[Scenario, ...]) -> Choices:
    """Return all that can be compared; `scenario` is the one that is at hand."""
    found = {AT_HAND: (f"At hand: {scenario.title}", scenario)}
    for name, pin in zip(distinct_names(case, pinned), pinned, strict=True):
        found[_token(pin)] = (f"Pinned: {name}", pin)
    for name, preset in presets(case).items():
        found[f"bundled {name}"] = (preset_name(case, name, preset), preset)
    return found


@lru_cache(maxsize=64)
def _token(pin: Scenario) -> str:
    return f"pin {blake2b(to_toml(pin).encode(), digest_size=6).hexdigest()}"


def default_choice(case: Case, offered: Choices) -> list[str]:
    """Return what is compared while nobody has chosen: the pins and what is at hand, else today's with what is at hand.

    What sets the same as one before it is left out, and the pins after the third.
    """
    today = next(token for token in offered if token.startswith("bundled"))
    pinned = [token for token in offered if token.startswith("pin ")][: MOST_SCENARIOS - 1]
    found: list[str] = []
    for token in [*pinned, AT_HAND] if pinned else [today, AT_HAND]:
        if all(differing_settings(case, (offered[token][1], offered[other][1])) for other in found):
            found.append(token)
    if len(found) < FEWEST_SCENARIOS and pinned and differing_settings(case, (offered[today][1], offered[found[0]][1])):
        return [today, *found]
    return found


def choose_scenarios(case: Case, offered: Choices) -> list[str]:
    """Let be chosen what is compared; return the tokens."""
    remembered = [token for token in recall(CHOSEN, list[str]()) if token in offered]
    chosen: list[str] = st.multiselect(
        "Compare two to four scenarios",
        list(offered),
        format_func=lambda token: offered[token][0],
        key=CHOSEN,
        max_selections=MOST_SCENARIOS,
        on_change=remember(CHOSEN, remembered or default_choice(case, offered)),
        placeholder="Choose scenarios",
        help="What is at hand is what the levers make. Pinned scenarios stay as they were when you pinned them.",
    )
    return chosen


def choose_reference(chosen: Sequence[str], offered: Choices) -> int:
    """Let be chosen which of the scenarios the others are held against; return its place among them."""
    against: str = st.selectbox(
        "Held against",
        chosen,
        format_func=lambda token: offered[token][0],
        key=AGAINST,
        on_change=remember(AGAINST, recall(AGAINST, chosen[0], chosen)),
        help="Differences are told from this one.",
    )
    return chosen.index(against)


def show_pins(case: Case, scenario: Scenario) -> None:
    """Show the pins, each with a button that takes it away, and one that pins what is at hand."""
    held = pinned_scenarios()
    with st.container(horizontal=True):
        st.button("Pin what is at hand", key="pin", on_click=_pin, args=(scenario,), icon=":material/keep:")
        for number, name in enumerate(distinct_names(case, held)):
            label = plain(f"Take away: {name}")
            icon = ":material/keep_off:"
            st.button(label, key=f"take away {number}", on_click=unpin_scenario, args=(number,), icon=icon)
    if refusal := st.session_state.pop(REFUSED, ""):
        st.warning(refusal)


def _pin(scenario: Scenario) -> None:
    st.session_state[REFUSED] = pin_scenario(scenario)


def show_what_to_do(case: Case, scenarios: Sequence[Scenario], offered: Choices) -> None:
    """Say why the scenarios that are chosen are not compared, and what to do, with a button that adds another."""
    why = "What is chosen all sets the same, so nothing differs."
    if len(scenarios) < FEWEST_SCENARIOS:
        why = "It takes two scenarios to compare."
        if not recall(CHOSEN, []):
            why = f"What is at hand is “{plain(scenarios[0].title)}” itself, so there is nothing to compare yet."
    st.info(
        f"{why} Move a lever in the controls above, choose another scenario in the list, or pin what is at hand, move "
        "a lever, and see what that changes."
    )
    first = scenarios[0] if scenarios else offered[AT_HAND][1]
    bundled = (token for token in offered if token.startswith("bundled"))
    other = next((token for token in bundled if differing_settings(case, (first, offered[token][1]))), None)
    if other:
        label = plain(f"Compare with “{offered[other][1].title}”")
        st.button(label, key="add one", on_click=_add, args=(other,), icon=":material/add:")


def _add(token: str) -> None:
    """Compare one more: with what is chosen, of which no two set the same, or with what is at hand."""
    keep(CHOSEN, [*(st.session_state.get(CHOSEN) or [AT_HAND])[: FEWEST_SCENARIOS - 1], token])
