"""The answer in a real Chromium: figures move with the hand, sentences wait, and what was before is told."""

from __future__ import annotations

import playwright.sync_api as playwright
import pytest

from model import ensemble, load_case
from tests.support.page import on_page

pytestmark = pytest.mark.browser


def now_of(page):
    """Return the shares of the four classes as they stand below the bar."""
    return page.locator(".classes b").all_inner_texts()


def drag(page, to, steps=8):
    """Take the lever of trust by its thumb, where it stands at a fifth of its scale, and draw it there; hold on."""
    box = page.get_by_role("slider", name="Trust", exact=True).bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 0.21 * box["width"], y)
    page.mouse.down()
    for step in range(1, steps + 1):
        page.mouse.move(box["x"] + (0.21 + (to - 0.21) * step / steps) * box["width"], y)
        page.wait_for_timeout(40)


def test_while_a_lever_is_dragged_figures_move_and_sentences_wait_and_the_server_says_the_same(opened):
    page = opened()
    verdict, line = page.get_by_test_id("verdict"), page.locator(".course path.line").nth(1)
    sentence, at_first, drawn = verdict.locator("h2").inner_text(), now_of(page), line.get_attribute("d")
    spoken = verdict.get_by_role("status").text_content()
    drag(page, 0.7)
    playwright.expect(verdict).to_have_attribute("aria-busy", "true", timeout=20_000)
    playwright.expect(page.locator(".classes b").first).not_to_have_text(at_first[0], timeout=20_000)
    moving = now_of(page)
    assert line.get_attribute("d") != drawn
    assert page.locator(".course path.ghost").nth(1).get_attribute("d") == drawn  # what it was
    assert page.locator(".classes small").all_inner_texts()[0] == f"was {at_first[0]}"
    assert verdict.locator("h2").inner_text() == sentence
    assert verdict.get_by_role("status").text_content() == spoken  # nothing is said before it is let go
    value = float(page.get_by_role("slider", name="Trust", exact=True).input_value())
    page.mouse.up()
    playwright.expect(verdict).to_have_attribute("aria-busy", "false", timeout=20_000)
    case = load_case()
    found = ensemble(case, on_page("default", case).setting(case, {"trust": value}), 256)
    shares = [*found.mean_pull.values(), found.goes_on]
    assert now_of(page) == moving == [f"{share:.0%}" for share in shares]
    assert page.locator(".course path.ghost").nth(1).get_attribute("d") == drawn
    assert verdict.locator("h2").inner_text() != sentence
    assert verdict.get_by_role("status").text_content() != spoken


def test_a_run_of_presses_is_told_against_what_was_before_the_first_of_them(opened):
    page = opened()
    at_first = now_of(page)
    page.get_by_role("slider", name="Trust", exact=True).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
        page.wait_for_timeout(250)
    verdict = page.get_by_test_id("verdict")
    playwright.expect(verdict).to_have_attribute("aria-busy", "false", timeout=20_000)
    told = page.locator(".classes small").all_inner_texts()
    assert told[1] == f"was {at_first[1]}"
    page.keyboard.press("Control+z")
    playwright.expect(page.locator(".classes b").nth(1)).to_have_text(at_first[1], timeout=20_000)
    assert page.locator(".classes small").all_inner_texts() == [""] * 4


#: Keep what stands below the bar at the last frame before the server has answered.
WATCH = """verdict => {
    const list = verdict.parentElement.querySelector(".classes");
    const look = () => {
        if (verdict.getAttribute("aria-busy") === "true") window.waiting = list.innerText;
        requestAnimationFrame(look);
    };
    look();
}"""


def told_of(page):
    """Return what stands below the bar at last while the server works, and once it has answered."""
    page.wait_for_function("window.waiting", timeout=20_000)
    playwright.expect(page.get_by_test_id("verdict")).to_have_attribute("aria-busy", "false", timeout=20_000)
    return page.evaluate("[window.waiting, window.waiting = null][0]"), page.locator(".classes").inner_text()


def test_what_was_before_is_the_same_while_the_server_works_and_after(opened):
    page = opened()
    page.get_by_test_id("verdict").evaluate(WATCH)
    slider = page.get_by_role("slider", name="Trust", exact=True)
    slider.press("PageUp")
    slider.press("End")  # goes on
    waiting, answered = told_of(page)
    assert waiting == answered
    page.get_by_role("button", name="Let it vary again: Trust").click()  # a step of its own
    waiting, answered = told_of(page)
    assert waiting == answered
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")  # both keys were one step
    playwright.expect(slider).to_have_value("0.2", timeout=20_000)


def test_on_a_phone_no_lever_moves_away_from_under_the_finger(opened):
    page = opened(390)
    slider = page.get_by_role("slider", name="Trust", exact=True)
    before = slider.bounding_box()
    drag(page, 0.8)
    assert slider.bounding_box() == before
    page.mouse.up()
    playwright.expect(page.get_by_test_id("verdict")).to_have_attribute("aria-busy", "false", timeout=20_000)
    assert slider.bounding_box() == before


def test_a_reason_is_switched_off_and_on_by_keyboard_and_the_focus_stays(opened):
    page = opened()
    line = page.get_by_test_id("reasons").locator("ol > li").nth(1)
    line.locator("summary").focus()
    page.keyboard.press("Enter")
    line.locator("details li").first.wait_for()  # its sources
    button = line.get_by_role("button")
    button.focus()
    page.keyboard.press("Enter")
    playwright.expect(button).to_have_text("Put it back", timeout=20_000)
    playwright.expect(button).to_be_focused()
    assert line.locator("details").get_attribute("open") is not None
    page.keyboard.press("Enter")
    playwright.expect(button).to_have_text("I disagree", timeout=20_000)
    playwright.expect(button).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_answer_stands_on_one_screen(opened, scheme):
    page = opened(1280, scheme)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.wait_for_timeout(300)
    for name in ("verdict", "shares", "course", "reasons", "numbers"):
        box = page.get_by_test_id(name).bounding_box()
        assert box["y"] >= 0, name
        assert box["y"] + box["height"] <= 800, name


def test_a_wide_screen_shows_the_paths_and_what_would_tip_the_answer(opened):
    page = opened(1920)
    page.set_viewport_size({"width": 1920, "height": 1080})
    tips = page.locator(".tips li")
    tips.first.wait_for(timeout=20_000)
    page.wait_for_timeout(300)
    box = tips.last.bounding_box()
    assert box["y"] + box["height"] <= 1080
    path = page.locator(".aside path.line").first
    drawn = path.get_attribute("d")
    drag(page, 0.9)
    page.wait_for_timeout(500)
    assert path.get_attribute("d") != drawn
    page.mouse.up()
