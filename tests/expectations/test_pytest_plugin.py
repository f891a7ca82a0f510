"""The pytest plug-in costs nothing where there is no scenario test."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = "{'model.knowledge', 'numpy', 'pandas', 'streamlit'}"
LOADED = f"print(sorted({HEAVY} & set(sys.modules)))"

#: Collects whatever is in the working directory with the plug-in of this checkout, and prints what has been imported.
COLLECT = (
    f"import sys, pytest; sys.path.insert(0, {str(ROOT)!r});"
    "code = pytest.main(['--collect-only', '-q', '-p', 'no:ripeness', '-p', 'model.pytest_plugin']);"
    f"{LOADED}; sys.exit(code)"
)


def collected(folder: Path) -> tuple[int, list[str]]:
    environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    done = subprocess.run(
        [sys.executable, "-c", COLLECT], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.splitlines()


def test_collecting_tests_of_something_else_loads_nothing_of_the_model(tmp_path: Path) -> None:
    (tmp_path / "test_other.py").write_text("def test_other():\n    pass\n", encoding="utf-8")
    code, lines = collected(tmp_path)
    assert code == 0
    assert "test_other.py::test_other" in lines
    assert lines[-1] == "[]"


@pytest.mark.slow
def test_a_scenario_file_is_collected_and_then_the_model_is_loaded(tmp_path: Path) -> None:
    text = 'title = "Mine"\ncase = "ukraine"\n[[expect]]\nsays = "S."\noutcome = "settlement"\n'
    (tmp_path / "mine.scenario.toml").write_text(text, encoding="utf-8")
    code, lines = collected(tmp_path)
    assert code == 0
    assert "mine.scenario.toml::1. S." in lines
    assert lines[-1].startswith("['model.knowledge', 'numpy'")
