"""What the tests share: one loaded case, how Hypothesis runs, and the page in a real headless Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
import xarray as xr
from hypothesis import Phase, settings
from sweeps import AXES_OF, DRAWS, SCENARIO, SEED

from model import load_case, sweep
from model.knowledge.case import Case

PHASES = [Phase.explicit, Phase.generate, Phase.shrink]
settings.register_profile("ripeness", deadline=None, derandomize=True, database=None, phases=PHASES)
settings.load_profile("ripeness")


@pytest.fixture(scope="session")
def case() -> Case:
    """The default case, as everybody else loads it (and the same object: it is grounded once)."""
    return load_case()


@pytest.fixture(scope="session")
def grid(case: Case) -> xr.Dataset:
    """A small sweep over three axes, in one process."""
    return sweep(case, SCENARIO, AXES_OF, DRAWS, SEED)


# ------------------------------------------------------------------------------------------------- the page in Chromium

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


def at_rest(page):
    """Wait until the first page stands there, all of it."""
    page.wait_for_selector(".account", timeout=READY)  # what is made last
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", timeout=READY)
    page.get_by_role("slider", name="Trust", exact=True).wait_for(timeout=READY)


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
        at_rest(page)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors
