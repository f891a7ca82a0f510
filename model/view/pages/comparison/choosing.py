"""What is compared: the choice among what is at hand, what is pinned, and the bundled scenarios."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from model.analysis import FEWEST_SCENARIOS, MOST_SCENARIOS, differing_settings, distinct_names
from model.knowledge import Case, InputError
from model.scenario import Scenario, bundled_scenarios
from model.view.controls.presets import preset_label as preset_name
from model.view.controls.presets import presets
from model.view.pages.comparison.elsewhere import (
    WARS,
    Offer,
    is_of_another_war,
    offers_by_token,
    offers_of,
    other_wars,
)
from model.view.plain import plain
from model.view.session import (
    Choice,
    Draft,
    ToChooseFrom,
    choose,
    current_draft,
    keep,
    offer,
    one_of,
    pin_draft,
    pin_id,
    pinned_scenarios,
    recall,
    some_of,
    unpin_scenario,
    whole_number,
)

#: In the session: why a scenario was not pinned.
REFUSED = "pin refused"


#: The token of the scenario that the levers make; before the id of a pin, and of a bundled scenario.
AT_HAND, PIN, BUNDLED = "at hand", "pin ", "bundled "


def _tokens(among: ToChooseFrom) -> list[str]:
    """Return the tokens of all that a link can ask to compare."""
    bundled = (BUNDLED + name for name in bundled_scenarios(among.case))
    return [AT_HAND, *(PIN + pin_id(pin) for pin in among.pins), *bundled]


#: The choices: what is compared, and what the others are held against.
CHOSEN: Choice[list[str]] = some_of("compared", _tokens, also=is_of_another_war)


AGAINST: Choice[str] = one_of("held against", _tokens)


#: The month at which they are compared; while nobody has chosen, the shortest horizon of those compared.
AT: Choice[int] = whole_number("compared at", 1, 120)


#: What can be compared, by a token that stays the same.
Choices = Mapping[str, Offer]


def choices(case: Case, scenario: Scenario, pinned: Sequence[Draft]) -> dict[str, Offer]:
    """Return all of the open war that can be compared; `scenario` is the one that is at hand."""
    found = {AT_HAND: (f"Now: {scenario.title}", scenario, case)}
    for name, pin in zip(distinct_names(case, [pin.scenario for pin in pinned]), pinned, strict=True):
        found[PIN + pin_id(pin)] = (f"Pinned: {name}", pin.scenario, case)
    for name, preset in presets(case).items():
        found[BUNDLED + name] = (preset_name(case, name, preset), preset, case)
    return found


def choose_wars() -> dict[str, Offer]:
    """Let be chosen of which other wars scenarios are offered; return these, with those that are compared already."""
    found = dict(offers_by_token(recall(CHOSEN, list[str]())))
    wars = other_wars()
    help_text = "Scenarios of other wars stand beside those of this one, each with its war's own facts and doubts."
    label = "Also offer scenarios of other wars"
    names = choose(st.multiselect, label, wars, WARS, [], placeholder="Choose wars", help=help_text) if wars else []
    for name in names:
        try:
            found |= dict(offers_of(name))
        except InputError as error:
            st.warning(plain(f"The files of “{wars[name]}” cannot be read, so nothing of it is offered: {error}"))
    return found


def default_choice(offered: Choices) -> list[str]:
    """Return what is compared while nobody has chosen: the pins and what is at hand, else today's with what is at hand.

    What sets the same as one before it is left out, and the pins after the third.
    """
    today = next(token for token in offered if token.startswith(BUNDLED))
    pinned = [token for token in offered if token.startswith(PIN)][: MOST_SCENARIOS - 1]
    found, _ = differing(offered, [*pinned, AT_HAND] if pinned else [today, AT_HAND])
    if len(found) < FEWEST_SCENARIOS and pinned and _differ(offered[today], offered[found[0]]):
        return [today, *found]
    return found


def _differ(one: Offer, other: Offer) -> bool:
    """Whether two of what is offered set anything differently, or are of different wars."""
    (_, here, case), (_, there, another) = one, other
    return case != another or bool(differing_settings(case, (here, there)))


def differing(offered: Choices, tokens: Sequence[str]) -> tuple[list[str], dict[str, str]]:
    """Return those of some scenarios that differ from all before them; and of each other one, which sets the same."""
    found, same = list[str](), dict[str, str]()
    for token in tokens:
        alike = (one for one in found if not _differ(offered[token], offered[one]))
        before = next(alike, None)
        if before is None:
            found.append(token)
        else:
            same[token] = before
    return found, same


def choose_scenarios(offered: Choices) -> list[str]:
    """Let be chosen what is compared; return the tokens, less those of scenarios that set the same as one before."""
    remembered = [token for token in recall(CHOSEN, list[str]()) if token in offered]
    chosen: list[str] = offer(
        st.multiselect,
        "Compare two to four scenarios",
        {token: label for token, (label, _, _) in offered.items()},
        CHOSEN.key,
        remembered or default_choice(offered),
        partial(keep, CHOSEN),
        max_selections=MOST_SCENARIOS,
        placeholder="Choose scenarios",
        help="“Now” is the scenario that your levers make. Pinned scenarios stay as they were when you pinned them.",
    )
    found, same = differing(offered, chosen)
    if same and len(found) >= FEWEST_SCENARIOS:
        told = (f"“{offered[one][0]}” sets the same as “{offered[other][0]}”" for one, other in same.items())
        st.caption(plain(f"{'; '.join(told)}: only one of them is compared."))
    return found


def choose_reference(chosen: Sequence[str], offered: Choices) -> int:
    """Let be chosen which of the scenarios the others are held against; return its place among them."""
    labels = {token: offered[token][0] for token in chosen}
    help_text = "Each of the others is compared with this one."
    return chosen.index(choose(st.selectbox, "Compare the others with", labels, AGAINST, chosen[0], help=help_text))


def choose_month(scenarios: Sequence[Scenario]) -> int:
    """Let be chosen at which month scenarios are compared, up to the shortest of their horizons; return it."""
    last = min(scenario.months for scenario in scenarios)
    ends = "where all of them end" if all(s.months == last for s in scenarios) else "where the shortest ends"
    labels = {month: f"Month {month}" for month in range(1, last)} | {last: f"Month {last}, {ends}"}
    help_text = "All are compared at the same month. The table also shows how longer ones stand at their own end."
    month: int = choose(st.selectbox, "Compare at", labels, AT, last, help=help_text)
    return month


def show_pins(case: Case) -> None:
    """Show the pins, each with a button that takes it away, and one that pins what is at hand."""
    held = pinned_scenarios()
    with st.container(horizontal=True):
        st.button("Pin this scenario", key="pin", on_click=_pin, args=(case,), icon=":material/keep:")
        for number, (name, pin) in enumerate(zip(distinct_names(case, held), held, strict=True)):
            label = plain(f"Unpin: {name}")
            icon = ":material/keep_off:"
            st.button(label, key=f"take away {number}", on_click=_take_away, args=(pin,), icon=icon)
    if refusal := st.session_state.pop(REFUSED, ""):
        st.warning(refusal)


def _take_away(pin: Scenario) -> None:
    """Take a pin away; a second click in haste is not meant for the one that has taken its place."""
    pins = pinned_scenarios()
    if pin in pins:
        unpin_scenario(pins.index(pin))


def _pin(case: Case) -> None:
    st.session_state[REFUSED] = pin_draft(current_draft(case))


def show_what_to_do(chosen: Sequence[str], offered: Choices) -> None:
    """Say why the scenarios that are chosen are not compared, and what to do, with a button that adds another."""
    why = "The scenarios you chose set the same, so nothing differs."
    first = offered[chosen[0] if chosen else AT_HAND]
    if len(chosen) < FEWEST_SCENARIOS:
        why = "It takes two scenarios to compare."
        if not recall(CHOSEN, []):
            why = f"You have changed nothing in “{plain(first[1].title)}”, so there is nothing to compare yet."
    st.info(
        f"{why} Move a lever, choose another scenario in the list, or pin this scenario, move "
        "a lever, and see what that changes."
    )
    bundled = (token for token in offered if token.startswith(BUNDLED))
    other = next((token for token in bundled if _differ(first, offered[token])), None)
    if other:
        label = plain(f"Compare with “{offered[other][1].title}”")
        st.button(label, key="add one", on_click=_add, args=(other,), icon=":material/add:")


def _add(token: str) -> None:
    """Compare one more: with what is chosen, of which no two set the same, or with what is at hand."""
    keep(CHOSEN, [*(st.session_state.get(CHOSEN.key) or [AT_HAND])[: FEWEST_SCENARIOS - 1], token])
