"""The page in a real headless Chromium. Without one the tests are skipped; in CI that is a failure."""

from pathlib import Path

import pytest

from tests.support.browser import luminance, turn_to, unfold

pytestmark = pytest.mark.browser
READY = 60_000


def test_moving_a_slider_changes_the_answer(opened):
    page = opened()
    before = page.locator("#verdict").inner_text()
    thumb = page.get_by_role("slider", name="Trust", exact=True)
    thumb.focus()
    page.keyboard.press("End")
    page.locator("#verdict", has_text="A settlement: ").wait_for()
    assert float(thumb.input_value()) == 1
    assert not before.startswith("A settlement: ")
    page.get_by_text("Set by you").wait_for()


def test_the_word_beside_the_verdict_tells_what_it_means_by_keyboard(opened):
    page = opened()
    word = page.get_by_test_id("verdict").get_by_role("button")
    assert word.inner_text() in ("Firm", "Leaning", "Open")
    means = page.get_by_role("tooltip")
    assert means.is_hidden()
    word.focus()
    page.keyboard.press("Enter")
    means.get_by_text("has the largest pull of the four").wait_for()
    page.keyboard.press("Escape")
    means.wait_for(state="hidden")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_scrolls_sideways_on_a_phone(opened, scheme):
    page = opened(390, scheme)
    page.get_by_test_id("numbers").click()
    page.locator(".st-key-unfolded-numbers .like-this").wait_for()
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    wide = main.evaluate(
        "e => [...e.querySelectorAll('p, table, h1, h2, h3, button, .graph')]"
        ".filter(x => x.getBoundingClientRect().right > window.innerWidth + 1).map(x => x.outerHTML.slice(0, 80))"
    )
    assert wide == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground_in_both_themes(opened, scheme):
    page = opened(scheme=scheme)
    ground = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    ink = page.locator("#verdict").evaluate("e => getComputedStyle(e).color")
    light = [sum(map(int, colour.strip("rgba()").split(",")[:3])) / 765 for colour in (ground, ink)]
    assert (light[0] < 0.3 and light[1] > 0.7) if scheme == "dark" else (light[0] > 0.7 and light[1] < 0.3)


@pytest.fixture
def graph(opened):
    """Open the page of the actor graph by its link, from the first page."""

    def graph(width=1280, scheme="light"):
        page = opened(width, scheme)
        turn_to(page, "actors")
        page.get_by_text("Choose an actor or an objective to see").wait_for(timeout=READY)
        return page

    return graph


def test_an_actor_in_the_graph_opens_its_ties_by_keyboard_and_keeps_the_focus(graph):
    page = graph()
    actor = page.get_by_role("button", name="Turkey,")
    actor.focus()
    page.keyboard.press("Enter")
    page.locator(".detail", has_text="Mediates: Turkey → Ukraine").wait_for()
    assert page.get_by_role("button", name="Turkey,").get_attribute("aria-pressed") == "true"
    focused = "() => { let a = document.activeElement; while (a.shadowRoot) a = a.shadowRoot.activeElement; return a }"
    assert page.evaluate(f"({focused})().dataset.id") == "turkey"
    page.keyboard.press("Enter")
    page.get_by_text("Choose an actor or an objective to see").wait_for()


def test_an_issue_in_the_graph_folds_and_unfolds(graph):
    page = graph()
    head = page.get_by_role("button", name="Sanctions relief")
    assert head.get_attribute("aria-expanded") == "false"
    head.click()
    assert page.get_by_role("button", name="Sanctions relief").get_attribute("aria-expanded") == "true"


# ------------------------------------------------------------------------------------- What does it rest on?

ACTIVE = "() => { let a = document.activeElement; while (a?.shadowRoot) a = a.shadowRoot.activeElement; return a }"


@pytest.fixture
def evidence(opened):
    """Open the second page by its link, from the first."""

    def evidence(width=1280, scheme="light"):
        page = opened(width, scheme)
        turn_to(page, "evidence")
        page.get_by_placeholder("Find a word").wait_for(timeout=READY)
        return page

    return evidence


