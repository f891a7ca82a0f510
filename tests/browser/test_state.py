"""What a person does with the page in a real Chromium: dials, undo, links, files, events, saving; and two of them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import playwright.sync_api as playwright
import pytest

from model import ensemble, load_case, load_scenario, simulate
from model.explain import LAYER_NAMES
from model.scenario.files import to_toml
from model.view.session.draft import Draft
from model.view.session.link import query
from tests.support.browser import READY, at_rest, still, turn_to
from tests.support.page import on_page

SHARES = "Shares of the pull over the months"

pytestmark = pytest.mark.browser
TRUST = "Trust"


def dial(page, name=TRUST):
    return page.get_by_role("slider", name=name, exact=True)


def press(page, name, key, wanted):
    """Press a key on a dial, and wait until the answer and the address hold it."""
    dial(page, name).focus()
    page.keyboard.press(key)
    page.wait_for_function("value => location.search.includes(value)", arg=wanted)


def value(page, name=TRUST):
    return float(dial(page, name).input_value())


def wait_for_value(page, wanted, name=TRUST):
    playwright.expect(dial(page, name)).to_have_value(f"{wanted:g}")


def idle(page):
    page.wait_for_function("document.querySelector('[data-test-script-state=\"notRunning\"]') !== null")


# ------------------------------------------------------------------------------------------------------------ dials


def test_a_typed_number_moves_the_lever_and_one_outside_its_scale_is_told(opened):
    page = opened()
    typed = page.get_by_role("spinbutton", name="Battlefield shift")
    typed.fill("0.37")
    typed.press("Enter")
    wait_for_value(page, 0.37, "Battlefield shift")
    page.wait_for_function("location.search.includes('battlefield_shift=0.37')")
    typed.fill("3")
    typed.press("Enter")
    page.get_by_text("to 1.00 is needed; it stays at 0.37.").wait_for()
    assert typed.input_value() == "0.37"


def test_a_dial_is_read_out_with_its_band_and_whether_it_is_set(opened):
    page = opened()
    assert dial(page).get_attribute("aria-valuetext") == "0.20, mistrust, not set"
    press(page, TRUST, "End", "trust=1")
    assert dial(page).get_attribute("aria-valuetext") == "1.00, good faith"


def test_focus_stays_on_the_dial_that_is_moved(opened):
    page = opened()
    for step in ("0.25", "0.3", "0.35"):
        press(page, TRUST, "ArrowRight", f"trust={step}")
    idle(page)
    focused = "() => { let a = document.activeElement; while (a?.shadowRoot) a = a.shadowRoot.activeElement; return a }"
    assert page.evaluate(f"({focused})().id") == "dial-trust"


def test_quick_moves_all_arrive_and_are_undone_together(opened):
    page = opened()
    dial(page).focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.wait_for_function("location.search.includes('trust=0.6')")
    idle(page)
    wait_for_value(page, 0.6)
    page.keyboard.press("Control+z")
    wait_for_value(page, 0.2)


def test_a_lever_is_let_vary_again_by_its_button(opened):
    page = opened()
    press(page, TRUST, "End", "trust=1")
    page.get_by_role("button", name="Let it vary again: Trust").click()
    wait_for_value(page, 0.2)
    page.wait_for_function("!location.search.includes('trust=')")


def test_an_actor_is_taken_out_in_the_panel_and_stays_under_the_pointer(opened):
    page = opened()
    page.get_by_text("Assumptions and actors").first.click()
    page.locator("summary", has_text="Who takes part").click()
    turkey = page.get_by_role("checkbox", name="Turkey takes part")
    turkey.wait_for()
    still(page)  # what unfolds has a place of its own only then
    turkey.scroll_into_view_if_needed()
    before = turkey.bounding_box()
    page.mouse.click(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.get_by_text("Changed: Turkey out").wait_for()
    page.wait_for_function("location.search.includes('without=turkey')")
    assert turkey.count() == 1
    assert turkey.bounding_box() == pytest.approx(before, abs=1)
    assert "1 changed, 1 takes no part" in page.locator("summary", has_text="Who takes part").inner_text()


# -------------------------------------------------------------------------------------------- undo, redo, replay


def test_undo_and_redo_by_keyboard(opened):
    page = opened()
    answer = page.get_by_test_id("shares").inner_text()
    press(page, TRUST, "End", "trust=1")
    press(page, "External pressure", "End", "external_pressure=1")
    page.keyboard.press("Control+z")
    wait_for_value(page, 0.5, "External pressure")
    page.keyboard.press("Control+z")
    wait_for_value(page, 0.2)
    playwright.expect(page.get_by_test_id("shares")).to_have_text(answer, use_inner_text=True)
    page.keyboard.press("Control+Shift+z")
    wait_for_value(page, 1)
    page.locator(".st-key-happenings summary").first.focus()
    page.keyboard.press("Enter")
    army = page.get_by_role("checkbox", name="Another army joins the fighting.")
    army.focus()
    page.keyboard.press("Space")
    page.wait_for_function("location.search.includes('happens=leader') && !location.search.includes('army-joins')")
    page.keyboard.press("Control+z")
    page.wait_for_function("location.search.includes('happens=all')")
    page.wait_for_function("document.activeElement.checked")


#: Notes at every frame where a lever is, and whether there is an answer to that.
WATCH_TRUST = """() => {
    window.seen = [];
    ripenessLive.listen(document.body, ({ levers, figures, moving }) =>
        seen.push({ trust: levers.trust, answered: figures !== null, moving }));
}"""


def test_the_last_change_is_replayed_without_a_further_click(opened):
    page = opened()
    press(page, TRUST, "End", "trust=1")
    idle(page)
    page.get_by_role("button", name="Replay").click()
    page.get_by_text("Before the last change.").wait_for()
    wait_for_value(page, 0.2)
    page.evaluate(WATCH_TRUST)
    page.get_by_text("Before the last change.").wait_for(state="detached")
    wait_for_value(page, 1)
    idle(page)
    seen = page.evaluate("seen.filter((one) => one.moving)")
    assert [one["trust"] for one in seen] == sorted(one["trust"] for one in seen)
    assert seen[0]["trust"] < 0.3
    assert seen[-1]["trust"] > 0.9
    assert all(one["answered"] for one in seen)


# ------------------------------------------------------------------------------------------------------------ links


def test_a_link_brings_somebody_else_to_the_same_state(opened, address):
    page = opened()
    press(page, TRUST, "End", "trust=1")
    press(page, "External pressure", "Home", "external_pressure=0")
    idle(page)
    page.get_by_role("button", name="Share").click()
    link = page.get_by_test_id("stCode").inner_text().strip()
    assert link == page.url
    other = opened(link=link.removeprefix(address).lstrip("/"), apart=True)
    wait_for_value(other, 1)
    wait_for_value(other, 0, "External pressure")
    figures = [one.get_by_test_id("shares").locator("b").all_inner_texts() for one in (page, other)]
    assert len(figures[0]) == 4
    assert figures[0] == figures[1]


def test_a_link_opens_another_page_and_the_answer_is_the_same_there(opened):
    case = load_case()
    setup = Draft.of(load_scenario("minsk", case), "minsk")
    page = opened(link=f"why?{query(case, setup)}", stands=lambda page: page.locator(".strip").wait_for(timeout=READY))
    page.get_by_role("heading", name="Why this answer?", level=1).wait_for()
    assert setup.base.title in page.get_by_role("combobox", name="Scenario to start from").input_value()


def test_a_link_is_copied_with_the_finger_on_a_phone(opened):
    page = opened(width=390)
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_text("Copied.", exact=True).wait_for()
    page.context.grant_permissions(["clipboard-read"])
    assert page.evaluate("navigator.clipboard.readText()") == page.get_by_test_id("stCode").inner_text().strip()


def test_a_damaged_link_is_told_and_the_rest_is_open(opened):
    page = opened(link="?case=ukraine&trust=0.7&guarantes=0.9&event=3~x")
    page.get_by_text("2 things in the link could not be read").wait_for()
    page.get_by_text("did you mean 'guarantees'?").wait_for()
    wait_for_value(page, 0.7)
    page.get_by_role("button", name="Got it").click()
    page.get_by_text("could not be read").wait_for(state="detached")


def test_back_and_forward_in_the_browser_go_through_what_was_set(opened):
    page = opened()
    press(page, TRUST, "End", "trust=1")
    press(page, TRUST, "Home", "trust=0")
    idle(page)
    page.go_back()
    wait_for_value(page, 1)
    page.go_forward()
    wait_for_value(page, 0)


def test_back_leads_to_the_page_before_and_to_the_start_with_one_press_each(opened):
    page = opened()
    press(page, TRUST, "End", "trust=1")
    idle(page)
    turn_to(page, "sensitivity")
    page.get_by_role("heading", name="What matters most?", level=1).wait_for()
    page.wait_for_function("location.search.includes('trust=1')")
    page.get_by_role("radio", name="Over the whole scale").click()
    page.wait_for_function("location.search.includes('over=scale')")
    page.get_by_role("button", name="Screen all beliefs").wait_for()  # the last of the page
    idle(page)
    page.go_back()
    page.get_by_test_id("verdict").wait_for()
    wait_for_value(page, 1)
    page.go_back()
    wait_for_value(page, 0.2)


def test_a_reload_keeps_everything(opened):
    page = opened()
    press(page, TRUST, "End", "trust=1")
    idle(page)
    page.reload()
    at_rest(page)
    wait_for_value(page, 1)


def test_two_people_on_one_server_do_not_see_each_others_state(opened):
    one, other = opened(), opened(apart=True)
    press(one, TRUST, "End", "trust=1")
    press(other, "External pressure", "Home", "external_pressure=0")
    idle(one)
    idle(other)
    for page, trust, pressure in ((one, 1, 0.5), (other, 0.2, 0)):
        wait_for_value(page, trust)  # a slider mounts at 0
        wait_for_value(page, pressure, "External pressure")


# ------------------------------------------------------------------------------------------------------------ files


def upload(page, name, content):
    uploader = page.locator("[data-testid=stFileUploaderDropzoneInput]")
    still(page)
    if not page.get_by_test_id("stPopoverBody").count():
        page.get_by_role("button", name="More", exact=True).click()
    if not uploader.count():  # it is as it was left
        page.locator("summary").get_by_text("Open", exact=True).click()
    playwright.expect(uploader).to_have_count(1)  # the one of the file before is gone
    uploader.set_input_files({"name": name, "mimeType": "application/toml", "buffer": content})


def test_a_scenario_file_is_opened(opened):
    case = load_case()
    own = load_scenario("istanbul-2022", case).but(title="The seminar's winter", expect=())
    page = opened()
    upload(page, "winter.scenario.toml", to_toml(own).encode())
    wait_for_value(page, own.levers["trust"])
    page.wait_for_function("location.search.includes('seminar')")


def test_a_result_is_opened_with_its_seed_and_says_what_has_changed_since(opened):
    run = simulate(load_case(), load_scenario("istanbul-2022").but(title="The seminar's result", expect=()))
    page = opened()
    made = run.made_by.but(model="0.1", seed=5)
    upload(page, "result.json", json.dumps({"made_by": made.to_dict()}).encode())
    wait_for_value(page, run.scenario.levers["trust"])
    page.wait_for_function("location.search.includes('seed=5')")
    page.get_by_text("It was made with version 0.1 of the model").wait_for()


SHOWN_AS_BASE = "name => document.querySelector('.st-key-preset input').value === name"


def test_a_second_file_is_opened_after_a_first_one_and_the_page_goes_on(opened):
    page = opened()
    for name, value in (("Plan A", 0.7), ("Plan B", 0.3)):
        upload(page, f"{name}.toml", f'title = "{name}"\n[levers]\ntrust = {value}\n'.encode())
        wait_for_value(page, value)
        page.wait_for_function(SHOWN_AS_BASE, arg=name)
        idle(page)
    press(page, TRUST, "End", "trust=1")
    page.wait_for_function(SHOWN_AS_BASE, arg="Plan B")


def test_a_bad_file_is_told_with_its_place_and_changes_nothing(opened):
    page = opened()
    press(page, TRUST, "End", "trust=1")
    upload(page, "bad.scenario.toml", b'title = "x"\ncase = "ukraine"\n[levers]\ntrsut = 0.5\n')
    page.get_by_text("The file was not opened, and nothing has changed.").wait_for()
    page.get_by_text("bad.scenario.toml: levers: unknown lever 'trsut'; did you mean 'trust'?").wait_for()
    assert value(page) == 1
    upload(page, "x.toml", b"\xff\xfe\x00")
    page.get_by_text("no text in UTF-8").wait_for()
    page.get_by_role("button", name="Got it").click()
    page.get_by_text("The file was not opened").wait_for(state="detached")


def test_all_reasons_of_a_broken_file_are_seen_without_scrolling_in_a_corner(opened):
    page = opened(width=390)
    lines = "".join(f"lever_{number} = 0.5\n" for number in range(14))
    upload(page, "bad.scenario.toml", f'title = "x"\n[levers]\n{lines}'.encode())
    reasons = page.locator(".st-key-file-note pre")
    reasons.get_by_text("lever_13").wait_for()
    cut = """e => { for (; e.dataset.testid !== 'stMain'; e = e.parentElement)
        if (getComputedStyle(e).overflowY !== "visible" && e.scrollHeight > e.clientHeight + 2) return e.className }"""
    assert reasons.evaluate(cut) is None


# ----------------------------------------------------------------------------------------------------------- events


def test_an_event_is_moved_along_the_timeline_by_keyboard(opened):
    page = opened(link="?case=ukraine&months=12&event=3~change.trust~0.2~~An+exchange.")
    page.get_by_text("Events", exact=True).first.click()
    mark = page.get_by_role("button", name="Month 3: An exchange")
    mark.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Month 4: An exchange").wait_for()
    focused = "() => { let a = document.activeElement; while (a?.shadowRoot) a = a.shadowRoot.activeElement; return a }"
    page.wait_for_function(f"({focused})().getAttribute('aria-label')?.startsWith('Month 4')")
    page.keyboard.press("Enter")
    page.get_by_role("textbox", name="What happens").wait_for()
    idle(page)
    page.locator(".timeline button").focus()
    page.keyboard.press("Delete")
    page.get_by_text("No events yet.").wait_for()


# ----------------------------------------------------------------------------------------------------------- saving


def saved(page, label, kind):
    """Save something by its menu; return the file's bytes and name."""
    page.get_by_label(f"Save: {label}").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name=kind).first.click()
    return Path(taken.value.path()).read_bytes(), taken.value.suggested_filename


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_saved_as_a_picture_and_as_data(opened, scheme):
    case = load_case()
    scenario = on_page("default", case)
    page = opened(scheme=scheme)
    picture, name = saved(page, SHARES, "Picture (SVG)")
    assert name == "shares-of-the-pull.svg"
    root = ElementTree.fromstring(picture)
    words = " ".join(root.itertext())
    for text in (SHARES, "Settlement", "Frozen conflict", "no probabilities", case.settings.version):
        assert text in words
    assert b"class=" not in picture
    raster, _ = saved(page, SHARES, "Picture (PNG)")
    assert raster.startswith(b"\x89PNG")
    assert len(raster) > 5000
    data, _ = saved(page, SHARES, "Data (CSV)")
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert len(rows) == 4 * (scenario.months + 1)
    last = {row["line"]: float(row["value"]) for row in rows if row["month"] == str(scenario.months)}
    variants = ensemble(case, scenario, 256)
    assert list(last.values()) == pytest.approx([*variants.mean_pull.values(), variants.goes_on])
    for lower, upper in (("low", "high"), ("unknown_low", "unknown_high")):
        assert all(float(row[lower]) <= float(row[upper]) for row in rows)


