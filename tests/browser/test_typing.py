"""Numbers that a person types, in a real Chromium: read as meant, or refused with a word; shown as Python has them."""

from __future__ import annotations

import csv
import io
import math
import random

import playwright.sync_api as playwright
import pytest

from model.knowledge import read_number, typeset
from model.store import shown_text
from model.view.components import mounting

pytestmark = pytest.mark.browser
TEXTS = [
    "0.1",
    "0,1",
    "-0,1",
    "\N{MINUS SIGN}0.1",
    ",5",
    "5,",
    "+1",
    " 0,25 ",
    "1e-05",
    "",
    "half",
    "0,1,2",
    "1.000,5",
    "1_0",
    "5%",
    ".",
]


@pytest.fixture(scope="module")
def script(browser):
    """An empty page with what stands before the components' scripts."""
    page = browser.new_page()
    files = (mounting.FOLDERS / name / f"{name}.js" for name in ("typing", "saving"))
    page.add_script_tag(content=mounting.ELEMENTS + "".join(file.read_text("utf-8") for file in files))
    yield page
    page.close()


def test_the_browser_reads_a_typed_number_as_python_does(script):
    for text in TEXTS:
        try:
            wanted = read_number(text)
        except ValueError:
            wanted = math.nan
        found = script.evaluate("text => { const n = readNumber(text); return Number.isNaN(n) ? null : n }", text)
        assert found == (None if math.isnan(wanted) else wanted), text


def test_the_browser_shows_a_number_as_python_does(script):
    random.seed(7)
    values = [n / 16 for n in range(-40, 41)] + [n / 200 for n in range(-250, 251)]
    values += [random.uniform(-1, 1) for _ in range(2000)]
    for digits in (0, 1, 2):
        for sign in (False, True):
            found = script.evaluate(
                "([vs, sign, digits]) => vs.map(v => figure(v, sign, digits))", [values, sign, digits]
            )
            assert found == [typeset(value, digits, sign) for value in values]


def test_no_text_in_a_table_that_the_browser_saves_becomes_a_formula_in_a_spreadsheet(script):
    for text in ("=1+1", "-x", "@a", "+1", "-0,5", " =x", "\t=x", "\uff1dx", "plain", "a,b", 'a "b"', "a\rb"):
        (row,) = csv.reader(io.StringIO(script.evaluate("text => csv([[text, -1]])", text), newline=""))
        assert row == [shown_text(text), "-1"], text


def unfold(page, *names):
    for name in names:
        page.get_by_text(name, exact=True).first.click()


def enter(field, text):
    field.click()
    field.press("Control+a")
    field.press_sequentially(text)
    field.press("Enter")


def test_a_decimal_comma_is_read_as_such_wherever_a_number_is_typed(opened):
    page = opened()
    trust = page.get_by_role("spinbutton", name="Trust")
    enter(trust, "0,1")
    page.wait_for_function("new URL(location).searchParams.get('trust') === '0.1'")
    assert trust.input_value() == "0.10"
    shift = page.get_by_role("spinbutton", name="Battlefield shift")
    enter(shift, "-0,1")
    page.wait_for_function("new URL(location).searchParams.get('battlefield_shift') === '-0.1'")
    assert shift.input_value() == "\N{MINUS SIGN}0.10"
    unfold(page, "Events")
    page.get_by_role("button", name="Add an event").click()
    month, value = (page.get_by_role("spinbutton", name=name, exact=True) for name in ("In month", "Value"))
    enter(value, "0,35")
    page.wait_for_function("location.search.includes('~0.35~')")
    enter(month, "6,5")
    page.get_by_text("“6,5”: a whole number from 1 to 120 is needed; it stays at 6.").wait_for()
    enter(month, "4")
    page.wait_for_function("location.search.includes('event=4~')")
    page.get_by_role("button", name="Month 4:").wait_for()
    month.press("ArrowUp")
    page.wait_for_function("location.search.includes('event=5~')")
    playwright.expect(month).to_be_focused()


def test_what_is_no_number_is_quoted_and_changes_nothing(opened):
    page = opened()
    trust = page.get_by_role("spinbutton", name="Trust")
    enter(trust, "0,1,2")
    page.get_by_text("“0,1,2”: a number from 0.00 to 1.00 is needed; it stays at 0.20.").wait_for()
    assert trust.get_attribute("aria-invalid") == "true"
    assert "trust" not in page.url
    enter(trust, "0.3")
    page.wait_for_function("location.search.includes('trust=0.3')")
    playwright.expect(page.get_by_text("is needed; it stays at")).to_be_hidden()