def in_sight(page, element):
    box, height = element.bounding_box(), page.viewport_size["height"]
    return box is not None and box["y"] >= 60 and box["y"] + box["height"] <= height


def test_a_claim_is_found_by_its_id_and_leads_to_a_rule_and_back(evidence):
    page = evidence()
    search = page.get_by_placeholder("Find a word")
    search.fill("C17")
    claim = page.get_by_role("button", name="Claim C17").first
    claim.click()
    assert claim.get_attribute("aria-expanded") == "true"
    jump = page.get_by_role("button", name="Rule no-guarantees-no-risk").first
    jump.focus()
    page.keyboard.press("Enter")
    rule = page.get_by_role("button", name="Rule no-guarantees-no-risk", expanded=True)
    rule.wait_for()
    assert page.evaluate(f"({ACTIVE})().dataset.id").endswith("|rule no-guarantees-no-risk")
    assert in_sight(page, rule)
    assert search.input_value() == ""
    page.get_by_role("button", name="Back to C17").click()
    page.get_by_role("button", name="Claim C17", expanded=True).first.wait_for()
    assert search.input_value() == "C17"
    assert page.evaluate(f"({ACTIVE})().dataset.id").endswith(">rule no-guarantees-no-risk")
    assert page.get_by_role("button", name="Back to").count() == 0


def test_a_rule_leads_to_the_sentence_it_rests_on(evidence):
    page = evidence()
    page.get_by_role("button", name="By rule").click()
    page.get_by_role("button", name="About each party").click()
    page.get_by_role("button", name="Rule gains-embolden").click()
    page.get_by_role("button", name="Claim C01").click()
    claim = page.get_by_role("button", name="Claim C01", expanded=True)
    claim.wait_for()
    assert in_sight(page, claim)
    assert page.get_by_role("button", name="By source").get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="Back to gains-embolden").click()
    page.get_by_role("button", name="Rule gains-embolden", expanded=True).wait_for()


def test_searching_counts_what_is_found_and_what_is_not_can_be_cleared(evidence):
    page = evidence()
    search, count = page.get_by_placeholder("Find a word"), page.get_by_role("status").filter(has_text="entr")
    every = count.inner_text()
    search.fill("guarantee")
    assert count.inner_text() != every
    assert "found" in count.inner_text()
    assert page.locator(".says mark").first.inner_text().lower() == "guarantee"
    search.fill("zebra crossing")
    assert "0 entries found" in count.inner_text()
    page.get_by_role("button", name="Clear the search").click()
    assert search.input_value() == ""
    assert count.inner_text() == every
    assert page.evaluate(f"({ACTIVE})().dataset.id") == "search"


def test_what_another_reading_holds_is_offered(evidence):
    page = evidence()
    page.get_by_role("button", name="Facts").click()
    page.get_by_placeholder("Find a word").fill("gains-embolden")
    page.get_by_role("button", name="By rule: 1").click()
    page.get_by_role("button", name="Rule gains-embolden").wait_for()


def test_details_are_built_only_when_an_entry_is_opened(evidence):
    page = evidence()
    assert page.locator(".entry").count() == 0
    page.get_by_role("button", name="By rule").click()
    page.get_by_role("button", name="About each party").click()
    assert page.locator(".entry").count() > 5
    assert page.locator(".details dt").count() == 0


