"""Results say what made them, in every format; whoever opens one comes to the same bits."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import settings as hypothesis_settings

from model import Case, Scenario, compare, ensemble, load_case, load_scenario, save, simulate, sweep
from model.knowledge import ScenarioError, cases, rebuild
from model.scenario import MadeBy, ResultChanged, read_made_by, to_toml
from model.shell.app import main
from tests.support.scenarios import scenarios

FORMATS = [".nc", ".parquet", ".csv", ".xlsx"]


def made_for(case: Case) -> Scenario:
    """Return a scenario of a case that says one of everything: values, events, beliefs, theories, who is out, luck."""
    rule = next(rule.id for rule in case.rules if not rule.outcome)
    return Scenario(
        title="=Everything, “with” a quote\nand a line; ünïcode",
        says="Some of everything.",
        case=case.id,
        months=5,
        without=(case.outsiders[0],),
        levers={"trust": 0.1 + 0.2},
        assumptions={"strikes": 1 / 3},
        why={"trust": "@ because"},
        theories=(case.theories[0].id,),
        beliefs={rule: 0.5},
        happenings=tuple(happening.id for happening in case.happenings[:4]),
        front="returns",
        event=[  # type: ignore[call-arg]
            {"month": 2, "says": "-A turn", "set": {"strikes": 0.7}, "until": 3},
            {"month": 3, "change": {"trust": 0.07}},
        ],
    )


def command(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("name", cases())
def test_a_sweep_in_any_format_is_opened_again_and_gives_the_same_bits(name: str, tmp_path: Path) -> None:
    case = load_case(name)
    scenario = made_for(case)
    grid = sweep(case, scenario, {"strikes": [0, 0.5]}, 3, 7)
    for ending in FORMATS:
        file = tmp_path / f"grid{ending}"
        save(grid, file)
        made = read_made_by(file)
        assert made.scenario == scenario, ending
        assert load_scenario(file) == scenario, ending
        axes = made.asked["axes"]
        again = sweep(load_case(made.case.id if made.case else ""), file, axes, made.draws or 0, made.seed or 0)
        assert all(np.array_equal(again[n].values, grid[n].values) for n in ("share", "pull", "leading")), ending


@pytest.mark.parametrize("style", ["plain", "european"])
def test_a_csv_in_any_style_is_opened_again(case: Case, tmp_path: Path, style: str) -> None:
    scenario = made_for(case)
    save(sweep(case, scenario, {"strikes": [0.5, 0]}, 0), tmp_path / "grid.csv", style)
    assert load_scenario(tmp_path / "grid.csv") == scenario


def test_a_csv_is_a_plain_table_but_for_its_last_column(case: Case, tmp_path: Path) -> None:
    """Whoever sorts the rows, or drops the column, loses nothing else."""
    scenario = made_for(case)
    file = tmp_path / "grid.csv"
    save(sweep(case, scenario, {"strikes": [0.5, 0]}, 0), file)
    table = pd.read_csv(file)
    assert list(table.columns)[-1] == "made_by"
    assert table["made_by"].notna().sum() == 1
    table.sort_values("strikes").to_csv(file, index=False)
    assert load_scenario(file) == scenario


@pytest.mark.parametrize("name", cases())
def test_what_the_shell_writes_of_a_run_is_run_again_with_the_same_bits(name: str, tmp_path: Path) -> None:
    case = load_case(name)
    scenario = made_for(case)
    source, csv, xlsx = (tmp_path / f"run.{ending}" for ending in ("scenario.toml", "csv", "xlsx"))
    source.write_text(to_toml(scenario), "utf-8")
    first = command("run", source, "--draws", 5, "--seed", 9, "--json", "--csv", csv, "--xlsx", xlsx).stdout
    written = tmp_path / "run.json"
    written.write_text(first, "utf-8")
    for file in (written, csv, xlsx):
        assert load_scenario(file) == scenario
        assert command("run", file, "--json").stdout == first, file.name


def test_json_of_every_command_says_what_made_it(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "made.json"
    for words in (
        ("run", "default", "--draws", 2),
        ("sweep", "default", "--axis", "trust=0,1", "--draws", 2),
        ("compare", "default", "entrenched", "--draws", 2),
        ("reach", "default", "--months", 12, "--move", "trust", "--together", 1),
        ("regions", "default", "--leads", "--situations", 200, "--over", "trust", "--over", "strikes"),
        ("worth", "default", "--draws", 200),
    ):
        file.write_text(command(*words, "--json", "--seed", 3).stdout, "utf-8")
        made = read_made_by(file)
        assert made.seed == 3, words
        assert made.case is not None
        assert made.case.fingerprint == case.fingerprint
        assert load_scenario(file) == load_scenario("default", case), words


def test_a_comparison_that_is_opened_is_its_first_scenario_and_names_the_others(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "differs.xlsx"
    command("compare", "default", "entrenched", "--draws", 2, "--xlsx", file, "--csv", tmp_path / "differs.csv")
    made = read_made_by(file)
    assert made == read_made_by(tmp_path / "differs.csv")
    assert made.scenario == load_scenario("default", case)
    assert made.compared_with == (load_scenario("entrenched", case),)
    assert compare(case, [file, made.compared_with[0]], 2) == compare(case, ["default", "entrenched"], 2)


def test_a_result_of_many_wars_has_no_scenario_to_open(tmp_path: Path) -> None:
    file = tmp_path / "wars.json"
    file.write_text(json.dumps({"made_by": MadeBy(what="history", seed=0, draws=2).to_dict()}))
    with pytest.raises(ScenarioError, match=r"wars\.json: made_by: this result \('history'\) is of no single scenario"):
        load_scenario(file)


@given(scenarios())
@hypothesis_settings(max_examples=40)
def test_any_scenario_comes_back_out_of_what_it_made(scenario: Scenario) -> None:
    case = load_case()
    made = MadeBy.model_validate(json.loads(simulate(case, scenario).made_by.to_text()), by_alias=True, by_name=False)
    assert made.scenario == scenario
    assert simulate(case, made.scenario or "") == simulate(case, scenario)
    assert ensemble(case, made.scenario or "", 2, 1) == ensemble(case, scenario, 2, 1)


@pytest.mark.parametrize("ending", [".nc", ".csv", ".xlsx", ".parquet"])
def test_a_very_long_scenario_comes_back_from_every_format(case: Case, tmp_path: Path, ending: str) -> None:
    """An attribute of NetCDF and a cell of a sheet have no room for it in one piece."""
    events = [{"month": 1, "says": f"{number} " + "ü" * 600, "change": {"trust": 0.001}} for number in range(150)]
    scenario = Scenario(title="Long", months=1, event=events)  # type: ignore[call-arg]
    file = tmp_path / f"long{ending}"
    save(sweep(case, scenario, {"strikes": [0]}, 0), file)
    assert load_scenario(file) == scenario


# ------------------------------------------------------------------------------------------------- what has changed


def test_a_result_of_a_case_that_has_changed_since_says_so(case: Case, tmp_path: Path) -> None:
    edge, *rest = case.edges
    other = rebuild(case, edges=(edge.model_copy(update={"weight": edge.weight / 2}), *rest))
    file = tmp_path / "grid.csv"
    save(sweep(other, "default", {"trust": [0]}, 0), file)
    with pytest.warns(ResultChanged, match=r"grid\.csv: It was made with a case 'ukraine' of other contents"):
        load_scenario(file)
    told = CliRunner().invoke(main, ["run", str(file), "--draws", "0"])
    assert "It was made with a case 'ukraine' of other contents" in told.stderr
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_scenario(file, other)


def test_a_result_of_another_version_of_the_model_says_so(case: Case, tmp_path: Path) -> None:
    file = tmp_path / "old.json"
    file.write_text(json.dumps({"made_by": simulate(case, "default").made_by.but(model="0.1").to_dict()}))
    with pytest.warns(ResultChanged, match=r"made with version 0\.1 of the model; here it is"):
        load_scenario(file)


# --------------------------------------------------------------------------------------------- files that are none


def _parquet(path: Path) -> None:
    pd.DataFrame({"a": [1]}).to_parquet(path)


def _netcdf(path: Path) -> None:
    pd.DataFrame({"a": [1]}).to_xarray().to_netcdf(path, engine="h5netcdf")


def _workbook(path: Path) -> None:
    pd.DataFrame({"a": [1]}).to_excel(path)


@pytest.mark.parametrize(
    ("name", "write", "said"),
    [
        ("x.json", lambda path: path.write_text('{"a": 1}'), "this is no result of Ripeness"),
        ("x.json", lambda path: path.write_text("[1, 2]"), "this is no result of Ripeness"),
        ("x.json", lambda path: path.write_text('{"made_by": 3}'), "this is no result of Ripeness"),
        ("x.json", lambda path: path.write_text("{"), "this is not valid JSON"),
        ("x.json", lambda path: path.write_text("[" * 100_000), "this is not valid JSON"),
        ("x.json", lambda path: path.write_bytes(b"\xff\xfe\xfa"), "this is not valid JSON"),
        ("x.json", lambda path: path.write_text('{"made_by": {"what": "run", "modle": "1"}}'), "did you mean 'model'"),
        ("x.json", lambda path: path.write_text('{"made_by": {"what": "run", "seed": -1}}'), "made_by: seed"),
        ("x.csv", lambda path: path.write_text("a,b\n1,2\n"), "this is no result of Ripeness"),
        ("x.csv", lambda path: path.write_text(""), "this is no result of Ripeness"),
        ("x.csv", lambda path: path.write_text("a,made_by\n1,{\n"), "this is not valid CSV"),
        ("x.csv", lambda path: path.write_bytes(b"\xff\xfea,b"), "this is not valid CSV"),
        ("x.parquet", _parquet, "this is no result of Ripeness"),
        ("x.parquet", lambda path: path.write_text("no"), "the file cannot be read"),
        ("x.nc", _netcdf, "this is no result of Ripeness"),
        ("x.nc", lambda path: path.write_text("no"), "the file cannot be read"),
        ("x.xlsx", _workbook, "this is no result of Ripeness"),
        ("x.xlsx", lambda path: path.write_text("no"), "the file cannot be read"),
        ("x.json", lambda path: None, "it cannot be read: there is no such file"),
    ],
)
def test_a_file_that_is_no_result_is_told_with_its_name(
    tmp_path: Path, name: str, write: Callable[[Path], Any], said: str
) -> None:
    write(tmp_path / name)
    with pytest.raises(ScenarioError) as error:
        load_scenario(tmp_path / name)
    assert str(error.value).startswith(f"{name}: ")
    assert said in str(error.value)


def test_what_does_not_fit_the_case_is_told_as_for_a_scenario_file(case: Case, tmp_path: Path) -> None:
    raw = simulate(case, "default").made_by.to_dict()
    raw["scenario"]["assumptions"] = {"strykes": 0.5}
    (tmp_path / "x.json").write_text(json.dumps({"made_by": raw}))
    with pytest.raises(ScenarioError, match=r"x\.json: assumptions: unknown assumption 'strykes'; did you"):
        load_scenario(tmp_path / "x.json")
    raw["scenario"] = {"title": "x", "case": "ukrane"}
    (tmp_path / "x.json").write_text(json.dumps({"made_by": raw}))
    with pytest.raises(ScenarioError, match=r"no folder of a case named 'ukrane'; did you mean 'ukraine'"):
        load_scenario(tmp_path / "x.json")
