"""`python -m model sweep`."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xarray as xr
from click.testing import CliRunner, Result

from model import Case, ensemble, load_scenario, simulate
from model.analysis.sweeps.points import Counts
from model.shell.app import main
from tests.support.sweeps import MODULE, at, named, unasked


def shell(*arguments: Any) -> Result:
    return CliRunner().invoke(main, ["sweep", *map(str, arguments)])


def test_the_shell_prints_a_row_a_value() -> None:
    result = shell("default", "--axis", "trust=0:1:3", "--draws", 40)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    rows = [line.split() for line in result.stdout.splitlines() if line[:1] == " " and line.strip()[:1] in "01"]
    assert [row[0] for row in rows] == ["0", "0.5", "1"]
    for row in rows:
        assert sum(int(cell.removesuffix("%")) for cell in row[1:5]) == pytest.approx(100, abs=2)
        assert re.search(r"\((firm|leaning|open): \d+\)$", " ".join(row))
    assert "of 3 points, the largest share of the pull has:" in result.stdout


def test_the_shell_prints_a_map_with_what_is_largest_where(case: Case) -> None:
    result = shell("default", "--axis", "trust=0:1:3", "--axis", "external_pressure=0,0.3,1", "--draws", 0)
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    start = lines.index("trust") + 1
    drawn_map = {line.split()[0]: line.split()[1:] for line in lines[start : start + 3]}
    assert list(drawn_map) == ["1", "0.5", "0"]
    scenario = load_scenario("default", case)
    for trust, letters in drawn_map.items():
        for pressure, letter in zip((0.0, 0.3, 1.0), letters, strict=True):
            run = simulate(case, scenario.but(levers={"trust": float(trust), "external_pressure": pressure}))
            shares = {**run.pull, "war goes on": run.goes_on}
            largest = max(shares, key=shares.__getitem__)
            second, first = sorted(shares.values())[-2:]
            expected = largest[0].upper() if first >= 0.5 else largest[0]
            assert letter == ("?" if first - second < 0.005 else expected)


def test_the_shell_prints_json_and_writes_files_that_agree(case: Case, tmp_path: Path) -> None:
    files = [tmp_path / "grid.nc", tmp_path / "grid.parquet"]
    out = [part for file in files for part in ("--out", file)]
    result = shell("default", "--axis", "trust=0.2,0.4", "--draws", 3, "--seed", 5, "--json", *out)
    assert result.exit_code == 0, result.stderr
    told = json.loads(result.stdout)
    assert told["axes"] == {"trust": [0.2, 0.4]}
    assert (told["draws"], told["seed"], told["done"]) == (3, 5, 2)
    scenario = load_scenario("default", case)
    with xr.open_dataset(files[0]) as back:
        for point in told["points"]:
            alone = ensemble(case, at((point["trust"],), {"trust": []}, scenario), 3, 5)
            assert point["mean_pull"] == pytest.approx(alone.mean_pull)
            assert point["goes_on"] == pytest.approx(alone.goes_on)
            assert point["share"] == alone.shares
            assert named(back["share"].sel(trust=point["trust"])) == alone.shares
    assert len(pd.read_parquet(files[1])) == 6


def test_steps_of_an_axis_are_as_one_would_write_them() -> None:
    result = shell("default", "--axis", "trust=0:1:21", "--draws", 0, "--json")
    assert json.loads(result.stdout)["axes"]["trust"] == [n / 20 for n in range(21)]
    assert "NaN" not in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ("default", "Missing option '--axis'"),
        ("default --axis trust", "write NAME=LOW:HIGH:COUNT or NAME=VALUE,VALUE,..."),
        ("default --axis =0", "write NAME=LOW:HIGH:COUNT or NAME=VALUE,VALUE,..."),
        ("default --axis trust=", "write NAME=LOW:HIGH:COUNT or NAME=VALUE,VALUE,..."),
        ("default --axis trust=0:1", "trust: '0:1': write LOW:HIGH:COUNT"),
        ("default --axis trust=0:1:x", "trust: 'x': the count has to be a whole number, 2 or more"),
        ("default --axis trust=0:1:0", "trust: '0': the count has to be a whole number, 2 or more"),
        ("default --axis trust=1:0:3", "trust: 1 to 0: the first has to be the lower one"),
        ("default --axis trust=nan:1:3", "trust: this is no number: 'nan'"),
        ("default --axis trust=0,,1", "trust: this is no number: ''"),
        ("default --axis trust=nan", "trust: this is no number: 'nan'"),
        ("default --axis trust=0.5:1.000,5:3", "this is no number: '1.000,5'; write it like 0.5 or 0,5"),
        ("default --axis trust=0_1", "this is no number: '0_1'"),
        ("default --axis trust=0:2:3", "axes: trust: 2 is outside its scale, 0 to 1"),
        ("default --axis trsut=0:1:3", "unknown lever or assumption 'trsut'; did you mean 'trust'?"),
        ("default --axis trust=0 --axis trust=1", "'trust' is named twice"),
        (f"default --axis trust=0:1:{10**12}", "1,000,000,000,000 points are too many; at most 1,000,000"),
        (
            "default --axis trust=0:1:10000 --axis strikes=0:1:10000 --axis guarantees=0:1:10000",
            "= 1,000,000,000,000 points are too many; at most 1,000,000",
        ),
        ("default --axis trust=0 --draws -1", "-1 is not in the range"),
        ("default --axis trust=0 --seed -1", "-1 is not in the range"),
        ("defautl --axis trust=0", "did you mean 'default'?"),
        ("default --axis trust=0 --out grid.ods", "grid.ods: the ending '.ods' is unknown"),
        ("default --axis trust=0 --out no-such-folder/grid.nc", "there is no folder"),
        ("default --axis trust=0 --scheduler localhost", "no scheduler answers at 'localhost': missing port"),
        ("default --axis trust=0 --scheduler nonsense://x:1", "no scheduler answers at 'nonsense://x:1': unknown"),
    ],
)
def test_the_shell_tells_bad_input_before_any_work(monkeypatch: pytest.MonkeyPatch, arguments: str, said: str) -> None:
    monkeypatch.setattr(MODULE.Job, "count", unasked)
    result = shell(*arguments.split())
    assert result.exit_code == 2, result.output
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


def test_a_stop_in_the_shell_writes_what_is_done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    held = MODULE.Job.count

    def count(self: Any, first: int, last: int) -> Counts:
        if first == 4:
            raise KeyboardInterrupt
        counts: Counts = held(self, first, last)
        return counts

    monkeypatch.setattr(MODULE, "RUNS_OF_A_PART", 6)
    monkeypatch.setattr(MODULE.Job, "count", count)
    file = tmp_path / "grid.csv"
    result = shell("default", "--axis", "trust=0:1:11", "--draws", 2, "--out", file)
    assert result.exit_code == 130
    assert result.stderr == "stopped: 4 of 11 points are done\n"
    assert result.stdout == f"{file}: 4 of 11 points\n"
    assert sorted(set(pd.read_csv(file)["trust"])) == [0.0, 0.1, 0.2, 0.3]
    shown = shell("default", "--axis", "trust=0:1:11", "--draws", 2)
    assert "of 11 points, 4 of which are done, the largest" in shown.stdout
    assert len(json.loads(shell("default", "--axis", "trust=0:1:11", "--draws", 2, "--json").stdout)["points"]) == 4


def test_a_stop_before_the_first_part_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def count(self: Any, first: int, last: int) -> Counts:
        raise KeyboardInterrupt

    monkeypatch.setattr(MODULE.Job, "count", count)
    result = shell("default", "--axis", "trust=0:1:11", "--out", tmp_path / "grid.csv")
    assert result.exit_code == 130
    assert result.stderr == "stopped: 0 of 11 points are done\n"
    assert list(tmp_path.iterdir()) == []
