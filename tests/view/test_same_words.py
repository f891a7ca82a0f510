"""One number, one figure: the page, the shell, the briefing and the evidence tell the same of the same run."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import ensemble, load_case, load_scenario, simulate
from model.engine import Run
from model.explain import briefing, evidence, pulls_in_figures, report_in_text
from model.knowledge import OUTCOMES
from model.shell.commands.run import _share_table
from model.uncertainty import Ensemble
from model.view.components.evidence_browser.entries import entries
from model.view.pages.answer.verdict import _shares_table

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


def rows(html: str) -> Iterator[list[str]]:
    """Yield the first four cells of every row of a table that is about an outcome, or about none."""
    for row in re.findall(r"<tr>(.*?)</tr>", html):
        cells = [re.sub(r"<[^>]*>", "", cell) for cell in re.split(r"</t[hd]>", row)]
        name = re.sub(r"^\W+", "", cells[0])
        if name in NAMES:
            yield [name, cells[1], *(cell.partition(" ")[0] for cell in cells[2:4])]


def in_the_shell(run: Run, variants: Ensemble) -> Iterator[list[str]]:
    said = f"{report_in_text(run)}\n" + "\n".join(_share_table(variants))
    for name, label in zip([*OUTCOMES, "the war goes on"], NAMES, strict=True):
        (pull,) = re.findall(rf"^  {name} +(\d\.\d\d)$", said, re.M)
        (shares,) = re.findall(rf"^  {name} +(?:(\d+%) \(\S+ to \S+\))? +(\d+%) \(", said, re.M)
        yield [label, pull, *shares]


def test_the_page_the_shell_and_the_briefing_tell_the_same_figures(found: tuple[Run, Ensemble]) -> None:
    run, variants = found
    on_the_page = list(rows(_shares_table(run, variants)))
    assert [row[0] for row in on_the_page] == NAMES
    assert on_the_page == list(in_the_shell(run, variants))
    assert on_the_page == list(rows(briefing(run, variants, [], [], "")))


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
