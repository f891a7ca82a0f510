"""What stands under the pointer stays there, what is moved says so at once, and what a link says stays text."""

from __future__ import annotations

from urllib.parse import urlencode

import playwright.sync_api as playwright
import pytest

from model.view.pages import PAGES
from tests.support.browser import READY, at_rest, still, turn_to
from tests.support.hostile import PAYLOAD

pytestmark = pytest.mark.browser


def go_to(page, folder):
    turn_to(page, folder)
    page.get_by_role("heading", name=PAGES[folder].title, exact=True, level=1).wait_for(timeout=READY)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=READY)


def test_a_second_click_at_the_same_spot_doubts_no_other_rule(opened):
    page = opened()
    go_to(page, "why")
    page.get_by_role("heading", name="What would change the answer").wait_for(timeout=READY)
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


#: Keep what the page is told of the levers: where they are, whether one is under the hand, and an answer is awaited.
LISTEN = """() => { window.told = []; ripenessLive.listen(document.body, (one) => { window.told.push(one); }); }"""
LAST = "(({ levers, moving, pending }) => [levers.trust ?? null, moving, pending])(window.told.at(-1))"


def test_a_lever_that_is_dragged_is_said_to_be_set_and_one_let_go_where_it_was_is_not(opened):
    page = opened()
    page.evaluate(LISTEN)
    dial = page.locator(".dial[data-id=trust]")
    slider, status = dial.get_by_role("slider"), dial.locator(".status")
    box = slider.bounding_box()
    thumb, along, up = 18.4, box["width"] - 18.4, box["y"] + box["height"] / 2
    start = box["x"] + thumb / 2 + 0.2 * along
    page.mouse.move(start, up)
    page.mouse.down()
    page.mouse.move(start + 0.3 * along, up, steps=5)
    assert status.inner_text() == "Set by you"
    playwright.expect(dial.locator(".was")).to_have_text("was 0.20")
    page.wait_for_function(f"(([at, moving]) => moving && Math.abs(at - 0.5) < 0.02)({LAST})")
    assert dial.locator(".range").is_hidden()
    page.mouse.move(start, up, steps=5)
    page.mouse.up()
    playwright.expect(status).to_have_text("Varies from 0.10 to 0.35")
    assert dial.locator(".range").is_visible()
    page.wait_for_function(f"(([, moving, pending]) => !moving && !pending)({LAST})")
    playwright.expect(dial.locator(".was")).to_have_text("")
    assert "trust" not in page.url


def test_the_value_before_the_last_step_stands_beside_a_lever_until_the_next_step(opened):
    page = opened()
    trust, pressure = (page.get_by_test_id(f"lever-{name}") for name in ("trust", "external_pressure"))
    for _ in range(3):
        trust.get_by_role("slider").press("ArrowRight")
    page.wait_for_function("location.search.includes('trust=0.35')")
    still(page)
    playwright.expect(trust.locator(".was")).to_have_text("was 0.20")
    assert trust.locator(".ghost").is_visible()
    pressure.get_by_role("spinbutton").press("ArrowUp")
    pressure.get_by_role("spinbutton").press("ArrowUp")
    page.wait_for_function("location.search.includes('external_pressure=0.6')")
    still(page)
    playwright.expect(pressure.locator(".was")).to_have_text("was 0.50")
    playwright.expect(trust.locator(".was")).to_have_text("")
    page.keyboard.press("Control+z")
    playwright.expect(pressure.locator(".status")).to_have_text("Varies from 0.30 to 0.70")


def test_what_a_lever_is_opens_below_it_and_escape_closes_it(opened):
    page = opened()
    ask = page.get_by_role("button", name="What is this? Trust")
    ask.press("Enter")
    means = page.get_by_test_id("lever-trust").locator(".about")
    playwright.expect(means).to_be_visible()
    ask.press("Escape")
    playwright.expect(means).to_be_hidden()
    playwright.expect(ask).to_be_focused()


def choose(page, war):
    still(page)  # what is made anew would close the list
    page.get_by_role("combobox", name="War").click()
    page.get_by_role("option", name=war).first.click()


def test_after_turning_to_another_war_every_word_is_its_own(opened):
    page = opened()
    ends = page.locator(".dial[data-id=battlefield_shift] .ends")
    playwright.expect(ends).to_contain_text("Russia gains fast")
    choose(page, "Korea")
    playwright.expect(ends).not_to_contain_text("Russia", timeout=READY)
    go_to(page, "actors")
    graph = page.locator(".graph")
    graph.get_by_role("button", name="India").first.click()
    assert graph.locator(".faint").count() > 0
    choose(page, "Nagorno-Karabakh")
    graph.get_by_role("button", name="Armenia").first.wait_for(timeout=READY)
    playwright.expect(graph.locator(".detail")).to_contain_text("Choose an actor or an objective to see its own ties.")
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
    for name in ("Events", "About this scenario"):
        page.locator("summary").get_by_text(name, exact=True).click()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("button", name="Pin", exact=True).click()
    page.get_by_text("Pinned, 1 of").wait_for()
    page.keyboard.press("Escape")
    taken = "[href*=evil], [src*=evil], .katex, [data-testid=stMain] img, [data-testid=stMain] b:text-is('z')"
    for folder in ("answer", "why", "comparison", "expectations"):
        if folder != "answer":
            go_to(page, folder)
        playwright.expect(page.locator(taken)).to_have_count(0)
        assert PAYLOAD[:60] in page.locator("[data-testid=stMain]").inner_text().replace("\u2060", "")
    assert foreign == []
