"""Sweeps as files: they come back as they were, whole or not at all."""

from __future__ import annotations

import errno
import importlib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import xarray as xr

from model import Case, Stopped, save, sweep
from model.analysis.sweeps.saving import check_target
from model.knowledge.errors import TargetError
from model.knowledge.records import OUTCOMES
from tests.support.sweeps import AXES_OF, DRAWS, MODULE, SCENARIO, SEED, Stop, assert_begun


def test_netcdf_gives_the_sweep_back(grid: xr.Dataset, tmp_path: Path) -> None:
    file = tmp_path / "grid.nc"
    save(grid.assign_attrs(seed=2**64 - 1), file)
    with xr.open_dataset(file) as back:
        xr.testing.assert_equal(back, grid)
        assert {name: str(value) for name, value in back.attrs.items()} == {
            name: str(value) for name, value in (grid.attrs | {"seed": 2**64 - 1}).items()
        }
        assert back["share"].attrs["long_name"] == grid["share"].attrs["long_name"]


def test_parquet_gives_the_sweep_back_in_rows(grid: xr.Dataset, tmp_path: Path) -> None:
    file = tmp_path / "grid.parquet"
    save(grid, file)
    table = pd.read_parquet(file)
    assert len(table) == 12 * 3
    assert table.attrs == grid.attrs
    back = table.set_index([*AXES_OF, "outcome"]).to_xarray().sel(outcome=list(OUTCOMES))
    for name in ("mean_pull", "share", "formed", "pull"):
        assert (back[name].values == grid[name].values).all()
    for name in ("goes_on", "largest", "sturdiness", "leading", "robustness", "lead_low", "tied"):
        assert (back[name].isel(outcome=0).values == grid[name].values).all()
    assert {name: back[name].values.tolist() for name in AXES_OF} == AXES_OF


def test_csv_has_a_row_for_each_point_and_outcome(grid: xr.Dataset, tmp_path: Path) -> None:
    save(grid, tmp_path / "grid.CSV")
    table = pd.read_csv(tmp_path / "grid.CSV", converters={"share": float})  # pandas has not always read every bit
    assert list(table.columns) == [*AXES_OF, "outcome", *grid.data_vars, "made_by"]
    assert table["share"].tolist() == grid["share"].values.ravel().tolist()


@pytest.mark.parametrize("ending", [".nc", ".parquet", ".csv"])
def test_the_done_part_of_a_sweep_is_saved(
    case: Case, grid: xr.Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str
) -> None:
    monkeypatch.setattr(MODULE, "RUNS_OF_A_PART", 5 * (DRAWS + 1))
    with pytest.raises(Stopped) as stopped:
        sweep(case, SCENARIO, AXES_OF, DRAWS, SEED, progress=Stop(1, KeyboardInterrupt()))
    file = tmp_path / f"part{ending}"
    save(stopped.value.partial, file)
    if ending == ".nc":
        with xr.open_dataset(file) as back:
            assert_begun(back.load(), grid, 5)
    else:
        read = pd.read_csv if ending == ".csv" else pd.read_parquet
        assert read(file)["share"].tolist() == grid["share"].values.ravel()[:15].tolist()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("grid", "its name has no ending; it has to be .nc, .parquet, .csv or .xlsx"),
        ("grid.ods", "the ending '.ods' is unknown; it has to be .nc, .parquet, .csv or .xlsx"),
        ("grid.parqet", "the ending '.parqet' is unknown; did you mean '.parquet'?"),
        ("missing/grid.nc", "there is no folder"),
        ("folder.nc", "it is a folder"),
        ("file/grid.nc", "there is no folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_with_its_name(
    grid: xr.Dataset, tmp_path: Path, name: str, said: str
) -> None:
    (tmp_path / "folder.nc").mkdir()
    (tmp_path / "file").touch()
    for attempt in (check_target, lambda path: save(grid, path)):
        with pytest.raises(TargetError) as error:
            attempt(tmp_path / name)
        assert str(error.value).startswith(f"{tmp_path / name}: ")
        assert said in str(error.value)


def test_no_right_to_write_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(self: Path, *_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "touch", refuse)
    with pytest.raises(TargetError, match=r"grid\.nc: it cannot be written: Permission denied"):
        check_target(tmp_path / "grid.nc")


def test_a_missing_library_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("model.packages.find_spec", lambda name: None)
    with pytest.raises(TargetError, match="needs h5netcdf: uv run --extra netcdf"):
        check_target(tmp_path / "grid.nc")


@pytest.mark.parametrize("ending", [".nc", ".parquet", ".csv"])
def test_a_full_disk_leaves_what_was_there(
    grid: xr.Dataset, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, ending: str
) -> None:
    def half(dataset: xr.Dataset, path: Path, style: str) -> None:
        path.write_text("hal")
        raise OSError(errno.ENOSPC, "No space left on device")

    file = tmp_path / f"grid{ending}"
    file.write_text("what was there")
    monkeypatch.setitem(importlib.import_module("model.analysis.sweeps.saving").FORMATS, ending, (half, None))
    with pytest.raises(TargetError, match="it cannot be written: No space left on device"):
        save(grid, file)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert file.read_text() == "what was there"
