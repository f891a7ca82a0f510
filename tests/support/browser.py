"""What the tests in a real Chromium look at and wait for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from model.view.pages import GROUPS, PAGES

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: How long a page may take until it stands, in milliseconds.
READY = 60_000
#: Whether nothing moves that comes to an end.
STILL = """document.getAnimations().every(
    one => one.playState !== 'running' || one.effect.getComputedTiming().iterations === Infinity)"""


def at_rest(page: Page) -> None:
    """Wait until the first page stands there, all of it."""
    page.wait_for_selector("[data-testid=verdict]", timeout=READY)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=READY)
    page.get_by_role("slider", name="Trust", exact=True).wait_for(timeout=READY)


def still(page: Page) -> None:
    """Wait until nothing is worked out, nothing comes to the page, and nothing fades in or unfolds any more."""
    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')", timeout=READY)
    page.wait_for_timeout(100)
    page.wait_for_function(STILL, timeout=READY)


def turn_to(page: Page, folder: str) -> None:
    """Choose a page by the name of its folder, in the navigation: in its group's menu, or on a phone at the side."""
    title = re.compile(rf"^{re.escape(PAGES[folder].title)}$")
    groups = page.get_by_test_id("stTopNavSection")
    if groups.first.is_visible():
        group = next(group for group, folders in GROUPS.items() if folder in folders)
        groups.filter(has_text=group).click()
        page.get_by_test_id("stTopNavDropdownLink").filter(has_text=title).click()
        return
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_test_id("stSidebarNavLink").filter(has_text=title).click()
    page.get_by_test_id("stSidebarCollapseButton").get_by_role("button").click()


def unfold(page: Page) -> None:
    """Open everything that is folded, also within what was folded and within components."""
    for _ in range(3):
        page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        page.locator("button[aria-expanded=false][aria-controls^=about-]").evaluate_all(
            "all => all.forEach(one => one.click())"
        )
        page.wait_for_timeout(200)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as the browser tells it, "rgb(r, g, b)", in [0, 1] (WCAG 2)."""
    channels = [int(part) / 255 for part in colour.strip("rgba()").split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