def test_the_graph_is_saved_with_everybody_in_it(opened):
    case = load_case()
    page = opened()
    turn_to(page, "actors")
    page.get_by_text("Choose an actor or an objective to see").wait_for(timeout=READY)
    picture, _ = saved(page, "who wants what", "Picture (SVG)")
    words = " ".join(ElementTree.fromstring(picture).itertext())
    assert all(actor.label in words for actor in case.actors)
    data, _ = saved(page, "who wants what", "Data (CSV)")
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    assert {row["id"] for row in rows if row["kind"] == "objective"} == {goal.id for goal in case.objectives}


def test_a_chart_tells_a_months_values_by_pointer_and_by_keyboard(opened):
    case = load_case()
    variants = ensemble(case, on_page("default", case), 256)
    page = opened()
    plot = page.get_by_role("slider", name=SHARES)
    plot.focus()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowRight")
    settlement, frozen, *_ = variants.shares_by_month[1]
    wanted = f"Month 1: Settlement {settlement:.0%}, Frozen conflict {frozen:.0%}"
    assert plot.get_attribute("aria-valuetext").startswith(wanted)
    plot.hover(position={"x": 40, "y": 60})
    page.locator(".tip", has_text=f"({LAYER_NAMES[0]}: ").first.wait_for()


# -------------------------------------------------------------------------------------------------- the first visit


