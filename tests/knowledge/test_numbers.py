"""Numbers as people type them: what is read, and what is refused rather than taken for something else."""

from __future__ import annotations

import pytest

from model.knowledge import read_number, read_whole, typeset


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0.1", 0.1),
        ("0,1", 0.1),
        ("-0,1", -0.1),
        ("\N{MINUS SIGN}0.1", -0.1),
        (",5", 0.5),
        ("5,", 5.0),
        ("+1", 1.0),
        (" 0,25 ", 0.25),
        ("1e-05", 1e-05),
    ],
)
def test_a_decimal_comma_is_as_good_as_a_point(text: str, number: float) -> None:
    assert read_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "half", "0,1,2", "1.000,5", "1_0", "0 1", "nan", "inf", "1e999", "\u0661", "5%", "."]
)
def test_what_is_no_number_is_refused_and_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="this is no number") as refused:
        read_number(text)
    assert f"'{text}'" in str(refused.value)


@pytest.mark.parametrize("text", ["", "6.5", "6,5", "1,000", "1_0", "six", "\u0663"])
def test_a_whole_number_is_digits_alone(text: str) -> None:
    with pytest.raises(ValueError, match="this is no whole number"):
        read_whole(text)


def test_a_whole_number_is_read() -> None:
    assert (read_whole("12"), read_whole(" -3 ")) == (12, -3)


def test_what_is_shown_as_zero_has_no_sign() -> None:
    assert [typeset(v, sign=True) for v in (-0.001, 0.0, 0.001, -0.01, 0.01)] == [
        "0.00",
        "0.00",
        "0.00",
        "\N{MINUS SIGN}0.01",
        "+0.01",
    ]
    assert typeset(-0.4, 0) == "0"
