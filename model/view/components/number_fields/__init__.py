"""Fields for numbers, read with a decimal point or a decimal comma; drawn in the browser by `number_fields.js`.

Streamlit's own number input leaves out a comma as it is typed, and makes 1 of "0,1".
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypedDict

import streamlit as st

from model.view.components.mounting import mount


class NumberField(TypedDict):
    """A field.

    Attributes:
        id, label: which; what stands over it.
        value, low, high, step: what it shows, its ends, and how far an arrow key goes.
        digits: behind the point; 0 for whole numbers.
        help: what it means, where the label does not say; empty if it does.
        disabled: whether it cannot be changed now.
    """

    id: str
    label: str
    value: float
    low: float
    high: float
    step: float
    digits: int
    help: str
    disabled: bool


class NumberFieldsPayload(TypedDict):
    """What the script gets: in how many columns the fields stand, and the fields."""

    columns: int
    fields: list[NumberField]


class EnteredNumber(TypedDict):
    """What comes back: the field's id, and the number that a person entered."""

    id: str
    value: float


def show_number_fields(
    fields: Sequence[NumberField], key: str, on_entry: Callable[[str, float], None], columns: int = 1
) -> None:
    """Show fields in so many columns, and in one on a phone; `on_entry` gets the id and the number of what is entered.

    A whole number comes as a whole float; every number is within its field's ends.
    """
    payload: NumberFieldsPayload = {"columns": columns, "fields": list(fields)}

    def take() -> None:
        entered: EnteredNumber | None = getattr(st.session_state.get(key), "entered", None)
        one = next((field for field in fields if entered and field["id"] == entered["id"]), None)
        if entered and one and one["low"] <= entered["value"] <= one["high"]:
            on_entry(entered["id"], float(entered["value"]))

    mount("number_fields", "<div class='fields'></div>", payload, key, uses=("typing",), on_entered_change=take)


def number_field(
    label: str,
    value: float,
    low: float,
    high: float,
    step: float = 0.05,
    *,
    id: str = "",
    digits: int = 2,
    help: str = "",
    disabled: bool = False,
) -> NumberField:
    """Return a field for a number from `low` to `high`; for a whole one with `digits=0` and `step=1`."""
    return {
        "id": id or label,
        "label": label,
        "value": value,
        "low": low,
        "high": high,
        "step": step,
        "digits": digits,
        "help": help,
        "disabled": disabled,
    }
