"""`check(case, scenario)` from Python: one result that says what holds, and by how much."""

from __future__ import annotations

import json
import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from model import Case, Checked, Expectation, Scenario, ScenarioError, check
from model.expectations import expectation_ids

HOLDS = Expectation(says="Trust stays on its scale.", variable={"trust": {"below": 0.99}})
FAILS = Expectation(says="Peace is certain.", formed={"settlement": {"above": 0.9}})
DIFFERS = Expectation(says="Peace is certain.", formed={"settlement": {"above": 0.9}}, differs="Nobody can know.")
BOTH = Scenario(title="Mine", months=6, expect=(HOLDS, FAILS, DIFFERS))


@pytest.fixture(scope="module")
def found(case: Case) -> Checked:
    return check(case, BOTH, draws=16)


def test_a_result_says_whether_all_holds_and_by_how_much(found: Checked, case: Case) -> None:
    assert not found.holds
    assert [verdict.word for verdict in found.verdicts] == ["holds", "fails", "differs"]
    assert [verdict.expectation for verdict in found.failures] == [FAILS]
    assert list(found.margins) == expectation_ids(BOTH.expect)
    assert [margin > 0 for margin in found.margins.values()] == [True, False, False]
    assert check(case, BOTH.but(expect=(HOLDS, DIFFERS)), draws=16).holds


def test_a_result_is_a_line_and_tells_in_words_what_does_not_hold(found: Checked) -> None:
    assert repr(found) == "<Checked 'Mine': pass 2 of 3>"
    assert repr(found.verdicts[0]).startswith("<Verdict 'Trust stays on its scale.': verdict holds, margin +0.")
    assert "<td>Peace is certain.</td>" in found._repr_html_()
    assert pickle.loads(pickle.dumps(found)) == found
    assert str(found).splitlines()[1] == "holds: Trust stays on its scale."
    assert "does not hold: Peace is certain.\n  looked at: the scenario as it stands; 16 draws, seed 0\n" in str(found)


def test_a_result_is_neither_true_nor_false(found: Checked) -> None:
    with pytest.raises(TypeError, match=r"ask it whether it \.holds"):
        assert found


def test_a_result_cannot_be_changed_and_is_equal_to_the_same_asked_again(found: Checked, case: Case) -> None:
    with pytest.raises(FrozenInstanceError):
        found.verdicts = ()  # type: ignore[misc]
    assert found == check(case, BOTH, draws=16)
    assert found != check(case, BOTH, draws=16, seed=1)


def test_a_result_can_be_written_for_machines(found: Checked) -> None:
    told = json.loads(json.dumps(found.to_dict()))
    assert told["scenario"] == "Mine"
    assert told["holds"] is False
    assert [one["verdict"] for one in told["expectations"]] == ["holds", "fails", "differs"]
    assert [one["id"] for one in told["expectations"]] == list(found.margins)


def test_a_scenario_is_named_by_its_id_or_its_file_and_files_beside_it_can_be_compared_with(
    case: Case, tmp_path: Path
) -> None:
    assert check(case, "default", draws=8).scenario.title
    head = 'title = "T"\nmonths = 3\n'
    (tmp_path / "other.scenario.toml").write_text(f"{head}[levers]\ntrust = 0.1\n", "utf-8")
    text = 'levers.trust = 0.5\n[[expect]]\nsays = "S."\ncompare = "other.scenario.toml"\n'
    file = tmp_path / "mine.scenario.toml"
    file.write_text(f"{head}{text}variable = {{ trust = {{ higher_by = 0.1 }} }}\n", "utf-8")
    assert check(case, file, draws=8).holds
    assert check(case, str(file), draws=8).holds


def test_what_cannot_be_checked_is_told_in_words(case: Case) -> None:
    with pytest.raises(ScenarioError, match=r"Empty: the scenario expects nothing: add an \[\[expect\]\]"):
        check(case, Scenario(title="Empty"))
    with pytest.raises(ScenarioError, match="did you mean 'default'"):
        check(case, "defualt")
    with pytest.raises(ValueError, match="draws: a whole number from 1 to 10,000 is needed, not 0"):
        check(case, BOTH, draws=0)
