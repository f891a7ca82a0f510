"""What the tests in a real Chromium share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: How Chromium is started: alone with the page, whatever the machine.
ARGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
#: How long a page may take until it stands, in milliseconds.
READY = 60_000


def unavailable(why: str) -> NoReturn:
    """Skip a test that no browser can be had for; in CI, fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"in CI the browser tests have to run: {why}")
    pytest.skip(why)


def at_rest(page: Page) -> None:
    """Wait until the first page stands there, all of it."""
    page.wait_for_selector(".account", timeout=READY)  # what is made last
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=READY)
    page.get_by_role("slider", name="Trust", exact=True).wait_for(timeout=READY)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour as the browser tells it, "rgb(r, g, b)", in [0, 1] (WCAG 2)."""
    channels = [int(part) / 255 for part in colour.strip("rgba()").split(",")[:3]]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
