"""The page in a real headless Chromium. Without one the tests are skipped; in CI that is a failure."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
ROOT = Path(__file__).parent.parent
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
READY = 60_000


def unavailable(why):
    if os.environ.get("CI"):
        pytest.fail(f"in CI the browser tests have to run: {why}")
    pytest.skip(why)


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api") if not os.environ.get("CI") else None
    if playwright is None:
        import playwright.sync_api as playwright
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        unavailable("no Chromium is installed")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium, args=ARGS)
        yield found
        found.close()


@pytest.fixture(scope="module")
def address():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.address", "127.0.0.1", *options]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{url}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server did not start")
        yield url
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def opened(browser, address):
    """Open the page in a window of some width and colour scheme; fail on anything in the browser's error log."""
    contexts, errors = [], []

    def opened(width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        page.wait_for_selector("#verdict", timeout=READY)
        page.get_by_text("Nothing chosen").wait_for(timeout=READY)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors


def test_moving_a_slider_changes_the_answer(opened):
    page = opened()
    answer = page.locator("#verdict + p")
    before = answer.inner_text()
    thumb = page.get_by_role("slider", name="Trust")
    thumb.focus()
    page.keyboard.press("End")
    page.wait_for_function(
        "old => ![undefined, old].includes(document.querySelector('#verdict + p')?.innerText)", arg=before
    )
    assert float(thumb.input_value()) == 1
    assert page.locator("#verdict").inner_text() == "A settlement has formed"
    page.get_by_text("Set by you.").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_phone(opened, scheme):
    page = opened(390, scheme)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    wide = main.evaluate(
        "e => [...e.querySelectorAll('p, table, h1, h2, h3, button, .pulls, .strip, .graph')]"
        ".filter(x => x.getBoundingClientRect().right > window.innerWidth + 1).map(x => x.outerHTML.slice(0, 80))"
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_themes(opened, scheme):
    page = opened(scheme=scheme)
    ground, ink = page.evaluate(
        "() => [getComputedStyle(document.querySelector('.stApp')).backgroundColor,"
        " getComputedStyle(document.querySelector('#verdict')).color]"
    )
    light = [sum(map(int, colour.strip("rgba()").split(",")[:3])) / 765 for colour in (ground, ink)]
    assert (light[0] < 0.3 and light[1] > 0.7) if scheme == "dark" else (light[0] > 0.7 and light[1] < 0.3)


def test_an_actor_in_the_graph_opens_its_ties_by_keyboard_and_keeps_the_focus(opened):
    page = opened()
    actor = page.get_by_role("button", name="Turkey,")
    actor.focus()
    page.keyboard.press("Enter")
    page.locator(".detail", has_text="Mediates: Turkey → Ukraine").wait_for()
    assert page.get_by_role("button", name="Turkey,").get_attribute("aria-pressed") == "true"
    focused = "() => { let a = document.activeElement; while (a.shadowRoot) a = a.shadowRoot.activeElement; return a }"
    assert page.evaluate(f"({focused})().dataset.id") == "turkey"
    page.keyboard.press("Enter")
    page.get_by_text("Nothing chosen").wait_for()


def test_an_issue_in_the_graph_folds_and_unfolds(opened):
    page = opened()
    head = page.get_by_role("button", name="Sanctions relief")
    assert head.get_attribute("aria-expanded") == "false"
    head.click()
    assert page.get_by_role("button", name="Sanctions relief").get_attribute("aria-expanded") == "true"
