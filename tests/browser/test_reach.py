"""The page that is asked backward, in a real browser."""

from __future__ import annotations

import pytest

from tests.support.browser import READY, turn_to


@pytest.mark.browser
def test_the_page_answers_in_a_browser_and_fits_on_a_phone(opened):
    for width, scheme in ((1280, "light"), (390, "dark")):
        page = opened(width, scheme)
        turn_to(page, "reach")
        page.locator(".answer-card").first.wait_for(timeout=READY)
        page.locator("table.worth").wait_for(timeout=READY)
        assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth <= e.clientWidth")
        if (find := page.get_by_role("button", name="Find the conditions")).count():  # kept by the server since
            find.click()
        page.locator(".box-card").first.wait_for(timeout=READY)
        page.get_by_role("button", name="Put it there").first.click()
        page.get_by_text("Nothing has to change").wait_for(timeout=READY)
        assert "A settlement: " in page.locator(".strip").inner_text()
