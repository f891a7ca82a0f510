"""The program is called by the name that it has where it is: what it prints can be typed as it stands."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from model.shell import main


@pytest.mark.parametrize("called", ["ripeness", "ripeness.exe", "python -m model"])
def test_commands_that_are_printed_begin_with_the_name_by_which_it_was_called(called: str, tmp_path: Path) -> None:
    name, other = ("ripeness", "python -m model")[:: 1 if called.startswith("ripeness") else -1]
    for words in (["new", str(tmp_path / "war")], ["list", "--help"], ["run", "nope"]):
        told = CliRunner().invoke(main, words, prog_name=called).output
        assert f"{name} l" in told, words
        assert f"{other} l" not in told, words
