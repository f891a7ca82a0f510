"""One number, one figure: the page, the shell, the briefing and the evidence tell the same of the same run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import ensemble, headline, load_case, load_scenario, simulate
from model.engine import Run
from model.explain import briefing, evidence, pulls_in_figures, report_in_text
from model.explain.headline import headline_in_words, next_in_words, sturdiness_in_words
from model.history import load_base_rates
from model.knowledge import OUTCOMES, PULL_CLASSES
from model.uncertainty import Ensemble, band_edges
from model.view import charts, strip
from model.view.components.evidence_browser.entries import entries
from model.view.pages.answer import figures
from model.view.pages.answer.telling import verdict

NAMES = ["Settlement", "Frozen conflict", "Escalation", "The war goes on"]
RUNS = [
    ("ukraine", "default"),
    ("ukraine", "minsk"),
    ("korea", "default"),
    ("karabakh", "default"),
    ("bosnia", "default"),
]


@pytest.fixture(scope="module", params=RUNS, ids="/".join)
def found(request: pytest.FixtureRequest) -> tuple[Run, Ensemble]:
    case = load_case(request.param[0])
    scenario = load_scenario(request.param[1], case)
    return simulate(case, scenario), ensemble(case, scenario, 64)


def drawn(show: Callable[[Run, Ensemble], None], found: tuple[Run, Ensemble], monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the HTML that a part of the page puts in place."""
    bodies: list[str] = []
    monkeypatch.setattr("streamlit.html", bodies.append)
    monkeypatch.setattr("streamlit.caption", bodies.append)
    show(*found)
    return "".join(bodies)


def text_of(html: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)))


def in_tables(html: str) -> Iterator[list[str]]:
    """Yield the first five cells of every row of a table that is about one of the four classes."""
    for row in re.findall(r"<tr>(.*?)</tr>", html):
        cells = [text_of(cell).strip() for cell in re.split(r"</t[hd]>", row)]
        name = re.sub(r"^\W+", "", cells[0])
        if name in NAMES:
            yield [name, *(cell.removeprefix("—") for cell in cells[1:5])]


def in_the_shell(run: Run, variants: Ensemble) -> Iterator[list[str]]:
    said = report_in_text(run, variants)
    for name, label in zip([*OUTCOMES, "the war goes on"], NAMES, strict=True):
        row = rf"^  {name} +(\d+% \(\d+% to \d+%\)) +([\d,]*) +((?:nothing in )?[\d,]+) +(\d\.\d\d)$"
        (cells,) = re.findall(row, said, re.M)
        yield [label, *cells]


def in_the_results(run: Run, variants: Ensemble) -> Iterator[list[str]]:
    """Yield the same from what the results themselves hold."""
    formed = variants.formed_in
    for name, label in zip(OUTCOMES, NAMES, strict=False):
        low, high = variants.mean_pull_intervals[name]
        share = f"{variants.mean_pull[name]:.0%} ({low:.0%} to {high:.0%})"
        yield [label, share, str(variants.leads_in[name]), str(formed[name]), f"{run.pull[name]:.2f}"]
    low, high = variants.goes_on_interval
    share = f"{variants.goes_on:.0%} ({low:.0%} to {high:.0%})"
    yield [NAMES[3], share, "", f"nothing in {variants.draws - sum(formed.values())}", f"{run.goes_on:.2f}"]


