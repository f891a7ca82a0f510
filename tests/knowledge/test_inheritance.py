"""A case that extends another: all of its records, but those that are left out, changed or added; the same bits."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from model import CaseError, ensemble, load_case, load_scenario, simulate
from model.engine.grounding import program_of
from model.knowledge.case import Case
from model.knowledge.file_format import DATA
from model.knowledge.inheritance import stamp
from model.knowledge.revision import revisions
from model.scenario.files import bundled_scenarios
from tests.support.cases import write_case


def folder(home: Path, case: str = 'extends = "ukraine"\n', **files: str) -> Path:
    home.mkdir(parents=True, exist_ok=True)
    (home / "case.toml").write_text(case, "utf-8")
    for name, text in files.items():
        (home / f"{name}.toml").write_text(text, "utf-8")
    return home


def test_a_case_that_only_extends_is_the_other_to_the_last_bit(case: Case, tmp_path: Path):
    same = load_case(folder(tmp_path))
    assert revisions(case, same) == ()
    assert bundled_scenarios(same) == bundled_scenarios(case)
    assert [theory.id for theory in same.theories] == [theory.id for theory in case.theories]
    for name in ("default", "genuine-dialogue"):
        pulls = [ensemble(c, load_scenario(name, c), 64).pulls_by_month for c in (case, same)]
        assert np.array_equal(pulls[0], pulls[1])


def test_a_case_is_what_it_is_written_out(case: Case, tmp_path: Path):
    whole = load_case(write_case(tmp_path))
    assert [one for one in revisions(case, whole) if "theory" not in one.what] == []
    assert program_of(whole).ids == program_of(case).ids
    for name in ("default", "minsk"):
        scenario = load_scenario(name, case)
        pulls = [ensemble(c, scenario, 64).pulls_by_month for c in (case, whole)]
        assert np.array_equal(pulls[0], pulls[1])


#: The pulls at the horizon of some bundled scenarios in 0.6.0, when all that is general still stood in the case itself.
BEFORE = {
    "default": (0.0, 0.35743826180935157, 0.0957589986695075),
    "minsk": (0.004900411018314239, 0.31275482999954535, 0.10140097721561),
    "genuine-dialogue": (0.8915298268583624, 0.022673860878536525, 0.0),
    "europe-miscalculates": (0.0, 0.16375370213800894, 0.40016416698058555),
    "istanbul-2022": (0.3046098981749264, 0.06266933319413757, 0.007017017142604336),
}


def test_what_became_general_moved_nothing(case: Case):
    """Known figures of an older version; whoever changes a belief of this case on purpose changes them as well."""
    for name, pulls in BEFORE.items():
        found = simulate(case, load_scenario(name, case)).pull
        assert tuple(found.values()) == pytest.approx(pulls, abs=1e-12), name


def test_what_is_added_stands_behind_what_it_follows(case: Case, tmp_path: Path):
    new = 'scope = "world"\nkind = "assumption"\nscale = "degree"\nlabel = "New"\nmeans = "N."\n' + (
        'start = 0.5\nlow = 0.4\nhigh = 0.6\njudgement = "J."\n'
    )
    text = (
        f'[[variable]]\nid = "relief"\nscope = "world"\n[[variable]]\nid = "one"\n{new}[[variable]]\nid = "two"\n{new}'
    )
    other = load_case(folder(tmp_path, variables=text))
    names = [v.id for v in other.variables]
    assert [name for name in names if name not in ("one", "two")] == [v.id for v in case.variables]
    at = names.index("relief")
    assert names[at : at + 3] == ["relief", "one", "two"]


def test_who_gives_claims_gives_all_that_a_record_rests_on(case: Case, tmp_path: Path):
    rule = '[[rule]]\nid = "good-faith-opens"\nclaims = ["C08"]\n'
    other = load_case(folder(tmp_path, rules=rule)).rule_of["good-faith-opens"]
    before = case.rule_of["good-faith-opens"]
    assert before.judgement
    assert before.confidence == "high"
    assert (other.claims, other.judgement, other.confidence) == (("C08",), "", None)


def test_an_id_that_stands_twice_in_one_folder_is_told(tmp_path: Path):
    rule = '[[rule]]\nid = "good-faith-opens"\nclaims = ["C08"]\n'
    with pytest.raises(CaseError, match="stands here twice"):
        load_case(folder(tmp_path, rules=rule + rule))


def test_what_is_general_may_ground_nowhere_and_what_is_not_may_not(tmp_path: Path):
    top = 'extends = "ukraine"\n[leave_out]\nedge = ["E71", "E72", "E73"]\n'
    other = load_case(folder(tmp_path, top))
    assert all(ground.rule != "sanctions-alone" for ground in program_of(other).rules)
    rule = '[[rule]]\nid = "sanctions-alone"\ngeneral = false\n'
    with pytest.raises(CaseError, match=r"'sanctions-alone'.*grounds nowhere over 'sanctions'"):
        load_case(folder(tmp_path, top, rules=rule))


def test_a_general_case_is_none_by_itself_and_its_theories_are_all_cases(case: Case, tmp_path: Path):
    with pytest.raises(CaseError, match="parties"):
        load_case(DATA / "general")
    assert case.theories
    assert {theory.id for theory in case.theories} == {path.stem for path in (DATA / "general" / "theories").iterdir()}
    other = load_case(folder(tmp_path, 'extends = "ukraine"\nid = "another"\n'))
    assert other.theories == case.theories


def test_a_folder_beside_it_comes_before_a_bundled_case(case: Case, tmp_path: Path):
    assert load_case(folder(tmp_path / "ukraine")).id == "ukraine"  # of the same name, and not itself
    folder(tmp_path / "general", 'extends = "ukraine"\ntitle = "Beside"\n')
    assert load_case(folder(tmp_path / "one", 'extends = "general"\n')).settings.title == "Beside"


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
    assert bundled_scenarios(other) == {}


def test_one_extends_another_that_extends_a_third(case: Case, tmp_path: Path):
    folder(tmp_path / "one", rules='[[rule]]\nid = "gains-embolden"\nconfidence = "low"\n')
    second = folder(tmp_path / "two", 'extends = "../one"\nsalience_hold = 0.3\n')
    other = load_case(second)
    assert other.rule_of["gains-embolden"].confidence == "low"
    assert other.settings.salience_hold == 0.3
    assert bundled_scenarios(other) == bundled_scenarios(case)


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


def test_a_stamp_is_of_the_case_and_of_what_it_extends_and_of_nothing_else(tmp_path: Path):
    other = folder(tmp_path / "mine", rules='[[rule]]\nid = "gains-embolden"\nconfidence = "low"\n')
    names = {Path(name).parent.name for name, _ in stamp(other, DATA)}
    assert {"mine", "ukraine", "general", "scenarios", "theories"} <= names
    assert stamp(tmp_path, DATA) == ()  # it has cases below it, and is none
    before = stamp(other, DATA)
    (other / "rules.toml").write_text("", "utf-8")
    os.utime(other / "rules.toml", ns=(1, 1))
    assert stamp(other, DATA) != before
