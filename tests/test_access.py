"""For everybody: axe-core finds nothing on any page, in either theme, wide or narrow, folded or unfolded."""

import playwright.sync_api as playwright
import pytest
from conftest import READY

pytestmark = pytest.mark.browser

#: All rules for WCAG 2.0 to 2.2, A and AA, and what axe holds to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
#: Every page by what the link on the first page to it says, and by something that stands on it when it is done.
PAGES = {
    "answer": (None, ".account"),
    "where": ("where does it tip?", ".map svg"),
    "why": (": why?", ".tip"),
    "table": ("what is on the table?", ".issue"),
    "matters": ("what matters most?", "table.bars"),
    "rests": ("what does it rest on?", ".evidence"),
}


def found(page):
    """Return what axe finds: for each rule, and each element, what is wrong with it."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget], [data-stale=true]')", timeout=READY)
    page.wait_for_timeout(300)  # what fades in has the colours of half-way until then
    told = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]}\n    {node['failureSummary']}"
        for rule in told
        for node in rule["nodes"]
    ]


def turn_to(page, name):
    """Go to a page by the link on the first page."""
    link, there = PAGES[name]
    if link:
        page.get_by_role("link", name=link).last.click()
    page.locator(there).first.wait_for(timeout=READY)


def unfold(page):
    """Open everything that is folded, also within what was folded and within components."""
    for _ in range(3):
        page.locator("details:not([open]) > summary").evaluate_all("all => all.forEach(one => one.click())")
        page.wait_for_timeout(300)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(opened, name, scheme, width):
    page = opened(width, scheme)
    turn_to(page, name)
    assert "\n".join(found(page)) == ""
    unfold(page)
    assert "\n".join(found(page)) == ""
