"""Levers and assumptions are one table under two names: making an assumption a lever is a matter of data alone."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from model import Scenario, ensemble, load_case, load_scenario, simulate
from model.knowledge import DATA, Case, ScenarioError, cases
from model.scenario import Expectation, bundled_scenarios, bundled_situations, parse_scenario, to_toml

#: The assumption that is made a lever.
NEW = "relief"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of all data in which one more variable is a lever."""
    folder = tmp_path_factory.mktemp("one more lever") / "data"
    copytree(DATA, folder)
    file = folder / "general" / "variables.toml"
    text = file.read_text("utf-8")
    assert text.count(f'id = "{NEW}"\n') == 1
    file.write_text(text.replace(f'id = "{NEW}"\n', f'id = "{NEW}"\nlever = true\n'), "utf-8")
    return folder


@pytest.mark.parametrize("name", cases())
def test_an_assumption_becomes_a_lever_and_no_scenario_file_breaks(name: str, data: Path) -> None:
    before, after = load_case(name), load_case(data / name)
    assert NEW in {variable.id for variable in after.variables if variable.lever}
    assert NEW not in {variable.id for variable in before.variables if variable.lever}
    old, new = bundled_situations(before), bundled_situations(after)
    assert old == new
    assert [hash(one) for one in old.values()] == [hash(one) for one in new.values()]
    setting = [scenario for scenario in new.values() if NEW in scenario.given]
    for scenario in setting:
        assert NEW in scenario.levers
        assert NEW not in scenario.assumptions
    for scenario in setting[:2]:
        assert simulate(after, scenario).pulls.tobytes() == simulate(before, scenario).pulls.tobytes()


@pytest.mark.parametrize("name", cases())
def test_suites_that_lie_elsewhere_in_the_case_are_read_too(name: str, data: Path) -> None:
    after = load_case(data / name)
    for file in sorted((data / name).rglob("*.scenario.toml")):
        assert load_scenario(file, after) == load_scenario(file, load_case(name))


def test_draws_are_the_same_wherever_a_value_stands(data: Path, case: Case) -> None:
    (name, *_) = (name for name, one in bundled_situations(case).items() if NEW in one.given)
    more = load_case(data / case.id)
    one, other = ensemble(case, load_scenario(name, case), 64), ensemble(more, load_scenario(name, more), 64)
    assert one.pulls.tobytes() == other.pulls.tobytes()


def test_a_value_counts_as_what_the_case_says_it_is(case: Case) -> None:
    as_it_is = Scenario(title="T", case=case.id, levers={"trust": 0.4}, assumptions={"relief": 0.7})
    turned = Scenario(title="T", case=case.id, levers={"relief": 0.7}, assumptions={"trust": 0.4})
    assert turned == as_it_is
    assert hash(turned) == hash(as_it_is)
    assert turned != turned.setting(case, {"relief": 0.6})
    assert turned.for_case(case).levers == as_it_is.levers
    assert turned.for_case(case).assumptions == as_it_is.assumptions
    assert to_toml(turned.for_case(case)) == to_toml(as_it_is)
    assert simulate(case, turned).pulls.tobytes() == simulate(case, as_it_is).pulls.tobytes()
    assert turned.setting(case, {"trust": 0.5}).given == {"trust": 0.5, "relief": 0.7}
    assert turned.unsetting(["trust"]).given == {"relief": 0.7}


def test_a_file_is_read_into_the_tables_of_its_case(case: Case) -> None:
    raw = {"title": "T", "case": case.id, "levers": {"relief": 0.7}, "assumptions": {"trust": 0.4}}
    read = parse_scenario(raw | {"why": {"trust": "Because."}}, "x.scenario.toml", case)
    assert (dict(read.levers), dict(read.assumptions)) == ({"trust": 0.4}, {"relief": 0.7})
    with pytest.raises(ScenarioError, match="assumptions: 'trust' stands in 'levers' already"):
        parse_scenario(raw | {"levers": {"trust": 0.4}}, "x.scenario.toml", case)
    with pytest.raises(ValueError, match="name it once"):
        Scenario(title="T", levers={"trust": 0.4}, assumptions={"trust": 0.4})


def test_an_expectation_sets_either(case: Case) -> None:
    asks = Expectation(says="S.", having={"trust": 0.4, "relief": 0.7}, outcome="settlement")
    scenario = Scenario(title="T", case=case.id, expect=(asks,))
    parse_scenario(scenario.model_dump(by_alias=True, exclude_defaults=True, mode="json"), "x", case)


def test_files_of_today_are_written_as_they_stand(case: Case) -> None:
    for name in bundled_scenarios(case):
        scenario = load_scenario(name, case)
        assert to_toml(scenario.for_case(case)) == to_toml(scenario)