def test_levers_and_place_are_kept_from_page_to_page(evidence):
    import playwright.sync_api as playwright

    page = evidence()
    page.get_by_role("button", name="By relation").click()
    page.get_by_role("button", name="Presses").click()
    turn_to(page, "why")
    thumb = page.get_by_role("slider", name="Trust", exact=True)
    thumb.focus()
    page.keyboard.press("End")
    page.wait_for_function("location.search.includes('trust=1')")
    turn_to(page, "answer")
    page.locator("#verdict").wait_for()
    playwright.expect(page.get_by_role("slider", name="Trust", exact=True)).to_have_value("1")  # a slider mounts at 0
    turn_to(page, "evidence")
    page.get_by_placeholder("Find a word").wait_for()
    assert page.get_by_role("button", name="By relation").get_attribute("aria-pressed") == "true"
    assert page.get_by_role("button", name="Presses").first.get_attribute("aria-expanded") == "true"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_evidence_fits_on_a_phone_and_stands_out_from_its_ground(evidence, scheme):
    page = evidence(390, scheme)
    page.get_by_placeholder("Find a word").fill("guarantee")
    page.locator(".evidence .head").first.click()
    page.locator(".details dt").first.wait_for()
    wide = page.locator(".evidence").evaluate(
        "e => [...e.querySelectorAll('*')].filter(x => x.getBoundingClientRect().right > innerWidth + 1).length"
    )
    assert wide == 0
    ground, ink = page.locator(".evidence").evaluate(
        "e => [getComputedStyle(e.querySelector('.bar')).backgroundColor, getComputedStyle(e).color]"
    )
    light = [sum(map(int, colour.strip("rgba()").split(",")[:3])) / 765 for colour in (ground, ink)]
    assert (light[0] < 0.3 and light[1] > 0.7) if scheme == "dark" else (light[0] > 0.7 and light[1] < 0.3)


# ------------------------------------------------------------------------------------------------------ Why?


@pytest.fixture
def why(opened):
    """Open the page that tells why by its link, from the first."""

    def why(width=1280, scheme="light"):
        page = opened(width, scheme)
        turn_to(page, "why")
        page.locator(".tip").first.wait_for(timeout=READY)
        return page

    return why


def test_two_clicks_lead_from_the_leading_pull_to_a_rule_and_its_claim(why):
    page = why()
    assert "The war goes on: " in page.get_by_test_id("opening").inner_text()
    cause = page.locator("details.pull[open] > details.cause").first
    assert "because the intensity of the fighting fell by" in cause.locator("> summary").inner_text()
    cause.locator("> summary").click()
    part = cause.locator("> details.part").first
    part.locator("> summary").click()
    part.get_by_text("C46 The world's reaction").wait_for()


def test_the_sums_open_by_keyboard_and_stay_open_when_nothing_changes(why):
    page = why()
    cause = page.locator("details.pull[open] > details.cause").first
    cause.locator("> summary").focus()
    page.keyboard.press("Enter")
    cause.locator("> details.part > summary").first.wait_for()
    assert cause.get_attribute("open") is not None


def test_a_rule_is_doubted_taken_along_and_put_back_from_the_first_page(why):
    page = why()
    before = page.locator(".account").inner_text()
    page.get_by_role("button", name="I do not believe it").first.click()
    note = page.get_by_text("This result rests on your own beliefs")
    note.wait_for()
    page.wait_for_function("old => document.querySelector('.account')?.innerText !== old", arg=before)
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download this scenario").click()
    text = Path(taken.value.path()).read_text("utf-8")
    assert "[beliefs]\n" in text
    assert " = 0.0" in text
    turn_to(page, "answer")
    page.locator("#verdict").wait_for()
    note.wait_for()
    page.get_by_role("button", name="Put all beliefs back").click()
    note.wait_for(state="detached")
    turn_to(page, "why")
    page.wait_for_function("old => document.querySelector('.account')?.innerText === old", arg=before)


def test_a_rules_slider_is_moved_by_keyboard(why):
    page = why()
    page.get_by_role("combobox", name="Choose a rule to argue with").click()
    page.keyboard.type("keep the war warm")
    page.keyboard.press("Enter")
    thumb = page.get_by_role("slider", name="How much it counts")
    thumb.focus()
    page.keyboard.press("Home")
    page.get_by_text("It is switched off.", exact=True).wait_for()
    page.get_by_role("button", name="Put it back").last.click()
    page.get_by_text("It counts as it stands.").wait_for()


