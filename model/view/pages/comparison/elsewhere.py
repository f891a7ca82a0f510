"""What of other wars can be compared: their bundled scenarios, and what a visitor has pinned in them.

A token names it wholly, with its war, so that a link tells it too; of a pin it holds all that the pin sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.analysis import distinct_names
from model.knowledge import Case, likely
from model.scenario import Scenario, bundled_scenarios
from model.view.controls.presets import preset_label, presets
from model.view.session import (
    Choice,
    cases_on_offer,
    draft_query,
    load_case_on_offer,
    open_case_name,
    pins_left,
    read_draft,
    some_of,
)

#: A token of another war: "in", the name of its case, and behind this a bundled scenario's id, or what a pin sets.
IN, BUNDLED_THERE, PIN_THERE = "in ", " ", " pin "


#: The choice: the wars whose scenarios are offered beside those of the open one.
WARS: Choice[list[str]] = some_of("wars", lambda _: cases_on_offer())


#: What is offered: what it is called in the list, and it, with its case.
Offer = tuple[str, Scenario, Case]


def other_wars() -> dict[str, str]:
    """Return the wars on offer but for the open one: their titles by name."""
    return {name: title for name, (title, _) in cases_on_offer().items() if name != open_case_name()}


def offers_of(name: str) -> Iterator[tuple[str, Offer]]:
    """Yield all that a war offers, by its token: what is pinned there, then its bundled scenarios.

    Raises:
        InputError: if the files of the case cannot be read.
    """
    case = load_case_on_offer(name)
    war, pins = case.settings.title, pins_left(name)
    for title, pin in zip(distinct_names(case, [pin.scenario for pin in pins]), pins, strict=True):
        yield f"{IN}{name}{PIN_THERE}{draft_query(pin)}", (f"{war}, pinned: {title}", pin.scenario, case)
    for found, preset in presets(case).items():
        label = f"{war}: {preset_label(case, found, preset)}"
        yield f"{IN}{name}{BUNDLED_THERE}{found}", (label, preset, case)


def offers_by_token(tokens: Sequence[str]) -> Iterator[tuple[str, Offer]]:
    """Yield what those of some tokens stand for that are of other wars than the open one, and are to be had."""
    for token in tokens:
        try:
            if token.startswith(IN):
                yield token, _offer(token)
        except (ValueError, OverflowError):
            continue  # a folder was taken away, or its files have changed meanwhile


def is_of_another_war(token: str) -> bool:
    """Return whether a token is of another war. Raises ValueError, in words, if there is no such scenario."""
    return token.startswith(IN) and bool(_offer(token))


def _offer(token: str) -> Offer:
    """Return what a token stands for. Raises ValueError, in words, if it is nothing that is on offer."""
    name, kind, told = _apart(token)
    case = load_case_on_offer(name)
    war = case.settings.title
    if kind == PIN_THERE:
        pin = read_draft(case, told)
        return f"{war}, pinned: {pin.scenario.title}", pin.scenario, case
    if told not in (known := bundled_scenarios(case)):
        raise ValueError(f"there is no scenario '{told[:40]}' of '{name}'{likely(told, known).removesuffix('?')}")
    preset = presets(case)[told]
    return f"{war}: {preset_label(case, told, preset)}", preset, case


def _apart(token: str) -> tuple[str, str, str]:
    """Return the name of the case, the kind, and what is told, of a token of another war."""
    for name in cases_on_offer():
        for kind in (PIN_THERE, BUNDLED_THERE):
            if token.startswith(f"{IN}{name}{kind}"):
                return name, kind, token.removeprefix(f"{IN}{name}{kind}")
    name = token.removeprefix(IN).split(" ")[0][:40]
    raise ValueError(f"there is no war '{name}' on offer{likely(name, cases_on_offer()).removesuffix('?')}")
