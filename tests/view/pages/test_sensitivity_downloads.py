"""The bars of *What matters most?* as a picture and as data: what is saved is what is shown, and stands alone."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pandas as pd
import pytest

from model import load_scenario, simulate
from model.analysis.sensitivity.measures import morris, sobol, tornado
from model.view.pages.sensitivity import page as matters
from model.view.pages.sensitivity import picture
from model.view.pages.sensitivity.tables import (
    Bar,
    BarTable,
    Cell,
    Row,
    tornado_table,
)

SVG = "{http://www.w3.org/2000/svg}"
TABLE = BarTable(
    ("from", "how far"),
    (
        Row("Talks & <trust>", "C17", (Cell(text="at 0.10: ", strong="0.25"), Cell(Bar(0.25, 0.5, "down", now=0.5)))),
        Row("A front", "", (Cell(unsettled="few runs"), Cell(Bar(0, 1, "up", reach=(0.4, 0.6)), small="± 0.10"))),
    ),
    "Nothing else.",
)


@pytest.fixture(scope="module")
def today(case):
    return load_scenario("default", case)


def drawn(table=TABLE, theme="light"):
    text = picture.table_picture(table, "A title", "How to read it.", "No probabilities.", theme)
    return ElementTree.fromstring(text), text


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def box(element):
    return {name: float(element.get(name)) for name in ("x", "y", "width", "height")}


def test_a_picture_says_all_that_the_table_says():
    told = texts(drawn()[0])
    for text in ("A title", "How to read it.", "from", "how far", "Talks & <trust> (C17)", "at 0.10: 0.25", "A front"):
        assert text in told
    assert {"not settled: few runs", "± 0.10", "Nothing else.", "No probabilities."} <= set(told)


def test_a_picture_can_be_read_whatever_characters_stand_in_a_label():
    table = BarTable(("\x01from",), (Row("Talks\x07", "", (Cell(text="1"),)),), "")
    assert {r"Talks\x07", r"\x01from"} <= set(texts(drawn(table)[0]))


def test_bars_lie_on_their_track_where_their_figures_say():
    root, _ = drawn()
    grey = [box(e) for e in root.iter(f"{SVG}rect") if e.get("fill-opacity") == "0.15"]
    (down,) = [box(e) for e in root.iter(f"{SVG}rect") if e.get("data-way") == "down"]
    (up,) = [box(e) for e in root.iter(f"{SVG}rect") if e.get("data-way") == "up"]
    assert len(grey) == 2
    assert down["x"] == pytest.approx(grey[0]["x"] + grey[0]["width"] / 4, abs=0.1)
    assert down["width"] == pytest.approx(grey[0]["width"] / 2, abs=0.1)
    assert (up["x"], up["width"]) == (grey[1]["x"], grey[1]["width"])


def test_a_picture_stands_alone_and_ways_differ_by_more_than_colour():
    root, text = drawn()
    assert "class=" not in text
    assert "href" not in text
    ids = {element.get("id") for element in root.iter(f"{SVG}pattern")}
    fills = {e.get("data-way"): e.get("fill") for e in root.iter(f"{SVG}rect") if e.get("data-way")}
    assert fills["down"] == "url(#down)"
    assert {"down", "bend"} <= ids
    assert fills["up"].startswith("#")


def test_ground_and_ink_stand_apart_in_both_themes_and_the_ground_covers_all():
    for theme in ("light", "dark"):
        root, _ = drawn(theme=theme)
        ground, ink = root.find(f"{SVG}rect"), root.find(f"{SVG}g").get("fill")
        lights = [int(colour[1:3], 16) for colour in (ground.get("fill"), ink)]
        assert (lights[0] > lights[1] + 180) if theme == "light" else (lights[1] > lights[0] + 180)
        assert (ground.get("width"), ground.get("height")) == ("100%", root.get("height"))


def test_nothing_is_drawn_outside_of_the_picture(case, today):
    table = tornado_table(simulate(case, today), tornado(case, today))
    root, _ = drawn(table)
    wide, high = float(root.get("width")), float(root.get("height"))
    assert len(texts(root)) > 2 * len(table.rows)
    for element in root.iter(f"{SVG}text"):
        size = float(element.get("font-size"))
        assert 0 < float(element.get("x")) < wide - size * picture.LETTER * len(element.text) + size
        assert size < float(element.get("y")) < high
    for element in list(root.iter(f"{SVG}rect"))[1:]:
        if element.get("x"):
            assert box(element)["x"] + box(element)["width"] <= wide


def test_lines_are_broken_between_words():
    assert picture.wrapped("a side that is winning asks for more", 12) == [
        "a side that",
        "is winning",
        "asks for",
        "more",
    ]
    assert picture.wrapped("unbreakable words", 4) == ["unbreakable", "words"]
    assert picture.wrapped("", 10) == []


def test_each_analysis_saves_its_own_figures(case, today, monkeypatch):
    """Data and picture are made when asked for, after the page has gone on to other analyses."""
    made = {}

    def button(label, data, name, *args, **kwargs):
        made[name] = data

    found = {
        "sobol": sobol(case, today, n=8, second_order=False),
        "morris": morris(case, today, "beliefs", n=2),
    }
    monkeypatch.setattr("streamlit.download_button", button)
    monkeypatch.setattr(matters, "on_request", lambda key, *args, **more: found[key[0]])
    matters.show_page(case, today, {})
    frames = {
        name.removesuffix(".csv"): pd.read_csv(io.BytesIO(data())) for name, data in made.items() if "csv" in name
    }
    table = tornado(case, today)
    assert list(frames["one-at-a-time"]["factor"]) == list(table["factor"])
    assert frames["one-at-a-time"]["swing"].to_numpy() == pytest.approx(table["swing"].to_numpy())
    for kind, column in (("sobol", "total"), ("morris", "mu_star")):
        assert len(frames[kind]) == found[kind][column].size
        assert frames[kind][column].to_numpy() == pytest.approx(found[kind][column].values.ravel())
    for kind, title in (("sobol", "varies by"), ("morris", "Beliefs that move"), ("one-at-a-time", "one at a time")):
        words = " ".join(ElementTree.fromstring(made[f"{kind}.svg"]()).itertext())
        assert title in words
        assert today.title in words
        assert case.settings.version in words
        assert "no probabilities" in words
