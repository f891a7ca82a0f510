"""The page in a real headless Chromium. In CI none of these tests is skipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.support.browser import at_rest
from tests.support.serving import launched, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

#: Where Streamlit looks for its server first if a window begins on another page than the first: in vain, and no fault.
ASKED_IN_VAIN = re.compile(r"/[\w-]+/_stcore/[\w-]+$")


def is_fault(message: ConsoleMessage) -> bool:
    """Return whether what the browser tells is an error that a person should not have met."""
    return message.type == "error" and not ASKED_IN_VAIN.search(message.location["url"])


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


@pytest.fixture(scope="module")
def profile(browser: Browser, address: str) -> Iterator[BrowserContext]:
    """What a file's windows share: the page's scripts, loaded and compiled once, which is half the work of a window.

    Its first window shows next to nothing and stays open: without it, Chromium forgets them with the last window.
    """
    with browser.new_context() as profile:
        profile.new_page().goto(f"{address}/_stcore/health")
        yield profile


@pytest.fixture
def window(browser: Browser, profile: BrowserContext) -> Iterator[Callable[..., Page]]:
    """Make an empty window of some width and colour scheme; fail on anything in the browser's error log.

    No test finds what another has left in the browser. With `apart`, or an option of Playwright's, the window is in a
    browser of its own, as somebody else's would be.
    """
    alone: list[BrowserContext] = []
    errors: list[str] = []

    def window(
        width: int = 1280, scheme: Literal["light", "dark"] = "light", *, apart: bool = False, **options: Any
    ) -> Page:
        if apart or options:
            alone.append(browser.new_context(**options))
        page = (alone[-1] if apart or options else profile).new_page()
        page.set_viewport_size({"width": width, "height": 850})
        page.emulate_media(color_scheme=scheme)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if is_fault(message) else None)
        return page

    yield window
    first, *others = profile.pages
    for page in others:
        page.close()
    for context in alone:
        context.close()
    profile.clear_cookies()
    profile.clear_permissions()
    first.evaluate("localStorage.clear()")  # what a window keeps for itself goes with it
    assert not errors


@pytest.fixture
def opened(window: Callable[..., Page], address: str) -> Callable[..., Page]:
    """Open the page, or a link to it, in a window of some kind, and wait until it stands."""

    def opened(*kind: Any, link: str = "", stands: Callable[[Page], None] = at_rest, **more: Any) -> Page:
        page = window(*kind, **more)
        page.goto(f"{address}/{link}")
        stands(page)
        return page

    return opened
