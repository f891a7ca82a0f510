"""The registry of pages: every folder is a page, every page can be shown, found and linked to."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model.view import pages
from model.view.pages import BESIDE_THE_LEVERS, GROUPS, PAGES
from model.view.pages.base import Page
from tests.support.page import ROOT

APP = str(ROOT / "app.py")


def test_every_folder_with_a_page_is_in_the_registry_once() -> None:
    folders = {path.parent.name for path in Path(pages.__file__).parent.glob("*/page.py")}
    assert sorted(PAGES) == sorted(folders)
    assert sum(map(len, GROUPS.values())) == len(PAGES)
    assert set(BESIDE_THE_LEVERS) < set(GROUPS)
    assert all(isinstance(page, Page) for page in PAGES.values())


def test_no_two_pages_have_a_title_or_an_address_in_common() -> None:
    for said in ("title", "url_path"):
        assert len({getattr(page, said) for page in PAGES.values()}) == len(PAGES)


def test_the_first_page_alone_has_the_server_s_own_address() -> None:
    first, *others = PAGES.values()
    assert first.url_path == ""
    assert all(page.url_path and page.url_path == quote(page.url_path, safe="") for page in others)


def test_addresses_stay_since_people_have_kept_links_to_them() -> None:
    addresses = {"", "where", "takes", "why", "table", "wants", "differs", "matters", "holds", "right", "rests"}
    assert addresses <= {page.url_path for page in PAGES.values()}


@pytest.mark.parametrize("folder", list(PAGES))
def test_a_page_says_what_it_is_called_and_opens_with_one_sentence(folder: str) -> None:
    page, (first, *_) = PAGES[folder], PAGES.values()
    at = AppTest.from_file(APP, default_timeout=120)
    at.session_state["remembered"] = {"movable": ["trust"]}  # so that little is looked through
    at.run()
    at._page_hash = calc_hash(page.url_path)
    at.run()
    assert not at.exception
    titles = [title.value for title in at.title]
    assert titles == ([] if page is first else [page.title])
    if folder not in ("answer", "tipping_map"):  # these are figures first, with sentences of their own
        (opening,) = [body for one in at.get("html") if "data-testid='opening'" in (body := one.proto.body)]
        assert opening.removesuffix("</p>")[-1] in ".?"
