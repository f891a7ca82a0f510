"""Every command line in the papers is one that the commands take: name, arguments, options and their values."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from model.shell import main

ROOT = Path(__file__).parents[2]
PAPERS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINES = sorted(
    {
        line.strip()
        for paper in PAPERS
        for line in re.findall(r"python -m model ([a-z].*?)(?:  |`|#|$)", paper.read_text("utf-8"), re.MULTILINE)
    }
)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand where the folders are that the papers speak of as somebody's own."""
    monkeypatch.chdir(tmp_path)
    for name in ("my-war", "FOLDER"):
        Path(name).mkdir()


def test_the_papers_show_most_commands() -> None:
    assert len({line.split()[0] for line in LINES}) >= 10


@pytest.mark.parametrize("line", [line for line in LINES if not line.endswith("--help")])
def test_a_command_line_of_the_papers_is_understood(line: str) -> None:
    name, *arguments = shlex.split(line)
    main.commands[name].make_context(name, arguments)
