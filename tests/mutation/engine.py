"""Mutants of the engine: the model's source with one thing made wrong, judged by the suites and then by the laws."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FILE = Path(__file__).parent / "engine.toml"
#: The tests that hold the engine to its laws, asked where the suites of sentences notice nothing.
LAWS = [
    "engine/test_gauges.py",
    "engine/test_stepping.py",
    "engine/test_oracle.py",
    "engine/test_simulation.py",
    "uncertainty/test_variants.py",
    "uncertainty/test_draws.py",
    "knowledge/test_bundled_case.py",
    "engine/test_extremes.py",
    "engine/test_happenings.py",
    "uncertainty/test_two_layers.py",
]


@dataclass(frozen=True)
class EngineMutant:
    """One place of the source, as it is and as it is made wrong."""

    id: str
    file: str
    old: str
    new: str
    kind: str = "engine"


def mutants() -> list[EngineMutant]:
    """Return the mutants that are listed in the data file."""
    return [EngineMutant(**row) for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["mutant"]]


def caught_in(mutant: EngineMutant) -> tuple[EngineMutant, str]:
    """Return a mutant and what catches it: the suites, the laws, or nothing (empty)."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("model", "tests", "pyproject.toml"):
            source = ROOT / name
            if source.is_dir():
                shutil.copytree(source, home / name, ignore=shutil.ignore_patterns("__pycache__", "*.nb*"))
            else:
                shutil.copy(source, home / name)
        path = home / mutant.file
        text = path.read_text(encoding="utf-8")
        assert text.count(mutant.old) == 1, f"{mutant.id}: its text stands there {text.count(mutant.old)} times"
        path.write_text(text.replace(mutant.old, mutant.new), encoding="utf-8")
        for name, command in (
            ("the suites", ["-m", "model", "check", "--quiet", "model/data", "tests/scenarios"]),
            ("the laws", ["-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *(f"tests/{law}" for law in LAWS)]),
        ):
            # without the compiled engine: what is made wrong is the one that it repeats
            environment = {**os.environ, "PYTHONPATH": str(home), "RIPENESS_FAST": "0"}
            done = subprocess.run(
                [sys.executable, *command], cwd=home, env=environment, capture_output=True, check=False, timeout=900
            )
            if done.returncode:
                return mutant, name
    return mutant, ""