def test_a_flips_button_puts_the_lever_there(why):
    page = why()
    page.get_by_role("button", name="Put it there").first.click()
    page.get_by_text("(changed)").first.wait_for()
    turn_to(page, "answer")
    page.get_by_test_id("numbers").click()
    page.locator(".account", has_text="A frozen conflict has formed").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_why_fits_on_a_phone_and_stands_out_from_its_ground(why, scheme):
    page = why(390, scheme)
    unfold(page)
    wide = page.locator("[data-testid=stMain]").evaluate(
        "e => [...e.querySelectorAll('p, table, li, h4, button, .tip, .track, .track > *, summary')]"
        ".filter(x => x.getBoundingClientRect().right > innerWidth + 1).map(x => x.outerHTML.slice(0, 90))"
    )
    assert wide == []
    assert contrasts(page, ".account")[0] >= 7


@pytest.fixture
def table(opened):
    """Open the page of the deal by its link, from the first."""

    def table(width=1280, scheme="light"):
        page = opened(width, scheme)
        turn_to(page, "deal")
        page.locator(".issue").first.wait_for(timeout=READY)
        return page

    return table


def test_another_month_is_chosen_by_keyboard_and_the_deal_follows(table):
    page = table()
    page.locator(".account", has_text="at month 12").wait_for()
    page.get_by_role("slider", name="At month").focus()
    page.keyboard.press("Home")
    page.locator(".account", has_text="at the start").wait_for()
    page.locator("details.met th", has_text="at month 12").first.wait_for(state="detached")  # below the button
    with page.expect_download() as taken:
        page.get_by_role("button", name="The deal as CSV").click()
    assert taken.value.suggested_filename == "deal-month-0.csv"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_deal_fits_on_a_phone_and_stands_out_from_its_ground(table, scheme):
    page = table(390, scheme)
    page.locator(".track b.second").first.wait_for(timeout=READY)
    unfold(page)
    wide = page.locator("[data-testid=stMain]").evaluate(
        "e => [...e.querySelectorAll('p, table, li, h3, button, .track, .track > *, summary')]"
        ".filter(x => x.getBoundingClientRect().right > innerWidth + 1).map(x => x.outerHTML.slice(0, 90))"
    )
    assert wide == []
    assert min(contrasts(page, ".account", ".track b.first", ".track b.second")) >= 4.5


