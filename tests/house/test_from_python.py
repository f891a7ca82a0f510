"""The guide for users of Python tells the truth: every block of it runs, one after another."""

from __future__ import annotations

import re
from contextlib import chdir
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow  # the EMA Workbench takes seconds to load

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "from-python.md").read_text("utf-8")

#: What a section needs besides, by a word of its title.
NEEDS = {"SALib": "SALib", "Workbench": "ema_workbench", "what made it": "openpyxl"}


def test_every_block_of_the_guide_runs(tmp_path: Path) -> None:
    names: dict[str, Any] = {}
    sections = re.split(r"^## ", GUIDE, flags=re.MULTILINE)[1:]
    assert len(sections) >= 5
    with chdir(tmp_path):
        for section in sections:
            title, _, text = section.partition("\n")
            missing = [library for word, library in NEEDS.items() if word in title and find_spec(library) is None]
            for block in () if missing else re.findall(r"```python\n(.*?)```", text, re.DOTALL):
                exec(compile(block, title, "exec"), names)
