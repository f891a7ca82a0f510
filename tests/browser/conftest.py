"""The page in a real headless Chromium. In CI none of these tests is skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Literal

import pytest

from tests.support.browser import at_rest
from tests.support.serving import launched, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A headless Chromium, for a file at a time: while Playwright is open, no other test could use an event loop."""
    with launched() as browser:
        yield browser


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the page is served: one server for all of a worker's files; every window has a session of its own."""
    with served() as address:
        yield address


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open the page in a window of some width and colour scheme; fail on anything in the browser's error log."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def opened(width: int = 1280, scheme: Literal["light", "dark"] = "light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        at_rest(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors
