"""For everybody: axe-core finds nothing on any page, in either theme, wide or narrow, with all that folds unfolded."""

import pytest

from model.view.pages import PAGES
from tests.support.browser import READY, still, turn_to, unfold

pytestmark = pytest.mark.browser

#: All rules for WCAG 2.0 to 2.2, A and AA, and what axe holds to be good practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
#: What stands on a page when it is done; one that is not named is done when its script is.
DONE = {
    "answer": "[data-testid=verdict]",
    "tipping_map": ".map .grid[aria-busy=false]",
    "why": ".tip",
    "reach": "table.worth",
    "deal": ".issue",
    "actors": ".graph",
    "comparison": ".st-key-add-one",
    "sensitivity": "table.bars",
    "expectations": ".st-key-run-suites",
    "history": ".rates",
    "evidence": ".evidence",
}
#: What is Streamlit's own and cannot be mended from here, as (rule, part of the element).
THEIRS = [
    ("presentation-role-conflict", 'data-testid="stFileUploaderDropzone"'),  # a section that can be focused
    ("list", 'data-testid="stSidebarNavItems"'),  # a group of pages is no item of the menu's list
    ("listitem", '<li class="st-emotion-cache'),  # and its pages are items of none
]


def found(page):
    """Return what axe finds, for each rule and each element, and still finds when the page has come to rest."""
    for _ in range(5):
        if not (told := told_by_axe(page)):
            return []
        page.wait_for_timeout(1000)
    return told


def told_by_axe(page):
    """Return what axe tells of the page as it stands: for each rule, and each element, what is wrong with it."""
    from axe_playwright_python.sync_playwright import Axe

    page.get_by_test_id("stMain").evaluate("one => one.scrollTo(0, 0)")  # the bar lies over what is scrolled under it
    still(page)  # what fades in has the colours of half-way until then
    told = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]}\n    {node['failureSummary']}"
        for rule in told
        for node in rule["nodes"]
        if not any(rule["id"] == name and part in node["html"] for name, part in THEIRS)
    ]


def pages_of(page):
    """Go through all pages by the navigation; of each, give its name with all of it unfolded."""
    for folder, shown in PAGES.items():
        if shown.url_path:
            turn_to(page, folder)
            page.get_by_role("heading", name=shown.title, exact=True, level=1).wait_for(timeout=READY)
        page.locator(DONE.get(folder, "[data-testid=stApp][data-test-script-state=notRunning]")).first.wait_for(
            timeout=READY
        )
        if (run := page.get_by_role("button", name="Run the tests")).count():
            run.dispatch_event("click")  # a narrow window may still show the menu before it
            page.locator(".verdicts").first.wait_for(timeout=READY)
        unfold(page)
        yield shown.title


#: The looks in which every page is looked at, as (theme, width): one window takes them on, one after the other.
LOOKS = [("light", 1280), ("dark", 390)]


def seen(page, scheme, width):
    """Show the page as it stands in another theme and width, and wait until it has taken them on."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 850})
    page.wait_for_function(
        "scheme => getComputedStyle(document.querySelector('[data-testid=stApp]')).colorScheme === scheme",
        arg=scheme,
        timeout=READY,
    )
    still(page)


def test_axe_finds_nothing_on_any_page(opened):
    page = opened(390, "dark")
    unfold(page)
    faults = {("as it opens", LOOKS[-1]): found(page)}
    seen(page, *LOOKS[0])
    for name in pages_of(page):
        for look in LOOKS:
            seen(page, *look)
            unfold(page)  # what only a narrow window folds
            faults[name, look] = found(page)
        seen(page, *LOOKS[0])
    assert {where: told for where, told in faults.items() if told} == {}


def test_axe_finds_nothing_in_what_opens_over_the_page_nor_while_an_event_is_edited(opened):
    page = opened(1280)
    faults = {}

    def look(name):
        for scheme in ("light", "dark"):
            seen(page, scheme, 1280)
            faults[name, scheme] = found(page)

    for name in ("Share", "More"):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_test_id("stPopoverBody").wait_for()
        still(page)
        for part in page.get_by_test_id("stPopoverBody").locator("summary").all():
            part.click()
        look(name)
        page.keyboard.press("Escape")
        page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    page.get_by_role("button", name="Skip", exact=True).click()  # the guide stands where the events are
    page.get_by_text("Events", exact=True).first.click()
    page.get_by_role("button", name="Add an event").click()
    page.get_by_role("button", name="Delete the event").wait_for()
    look("an event")
    turn_to(page, "comparison")
    page.get_by_role("heading", name="Compare scenarios", exact=True).wait_for(timeout=READY)
    page.get_by_role("heading", name="Reasons that differ", exact=True).wait_for(timeout=READY)
    page.locator(".lines svg").first.wait_for(timeout=READY)
    look("a comparison")
    assert {where: told for where, told in faults.items() if told} == {}
