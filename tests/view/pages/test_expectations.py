"""Does it hold? The page runs the suites and a person's own test, and saves what is seen as a test that passes."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from model import Scenario, load_case, load_scenario
from model.expectations.judging import judge
from model.expectations.proposing import Proposal, as_test, proposals
from model.expectations.suite import FileResult, run_suite
from model.knowledge.case import Case
from model.scenario.bounds import Bounds
from model.scenario.files import bundled_scenarios, parse_scenario, to_toml
from model.view.pages.expectations.html import results_list, verdicts_in_words
from model.view.pages.expectations.page import uploaded
from tests.support.page import ROOT
from tests.support.scenarios import scenarios

APP = str(ROOT / "app.py")


BAD = b'title = "Mine"\n[[expect]]\nsays = "Peace <b>is</b> certain."\nformed = { settlement = { above = 0.9 } }\n'


# ------------------------------------------------------------------------------------------------- proposals


@pytest.mark.parametrize("name", ["default", "istanbul-2022", "europe-miscalculates", "genuine-dialogue"])
def test_what_is_proposed_passes_as_a_file(name: str, case: Case) -> None:
    changed = load_scenario(name, case).setting(case, {"trust": 0.9}, title="Mine")
    offered = proposals(case, changed, name)
    assert len(offered) >= 3
    made = as_test(changed, "Because.", offered)
    read = parse_scenario(tomllib.loads(to_toml(made)), "mine", case)
    (verdict,) = judge(case, read)
    assert verdict.word == "holds"
    assert verdict.expectation.says == "Because."
    assert len(verdict.checks) >= len(offered)


def test_proposals_about_the_same_figure_are_all_kept_in_one_test(case: Case) -> None:
    limit = Proposal("More than half.", {"mean_pull": {"settlement": {"above": 0.5}}})
    apart = Proposal("Higher.", {"compare": "default", "mean_pull": {"settlement": {"higher_by": 0.05}}})
    (asked,) = as_test(load_scenario("default", case), "S.", [limit, apart]).expect
    assert asked.mean_pull["settlement"] == Bounds(above=0.5, higher_by=0.05)


@pytest.mark.slow
@settings(max_examples=25)
@given(scenarios())
def test_no_proposal_fails_whatever_is_seen(scenario: Scenario) -> None:
    case = load_case()
    for one in proposals(case, scenario):
        (verdict,) = judge(case, as_test(scenario, "S.", [one]))
        assert verdict.word == "holds", one.says


def test_a_scenario_is_not_compared_with_itself(case: Case) -> None:
    assert not any("than in" in one.says for one in proposals(case, load_scenario("default", case), "default"))


# ------------------------------------------------------------------------------------------------- a person's own


def test_an_upload_is_judged_or_told_what_is_wrong(case: Case) -> None:
    found = uploaded(case, BAD, "mine.scenario.toml")
    assert [verdict.word for verdict in found.verdicts] == ["fails"]
    for content, said in (
        (b"\xff\xfe", "this is no text in UTF-8"),
        (b"title = ", "this is not valid TOML"),
        (b'title = "T"', "the scenario expects nothing"),
        (BAD.replace(b"above", b"abve"), "did you mean 'above'?"),
        (
            BAD.replace(b"formed", b'compare = "other.scenario.toml"\nformed').replace(b"above", b"higher_by"),
            "no bundled",
        ),
    ):
        (fault, *_) = uploaded(case, content, "mine.scenario.toml").faults
        assert said in str(fault)


def test_an_upload_cannot_look_at_files_that_lie_where_the_page_runs(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other.scenario.toml").write_text('title = "Mine alone"\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    content = BAD.replace(b"formed", b'compare = "other.scenario.toml"\nformed').replace(b"above", b"higher_by")
    (fault,) = uploaded(case, content, "sent.scenario.toml").faults
    assert "there is no bundled scenario named 'other.scenario.toml'" in str(fault)


def test_why_something_does_not_hold_is_told_and_nothing_of_a_file_is_markup(case: Case) -> None:
    asks = BAD.replace(b"formed = { settlement = { above", b"with = { trust = 0.1 }\npull = { settlement = { higher_by")
    text = results_list([uploaded(case, asks, "mine.scenario.toml")])
    assert "<p>Looked at: the scenario with trust = 0.1.</p>" in text
    assert "What makes the difference, by what it adds to the pull of a settlement" in text
    stale = BAD.replace(b"above = 0.9", b"below = 0.9") + b'differs = "<b>"\n'
    text = results_list([uploaded(case, stale, "mine.scenario.toml")])
    assert "<li class='stale'>" in text
    assert "<i>Said to differ, and holds: take that out.</i> &lt;b&gt;" in text


def test_verdicts_are_told_in_words_and_nothing_of_a_file_is_markup(case: Case) -> None:
    found = uploaded(case, BAD, "mine.scenario.toml")
    text = results_list([found])
    assert "✗</i> fails" in text
    assert "Peace &lt;b&gt;is&lt;/b&gt; certain." in text
    assert "<b>is</b>" not in text
    assert text.startswith("<div class='verdicts'><details open>")
    (good,) = run_suite([bundled_scenarios(case)["default"]], case)
    assert "<details open>" not in results_list([good])
    broken: FileResult = replace(found, scenario=None, verdicts=(), faults=uploaded(case, b"<", "x<y").faults)
    assert "x&lt;y" in results_list([broken])


def test_counts_are_told_in_words() -> None:
    assert verdicts_in_words({"holds": 2, "differs": 1, "unsure": 0, "fails": 1}) == (
        "2 hold, 1 is known to differ, 1 fails"
    )
    assert verdicts_in_words({"holds": 0, "differs": 0, "unsure": 0, "fails": 0, "unusable": 2}) == (
        "2 files cannot be used"
    )
    assert verdicts_in_words(dict.fromkeys(("holds", "differs", "unsure", "fails"), 0)) == "nothing is expected"


# ------------------------------------------------------------------------------------------------- the page


@pytest.fixture
def app() -> AppTest:
    at = AppTest.from_file(APP, default_timeout=60).run()
    at._page_hash = calc_hash("holds")
    at.run()
    assert not at.exception
    return at


def test_a_test_is_saved_once_something_is_chosen_and_said(app: AppTest) -> None:
    assert app.title[0].value == "Tests of the model"
    (button,) = [one for one in app.get("download_button") if "scenario test" in one.proto.label]
    assert button.proto.disabled
    app.text_input(key="expect why").set_value("Because the front has not moved.").run()
    (button,) = [one for one in app.get("download_button") if "scenario test" in one.proto.label]
    assert not button.proto.disabled
    for box in app.checkbox:
        if (box.key or "").startswith("expected ") and box.value:
            box.uncheck()
    app.run()
    (button,) = [one for one in app.get("download_button") if "scenario test" in one.proto.label]
    assert button.proto.disabled
