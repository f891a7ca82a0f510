"""The two layers on the answer page, and one variant's story on the page that tells why."""

from __future__ import annotations

import html

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario, ensemble, layers
from model.explain import LAYER_NAMES, happened_in_words, largest_in_words
from model.knowledge import PULL_CLASSES, Case
from model.uncertainty import band_edges, variant_number
from model.view import charts
from tests.support.page import fields_as_inputs, on_page, page, shown, unfold

HERE = Scenario(title="x", months=6, happenings="all", front="returns")


def test_the_page_says_whose_the_doubt_is_and_tells_it_class_by_class(case: Case) -> None:
    def show() -> None:
        from model import ensemble, layers, load_case
        from model.view.pages.answer.doubt import show_doubt
        from tests.view.pages.test_layers_and_story import HERE

        variants = ensemble(load_case(), HERE, 64)
        show_doubt(variants, layers(variants))

    found, text = layers(ensemble(case, HERE, 64)), shown(AppTest.from_function(show).run())
    assert html.escape(found.in_words()) in text
    for name in PULL_CLASSES:
        part = found.parts()[name]
        assert f"<td>{part:.0%}</td><td>{1 - part:.0%}</td>" in text
    assert LAYER_NAMES[0] in text


def test_a_variants_chart_marks_what_happened_over_the_bands_of_all(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "current_theme", lambda: "dark")
    variants = ensemble(case, HERE, 64)
    run = variants.variant(variant_number(variants, "most-frozen-conflict"))
    happened, bands = happened_in_words(run), band_edges(variants, *PULL_CLASSES)
    chart = charts.variant_chart(run, "Variant 7 of 64", happened, bands)
    assert happened
    assert list(chart.marks) == sorted(happened)
    assert list(chart.lines[1].values) == run.pulls[:, 1].tolist()
    assert chart.lines[1].band == charts.shares_chart(run, variants, bands).lines[1].band
    assert all(f"month {month}: {text}" in chart.described for month, text in happened)


def test_a_variant_is_chosen_on_the_page_and_its_sums_are_told(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    fields_as_inputs(monkeypatch)
    at = unfold(page("why"), "one variant")
    at.run()
    assert not at.exception
    at.selectbox(key="variant").set_value("most-settlement").run()
    assert not at.exception
    variants = ensemble(case, on_page("default", case), 256)
    most = variant_number(variants, "most-settlement")
    assert html.escape(largest_in_words(variants.variant(most))) in shown(at)
    at.selectbox(key="variant").set_value("number").run()
    assert not at.exception
    assert at.number_input(key="variant number Number").value == most
    at.number_input(key="variant number Number").set_value(7).run()
    assert html.escape(largest_in_words(variants.variant(7))) in shown(at)
    assert "What moved its pulls" in shown(at)