def contrasts(page, *names):
    """Return the contrast of each element's ink with the page's ground."""
    ground, *inks = page.evaluate(
        "names => [getComputedStyle(document.querySelector('.stApp')).backgroundColor,"
        " ...names.map(name => getComputedStyle(document.querySelector(name)).color)]",
        list(names),
    )
    lights = [luminance(colour) for colour in (ground, *inks)]
    return [(max(lights[0], ink) + 0.05) / (min(lights[0], ink) + 0.05) for ink in lights[1:]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_graph_fits_on_a_phone(graph, scheme):
    page = graph(390, scheme)
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.locator(".graph").evaluate("e => e.getBoundingClientRect().right <= window.innerWidth")


def test_the_graph_draws_ties_between_actors_and_an_actor_opens_what_it_did(graph):
    page = graph()
    assert page.locator(".graph path.up:not(.head)").count() == 1  # the legend's: no tie until somebody is chosen
    page.get_by_role("button", name="Show all ties at once").click()
    assert page.locator(".graph path.up:not(.head)").count() > 1
    assert page.locator(".graph path.down:not(.head)").count() > 1
    page.get_by_role("button", name="Separatist regions,").click()
    detail = page.locator(".detail")
    detail.get_by_text("Without it, the pull of").wait_for()
    assert "Wants: " in detail.inner_text() or "weight" in detail.inner_text()


# --------------------------------------------------------------------------- Where does it tip? What matters most?


@pytest.fixture
def tipping(opened):
    """Open the map by its link, from the first page."""

    def tipping(width=1280, scheme="light"):
        page = opened(width, scheme)
        turn_to(page, "tipping_map")
        page.locator(".map .grid[aria-busy=false]").wait_for(timeout=READY)
        return page

    return tipping


def lever(page, name):
    """Read a lever's slider, unfolding it first."""
    thumb = page.get_by_role("slider", name=name, exact=True)
    if not thumb.is_visible():
        page.locator("[data-testid=stExpander] summary").first.click()
        thumb.wait_for()
    return float(thumb.input_value())


def test_a_click_on_the_map_puts_the_levers_there_and_the_answer_follows(tipping):
    page = tipping()
    told = page.locator(".map .told")
    assert "The war goes on: " in told.inner_text()
    box = page.locator(".map path.class").first.evaluate(
        "e => { const { right, top } = e.getBoundingClientRect(); return [right - 4, top + 4]; }"
    )
    page.mouse.click(*box)  # trust and pressure at their most, where a settlement is
    page.get_by_text("From the ring, where you are (a settlement)").wait_for(timeout=READY)
    assert told.inner_text().startswith("Trust 1.00, external pressure 1.00. Settlement: ")
    assert (lever(page, "Trust"), lever(page, "External pressure")) == (1.0, 1.0)


def test_the_map_is_moved_over_by_keyboard_and_keeps_the_focus(tipping):
    import playwright.sync_api as playwright

    page = tipping()
    page.locator(".map .grid").focus()
    assert page.locator(".map .told").inner_text().startswith("Trust 0.20, external pressure 0.50.")
    for key in ["ArrowRight"] * 3 + ["ArrowDown"] * 2:
        page.keyboard.press(key)
    told = page.locator(".map .told").inner_text()
    assert told.startswith("Trust 0.35, external pressure 0.40.")
    page.keyboard.press("Enter")
    playwright.expect(page.get_by_role("slider", name="Trust", exact=True)).to_have_value("0.35")
    page.wait_for_timeout(500)
    assert page.evaluate(
        "document.activeElement.shadowRoot?.activeElement?.className ?? document.activeElement.className"
    )
    page.keyboard.press("ArrowRight")
    assert page.locator(".map .told").inner_text().startswith("Trust 0.40, external pressure 0.40.")
    assert (lever(page, "Trust"), lever(page, "External pressure")) == (0.35, 0.4)


def test_the_map_follows_a_lever_under_the_hand_and_its_sentence_waits_until_it_rests(tipping):
    import playwright.sync_api as playwright

    page, expect = tipping(), playwright.expect
    goes_on, opening, grid = page.locator(".map .class").last, page.locator(".map .opening"), page.locator(".map .grid")
    before, said = goes_on.get_attribute("d"), opening.inner_text()
    page.evaluate("ripenessLive.move('battlefield_shift', 0.7)")
    expect(goes_on).not_to_have_attribute("d", before)
    expect(grid).to_have_attribute("aria-busy", "false")
    expect(opening).to_have_class("opening pending")
    assert opening.inner_text() == said
    page.evaluate("ripenessLive.release(false)")  # it is back where it was
    expect(goes_on).to_have_attribute("d", before)
    expect(opening).to_have_class("opening")
    assert opening.inner_text() == said


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_map_fits_on_a_phone_and_its_text_stands_out(tipping, scheme):
    page = tipping(390, scheme)
    main = page.locator("[data-testid=stMain]")
    assert main.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert page.locator(".map svg").evaluate("e => e.getBoundingClientRect().right <= window.innerWidth")
    ink = page.locator(".map .tick").first.evaluate("e => getComputedStyle(e).fill")
    light = sum(map(int, ink.strip("rgba()").split(",")[:3])) / 765
    assert light > 0.7 if scheme == "dark" else light < 0.3


def test_an_analysis_is_worked_out_when_asked_and_no_unsettled_index_is_drawn(opened):
    page = opened()
    turn_to(page, "sensitivity")
    page.locator("table.bars").first.wait_for(timeout=READY)
    page.get_by_role("button", name="Work out how much each explains").click()
    page.get_by_text("base points; whiskers").wait_for(timeout=60_000)
    table = page.locator("table.bars").nth(2)
    assert table.locator("tbody tr").count() > 3
    page.get_by_text("Next to nothing (under 0.005").wait_for()
    for cell in table.locator("td", has_text="not settled").all():
        assert cell.locator(".bar").count() == 0
