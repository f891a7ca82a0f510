"""The line charts in a real Chromium: reading them by pointer, keys and touch, saving them, what a redraw keeps."""

from __future__ import annotations

import base64
import csv
import io
import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import pytest

from model import ensemble, load_case, simulate
from model.knowledge import PULL_CLASSES
from model.uncertainty import EDGES, layer_bands
from model.view import components
from tests.support.browser import luminance, still
from tests.support.page import on_page

pytestmark = pytest.mark.browser
SVG = "{http://www.w3.org/2000/svg}"
SHARES, DRAWS = "Shares of the pull over the months", 256
LABELS = ("Settlement", "Frozen conflict", "Escalation", "The war goes on")
ACTIVE = "() => { let a = document.activeElement; while (a?.shadowRoot) a = a.shadowRoot.activeElement; return a }"
#: The colour of one pixel of a picture, far from all that is drawn in it.
CORNER = """async url => { const image = new Image(); image.src = url; await image.decode();
    const canvas = document.createElement('canvas'); [canvas.width, canvas.height] = [image.width, image.height];
    const pen = canvas.getContext('2d'); pen.drawImage(image, 0, 0);
    return [...pen.getImageData(3, 3, 1, 1).data]; }"""

#: How a drawing is written as XML, as it stands in the script of saving.
SAVING = Path(components.__file__ or "").parent / "saving" / "saving.js"
XML_TEXT = re.search(r"(?s)function xmlText.*?\n}", SAVING.read_text("utf-8"))[0]  # type: ignore[index]


@pytest.fixture(scope="module")
def today():
    case = load_case()
    return simulate(case, on_page("default", case))


@pytest.fixture(scope="module")
def variants(today):
    return ensemble(today.case, today.scenario, DRAWS)


@pytest.fixture(scope="module")
def bands(variants):
    return layer_bands(variants, *PULL_CLASSES)


def plot(page, name=SHARES):
    return page.get_by_role("slider", name=name)


def chart(page, name=SHARES):
    return page.locator("figure", has=plot(page, name))


def above(page, month, months, name=SHARES):
    """Return where a month stands in a plot, in pixels from its left side, read from the ticks below the axis."""
    centre = "(e, month) => { const box = e.getBoundingClientRect(); const tick = [...e.querySelectorAll('text')]"
    centre += ".filter(t => t.textContent === month).map(t => t.getBoundingClientRect())[0];"
    centre += " return tick.left + tick.width / 2 - box.left; }"
    first, last = (plot(page, name).evaluate(centre, str(at)) for at in (0, months))
    return first + (last - first) * month / months


def saved(page, kind, name=SHARES):
    page.get_by_label(f"Save: {name}").click()
    with page.expect_download() as taken:
        chart(page, name).get_by_role("button", name=kind).click()
    return Path(taken.value.path()).read_bytes()


# ---------------------------------------------------------------------------------------------------------- reading


def test_the_month_under_the_pointer_is_told_with_values_and_bands(opened, today, variants, bands):
    page = opened()
    tip = chart(page).locator(".tip")
    for month in (0, 5, 12):
        plot(page).hover(position={"x": above(page, month, today.scenario.months), "y": 70})
        told = tip.inner_text()
        assert told.startswith(f"Month {month}\n")
        lines = told.split("\n\n")[1:] or told.split("\n")[1:]
        for number, (name, line) in enumerate(zip(PULL_CLASSES, lines, strict=True)):
            low, unknown_low, unknown_high, high = bands.sel(variable=name, month=month).to_numpy()
            unknown = f"what we do not know: {unknown_low:.0%} to {unknown_high:.0%}"
            assert f"{LABELS[number]} {variants.shares_by_month[month, number]:.0%}" in line
            assert f"{unknown}; what may happen: {low:.0%} to {high:.0%}" in line
        page.mouse.move(5, 5)
        tip.wait_for(state="hidden")


def test_keys_go_through_the_months_and_stop_at_both_ends(opened, variants):
    page = opened()
    plot(page).focus()
    for key, month in (
        ("Home", 0),
        ("ArrowLeft", 0),
        ("ArrowRight", 1),
        ("ArrowRight", 2),
        ("ArrowLeft", 1),
        ("End", 12),
        ("ArrowRight", 12),
    ):
        page.keyboard.press(key)
        assert plot(page).get_attribute("aria-valuenow") == str(month)
        assert plot(page).get_attribute("aria-valuetext").startswith(f"Month {month}: Settlement")
        assert f"Frozen conflict {variants.shares_by_month[month, 1]:.0%}" in plot(page).get_attribute("aria-valuetext")
        assert chart(page).locator(".tip").inner_text().startswith(f"Month {month}\n")
    page.keyboard.press("Escape")
    chart(page).locator(".tip").wait_for(state="hidden")


def test_a_touch_tells_the_month_there(opened):
    page = opened(390, has_touch=True)
    plot(page).tap(position={"x": plot(page).bounding_box()["width"] * 0.55, "y": 60})  # once it stands still
    chart(page).locator(".tip", has_text="Month").wait_for()


