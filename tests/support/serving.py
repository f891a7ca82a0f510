"""The page served, and a real headless Chromium to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests.support.browser import READY
from tests.support.page import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

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
    "--process-per-site",  # windows that share a profile share what is compiled
]
#: What Chromium is called on different systems.
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def unavailable(why: str) -> NoReturn:
    """Skip what no browser can be had for; in CI, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"in CI the browser tests have to run: {why}")
    pytest.skip(why)


@contextmanager
def launched() -> Iterator[Browser]:
    """Start a headless Chromium; skip, or in CI fail, where there is none."""
    try:
        from playwright.sync_api import expect, sync_playwright
    except ImportError:
        unavailable("Playwright is not installed")
    chromium = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if chromium is None:
        unavailable("no Chromium is installed")
    expect.set_options(timeout=READY)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=ARGS)
        yield browser
        browser.close()


@contextmanager
def served(script: str | Path = "app.py", **environment: str) -> Iterator[str]:
    """Serve a Streamlit script with the project's settings; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--server.port", str(port), "--server.headless", "true", "--server.fileWatcherType", "none"]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.address", "127.0.0.1", *options]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=quiet, stderr=quiet)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            pytest.fail("the server did not start")
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:  # on a busy machine it may still be at work for somebody who has gone
            server.kill()
            server.wait()
