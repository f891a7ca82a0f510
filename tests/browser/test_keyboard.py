"""By keyboard alone: all that can be used is reached by Tab, and seen to be, in the order one reads, with no trap."""

import pytest

from model.view.pages import PAGES
from tests.support.browser import READY, still, turn_to

pytestmark = pytest.mark.browser

#: How an element looks, and what it stands in and holds: something of this has to change when it gets the focus.
LOOK = """const look = (one) => {
  const near = [one, ...one.querySelectorAll('*')];
  for (let e = one, up = 0; e && up < 4; e = e.parentElement ?? e.getRootNode().host, up++) near.push(e);
  return near.map(e => { const s = getComputedStyle(e);
    return [s.outlineStyle === 'none' ? '' : s.outline, s.boxShadow, s.borderColor].join() }).join(';');
};"""
#: All that has to be reached, also within components: what can have the focus and is there to be seen.
WANTED = f"""() => {{ {LOOK}
  const found = [], all = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const search = (root) => {{
    for (const one of root.querySelectorAll('*')) {{
      if (one.shadowRoot) search(one.shadowRoot);
      if (!one.matches(all) || one.tabIndex < 0 || one.disabled || one.reached === window.round) continue;
      if (!one.checkVisibility({{ visibilityProperty: true }}) || one.closest('[inert], [aria-hidden=true]')) continue;
      const set = one.closest('[role=radiogroup], [role=toolbar]'); // within one, arrow keys lead on
      if (set && [...set.querySelectorAll('*')].some((other) => other.reached === window.round)) continue;
      one.before = look(one);
      found.push(one.outerHTML.slice(0, 140));
    }}
  }};
  search(document);
  return found;
}}"""
#: What has the focus, whether it has it for the first time, and whether that is to be seen.
FOCUSED = f"""() => {{ {LOOK}
  let one = document.activeElement;
  while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement;
  if (!one || one === document.body) return null;
  const first = one.reached !== window.round;
  one.reached = window.round;
  return {{ html: one.outerHTML.slice(0, 140), name: one.ariaLabel || one.textContent, first, index: one.tabIndex,
           seen: one.before !== undefined && one.before !== look(one) }};
}}"""
#: Streamlit scrolls its pages in this: it can have the focus, and fills the window.
WHOLE = 'id="stMain"'


def walk(page):
    """Press Tab, from wherever one is, until the page has been gone through; return what had the focus, in order."""
    found: list[str] = []
    for _ in range(600):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at is None:  # the end of the page; the next Tab is at its top
            continue
        if not at["first"]:
            return found
        if not at["seen"]:  # what fades in is not there at once
            page.wait_for_timeout(150)
            at["seen"] = page.evaluate(FOCUSED)["seen"]
        found.append(at)
    pytest.fail(f"no end after {len(found)} steps: {found[-3:]}")


def test_every_page_is_gone_through_by_tab_alone_and_the_focus_is_always_seen(opened):
    page = opened()
    for folder, shown in PAGES.items():
        title = shown.title
        if shown.url_path:
            turn_to(page, folder)
            page.get_by_role("heading", name=title, exact=True, level=1).wait_for(timeout=READY)
            page.locator(".st-key-beside .dials, .strip").first.wait_for(timeout=READY)
        still(page)
        page.evaluate("window.round = (window.round ?? 0) + 1")
        wanted = page.evaluate(WANTED)
        steps = walk(page)
        page.evaluate("document.activeElement.blur()")  # the link that skips would lie over the navigation
        assert len(steps) > 10, title
        assert page.evaluate(WANTED) == [], f"{title}: these of {len(wanted)} are not reached"
        unseen = [step["html"] for step in steps if not step["seen"] and WHOLE not in step["html"]]
        assert "\n".join(unseen) == "", f"{title}: nothing shows that these have the focus"
        assert {step["index"] for step in steps} == {0}, f"{title}: an order of its own"


def test_the_first_page_is_gone_through_in_the_order_in_which_it_is_read(opened):
    page = opened()
    still(page)
    page.evaluate("window.round = 1")
    names = [step["name"] for step in walk(page) if WHOLE not in step["html"]]
    order = ["Explore", "War", "Scenario to start from", "Look ahead", "Share", "More"]
    order += ["What is this? Battlefield shift", "What is this? Trust", "Assumptions and actors", "What may happen"]
    order += ["Leaning", "Save: ", "I disagree", "Numbers"]
    places = [next(at for at, name in enumerate(names) if part in name) for part in order]
    assert places == sorted(places)


def test_what_opens_over_the_page_is_left_by_escape_and_the_focus_comes_back(opened):
    page = opened()
    share = page.get_by_test_id("stPopoverButton").filter(has_text="Share")
    share.focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("stPopoverBody").wait_for()
    still(page)  # while it opens it does not listen
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
    assert share.evaluate("one => document.activeElement === one")


def test_within_a_set_of_which_one_is_chosen_arrow_keys_lead_on(opened):
    page = opened()
    turn_to(page, "sensitivity")
    first = page.get_by_text("Over what is plausible").locator("xpath=ancestor::button")
    first.wait_for(timeout=READY)
    still(page)
    first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.textContent").strip() == "Over the whole scale"
