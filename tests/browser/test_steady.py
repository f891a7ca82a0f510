"""What stands under the pointer stays there, what is moved says so at once, and what a link says stays text."""

from __future__ import annotations

from urllib.parse import urlencode

import playwright.sync_api as playwright
import pytest

from tests.support.browser import READY, at_rest
from tests.support.hostile import PAYLOAD

pytestmark = pytest.mark.browser


def go_to(page, title):
    page.get_by_test_id("stTopNavLink").filter(has_text=title).click()
    page.locator("h1", has_text=title).wait_for(timeout=READY)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=READY)


def test_a_second_click_at_the_same_spot_doubts_no_other_rule(opened):
    page = opened()
    go_to(page, "Why?")
    page.get_by_text("What would tip it").wait_for(timeout=READY)
    doubt = page.get_by_role("button", name="I do not believe it").nth(2)
    doubt.scroll_into_view_if_needed()
    box = doubt.bounding_box()
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.click(*at)
    back = page.get_by_role("button", name="Put it back").first
    back.wait_for(timeout=READY)
    page.get_by_text("1 rule is not as the model has it").wait_for()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=READY)
    page.mouse.click(*at)
    page.get_by_text("1 rule is not as the model has it").wait_for(state="detached", timeout=READY)
    playwright.expect(page.get_by_text("rules are not as the model has them")).to_have_count(0)


def test_a_lever_that_is_dragged_is_said_to_be_set_and_one_let_go_where_it_was_is_not(opened):
    page = opened()
    dial = page.locator(".dial[data-id=trust]")
    slider, status = dial.get_by_role("slider"), dial.locator(".status")
    box = slider.bounding_box()
    thumb, along, up = 18.4, box["width"] - 18.4, box["y"] + box["height"] / 2
    start = box["x"] + thumb / 2 + 0.2 * along
    page.mouse.move(start, up)
    page.mouse.down()
    page.mouse.move(start + 0.3 * along, up, steps=5)
    assert status.inner_text() == "Set by you"
    assert dial.locator(".range").is_hidden()
    page.mouse.move(start, up, steps=5)
    page.mouse.up()
    playwright.expect(status).to_have_text("Not set: varied from 0.10 to 0.35")
    assert dial.locator(".range").is_visible()
    assert "trust" not in page.url


def turn_to(page, war):
    page.get_by_role("combobox", name="War").click()
    page.get_by_role("option", name=war).first.click()


def test_after_turning_to_another_war_every_word_is_its_own(opened):
    page = opened()
    ends = page.locator(".dial[data-id=battlefield_shift] .ends")
    playwright.expect(ends).to_contain_text("Russia gains fast")
    turn_to(page, "Korea")
    playwright.expect(ends).not_to_contain_text("Russia", timeout=READY)
    go_to(page, "Who wants what?")
    graph = page.locator(".graph")
    graph.get_by_role("button", name="India").first.click()
    assert graph.locator(".faint").count() > 0
    page.get_by_text("The scenario: levers, assumptions, events").click()
    turn_to(page, "Nagorno-Karabakh")
    graph.get_by_role("button", name="Armenia").first.wait_for(timeout=READY)
    playwright.expect(graph.locator(".detail")).to_have_text("Nothing chosen. Choose an actor or an objective below.")
    assert graph.locator("[aria-expanded=true]").count() > 0
    assert graph.locator(".faint").count() == 0


def test_what_a_link_says_loads_nothing_links_nowhere_and_is_read_as_it_stands(window, address):
    page, foreign = window(), []
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else foreign.append(asked.url),
    )
    says = PAYLOAD[:180]
    words = {"title": PAYLOAD, "says": PAYLOAD, "months": 12, "event": f"3~change.trust~0.1~~{says}", "trsut": PAYLOAD}
    page.goto(f"{address}/?{urlencode(words)}")
    at_rest(page)
    page.get_by_text("Events", exact=True).first.click()
    page.get_by_role("button", name="Pin", exact=True).click()
    taken = "[href*=evil], [src*=evil], .katex, [data-testid=stMain] img, [data-testid=stMain] b:text-is('z')"
    for title in ("", "Why?", "What differs?", "Does it hold?"):
        if title:
            go_to(page, title)
        playwright.expect(page.locator(taken)).to_have_count(0)
        assert PAYLOAD[:60] in page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")
    assert foreign == []