def test_an_event_is_marked_where_it_happens_and_told(opened):
    page = opened(link="?case=ukraine&months=12&event=5~change.trust~0.2~~An+exchange.")
    mark = chart(page).locator("line.mark")
    assert mark.count() == 1
    assert mark.locator("title").text_content().startswith("An exchange")
    offset = mark.evaluate("e => e.getBoundingClientRect().left") - plot(page).bounding_box()["x"]
    assert offset == pytest.approx(above(page, 5, 12), abs=1.5)  # where the lines show what it does
    plot(page).focus()
    page.keyboard.press("Home")
    for _ in range(5):
        assert "An exchange" not in chart(page).locator(".tip").inner_text()
        page.keyboard.press("ArrowRight")
    assert "In this month: An exchange" in chart(page).locator(".tip").inner_text()
    assert "An exchange" in plot(page).get_attribute("aria-valuetext")


def test_a_chart_is_told_in_words_and_its_legend_names_every_line(opened, today, variants):
    page = opened()
    assert chart(page).locator(".alt").text_content().startswith(f"Over {today.scenario.months} months: ")
    classes = page.get_by_test_id("shares").inner_text()
    for name, share in zip(LABELS, variants.shares_by_month[-1], strict=True):
        assert f"{name} {share:.0%}" in classes
    legend = chart(page).locator(".legend").inner_text()
    assert "what we do not know" in legend
    assert "what may happen" in legend
    assert "before" not in legend


# ---------------------------------------------------------------------------------------------------------- redraws


def test_a_lever_changes_what_is_drawn_and_leaves_the_frame_and_the_month_that_is_read(opened, today):
    page = opened()
    plot(page).evaluate("e => { e.stays = true }")
    before = chart(page).locator("path.line").first.get_attribute("d")
    page.get_by_role("slider", name="Trust", exact=True).focus()
    page.keyboard.press("End")
    page.locator("#verdict", has_text="A settlement: ").wait_for()
    moved = ensemble(today.case, today.scenario.but(levers={"trust": 1.0}, title="moved"), DRAWS)
    page.get_by_test_id("shares").get_by_text(f"Settlement {moved.mean_pull['settlement']:.0%} was ").wait_for()
    chart(page).locator(".legend .before").wait_for()
    ghost = chart(page).locator("path.ghost").first.get_attribute("d")
    assert ghost == before  # the line as it was, now thin
    assert plot(page).evaluate("e => e.stays === true")
    assert chart(page).locator("path.line").first.get_attribute("d") != before


def with_paths(page):
    """Unfold the numbers, where the paths of the variables are drawn, and wait until they are."""
    page.get_by_test_id("numbers").click()
    page.locator(".st-key-unfolded-numbers .account").wait_for()
    still(page)
    return page


def test_a_move_of_a_lever_moves_the_lines_of_every_chart_and_draws_none_anew(opened):
    page = with_paths(opened())
    page.locator(".plot").evaluate_all(
        "all => all.forEach(e => { e.times = 0; "
        "new MutationObserver(() => { e.times += 1 }).observe(e, { childList: true }); })"
    )
    before = page.locator(".plot path.line").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    page.get_by_role("slider", name="Trust", exact=True).focus()
    page.keyboard.press("End")
    page.locator("#verdict", has_text="A settlement: ").wait_for()
    page.wait_for_timeout(500)
    times = page.locator(".plot").evaluate_all("all => all.map(e => e.times)")
    assert times == [0] * len(times)
    assert len(times) >= 4
    after = page.locator(".plot path.line").evaluate_all("all => all.map(e => e.getAttribute('d'))")
    assert sum(old != new for old, new in zip(before, after, strict=True)) > len(before) / 2


def test_a_chart_stays_as_it_is_when_something_else_changes(opened):
    page = with_paths(opened())
    page.locator("path.line").evaluate_all("all => all.forEach(e => { e.stays = true })")
    page.get_by_role("button", name="Skip").click()  # the script runs again
    page.get_by_role("button", name="Show me around").wait_for()
    page.wait_for_timeout(300)
    stays = page.locator("path.line").evaluate_all("all => all.map(e => e.stays === true)")
    assert stays
    assert all(stays)


