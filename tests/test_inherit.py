"""A case that extends another: all of its records, but those that are left out, changed or added; the same bits."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from model import CaseError, ensemble, load_case, load_scenario
from model.domain import Case
from model.revise import revisions
from model.scenario import bundled


def folder(home: Path, case: str = 'extends = "ukraine"\n', **files: str) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (home / "case.toml").write_text(case, "utf-8")
    for name, text in files.items():
        (home / f"{name}.toml").write_text(text, "utf-8")
    return home


def test_a_case_that_only_extends_is_the_other_to_the_last_bit(case: Case, tmp_path: Path):
    same = load_case(folder(tmp_path))
    assert revisions(case, same) == ()
    assert bundled(same) == bundled(case)
    assert [theory.id for theory in same.theories] == [theory.id for theory in case.theories]
    for name in ("default", "genuine-dialogue"):
        pulls = [ensemble(c, load_scenario(name, c), 64).pulls_by_month for c in (case, same)]
        assert np.array_equal(*pulls)


def test_a_field_of_a_record_is_changed_and_the_rest_of_it_stays(case: Case, tmp_path: Path):
    rule = '[[rule]]\nid = "gains-embolden"\nconfidence = "low"\n'
    other = load_case(folder(tmp_path, rules=rule))
    (changed,) = revisions(case, other)
    assert (changed.kind, changed.what) == ("changed", "rule 'gains-embolden'")
    assert [name for name, _, _ in changed.fields] == ["confidence"]


def test_a_record_is_added_and_another_left_out(case: Case, tmp_path: Path):
    top = 'extends = "ukraine"\n[leave_out]\nrule = ["gains-embolden"]\nred_line = ["ukraine.territory"]\n'
    rule = (
        '[[rule]]\nid = "mine"\nsays = "Trust grows by itself."\nfor = "world"\nif = { trust = "low" }\n'
        'then = { trust = 0.01 }\njudgement = "A whim."\n'
    )
    other = load_case(folder(tmp_path, top, rules=rule))
    found = {(one.kind, one.what) for one in revisions(case, other)}
    assert found == {
        ("added", "rule 'mine'"),
        ("gone", "rule 'gains-embolden'"),
        ("gone", "red line 'ukraine.territory'"),
    }


def test_settings_are_changed_one_by_one_and_a_variable_by_its_scope(case: Case, tmp_path: Path):
    top = 'extends = "ukraine"\nsalience_hold = 0.3\n'
    variable = '[[variable]]\nid = "guarantees"\nscope = "world"\nstart = 0.5\n'
    other = load_case(folder(tmp_path, top, variables=variable))
    assert other.settings.salience_hold == 0.3
    assert other.settings.title == case.settings.title
    assert len(other.variables) == len(case.variables)
    assert next(v for v in other.variables if v.id == "guarantees").start == 0.5


def test_a_case_with_an_id_of_its_own_has_scenarios_of_its_own(tmp_path: Path):
    other = load_case(folder(tmp_path, 'extends = "ukraine"\nid = "another"\n'))
    assert other.id == "another"
    assert bundled(other) == {}


def test_one_extends_another_that_extends_a_third(case: Case, tmp_path: Path):
    folder(tmp_path / "one", rules='[[rule]]\nid = "gains-embolden"\nconfidence = "low"\n')
    second = folder(tmp_path / "two", 'extends = "../one"\nsalience_hold = 0.3\n')
    other = load_case(second)
    assert other.rule_of["gains-embolden"].confidence == "low"
    assert other.settings.salience_hold == 0.3
    assert bundled(other) == bundled(case)


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ('extends = "ukrane"\n', "did you mean 'ukraine'"),
        ("extends = 3\n", "there is no case '3'"),
        ('extends = "."\n', "extends itself"),
        ('extends = "ukraine"\n[leave_out]\nrule = ["gains-embolen"]\n', "did you mean 'gains-embolden'"),
        ('extends = "ukraine"\n[leave_out]\nrules = ["gains-embolden"]\n', "did you mean 'rule'"),
        ('extends = "ukraine"\n[leave_out]\nrule = "gains-embolden"\n', "a list of ids"),
        ('extends = "ukraine"\nleave_out = 3\n', "lists of ids by table"),
        ('extends = "ukraine"\nsalience_hld = 0.3\n', "did you mean 'salience_hold'"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(tmp_path: Path, top: str, said: str):
    with pytest.raises(CaseError, match=said):
        load_case(folder(tmp_path, top))


def test_a_file_that_is_not_there_is_a_fault_only_where_nothing_is_extended(tmp_path: Path):
    with pytest.raises(CaseError, match=r"rules\.toml"):
        load_case(folder(tmp_path, 'title = "Alone"\n'))


def test_a_broken_file_is_told_though_another_is_extended(tmp_path: Path):
    with pytest.raises(CaseError, match=r"rules\.toml: this is not valid TOML"):
        load_case(folder(tmp_path, rules="[[rule"))
