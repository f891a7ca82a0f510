"""How much of each room the quick tests run, held against the room's floor in `floors.toml`.

From the project's root: `uv run --group cover python -m tests.coverage`. What pytest is to be told besides goes behind.

Counted are lines of Python. Two things are not: what Numba compiles, of which no line can be seen to run (pyproject
leaves it out), and JavaScript, which runs in the browser's tests alone.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).parent / "floors.toml"
#: As `just test` does it.
QUICK = ["-q", "-m", "not slow and not browser", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]


def room_of(file: str) -> str:
    """Return the room that a file of the model is in; "model" for the few that are in none."""
    parts = Path(file).parts
    return parts[1] if len(parts) > 2 else "model"


def shares(report: Mapping[str, Any]) -> dict[str, float]:
    """Return the percentage of lines that ran, by room, from coverage's report as JSON."""
    ran: dict[str, int] = defaultdict(int)
    lines: dict[str, int] = defaultdict(int)
    for file, of in report["files"].items():
        ran[room_of(file)] += of["summary"]["covered_lines"]
        lines[room_of(file)] += of["summary"]["num_statements"]
    return {room: 100 * ran[room] / lines[room] for room in sorted(lines) if lines[room]}


def below(measured: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Return a sentence for each room below its floor, without one, or gone."""
    told = [
        f"{room}: {share:.1f} % of its lines run, and its floor is {floors[room]} %"
        for room, share in measured.items()
        if room in floors and share < floors[room]
    ]
    told += [f"{room}: give it a floor in {FLOORS.name}" for room in measured if room not in floors]
    return told + [f"{room}: there is no such room any more" for room in floors if room not in measured]


def main(arguments: list[str]) -> int:
    """Run the quick tests, measured; tell. Returns 0 if they pass and every room keeps its floor."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        measure = ["--cov=model", "--cov-report=", f"--cov-report=json:{report}"]
        done = subprocess.run([sys.executable, "-m", "pytest", *QUICK, *measure, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            return done.returncode
        measured = shares(json.loads(report.read_text("utf-8")))
    floors = tomllib.loads(FLOORS.read_text("utf-8"))
    for room, share in measured.items():
        print(f"{room:<14} {share:5.1f} %   floor {floors.get(room, '-')}")
    told = below(measured, floors)
    print(*told, sep="\n")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
