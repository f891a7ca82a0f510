"""Line charts as data: what is drawn is what the run and its variants say, and colours can be told from any ground."""

from __future__ import annotations

import pytest

from model import Scenario, ensemble, load_scenario, simulate
from model.knowledge import PULL_CLASSES, THE_REST
from model.uncertainty import band_edges
from model.view import charts
from model.view.components import line_chart as lines
from model.view.components import saving
from model.view.theme import VARIABLE_COLOURS

GROUNDS = {"light": "#ffffff", "dark": "#171614"}
EVENT = {"month": 3, "says": "An exchange.", "change": {"trust": 0.2}}


@pytest.fixture(scope="module")
def run(case):
    return simulate(case, Scenario(title="The seminar's winter", months=6, events=[EVENT]))


@pytest.fixture(scope="module")
def variants(case, run):
    return ensemble(case, run.scenario, 32)


@pytest.fixture(scope="module")
def bands(case, variants):
    shown = [variable for group in case.settings.chart for variable in group.variables]
    return band_edges(variants, *PULL_CLASSES, *shown)


@pytest.fixture(autouse=True)
def light(monkeypatch):
    monkeypatch.setattr(charts, "current_theme", lambda: "light")


def light_of(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_four_shares_of_the_pull_are_drawn_as_the_variants_have_them(run, variants, bands):
    chart = charts.shares_chart(run, variants, bands)
    assert [line.name for line in chart.lines] == ["Settlement", "Frozen conflict", "Escalation", "The war goes on"]
    for month in range(run.scenario.months + 1):
        shares = [*variants.mean_pull_at(month).values(), variants.goes_on_at(month)]
        assert [line.values[month] for line in chart.lines] == pytest.approx(shares, abs=1e-12)
    assert chart.percent
    assert lines.line_charts_payload([chart])["charts"][0]["percent"]


def test_every_variable_of_the_case_is_drawn_as_its_path(case, run, variants, bands):
    for group in case.settings.chart:
        chart = charts.paths_chart(run, group, bands)
        assert chart.title == group.title
        for variable, line in zip(group.variables, chart.lines, strict=True):
            assert line.values == pytest.approx(run.paths.sel(variable=variable).to_numpy().tolist())


def test_bands_are_nine_in_ten_of_the_variants_with_luck_and_without(case, run, variants, bands):
    charted = [
        charts.shares_chart(run, variants, bands),
        *(charts.paths_chart(run, group, bands) for group in case.settings.chart),
    ]
    names = [*PULL_CLASSES, *(variable for group in case.settings.chart for variable in group.variables)]
    drawn = [line for chart in charted for line in chart.lines]
    with_luck, without = (variants.bands(*names, luck=luck).sel(quantile=[0.05, 0.95]) for luck in (True, False))
    for variable, line in zip(names, drawn, strict=True):
        assert line.band is not None
        low, unknown_low, unknown_high, high = line.band
        assert [low, high] == with_luck.sel(variable=variable).to_numpy().T.tolist()
        assert [unknown_low, unknown_high] == without.sel(variable=variable).to_numpy().T.tolist()


def test_charts_with_bands_name_both_layers_and_one_without_names_none(run, variants, bands):
    (told,) = lines.line_charts_payload([charts.shares_chart(run, variants, bands)])["charts"]
    assert told["bands"] == ["what we do not know", "what may happen"]
    bare = lines.LineChart("t", "l", "n", [lines.ChartLine("b", "#000000", (1, 0), [0, 1])], "d", "c")
    assert lines.line_charts_payload([bare])["charts"][0]["bands"] == []


def test_an_event_stands_in_every_chart_with_its_month_and_words(case, run, variants, bands):
    for chart in (
        charts.shares_chart(run, variants, bands),
        *(charts.paths_chart(run, group, bands) for group in case.settings.chart),
    ):
        ((month, text),) = chart.marks
        assert month == 3
        assert text.startswith("An exchange")


def test_a_saved_chart_says_which_scenario_case_and_version_and_what_it_is_not(case, run):
    text = saving.credit(run)
    assert text.startswith("The seminar's winter. ")
    assert f"version {case.settings.version}" in text
    assert "pulls and shares are no probabilities" in text


def test_names_of_files_are_plain_and_differ(case, run, variants, bands):
    names = [
        charts.shares_chart(run, variants, bands).name,
        *(charts.paths_chart(run, group, bands).name for group in case.settings.chart),
    ]
    assert len(set(names)) == len(names)
    assert all(name.replace("-", "").isalnum() and name == name.lower() for name in names)


def test_values_go_to_the_browser_as_they_are_since_rounded_twice_they_would_be_told_otherwise():
    line = lines.ChartLine(
        "a", "#000000", (1, 0), [0.123456, 1], [[0.1, 0.2], [0.1, 0.2], [0.3, 0.4], [0.3, 0.44444444]]
    )
    bare = lines.ChartLine("b", "#000000", (1, 0), [0, 1])
    chart = lines.LineChart("t", "l", "n", [line, bare], "d", "c", marks=[(3, "x")], rule=(0.5, "r"))
    told = lines.line_charts_payload([chart], 2)
    assert told["columns"] == 2
    (one,) = told["charts"]
    assert one["lines"][0]["values"] == [0.123456, 1.0]
    assert one["lines"][0]["band"] == [[0.1, 0.2], [0.1, 0.2], [0.3, 0.4], [0.3, 0.444444]]
    assert one["lines"][1]["band"] is None
    assert one["marks"] == [{"month": 3, "text": "x"}]


def test_lines_of_a_chart_differ_by_dash_and_colour(case, run, variants, bands):
    for chart in (
        charts.shares_chart(run, variants, bands),
        *(charts.paths_chart(run, group, bands) for group in case.settings.chart),
    ):
        for of in ([tuple(line.dash) for line in chart.lines], [line.colour for line in chart.lines]):
            assert len(set(of)) == len(chart.lines)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_lines_of_variables_stand_out_from_their_ground(theme):
    """At least 3 to 1, as WCAG 2.1 asks of graphics (1.4.11)."""
    ground = light_of(GROUNDS[theme])
    for colour in VARIABLE_COLOURS[theme]:
        ink = light_of(colour)
        assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 3, colour


def test_a_chart_in_words_tells_what_the_default_scenario_does(case):
    run = simulate(case, load_scenario("default", case))
    variants = ensemble(case, run.scenario, 32)
    text = charts.shares_chart(run, variants, band_edges(variants, *PULL_CLASSES)).described
    for name, share in variants.mean_pull.items() | {(THE_REST, variants.goes_on)}:
        first = variants.goes_on_at(0) if name == THE_REST else variants.mean_pull_at(0)[name]
        assert f"from {first:.0%} to {share:.0%} of the pull" in text
    assert text.startswith("Over 12 months: ")
    assert "by what we do not know, and between" in text
