"""`python -m model dashboard`: what it starts, and what it says where that is not installed."""

from __future__ import annotations

import os
import sys
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from model.shell import main
from model.shell.commands import dashboard as command
from model.shell.errors import Refusal
from tests.support.page import ROOT


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the words of the program that would be started."""
    words: list[str] = []
    monkeypatch.setattr(command, "_become", words.extend)
    return words


def test_the_dashboard_is_started_with_the_folders_that_are_named(started: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["dashboard", str(tmp_path), "--port", "8600", "--no-browser"])
    assert (result.exit_code, result.output) == (0, "")
    assert started[:6] == [sys.executable, "-P", "-m", "streamlit", "run", str(ROOT / "app.py")]
    assert started[6:] == ["--server.port", "8600", "--server.headless", "true", "--", str(tmp_path)]


def test_a_folder_that_is_not_there_is_refused_before_anything_starts(started: list[str]) -> None:
    result = CliRunner().invoke(main, ["dashboard", "no-such-folder"])
    assert result.exit_code == 2
    assert "'no-such-folder' does not exist" in result.output
    assert started == []


def test_without_streamlit_it_says_what_to_install(started: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.packages.find_spec", lambda name: None)
    result = CliRunner().invoke(main, ["dashboard"])
    assert result.exit_code == 2
    assert "pip install 'ripeness[dashboard]'" in result.output
    assert started == []


def test_a_wheel_serves_its_own_script(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What the wheel is told to hold is where the command looks for it first, with Streamlit's settings beside it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    taken = project["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    served = tmp_path / taken["app.py"]
    assert taken[".streamlit"] == str(Path(taken["app.py"]).parent / ".streamlit")
    served.parent.mkdir(parents=True)
    served.touch()
    monkeypatch.setattr(command, "__file__", str(tmp_path / "model/shell/commands/dashboard.py"))
    assert command.page_script() == served
    served.unlink()
    with pytest.raises(Refusal, match="install Ripeness again"):
        command.page_script()


@pytest.mark.skipif(os.name == "nt", reason="a program cannot take another's place there")
def test_whoever_ends_the_command_ends_the_dashboard(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[object] = []
    monkeypatch.setattr(os, "execv", lambda *given: taken.extend(given))
    command._become(["python", "-m", "streamlit"])
    assert taken == ["python", ["python", "-m", "streamlit"]]