def test_the_page_the_shell_and_the_briefing_tell_the_figures_of_the_results(
    found: tuple[Run, Ensemble], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = list(in_the_results(*found))
    assert list(in_tables(drawn(figures.show_figures, found, monkeypatch))) == wanted
    assert list(in_the_shell(*found)) == wanted
    assert list(in_tables(briefing(*found, [], [], ""))) == wanted


def test_the_page_the_strip_the_shell_and_the_briefing_have_one_headline_and_one_word(
    found: tuple[Run, Ensemble], monkeypatch: pytest.MonkeyPatch
) -> None:
    of = headline(found[1])
    told = {
        "page": f"{verdict(of)['sentence']} {text_of(drawn(figures.show_figures, found, monkeypatch))}",
        "briefing": text_of(briefing(*found, [], [], "")),
        "shell": text_of(report_in_text(*found)),
        "strip": text_of(drawn(strip.show_strip, found, monkeypatch)),
    }
    for where, text in told.items():
        assert headline_in_words(of) in text, where
        if where == "strip":
            shares = [f"{name} {row[1].split()[0]}" for name, row in zip(NAMES, in_the_results(*found), strict=True)]
            assert all(share in text for share in shares)
            assert f"({of.word})" in text
        else:
            assert next_in_words(of) in text, where
            assert sturdiness_in_words(of) in text, where
        others = {"firm", "leaning", "open"} - {of.word}
        said = re.sub(r"What do firm, leaning and open mean\?.*", "", text)
        assert not [word for word in others if re.search(rf"\b{word}\b", said, re.I)], where


def test_no_count_of_variants_is_told_in_per_cent_beside_the_shares(
    found: tuple[Run, Ensemble], monkeypatch: pytest.MonkeyPatch
) -> None:
    shares = {part for row in in_the_results(*found) for part in re.findall(r"\d+%", row[1])}
    past = {f"{share:.0%}" for share in load_base_rates().rates[0].nearest.values()}
    page = re.sub(r"<details.*?</details>", "", drawn(figures.show_figures, found, monkeypatch))
    assert set(re.findall(r"\d+%", text_of(page))) <= shares | past | {"100%"}
    strip_ = drawn(strip.show_strip, found, monkeypatch)
    assert set(re.findall(r"\d+%", text_of(strip_))) <= shares
    shell = "\n".join(line for line in report_in_text(*found).splitlines() if line.startswith("  "))
    assert set(re.findall(r"\d+%", shell)) <= shares


def test_the_bar_of_the_page_draws_the_four_shares_as_the_last_values_of_their_course(
    found: tuple[Run, Ensemble], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts, "current_theme", lambda: "light")
    lines = charts.shares_chart(*found, band_edges(found[1], *PULL_CLASSES)).lines
    assert [line.name for line in lines] == NAMES
    assert [line.values[-1] for line in lines] == pytest.approx(list(headline(found[1]).shares), abs=1e-12)


def test_the_evidence_tells_what_is_left_as_the_page_does(found: tuple[Run, Ensemble]) -> None:
    run, _ = found
    here = [line for entry in entries(evidence(run)).values() for label, line in entry["lines"] if label == "Here"]
    left = [line for line in here if line.startswith("What is left of the three pulls")]
    assert all(line.endswith(f"is {pulls_in_figures(run)['The war goes on']}.") for line in left)
    assert len(left) == sum(str(end.id) not in OUTCOMES for end in run.case.ends)


class Pulls(Run):
    """A run as far as its pulls tell."""

    def __init__(self, pulls: list[float]) -> None:
        vars(self)["pull"] = dict(zip(OUTCOMES, pulls, strict=True))


@given(st.lists(st.floats(0, 1), min_size=3, max_size=3))
def test_each_figure_is_within_half_a_hundredth_and_they_sum_to_one_or_nearly(parts: list[float]) -> None:
    total = max(sum(parts), 1.0)
    run = Pulls([part / total for part in parts])
    shown = pulls_in_figures(run)
    for figure, value in zip(shown.values(), [*run.pull.values(), run.goes_on], strict=True):
        assert abs(float(figure) - value) <= 0.005 + 1e-12
        assert figure == f"{value:.2f}"
    assert abs(sum(map(float, shown.values())) - 1) < 0.0201


def test_pulls_that_sum_to_one_and_a_rounding_error_leave_nothing_and_no_minus() -> None:
    assert pulls_in_figures(Pulls([0.1, 0.2, 0.7000000000000001]))["The war goes on"] == "0.00"