def test_a_chart_fits_a_window_that_gets_narrower(opened):
    page = opened()
    page.set_viewport_size({"width": 500, "height": 850})
    page.wait_for_function(
        "() => [...document.querySelectorAll('*')].filter(e => e.shadowRoot).flatMap(e => "
        "[...e.shadowRoot.querySelectorAll('.plot svg')]).every(e => e.getBoundingClientRect().right <= innerWidth)"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_charts_stand_in_one_column_on_a_phone_and_none_is_cut_off(opened, scheme):
    page = with_paths(opened(390, scheme))
    lefts = page.locator("figure").evaluate_all("all => all.map(e => Math.round(e.getBoundingClientRect().left))")
    assert len(lefts) >= 4
    assert len(set(lefts)) == 1
    plot(page).focus()
    page.keyboard.press("End")
    page.get_by_label(f"Save: {SHARES}").click()
    page.keyboard.press("Tab")
    for name in ("figure", "figure svg", ".plot text", ".tip", ".save > div"):
        out = "all => all.filter(e => e.getBoundingClientRect().right > innerWidth + 1).length"
        assert page.locator(f":is(.lines, .course) {name}").evaluate_all(out) == 0, name
    ground = luminance(page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor"))
    ink = luminance(page.locator(".plot .tick").first.evaluate("e => getComputedStyle(e).fill"))
    assert (max(ground, ink) + 0.05) / (min(ground, ink) + 0.05) >= 4.5


def test_forced_colours_leave_the_lines_apart(opened):
    page = opened(forced_colors="active")
    inks = chart(page).locator("path.line").evaluate_all("all => all.map(e => getComputedStyle(e).stroke)")
    dashes = chart(page).locator("path.line").evaluate_all("all => all.map(e => getComputedStyle(e).strokeDasharray)")
    assert len(set(inks)) == len(set(dashes)) == 4


# ----------------------------------------------------------------------------------------------------------- saving


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_drawing_needs_nothing_else_and_holds_every_line(opened, scheme):
    page = opened(scheme=scheme)
    plot(page).hover()  # the month that is read belongs to no picture
    text = saved(page, "Picture (SVG)").decode()
    for needs in ("class=", "var(--", "href", "url(", "@import"):
        assert needs not in text
    root = ElementTree.fromstring(text)
    styles = [element.get("style", "") for element in root.iter(f"{SVG}path")]
    inks = [style for style in styles if "fill:none" in style]
    shown = chart(page).locator("path.line").evaluate_all("all => all.map(e => getComputedStyle(e).stroke)")
    assert len(inks) == 4
    assert all(f"stroke:{colour}" in ink for colour, ink in zip(shown, inks, strict=True))
    assert not [e for e in root.iter() if "visibility:hidden" in (e.get("style") or "")]
    ticks = [element.text for element in root.iter(f"{SVG}text")]
    assert {"0", "12", "month", "50%"} <= set(ticks)
    written = page.evaluate(
        f"""() => {{ {XML_TEXT}
            const label = document.createElementNS("http://www.w3.org/2000/svg", "text");
            label.textContent = "a\\u0007\\uffffb";
            return xmlText(label);
        }}"""
    )
    assert ElementTree.fromstring(written).text == "a\ufffd\ufffdb"  # what no XML can hold does not spoil the file


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_saved_picture_is_twice_as_large_on_the_ground_that_was_seen(opened, scheme):
    page = opened(scheme=scheme)
    drawing = ElementTree.fromstring(saved(page, "Picture (SVG)"))
    raster = saved(page, "Picture (PNG)")
    assert raster[:8] == b"\x89PNG\r\n\x1a\n"
    size = struct.unpack(">II", raster[16:24])
    assert size == pytest.approx([2 * float(drawing.get(side, 0)) for side in ("width", "height")], abs=2)
    *ground, opaque = page.evaluate(CORNER, "data:image/png;base64," + base64.b64encode(raster).decode())
    seen = page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor")
    assert opaque == 255
    assert ground == [int(part) for part in seen.strip("rgb()").split(",")]


def test_saved_data_are_the_shares_and_the_edges_of_both_bands(opened, today, variants, bands):
    rows = list(csv.DictReader(io.StringIO(saved(opened(), "Data (CSV)").decode())))
    names = dict(zip(LABELS, PULL_CLASSES, strict=True))
    assert [(row["line"], int(row["month"])) for row in rows] == [
        (name, month) for name in names for month in range(today.scenario.months + 1)
    ]
    for row in rows:
        name, month = names[row["line"]], int(row["month"])
        share = variants.shares_by_month[month, PULL_CLASSES.index(name)]
        assert float(row["value"]) == pytest.approx(share, abs=6e-5)
        edges = bands.sel(variable=name, month=month).to_numpy()
        assert [float(row[edge]) for edge in EDGES] == pytest.approx(edges.tolist(), abs=6e-5)


def test_the_menu_works_by_keyboard_alone_and_gives_the_focus_back(opened):
    page = opened()
    page.get_by_label(f"Save: {SHARES}").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"({ACTIVE})().textContent") == "Picture (SVG)"
    page.keyboard.press("Escape")
    assert page.evaluate(f"({ACTIVE})().getAttribute('aria-label')") == f"Save: {SHARES}"
    page.keyboard.press("Enter")
    for _ in range(3):
        page.keyboard.press("Tab")
    with page.expect_download() as taken:
        page.keyboard.press("Enter")
    assert taken.value.suggested_filename == "shares-of-the-pull.csv"
    page.wait_for_function(f"({ACTIVE})()?.getAttribute('aria-label') === 'Save: {SHARES}'")


def test_every_chart_has_its_own_menu_and_saves_itself(opened, today):
    page = with_paths(opened())
    menus = page.locator("figure summary").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    assert len(menus) == len(set(menus)) == 1 + len(today.case.settings.chart)
    for menu, group in zip(menus[1:], today.case.settings.chart, strict=True):
        rows = csv.DictReader(io.StringIO(saved(page, "Data (CSV)", menu.removeprefix("Save: ")).decode()))
        assert len(list(rows)) == len(group.variables) * (today.scenario.months + 1)
