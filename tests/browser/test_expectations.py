"""Suites, an upload and a saved test, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.expectations.suite import run_suite
from model.knowledge.case import Case
from tests.support.browser import READY, turn_to

BAD = b'title = "Mine"\n[[expect]]\nsays = "Peace <b>is</b> certain."\nformed = { settlement = { above = 0.9 } }\n'


@pytest.mark.browser
def test_suites_run_an_upload_is_judged_and_what_is_seen_is_saved(opened, case: Case, tmp_path: Path) -> None:
    page = opened(1280, "light")
    turn_to(page, "expectations")
    page.get_by_role("button", name="Run the tests").click()
    page.locator(".verdicts").first.wait_for(timeout=READY)
    assert page.get_by_text("hold", exact=False).first.is_visible()
    page.get_by_test_id("stFileUploaderDropzone").locator("input").set_input_files(
        {"name": "mine.scenario.toml", "mimeType": "application/toml", "buffer": BAD}
    )
    page.locator(".verdicts li.fails").first.wait_for(timeout=READY)
    why = page.get_by_label("Why do you believe it?")
    why.fill("Because the front has not moved.")
    why.press("Enter")
    save = page.get_by_role("button", name="Save what I see as a scenario test")
    page.wait_for_function("!document.querySelector('.st-key-save-test button').disabled", timeout=READY)
    with page.expect_download() as download:
        save.click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    (found,) = run_suite([path], case)
    assert found.held
    assert found.scenario is not None
    assert found.scenario.expect[0].says == "Because the front has not moved."