def test_the_way_round_is_gone_through_skipped_and_not_offered_again(opened):
    page = opened()
    page.get_by_text("1 of 4. Move a lever.").wait_for()
    page.wait_for_function("document.querySelector('.st-key-levers').style.outline.includes('dashed')")
    levers, card = (page.locator(name).bounding_box() for name in (".st-key-levers", ".st-key-guide .start"))
    assert levers["y"] + levers["height"] < card["y"]
    assert card["x"] + card["width"] < page.get_by_test_id("verdict").bounding_box()["x"]  # the answer is not hidden
    press(page, TRUST, "End", "trust=1")
    page.get_by_text("2 of 4. Read the answer.").wait_for()
    card = page.locator(".st-key-guide .start").bounding_box()
    assert levers["x"] + levers["width"] < card["x"]  # the levers stay in reach
    page.get_by_role("button", name="Next").click()
    page.get_by_text("3 of 4. Ask why.").wait_for()
    page.get_by_role("button", name="Skip").click()
    page.get_by_role("button", name="Show me around").wait_for()
    page.reload()
    at_rest(page)
    page.get_by_role("button", name="Show me around").wait_for()
    assert page.get_by_text("1 of 4.").count() == 0


# ------------------------------------------------------------------------------------------------------------ cases


def test_another_war_is_chosen_by_keyboard_and_back_returns_to_the_first(opened):
    page = opened()
    press(page, TRUST, "ArrowRight", "trust=")
    war = page.get_by_role("combobox", name="War")
    war.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Korean")
    page.keyboard.press("Enter")
    page.wait_for_function("location.search.includes('case=korea')")
    page.get_by_text("Korean armistice talks, 1951-53, version").wait_for()
    assert "trust=" not in page.url
    page.go_back()
    page.wait_for_function("location.search.includes('case=ukraine')")
    page.get_by_text("Russia-Ukraine peace talks, version").wait_for()
    page.go_forward()
    page.wait_for_function("location.search.includes('case=korea')")
    page.get_by_text("Korean armistice talks, 1951-53, version").wait_for()
